/** Builders of invented records for tests of rules. */
import type {
  ChildDetails,
  Entry,
  EntryContent,
  InterviewRecord,
  Notification,
} from '../../src/domain/chronology/entry.ts';
import path from 'node:path';
import { programFolder } from '../../src/config.ts';
import { foldRules } from '../../src/domain/protocol/fold-rules.ts';
import type { DutyRules, FoldRules } from '../../src/domain/duties/rules.ts';
import { instant, type Instant } from '../../src/domain/time/instant.ts';
import type { PlainDate } from '../../src/domain/time/plain-date.ts';
import { loadProtocols } from '../../src/protocols.ts';

/** An instant from ISO 8601 text with an offset. */
export function at(text: string): Instant {
  return instant(Temporal.Instant.from(text).epochMilliseconds);
}

/** Duty rules as in England today, for tests. */
export const DUTY_RULES: DutyRules = {
  interviewWithinHours: 72,
  atRiskWithinHours: 24,
  attemptsAtLeast: 3,
  interviewAfter: ['missing'],
  interviewBelowAge: 18,
  signOffWithinHours: 48,
  sharingWithinHours: 24,
  receiptWithinHours: 24,
  passAnsweredWithinHours: 24,
  referralAnsweredWithinHours: 72,
  sharingTeam: 'Missing persons',
  reviewEveryHours: 24,
  faultWithinHours: 72,
  historyAfterDays: 90,
  involvementLastsDays: 30,
  glassLastsHours: 4,
  glassReviewedWithinHours: 24,
  sameReturnWithinHours: 24,
  interviewTeams: {
    'looked-after': 'Children looked after',
    'child-protection': 'Safeguarding',
    'other-open': 'Assessment',
    'not-known': 'Missing children',
  },
  reviewTeam: 'Missing persons',
  faultTeam: 'Records',
};

/** The same rules of duties for every authority, and triage by the protocols that come with Homeward. */
export const FOLD_RULES: FoldRules = {
  dutyRules: () => DUTY_RULES,
  triageRules: foldRules(loadProtocols(path.join(programFolder, 'protocols'))).triageRules,
};

/** A notification by the police of a child missing from home, changed as asked. */
export function aNotification(changes: Partial<Notification> & Pick<Notification, 'notificationRef'>): Notification {
  return {
    kind: 'missing',
    incidentRef: null,
    occurredAt: at('2026-03-01T20:00Z'),
    reportedAt: null,
    reportedBy: 'thames-valley-police',
    reportedByKind: 'police',
    missingFrom: 'home',
    missingFromPostcode: null,
    missingFromAuthority: 'oxfordshire',
    policingArea: 'city',
    risk: null,
    foundPostcode: null,
    distanceMiles: null,
    returnedBy: null,
    circumstances: null,
    ...changes,
  };
}

/** A notification by the council, changed as asked. */
export function aCouncilNotification(
  changes: Partial<Notification> & Pick<Notification, 'notificationRef'>,
): Notification {
  return aNotification({ reportedBy: 'oxfordshire', reportedByKind: 'local-authority', ...changes });
}

/** A child of Oxfordshire, changed as asked. */
export function aChild(changes: Partial<ChildDetails> = {}): ChildDetails {
  return {
    childRef: 'OX1',
    policeRef: null,
    forename: 'Ada',
    surname: 'Marsh',
    dateOfBirth: '2012-06-15' as PlainDate,
    sex: 'F',
    ethnicity: 'WBRI',
    homePostcode: null,
    responsibleAuthority: 'oxfordshire',
    ...changes,
  };
}

/** A completed interview that covers the incidents named, changed as asked. */
export function anInterview(
  changes: Partial<InterviewRecord> & Pick<InterviewRecord, 'interviewRef' | 'incidentRefs'>,
): InterviewRecord {
  return {
    offeredAt: null,
    offerOutcome: 'accepted',
    allocatedTo: null,
    completedAt: null,
    independent: true,
    sharedWithPoliceAt: null,
    reasons: [],
    ...changes,
  };
}

/** A chronology of contents, each learnt a minute after it happened unless told otherwise. */
export function aChronology(contents: readonly EntryContent[], recordedAt?: Instant): Entry[] {
  return contents.map((content, index) => {
    const occurredAt =
      content.kind === 'notification-received' ? content.notification.occurredAt : at('2026-03-01T00:00Z');
    return {
      version: index + 1,
      occurredAt,
      recordedAt: recordedAt ?? ((occurredAt + 60_000) as Instant),
      recordedBy: null,
      userId: null,
      sourceKey: null,
      content,
    };
  });
}

/** The entry by which a notification is received. */
export function received(notification: Notification): EntryContent {
  return { kind: 'notification-received', notification };
}
