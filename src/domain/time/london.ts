/**
 * Civil time in Europe/London: what the clock on the wall says, and which instant it means.
 *
 * The rules of the zone are the runtime's own; only the instants at which the offset changes are remembered,
 * so that a million times are converted without asking again.
 */
import { dateOfDayNumber, dayNumber, type PlainDate } from './plain-date.ts';
import { HOUR, TWENTY_FOUR_HOURS, type Instant } from './instant.ts';

const ZONE = 'Europe/London';
const NANOSECONDS_IN_MILLISECOND = 1_000_000;

/** The changes of the offset in one UTC year: the offset at its start, then each change. */
type YearOfOffsets = { readonly first: number; readonly changes: readonly { at: number; offset: number }[] };

const years = new Map<number, YearOfOffsets>();

function offsetsOfYear(year: number): YearOfOffsets {
  const known = years.get(year);
  if (known) return known;
  const opening = dayNumber(`${String(year).padStart(4, '0')}-01-01` as PlainDate) * TWENTY_FOUR_HOURS;
  const closing = dayNumber(`${String(year + 1).padStart(4, '0')}-01-01` as PlainDate) * TWENTY_FOUR_HOURS;
  let at = Temporal.Instant.fromEpochMilliseconds(opening).toZonedDateTimeISO(ZONE);
  const first = at.offsetNanoseconds / NANOSECONDS_IN_MILLISECOND;
  const changes: { at: number; offset: number }[] = [];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds >= closing) break;
    changes.push({ at: next.epochMilliseconds, offset: next.offsetNanoseconds / NANOSECONDS_IN_MILLISECOND });
    at = next;
  }
  const found = { first, changes };
  years.set(year, found);
  return found;
}

/**
 * How far London's clocks are ahead of UTC at an instant: 0 in winter, one hour in British Summer Time.
 * @unit milliseconds ahead of UTC
 * @source the time zone database, Europe/London
 */
export function londonOffset(at: Instant): number {
  const day = Math.floor(at / TWENTY_FOUR_HOURS);
  if (day < 0 || day >= DAYS_KNOWN) return offsetWorkedOut(at);
  const known = offsetOfDay[day] as number;
  if (known >= 0) return known;
  if (known === CHANGES) return offsetWorkedOut(at);
  const first = offsetWorkedOut((day * TWENTY_FOUR_HOURS) as Instant);
  const last = offsetWorkedOut(((day + 1) * TWENTY_FOUR_HOURS - 1) as Instant);
  offsetOfDay[day] = first === last ? first : CHANGES;
  return offsetWorkedOut(at);
}

/** Days of UTC from 1970 whose offset is remembered: to the year 2149. */
const DAYS_KNOWN = 65_536;
/** The clocks change on this day of UTC. */
const CHANGES = -2;
/** The offset all through each day of UTC; -1 where it was not asked for yet. */
const offsetOfDay = new Int32Array(DAYS_KNOWN).fill(-1);

function offsetWorkedOut(at: Instant): number {
  const year = Number(dateOfDayNumber(Math.floor(at / TWENTY_FOUR_HOURS)).slice(0, 4));
  const { first, changes } = offsetsOfYear(year);
  let offset = first;
  for (const change of changes) {
    if (at < change.at) break;
    offset = change.offset;
  }
  return offset;
}

/**
 * The calendar date in London at an instant: 23:30 UTC on 31 March is already 1 April there.
 * @unit calendar date in Europe/London
 * @source feeds definition: civil time, Europe/London, throughout
 */
export function londonDate(at: Instant): PlainDate {
  return dateOfDayNumber(londonDayNumber(at));
}

/**
 * The calendar day in London at an instant, as days since 1970-01-01.
 * @unit days
 * @source feeds definition: civil time, Europe/London, throughout
 */
export function londonDayNumber(at: Instant): number {
  return Math.floor((at + londonOffset(at)) / TWENTY_FOUR_HOURS);
}

/** What a civil time in London means: one instant, the earlier of two, or none. @source the time zone database, Europe/London */
export type CivilMeaning =
  | { readonly kind: 'one'; readonly at: Instant }
  | { readonly kind: 'repeated'; readonly at: Instant; readonly later: Instant }
  | { readonly kind: 'skipped' };

/**
 * The instant meant by a date and a time of day on London's clocks.
 * The hour that October repeats has two meanings (the earlier comes first); the hour that March skips has none.
 * @unit `millisecondsOfDay` from 0 up to but not including 24 hours
 * @source feeds definition: an ambiguous civil time is taken as the earlier, one that does not exist is rejected
 */
export function fromLondon(date: PlainDate, millisecondsOfDay: number): CivilMeaning {
  const wall = dayNumber(date) * TWENTY_FOUR_HOURS + millisecondsOfDay;
  const before = londonOffset((wall - 12 * HOUR) as Instant);
  const after = londonOffset((wall + 12 * HOUR) as Instant);
  const early = (wall - Math.max(before, after)) as Instant;
  const late = (wall - Math.min(before, after)) as Instant;
  const earlyHolds = early + londonOffset(early) === wall;
  const lateHolds = late + londonOffset(late) === wall;
  if (earlyHolds && lateHolds)
    return early === late ? { kind: 'one', at: early } : { kind: 'repeated', at: early, later: late };
  if (earlyHolds) return { kind: 'one', at: early };
  if (lateHolds) return { kind: 'one', at: late };
  return { kind: 'skipped' };
}
/**
 * The first instant of a calendar day in London.
 * @unit instant
 * @source the time zone database, Europe/London: no change of the clocks has fallen on midnight since 1971
 */
export function startOfLondonDay(date: PlainDate): Instant {
  const meaning = fromLondon(date, 0);
  return meaning.kind === 'skipped' ? ((dayNumber(date) * TWENTY_FOUR_HOURS) as Instant) : meaning.at;
}
