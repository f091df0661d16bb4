/**
 * What of a child's record was given to an agency. A provider acts on the returns and interviews that it was given, and on
 * no other, though it sees the child.
 */
import type { Because } from '../chronology/because.ts';
import type { KnownFact } from '../intelligence/known-facts.ts';
import type { Episode } from '../chronology/record.ts';
import type { ReturnFollowUp } from './follow-up.ts';
import { formatInstant } from '../time/format.ts';
import type { Interview } from './interviews.ts';

/** Code of the agency that may act only on what was given to it; null where the whole record is its own to act on. @source issue of return interviews: a provider sees only what was given */
export type GivenTo = string | null;

/** What says whose a return is. @source design: the chronology is the record */
export type GivenFacts = { readonly returns: readonly ReturnFollowUp[]; readonly interviews: readonly Interview[] };

/** Whether an interview is the agency's: allocated to it, and once it was held, held by it. @source issue of return interviews: a provider sees only what was given */
export function isInterviewGiven(
  { completedAt, allocatedTo, heldBy }: Pick<Interview, 'completedAt' | 'allocatedTo' | 'heldBy'>,
  to: GivenTo,
): boolean {
  return to === null || (completedAt === null ? allocatedTo : heldBy) === to;
}

/**
 * Why an interview that an agency was writing is not its own any more, as far as that is its own to know: by its own request,
 * or else not a word of who has it now.
 * @source our judgement: whoever loses an interview while writing it is told why
 */
export function whyNotGiven(interview: Pick<Interview, 'requests'> | undefined, agency: string): Because {
  const source = 'our judgement';
  const own = interview?.requests.findLast((one) => one.agency === agency);
  if (own !== undefined && own.withdrawnAt !== null) {
    const sentence = `Whoever asked your agency for it withdrew the request ${formatInstant(own.withdrawnAt)}.`;
    return { code: 'request-withdrawn', sentence, source };
  }
  if (own !== undefined && own.givenBackAt !== null) {
    const sentence = `Your agency gave it back ${formatInstant(own.givenBackAt)}.`;
    return { code: 'given-back', sentence, source };
  }
  const sentence = 'It was given to somebody else, or to nobody yet, while you were writing it.';
  return { code: 'given-to-others', sentence, source };
}

/** Whether a return is the agency's: the interview on which what became of it rests is. @source issue of return interviews: a provider sees only what was given */
export function isReturnGiven({ returns, interviews }: GivenFacts, episodeKey: string, to: GivenTo): boolean {
  if (to === null) return true;
  const refs = returns.filter((one) => one.episodeKey === episodeKey).map(({ interviewRef }) => interviewRef);
  return interviews.some((interview) => refs.includes(interview.interviewRef) && isInterviewGiven(interview, to));
}

/**
 * Whether an interview of a return may cover another return too: one that the agency was given, or one before it that
 * nobody was given.
 * @source issue of return interviews: one interview may cover several episodes; our judgement on which
 */
export function mayCoverToo(facts: GivenFacts, given: Episode, other: Episode, to: GivenTo): boolean {
  if (other.episodeKey === given.episodeKey || isReturnGiven(facts, other.episodeKey, to)) return true;
  const isEarlier = other.endedAt !== null && given.endedAt !== null && other.endedAt <= given.endedAt;
  const follows = facts.returns.filter(({ episodeKey }) => episodeKey === other.episodeKey);
  return isEarlier && follows.every(({ allocatedTo }) => allocatedTo === null);
}

/** Whether a fact is the agency's to withdraw: it recorded it, or it came out of its interview. @source our judgement: whoever recorded it answers for it */
export function isFactGiven(
  { interviews }: Pick<GivenFacts, 'interviews'>,
  fact: Pick<KnownFact, 'learntFrom' | 'interviewRef'>,
  to: GivenTo,
): boolean {
  if (to === null || fact.learntFrom === to) return true;
  return interviews.some((one) => one.interviewRef === fact.interviewRef && isInterviewGiven(one, to));
}
