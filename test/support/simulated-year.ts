/** A year of ordinary work by some two hundred people, and people among them who look where they should not. */
import type { Happening, LookedAtChild, Looker, Looking } from '../../src/domain/access/looking.ts';
import { HOUR, TWENTY_FOUR_HOURS, type Instant } from '../../src/domain/time/instant.ts';
import { at } from './notifications.ts';

const DAY = TWENTY_FOUR_HOURS;
const AGENCIES = 4;
const PEOPLE_EACH = 50;
const CHILDREN_EACH = 1500;
/** Chosen so that the commonest surname is borne by about one in ninety, as Smith is in England. */
const SURNAMES = 5000;

/** Numbers between 0 and 1 that follow from a seed. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A person of the simulated partnership. */
export type SimulatedPerson = {
  readonly id: number;
  readonly agency: number;
  readonly looker: Looker;
  readonly night: boolean;
  readonly happenings: Happening[];
  readonly unreviewed: { childId: number; at: Instant }[];
};

/** A child: whose, of what name, and when the agency had work. */
type SimulatedChild = {
  readonly surname: string;
  readonly agency: number;
  readonly work: { from: Instant; until: Instant }[];
  readonly before: Instant;
};

/** The year, and what the patterns may ask of it. */
export type SimulatedYear = {
  readonly start: Instant;
  readonly days: number;
  readonly people: readonly SimulatedPerson[];
  readonly chance: () => number;
  /** Numbers of children of an agency for whom nothing is to be done around an instant. */
  readonly idleChildren: (agency: number, when: Instant, count: number) => number[];
  /** Gives a child another surname. */
  readonly rename: (child: number, surname: string) => void;
  readonly looking: (person: SimulatedPerson, until: Instant) => Looking;
};

/** Makes the year from a seed. */
export function simulateYear(seed: number): SimulatedYear {
  const chance = chanceFrom(seed);
  const start = at('2026-01-05T00:00Z');
  const days = 364;
  const between = (least: number, most: number): number => least + Math.floor(chance() * (most - least + 1));
  const weights = Array.from({ length: SURNAMES }, (_, rank) => 1 / (rank + 16));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const surname = (): string => {
    let left = chance() * total;
    const rank = weights.findIndex((weight) => (left -= weight) <= 0);
    return `name${rank}`;
  };
  const children: SimulatedChild[] = Array.from({ length: AGENCIES * CHILDREN_EACH }, (_, index) => ({
    surname: surname(),
    agency: index % AGENCIES,
    work: [],
    before: (start - between(30, 1500) * DAY) as Instant,
  }));
  for (const child of children) {
    for (let when = start - 90 * DAY; when < start + days * DAY; when += 7 * DAY) {
      if (chance() < 0.02) child.work.push({ from: when as Instant, until: (when + between(7, 28) * DAY) as Instant });
    }
  }
  const isOurs = (id: number, when: number): boolean =>
    children[id]?.work.some(({ from, until }) => when >= from && when < until + 14 * DAY) ?? false;
  const names = Array.from({ length: AGENCIES }, () => Array.from({ length: PEOPLE_EACH }, surname));
  const people: SimulatedPerson[] = names.flatMap((own, agency) =>
    own.map((name, index) => ({
      id: agency * PEOPLE_EACH + index + 1,
      agency,
      looker: { surname: name, colleagues: new Set(own) },
      night: index % 8 === 0,
      happenings: [],
      unreviewed: [],
    })),
  );
  const ofAgency = (agency: number): number[] => children.flatMap((child, id) => (child.agency === agency ? [id] : []));
  const lists = Array.from({ length: AGENCIES }, (_, agency) => ofAgency(agency));
  const pick = (from: readonly number[]): number => from[Math.floor(chance() * from.length)] ?? 0;
  for (let day = 0; day < days; day++) {
    const midnight = start + day * DAY;
    const ours = lists.map((list) => list.filter((id) => isOurs(id, midnight)));
    for (const person of people) workADay(person, day, midnight, ours[person.agency] ?? []);
  }
  for (const { happenings } of people) happenings.sort((a, b) => a.at - b.at);

  function workADay(person: SimulatedPerson, day: number, midnight: number, ours: readonly number[]): void {
    const weekend = day % 7 >= 5;
    const away = Math.floor(day / 14) % 13 === person.id % 13 || (person.id % 20 === 7 && day > 200 && day < 260);
    if (away || chance() > (person.night ? 0.55 : weekend ? 0.05 : 0.85)) return;
    const add = (kind: Happening['kind'], when: number, childIds: readonly number[]): void =>
      void person.happenings.push({ kind, at: Math.floor(when) as Instant, childIds });
    const time = (): number => midnight + (person.night ? 20 + chance() * 9 : 8 + chance() * 9.5) * HOUR;
    const busy = chance() < 0.02 ? 3 : 1;
    for (let look = between(3, 12) * busy; look > 0; look--) {
      const [when, id] = [time(), pick(ours)];
      add('opened', when, [id]);
      if (chance() < 0.5) add('recorded', when + HOUR / 4, [id]);
    }
    // Somebody telephones about a child for whom nothing is to be done; half of the time nothing comes of it.
    if (chance() < 0.4) {
      const [when, id] = [time(), pick(lists[person.agency] ?? [])];
      add('opened', when, [id]);
      if (chance() < 0.4) add('opened', when + HOUR / 20, [id]);
      if (chance() < 0.5) add('recorded', when + HOUR / 2, [id]);
    }
    for (let search = between(0, 8); search > 0; search--) add('searched', time(), []);
    if (chance() < 0.02) add('refused', time(), [pick(lists[(person.agency + 1) % AGENCIES] ?? [])]);
    if (chance() < 0.05) for (let file = between(1, 2); file > 0; file--) add('taken', time(), []);
  }

  const planted = new Set<number>();
  let sharing: Map<string, number> | null = null;
  const countSharing = (): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const child of children) counts.set(child.surname, (counts.get(child.surname) ?? 0) + 1);
    return counts;
  };
  const facts = (id: number, until: Instant): LookedAtChild => {
    const child = children[id];
    const name = child?.surname ?? '';
    sharing ??= countSharing();
    const last = child?.work.findLast(({ from }) => from < until)?.from ?? child?.before ?? null;
    return { surname: name, sharing: sharing.get(name) ?? 0, ours: isOurs(id, until), lastAbsenceAt: last };
  };
  return {
    start,
    days,
    people,
    chance,
    idleChildren: (agency, when, count) => {
      const idle = (lists[agency] ?? []).filter(
        (id) => !isOurs(id, when) && !isOurs(id, when + 9 * DAY) && !planted.has(id),
      );
      const from = Math.floor(chance() * (idle.length - count * 3));
      const taken = Array.from({ length: count }, (_, index) => idle[from + index * 3] ?? 0);
      for (const id of taken) planted.add(id);
      return taken;
    },
    rename: (id, name) => {
      const child = children[id];
      if (child === undefined) return;
      sharing = null;
      children[id] = { ...child, surname: name };
    },
    looking: (person, until) => {
      const happenings = person.happenings.filter((one) => one.at >= until - 60 * DAY && one.at < until);
      const lately = happenings.filter((one) => one.kind === 'opened' && one.at >= until - 16 * DAY);
      const ids = new Set(lately.flatMap(({ childIds }) => childIds));
      return {
        looker: person.looker,
        happenings,
        children: new Map([...ids].map((id) => [id, facts(id, until)])),
        unreviewed: person.unreviewed.filter((one) => one.at < until),
      };
    },
  };
}
