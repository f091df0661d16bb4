/**
 * The projections: for each table that follows from a chronology, its columns and the rows of one child.
 *
 * This one definition is what a single act writes, what an import copies in bulk, and what `verify` compares.
 */
import { nameKey } from '../../domain/child/name.ts';
import type { Duty, Episode } from '../../domain/chronology/record.ts';
import { countedReturns, type CountedReturn } from '../../domain/measures/of-return.ts';
import { FOLLOW_UP_PROJECTIONS } from './follow-up-projections.ts';
import { at, type Projection, type Value } from './projection.ts';

export type { Projection, Value } from './projection.ts';

/** The columns of `child` that follow from the chronology, with the values of one child. */
export const CHILD: Projection = {
  table: 'child',
  key: [],
  columns: [
    ['version', 'integer'],
    ['child_ref', 'text'],
    ['police_ref', 'text'],
    ['forename', 'text'],
    ['surname', 'text'],
    ['name_key', 'text'],
    ['date_of_birth', 'date'],
    ['sex', 'text'],
    ['ethnicity', 'text'],
    ['home_postcode', 'text'],
    ['responsible_authority', 'text'],
    ['exploitation_screened_on', 'date'],
  ],
  rows: ({ version, details, exploitationScreenedOn }) => [
    [
      version,
      details.childRef,
      details.policeRef,
      details.forename,
      details.surname,
      nameKey(details.forename, details.surname),
      details.dateOfBirth,
      details.sex,
      details.ethnicity,
      details.homePostcode,
      details.responsibleAuthority,
      exploitationScreenedOn,
    ],
  ],
};

const IDENTIFIER: Projection = {
  table: 'child_identifier',
  key: ['kind', 'value'],
  columns: [
    ['kind', 'text'],
    ['value', 'text'],
  ],
  rows: ({ details }) => [
    ...(details.childRef === null ? [] : [['child_ref', details.childRef]]),
    ...(details.policeRef === null ? [] : [['police_ref', details.policeRef]]),
  ],
};

const EPISODE: Projection = {
  table: 'episode',
  key: ['episode_key'],
  columns: [
    ['episode_key', 'text'],
    ['incident_refs', 'text[]'],
    ['notification_refs', 'text[]'],
    ['kind', 'text'],
    ['started_at', 'timestamptz'],
    ['ended_at', 'timestamptz'],
    ['superseded_at', 'timestamptz'],
    ['reported_by_police', 'boolean'],
    ['reported_by', 'text[]'],
    ['responsible_authority', 'text'],
    ['missing_from', 'text'],
    ['missing_from_postcode', 'text'],
    ['missing_from_authority', 'text'],
    ['policing_area', 'text'],
    ['risk', 'text'],
    ['found_postcode', 'text'],
    ['distance_miles', 'double precision'],
    ['returned_by', 'text'],
    ['age_at_start', 'smallint'],
    ['status_at_start', 'text'],
    ['interview_offered', 'boolean'],
    ['interview_completed_at', 'timestamptz'],
    ['interview_ref', 'text'],
    ['offer_outcome', 'text'],
    ['reviewed_at', 'timestamptz'],
    ['learnt_at', 'timestamptz'],
    ['return_learnt_at', 'timestamptz'],
    ['because', 'jsonb'],
    ['first_offered_at', 'timestamptz'],
    ['follow_up', 'text'],
    ['triage_level', 'text'],
    ['interview_by', 'text'],
    ['interview_reasons', 'text[]'],
    ['passed_on', 'smallint'],
    ['interview_independent', 'boolean'],
    ['late_because', 'text[]'],
  ],
  rows: (record) => {
    const ofReturn = countedReturns(record);
    return record.episodes.map((episode) => episodeRow(episode, ofReturn(episode)));
  },
};

function episodeRow(episode: Episode, counted: CountedReturn): Value[] {
  return [
    episode.episodeKey,
    episode.incidentRefs,
    episode.notificationRefs,
    episode.kind,
    at(episode.startedAt),
    at(episode.endedAt),
    at(episode.supersededAt),
    episode.reportedByPolice,
    episode.reportedBy,
    episode.responsibleAuthority,
    episode.missingFrom,
    episode.missingFromPostcode,
    episode.missingFromAuthority,
    episode.policingArea,
    episode.risk,
    episode.foundPostcode,
    episode.distanceMiles,
    episode.returnedBy,
    episode.ageAtStart,
    episode.statusAtStart,
    episode.interviewOffered,
    at(episode.interviewCompletedAt),
    episode.interviewRef,
    episode.offerOutcome,
    at(episode.reviewedAt),
    at(episode.learntAt),
    at(episode.returnLearntAt),
    JSON.stringify(episode.because),
    at(counted.firstOfferedAt),
    counted.followUp,
    counted.triageLevel,
    counted.interviewBy,
    counted.reasons,
    counted.passedOn,
    counted.independent,
    counted.lateBecause,
  ];
}

const STATUS_PERIOD: Projection = {
  table: 'status_period',
  key: ['status', 'from_on'],
  columns: [
    ['status', 'text'],
    ['from_on', 'date'],
    ['to_on', 'date'],
  ],
  rows: ({ statuses }) => statuses.map((period) => [period.status, period.fromOn, period.toOn]),
};

const INTERVIEW: Projection = {
  table: 'interview',
  key: ['interview_ref'],
  columns: [
    ['interview_ref', 'text'],
    ['incident_refs', 'text[]'],
    ['offered_at', 'timestamptz'],
    ['offer_outcome', 'text'],
    ['allocated_to', 'text'],
    ['completed_at', 'timestamptz'],
    ['independent', 'boolean'],
    ['shared_with_police_at', 'timestamptz'],
    ['reasons', 'text[]'],
    ['first_offered_at', 'timestamptz'],
    ['attempts', 'smallint'],
    ['interviewer_id', 'bigint'],
    ['held_by', 'text'],
    ['participation', 'text'],
    ['signed_off_at', 'timestamptz'],
    ['sent_back_at', 'timestamptz'],
    ['interview_minutes', 'smallint'],
    ['travel_minutes', 'smallint'],
  ],
  rows: ({ interviews }) =>
    interviews.map((interview) => [
      interview.interviewRef,
      interview.incidentRefs,
      at(interview.offeredAt),
      interview.offerOutcome,
      interview.allocatedTo,
      at(interview.completedAt),
      interview.independent,
      at(interview.sharedWithPoliceAt),
      interview.reasons,
      at(interview.firstOfferedAt),
      interview.attempts.length,
      interview.interviewerId,
      interview.heldBy,
      interview.participation,
      at(interview.signedOffAt),
      at(interview.sentBackAt),
      interview.interviewMinutes,
      interview.travelMinutes,
    ]),
};

const SCREENING: Projection = {
  table: 'screening',
  key: ['tool', 'completed_on'],
  columns: [
    ['tool', 'text'],
    ['completed_on', 'date'],
    ['outcome', 'text'],
  ],
  rows: ({ screenings }) => screenings.map((screening) => [screening.tool, screening.completedOn, screening.outcome]),
};

const DUTY: Projection = {
  table: 'duty',
  key: ['kind', 'subject_key'],
  columns: [
    ['kind', 'text'],
    ['subject_key', 'text'],
    ['episode_key', 'text'],
    ['owed_by', 'text'],
    ['team', 'text'],
    ['opened_at', 'timestamptz'],
    ['due_at', 'timestamptz'],
    ['settled_at', 'timestamptz'],
    ['because', 'jsonb'],
  ],
  rows: ({ duties }) => duties.map(dutyRow),
};

function dutyRow(duty: Duty): Value[] {
  return [
    duty.kind,
    duty.subjectKey,
    duty.episodeKey,
    duty.owedBy,
    duty.team,
    at(duty.openedAt),
    at(duty.dueAt),
    at(duty.settledAt),
    JSON.stringify(duty.because),
  ];
}

const CHILD_AGENCY: Projection = {
  table: 'child_agency',
  key: ['agency_code', 'relationship'],
  columns: [
    ['agency_code', 'text'],
    ['relationship', 'text'],
    ['until_at', 'timestamptz'],
  ],
  rows: ({ involvements }) =>
    involvements.map(({ agency, relationship, untilAt }) => [agency, relationship, at(untilAt)]),
};

/**
 * Every projection but the child's own row. Involvements come first, because under row-level security the rest can
 * only be written for a child that the agency may see.
 */
export const PROJECTIONS: readonly Projection[] = [
  CHILD_AGENCY,
  IDENTIFIER,
  STATUS_PERIOD,
  SCREENING,
  INTERVIEW,
  EPISODE,
  DUTY,
  ...FOLLOW_UP_PROJECTIONS,
];
