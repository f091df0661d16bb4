/** How many returns will be late, out of many runs; what giving some away would change; and how such forecasts fared before. */
import { TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import { learn, type Model, type PastReturn } from './history.ts';
import { goesTo, type Interviewer } from './interviewer.ts';
import { simulate, type Start } from './simulate.ts';
import { isLeftOver } from './waiting.ts';
import { appointmentsOf } from './working-time.ts';

/** What a forecast is asked for. @source issue of return interviews: with these people and the returns expected by a day */
export type Asked = {
  readonly past: readonly PastReturn[];
  readonly people: readonly Interviewer[];
  readonly own: string;
  readonly now: Instant;
  readonly until: Instant;
  readonly dueHours: number;
  readonly seed: number;
  readonly runs: number;
};

/** A number of which most runs say so: the middle one, and what one run in ten is below or above. @source our judgement */
export type Spread = { readonly middle: number; readonly low: number; readonly high: number };

/** A forecast. @source issue of return interviews: 9 of 31 will be late */
export type Forecast = {
  readonly late: Spread;
  /** Returns that are open and can still be in time, or are expected. */
  readonly returns: Spread;
  readonly open: number;
  /** Open returns that are late already and still worked at: they take appointments, and are not counted again. */
  readonly lateAlready: number;
  /** Open returns that were due too long ago to be worked at. */
  readonly leftOver: number;
  readonly model: Model;
  /** Share of the runs in which each open return is late, by its key. */
  readonly lateShare: ReadonlyMap<number, number>;
};

/**
 * How far after the last return that is counted appointments are looked for.
 * @unit elapsed hours
 * @source our judgement: whoever waits longer than four weeks is late whatever comes
 */
const BEYOND = 28 * TWENTY_FOUR_HOURS;

/** The forecast. @param given open returns that a provider is given, by key @source issue of return interviews */
export function forecast(asked: Asked, given: ReadonlyMap<number, string> = new Map()): Forecast {
  const { past, people, own, now, until, dueHours, seed, runs } = asked;
  const model = learn(past, own, now);
  const all = openAt(past, now);
  const open = all.filter(({ dueAt }) => !isLeftOver(dueAt, now));
  const inTime = open.filter(({ dueAt }) => dueAt >= now);
  const appointments = appointmentsOf(people, now, (until + BEYOND) as Instant);
  const start: Start = { now, until, open, people, appointments, model, own, given, dueHours };
  const late: number[] = [];
  const returns: number[] = [];
  const lateTimes = new Map<number, number>(inTime.map(({ key }) => [key, 0]));
  for (let run = 0; run < runs; run += 1) {
    const counted = simulate(start, seed, run).filter(({ dueAt }) => dueAt >= now);
    returns.push(counted.length);
    late.push(counted.filter((one) => one.late).length);
    for (const one of counted)
      if (one.late && one.key !== null) lateTimes.set(one.key, (lateTimes.get(one.key) ?? 0) + 1);
  }
  return {
    late: spreadOf(late),
    returns: spreadOf(returns),
    open: inTime.length,
    lateAlready: open.length - inTime.length,
    leftOver: all.length - open.length,
    model,
    lateShare: new Map([...lateTimes].map(([key, times]) => [key, times / runs])),
  };
}

/** Returns that were open at an instant, as they could be known then. @source our judgement: a forecast may use only what could be known when it is made */
export function openAt(past: readonly PastReturn[], at: Instant): PastReturn[] {
  return past.filter(({ returnedAt, outcomeAt }) => returnedAt < at && (outcomeAt === null || outcomeAt >= at));
}

/**
 * The open returns that giving to a provider would help most: of those that can still be in time those late most often, of them those due first, then by key.
 * Those that a provider has already are left with it, and those outside its areas are not given to it.
 * @param to the provider's areas, none where it goes everywhere, and the keys of returns that are given to somebody else
 * @source our judgement
 */
export function toGive(
  asked: Asked,
  { lateShare }: Forecast,
  count: number,
  to: { readonly areas: readonly string[]; readonly not: ReadonlyMap<number, string> } = { areas: [], not: new Map() },
): readonly PastReturn[] {
  return openAt(asked.past, asked.now)
    .filter(({ dueAt, allocatedTo }) => dueAt >= asked.now && (allocatedTo === null || allocatedTo === asked.own))
    .filter(({ key, area }) => goesTo(to, area) && !to.not.has(key))
    .sort((a, b) => (lateShare.get(b.key) ?? 0) - (lateShare.get(a.key) ?? 0) || a.dueAt - b.dueAt || a.key - b.key)
    .slice(0, Math.max(0, count));
}

/** The middle of some numbers, and the tenth from either end of a hundred. @unit the number’s own @source our judgement: nearest rank */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { middle: rank(0.5), low: rank(0.1), high: rank(0.9) };
}
