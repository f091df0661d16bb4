/** When people of the demonstration do things: in office hours, and one after the other. */
import type { Chance } from '../../../domain/capacity/chance.ts';
import { minuteOf, weekdayOf } from '../../../domain/capacity/working-time.ts';
import { HOUR, type Instant } from '../../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../../domain/time/london.ts';
import { plusDays } from '../../../domain/time/plain-date.ts';
import { minute } from './absences.ts';

const SATURDAY = 6;

/** The first moment in working hours from an instant on; the team’s week ends on Friday, a provider’s on Saturday. */
export function atWork(at: number, chance: Chance, lastWeekday = SATURDAY - 1): Instant {
  let date = londonDate(at as Instant);
  const intoDay = (at - startOfLondonDay(date)) / HOUR;
  const early = intoDay < 8.5;
  if (intoDay >= 8.5 && intoDay < 17.5 && weekdayOf(date) <= lastWeekday) return minute(at);
  if (!early) date = plusDays(date, 1);
  while (weekdayOf(date) > lastWeekday) date = plusDays(date, 1);
  return minuteOf(date, 9 * 60 + Math.floor(chance.next() * 100));
}

/** Some hours later: at least the first, at most both together. */
export function later(at: number, chance: Chance, least: number, further: number): number {
  return at + (least + further * chance.next()) * HOUR;
}
