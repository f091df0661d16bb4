/**
 * What became of each return. Every return ends in exactly one accountable outcome, and while it has none it is open, at
 * some stage: so returns are always outcomes and open ones together.
 */
import type { Episode } from '../chronology/record.ts';
import type { DatedRules } from '../duties/rules.ts';
import type { Instant } from '../time/instant.ts';
import type { TriageLevel } from '../triage/acts.ts';
import type { TriageState } from '../triage/state.ts';
import { dueAfter } from './clock.ts';
import type { LatenessExplained, ReturnDecisions, ReturnPass } from './closures.ts';
import { isNamed } from './cover.ts';
import { firstEndFrom, type ReturnAlone } from './ends.ts';
import type { ReturnFollowUp } from './follow-up.ts';
import type { Interview } from './interviews.ts';
import { offersMade } from './offers.ts';
import { passBeside } from './passes.ts';
import { outcomeOf, type Found } from './outcome.ts';

/** What returns follow from. @source design: the chronology is the record */
export type ReturnFacts = {
  readonly episodes: readonly Episode[];
  readonly interviews: readonly Interview[];
  readonly decisions: ReturnDecisions;
  readonly triage: TriageState;
  /** What the protocol proposes for each return, by episode. */
  readonly proposed: ReadonlyMap<string, TriageLevel>;
  readonly responsibleAuthority: string | null;
};

/**
 * What became of each return of a child, in order of the return; a return that another authority accepted stands twice, as
 * passed for the one and as its own for the other.
 * @unit due in elapsed hours from the return, by the protocol of its day; exactly on the due time is in time
 * @source statutory guidance 2014 (72 hours); issue of return interviews (one accountable outcome)
 */
export function followReturns(facts: ReturnFacts, rules: DatedRules): ReturnFollowUp[] {
  const owed = facts.episodes.filter((episode) => owesInterview(episode, rules));
  return owed.flatMap((episode) => {
    const { endedAt } = episode;
    if (endedAt === null) return [];
    const around = aroundReturn(facts, episode, endedAt, owed, rules);
    const authority = facts.responsibleAuthority ?? episode.missingFromAuthority;
    // Passed to an authority that has since become responsible itself, it is simply its own.
    const passes = facts.decisions.passes.filter(
      (pass) => pass.episodeKey === episode.episodeKey && pass.toAuthority !== authority && pass.endedAt === null,
    );
    const accepted = passes.find((pass) => pass.accepted === true);
    const asked = passes.some((pass) => pass.accepted === null);
    const own = outcomeOf({ ...around, passed: accepted ?? null, passAsked: asked });
    const first = followUp(facts, around, own, { authority, takenOverFrom: null }, rules);
    if (accepted === undefined) return [first];
    const theirs = outcomeOf({ ...around, passed: null, passAsked: false });
    return [
      first,
      followUp(facts, around, theirs, { authority: accepted.toAuthority, takenOverFrom: authority }, rules),
    ];
  });
}

/** Whether an interview is owed after such an absence, by the rules of the day of its return. */
function owesInterview({ kind, startedAt, endedAt }: Episode, rules: DatedRules): boolean {
  return rules.on(endedAt ?? startedAt).interviewAfter.includes(kind);
}

/**
 * The requests to other authorities as they stand beside what became of their returns.
 * @source our judgement: an answer counts only while the return is open
 */
export function passesOf(facts: ReturnFacts, rules: DatedRules): ReturnPass[] {
  const { passes } = facts.decisions;
  if (passes.length === 0) return [];
  return passes.map((pass) => {
    const around = aloneReturn(facts, pass.episodeKey, rules);
    if (around === null) return pass;
    const own = outcomeOf({ ...around, passed: null, passAsked: false });
    return passBeside(pass, own, firstEndFrom(pass.at, around, closedAtOf(facts, pass.episodeKey)));
  });
}

/**
 * When a return first had an outcome, from an instant on, whether or not it still has; null where it had none.
 * @source our judgement: nobody is asked for what nobody will use, and an end stays an end
 */
export function returnEndedFrom(
  from: Instant,
  facts: ReturnFacts,
  episodeKey: string,
  rules: DatedRules,
): Instant | null {
  const around = aloneReturn(facts, episodeKey, rules);
  return around === null ? null : firstEndFrom(from, around, closedAtOf(facts, episodeKey));
}

function closedAtOf({ decisions }: ReturnFacts, episodeKey: string): readonly Instant[] {
  return decisions.closedAt.get(episodeKey) ?? [];
}

/** A return of which an interview is owed; null where there is none of that name. */
function aloneReturn(facts: ReturnFacts, episodeKey: string, rules: DatedRules): ReturnAlone | null {
  const owed = facts.episodes.filter((episode) => owesInterview(episode, rules));
  const episode = owed.find((one) => one.episodeKey === episodeKey);
  if (episode === undefined || episode.endedAt === null) return null;
  return aroundReturn(facts, episode, episode.endedAt, owed, rules);
}

function aroundReturn(
  facts: ReturnFacts,
  episode: Episode,
  returnedAt: Instant,
  owed: readonly Episode[],
  rules: DatedRules,
): ReturnAlone {
  const naming = facts.interviews
    .filter(({ incidentRefs }) => isNamed(episode, incidentRefs))
    .map((interview) => asOffered(interview, episode, returnedAt, owed));
  const done = naming.filter(({ completedAt }) => completedAt !== null).sort(byCompletion);
  // Of several that cover it, one that counts here is better than one that counts with a later return.
  const here = done.find((interview) => !endsLater(interview, episode, owed));
  const held = here ?? done[0] ?? null;
  const onTheDay = rules.on(returnedAt);
  return {
    episode,
    returnedAt,
    dueAt: dueAfter(returnedAt, onTheDay),
    interviews: naming,
    held,
    heldForLater: held !== null && here === undefined,
    closure: facts.decisions.closures.get(episode.episodeKey) ?? null,
    nextStartedAt: owed[owed.indexOf(episode) + 1]?.startedAt ?? null,
    interviewBelowAge: onTheDay.interviewBelowAge,
  };
}

/** The interview with the offers that can be of this return: one made before it was of an earlier return that the interview names, too. */
function asOffered(interview: Interview, episode: Episode, returnedAt: Instant, owed: readonly Episode[]): Interview {
  const isOfThis = (at: Instant | null): boolean =>
    at === null ||
    at >= returnedAt ||
    !owed.some(
      (other) =>
        other !== episode && other.endedAt !== null && other.endedAt <= at && isNamed(other, interview.incidentRefs),
    );
  if (interview.offers.every(({ at }) => isOfThis(at))) return interview;
  const offers = interview.offers.filter(({ at }) => isOfThis(at));
  const attempts = interview.attempts.filter(({ at }) => isOfThis(at));
  return { ...interview, attempts, offers, ...offersMade(offers) };
}

function byCompletion(a: Interview, b: Interview): number {
  return Number(a.completedAt) - Number(b.completedAt) || (a.interviewRef < b.interviewRef ? -1 : 1);
}

/** Of two that ended at one instant the later is the one that began later: exactly one of several is the last. */
function isAfter(other: Episode, episode: Episode): boolean {
  if (other.endedAt === null || episode.endedAt === null) return false;
  if (other.endedAt !== episode.endedAt) return other.endedAt > episode.endedAt;
  if (other.startedAt !== episode.startedAt) return other.startedAt > episode.startedAt;
  return other.episodeKey > episode.episodeKey;
}

/** Only absences after which an interview is owed can be the last that it counts with: after no other is a return counted. */
function endsLater(interview: Interview, episode: Episode, owed: readonly Episode[]): boolean {
  return owed.some((other) => isAfter(other, episode) && isNamed(other, interview.incidentRefs));
}

function followUp(
  { triage, decisions, proposed }: ReturnFacts,
  around: ReturnAlone,
  found: Found,
  whose: Pick<ReturnFollowUp, 'authority' | 'takenOverFrom'>,
  rules: DatedRules,
): ReturnFollowUp {
  const { episode, interviews, returnedAt, dueAt } = around;
  const decided = triage.decisions.find(({ episodeKey }) => episodeKey === episode.episodeKey);
  const proposal = decided?.proposed ?? proposed.get(episode.episodeKey) ?? null;
  const offers = interviews.flatMap(({ firstOfferedAt }) => firstOfferedAt ?? []);
  const latest = found.interview;
  const late: LatenessExplained | undefined = decisions.lateness.get(episode.episodeKey);
  return {
    episodeKey: episode.episodeKey,
    ...whose,
    returnedAt,
    dueAt,
    team: rules.latest.interviewTeams[episode.statusAtStart],
    triageLevel: decided?.level ?? proposal,
    triageProposed: proposal,
    triageDecidedAt: decided?.decidedAt ?? null,
    firstOfferedAt: offers.length === 0 ? null : (Math.min(...offers) as Instant),
    attempts: interviews.reduce((sum, { attempts }) => sum + attempts.length, 0),
    interviewRef: latest?.interviewRef ?? null,
    allocatedTo: latest?.allocatedTo ?? null,
    interviewerId: latest?.interviewerId ?? null,
    outcome: found.outcome,
    outcomeAt: found.at,
    stage: found.stage,
    lateCause: late?.cause ?? null,
    because: found.because,
  };
}
