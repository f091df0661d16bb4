/** When the children of the demonstration’s last two years went and came back. Drawn from chance that the calendar names, so it is the same whenever it is loaded. */
import { chanceOf, howMany, type Chance } from '../../../domain/capacity/chance.ts';
import { minuteOf } from '../../../domain/capacity/working-time.ts';
import { HOUR, plusHours, type Instant } from '../../../domain/time/instant.ts';
import { dateOfDayNumber } from '../../../domain/time/plain-date.ts';
import type { HistoryChild } from './children.ts';

/** One absence and the return from it. */
export type PastAbsence = {
  readonly number: number;
  readonly incidentRef: string;
  readonly child: HistoryChild;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** When we were told that the child was back. */
  readonly returnToldAt: Instant;
  readonly risk: 'low' | 'medium' | 'high';
  readonly miles: number;
  readonly returnedBy: string;
};

/** Monday first: more at the end of the week. */
const ON_WEEKDAY = [0.11, 0.12, 0.12, 0.14, 0.19, 0.19, 0.13];
/** From these hours of the day: most in the evening. */
const HOURS = [0, 8, 12, 15, 16, 17, 18, 19, 19, 20, 20, 21, 21, 22, 22, 23];
const RETURNED_BY = ['police', 'self', 'self', 'family', 'carer'];

/** Every absence of some weeks, from a Monday on, whose return lies before an instant; the earliest start first. */
export function pastAbsences(children: readonly HistoryChild[], firstMonday: number, weeks: number, now: Instant): PastAbsence[] {
  const found: PastAbsence[] = [];
  const freeFrom = new Map<HistoryChild, number>();
  for (let week = 0; week < weeks; week += 1) {
    const chance = chanceOf(4, 2, firstMonday + week * 7);
    for (const startedAt of startsOf(chance, firstMonday + week * 7, 7 + (4 * week) / weeks)) {
      const child = whoGoes(chance, children, week, startedAt, freeFrom);
      const endedAt = plusHours(startedAt, Math.round(hoursAway(chance) * 60) / 60);
      const told = chance.next() < 0.04 ? 26 + chance.next() * 30 : 0.25 + chance.next();
      const returnToldAt = minute(endedAt + told * HOUR);
      if (child === undefined || returnToldAt > now - HOUR) continue;
      freeFrom.set(child, endedAt + 5 * HOUR);
      const number = found.length + 1;
      const drawn = chance.next();
      found.push({
        number,
        incidentRef: `DEMO-H-${firstMonday + week * 7}-${number}`,
        child,
        startedAt,
        endedAt,
        returnToldAt,
        risk: drawn < 0.2 ? 'low' : drawn < 0.92 ? 'medium' : 'high',
        miles: Math.round(chance.next() ** 3 * 400) / 10,
        returnedBy: RETURNED_BY[Math.floor(chance.next() * RETURNED_BY.length)] ?? 'self',
      });
    }
  }
  return found;
}

function startsOf(chance: Chance, monday: number, expected: number): Instant[] {
  const starts = Array.from({ length: howMany(chance, expected) }, () => {
    const drawn = chance.next();
    let sum = 0;
    const weekday = ON_WEEKDAY.findIndex((share) => (sum += share) > drawn);
    const hour = HOURS[Math.floor(chance.next() * HOURS.length)] ?? 20;
    return minuteOf(dateOfDayNumber(monday + Math.max(0, weekday)), hour * 60 + Math.floor(chance.next() * 60));
  });
  return starts.sort((a, b) => a - b);
}

function whoGoes(chance: Chance, children: readonly HistoryChild[], week: number, at: Instant, freeFrom: ReadonlyMap<HistoryChild, number>): HistoryChild | undefined {
  const able = children.filter((child) => week >= child.weeks.from && week <= child.weeks.to && (freeFrom.get(child) ?? 0) < at);
  let left = chance.next() * able.reduce((sum, { weight }) => sum + weight, 0);
  return able.find(({ weight }) => (left -= weight) <= 0);
}

function hoursAway(chance: Chance): number {
  const [drawn, share] = [chance.next(), chance.next()];
  if (drawn < 0.72) return 1.5 + 7.5 * share;
  return drawn < 0.93 ? 10 + 16 * share : 26 + 70 * share;
}

/** On the minute, as people write times. */
export function minute(at: number): Instant {
  return (Math.floor(at / 60_000) * 60_000) as Instant;
}
