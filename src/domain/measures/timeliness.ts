/** Whether a return interview was held in time. */
import { HOUR } from '../time/instant.ts';
import type { EpisodeFact } from './fact.ts';
import type { Scope } from './definition.ts';

/**
 * Whether a completed interview covers the episode, completed at most so many hours after the return as the protocol
 * allows. One recorded as completed before the return counts as in time: the date is doubtful, the interview is not.
 * @unit elapsed hours, exactly the protocol's number included
 * @source statutory guidance of January 2014 (72 hours); feeds definition, measures
 */
export function heldInTime(fact: EpisodeFact, scope: Scope): boolean {
  return fact.interviewCompletedAt - fact.endedAt <= scope.protocol.duties.interviewWithinHours * HOUR;
}
