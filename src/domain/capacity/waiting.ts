/** Open returns that nobody is named for, in the order in which they should be given away. */
import { plusHours, type Instant } from '../time/instant.ts';
import type { TriageLevel } from '../triage/acts.ts';

/**
 * How long after it was due an open return is still worked at: later it is listed apart, and takes nobody’s time in a forecast.
 * @unit elapsed hours; exactly that many is still worked at
 * @source our judgement: loaded history has returns that nobody closed, and they must not hide those of this week
 */
export const WORKED_AT_HOURS = 14 * 24;

/** Whether an open return was due so long ago that it is listed apart. @source our judgement */
export function isLeftOver(dueAt: Instant, now: Instant): boolean {
  return plusHours(dueAt, WORKED_AT_HOURS) < now;
}

/** What the order rests on. @source The Children’s Society (Streetwise), evidence 2015: the waiting list */
export type Waiting = {
  readonly dueAt: Instant;
  readonly returnedAt: Instant;
  readonly triageLevel: TriageLevel | null;
  /** Account of the interviewer; null where nobody is named. */
  readonly interviewerId: number | null;
  /** A number of ours that breaks ties. */
  readonly order: number;
};

const LEVELS: Readonly<Record<TriageLevel, number>> = { red: 0, amber: 1, green: 3 };
/** Not triaged comes after amber: it may be red. */
const UNTRIAGED = 2;

/**
 * Those for whom nobody is named. Red comes first, then amber, then what was not triaged, then green; within one level
 * whatever is due first, then whoever came back first.
 * @source The Children’s Society (Streetwise), evidence 2015 (red requires an interview); our judgement on what was not triaged
 */
export function waitingList<W extends Waiting>(open: readonly W[]): W[] {
  return open
    .filter(({ interviewerId }) => interviewerId === null)
    .sort((a, b) => levelOf(a) - levelOf(b) || a.dueAt - b.dueAt || a.returnedAt - b.returnedAt || a.order - b.order);
}

function levelOf({ triageLevel }: Waiting): number {
  return triageLevel === null ? UNTRIAGED : LEVELS[triageLevel];
}
