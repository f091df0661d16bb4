/** Offers of an interview, from feeds and from people here: when the first was made, and what came of the latest. */
import type { Instant } from '../time/instant.ts';
import type { ContactMeans, SpokenTo } from './acts.ts';
import type { OfferOutcome } from './told.ts';

/** One attempt to offer an interview. @source issue of return interviews: declined, with attempts */
export type Attempt = {
  readonly at: Instant;
  readonly means: ContactMeans;
  readonly spokeTo: SpokenTo;
  readonly outcome: OfferOutcome;
};

/** An offer, whoever told of it. @source feeds definition, interviews; our judgement: an offer that never reached the child is not the child’s refusal */
export type Offer = {
  /** Null where a feed told of an outcome without a time. */
  readonly at: Instant | null;
  readonly outcome: OfferOutcome | null;
  /** Null where a feed told of it. */
  readonly spokeTo: SpokenTo | null;
};

/** What the offers of an interview amount to. @source feeds definition, interviews */
export type OffersMade = {
  readonly firstOfferedAt: Instant | null;
  /** When the latest was made. */
  readonly offeredAt: Instant | null;
  /** What came of the latest for the child: a refusal that was not the child's leaves the child unavailable. */
  readonly offerOutcome: OfferOutcome | null;
};

/**
 * The offers of an interview in order of time: those that people made here, and what the sender's feed tells of the latest
 * of its own. Of one instant what people here recorded comes last, so it counts.
 * @source feeds definition, interviews; our judgement: what people did here is not undone by a feed that does not know of it
 */
export function offersInOrder(attempts: readonly Attempt[], told: Pick<Offer, 'at' | 'outcome'> | null): Offer[] {
  const byFeed = told === null || (told.at === null && told.outcome === null) ? [] : [{ ...told, spokeTo: null }];
  return [...byFeed, ...attempts].sort(
    (a, b) => (a.at ?? Number.NEGATIVE_INFINITY) - (b.at ?? Number.NEGATIVE_INFINITY),
  );
}

/** What offers in order of time amount to. @source feeds definition, interviews; our judgement: an offer that never reached the child is not the child’s refusal */
export function offersMade(offers: readonly Offer[]): OffersMade {
  const last = offers.at(-1);
  return {
    firstOfferedAt: offers.find(({ at }) => at !== null)?.at ?? null,
    offeredAt: last?.at ?? null,
    offerOutcome: last === undefined ? null : forTheChild(last),
  };
}

function forTheChild(offer: Offer): OfferOutcome | null {
  return isRefusalOfAnother(offer) ? 'unavailable' : offer.outcome;
}

/** Whether somebody other than the child declined. @source our judgement: an offer that never reached the child is not the child’s refusal */
export function isRefusalOfAnother({ outcome, spokeTo }: Offer): boolean {
  return outcome === 'declined' && spokeTo !== null && spokeTo !== 'child';
}
