/** One episode as reports see it: a view that is moved from row to row, so that a million rows make one object. */
import type { CountedStatus } from '../child/status.ts';
import type { MissingFromPlace, NotificationKind, OfferOutcome, PoliceRiskLevel } from '../chronology/entry.ts';
import type { OpenStage, ReturnOutcome } from '../interview/follow-up.ts';
import type { TriageLevel } from '../triage/acts.ts';
import { NO_DAY, PASSED_ON, type FactColumns, type TextColumn } from './columns.ts';

function textAt(column: TextColumn, row: number): string | null {
  return column.texts[column.codes[row] as number] as string | null;
}

/**
 * The fact at `row` of the columns. Move it with `row`; what it says then is of another episode, so nothing keeps one.
 * @source feeds definition, measures: facts are one flat narrow record an episode
 */
export class EpisodeFact {
  readonly columns: FactColumns;
  /** The row shown, from 0. */
  row = 0;

  constructor(columns: FactColumns) {
    this.columns = columns;
  }

  /** Position of the child in the columns, from 0. */
  get child(): number {
    return this.columns.child[this.row] as number;
  }
  /** missing, absent or away. */
  get kind(): Exclude<NotificationKind, 'found'> {
    return textAt(this.columns.kind, this.row) as Exclude<NotificationKind, 'found'>;
  }
  /** Milliseconds since 1970. */
  get startedAt(): number {
    return this.columns.startedAt[this.row] as number;
  }
  /** Milliseconds since 1970; NaN where no return is recorded: still open, or overtaken by the next episode. */
  get endedAt(): number {
    return this.columns.endedAt[this.row] as number;
  }
  /** Whether a return is recorded. */
  get hasEnded(): boolean {
    return this.columns.endDay[this.row] !== NO_DAY;
  }
  /** London day of the start, as days since 1970-01-01. */
  get startDay(): number {
    return this.columns.startDay[this.row] as number;
  }
  /** London day of the return, as days since 1970-01-01; later than any day where none is recorded. */
  get endDay(): number {
    return this.columns.endDay[this.row] as number;
  }
  get responsibleAuthority(): string | null {
    return textAt(this.columns.responsibleAuthority, this.row);
  }
  get missingFromAuthority(): string | null {
    return textAt(this.columns.missingFromAuthority, this.row);
  }
  get policingArea(): string | null {
    return textAt(this.columns.policingArea, this.row);
  }
  /** Miles; NaN where not known. */
  get distanceMiles(): number {
    return this.columns.distanceMiles[this.row] as number;
  }
  /** Completed years on the London date of the start; -1 where not known. */
  get ageAtStart(): number {
    return this.columns.ageAtStart[this.row] as number;
  }
  get sex(): 'M' | 'F' | 'U' {
    return textAt(this.columns.sex, this.row) as 'M' | 'F' | 'U';
  }
  get ethnicity(): string | null {
    return textAt(this.columns.ethnicity, this.row);
  }
  /** On the London date of the start. */
  get statusAtStart(): CountedStatus {
    return textAt(this.columns.statusAtStart, this.row) as CountedStatus;
  }
  /** Whether a return interview was offered; a completed one was. */
  get interviewOffered(): boolean {
    return this.columns.interviewOffered[this.row] === 1;
  }
  /** Milliseconds since 1970 of the earliest completion; NaN where none. */
  get interviewCompletedAt(): number {
    return this.columns.interviewCompletedAt[this.row] as number;
  }
  /** Whether a completed interview covers it. */
  get interviewCompleted(): boolean {
    const at = this.columns.interviewCompletedAt[this.row] as number;
    return at === at;
  }
  /** Whether the completed interview that covers it covers an episode that ended later. */
  get interviewEndsLater(): boolean {
    return this.columns.interviewEndsLater[this.row] === 1;
  }
  /** Outcome of the latest offer; null where none was made, or none has come of it. */
  get offerOutcome(): OfferOutcome | null {
    return textAt(this.columns.offerOutcome, this.row) as OfferOutcome | null;
  }
  /** Milliseconds since 1970 of the first offer on record; NaN where none. */
  get firstOfferedAt(): number {
    return this.columns.firstOfferedAt[this.row] as number;
  }
  /** Kind of place the child went missing from; null where nobody said. */
  get missingFrom(): MissingFromPlace | null {
    return textAt(this.columns.missingFrom, this.row) as MissingFromPlace | null;
  }
  /** Outcome of the return, else the stage of an open one; null where no interview is owed. */
  get followUp(): ReturnOutcome | OpenStage | null {
    return textAt(this.columns.followUp, this.row) as ReturnOutcome | OpenStage | null;
  }
  /** As the return was triaged; null where it was not. */
  get triageLevel(): TriageLevel | null {
    return textAt(this.columns.triageLevel, this.row) as TriageLevel | null;
  }
  /** Agency that held the interview, else that it is allocated to; null where there is none. */
  get provider(): string | null {
    return textAt(this.columns.provider, this.row);
  }
  /** The police’s grade of risk; null where none is on record. */
  get policeRisk(): PoliceRiskLevel | null {
    return textAt(this.columns.policeRisk, this.row) as PoliceRiskLevel | null;
  }
  /** Whether who held the interview was independent of the child’s care; null where none was held, or nobody said. */
  get independent(): 'yes' | 'no' | null {
    return textAt(this.columns.independent, this.row) as 'yes' | 'no' | null;
  }
  /** Whether something was passed on about it. */
  passedOn(what: keyof typeof PASSED_ON): boolean {
    return ((this.columns.passedOn[this.row] as number) & PASSED_ON[what]) !== 0;
  }
  /** London day of the child's first completed screening for exploitation; later than any day where none. */
  get screenedDay(): number {
    return this.columns.screenedDay[this.row] as number;
  }
}
