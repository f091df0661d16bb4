/** An episode in full: the assembled absence with what is known of the child on the day it started. */
import { londonDate } from '../time/london.ts';
import { ageOn } from '../child/age.ts';
import { statusOn } from '../child/status.ts';
import { coverOf, namesOf } from '../interview/cover.ts';
import type { Instant } from '../time/instant.ts';
import type {
  ChildDetails,
  InterviewRecord,
  Notification,
  PoliceRiskLevel,
  StatusPeriod,
} from '../chronology/entry.ts';
import type { Episode } from '../chronology/record.ts';
import type { AssembledEpisode } from './assemble.ts';
import { byOccurrence, byPolice } from './block.ts';
import { episodeKeyOf } from './names.ts';
import type { Received } from './received.ts';

/** What of a child an episode is seen beside. @source design: the chronology is the record, and all else follows from it */
export type EpisodeSurroundings = {
  readonly details: ChildDetails;
  readonly statuses: readonly StatusPeriod[];
  readonly interviews: readonly InterviewRecord[];
  /** Last review by episode key. */
  readonly reviews: ReadonlyMap<string, LatestReview>;
};

/** When an episode was last reviewed, and the grade of risk then given; null where none was. @source College of Policing, authorised professional practice on missing persons: the grade is reviewed */
export type LatestReview = { readonly at: Instant; readonly risk: PoliceRiskLevel | null };

/**
 * Makes the episode of an assembled absence. What it says of places is the police's word where they gave one, else the
 * first that anyone gave; the police's grade of risk is that of
 * their latest review that gave one, else the latest they reported.
 * @unit age in completed years and status on the London date of the start
 * @source feeds definition, from notifications to episodes, and measures
 */
export function deriveEpisode(absence: AssembledEpisode, around: EpisodeSurroundings): Episode {
  const starts = policeFirst(absence.starts);
  const returns = policeFirst(absence.returns);
  const all = [...absence.starts, ...absence.returns].sort(byOccurrence);
  const incidentRefs = [
    ...new Set(absence.starts.flatMap(({ notification }) => notification.incidentRef ?? [])),
  ].sort();
  const episodeKey = episodeKeyOf(starts);
  const startedOn = londonDate(absence.startedAt);
  const cover = coverOf(namesOf({ incidentRefs, episodeKey }), around.interviews);
  return {
    episodeKey,
    incidentRefs,
    notificationRefs: all.map(({ notification }) => notification.notificationRef),
    kind: absence.kind,
    startedAt: absence.startedAt,
    endedAt: absence.endedAt,
    supersededAt: absence.supersededAt,
    reportedByPolice: all.some(byPolice),
    reportedBy: [...new Set(all.map(({ notification }) => notification.reportedBy))].sort(),
    responsibleAuthority: around.details.responsibleAuthority,
    missingFrom: firstSaid(starts, 'missingFrom'),
    missingFromPostcode: firstSaid(starts, 'missingFromPostcode'),
    missingFromAuthority: firstSaid(starts, 'missingFromAuthority'),
    policingArea: firstSaid(starts, 'policingArea'),
    risk: around.reviews.get(episodeKey)?.risk ?? firstSaid([...starts].reverse().sort(policeBeforeOthers), 'risk'),
    foundPostcode: firstSaid(latestFirst(returns), 'foundPostcode'),
    distanceMiles: firstSaid(latestFirst(returns), 'distanceMiles'),
    returnedBy: firstSaid(latestFirst(returns), 'returnedBy'),
    ageAtStart: around.details.dateOfBirth === null ? null : ageOn(around.details.dateOfBirth, startedOn),
    statusAtStart: statusOn(around.statuses, startedOn),
    interviewOffered: cover.offered,
    interviewCompletedAt: cover.completedAt,
    interviewRef: cover.interviewRef,
    offerOutcome: cover.offerOutcome,
    reviewedAt: around.reviews.get(episodeKey)?.at ?? null,
    learntAt: firstLearnt(all),
    returnLearntAt: absence.returns.length > 0 ? firstLearnt(absence.returns) : null,
    because: absence.because,
  };
}

function policeBeforeOthers(a: Received, b: Received): number {
  return Number(byPolice(b)) - Number(byPolice(a));
}

function policeFirst(all: readonly Received[]): Received[] {
  return [...all].sort((a, b) => policeBeforeOthers(a, b) || byOccurrence(a, b));
}

function latestFirst(all: readonly Received[]): Received[] {
  return [...all].sort((a, b) => policeBeforeOthers(a, b) || byOccurrence(b, a));
}

function firstSaid<Field extends keyof Notification>(
  all: readonly Received[],
  field: Field,
): Notification[Field] | null {
  for (const { notification } of all) if (notification[field] !== null) return notification[field];
  return null;
}

function firstLearnt(all: readonly Received[]): Instant {
  let first = all[0]?.recordedAt ?? (0 as Instant);
  for (const { recordedAt } of all) if (recordedAt < first) first = recordedAt;
  return first;
}
