/** Weekly scrutiny: what changed on the list of returns since a week ago. */
import type { Because } from '../chronology/because.ts';
import { formatInstant } from '../time/format.ts';
import type { Instant } from '../time/instant.ts';
import type { ClockedReturn, InterviewClock } from './clock.ts';

/** What may have changed of a return. @source Oxfordshire prevalence report 2020, section 8: reviewed weekly; our judgement on the words */
export const WEEK_CHANGES = ['newly-late', 'new', 'still', 'done', 'done-before'] as const;
/** @source Oxfordshire prevalence report 2020, section 8: reviewed weekly */
export type WeekChange = (typeof WEEK_CHANGES)[number];

/** @source our judgement */
export const CHANGE_WORDS: Readonly<Record<WeekChange, string>> = {
  'newly-late': 'Newly late',
  new: 'New',
  still: 'As a week ago',
  done: 'Done',
  'done-before': 'Done before',
};

const SOURCE = 'Oxfordshire prevalence report 2020, section 8: reviewed weekly';

/**
 * What changed of a return since the list of a week ago, as that list would have been on what was known then.
 * @unit due exactly at that instant it was not late yet; come back or ended exactly then it counts as since
 * @source Oxfordshire prevalence report 2020, section 8: reviewed weekly; our judgement on new, done, newly late and still
 */
export function changedSince(
  one: ClockedReturn & { readonly returnLearntAt: Instant | null },
  clock: Pick<InterviewClock, 'state'>,
  before: Instant,
): { readonly change: WeekChange; readonly because: Because } {
  const then = formatInstant(before);
  const say = (change: WeekChange, code: string, sentence: string) => ({
    change,
    because: { code, sentence, source: SOURCE },
  });
  if (one.outcome !== null) {
    return one.outcomeAt !== null && one.outcomeAt < before
      ? say('done-before', 'ended-before', `It had ended by ${then}.`)
      : say('done', 'ended-since', `It ended since ${then}.`);
  }
  const unknownThen = one.returnedAt >= before || (one.returnLearntAt !== null && one.returnLearntAt >= before);
  if (clock.state === 'late') {
    if (unknownThen) return say('newly-late', 'new-and-late', `Its return was not known on ${then}.`);
    return one.dueAt >= before
      ? say('newly-late', 'late-since', `It was not late yet on ${then}.`)
      : say('still', 'late-then', `It was late on ${then} already.`);
  }
  return unknownThen
    ? say('new', 'returned-since', `Its return was not known on ${then}.`)
    : say('still', 'open-then', `It was open on ${then} already.`);
}
