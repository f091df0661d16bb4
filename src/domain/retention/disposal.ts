/** Deciding on a record that is due: one person proposes, another confirms, and a day passes before anything goes. */
import type { Because } from '../chronology/record.ts';
import { plusHours, type Instant } from '../time/instant.ts';
import type { AgencyClock, RetentionStanding } from './standing.ts';

/** Why a record is reviewed: its clocks have passed, or somebody whom it is about asks for erasure. @source UK GDPR article 17; our judgement */
export type ReviewBasis = 'clock' | 'request';

/** What a person decided of a record under review. @source our judgement: two people dispose, one may keep or take back */
export type ReviewDecision = {
  readonly kind: 'keep' | 'dispose' | 'confirm' | 'withdraw';
  readonly userId: number;
  readonly at: Instant;
};

/** Hours between the second person's confirmation and the erasure, in which either may take it back. @unit elapsed hours @source our judgement */
export const COOLING_HOURS = 24;

/** Where the decisions of a review have got to. @source our judgement */
export type ReviewState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'proposed'; readonly by: number }
  | { readonly kind: 'confirmed'; readonly by: number; readonly confirmedBy: number; readonly at: Instant };

/** Reads the decisions of a review in the order in which they were made. A confirmation by the proposer counts for nothing. @source our judgement */
export function reviewState(decisions: readonly ReviewDecision[]): ReviewState {
  let state: ReviewState = { kind: 'waiting' };
  for (const { kind, userId, at } of decisions) {
    if (kind === 'keep') state = { kind: 'kept' };
    else if (kind === 'dispose') state = { kind: 'proposed', by: userId };
    else if (kind === 'withdraw') state = { kind: 'waiting' };
    else if (state.kind === 'proposed' && state.by !== userId)
      state = { kind: 'confirmed', by: state.by, confirmedBy: userId, at };
  }
  return state;
}

/**
 * Why a record may not be disposed of as it stands; null where it may. A request for erasure need not wait for every
 * clock, only for those that a law sets.
 * @source UK GDPR article 17(3)(b): a legal obligation to keep comes before a request for erasure
 */
export function whyNotDispose(
  basis: ReviewBasis,
  standing: RetentionStanding,
  clocks: readonly AgencyClock[],
  now: Instant,
): Because | null {
  if (standing.kind === 'due') return null;
  if (standing.kind !== 'kept' || basis === 'clock') return standing.because;
  const statutory = clocks.find((clock) => clock.statutory && clock.dueAt > now);
  return statutory?.because ?? null;
}

/** Why this person may not confirm; null where they may. @source our judgement: two people, never one twice */
export function whyNotConfirm(state: ReviewState, userId: number): Because | null {
  if (state.kind !== 'proposed')
    return { code: 'not-proposed', sentence: 'Nobody proposes to dispose of this record now.', source: OURS };
  if (state.by !== userId) return null;
  return { code: 'same-person', sentence: 'You proposed it, so somebody else must confirm it.', source: OURS };
}

/**
 * Whether a record goes now: two people decided, a day has passed since, and nothing has come to stop it.
 * @unit exactly the cooling time after the confirmation counts as passed
 * @source our judgement
 */
export function isToBeErased(state: ReviewState, obstacle: Because | null, now: Instant): boolean {
  return state.kind === 'confirmed' && obstacle === null && now >= plusHours(state.at, COOLING_HOURS);
}

const OURS = 'our judgement: nothing of a child goes by one person’s decision';
