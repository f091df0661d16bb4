/**
 * One run of what may happen to returns, event by event: a child comes back, is reached, and declines, or is given the next
 * free appointment of somebody who may hold it. Appointments are given in the order in which children were reached, so
 * nobody waits because of who comes later, and one more interviewer never makes anybody later.
 */
import { HOUR, type Instant } from '../time/instant.ts';
import { chanceOf, howMany, oneOf, type Chance } from './chance.ts';
import { expectedIn, type EndedHow, type Model, type PastReturn } from './history.ts';
import { goesTo, type Interviewer } from './interviewer.ts';
import { barTo } from './suggest.ts';
import type { Appointment } from './working-time.ts';

/** What a run starts from. @source issue of return interviews: open returns, people, and the returns expected */
export type Start = {
  readonly now: Instant;
  /** Returns after this instant are not counted. */
  readonly until: Instant;
  readonly open: readonly PastReturn[];
  readonly people: readonly Interviewer[];
  /** Their appointments, those that end first coming first. */
  readonly appointments: readonly Appointment[];
  readonly model: Model;
  /** Agency whose people they are. */
  readonly own: string;
  /** Open returns that are given to a provider, by their key. */
  readonly given: ReadonlyMap<number, string>;
  /** Elapsed hours after the return within which the interview is owed. */
  readonly dueHours: number;
};

/** What became of one return in one run. @source our judgement: each return ends once */
export type Ended = {
  /** Key of an open return; null for one that was expected. */
  readonly key: number | null;
  readonly dueAt: Instant;
  readonly how: EndedHow | 'provider' | 'never';
  /** When the child was reached, or it ended without. */
  readonly readyAt: Instant;
  /** Null where there was no appointment within reach. */
  readonly endedAt: Instant | null;
  readonly late: boolean;
};

/**
 * How long a provider takes where nothing is known of it yet.
 * @unit elapsed hours after it is asked
 * @source our judgement, stated on the page: two thirds of the time that there is
 */
export const ASSUMED_PROVIDER_HOURS = 48;

type Job = {
  readonly key: number | null;
  readonly order: number;
  readonly dueAt: Instant;
  readonly area: string | null;
  readonly team: string;
  readonly placedWith: readonly string[];
  readonly how: EndedHow | 'provider';
  /** When the child is reached; for what needs nobody of ours, when it ends. */
  readonly readyAt: Instant;
};

/** One run. The same seed and run give every return the same chance, whoever the people are. @source our judgement: common random numbers */
export function simulate(start: Start, seed: number, run: number): Ended[] {
  const jobs = [
    ...start.open.map((one) => jobOfOpen(start, one, chanceOf(seed, run, 1, one.key))),
    ...expected(start, seed, run),
  ];
  jobs.sort((a, b) => a.readyAt - b.readyAt || a.dueAt - b.dueAt || a.order - b.order);
  const taken = new Uint8Array(start.appointments.length);
  return jobs.map((job) => {
    const endedAt = job.how === 'interview' ? nextFree(start, job, taken) : job.readyAt;
    const { key, dueAt, readyAt } = job;
    return {
      key,
      dueAt,
      readyAt,
      endedAt,
      how: endedAt === null ? 'never' : job.how,
      late: endedAt === null || endedAt > dueAt,
    };
  });
}

function nextFree({ appointments, people }: Start, job: Job, taken: Uint8Array): Instant | null {
  for (let at = firstEndingAfter(appointments, job.readyAt); at < appointments.length; at += 1) {
    const appointment = appointments[at];
    if (appointment === undefined || taken[at] === 1 || appointment.start < job.readyAt) continue;
    const person = people[appointment.interviewer];
    if (person === undefined || !goesTo(person, job.area) || barTo(job, person) !== null) continue;
    taken[at] = 1;
    return appointment.end;
  }
  return null;
}

function firstEndingAfter(appointments: readonly Appointment[], at: Instant): number {
  let [low, high] = [0, appointments.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((appointments[middle]?.end ?? Infinity) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function jobOfOpen(start: Start, one: PastReturn, chance: Chance): Job {
  const { now, model, own, given } = start;
  const gone = now - one.returnedAt;
  const drawn = one.stage === 'accepted' ? 'interview' : howItEnds(model, chance.next());
  const provider = given.get(one.key) ?? (one.allocatedTo === own ? null : one.allocatedTo);
  const how = drawn === 'interview' && provider !== null ? 'provider' : drawn;
  const reached =
    one.stage === 'accepted' || (one.firstOfferedAt !== null && one.firstOfferedAt <= now && one.stage !== 'unreached');
  const draw = chance.next();
  const took =
    how === 'interview' && reached
      ? gone
      : longerThan(timesOf(model, how, provider), gone, draw, start.given.has(one.key));
  return {
    key: one.key,
    order: one.key,
    dueAt: one.dueAt,
    area: one.area,
    team: one.team,
    placedWith: one.placedWith,
    how,
    readyAt: (one.returnedAt + took) as Instant,
  };
}

function expected(start: Start, seed: number, run: number): Job[] {
  const { now, until, model, dueHours } = start;
  const jobs: Job[] = [];
  for (let from = now; from < until; from = (from + HOUR) as Instant) {
    const hour = Math.floor(from / HOUR);
    const share = Math.min(1, (until - from) / HOUR);
    const count = howMany(chanceOf(seed, run, 2, hour), expectedIn(model, from) * share);
    for (let index = 0; index < count; index += 1) {
      const chance = chanceOf(seed, run, 3, hour, index);
      const returnedAt = Math.floor(from + chance.next() * HOUR * share);
      const seen = oneOf(chance, model.seen) ?? { area: null, team: '', placedWith: [], provider: null };
      const drawn = howItEnds(model, chance.next());
      const how = drawn === 'interview' && seen.provider !== null ? 'provider' : drawn;
      const took = longerThan(timesOf(model, how, seen.provider), -1, chance.next(), false);
      jobs.push({
        key: null,
        order: hour + index / 1000,
        dueAt: (returnedAt + dueHours * HOUR) as Instant,
        area: seen.area,
        team: seen.team,
        placedWith: seen.placedWith,
        how,
        readyAt: (returnedAt + took) as Instant,
      });
    }
  }
  return jobs;
}

function howItEnds({ ended }: Model, drawn: number): EndedHow {
  const all = ended.interview + ended.declined + ended.otherwise;
  if (all === 0 || drawn * all < ended.interview) return 'interview';
  return drawn * all < ended.interview + ended.declined ? 'declined' : 'otherwise';
}

function timesOf(model: Model, how: Job['how'], provider: string | null): readonly number[] {
  switch (how) {
    case 'interview':
      return model.untilReached;
    case 'declined':
      return model.untilDeclined;
    case 'otherwise':
      return model.untilOtherwise;
    case 'provider':
      return (provider === null ? undefined : model.untilProviderHeld.get(provider)) ?? [];
  }
}

/** One of the times that are longer than what has gone by; where none is, it happens now, or for a provider after what is assumed of it. */
function longerThan(times: readonly number[], gone: number, drawn: number, assumed: boolean): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) > gone) high = middle;
    else low = middle + 1;
  }
  const left = times.length - low;
  if (left > 0) return times[low + Math.floor(drawn * left)] ?? gone;
  return Math.max(0, gone) + (assumed ? ASSUMED_PROVIDER_HOURS * HOUR : 0);
}
