/** The one outcome of a return, and why it is that one. */
import type { Because } from '../chronology/because.ts';
import type { Episode } from '../chronology/record.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import type { ReturnClosure, ReturnPass } from './closures.ts';
import type { OpenStage, ReturnOutcome } from './follow-up.ts';
import type { Interview } from './interviews.ts';
import { isRefusalOfAnother } from './offers.ts';

const GUIDANCE =
  'Department for Education, statutory guidance on children who run away or go missing from home or care, January 2014';
const LEDGER = 'Our judgement: every return ends in exactly one accountable outcome';

/** One return beside everything that decides what became of it. @source design: the chronology is the record */
export type ReturnInContext = {
  readonly episode: Episode;
  readonly returnedAt: Instant;
  readonly dueAt: Instant;
  /** Interviews that name it. */
  readonly interviews: readonly Interview[];
  /** The completed interview that covers it, the earliest completed; null where none does. */
  readonly held: Interview | null;
  /** Whether that interview covers a return later than this one. */
  readonly heldForLater: boolean;
  readonly closure: ReturnClosure | null;
  readonly nextStartedAt: Instant | null;
  readonly interviewBelowAge: number;
  readonly passed: ReturnPass | null;
  readonly passAsked: boolean;
};

/** An outcome, or the stage of an open return; with the interview it rests on. @source our judgement: every return ends in exactly one accountable outcome */
export type Found = {
  readonly outcome: ReturnOutcome | null;
  readonly at: Instant | null;
  readonly stage: OpenStage | null;
  readonly interview: Interview | null;
  readonly because: readonly Because[];
};

/**
 * The outcome of a return: the first of these that applies. Passed to an authority that accepted; interviewed, or covered
 * by the interview of a later return; closed by decision, unless an offer was made since; declined; over the age for
 * which an interview is owed; missing again within the time for the interview. Else it is open.
 * @unit exactly at the due time a child who goes missing again was missing before it could be done
 * @source issue of return interviews; statutory guidance 2014; The Children’s Society, evidence 2015: not possible while the child is missing again
 */
export function outcomeOf(around: ReturnInContext): Found {
  const latest = latestOffered(around.interviews);
  const { passed, held, closure, episode, nextStartedAt } = around;
  if (passed !== null) {
    const sentence = 'Another authority accepted that it sees to the interview.';
    return settled('passed', passed.answeredAt, latest, { code: 'passed', sentence, source: LEDGER });
  }
  if (held !== null) return heldOutcome(around, held);
  const offeredSince = closure !== null && latest?.offeredAt != null && latest.offeredAt > closure.at;
  if (closure !== null && !offeredSince) {
    const sentence =
      closure.as === 'not-required'
        ? `It was decided that no interview is required, by: ${closure.decidedBy}.`
        : `Every attempt to reach the child was made, as decided by: ${closure.decidedBy}.`;
    return settled(closure.as, closure.at, latest, { code: closure.as, sentence, source: 'Decision of a person' });
  }
  if (latest?.offerOutcome === 'declined') {
    const sentence = 'The child declined the latest offer.';
    return settled('declined', latest.offeredAt ?? around.returnedAt, latest, {
      code: 'declined',
      sentence,
      source: GUIDANCE,
    });
  }
  if (episode.ageAtStart !== null && episode.ageAtStart >= around.interviewBelowAge) {
    const sentence = `No interview is required by the protocol: the child was ${episode.ageAtStart} when the absence began.`;
    return settled('not-required', around.returnedAt, latest, { code: 'over-age', sentence, source: GUIDANCE });
  }
  if (nextStartedAt !== null && nextStartedAt <= around.dueAt) {
    const sentence =
      'The child was missing again before the interview could be held; it is owed after the next return.';
    return settled('missing-again', nextStartedAt, latest, { code: 'missing-again', sentence, source: LEDGER });
  }
  return open(around, latest);
}

function heldOutcome({ returnedAt, dueAt, heldForLater }: ReturnInContext, held: Interview): Found {
  const at = held.completedAt as Instant;
  const hours = Math.round(((at - returnedAt) / HOUR) * 10) / 10;
  const inTime: Because =
    at <= dueAt
      ? { code: 'held-in-time', sentence: 'The interview was held in time.', source: GUIDANCE }
      : {
          code: 'held-late',
          sentence: `The interview was held, but late: ${hours} hours after the return.`,
          source: GUIDANCE,
        };
  const which: Because = heldForLater
    ? { code: 'covered', sentence: 'The interview of a later return covers it.', source: LEDGER }
    : { code: 'completed', sentence: 'An interview covers it.', source: LEDGER };
  return settled(heldForLater ? 'covered' : 'completed', at, held, which, inTime);
}

function settled(
  outcome: ReturnOutcome,
  at: Instant | null,
  interview: Interview | null,
  ...because: Because[]
): Found {
  return { outcome, at, stage: null, interview, because };
}

const STAGES: Readonly<Record<OpenStage, string>> = {
  'not-offered': 'No interview has been offered yet.',
  'pass-asked': 'Another authority was asked to see to it and has not answered.',
  unreached: 'An interview was offered, and the child was not reached or not available.',
  waiting: 'An interview was offered and waits for an interviewer or an answer.',
  accepted: 'The child accepted an interview, and it has not been held yet.',
};

const DECLINED_BY_ANOTHER: Because = {
  code: 'declined-by-another',
  sentence: 'Somebody else declined for the child; the child has not been asked yet.',
  source: 'Our judgement: an offer that never reached the child is not the child’s refusal',
};

function open(around: ReturnInContext, latest: Interview | null): Found {
  const stage = stageOf(around, latest);
  const because: Because[] = [{ code: stage, sentence: STAGES[stage], source: LEDGER }];
  const last = latest?.offers.at(-1);
  if (last !== undefined && isRefusalOfAnother(last)) because.push(DECLINED_BY_ANOTHER);
  return { outcome: null, at: null, stage, interview: latest, because };
}

function stageOf({ passAsked }: ReturnInContext, latest: Interview | null): OpenStage {
  if (passAsked) return 'pass-asked';
  switch (latest?.offerOutcome) {
    case 'accepted':
      return 'accepted';
    case 'no-response':
    case 'unavailable':
      return 'unreached';
    case 'waiting':
      return 'waiting';
    default:
      return latest?.offeredAt == null ? 'not-offered' : 'waiting';
  }
}

/** The interview offered last; of those never offered, one that is allocated already. */
function latestOffered(interviews: readonly Interview[]): Interview | null {
  let best: Interview | null = null;
  for (const one of interviews) {
    const [a, b] = [one.offeredAt ?? -Infinity, best?.offeredAt ?? -Infinity];
    if (best === null || a > b || (a === b && one.interviewRef > best.interviewRef)) best = one;
  }
  return best;
}
