/**
 * The clock of a return interview: elapsed hours from the return, which nothing pauses. Not a night, not a weekend, not a
 * change of the clocks, not waiting for anybody, and not that nobody had told us.
 */
import type { Because } from '../chronology/because.ts';
import type { DutyRules } from '../duties/rules.ts';
import { formatElapsed } from '../time/format.ts';
import { HOUR, plusHours, type Instant } from '../time/instant.ts';
import type { ReturnFollowUp } from './follow-up.ts';
import { LATE_WORDS } from './words.ts';

const GUIDANCE =
  'Department for Education, statutory guidance on children who run away or go missing from home or care, January 2014: within 72 hours of the return';
const AT_RISK = 'Protocol value: at risk before late';
const RECORD = 'What is on record';

/** How a return stands against the clock. `ended`: it has an outcome without an interview. @source statutory guidance 2014 (72 hours); our judgement: at risk before late */
export const CLOCK_STATES = [
  'in-time',
  'at-risk',
  'late',
  'held-in-time',
  'held-late',
  'ended-in-time',
  'ended-late',
] as const;
/** @source statutory guidance 2014 (72 hours) */
export type ClockState = (typeof CLOCK_STATES)[number];

/** The states in plain words. @source our judgement */
export const CLOCK_WORDS: Readonly<Record<ClockState, string>> = {
  'in-time': 'In time',
  'at-risk': 'At risk',
  late: 'Late',
  'held-in-time': 'Held in time',
  'held-late': 'Held late',
  'ended-in-time': 'Ended in time, without an interview',
  'ended-late': 'Ended late, without an interview',
};

/** The clock of one return at an instant. @source statutory guidance 2014 (72 hours) */
export type InterviewClock = {
  readonly dueAt: Instant;
  readonly state: ClockState;
  /** Milliseconds to the due time, below nought when it has passed; null once the return has an outcome. */
  readonly remaining: number | null;
  /** Milliseconds after the due time that it was, or is by now; 0 in time. */
  readonly lateBy: number;
  readonly because: readonly Because[];
};

/** What the clock goes by. @source statutory guidance 2014 (72 hours) */
export type ClockedReturn = Pick<ReturnFollowUp, 'returnedAt' | 'dueAt' | 'outcome' | 'outcomeAt'>;

/**
 * By when the interview after a return is owed.
 * @unit elapsed hours of the protocol; across a change of the clocks another time of day
 * @source statutory guidance 2014 (72 hours)
 */
export function dueAfter(
  returnedAt: Instant,
  { interviewWithinHours }: Pick<DutyRules, 'interviewWithinHours'>,
): Instant {
  return plusHours(returnedAt, interviewWithinHours);
}

/**
 * How a return stands against the clock.
 * @unit elapsed time; exactly at the due time is in time, and exactly so many hours before it as the protocol says is at risk
 * @source statutory guidance 2014 (72 hours); our judgement on at risk, a protocol value
 */
export function clockOf(
  one: ClockedReturn,
  rules: Pick<DutyRules, 'interviewWithinHours' | 'atRiskWithinHours'>,
  now: Instant,
): InterviewClock {
  const { dueAt, outcome, outcomeAt } = one;
  const nothingPauses: Because = {
    code: 'nothing-pauses',
    sentence: `The ${rules.interviewWithinHours} hours run from the return, day and night, and nothing pauses them.`,
    source: GUIDANCE,
  };
  if (outcome !== null) {
    const held = outcome === 'completed' || outcome === 'covered';
    const lateBy = Math.max(0, (outcomeAt ?? dueAt) - dueAt);
    const state: ClockState = `${held ? 'held' : 'ended'}-${lateBy > 0 ? 'late' : 'in-time'}`;
    const sentence =
      lateBy > 0 ? `${CLOCK_WORDS[state]}: ${formatElapsed(lateBy)} after it was due.` : `${CLOCK_WORDS[state]}.`;
    return {
      dueAt,
      state,
      remaining: null,
      lateBy,
      because: [{ code: state, sentence, source: GUIDANCE }, nothingPauses],
    };
  }
  const remaining = dueAt - now;
  if (remaining < 0) {
    const sentence = `It was due ${formatElapsed(remaining)} ago.`;
    return {
      dueAt,
      state: 'late',
      remaining,
      lateBy: -remaining,
      because: [{ code: 'late', sentence, source: GUIDANCE }, nothingPauses],
    };
  }
  const atRisk = remaining <= rules.atRiskWithinHours * HOUR;
  const left: Because = atRisk
    ? {
        code: 'at-risk',
        sentence: `${remains(remaining)}, which is ${rules.atRiskWithinHours} hours or less.`,
        source: AT_RISK,
      }
    : { code: 'in-time', sentence: `${remains(remaining)}.`, source: GUIDANCE };
  return { dueAt, state: atRisk ? 'at-risk' : 'in-time', remaining, lateBy: 0, because: [left, nothingPauses] };
}

function remains(remaining: number): string {
  if (remaining === 0) return 'No time is left';
  const elapsed = formatElapsed(remaining);
  if (!/^\d/.test(elapsed)) return 'Less than a minute is left';
  return `${elapsed} ${/^1 \w+$/.test(elapsed) ? 'is' : 'are'} left`;
}

/** What tells why a return is late, or may be. @source Bracknell Forest 2014: an audit trail of reasons is kept */
export type LatenessFacts = Pick<
  ReturnFollowUp,
  'returnedAt' | 'dueAt' | 'firstOfferedAt' | 'attempts' | 'outcome' | 'stage' | 'lateCause' | 'takenOverFrom'
> & {
  /** When Homeward first learnt of the return; null where that is not known. */
  readonly returnLearntAt: Instant | null;
  /** What somebody wrote about why it is late; null where nobody did, or the reader may not see it. */
  readonly explained: string | null;
};

/**
 * Why a return is late, or may become so: what somebody explained first, then what the record shows by itself.
 * @unit learnt or offered so late that it mattered: more than an hour after the return
 * @source Bracknell Forest 2014 (information between agencies, out of hours); Oxfordshire prevalence report 2020, section 8
 */
export function whyLate(one: LatenessFacts): Because[] {
  const { returnedAt, dueAt, firstOfferedAt, attempts, outcome, stage, lateCause, takenOverFrom } = one;
  const found: Because[] = [];
  const add = (code: string, sentence: string, source = RECORD): void => void found.push({ code, sentence, source });
  if (lateCause !== null) {
    add(
      'explained',
      `${LATE_WORDS[lateCause]}.${one.explained === null ? '' : ` ${one.explained}`}`,
      'Explained by a person',
    );
  }
  const learnt = one.returnLearntAt === null ? 0 : one.returnLearntAt - returnedAt;
  if (one.returnLearntAt !== null && one.returnLearntAt > dueAt)
    add(
      'learnt-after-due',
      `Homeward learnt of the return only ${formatElapsed(learnt)} after it, when the interview was late already.`,
    );
  else if (learnt > HOUR) add('learnt-late', `Homeward learnt of the return ${formatElapsed(learnt)} after it.`);
  if (firstOfferedAt === null && outcome === null) add('not-offered', 'No interview has been offered.');
  else if (firstOfferedAt !== null && firstOfferedAt > dueAt)
    add('offered-after-due', `It was first offered ${formatElapsed(firstOfferedAt - dueAt)} after it was due.`);
  else if (firstOfferedAt !== null && firstOfferedAt - returnedAt > 24 * HOUR)
    add('offered-late', `It was first offered ${formatElapsed(firstOfferedAt - returnedAt)} after the return.`);
  if (attempts > 0 && stage === 'unreached')
    add('not-reached', `The child was not reached in ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}.`);
  if (stage === 'waiting') add('waiting', 'It waits for an interviewer or an answer.');
  if (stage === 'accepted') add('accepted', 'The child accepted, and it has not been held.');
  if (stage === 'pass-asked') add('pass-asked', 'Another authority was asked to see to it and has not answered.');
  if (takenOverFrom !== null)
    add('taken-over', 'It was taken over from another authority; the hours had been running since the return.');
  return found;
}
