/** What became of a return: its outcome or its stage, with everything that a list of returns shows. */
import type { Because } from '../chronology/because.ts';
import type { Instant } from '../time/instant.ts';
import type { TriageLevel } from '../triage/acts.ts';
import type { LateCause } from './acts.ts';

/** The accountable outcomes. @source issue of return interviews; Croydon report 2018; The Children’s Society, evidence 2015 */
export const RETURN_OUTCOMES = [
  'completed',
  'covered',
  'declined',
  'attempts-exhausted',
  'not-required',
  'missing-again',
  'passed',
] as const;
/** @source issue of return interviews */
export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number];

/** Where an open return stands, from the least done on. @source feeds definition, rhi-ledger; The Children’s Society, evidence 2015 */
export const OPEN_STAGES = ['not-offered', 'pass-asked', 'unreached', 'waiting', 'accepted'] as const;
/** @source feeds definition, rhi-ledger */
export type OpenStage = (typeof OPEN_STAGES)[number];

/** What became of one return, for one authority that answers for it. @source statutory guidance 2014 on return interviews */
export type ReturnFollowUp = {
  readonly episodeKey: string;
  /** Authority that answers for it; null where none is known to be responsible. */
  readonly authority: string | null;
  /** Authority that passed it on, where this one accepted it. */
  readonly takenOverFrom: string | null;
  readonly returnedAt: Instant;
  /** Elapsed hours of the protocol after the return; nothing pauses it. */
  readonly dueAt: Instant;
  readonly team: string;
  /** What a worker decided, else what the protocol proposes. */
  readonly triageLevel: TriageLevel | null;
  /** What the protocol proposed when a worker decided, else what it proposes on what is known. */
  readonly triageProposed: TriageLevel | null;
  /** Null where nobody decided. */
  readonly triageDecidedAt: Instant | null;
  readonly firstOfferedAt: Instant | null;
  readonly attempts: number;
  /** The interview that covers it, else the latest offered. */
  readonly interviewRef: string | null;
  readonly allocatedTo: string | null;
  readonly interviewerId: number | null;
  /** Null while it is open. */
  readonly outcome: ReturnOutcome | null;
  readonly outcomeAt: Instant | null;
  /** Null where there is an outcome. */
  readonly stage: OpenStage | null;
  readonly lateCause: LateCause | null;
  readonly because: readonly Because[];
};
