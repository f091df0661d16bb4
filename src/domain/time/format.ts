/** Times and dates as people read them, in Europe/London and in the style of GOV.UK. */
import { HOUR, TWENTY_FOUR_HOURS, type Instant } from './instant.ts';
import { fromLondon, londonDate, londonOffset } from './london.ts';
import type { PlainDate } from './plain-date.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const MINUTE = 60_000;

/**
 * A date as in `4 March 2026`.
 * @unit calendar date
 * @source GOV.UK style guide, dates
 */
export function formatDate(date: PlainDate): string {
  return `${Number(date.slice(8, 10))} ${monthName(date)} ${date.slice(0, 4)}`;
}

/**
 * A month as in `March 2026`, of any date in it.
 * @unit calendar month
 * @source GOV.UK style guide, dates
 */
export function formatMonth(date: PlainDate): string {
  return `${monthName(date)} ${date.slice(0, 4)}`;
}

/**
 * The time of day in London: `2:05pm`, `2pm`, `midnight`, `midday`. In the hour that October repeats, which of the two it is
 * (`1:30am BST`, `1:30am GMT`).
 * @unit minutes; seconds are cut off
 * @source GOV.UK style guide, times
 */
export function formatTime(at: Instant): string {
  const wall = at + londonOffset(at);
  const minutes = Math.floor((((wall % TWENTY_FOUR_HOURS) + TWENTY_FOUR_HOURS) % TWENTY_FOUR_HOURS) / MINUTE);
  return spoken(minutes) + whichPassing(at, minutes);
}

/**
 * An instant as in `4 March 2026 at 2:05pm`.
 * @unit minutes; seconds are cut off
 * @source GOV.UK style guide, dates and times
 */
export function formatInstant(at: Instant): string {
  return `${formatDate(londonDate(at))} at ${formatTime(at)}`;
}

/**
 * A length of elapsed time in its two largest units: `2 days 3 hours`, `5 hours`, `40 minutes`, `less than a minute`.
 * A day is 24 elapsed hours. Minutes are named below six hours only. The sign is not shown.
 * @unit milliseconds, cut down to whole units
 * @source our judgement: as exact as a decision needs
 */
export function formatElapsed(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  const days = Math.floor(length / TWENTY_FOUR_HOURS);
  const hours = Math.floor((length % TWENTY_FOUR_HOURS) / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  if (days > 0) return hours > 0 ? `${count(days, 'day')} ${count(hours, 'hour')}` : count(days, 'day');
  if (hours >= 6) return count(hours, 'hour');
  if (hours > 0) return minutes > 0 ? `${count(hours, 'hour')} ${count(minutes, 'minute')}` : count(hours, 'hour');
  return minutes > 0 ? count(minutes, 'minute') : 'less than a minute';
}

/**
 * When something is due, seen from now: `due in 5 hours`, `due now`, `2 hours late`.
 * @unit elapsed time; late from the first whole minute after it was due
 * @source our judgement: a duty is met up to and including the moment it falls due
 */
export function formatDue(dueAt: Instant, now: Instant): string {
  const left = dueAt - now;
  if (Math.abs(left) < MINUTE) return 'due now';
  return left > 0 ? `due in ${formatElapsed(left)}` : `${formatElapsed(left)} late`;
}

function monthName(date: PlainDate): string {
  return MONTHS[Number(date.slice(5, 7)) - 1] ?? '';
}

function spoken(minutesOfDay: number): string {
  if (minutesOfDay === 0) return 'midnight';
  if (minutesOfDay === 720) return 'midday';
  const hour = Math.floor(minutesOfDay / 60);
  const minute = minutesOfDay % 60;
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return `${shown}${minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`}${hour < 12 ? 'am' : 'pm'}`;
}

function whichPassing(at: Instant, minutesOfDay: number): string {
  const meaning = fromLondon(londonDate(at), minutesOfDay * MINUTE);
  if (meaning.kind !== 'repeated') return '';
  return at < meaning.later ? ' BST' : ' GMT';
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
