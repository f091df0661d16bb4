/** Days and agency by which looks are chosen. */
import { z } from 'zod';
import type { Agency } from '../../domain/child/agency.ts';
import { startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import type { Field } from '../../web/forms/field.ts';
import type { Span } from './queries.ts';

/** The day fields that every page of looks has. */
export const dayFields = [
  { kind: 'date', name: 'from', label: 'From', what: 'the first day', optional: true, inThePast: true },
  { kind: 'date', name: 'to', label: 'To', what: 'the last day', optional: true },
] as const satisfies readonly Field[];

/** The same, and the agency whose people looked. */
export function lookFields(agencies: readonly Agency[]) {
  return [
    ...dayFields,
    {
      kind: 'select',
      name: 'agency',
      label: 'Agency',
      what: 'the agency',
      optional: true,
      options: agencies.map(({ code, name }) => ({ value: code, text: name })),
    },
  ] as const satisfies readonly Field[];
}

/** The instants between which looks of two days lie, both days included. */
export function spanOf(days: { readonly from: PlainDate | null; readonly to: PlainDate | null }): Span {
  return {
    from: days.from === null ? null : startOfLondonDay(days.from),
    until: days.to === null ? null : startOfLondonDay(plusDays(days.to, 1)),
  };
}

const short = z.string().max(40).optional().catch(undefined);
/** What stands in the address of a page of looks. */
export const lookQuery = z.object({
  'from-day': short,
  'from-month': short,
  'from-year': short,
  'to-day': short,
  'to-month': short,
  'to-year': short,
  agency: short,
  before: z.coerce.number().int().positive().optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** The part of it that a person typed, without what was left empty. */
export function typedIn(query: z.output<typeof lookQuery>): Readonly<Record<string, string>> {
  const { before: _before, page: _page, ...typed } = query;
  return Object.fromEntries(
    Object.entries(typed).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''),
  );
}
