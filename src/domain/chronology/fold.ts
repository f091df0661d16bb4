/** From a chronology to what is true of the child: the one function from which every page, duty and figure follows. */
import { involvementsOf, type GivenInvolvement } from '../access/involvement.ts';
import type { AgencyKind } from '../child/agency.ts';
import { foldReturnDecisions, type ReturnPass } from '../interview/closures.ts';
import { foldInterviews } from '../interview/interviews.ts';
import { passOfMoved } from '../interview/passes.ts';
import { followReturns, passesOf, returnEndedFrom } from '../interview/returns.ts';
import { foldTransmissions, withReceipts } from '../interview/transmissions.ts';
import { foldFacts, foldUsesOfOthers } from '../intelligence/known-facts.ts';
import { foldSupport } from '../support/given.ts';
import { proposedLevels } from '../triage/of-return.ts';
import { foldTriage } from '../triage/state.ts';
import { deriveDuties } from '../duties/derive.ts';
import type { DatedRules, FoldRules } from '../duties/rules.ts';
import { assembleEpisodes } from '../episode/assemble.ts';
import { deriveEpisode, type LatestReview } from '../episode/derive.ts';
import { movedAway } from '../episode/moved.ts';
import { namesOfEpisodes, underPresentNames } from '../episode/names.ts';
import { standingNotifications } from '../episode/received.ts';
import type { Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import { POLICE_RISK_LEVELS, type ChildDetails, type Entry, type Screening, type StatusPeriod } from './entry.ts';
import { withoutPlaces } from './apart.ts';
import type { ChildRecord } from './record.ts';

const UNKNOWN_CHILD: ChildDetails = {
  childRef: null,
  policeRef: null,
  forename: '',
  surname: '',
  dateOfBirth: null,
  sex: 'U',
  ethnicity: 'NOBT',
  homePostcode: null,
  responsibleAuthority: null,
};

/** What is left out of a fold. @source our judgement: a hidden address is hidden from everybody */
export type FoldOptions = {
  /** Whether the child's address is hidden: then the record says no postcode and no distance, whatever the entries say. */
  readonly placesWithheld?: boolean;
};

/**
 * Folds the entries of one child, in order of version, into what is true of the child.
 * The same entries in any order of arrival give the same state, but for the version and for when things were learnt.
 * Given only the entries recorded up to a day, it answers what was known on that day.
 * @source design: projections are the fold of the chronology
 */
export function fold(
  told: readonly Entry[],
  rules: FoldRules,
  { placesWithheld = false }: FoldOptions = {},
): ChildRecord {
  const sent = placesWithheld ? told.map((entry) => ({ ...entry, content: withoutPlaces(entry.content) })) : told;
  const details = detailsOf(sent);
  const received = standingNotifications(sent);
  const dutyRules = rules.dutyRules(details.responsibleAuthority);
  const dated: DatedRules = {
    latest: dutyRules,
    on: (at) => rules.dutyRules(details.responsibleAuthority, londonDate(at)),
  };
  const { episodes: absences, unmatchedReturns } = assembleEpisodes(received, dutyRules.sameReturnWithinHours);
  const names = namesOfEpisodes(absences, sent);
  const moved = movedAway(sent, names);
  const entries = underPresentNames(sent, names);
  const statuses = new Map<string, StatusPeriod>();
  const screenings = new Map<string, Screening>();
  const reviews = new Map<string, LatestReview[]>();
  const settledFaults = new Map<string, { at: Instant; why: string }>();
  const given = new Map<string, GivenInvolvement>();
  for (const { content, occurredAt } of entries) {
    if (content.kind === 'status-recorded')
      statuses.set(`${content.period.status} ${content.period.fromOn}`, content.period);
    else if (content.kind === 'screening-recorded')
      screenings.set(`${content.screening.tool} ${content.screening.completedOn}`, content.screening);
    else if (content.kind === 'review-recorded')
      reviews.set(content.episodeKey, [
        ...(reviews.get(content.episodeKey) ?? []),
        { at: occurredAt, risk: content.risk },
      ]);
    else if (content.kind === 'recording-fault-settled')
      settledFaults.set(content.faultKey, { at: occurredAt, why: content.why });
    else if (content.kind === 'involvement-agreed') given.set(content.involvementRef, content);
    else if (content.kind === 'involvement-ended') endGiven(given, content.involvementRef, occurredAt);
  }
  const transmissions = foldTransmissions(entries);
  const triage = foldTriage(entries);
  const decisions = foldReturnDecisions(entries);
  const facts = foldFacts(entries);
  const { supports, referrals } = foldSupport(entries);
  const around = {
    details,
    statuses: sortedBy(statuses, (period) => `${period.fromOn} ${period.status}`),
    interviews: withReceipts(foldInterviews(entries), transmissions),
    reviews: new Map([...reviews].map(([key, all]) => [key, latestReview(all)])),
  };
  const episodes = absences.map((absence) => deriveEpisode(absence, around));
  const screeningsInOrder = sortedBy(screenings, (screening) => `${screening.completedOn} ${screening.tool}`);
  const { responsibleAuthority } = details;
  const proposed = proposedLevels(
    { episodes, screenings: screeningsInOrder, facts, triage, responsibleAuthority },
    rules.triageRules,
  );
  const returnFacts = { episodes, interviews: around.interviews, decisions, triage, proposed, responsibleAuthority };
  const passes = passesOf(returnFacts, dated).map((pass) => passOfMoved(pass, moved.get(pass.episodeKey)));
  const returns = followReturns({ ...returnFacts, decisions: { ...decisions, passes } }, dated);
  const agencyKinds = new Map<string, AgencyKind>();
  for (const { notification } of received) agencyKinds.set(notification.reportedBy, notification.reportedByKind);
  return {
    version: entries.at(-1)?.version ?? 0,
    details,
    statuses: around.statuses,
    episodes,
    interviews: around.interviews,
    returns,
    passes,
    triage,
    transmissions,
    facts,
    usesOfOthers: foldUsesOfOthers(entries),
    supports,
    referrals,
    screenings: screeningsInOrder,
    exploitationScreenedOn:
      screeningsInOrder.find((screening) => screening.tool === 'child-exploitation')?.completedOn ?? null,
    duties: deriveDuties(
      {
        episodes,
        unmatchedReturns,
        responsibleAuthority: details.responsibleAuthority,
        agencyKinds,
        settledFaults,
        returns,
        interviews: around.interviews,
        requests: triage.requests
          .filter(({ episodeKey, answeredAt }) => answeredAt !== null || !moved.has(episodeKey))
          .map((asked) => ({
            ...asked,
            mootAt: returnEndedFrom(asked.askedAt, returnFacts, asked.episodeKey, dated),
          })),
        transmissions,
        passes,
        referrals,
      },
      dated,
    ),
    involvements: involvementsOf(
      {
        responsibleAuthority: details.responsibleAuthority,
        episodes,
        interviews: around.interviews,
        returns,
        movedAway: moved,
        reporters: agencyKinds,
        supports,
        given: [...given.values(), ...passes.map(asAsked)],
      },
      dutyRules.involvementLastsDays,
    ),
  };
}

function detailsOf(entries: readonly Entry[]): ChildDetails {
  let details = UNKNOWN_CHILD;
  for (const { content } of entries) if (content.kind === 'child-recorded') details = content.details;
  return details;
}

/** When the last review was, and the latest grade that any gave; of two at one instant the higher. */
function latestReview(all: readonly LatestReview[]): LatestReview {
  const inOrder = [...all].sort((a, b) => a.at - b.at || rank(a) - rank(b));
  const last = inOrder.at(-1);
  return { at: last?.at ?? (0 as Instant), risk: inOrder.findLast(({ risk }) => risk !== null)?.risk ?? null };
}

function rank({ risk }: LatestReview): number {
  return risk === null ? -1 : POLICE_RISK_LEVELS.indexOf(risk);
}

function sortedBy<Item>(items: ReadonlyMap<string, Item>, key: (item: Item) => string): Item[] {
  return [...items.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function endGiven(given: Map<string, GivenInvolvement>, ref: string, at: Instant): void {
  const agreed = given.get(ref);
  if (agreed !== undefined && (agreed.untilAt === null || at < agreed.untilAt))
    given.set(ref, { ...agreed, untilAt: at });
}

/** Whoever is asked to see to an interview sees the child to decide, while there is something to decide; they go on seeing it where they accept. */
function asAsked({ toAuthority, accepted, answeredAt, endedAt }: ReturnPass): GivenInvolvement {
  return accepted === true && endedAt === null
    ? { agency: toAuthority, relationship: 'interviewing-authority', untilAt: null }
    : { agency: toAuthority, relationship: 'consulted', untilAt: endedAt ?? answeredAt };
}
