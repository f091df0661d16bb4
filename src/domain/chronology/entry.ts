/**
 * The entries of a child's chronology: everything anybody told us or decided, in the order we learnt it.
 *
 * The chronology only grows. What is true of a child follows from its entries (`fold.ts`), and a correction is
 * a further entry that names what it corrects. Payloads speak in text and numbers only, so that an entry reads
 * the same in a database, in a file and in ten years.
 */
import type { Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { AgencyKind } from '../child/agency.ts';
import type { StatusKind } from '../child/status.ts';
import type { IntelligenceAct } from '../intelligence/acts.ts';
import type { InterviewAct } from '../interview/acts.ts';
import type { InterviewRecord } from '../interview/told.ts';
import type { SupportAct } from '../support/acts.ts';
import type { TriageAct } from '../triage/acts.ts';

/**
 * What a notification says happened. `found` ends an absence, the others start or support one.
 * @source feeds definition, notifications; SSDA903 missing table for missing (M) and away (A)
 */
export const NOTIFICATION_KINDS = ['missing', 'absent', 'away', 'found'] as const;
/** @source feeds definition, notifications */
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/**
 * Where a child went missing from.
 * @source feeds definition, notifications
 */
export const MISSING_FROM_PLACES = ['home', 'foster', 'residential', 'school', 'hospital', 'other'] as const;
/** @source feeds definition, notifications */
export type MissingFromPlace = (typeof MISSING_FROM_PLACES)[number];

/**
 * The police's own grade of risk, theirs and dated; never our triage.
 * @source College of Policing, authorised professional practice on missing persons, risk levels
 */
export const POLICE_RISK_LEVELS = ['no-apparent-risk', 'low', 'medium', 'high'] as const;
/** @source College of Policing, authorised professional practice on missing persons, risk levels */
export type PoliceRiskLevel = (typeof POLICE_RISK_LEVELS)[number];

export { OFFER_OUTCOMES, type InterviewRecord, type OfferOutcome } from '../interview/told.ts';

/** Who the child is, as the authority's children's list says it. @source feeds definition, children */
export type ChildDetails = {
  readonly childRef: string | null;
  readonly policeRef: string | null;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: PlainDate | null;
  /** M, F or U (not known). */
  readonly sex: 'M' | 'F' | 'U';
  /** Code of the children's social care returns (WBRI …); NOBT when not yet obtained. */
  readonly ethnicity: string;
  readonly homePostcode: string | null;
  /** Agency code; null when no authority is known to be responsible. */
  readonly responsibleAuthority: string | null;
};

/** One row of an agency telling us of an absence or a return. @source feeds definition, notifications */
export type Notification = {
  /** The sender's own reference: the same one again is the same notification. */
  readonly notificationRef: string;
  readonly kind: NotificationKind;
  /** The sender's reference of the absence; null when it gave none. */
  readonly incidentRef: string | null;
  /** When it happened: last seen, or found. */
  readonly occurredAt: Instant;
  /** When the sender was told; null when not said. */
  readonly reportedAt: Instant | null;
  readonly reportedBy: string;
  /** Kind of the reporting agency when it told us: the police's times come first. */
  readonly reportedByKind: AgencyKind;
  readonly missingFrom: MissingFromPlace | null;
  readonly missingFromPostcode: string | null;
  readonly missingFromAuthority: string | null;
  readonly policingArea: string | null;
  readonly risk: PoliceRiskLevel | null;
  readonly foundPostcode: string | null;
  /** Miles from where the child was missing from to where found; null when not known. */
  readonly distanceMiles: number | null;
  readonly returnedBy: string | null;
  readonly circumstances: string | null;
};

/** A status in social care over a span of days. @source feeds definition, statuses */
export type StatusPeriod = {
  readonly status: StatusKind;
  readonly fromOn: PlainDate;
  /** Last day, included; null while it lasts. */
  readonly toOn: PlainDate | null;
};

/** A screening tool completed for a child. @source feeds definition, screenings */
export type Screening = {
  readonly tool: string;
  readonly completedOn: PlainDate;
  readonly outcome: string | null;
};

/** The fields of a notification that a person may correct. @source our judgement: those on which a figure or a duty rests */
export type CorrectableFields = Partial<
  Pick<
    Notification,
    | 'kind'
    | 'occurredAt'
    | 'reportedAt'
    | 'incidentRef'
    | 'missingFrom'
    | 'missingFromPostcode'
    | 'missingFromAuthority'
    | 'policingArea'
    | 'risk'
    | 'foundPostcode'
    | 'distanceMiles'
    | 'returnedBy'
    | 'circumstances'
  >
>;

/**
 * What a sender's file said in columns that the feed does not define: kept as sent, and used for nothing.
 * @source feeds definition: unknown columns are kept but not needed
 */
export type OtherColumns = Readonly<Record<string, string>>;

/** What sight of a child may be given as, by people. @source Caldicott principle 7: the duty to share */
export const GIVEN_RELATIONSHIPS = ['placing-authority', 'placement-provider', 'meeting-member', 'consulted'] as const;
/** @source Caldicott principle 7: the duty to share */
export type GivenRelationship = (typeof GIVEN_RELATIONSHIPS)[number];

/** The kinds of entry and what each says. @source design: one chronology per child, payloads of a versioned shape */
export type EntryContent =
  | { readonly kind: 'child-recorded'; readonly details: ChildDetails; readonly otherColumns?: OtherColumns }
  | { readonly kind: 'status-recorded'; readonly period: StatusPeriod; readonly otherColumns?: OtherColumns }
  | {
      readonly kind: 'notification-received';
      readonly notification: Notification;
      readonly otherColumns?: OtherColumns;
    }
  | {
      readonly kind: 'notification-corrected';
      readonly notificationRef: string;
      readonly was: CorrectableFields;
      readonly now: CorrectableFields;
      readonly why: string;
    }
  | {
      /** The notification was about another child: it no longer counts here. */
      readonly kind: 'notification-moved';
      readonly notificationRef: string;
      /** The other child's identifier in Homeward. */
      readonly toChildId: number;
      readonly why: string;
    }
  | { readonly kind: 'interview-recorded'; readonly interview: InterviewRecord; readonly otherColumns?: OtherColumns }
  | { readonly kind: 'screening-recorded'; readonly screening: Screening; readonly otherColumns?: OtherColumns }
  | {
      /** The police's review of an open episode. */
      readonly kind: 'review-recorded';
      readonly episodeKey: string;
      readonly risk: PoliceRiskLevel | null;
      readonly rationale: string;
    }
  | {
      /** A person decided that a recording fault needs no further work, and why. */
      readonly kind: 'recording-fault-settled';
      readonly faultKey: string;
      readonly why: string;
    }
  | {
      /** An agency was given sight of the child. */
      readonly kind: 'involvement-agreed';
      /** Identity of the agreement, by which it is ended. */
      readonly involvementRef: string;
      readonly agency: string;
      readonly relationship: GivenRelationship;
      /** From this instant on it has ended by itself; null where it lasts until somebody ends it. */
      readonly untilAt: Instant | null;
      readonly why: string;
    }
  | {
      /** Sight that an agency was given was ended before its time. */
      readonly kind: 'involvement-ended';
      readonly involvementRef: string;
      readonly why: string;
    }
  | InterviewAct
  | TriageAct
  | IntelligenceAct
  | SupportAct;

/** @source design: one chronology per child */
export type EntryKind = EntryContent['kind'];

/** One entry of a chronology: what, when it happened, when we learnt it, from whom. @source design: the chronology is the record, and all else follows from it */
export type Entry = {
  /** Position in this child's chronology, from 1 without gaps. */
  readonly version: number;
  /** When what it says happened; for a decision, when it was made. */
  readonly occurredAt: Instant;
  /** When Homeward learnt it. */
  readonly recordedAt: Instant;
  /** Agency that told us; null for the operator's own load. */
  readonly recordedBy: string | null;
  /** Account of the person who told us; null for a feed. */
  readonly userId: number | null;
  /** Sender's identity of the message (`notification:REF`), by which a redelivery is known; null for a person's act. */
  readonly sourceKey: string | null;
  readonly content: EntryContent;
};
