/** The thresholds of duties: data that a protocol states, with their source, and that no code repeats. */
import type { CountedStatus } from '../child/status.ts';
import type { NotificationKind } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { FindTriageProtocol } from '../triage/of-return.ts';

/**
 * What a partnership's protocol says of duties.
 * @source Department for Education, statutory guidance on children who run away or go missing from home or care,
 *   January 2014 (return interviews within 72 hours); local protocols for the rest
 */
export type DutyRules = {
  /** Elapsed hours from the return within which the return interview is held; exactly that many is in time. */
  readonly interviewWithinHours: number;
  /** Elapsed hours before that time from which an interview not yet held is at risk; exactly that many is at risk. */
  readonly atRiskWithinHours: number;
  /** Attempts to offer an interview, each on another London day, after which they may be said to be exhausted. */
  readonly attemptsAtLeast: number;
  /** Kinds of episode after whose end an interview is owed. */
  readonly interviewAfter: readonly Exclude<NotificationKind, 'found'>[];
  /** Completed years at the start of the episode below which an interview is owed. */
  readonly interviewBelowAge: number;
  /** Elapsed hours after an interview was written within which it is signed off, or sent back. */
  readonly signOffWithinHours: number;
  /** Elapsed hours after an interview was held within which it is sent to the police and to the child's record. */
  readonly sharingWithinHours: number;
  /** Elapsed hours after something was sent within which the receiver says that it came. */
  readonly receiptWithinHours: number;
  /** Elapsed hours within which an authority that is asked to see to an interview answers. */
  readonly passAnsweredWithinHours: number;
  /** Elapsed hours within which a referral is answered; after it the sender asks again. */
  readonly referralAnsweredWithinHours: number;
  /** Elapsed hours after the start, or the last review, within which an open episode is reviewed. */
  readonly reviewEveryHours: number;
  /** Elapsed hours after we learnt of a recording fault within which it is put right. */
  readonly faultWithinHours: number;
  /**
   * What we learnt more than this many elapsed days after it happened is history that was loaded, not news:
   * it opens no interview or review, because nobody could have acted in time.
   */
  readonly historyAfterDays: number;
  /** Elapsed days after the last work for a child during which a provider or another reporter still sees the record. */
  readonly involvementLastsDays: number;
  /** Elapsed hours for which a record that was opened in an emergency stays open. */
  readonly glassLastsHours: number;
  /** Elapsed hours after an emergency opening within which it is reviewed; exactly that many is in time. */
  readonly glassReviewedWithinHours: number;
  /** Elapsed hours after a return within which a further agency may still report the same return. */
  readonly sameReturnWithinHours: number;
  /** Team that owes the interview, by the child's status on the day the episode started. */
  readonly interviewTeams: Readonly<Record<CountedStatus, string>>;
  /** Team that owes the review where the episode names no policing area. */
  readonly reviewTeam: string;
  /** Team that signs off interviews, shares them and answers other agencies. */
  readonly sharingTeam: string;
  /** Team that puts recording faults right. */
  readonly faultTeam: string;
};

/**
 * The rules by day: what happened is judged by those of the London day on which it happened; the teams that do the work are
 * those of the latest.
 * @source design: an episode of 2015 is judged by the rules of 2015
 */
export type DatedRules = { readonly latest: DutyRules; readonly on: (at: Instant) => DutyRules };

/** How the rules of a child's responsible authority are found. @source design: thresholds are never in code */
export type FoldRules = {
  /** Those in force on a London day, or the latest where none is given. */
  readonly dutyRules: (responsibleAuthority: string | null, on?: PlainDate) => DutyRules;
  readonly triageRules: FindTriageProtocol;
};
