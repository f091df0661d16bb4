/** Forecasts made for weeks that are over, from what could be known when they began, beside what happened. */
import { HOUR, type Instant } from '../time/instant.ts';
import { londonDate, startOfLondonDay } from '../time/london.ts';
import { plusDays, type PlainDate } from '../time/plain-date.ts';
import { forecast, openAt, type Asked, type Spread } from './forecast.ts';
import type { PastReturn } from './history.ts';
import { lengthsHeld, withLengths } from './lengths.ts';
import { appointmentsOf, weekdayOf } from './working-time.ts';

/** One week that is over. @source issue of return interviews: back-tested against what happened */
export type TestedWeek = {
  /** Its Monday. */
  readonly weekOf: PlainDate;
  /** Null where nobody is on record as an interviewer in that week, or there was no history yet. */
  readonly said: Spread | null;
  readonly late: number;
  readonly returns: number;
  /** Whether what happened lies within what was said; null where nothing was. */
  readonly within: boolean | null;
};

/** How forecasts fared. @source issue of return interviews: back-tested */
export type BackTest = {
  readonly weeks: readonly TestedWeek[];
  /** Weeks with a forecast. */
  readonly tested: number;
  /** Share of them in which what happened lies within what was said; null where there are none. */
  readonly coverage: number | null;
  /** By how many late returns a week the middle was too high, on average; below nought too low. */
  readonly bias: number | null;
};

/**
 * Tests so many weeks, the latest last. A week counts once every return of it has fallen due: until then nobody knows how
 * many were late. People count in the weeks in which their record says that they interviewed; they need as long as is put
 * down for them, or as was known on that day to be needed.
 * @unit weeks from Monday to Sunday in London
 * @source our judgement: a forecast that is not compared with what happened is not to be believed
 */
export function backTest(asked: Omit<Asked, 'until'>, count: number): BackTest {
  const today = londonDate((asked.now - asked.dueHours * HOUR) as Instant);
  const thisWeek = plusDays(today, 1 - weekdayOf(today));
  const weeks: TestedWeek[] = [];
  for (let back = count; back >= 1; back -= 1) weeks.push(testWeek(asked, plusDays(thisWeek, -7 * back)));
  const told = weeks.flatMap(({ said, late, within }) => (said === null ? [] : [{ said, late, within }]));
  return {
    weeks,
    tested: told.length,
    coverage: told.length === 0 ? null : told.filter(({ within }) => within === true).length / told.length,
    bias: told.length === 0 ? null : told.reduce((sum, { said, late }) => sum + said.middle - late, 0) / told.length,
  };
}

function testWeek(asked: Omit<Asked, 'until'>, weekOf: PlainDate): TestedWeek {
  const now = startOfLondonDay(weekOf);
  const until = startOfLondonDay(plusDays(weekOf, 7));
  const counted = [
    ...openAt(asked.past, now).filter(({ dueAt }) => dueAt >= now),
    ...asked.past.filter(({ returnedAt }) => returnedAt >= now && returnedAt < until),
  ];
  const late = counted.filter(wasLate).length;
  const before = asked.past.filter(({ returnedAt }) => returnedAt < now).map((one) => asKnownAt(one, now));
  // As long as interviews were known to take on that day.
  const people = withLengths(asked.people, lengthsHeld(before, asked.own, now));
  const able = before.length > 0 && appointmentsOf(people, now, until).length > 0;
  const said = able ? forecast({ ...asked, people, past: before, now, until }).late : null;
  return {
    weekOf,
    said,
    late,
    returns: counted.length,
    within: said === null ? null : late >= said.low && late <= said.high,
  };
}

function wasLate({ outcomeAt, dueAt }: PastReturn): boolean {
  return outcomeAt === null || outcomeAt > dueAt;
}

/** A return without what happened to it later; where it stood is kept of what it was offered alone. */
function asKnownAt(one: PastReturn, at: Instant): PastReturn {
  const offered = one.firstOfferedAt !== null && one.firstOfferedAt < at;
  const ended = one.outcomeAt !== null && one.outcomeAt < at;
  return {
    ...one,
    firstOfferedAt: offered ? one.firstOfferedAt : null,
    outcome: ended ? one.outcome : null,
    outcomeAt: ended ? one.outcomeAt : null,
    stage: ended ? null : offered ? 'waiting' : 'not-offered',
    allocatedTo: offered || ended ? one.allocatedTo : null,
  };
}
