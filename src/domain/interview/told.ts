/** A return interview as a feed tells of it: offered, and what came of it. */
import type { Instant } from '../time/instant.ts';

/**
 * What came of offering a return interview. Each is a fact of its own; none is a yes or a no.
 * @source feeds definition, interviews
 */
export const OFFER_OUTCOMES = ['accepted', 'declined', 'no-response', 'unavailable', 'waiting'] as const;
/** @source feeds definition, interviews */
export type OfferOutcome = (typeof OFFER_OUTCOMES)[number];

/** A return interview offered, and what came of it. @source feeds definition, interviews */
export type InterviewRecord = {
  readonly interviewRef: string;
  /** References of the absences it covers, as sent. */
  readonly incidentRefs: readonly string[];
  /** When the latest offer was made. */
  readonly offeredAt: Instant | null;
  readonly offerOutcome: OfferOutcome | null;
  readonly allocatedTo: string | null;
  readonly completedAt: Instant | null;
  readonly independent: boolean | null;
  readonly sharedWithPoliceAt: Instant | null;
  readonly reasons: readonly string[];
};
