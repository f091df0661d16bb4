/** Working time on the clocks of London as instants, cut into the appointments that it holds. */
import type { Instant } from '../time/instant.ts';
import { fromLondon, londonDate, startOfLondonDay } from '../time/london.ts';
import { dayNumber, plusDays, type PlainDate } from '../time/plain-date.ts';
import type { Interviewer, Leave, WorkingSpan } from './interviewer.ts';

const MINUTE = 60_000;
const MINUTES_OF_DAY = 1440;

/** Time from one instant to another, the second not included. @source our judgement */
export type Span = { readonly start: Instant; readonly end: Instant };

/** Time in which one interview can be held, with its travel. @source our judgement: interviews are booked, not queued for */
export type Appointment = Span & {
  /** Position of the interviewer among those asked about. */
  readonly interviewer: number;
};

/**
 * The weekday of a date.
 * @unit 1 (Monday) to 7 (Sunday)
 * @source Gregorian calendar: 1 January 1970 was a Thursday
 */
export function weekdayOf(date: PlainDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/**
 * The instant that a minute of a day on London’s clocks means. In the hour that October repeats it is the earlier; in the
 * hour that March skips it is the moment at which the clocks went forward.
 * @unit minutes of the day, 0 to 1440
 * @source feeds definition: an ambiguous civil time is taken as the earlier; our judgement on the skipped hour
 */
export function minuteOf(date: PlainDate, minute: number): Instant {
  if (minute >= MINUTES_OF_DAY) return startOfLondonDay(plusDays(date, 1));
  const meaning = fromLondon(date, minute * MINUTE);
  if (meaning.kind !== 'skipped') return meaning.at;
  return minuteOf(date, (Math.floor(minute / 60) + 1) * 60);
}

/** Working time on one date, in order. @source our judgement */
export function workingSpansOn(working: readonly WorkingSpan[], date: PlainDate): Span[] {
  const weekday = weekdayOf(date);
  return working
    .filter((span) => span.weekday === weekday)
    .map(({ fromMinute, toMinute }) => ({ start: minuteOf(date, fromMinute), end: minuteOf(date, toMinute) }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
}

/** Whether somebody interviews on a date at all. @unit calendar dates, both ends included @source our judgement */
export function worksOn(
  { fromOn, untilOn, leave }: Pick<Interviewer, 'fromOn' | 'untilOn' | 'leave'>,
  date: PlainDate,
): boolean {
  return date >= fromOn && (untilOn === null || date <= untilOn) && !leave.some((away) => isAway(away, date));
}

function isAway({ fromOn, toOn }: Leave, date: PlainDate): boolean {
  return date >= fromOn && date <= toOn;
}

/**
 * The appointments of people that begin at or after one instant and before another, those that end first coming first.
 * Working time is cut from its beginning, so the diary of a day is the same whenever it is looked at; what is left over at
 * the end of a span holds none. A day holds no more than the person’s most.
 * @unit elapsed minutes of interview and travel together; `until` not included
 * @source our judgement: diaries are of appointments; it makes a forecast in which one more person is never a loss
 */
export function appointmentsOf(people: readonly Interviewer[], from: Instant, until: Instant): Appointment[] {
  const found: Appointment[] = [];
  const last = londonDate(until);
  for (const [interviewer, person] of people.entries()) {
    const length = Math.max(1, person.interviewMinutes + person.travelMinutes) * MINUTE;
    for (let date = londonDate(from); date <= last; date = plusDays(date, 1)) {
      if (!worksOn(person, date)) continue;
      let left = person.mostADay;
      for (const span of workingSpansOn(person.working, date)) {
        for (let start = span.start; left > 0 && start + length <= span.end; start = (start + length) as Instant) {
          left -= 1;
          if (start >= from && start < until) found.push({ interviewer, start, end: (start + length) as Instant });
        }
      }
    }
  }
  return found.sort((a, b) => a.end - b.end || a.start - b.start || a.interviewer - b.interviewer);
}

/** A weekday’s working time, earliest first, as `9am to 5pm` needs it. @source our judgement */
export function spansOfWeekday(working: readonly WorkingSpan[], weekday: number): readonly WorkingSpan[] {
  return working.filter((span) => span.weekday === weekday).sort((a, b) => a.fromMinute - b.fromMinute);
}
