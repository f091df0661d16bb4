import { daysInMonth, parsePlainDate, type PlainDate } from '../../domain/time/plain-date.ts';

/** A part of a date, as one field of the form. */
export type DatePart = 'day' | 'month' | 'year';

/** A date as somebody typed it: text, as it came. */
export type TypedDate = Readonly<Record<DatePart, string>>;

/** What a typed date means: a date, nothing at all, or what is wrong with which parts. */
export type DateMeaning =
  | { readonly kind: 'date'; readonly date: PlainDate }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'incomplete' | 'not real' | 'year too short'; readonly parts: readonly DatePart[] };

const parts: readonly DatePart[] = ['day', 'month', 'year'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * Reads a date as people type it: 4 or 04 or 4th, 3 or March or mar, 2014. A year of two figures is asked for again,
 * since nobody can tell which century was meant.
 */
export function readTypedDate(typed: TypedDate): DateMeaning {
  const day = tidy(typed.day).replace(/^(\d{1,2})(?:st|nd|rd|th)$/, '$1');
  const month = tidy(typed.month);
  const year = tidy(typed.year);
  const empty = parts.filter((_, i) => [day, month, year][i] === '');
  if (empty.length === 3) return { kind: 'nothing' };
  if (empty.length > 0) return { kind: 'incomplete', parts: empty };
  if (/^\d{1,3}$/.test(year)) return { kind: 'year too short', parts: ['year'] };

  const dayNumber = /^\d{1,2}$/.test(day) ? Number(day) : 0;
  const monthNumber = monthOf(month);
  const yearNumber = /^\d{4}$/.test(year) ? Number(year) : 0;
  const wrong = parts.filter((part) =>
    part === 'day' ? dayNumber < 1 || dayNumber > 31 : part === 'month' ? monthNumber === 0 : yearNumber < 1800,
  );
  if (wrong.length > 0) return { kind: 'not real', parts: wrong };
  if (dayNumber > daysInMonth(yearNumber, monthNumber)) return { kind: 'not real', parts: ['day'] };
  const date = parsePlainDate(`${year}-${String(monthNumber).padStart(2, '0')}-${String(dayNumber).padStart(2, '0')}`);
  return date ? { kind: 'date', date } : { kind: 'not real', parts };
}

/** A date as its three parts, to be shown where one is typed. */
export function asTypedDate(date: PlainDate): TypedDate {
  return { day: String(Number(date.slice(8, 10))), month: String(Number(date.slice(5, 7))), year: date.slice(0, 4) };
}

function monthOf(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text) <= 12 ? Number(text) : 0;
  if (text.length < 3) return 0;
  return months.findIndex((month) => month.startsWith(text) || (text === 'sept' && month === 'september')) + 1;
}

function tidy(text: string): string {
  return text.normalize('NFKC').trim().replace(/\.$/, '').toLowerCase();
}
