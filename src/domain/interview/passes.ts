/** Requests to another authority to see to an interview, beside what became of the return meanwhile. */
import type { Instant } from '../time/instant.ts';
import type { Verdict } from './closing.ts';
import { isWaiting, type ReturnPass } from './closures.ts';
import type { Found } from './outcome.ts';

const AGREED = 'Statutory guidance 2014: responsible and host authorities agree who interviews';
const ACCEPTED = 'Our judgement: a hand-off that nobody accepted has not happened';

/**
 * The request as it stands beside what became of its return otherwise. One that waits for its answer comes to nothing when
 * the return first has an outcome, and stays so when it is open again later. One that was accepted counts, unless somebody
 * else had held the interview before: nobody takes it from who held it. Other outcomes are on record before an answer, or are
 * the outcome for who accepted.
 * @param own what became of the return without regard to requests
 * @param firstEnd when it first had an outcome since it was asked; null where it had none
 * @unit an interview held at the very instant of the answer was held first
 * @source our judgement: an answer counts only while the return is open; an end stays an end
 */
export function passBeside(pass: ReturnPass, own: Found, firstEnd: Instant | null): ReturnPass {
  if (pass.endedAt !== null || pass.accepted === false) return pass;
  if (pass.answeredAt === null) return firstEnd === null ? pass : { ...pass, endedAt: firstEnd, endedAs: 'settled' };
  if (own.outcome === null || own.at === null) return pass;
  const wasHeld = own.outcome === 'completed' || own.outcome === 'covered';
  if (!wasHeld || own.at > pass.answeredAt || own.interview?.heldBy === pass.toAuthority) return pass;
  return { ...pass, endedAt: Math.max(pass.at, own.at) as Instant, endedAs: 'settled' };
}

/** The request about a return that turned out to be another child's: it has ended, accepted or not. @source our judgement: a report of another child gives nobody sight of this one */
export function passOfMoved(pass: ReturnPass, movedAt: Instant | undefined): ReturnPass {
  if (movedAt === undefined || pass.endedAt !== null || pass.accepted === false) return pass;
  return { ...pass, endedAt: Math.max(pass.at, movedAt) as Instant, endedAs: 'settled' };
}

/** Whether a request may be answered: while it waits. @source our judgement: an answer counts only while the return is open */
export function mayAnswerPass(pass: ReturnPass): Verdict {
  if (pass.endedAs === 'withdrawn')
    return refused('withdrawn', 'Who asked has withdrawn it: there is nothing to answer.');
  if (pass.endedAt !== null)
    return refused('settled', 'This return has an outcome already: there is nothing to answer.');
  if (pass.answeredAt !== null) return refused('answered', 'It has been answered already.');
  return { allowed: true, because: { code: 'may-answer', sentence: 'It waits for your answer.', source: AGREED } };
}

/** Whether an agency may withdraw a request: the one that asked, while it waits. @source our judgement: who asked may need it no more, and nobody else can say so */
export function mayWithdrawPass(pass: ReturnPass | undefined, agency: string): Verdict {
  if (pass === undefined || !isWaiting(pass))
    return refused('not-waiting', 'No request waits for an answer: there is nothing to withdraw.');
  if (pass.askedBy !== null && pass.askedBy !== agency)
    return refused('asked-by-another', 'Only the authority that asked can withdraw the request.');
  return {
    allowed: true,
    because: { code: 'may-withdraw', sentence: 'You asked, and it has not been answered.', source: ACCEPTED },
  };
}

function refused(code: string, sentence: string): Verdict {
  return { allowed: false, because: { code, sentence, source: ACCEPTED } };
}
