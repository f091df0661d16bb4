/** What may be offered and written: which returns an interview may cover, when it can have been held, and who is independent. */
import type { Because } from '../chronology/because.ts';
import type { Episode, Involvement } from '../chronology/record.ts';
import type { Instant } from '../time/instant.ts';
import type { SpokenTo } from './acts.ts';
import type { Interview } from './interviews.ts';
import { isNamed, namesOf } from './cover.ts';
import type { OfferOutcome } from './told.ts';

const GUIDANCE =
  'Department for Education, statutory guidance on children who run away or go missing from home or care, January 2014';

/** Returns offered to be covered beside those that are covered already, the latest first. @unit returns @source our judgement: a list that can be read */
export const COVERABLE_AT_MOST = 12;

/** What is needed of a child's record to write of its interviews. @source design: the chronology is the record */
export type InterviewFacts = { readonly episodes: readonly Episode[]; readonly interviews: readonly Interview[] };

/** Interviews that name a return, in order of reference. @source feeds definition: by incident or, where it had none, by notification */
export function interviewsNaming(facts: InterviewFacts, episode: Episode): Interview[] {
  return facts.interviews.filter(({ incidentRefs }) => isNamed(episode, incidentRefs));
}

/** The returns that an interview covers, by what it names. @source feeds definition, interviews */
export function returnsCovered({ episodes }: InterviewFacts, incidentRefs: readonly string[]): Episode[] {
  return episodes.filter((episode) => isNamed(episode, incidentRefs));
}

/**
 * Whether an interview may still be written: one that was not held, or that was written here and is not signed off yet.
 * What a feed told was held is its sender's to change.
 * @source our judgement; Ofsted 2015: sent back to be improved
 */
export function mayBeWritten(interview: Pick<Interview, 'completedAt' | 'writtenHere' | 'signedOffAt'>): boolean {
  return interview.completedAt === null || (interview.writtenHere && interview.signedOffAt === null);
}

/** The interview to go on with for a return: the latest of those that name it and may be written; null where a new one begins. @source our judgement: attempts and the interview are one thing */
export function interviewToGoOnWith(facts: InterviewFacts, episode: Episode): Interview | null {
  const open = interviewsNaming(facts, episode).filter(mayBeWritten);
  return (
    open
      .toSorted(
        (a, b) => Number(a.completedAt !== null) - Number(b.completedAt !== null) || lastTouched(a) - lastTouched(b),
      )
      .at(-1) ?? null
  );
}

function lastTouched({ offeredAt, firstOfferedAt }: Interview): number {
  return offeredAt ?? firstOfferedAt ?? 0;
}

/**
 * The returns that one interview may cover, the latest first: those that ended and that no other completed interview
 * covers, and always those that it covers already.
 * @source issue of return interviews: one interview may cover several episodes; our judgement on how many are listed
 */
export function coverableReturns(facts: InterviewFacts, interviewRef: string | null, alwaysKey: string): Episode[] {
  const own = facts.interviews.find((interview) => interview.interviewRef === interviewRef);
  const others = facts.interviews.filter(
    (interview) => interview.completedAt !== null && interview.interviewRef !== interviewRef,
  );
  const naming = (interview: Interview | undefined, episode: Episode): boolean =>
    interview !== undefined && isNamed(episode, interview.incidentRefs);
  const ended = facts.episodes.filter(({ endedAt }) => endedAt !== null).toReversed();
  const always = ended.filter((episode) => episode.episodeKey === alwaysKey || naming(own, episode));
  const further = ended.filter(
    (episode) => !always.includes(episode) && !others.some((interview) => naming(interview, episode)),
  );
  const kept = new Set([...always, ...further.slice(0, Math.max(0, COVERABLE_AT_MOST - always.length))]);
  return ended.filter((episode) => kept.has(episode));
}

/** What an offer or an interview is named by for the returns it covers. @source feeds definition, interviews */
export function refsOf(episodes: readonly Episode[]): string[] {
  return [...new Set(episodes.flatMap((episode) => namesOf(episode)))];
}

/** A reason why something cannot stand, and the question it is about. @source design: a decision carries its reason */
export type Fault = { readonly about: 'at' | 'covers' | 'outcome' | 'independent'; readonly because: Because };

/**
 * What is wrong with an offer: made before the child came back, or an answer that nobody gave.
 * @unit at the very instant of the return is after it
 * @source statutory guidance 2014; our judgement: an offer that never reached anybody is not the child’s refusal
 */
export function faultsOfOffer(o: {
  readonly at: Instant;
  readonly covered: readonly Episode[];
  readonly spokeTo: SpokenTo;
  readonly outcome: OfferOutcome;
}): Fault[] {
  const faults = faultsOfTime(o.at, earliest(o.covered), 'The offer was made');
  if (o.spokeTo === 'nobody' && (o.outcome === 'accepted' || o.outcome === 'declined')) {
    const sentence = 'Nobody was spoken to, so nobody accepted or declined: choose what else came of it.';
    faults.push({ about: 'outcome', because: { code: 'nobody-answered', sentence, source: 'our judgement' } });
  }
  return faults;
}

/**
 * What is wrong with an interview as it was written: held before the child came back from an absence that it covers.
 * @unit at the very instant of the return is after it
 * @source statutory guidance 2014: an interview after the return
 */
export function faultsOfHeld(o: { readonly at: Instant; readonly covered: readonly Episode[] }): Fault[] {
  const faults = faultsOfTime(o.at, earliest(o.covered), 'The interview was held');
  if (faults.length > 0) return faults;
  const later = o.covered.filter(({ endedAt }) => endedAt !== null && endedAt > o.at);
  if (later.length === 0) return [];
  const sentence = 'The child came back from one of these only after the interview: choose the returns before it.';
  return [{ about: 'covers', because: { code: 'covers-a-later-return', sentence, source: GUIDANCE } }];
}

function earliest(covered: readonly Episode[]): Instant | null {
  const ends = covered.flatMap(({ endedAt }) => endedAt ?? []);
  return ends.length === 0 ? null : (Math.min(...ends) as Instant);
}

function faultsOfTime(at: Instant, returnedAt: Instant | null, what: string): Fault[] {
  if (returnedAt === null) {
    const sentence = 'Choose a return: the absence has not ended yet.';
    return [{ about: 'covers', because: { code: 'not-back-yet', sentence, source: GUIDANCE } }];
  }
  if (at >= returnedAt) return [];
  const sentence = `${what} after the child came back: check the date and the time.`;
  return [{ about: 'at', because: { code: 'before-the-return', sentence, source: GUIDANCE } }];
}

/**
 * Why an interviewer may not be independent of the child's care; null where nothing speaks against it. It is a warning:
 * who declares to be independent all the same says how.
 * @source statutory guidance 2014: an independent person, not involved in caring for the child
 */
export function independenceConcern(
  interviewer: { readonly role: string; readonly agencyCode: string },
  involvements: readonly Pick<Involvement, 'agency' | 'relationship'>[],
): Because | null {
  const as = (relationship: Involvement['relationship']): boolean =>
    involvements.some((one) => one.agency === interviewer.agencyCode && one.relationship === relationship);
  if (as('placement-provider')) {
    const sentence = 'Your agency cares for this child.';
    return { code: 'cares-for-the-child', sentence, source: GUIDANCE };
  }
  if (interviewer.role === 'social-worker' && (as('responsible-authority') || as('placing-authority'))) {
    const sentence = 'You are a social worker of the authority that is responsible for this child.';
    return { code: 'social-worker-of-the-child', sentence, source: GUIDANCE };
  }
  return null;
}
