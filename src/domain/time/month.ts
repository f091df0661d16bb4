/** Calendar months as `YYYY-MM`, by which returns and figures are counted. */
import { formatMonth } from './format.ts';
import type { Instant } from './instant.ts';
import { londonDate, startOfLondonDay } from './london.ts';
import { dateOfDayNumber, dayNumber, type PlainDate } from './plain-date.ts';

/**
 * The number of the month of a date: months since the year 0, so that months can be counted.
 * @unit calendar months
 * @source our judgement
 */
export function monthNumber(date: PlainDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** A month by its number, as `YYYY-MM`. @unit calendar months @source feeds definition, measures: id `YYYY-MM` */
export function monthOfNumber(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** The first day of a month by its number. @unit calendar date @source our judgement */
export function firstDayOf(number: number): PlainDate {
  return `${monthOfNumber(number)}-01` as PlainDate;
}

/** The last day of a month by its number. @unit calendar date @source our judgement */
export function lastDayOf(number: number): PlainDate {
  return dateOfDayNumber(dayNumber(firstDayOf(number + 1)) - 1);
}

/** The month in which an instant lies. @unit calendar month in Europe/London @source feeds definition, measures: civil time */
export function londonMonth(at: Instant): string {
  return londonDate(at).slice(0, 7);
}

/** The month so many months after another; before it where the number is below nought. @unit calendar months @source our judgement */
export function monthAfter(month: string, months: number): string {
  return monthOfNumber(monthNumber(`${month}-01` as PlainDate) + months);
}

/** Months from one to another in order, both included; none where the first is after the last. @unit calendar months @source our judgement */
export function monthsFromTo(first: string, last: string): readonly string[] {
  const from = monthNumber(`${first}-01` as PlainDate);
  const count = Math.max(0, monthNumber(`${last}-01` as PlainDate) - from + 1);
  return Array.from({ length: count }, (_, index) => monthOfNumber(from + index));
}

/** The first instant of a month. @unit midnight in Europe/London @source feeds definition, measures: civil time */
export function startOfMonth(month: string): Instant {
  return startOfLondonDay(`${month}-01` as PlainDate);
}

/** A month as in `March 2026`. @unit calendar month @source GOV.UK style guide, dates */
export function monthInWords(month: string): string {
  return formatMonth(`${month}-01` as PlainDate);
}
