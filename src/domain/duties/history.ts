/** What is news and what is history that was loaded. */
import { TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import type { DutyRules } from './rules.ts';

/**
 * Whether what happened was learnt so late that it is loaded history: nobody could have acted in time.
 * @unit elapsed days of 24 hours; exactly the limit is still news
 * @source our judgement, a protocol value
 */
export function isHistory(happenedAt: Instant, learntAt: Instant, rules: DutyRules): boolean {
  return learntAt - happenedAt > rules.historyAfterDays * TWENTY_FOUR_HOURS;
}
