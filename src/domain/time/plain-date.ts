/**
 * Calendar dates without a time: dates of birth, the first and last day of a period, the day a status began.
 */

/**
 * A calendar date as `YYYY-MM-DD`. Two of them compare rightly as text.
 * @unit calendar date, no time zone
 * @source ISO 8601
 */
export type PlainDate = string & { readonly plainDate: unique symbol };

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads `YYYY-MM-DD`; undefined when it is not that or names no day of the calendar (30 February).
 * @source ISO 8601
 */
export function parsePlainDate(text: string): PlainDate | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const month = Number(match[2]);
  const day = Number(match[3]);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(Number(match[1]), month)) return undefined;
  return text as PlainDate;
}

/**
 * Days in a month of the Gregorian calendar.
 * @unit days; month 1 to 12
 * @source Gregorian calendar
 */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS[month - 1] ?? 0);
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/**
 * Days since 1970-01-01, so that dates can be counted with.
 * @unit days; negative before 1970
 * @source Gregorian calendar
 */
export function dayNumber(date: PlainDate): number {
  return civilDayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/**
 * Days since 1970-01-01 of a year, month and day.
 * @unit days; month 1 to 12, day 1 to 31
 * @source Gregorian calendar, by counting from 1 March so that a leap day comes last
 */
export function civilDayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The date that is so many days after 1970-01-01.
 * @unit days
 * @source Gregorian calendar
 */
export function dateOfDayNumber(days: number): PlainDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as PlainDate;
}

/**
 * The date some days later (or earlier, when negative).
 * @unit calendar days
 * @source Gregorian calendar
 */
export function plusDays(date: PlainDate, days: number): PlainDate {
  return dateOfDayNumber(dayNumber(date) + days);
}
