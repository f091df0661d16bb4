/** What a partnership’s own history says of the returns to come, and of how long things take. */
import type { OpenStage, ReturnOutcome } from '../interview/follow-up.ts';
import { HOUR, TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { londonDate, londonOffset } from '../time/london.ts';
import { weekdayOf } from './working-time.ts';

/** What became of one return, as a forecast needs it. @source issue of return interviews: on the partnership’s own history */
export type PastReturn = {
  /** A number of ours, by which it is known in every run. */
  readonly key: number;
  readonly returnedAt: Instant;
  readonly dueAt: Instant;
  readonly firstOfferedAt: Instant | null;
  readonly outcome: ReturnOutcome | null;
  readonly outcomeAt: Instant | null;
  readonly stage: OpenStage | null;
  /** Authority in whose area the child is; null where it is not known. */
  readonly area: string | null;
  readonly team: string;
  /** Agency to which it is allocated; null where it is not. */
  readonly allocatedTo: string | null;
  /** Agencies in whose placement the child lives: who works there is not independent. */
  readonly placedWith: readonly string[];
  /** Agency that held the interview; null where none was held. */
  readonly heldBy: string | null;
  /** Minutes that the interview took; null where nobody said. */
  readonly interviewMinutes: number | null;
  /** Minutes of the way there and back; null where nobody said. */
  readonly travelMinutes: number | null;
};

/** How a return ends that nobody interviews here. @source our judgement */
export type EndedHow = 'interview' | 'declined' | 'otherwise';

/** What is drawn from. Times are elapsed milliseconds from the return, sorted. @source issue of return interviews: arrivals, shares, times */
export type Model = {
  /** Returns in a week, on average. */
  readonly weekly: number;
  /** Share of them on each weekday, Monday first. */
  readonly onWeekday: readonly number[];
  /** Share of them in each hour of the day on London’s clocks. */
  readonly inHour: readonly number[];
  /** Where children were, who looked after them, who owed the interview and to whom it went: drawn together. */
  readonly seen: readonly {
    readonly area: string | null;
    readonly team: string;
    readonly placedWith: readonly string[];
    readonly provider: string | null;
  }[];
  /** How many ended how. */
  readonly ended: Readonly<Record<EndedHow, number>>;
  readonly untilReached: readonly number[];
  readonly untilDeclined: readonly number[];
  readonly untilOtherwise: readonly number[];
  readonly untilProviderHeld: ReadonlyMap<string, readonly number[]>;
  readonly weeks: number;
  readonly returns: number;
};

/**
 * How far back a forecast looks.
 * @unit weeks
 * @source our judgement: half a year is enough returns and still the same people
 */
export const HISTORY_WEEKS = 26;
const WEEK = 7 * TWENTY_FOUR_HOURS;

const HOW: Readonly<Record<ReturnOutcome, EndedHow>> = {
  completed: 'interview',
  covered: 'interview',
  declined: 'declined',
  'attempts-exhausted': 'declined',
  'not-required': 'otherwise',
  'missing-again': 'otherwise',
  passed: 'otherwise',
};

/**
 * Learns from the returns of so many weeks before an instant, and from nothing that happened at it or later.
 * @param own agency whose people hold the interviews; what is allocated to another is that one’s
 * @source our judgement: a forecast may use only what could be known when it is made
 */
export function learn(past: readonly PastReturn[], own: string, until: Instant): Model {
  const from = until - HISTORY_WEEKS * WEEK;
  const known = past.filter(({ returnedAt }) => returnedAt >= from && returnedAt < until);
  const first = known.reduce((least, { returnedAt }) => Math.min(least, returnedAt), Number(until));
  const weeks = Math.max(1, (until - first) / WEEK);
  const onWeekday = Array.from({ length: 7 }, () => 0);
  const inHour = Array.from({ length: 24 }, () => 0);
  const ended: Record<EndedHow, number> = { interview: 0, declined: 0, otherwise: 0 };
  const untilReached: number[] = [];
  const untilDeclined: number[] = [];
  const untilOtherwise: number[] = [];
  const untilProviderHeld = new Map<string, number[]>();
  for (const one of known) {
    const { returnedAt, firstOfferedAt, allocatedTo } = one;
    add(onWeekday, weekdayOf(londonDate(returnedAt)) - 1);
    add(inHour, hourOf(returnedAt));
    if (firstOfferedAt !== null && firstOfferedAt < until) untilReached.push(Math.max(0, firstOfferedAt - returnedAt));
    if (one.outcome === null || one.outcomeAt === null || one.outcomeAt >= until) continue;
    const how = HOW[one.outcome];
    const took = Math.max(0, one.outcomeAt - returnedAt);
    ended[how] += 1;
    if (how === 'declined') untilDeclined.push(took);
    else if (how === 'otherwise') untilOtherwise.push(took);
    else if (allocatedTo !== null && allocatedTo !== own)
      untilProviderHeld.set(allocatedTo, [...(untilProviderHeld.get(allocatedTo) ?? []), took]);
  }
  const shares = (counts: readonly number[]): number[] =>
    counts.map((count) => (known.length === 0 ? 1 / counts.length : count / known.length));
  return {
    weekly: known.length / weeks,
    onWeekday: shares(onWeekday),
    inHour: shares(inHour),
    seen: known.map(({ area, team, placedWith, allocatedTo }) => ({
      area,
      team,
      placedWith,
      provider: allocatedTo === own ? null : allocatedTo,
    })),
    ended,
    untilReached: untilReached.sort(rising),
    untilDeclined: untilDeclined.sort(rising),
    untilOtherwise: untilOtherwise.sort(rising),
    untilProviderHeld: new Map([...untilProviderHeld].map(([agency, took]) => [agency, took.sort(rising)])),
    weeks,
    returns: known.length,
  };
}

/**
 * Returns expected in the hour that begins at an instant.
 * @unit returns
 * @source our judgement: weekday and hour are taken to act apart, since few returns fall on one hour of one weekday
 */
export function expectedIn(model: Model, hourFrom: Instant): number {
  const weekday = weekdayOf(londonDate(hourFrom)) - 1;
  return model.weekly * (model.onWeekday[weekday] ?? 0) * (model.inHour[hourOf(hourFrom)] ?? 0);
}

/** The hour of the day in London. @unit 0 to 23 @source the time zone database, Europe/London */
export function hourOf(at: Instant): number {
  const wall = at + londonOffset(at);
  return Math.floor((((wall % TWENTY_FOUR_HOURS) + TWENTY_FOUR_HOURS) % TWENTY_FOUR_HOURS) / HOUR);
}

function add(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function rising(a: number, b: number): number {
  return a - b;
}
