/** What the API says of a child, a child's episodes and chronology: the gate that answers pass. */
import { z } from 'zod';
import { AGENCY_KINDS } from '../../domain/child/agency.ts';
import { COUNTED_STATUSES, STATUS_KINDS } from '../../domain/child/status.ts';
import {
  GIVEN_RELATIONSHIPS,
  MISSING_FROM_PLACES,
  NOTIFICATION_KINDS,
  OFFER_OUTCOMES,
  POLICE_RISK_LEVELS,
} from '../../domain/chronology/entry.ts';
import { DUTY_KINDS, RELATIONSHIPS } from '../../domain/chronology/record.ts';
import { ACT_CONTENTS } from './act-schemas.ts';

const instant = z.string().describe('ISO 8601, UTC.');
const date = z.string().describe('YYYY-MM-DD.');
const text = z.string().nullable();
const when = instant.nullable();

const because = z
  .object({ code: z.string(), sentence: z.string(), source: z.string() })
  .meta({ id: 'Because', description: 'Why something is as it is, and by what rule.' });

const details = z
  .object({
    child_ref: text,
    police_ref: text,
    forename: z.string(),
    surname: z.string(),
    date_of_birth: date.nullable(),
    sex: z.enum(['M', 'F', 'U']),
    ethnicity: z.string(),
    home_postcode: text,
    responsible_authority: text,
  })
  .meta({ id: 'ChildDetails', description: 'Who the child is.' });

const statusPeriod = z.object({ status: z.enum(STATUS_KINDS), from_on: date, to_on: date.nullable() });

const interview = z
  .object({
    interview_ref: z.string(),
    incident_refs: z.array(z.string()),
    offered_at: when,
    offer_outcome: z.enum(OFFER_OUTCOMES).nullable(),
    allocated_to: text,
    completed_at: when,
    independent: z.boolean().nullable(),
    shared_with_police_at: when,
    reasons: z.array(z.string()),
  })
  .meta({ id: 'Interview', description: 'A return interview offered, and what came of it.' });

const screening = z.object({ tool: z.string(), completed_on: date, outcome: text });

/** One absence. */
export const episode = z
  .object({
    episode_id: z.int(),
    child_id: z.int(),
    episode_key: z.string(),
    incident_refs: z.array(z.string()),
    notification_refs: z.array(z.string()),
    kind: z.enum(['missing', 'absent', 'away']),
    started_at: instant,
    ended_at: when.describe('Null while the child is away, or where no return was recorded.'),
    superseded_at: when.describe('Start of the next episode, where no return was recorded before it.'),
    reported_by_police: z.boolean(),
    reported_by: z.array(z.string()),
    responsible_authority: text,
    missing_from: z.enum(MISSING_FROM_PLACES).nullable(),
    missing_from_postcode: text,
    missing_from_authority: text,
    policing_area: text,
    risk: z.enum(POLICE_RISK_LEVELS).nullable().describe('The police’s latest grade.'),
    found_postcode: text,
    distance_miles: z.number().nullable(),
    returned_by: text,
    age_at_start: z.int().nullable(),
    status_at_start: z.enum(COUNTED_STATUSES),
    interview_offered: z.boolean(),
    interview_completed_at: when,
    interview_ref: text,
    offer_outcome: z.enum(OFFER_OUTCOMES).nullable(),
    reviewed_at: when,
    learnt_at: instant,
    return_learnt_at: when,
    because: z.array(because),
  })
  .meta({ id: 'Episode', description: 'One absence of a child, from last seen to found.' });

/** One duty. */
export const duty = z
  .object({
    kind: z.enum(DUTY_KINDS),
    subject_key: z.string(),
    episode_key: text,
    owed_by: text,
    team: z.string(),
    opened_at: instant,
    due_at: instant,
    settled_at: when,
    because: z.array(because),
  })
  .meta({ id: 'Duty', description: 'What must be done, by which agency, by when.' });

/** Everything that is true of a child. */
export const childRecord = z
  .object({
    child_id: z.int(),
    version: z.int().describe('Version of the chronology that this follows from.'),
    known_at: instant.describe('The instant as known at which this is the record.'),
    details,
    statuses: z.array(statusPeriod),
    episodes: z.array(episode.omit({ episode_id: true, child_id: true }).extend({ episode_id: z.int().nullable() })),
    interviews: z.array(interview),
    screenings: z.array(screening),
    duties: z.array(duty),
    involvements: z.array(
      z.object({
        agency: z.string(),
        relationship: z.enum(RELATIONSHIPS),
        until_at: instant
          .nullable()
          .describe('From when the agency sees nothing more by it; null while no end is known.'),
      }),
    ),
  })
  .meta({ id: 'ChildRecord', description: 'Everything that is true of a child, as it follows from the chronology.' });

const notification = z
  .object({
    notification_ref: z.string(),
    kind: z.enum(NOTIFICATION_KINDS),
    incident_ref: text,
    occurred_at: instant,
    reported_at: when,
    reported_by: z.string(),
    reported_by_kind: z.enum(AGENCY_KINDS),
    missing_from: z.enum(MISSING_FROM_PLACES).nullable(),
    missing_from_postcode: text,
    missing_from_authority: text,
    policing_area: text,
    risk: z.enum(POLICE_RISK_LEVELS).nullable(),
    found_postcode: text,
    distance_miles: z.number().nullable(),
    returned_by: text,
    circumstances: text,
  })
  .meta({ id: 'Notification', description: 'What an agency told us of an absence or a return.' });

const corrected = notification.omit({ notification_ref: true, reported_by: true, reported_by_kind: true }).partial();

const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('child-recorded'), details }),
  z.object({ kind: z.literal('status-recorded'), period: statusPeriod }),
  z.object({ kind: z.literal('notification-received'), notification }),
  z.object({
    kind: z.literal('notification-corrected'),
    notification_ref: z.string(),
    was: corrected,
    now: corrected,
    why: z.string(),
  }),
  z.object({
    kind: z.literal('notification-moved'),
    notification_ref: z.string(),
    to_child_id: z.int(),
    why: z.string(),
  }),
  z.object({ kind: z.literal('interview-recorded'), interview }),
  z.object({ kind: z.literal('screening-recorded'), screening }),
  z.object({
    kind: z.literal('review-recorded'),
    episode_key: z.string(),
    risk: z.enum(POLICE_RISK_LEVELS).nullable(),
    rationale: z.string(),
  }),
  z.object({ kind: z.literal('recording-fault-settled'), fault_key: z.string(), why: z.string() }),
  z.object({
    kind: z.literal('involvement-agreed'),
    involvement_ref: z.string(),
    agency: z.string(),
    relationship: z.enum(GIVEN_RELATIONSHIPS),
    until_at: instant.nullable(),
    why: z.string(),
  }),
  z.object({ kind: z.literal('involvement-ended'), involvement_ref: z.string(), why: z.string() }),
  ...ACT_CONTENTS,
]);

/** One entry of a chronology. */
export const entry = z
  .object({
    version: z.int(),
    occurred_at: instant.describe('When what it says happened.'),
    recorded_at: instant.describe('When Homeward learnt it.'),
    recorded_by: text.describe('Agency that told us; null for the operator’s own load.'),
    told_by: z.string().describe('Who told us, in words.'),
    content,
  })
  .meta({
    id: 'Entry',
    description: 'One entry of a chronology: what, when it happened, when we learnt it, from whom.',
  });

/** A child as lists show one. */
export const childSummary = z
  .object({
    child_id: z.int(),
    forename: z.string(),
    surname: z.string(),
    date_of_birth: date.nullable(),
    child_ref: text,
    police_ref: text,
    responsible_authority: text,
    open_episode_id: z.int().nullable().describe('The absence now open.'),
  })
  .meta({ id: 'ChildSummary', description: 'A child as lists show one.' });
