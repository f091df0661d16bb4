/** Which agencies have a part in a child's life, as what, and until when. */
import type { AgencyKind } from '../child/agency.ts';
import type { GivenRelationship } from '../chronology/entry.ts';
import type { Episode, Involvement, Relationship } from '../chronology/record.ts';
import { isNamed } from '../interview/cover.ts';
import type { ReturnFollowUp } from '../interview/follow-up.ts';
import type { Interview } from '../interview/interviews.ts';
import { plusHours, type Instant } from '../time/instant.ts';

/** Sight of a child that people gave an agency. @source Caldicott principle 7: the duty to share */
export type GivenInvolvement = {
  readonly agency: string;
  readonly relationship: GivenRelationship | 'interviewing-authority';
  /** From this instant on it has ended; null while no end is known. */
  readonly untilAt: Instant | null;
};

/** What involvements follow from. @source design: relationship, not ownership */
export type InvolvementFacts = {
  readonly responsibleAuthority: string | null;
  readonly episodes: readonly Episode[];
  readonly interviews: readonly Interview[];
  /** What became of each return. */
  readonly returns: readonly ReturnFollowUp[];
  /** Names of absences that turned out to be another child's, and since when that is known. */
  readonly movedAway: ReadonlyMap<string, Instant>;
  /** Kind of each agency that reported, as it was when it did. */
  readonly reporters: ReadonlyMap<string, AgencyKind>;
  readonly given: readonly GivenInvolvement[];
  readonly supports: readonly { readonly agency: string; readonly endedAt: Instant | null }[];
};

/**
 * Every involvement that a child's record gives, one for each agency and relationship, in order of agency.
 *
 * The authorities and the police keep theirs. A provider keeps sight while one of its interviews is open, and so many days
 * after the last was done, declined, or needed no more because every return it was for had its outcome without it; one that
 * was sent back or opened again is open until it is signed off. Likewise while a provider of an interview gives the child
 * support. Any other agency that reported keeps sight while one of the absences it reported is open, and so many days after
 * the last return.
 * @param lastsDays elapsed days of 24 hours after the last work, that instant not included
 * @source design: relationship, not ownership; threat model: a provider sees a child while the referral is open and 30 days after
 */
export function involvementsOf(facts: InvolvementFacts, lastsDays: number): Involvement[] {
  const found = new Map<string, Involvement>();
  const add = (agency: string | null, relationship: Relationship, untilAt: Instant | null): void => {
    if (agency === null) return;
    const key = `${agency} ${relationship}`;
    const before = found.get(key);
    found.set(key, {
      agency,
      relationship,
      untilAt: before === undefined ? untilAt : laterOf(before.untilAt, untilAt),
    });
  };
  const after = (instant: Instant | null): Instant | null =>
    instant === null ? null : plusHours(instant, lastsDays * 24);
  add(facts.responsibleAuthority, 'responsible-authority', null);
  for (const [agency, kind] of facts.reporters) {
    if (kind === 'police') add(agency, 'police', null);
    else add(agency, 'reporter', kind === 'local-authority' ? null : after(lastReturn(agency, facts.episodes)));
  }
  for (const { missingFromAuthority } of facts.episodes) {
    if (missingFromAuthority !== facts.responsibleAuthority) add(missingFromAuthority, 'host-authority', null);
  }
  for (const interview of facts.interviews) {
    if (interview.allocatedTo === facts.responsibleAuthority) continue;
    add(interview.allocatedTo, 'interview-provider', after(overAt(interview, facts)));
  }
  // Support goes on after the interview out of which it came; it gives sight to nobody who was not given the child before.
  for (const { agency, endedAt } of facts.supports) {
    if (found.has(`${agency} interview-provider`)) add(agency, 'interview-provider', after(endedAt));
  }
  for (const { agency, relationship, untilAt } of facts.given) add(agency, relationship, untilAt);
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, involvement]) => involvement);
}

/** The involvements that have not ended; at its end an involvement has ended. @source design: what ends, ends at the next request */
export function involvementsNow(involvements: readonly Involvement[], now: Instant): Involvement[] {
  return involvements.filter(({ untilAt }) => untilAt === null || untilAt > now);
}

/** The later of two ends; no end is later than any. */
function laterOf(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? null : a > b ? a : b;
}

/** When the last absence that an agency reported ended; null while one is open, or none is known. */
function lastReturn(agency: string, episodes: readonly Episode[]): Instant | null {
  let last: Instant | null = null;
  for (const { reportedBy, endedAt, supersededAt } of episodes) {
    if (!reportedBy.includes(agency)) continue;
    const over = endedAt ?? supersededAt;
    if (over === null) return null;
    if (last === null || over > last) last = over;
  }
  return last;
}

/**
 * When the work on an interview was over: held, declined, or all that it was for had its outcome without it; null while it is
 * not. Sent back or opened again, it is work again until it is signed off: who is to write it has to see the child.
 */
function overAt(interview: Interview, { episodes, returns, movedAway }: InvolvementFacts): Instant | null {
  const { completedAt, wasSentBack, signedOffAt } = interview;
  if (completedAt !== null) {
    if (!wasSentBack) return completedAt;
    return signedOffAt === null ? null : (Math.max(completedAt, signedOffAt) as Instant);
  }
  const named = episodes.filter((one) => isNamed(one, interview.incidentRefs));
  const isOpenHere = ({ episodeKey, outcome, interviewRef }: ReturnFollowUp): boolean =>
    outcome === null &&
    interviewRef === interview.interviewRef &&
    named.some((episode) => episode.episodeKey === episodeKey);
  // Declined for one return and given again for another, it goes on.
  if (returns.some(isOpenHere)) return null;
  if (interview.offerOutcome === 'declined') return interview.offeredAt;
  let last: Instant | null = null;
  for (const name of interview.incidentRefs) {
    const moved = movedAway.get(name);
    if (moved !== undefined && (last === null || moved > last)) last = moved;
  }
  // An absence that is not on record yet may still come; one that went to another child will not.
  if (named.length === 0) return last;
  for (const episode of named) {
    const over = episodeOver(episode, interview, returns);
    if (over === null) return null;
    if (last === null || over > last) last = over;
  }
  return last;
}

/** When an absence asked no more of an interview; null while it does, or the child is still away. */
function episodeOver(episode: Episode, { offeredAt }: Interview, returns: readonly ReturnFollowUp[]): Instant | null {
  const here = returns.filter(({ episodeKey }) => episodeKey === episode.episodeKey);
  if (here.some(({ outcomeAt }) => outcomeAt === null)) return null;
  const ends = here.flatMap(({ outcomeAt }) => outcomeAt ?? []);
  if (ends.length > 0) return Math.max(...ends) as Instant;
  // After an absence of a kind that owes no interview, or whose return nobody recorded, an offer is the last that is heard of it.
  const over = episode.endedAt ?? episode.supersededAt;
  return over === null ? null : (Math.max(over, offeredAt ?? over) as Instant);
}
