/** The feeds that tell of absences: notifications, and the interviews that follow. */
import { londonDate } from '../time/london.ts';
import { readCells, type Columns } from './columns.ts';
import { MISSING_FROM_LABELS, NOTIFICATION_KIND_LABELS, OFFER_OUTCOME_LABELS, RISK_LABELS } from './codes.ts';
import { rejectedFor, type FeedDefinition } from './definition.ts';

const SOURCE = 'Feeds definition, Feeds';

const notificationColumns = {
  notification_ref: {
    meaning: 'The sender’s own reference of this message; the same one again is the same message.',
    kind: 'text',
    required: true,
  },
  kind: { meaning: 'What happened.', kind: 'code', required: true, codes: NOTIFICATION_KIND_LABELS },
  incident_ref: { meaning: 'The sender’s reference of the absence.', kind: 'text', required: false },
  child_ref: { meaning: 'The authority’s reference for the child.', kind: 'text', required: false },
  police_ref: { meaning: 'The police’s reference for the child.', kind: 'text', required: false },
  forename: { meaning: 'Forename or forenames.', kind: 'text', required: false },
  surname: { meaning: 'Surname or surnames.', kind: 'text', required: false },
  date_of_birth: { meaning: 'Date of birth.', kind: 'past-date', required: false },
  occurred_at: { meaning: 'When it happened: last seen, or found.', kind: 'past-time', required: true },
  reported_at: { meaning: 'When the sender was told; empty when not known.', kind: 'past-time', required: false },
  reported_by: { meaning: 'Code of the agency that tells us.', kind: 'agency', required: true },
  missing_from: {
    meaning: 'Kind of place the child went missing from.',
    kind: 'code',
    required: false,
    codes: MISSING_FROM_LABELS,
  },
  missing_from_postcode: { meaning: 'Postcode the child went missing from.', kind: 'text', required: false },
  missing_from_authority: {
    meaning: 'Code of the local authority in whose area the child went missing.',
    kind: 'agency',
    required: false,
  },
  policing_area: { meaning: 'Policing area in which the child went missing.', kind: 'text', required: false },
  risk: { meaning: 'The police’s grade of risk.', kind: 'code', required: false, codes: RISK_LABELS },
  found_postcode: { meaning: 'Postcode where the child was found.', kind: 'text', required: false },
  distance_miles: {
    meaning: 'Miles from where the child went missing to where found.',
    kind: 'miles',
    required: false,
  },
  returned_by: { meaning: 'Who brought the child back.', kind: 'text', required: false },
  circumstances: { meaning: 'What happened, in words.', kind: 'long-text', required: false },
} as const satisfies Columns;

/** @source feeds definition, notifications */
export const NOTIFICATIONS: FeedDefinition = {
  name: 'notifications',
  meaning: 'What agencies told: that a child is missing, absent or away, or was found.',
  source: SOURCE,
  columns: notificationColumns,
  reference: 'notification_ref',
  read: (cellOf, around) => {
    const { row, faults } = readCells(notificationColumns, cellOf, around);
    if (row.reported_at !== null && row.occurred_at !== null && row.reported_at < row.occurred_at) {
      faults.push(
        'reported_at is before occurred_at; nobody can report what has not happened yet, so check both times',
      );
    }
    if (row.date_of_birth !== null && row.occurred_at !== null && row.date_of_birth > londonDate(row.occurred_at)) {
      faults.push('date_of_birth is after occurred_at; check the date of birth');
    }
    const named = {
      childRef: row.child_ref,
      policeRef: row.police_ref,
      forename: row.forename,
      surname: row.surname,
      dateOfBirth: row.date_of_birth,
    };
    if (
      faults.length === 0 &&
      named.childRef === null &&
      named.policeRef === null &&
      named.forename === null &&
      named.surname === null &&
      named.dateOfBirth === null
    ) {
      faults.push(
        'nothing says which child it is; give child_ref, police_ref, or date_of_birth with forename and surname',
      );
    }
    if (faults.length > 0) return rejectedFor(faults);
    return {
      ok: true,
      content: {
        feed: 'notifications',
        named,
        notification: {
          notificationRef: row.notification_ref,
          kind: row.kind,
          incidentRef: row.incident_ref,
          occurredAt: row.occurred_at,
          reportedAt: row.reported_at,
          reportedBy: row.reported_by,
          missingFrom: row.missing_from,
          missingFromPostcode: row.missing_from_postcode,
          missingFromAuthority: row.missing_from_authority,
          policingArea: row.policing_area,
          risk: row.risk,
          foundPostcode: row.found_postcode,
          distanceMiles: row.distance_miles,
          returnedBy: row.returned_by,
          circumstances: row.circumstances,
        },
      },
    };
  },
};

const interviewColumns = {
  interview_ref: { meaning: 'Reference of the interview.', kind: 'text', required: true },
  child_ref: { meaning: 'The authority’s reference for the child.', kind: 'text', required: true },
  incident_refs: {
    meaning: 'References of the absences it covers, separated by a semicolon.',
    kind: 'list',
    required: true,
  },
  offered_at: { meaning: 'When it was offered.', kind: 'past-time', required: false },
  offer_outcome: { meaning: 'What came of the offer.', kind: 'code', required: false, codes: OFFER_OUTCOME_LABELS },
  allocated_to: { meaning: 'Code of the agency to which it is allocated.', kind: 'agency', required: false },
  completed_at: { meaning: 'When it was completed.', kind: 'past-time', required: false },
  independent: {
    meaning: 'Whether the interviewer is independent of the child’s care: yes or no.',
    kind: 'yes-no',
    required: false,
  },
  shared_with_police_at: { meaning: 'When it was shared with the police.', kind: 'past-time', required: false },
  reasons: { meaning: 'Reasons the child gave, separated by a semicolon.', kind: 'list', required: false },
} as const satisfies Columns;

/** @source feeds definition, interviews */
export const INTERVIEWS: FeedDefinition = {
  name: 'interviews',
  meaning: 'Return interviews: offered, to whom, and what came of it.',
  source: SOURCE,
  columns: interviewColumns,
  reference: 'interview_ref',
  read: (cellOf, around) => {
    const { row, faults } = readCells(interviewColumns, cellOf, around);
    if (row.completed_at !== null && row.offered_at !== null && row.completed_at < row.offered_at) {
      faults.push('completed_at is before offered_at; check both times');
    }
    if (
      row.shared_with_police_at !== null &&
      row.completed_at !== null &&
      row.shared_with_police_at < row.completed_at
    ) {
      faults.push('shared_with_police_at is before completed_at; check both times');
    }
    if (row.incident_refs !== null && row.incident_refs.length === 0)
      faults.push('incident_refs names no absence; give the references of those it covers');
    if (faults.length > 0) return rejectedFor(faults);
    return {
      ok: true,
      content: {
        feed: 'interviews',
        childRef: row.child_ref,
        interview: {
          interviewRef: row.interview_ref,
          incidentRefs: [...row.incident_refs].sort(),
          offeredAt: row.offered_at,
          offerOutcome: row.offer_outcome,
          allocatedTo: row.allocated_to,
          completedAt: row.completed_at,
          independent: row.independent,
          sharedWithPoliceAt: row.shared_with_police_at,
          reasons: [...(row.reasons ?? [])].sort(),
        },
      },
    };
  },
};
