/** Whether a return interview was held in time. */
import type { EpisodeFact } from './fact.ts';
import type { Scope } from './definition.ts';

/**
 * Within which time of a return its interview is owed: by the protocol of the day of the return, as its duty is.
 * @unit milliseconds; the London day of the return
 * @source statutory guidance of January 2014 (72 hours); design: an episode of 2015 is judged by the rules of 2015
 */
export function allowedAfter(returnedAt: number, { interviewWithin }: Scope): number {
  for (const { from, milliseconds } of interviewWithin) if (returnedAt >= from) return milliseconds;
  return interviewWithin.at(-1)?.milliseconds ?? 0;
}

/**
 * Whether a completed interview covers the episode, completed at most so many hours after the return as the protocol
 * allows. One recorded as completed before the return counts as in time: the date is doubtful, the interview is not.
 * @unit elapsed hours, exactly the protocol's number included
 * @source statutory guidance of January 2014 (72 hours); feeds definition, measures
 */
export function heldInTime(fact: EpisodeFact, scope: Scope): boolean {
  return fact.interviewCompletedAt - fact.endedAt <= allowedAfter(fact.endedAt, scope);
}
