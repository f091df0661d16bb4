/**
 * What came of offers of a return interview. Columns that count the same use the same of these, so that tables are known to
 * agree: what one of them shows, another need not hide, and what one hides, none may show.
 */
import type { EpisodeFact } from './fact.ts';

/** Whether an interview was offered; a completed one was. @source feeds definition, measures, rhi-monthly */
export function wasOffered(fact: EpisodeFact): boolean {
  return fact.interviewOffered;
}

/** Whether a completed interview covers it. @source feeds definition, measures, rhi-monthly */
export function wasInterviewed(fact: EpisodeFact): boolean {
  return fact.interviewCompleted;
}

/** Whether the latest offer was accepted, or an interview completed. @source The First Step (The Children’s Society, 2019) */
export function wasAccepted(fact: EpisodeFact): boolean {
  return fact.interviewCompleted || fact.offerOutcome === 'accepted';
}

/** Whether the latest offer was declined and no interview completed. @source feeds definition, rhi-ledger */
export function wasDeclined(fact: EpisodeFact): boolean {
  return !fact.interviewCompleted && fact.offerOutcome === 'declined';
}
