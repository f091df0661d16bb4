/** What the addresses and the form of reports may say. */
import { z } from 'zod';
import { REPORTS } from '../../domain/measures/catalogue.ts';
import { firstDayOf, lastDayOf, monthNumber } from '../../domain/time/month.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Field } from '../../web/forms/field.ts';

/** What stands in the address of a report. */
export const reportParams = z.object({ name: z.string().max(100) });

/** What stands after the question mark of a report. */
export const reportQuery = z.object({
  authority: z.string().max(100),
  from: z.string().max(10),
  to: z.string().max(10),
});

/** The formats in which a report can be downloaded. */
export const DOWNLOADS = ['csv', 'json', 'html'] as const;

/** What stands after the question mark of a download. */
export const downloadQuery = reportQuery.extend({ format: z.enum(DOWNLOADS) });

/** What stands after the question mark of a figure. */
export const figureQuery = reportQuery.extend({
  cell: z.string().max(300),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
});

/** Periods that are asked for often. */
export const PERIODS = [
  'last-month',
  'this-month',
  'last-quarter',
  'last-half-year',
  'financial-year',
  'last-financial-year',
  'dates',
] as const;
/** A period that is asked for often, or dates. */
export type PeriodName = (typeof PERIODS)[number];

const PERIOD_WORDS: Readonly<Record<PeriodName, string>> = {
  'last-month': 'Last month',
  'this-month': 'This month so far',
  'last-quarter': 'The last three whole months',
  'last-half-year': 'The last six whole months',
  'financial-year': 'This financial year so far, from 1 April',
  'last-financial-year': 'The last financial year',
  dates: 'Other dates',
};

/** The questions by which a report is chosen, for the authorities that the person may ask about. */
export function choosingFields(authorities: readonly { readonly code: string; readonly name: string }[]) {
  return [
    {
      kind: 'radios',
      name: 'report',
      label: 'Which report?',
      what: 'a report',
      options: REPORTS.map(({ id, title, question }) => ({ value: id, text: title, hint: question })),
    },
    {
      kind: 'select',
      name: 'authority',
      label: 'Which authority?',
      what: 'an authority',
      options: authorities.map(({ code, name }) => ({ value: code, text: name })),
    },
    {
      kind: 'radios',
      name: 'period',
      label: 'Which period?',
      what: 'a period',
      options: PERIODS.map((value) => ({ value, text: PERIOD_WORDS[value] })),
    },
    {
      kind: 'date',
      name: 'from',
      label: 'First day',
      what: 'the first day',
      hint: 'Only for other dates. For example, 1 4 2026',
      optional: true,
    },
    {
      kind: 'date',
      name: 'to',
      label: 'Last day',
      what: 'the last day',
      hint: 'Only for other dates. It is included.',
      optional: true,
    },
  ] as const satisfies readonly Field[];
}

/** The first and last day of a period that has a name, counted from today. Both are included. */
export function periodNamed(name: Exclude<PeriodName, 'dates'>, today: PlainDate): { from: PlainDate; to: PlainDate } {
  const month = monthNumber(today);
  const april = month - ((month - 3 + 12) % 12);
  switch (name) {
    case 'this-month':
      return { from: firstDayOf(month), to: today };
    case 'last-month':
      return { from: firstDayOf(month - 1), to: lastDayOf(month - 1) };
    case 'last-quarter':
      return { from: firstDayOf(month - 3), to: lastDayOf(month - 1) };
    case 'last-half-year':
      return { from: firstDayOf(month - 6), to: lastDayOf(month - 1) };
    case 'financial-year':
      return { from: firstDayOf(april), to: today };
    case 'last-financial-year':
      return { from: firstDayOf(april - 12), to: lastDayOf(april - 1) };
  }
}
