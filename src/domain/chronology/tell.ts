/** An entry of the chronology as it reads on a page: one heading, and what else it says. */
import { formatDate, formatInstant } from '../time/format.ts';
import { tellIntelligence } from '../intelligence/tell.ts';
import { tellInterview } from '../interview/tell.ts';
import { tellSupport } from '../support/tell.ts';
import { tellTriage } from '../triage/tell.ts';
import { isIntelligenceAct, isInterviewAct, isSupportAct, isTriageAct } from './act-kinds.ts';
import type { CorrectableFields, Entry, InterviewRecord, Notification } from './entry.ts';
import { said, told, type Told, type ToldChange, type ToldFact } from './told.ts';
import {
  KIND_WORDS,
  OFFER_WORDS,
  PLACE_WORDS,
  RELATIONSHIP_WORDS,
  RISK_WORDS,
  STATUS_WORDS,
  TOLD_WORDS,
  fullName,
} from './words.ts';

const NOT_SAID = 'Not said';

/**
 * An entry in words. Names of agencies are asked for by code, because the chronology holds codes.
 * @unit times as Europe/London reads them
 * @source design: a correction is shown with the old value, who and why
 */
export function tell(entry: Entry, agencyName: (code: string) => string): Told {
  const { content } = entry;
  if (isInterviewAct(content)) return tellInterview(content, agencyName);
  if (isTriageAct(content)) return tellTriage(content, agencyName);
  if (isIntelligenceAct(content)) return tellIntelligence(content);
  if (isSupportAct(content)) return tellSupport(content, agencyName);
  switch (content.kind) {
    case 'child-recorded':
      return told('Details of the child recorded', [
        { name: 'Name', said: fullName(content.details) },
        ...said('Date of birth', content.details.dateOfBirth === null ? null : formatDate(content.details.dateOfBirth)),
        ...said(
          'Responsible authority',
          content.details.responsibleAuthority === null ? null : agencyName(content.details.responsibleAuthority),
        ),
      ]);
    case 'status-recorded': {
      const { status, fromOn, toOn } = content.period;
      return told(`Status recorded: ${STATUS_WORDS[status].toLowerCase()}`, [
        { name: 'From', said: formatDate(fromOn) },
        ...said('To', toOn === null ? null : formatDate(toOn)),
      ]);
    }
    case 'notification-received':
      return told(TOLD_WORDS[content.notification.kind], factsOf(content.notification, agencyName));
    case 'notification-corrected':
      return {
        heading: 'Correction of what we were told',
        facts: [{ name: 'Notification', said: content.notificationRef }],
        changes: changesOf(content.was, content.now, agencyName),
        why: content.why,
      };
    case 'notification-moved':
      return {
        heading: 'Moved to another child',
        facts: [{ name: 'Notification', said: content.notificationRef }],
        changes: [],
        why: content.why,
      };
    case 'interview-recorded':
      return told(interviewHeading(content.interview), interviewFacts(content.interview, agencyName));
    case 'screening-recorded':
      return told(`Screening completed: ${content.screening.tool.replaceAll('-', ' ')}`, [
        { name: 'Completed on', said: formatDate(content.screening.completedOn) },
        ...said('Outcome', content.screening.outcome),
      ]);
    case 'review-recorded':
      return {
        heading: 'Reviewed while missing',
        facts: said('Police risk', content.risk === null ? null : RISK_WORDS[content.risk]),
        changes: [],
        why: content.rationale,
      };
    case 'recording-fault-settled':
      return { heading: 'Recording fault settled', facts: [], changes: [], why: content.why };
    case 'involvement-agreed':
      return {
        heading: 'An agency was given sight of the record',
        facts: [
          { name: 'Agency', said: agencyName(content.agency) },
          { name: 'As', said: RELATIONSHIP_WORDS[content.relationship] },
          { name: 'Until', said: content.untilAt === null ? 'Somebody ends it' : formatInstant(content.untilAt) },
        ],
        changes: [],
        why: content.why,
      };
    case 'involvement-ended':
      return { heading: 'An agency’s sight of the record was ended', facts: [], changes: [], why: content.why };
  }
}

type FieldTelling = {
  readonly name: string;
  readonly say: (fields: CorrectableFields, agencyName: (code: string) => string) => string | null;
};

const FIELDS: Readonly<Record<keyof CorrectableFields, FieldTelling>> = {
  kind: { name: 'Kind', say: ({ kind }) => (kind === undefined ? null : KIND_WORDS[kind]) },
  occurredAt: { name: 'When', say: ({ occurredAt }) => (occurredAt === undefined ? null : formatInstant(occurredAt)) },
  reportedAt: { name: 'Reported', say: ({ reportedAt }) => (reportedAt == null ? null : formatInstant(reportedAt)) },
  incidentRef: { name: 'Incident reference', say: ({ incidentRef }) => incidentRef ?? null },
  missingFrom: {
    name: 'Missing from',
    say: ({ missingFrom }) => (missingFrom == null ? null : PLACE_WORDS[missingFrom]),
  },
  missingFromPostcode: { name: 'Postcode missing from', say: ({ missingFromPostcode }) => missingFromPostcode ?? null },
  missingFromAuthority: {
    name: 'Authority of that area',
    say: ({ missingFromAuthority }, agencyName) =>
      missingFromAuthority == null ? null : agencyName(missingFromAuthority),
  },
  policingArea: { name: 'Policing area', say: ({ policingArea }) => policingArea ?? null },
  risk: { name: 'Police risk', say: ({ risk }) => (risk == null ? null : RISK_WORDS[risk]) },
  foundPostcode: { name: 'Postcode where found', say: ({ foundPostcode }) => foundPostcode ?? null },
  distanceMiles: {
    name: 'Distance',
    say: ({ distanceMiles }) => (distanceMiles == null ? null : milesInWords(distanceMiles)),
  },
  returnedBy: { name: 'Brought back by', say: ({ returnedBy }) => returnedBy ?? null },
  circumstances: { name: 'Circumstances', say: ({ circumstances }) => circumstances ?? null },
};

/** Fields in the order of a page; the kind is the heading, and when it happened stands beside it. */
const SHOWN = (Object.keys(FIELDS) as (keyof CorrectableFields)[]).filter(
  (field) => field !== 'kind' && field !== 'occurredAt',
);

function factsOf(notification: Notification, agencyName: (code: string) => string): ToldFact[] {
  return SHOWN.flatMap((field) => said(FIELDS[field].name, FIELDS[field].say(notification, agencyName)));
}

function changesOf(was: CorrectableFields, now: CorrectableFields, agencyName: (code: string) => string): ToldChange[] {
  return (Object.keys(FIELDS) as (keyof CorrectableFields)[])
    .filter((field) => field in now)
    .map((field) => ({
      name: FIELDS[field].name,
      was: FIELDS[field].say(was, agencyName) ?? NOT_SAID,
      now: FIELDS[field].say(now, agencyName) ?? NOT_SAID,
    }));
}

function milesInWords(miles: number): string {
  return miles === 1 ? '1 mile' : `${Math.round(miles * 10) / 10} miles`;
}

function interviewHeading(interview: InterviewRecord): string {
  if (interview.completedAt !== null) return 'Return interview held';
  if (interview.offerOutcome !== null)
    return `Return interview offered: ${OFFER_WORDS[interview.offerOutcome].toLowerCase()}`;
  return interview.offeredAt === null ? 'Return interview recorded' : 'Return interview offered';
}

function interviewFacts(interview: InterviewRecord, agencyName: (code: string) => string): ToldFact[] {
  return [
    { name: 'Reference', said: interview.interviewRef },
    ...said('Covers', interview.incidentRefs.join(', ')),
    ...said('Offered', interview.offeredAt === null ? null : formatInstant(interview.offeredAt)),
    ...said('Held', interview.completedAt === null ? null : formatInstant(interview.completedAt)),
    ...said('By', interview.allocatedTo === null ? null : agencyName(interview.allocatedTo)),
    ...said(
      'Shared with the police',
      interview.sharedWithPoliceAt === null ? null : formatInstant(interview.sharedWithPoliceAt),
    ),
  ];
}
