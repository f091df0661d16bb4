/** Interviewers and returns of an invented partnership, for tests of what allocating rests on. */
import type { PastReturn } from '../../src/domain/capacity/history.ts';
import type { Interviewer, WorkingSpan } from '../../src/domain/capacity/interviewer.ts';
import { plusHours, type Instant } from '../../src/domain/time/instant.ts';
import type { PlainDate } from '../../src/domain/time/plain-date.ts';

/** The same hours on each of some weekdays. */
export function hours(from: number, to: number, weekdays: readonly number[] = [1, 2, 3, 4, 5]): WorkingSpan[] {
  return weekdays.map((weekday) => ({ weekday, fromMinute: from * 60, toMinute: to * 60 }));
}

/** Every hour of the week. */
export const ALWAYS = hours(0, 24, [1, 2, 3, 4, 5, 6, 7]);

/** An interviewer from 9 to 5 on working days, three hours for an interview, two a day. */
export function anInterviewer(changes: Partial<Interviewer> = {}): Interviewer {
  return {
    userId: 1,
    name: 'Person 1',
    agency: 'oxfordshire',
    areas: [],
    languages: [],
    working: hours(9, 17),
    mostADay: 2,
    interviewMinutes: 120,
    travelMinutes: 60,
    careTeam: null,
    fromOn: '2020-01-01' as PlainDate,
    untilOn: null,
    leave: [],
    ...changes,
  };
}

/** A return that nothing is known of yet. */
export function aReturn(key: number, returnedAt: Instant, changes: Partial<PastReturn> = {}): PastReturn {
  return {
    key,
    returnedAt,
    dueAt: plusHours(returnedAt, 72),
    firstOfferedAt: null,
    outcome: null,
    outcomeAt: null,
    stage: 'not-offered',
    area: 'oxfordshire',
    team: 'Children looked after',
    allocatedTo: null,
    placedWith: [],
    heldBy: null,
    interviewMinutes: null,
    travelMinutes: null,
    ...changes,
  };
}
