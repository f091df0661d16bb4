/** What pages of allocation work out from what is on record. */
import type { Interviewer } from '../../domain/capacity/interviewer.ts';
import { suggest, type Suggestions } from '../../domain/capacity/suggest.ts';
import { appointmentsOf, weekdayOf } from '../../domain/capacity/working-time.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import type { OpenReturn } from './open-queries.ts';
import type { KnownOfChild } from './queries.ts';

/** Whom to give a return to. */
export function suggestionsFor(
  one: OpenReturn,
  known: ReadonlyMap<number, KnownOfChild>,
  people: readonly Interviewer[],
  booked: ReadonlyMap<number, number>,
  now: Instant,
): Suggestions {
  const {
    interviewedBefore = new Map<number, number>(),
    placedWith = [],
    languages = [],
  } = known.get(one.childId) ?? {};
  const { dueAt, area, team } = one;
  return suggest({ dueAt, area, team, languages, placedWith, interviewedBefore }, people, booked, now);
}

/** One person's week. */
export type PersonWeek = {
  readonly person: Interviewer;
  /** Interviews they can still begin this week. */
  readonly room: number;
  readonly booked: number;
};

/** What the people of an agency can still begin this week, up to and with Sunday. */
export type Capacity = { readonly until: PlainDate; readonly people: readonly PersonWeek[] };

/** The capacity of the week in which an instant lies. */
export function capacityThisWeek(
  people: readonly Interviewer[],
  booked: ReadonlyMap<number, number>,
  now: Instant,
): Capacity {
  const today = londonDate(now);
  const until = plusDays(today, 7 - weekdayOf(today));
  const end = startOfLondonDay(plusDays(until, 1));
  return {
    until,
    people: people.map((person) => ({
      person,
      room: appointmentsOf([person], now, end).length,
      booked: booked.get(person.userId) ?? 0,
    })),
  };
}
