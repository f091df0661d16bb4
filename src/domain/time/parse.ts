/**
 * Times and dates as feeds send them: ISO 8601 text to an instant or a date, or the reason why not.
 *
 * A reason says what is wrong and the way out, without repeating the value: what a sender typed into the wrong
 * column may be a name.
 */
import { fromLondon } from './london.ts';
import type { Instant } from './instant.ts';
import { civilDayNumber, daysInMonth, parsePlainDate, type PlainDate } from './plain-date.ts';

/** Outcome of reading a value: the value, or a sentence's end that says what is wrong and what to do. @source feeds definition: a reason that a person can act on */
export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly wrong: string };

const MINUTE = 60_000;
const DAY = 86_400_000;
/** No offset of the world's clocks lies further from UTC. */
const GREATEST_OFFSET = 14 * 60;
/** A record of a child that is older than this is a slip of the keyboard. */
const EARLIEST_YEAR = 1900;

const ISO_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads a time: `YYYY-MM-DDTHH:MM`, with seconds or not, with an offset (`Z`, `+01:00`, `+0100`, `+01`) or, without one,
 * by the clocks of Europe/London. The repeated hour of October is its first passing; the skipped hour of March is no time.
 * @unit instant; fractions of a second are cut to milliseconds; 24:00 and second 60 are not times
 * @source feeds definition, Feeds: ISO 8601, ambiguous civil time is the earlier, one that does not exist is rejected
 */
export function parseInstant(text: string): Read<Instant> {
  const match = ISO_TIME.exec(text);
  if (match === null) return refused(whyNoTime(text));
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = match[6] === undefined ? 0 : Number(match[6]);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return refused(NO_SUCH_DAY);
  if (year < EARLIEST_YEAR) return refused(TOO_EARLY);
  if (hour > 23) return refused('has an hour above 23; write midnight as 00:00 of the day that begins');
  if (minute > 59 || second > 59) return refused('has minutes or seconds above 59; check the time');
  const fraction = match[7] === undefined ? 0 : Math.trunc(Number(`0.${match[7]}`) * 1000);
  const timeOfDay = (hour * 60 + minute) * MINUTE + second * 1000 + fraction;
  const zone = match[8];
  if (zone === undefined) return civilTime(text.slice(0, 10) as PlainDate, timeOfDay);
  const offset = offsetMinutes(zone);
  if (offset === undefined)
    return refused(
      'has an offset from UTC that no clock keeps; write Z, +01:00 or leave it out for the time in the United Kingdom',
    );
  return { ok: true, value: (civilDayNumber(year, month, day) * DAY + timeOfDay - offset * MINUTE) as Instant };
}

/**
 * Reads a date: `YYYY-MM-DD`, a day of the calendar.
 * @unit calendar date
 * @source feeds definition, Feeds: a date is YYYY-MM-DD
 */
export function parseDate(text: string): Read<PlainDate> {
  const date = parsePlainDate(text);
  if (date === undefined) return refused(whyNoDate(text));
  return Number(date.slice(0, 4)) < EARLIEST_YEAR ? refused(TOO_EARLY) : { ok: true, value: date };
}

const NO_SUCH_DAY = 'names a day that is not in the calendar; check day and month';
const TOO_EARLY = `has a year before ${EARLIEST_YEAR}; check the year`;

function refused(wrong: string): { ok: false; wrong: string } {
  return { ok: false, wrong };
}

function civilTime(date: PlainDate, timeOfDay: number): Read<Instant> {
  const meaning = fromLondon(date, timeOfDay);
  if (meaning.kind !== 'skipped') return { ok: true, value: meaning.at };
  return refused(
    'is a time that did not happen: the clocks went forward over that hour; check the time, or give its offset (Z or +01:00)',
  );
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > GREATEST_OFFSET) return undefined;
  return zone.startsWith('-') ? -total : total;
}

function whyNoTime(text: string): string {
  const wanted =
    'write it as 2026-03-04T14:05, with Z or +01:00 after it where it is not the time in the United Kingdom';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `is a date without a time; ${wanted}`;
  if (/^\d{4}-\d{2}-\d{2} \d/.test(text)) return `has a space between date and time; ${wanted}`;
  return `${damage(text) ?? 'is not a time'}; ${wanted}`;
}

function whyNoDate(text: string): string {
  const wanted = 'write it as 2026-03-04';
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return `is a time where a date is wanted; ${wanted}`;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return NO_SUCH_DAY;
  return `${damage(text) ?? 'is not a date'}; ${wanted}`;
}

/** What a spreadsheet does to dates, named so that the sender knows where to look. */
function damage(text: string): string | undefined {
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/.test(text)) {
    return 'has day, month and year in the order of a spreadsheet; format the column as text before saving';
  }
  if (/^\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}/.test(text)) {
    return 'has the month in letters, as a spreadsheet writes it; format the column as text before saving';
  }
  if (/^#+$/.test(text))
    return 'was cut off by a spreadsheet whose column was too narrow; take it from the source again';
  if (/^\d+([.,]\d+)?E[+-]?\d+$/i.test(text)) {
    return 'was turned into a number in powers of ten by a spreadsheet; take it from the source again';
  }
  if (/^\d{5,6}([.,]\d+)?$/.test(text)) {
    return 'is the number by which a spreadsheet counts days; format the column as text before saving';
  }
  return undefined;
}
