/** What a report is asked for: an authority, a period, and the protocol that the period is judged by. */
import { monthNumber, monthOfNumber } from '../time/month.ts';
import { dateOfDayNumber, dayNumber, type PlainDate } from '../time/plain-date.ts';
import { chooseProtocol, daysOfChange, dutiesOn, type Protocol } from '../protocol/protocol.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { startOfLondonDay } from '../time/london.ts';
import type { Scope } from './definition.ts';

/** A scope, or why there is none. @source our judgement: a refusal is a value */
export type ScopeOutcome =
  | { readonly kind: 'scope'; readonly scope: Scope }
  | { readonly kind: 'refused'; readonly sentence: string };

/**
 * The scope of a report; refused when the period ends before it begins, or no protocol covers its last day.
 * @unit calendar dates in Europe/London, both included; the protocol is that of the last day, but each return is in time by
 *   that of its own day, as its duty is
 * @source design: an episode of 2015 is judged by the rules of 2015
 */
export function scopeOf(
  authority: string,
  from: PlainDate,
  to: PlainDate,
  protocols: readonly Protocol[],
): ScopeOutcome {
  if (to < from)
    return { kind: 'refused', sentence: `The last day, ${to}, is before the first, ${from}. Exchange them.` };
  const protocol = chooseProtocol(protocols, authority, to);
  if (protocol === undefined)
    return {
      kind: 'refused',
      sentence: `No protocol is in force on ${to}. Choose a later period, or add a protocol that covers it.`,
    };
  return {
    kind: 'scope',
    scope: {
      authority,
      from,
      to,
      fromDay: dayNumber(from),
      toDay: dayNumber(to),
      protocol,
      interviewWithin: interviewWithinOf(authority, protocols),
    },
  };
}

/** Within which time of a return its interview is owed, from each day on which that changes; the latest first. */
function interviewWithinOf(authority: string, protocols: readonly Protocol[]): Scope['interviewWithin'] {
  // Before any, and where none covers a day, the latest.
  const latest = dutiesOn(protocols, authority).interviewWithinHours * HOUR;
  const found = [{ from: Number.NEGATIVE_INFINITY as Instant, milliseconds: latest }];
  for (const day of daysOfChange(protocols, authority)) {
    const milliseconds = dutiesOn(protocols, authority, day).interviewWithinHours * HOUR;
    if (found[0]?.milliseconds !== milliseconds) found.unshift({ from: startOfLondonDay(day), milliseconds });
  }
  return found;
}

/**
 * Position of the calendar month of a London day, counted from the month in which the period begins.
 * @unit months; 0 is the first month of the period
 * @source feeds definition, measures: an episode counts in the month in which it started, civil time
 */
export function monthOfPeriod(day: number, scope: Scope): number {
  return monthOfDay(day) - monthOfDay(scope.fromDay);
}

/**
 * The months of the period, as `YYYY-MM`, in order.
 * @unit calendar months that the period touches
 * @source feeds definition, measures
 */
export function monthsOfPeriod(scope: Scope): readonly string[] {
  const first = monthOfDay(scope.fromDay);
  return Array.from({ length: monthOfDay(scope.toDay) - first + 1 }, (_, index) => monthOfNumber(first + index));
}

const months = new Map<number, number>();

/** Kept by day: it is asked for every row of a million. */
function monthOfDay(day: number): number {
  const known = months.get(day);
  if (known !== undefined) return known;
  const month = monthNumber(dateOfDayNumber(day));
  months.set(day, month);
  return month;
}
