/**
 * What is true of a child: the state that follows from a chronology. Every field here is derived; none is typed in.
 */
import type { Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { CountedStatus } from '../child/status.ts';
import type { KnownFact, UseOfAnother } from '../intelligence/known-facts.ts';
import type { Interview } from '../interview/interviews.ts';
import type { ReturnPass } from '../interview/closures.ts';
import type { ReturnFollowUp } from '../interview/follow-up.ts';
import type { Transmission } from '../interview/transmissions.ts';
import type { Referral, Support } from '../support/given.ts';
import type { TriageState } from '../triage/state.ts';
import type { Because } from './because.ts';
import type {
  ChildDetails,
  MissingFromPlace,
  NotificationKind,
  OfferOutcome,
  PoliceRiskLevel,
  Screening,
  StatusPeriod,
} from './entry.ts';

export type { Because } from './because.ts';

/** One absence of a child, from last seen to found. @source design: the chronology is the record, and all else follows from it */
export type Episode = {
  /** Stable identity among this child's episodes: its first incident reference, else its first notification's. */
  readonly episodeKey: string;
  /** Every incident reference joined into it, sorted; empty when no agency gave one. */
  readonly incidentRefs: readonly string[];
  /** References of the notifications that make it, in the order they happened. */
  readonly notificationRefs: readonly string[];
  readonly kind: Exclude<NotificationKind, 'found'>;
  readonly startedAt: Instant;
  /** When the child was found or came back; null while open, or when nobody recorded it. */
  readonly endedAt: Instant | null;
  /** Start of the child's next episode, where no return was recorded before it: such an episode is not open. */
  readonly supersededAt: Instant | null;
  /** Whether the police reported it, so that its times are theirs. */
  readonly reportedByPolice: boolean;
  /** Agencies that reported it, sorted. */
  readonly reportedBy: readonly string[];
  readonly responsibleAuthority: string | null;
  readonly missingFrom: MissingFromPlace | null;
  readonly missingFromPostcode: string | null;
  readonly missingFromAuthority: string | null;
  readonly policingArea: string | null;
  /** The police's latest grade. */
  readonly risk: PoliceRiskLevel | null;
  readonly foundPostcode: string | null;
  readonly distanceMiles: number | null;
  readonly returnedBy: string | null;
  /** Completed years on the London date of the start; null without a date of birth. */
  readonly ageAtStart: number | null;
  /** On the London date of the start. */
  readonly statusAtStart: CountedStatus;
  /** Whether a return interview was offered for it; a completed one was. */
  readonly interviewOffered: boolean;
  /** Earliest completion of an interview that covers it. */
  readonly interviewCompletedAt: Instant | null;
  /** The interview that covers it, completed before any other, else the latest offered. */
  readonly interviewRef: string | null;
  /** Outcome of the latest offer. */
  readonly offerOutcome: OfferOutcome | null;
  /** Last review of it while open. */
  readonly reviewedAt: Instant | null;
  /** When Homeward first learnt of it. */
  readonly learntAt: Instant;
  /** When Homeward first learnt of the return; null while there is none. */
  readonly returnLearntAt: Instant | null;
  /** How its times and kind were decided. */
  readonly because: readonly Because[];
};

/** Everything that can be due. @source design: duties are owed by one agency and team, by a time */
export const DUTY_KINDS = [
  'return-interview',
  'interview-given',
  'episode-review',
  'recording-fault',
  'information-request',
  'interview-sign-off',
  'interview-sharing',
  'interview-receipt',
  'pass-answer',
  'referral-answer',
] as const;
/** @source design: duties */
export type DutyKind = (typeof DUTY_KINDS)[number];

/** What must be done, from whom, by when. @source design: the chronology is the record, and all else follows from it */
export type Duty = {
  readonly kind: DutyKind;
  /** What it is about, unique for its kind within the child: an episode key, or the reference of what is to be done. */
  readonly subjectKey: string;
  /** The episode it concerns; null for a fault without one. */
  readonly episodeKey: string | null;
  /** Agency that owes it. */
  readonly owedBy: string | null;
  /** Team of that agency, as the protocol names it. */
  readonly team: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** When it was met or settled; null while open. */
  readonly settledAt: Instant | null;
  readonly because: readonly Because[];
};

/** An agency's reason to see a child. @source design: relationship, not ownership */
export const RELATIONSHIPS = [
  'responsible-authority',
  'host-authority',
  'placing-authority',
  'police',
  'reporter',
  'interview-provider',
  'placement-provider',
  'meeting-member',
  'consulted',
  /** Accepted a return that another authority passed on. */
  'interviewing-authority',
] as const;
/** @source design: relationship, not ownership */
export type Relationship = (typeof RELATIONSHIPS)[number];

/** An agency's part in a child's life. @source design: relationship, not ownership */
export type Involvement = {
  readonly agency: string;
  readonly relationship: Relationship;
  /** From this instant on it has ended; null while no end is known. */
  readonly untilAt: Instant | null;
};

/** Everything that is true of one child. @source design: the chronology is the record, and all else follows from it */
export type ChildRecord = {
  /** Version of the chronology that this follows from; 0 when empty. */
  readonly version: number;
  readonly details: ChildDetails;
  readonly statuses: readonly StatusPeriod[];
  /** In order of start; no two overlap. */
  readonly episodes: readonly Episode[];
  readonly interviews: readonly Interview[];
  /** What became of each return, in order of the return. */
  readonly returns: readonly ReturnFollowUp[];
  /** Requests to other authorities to see to an interview, in order of asking. */
  readonly passes: readonly ReturnPass[];
  readonly triage: TriageState;
  /** What interviews sent to others, and their receipts, in order of sending. */
  readonly transmissions: readonly Transmission[];
  /** Facts that stand, in order of recording. */
  readonly facts: readonly KnownFact[];
  /** What was said, after this child’s absences, of facts on other children’s records. */
  readonly usesOfOthers: readonly UseOfAnother[];
  readonly supports: readonly Support[];
  readonly referrals: readonly Referral[];
  readonly screenings: readonly Screening[];
  /** First completed screening for child exploitation; null where none. */
  readonly exploitationScreenedOn: PlainDate | null;
  readonly duties: readonly Duty[];
  /** Agencies involved, each with its reasons, and until when. */
  readonly involvements: readonly Involvement[];
};
