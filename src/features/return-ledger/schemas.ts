/** What the addresses of the ledger may say; anything that is not ours is as if it were not there. */
import { z } from 'zod';
import { OPEN_STAGES, RETURN_OUTCOMES } from '../../domain/interview/follow-up.ts';
import { monthAfter, monthsFromTo } from '../../domain/time/month.ts';
import { OPEN_OUTSIDE } from './queries.ts';

const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
  .optional()
  .catch(undefined);
const text = z.string().max(100).optional().catch(undefined);

/** What stands after the question mark of the ledger. */
export const ledgerQuery = z.object({ from: month, to: month, authority: text, team: text });

/** A month that somebody typed and that is none, with what was typed. */
export type MonthError = {
  readonly name: 'from' | 'to';
  readonly typed: string;
  readonly text: string;
  readonly href: `#${string}`;
};

/** What is wrong with the months that were typed; the usual ones are shown instead. */
export function monthErrors(query: unknown): MonthError[] {
  const given = (query ?? {}) as Readonly<Record<string, unknown>>;
  return (['from', 'to'] as const).flatMap((name) => {
    const typed = given[name];
    if (typeof typed !== 'string' || typed === '' || month.parse(typed) !== undefined) return [];
    const which = name === 'from' ? 'first' : 'last';
    return [
      {
        name,
        typed: typed.slice(0, 40),
        text: `Enter the ${which} month as a year and a month, like 2026-03`,
        href: `#${name}` as const,
      },
    ];
  });
}

/** Everything that a number of the ledger may count. */
export const COUNTED = [
  'returns',
  'open',
  'offered',
  'held',
  'in-time',
  ...RETURN_OUTCOMES,
  ...OPEN_STAGES,
  ...OPEN_OUTSIDE,
] as const;

/** What stands after the question mark of the returns behind a number. */
export const returnsQuery = ledgerQuery.extend({
  what: z.enum(COUNTED).catch('returns'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** Months shown when nobody chose. */
export const USUAL_MONTHS = 12;
/** Months shown at most. */
const MOST_MONTHS = 60;

/** A run of months, both included. */
export type Months = { readonly from: string; readonly to: string; readonly list: readonly string[] };

/** The months that an address asks for; those up to the latest where it asks for none, or for too many. */
export function monthsAsked(query: { from?: string | undefined; to?: string | undefined }, latest: string): Months {
  const to = query.to ?? latest;
  const asked = query.from ?? monthAfter(to, 1 - USUAL_MONTHS);
  const earliest = monthAfter(to, 1 - MOST_MONTHS);
  const from = asked > to ? to : asked < earliest ? earliest : asked;
  return { from, to, list: monthsFromTo(from, to) };
}
