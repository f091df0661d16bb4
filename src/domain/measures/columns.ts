/**
 * Facts as columns: one flat narrow row an episode, in typed arrays, sorted by child and then by start.
 *
 * A million episodes take some 90 MB so and are read through once in a few milliseconds. `EpisodeFact` (fact.ts)
 * shows one row at a time; `FactGatherer` (gather.ts) fills the columns.
 */

/**
 * A column of repeated texts: a number a row, and the text each number stands for. Number 0 is null.
 * @source our judgement: an authority has a few dozen codes and a million rows
 */
export type TextColumn = { readonly codes: Uint16Array; readonly texts: readonly (string | null)[] };

/**
 * Stands for "no such day" in columns of days, so that they stay whole numbers. Later than any day.
 * @unit days since 1970-01-01
 * @source our judgement
 */
export const NO_DAY = 2_147_483_647;

/**
 * What was passed on about a return, each a bit of one number.
 * @source Oxfordshire prevalence report 2020, section 8; requests for information of 2019 and 2024: referral, police report, police notified
 */
export const PASSED_ON = {
  reportedByPolice: 1,
  sharedWithPolice: 2,
  receivedByPolice: 4,
  referred: 8,
  reportedToPolice: 16,
  exploitationReferred: 32,
} as const;

/** Everything that reports ask of episodes. @source feeds definition, measures */
export type FactColumns = {
  /** Number of rows, one an episode. */
  readonly length: number;
  readonly childCount: number;
  /** First row of each child, and after the last child the number of rows. */
  readonly firstRowOfChild: Int32Array;
  /** Identifier in Homeward of each child. */
  readonly childId: Float64Array;
  /** Position of the child, from 0. */
  readonly child: Int32Array;
  /** Identifier in Homeward of each episode. */
  readonly episodeId: Float64Array;
  /** missing, absent or away. */
  readonly kind: TextColumn;
  /** Milliseconds since 1970. */
  readonly startedAt: Float64Array;
  /** Milliseconds since 1970; NaN where no return is recorded. */
  readonly endedAt: Float64Array;
  /** London day of the start. */
  readonly startDay: Int32Array;
  /** London day of the return; NO_DAY where none is recorded. */
  readonly endDay: Int32Array;
  readonly responsibleAuthority: TextColumn;
  readonly missingFromAuthority: TextColumn;
  readonly policingArea: TextColumn;
  /** Kind of place, as a code; null where nobody said. */
  readonly missingFrom: TextColumn;
  /** NaN where not known. */
  readonly distanceMiles: Float64Array;
  /** Completed years; -1 where not known. */
  readonly ageAtStart: Int8Array;
  /** M, F or U. */
  readonly sex: TextColumn;
  readonly ethnicity: TextColumn;
  readonly statusAtStart: TextColumn;
  /** 1 where a return interview was offered or completed. */
  readonly interviewOffered: Uint8Array;
  /** Milliseconds since 1970; NaN where no completed interview covers it. */
  readonly interviewCompletedAt: Float64Array;
  /**
   * 1 where a completed interview covers it together with an episode that ended later, and none covers it of whose
   * episodes it is the last to have ended.
   */
  readonly interviewEndsLater: Uint8Array;
  readonly offerOutcome: TextColumn;
  /** Milliseconds since 1970; NaN where no first offer is on record. */
  readonly firstOfferedAt: Float64Array;
  /** The accountable outcome of the return, else the stage at which it is open; null where no interview is owed. */
  readonly followUp: TextColumn;
  /** red, amber or green as it stands; null where it was not triaged. */
  readonly triageLevel: TextColumn;
  /** Agency that held the interview, else that it is allocated to. */
  readonly provider: TextColumn;
  /** Codes of the reasons of that interview, parted by a semicolon; null where none is on record. */
  readonly reasons: TextColumn;
  /** What was passed on: the sum of `PASSED_ON`. */
  readonly passedOn: Uint8Array;
  /** The police’s grade of risk; null where none is on record. */
  readonly policeRisk: TextColumn;
  /** yes or no; null where no interview was held, or nobody said. */
  readonly independent: TextColumn;
  /** Codes of why the interview was late, parted by a semicolon; null where it was not. */
  readonly lateBecause: TextColumn;
  /** London day of the child's first completed screening for exploitation; NO_DAY where none. */
  readonly screenedDay: Int32Array;
};
