/** What became of the rows of a run. */
import { FEED_NAMES, type FeedName } from '../../domain/feeds/definition.ts';
import type { RowOutcome } from '../../domain/feeds/intake.ts';

/** Counts by feed, of the feeds that were there. */
export type Counts = Partial<Record<FeedName, number>>;

/** The result of a run without its rejected rows. */
export type Result = {
  readonly accepted: Counts;
  readonly repeated: Counts;
  readonly rejected: Counts;
  readonly matched: number;
  readonly review: number;
};

/** Adds up outcomes. A part that is not committed must not count: merge its tally only afterwards. */
export class Tally {
  readonly #counts = {
    accepted: new Map<string, number>(),
    repeated: new Map<string, number>(),
    rejected: new Map<string, number>(),
  };
  matched = 0;
  review = 0;

  /** Counts a row; `byName` where its child was found by date of birth and name. */
  add(feed: string, outcome: Pick<RowOutcome, 'kind'>, byName = false): void {
    this.count(feed, outcome.kind, 1);
    if (byName && outcome.kind === 'accepted') this.matched += 1;
  }

  count(feed: string, kind: RowOutcome['kind'], rows: number): void {
    const counts = this.#counts[kind];
    counts.set(feed, (counts.get(feed) ?? 0) + rows);
  }

  /** Sets how many rows of a feed were rejected, when all of them are known. */
  setRejected(feed: string, rows: number): void {
    this.#counts.rejected.set(feed, rows);
  }

  merge(other: Tally): void {
    for (const kind of ['accepted', 'repeated', 'rejected'] as const) {
      for (const [feed, rows] of other.#counts[kind]) this.count(feed, kind, rows);
    }
    this.matched += other.matched;
    this.review += other.review;
  }

  /** The result for the feeds that were read. */
  result(feeds: ReadonlySet<string>): Result {
    const of = (counts: ReadonlyMap<string, number>): Counts =>
      Object.fromEntries(FEED_NAMES.filter((feed) => feeds.has(feed)).map((feed) => [feed, counts.get(feed) ?? 0]));
    return {
      accepted: of(this.#counts.accepted),
      repeated: of(this.#counts.repeated),
      rejected: of(this.#counts.rejected),
      matched: this.matched,
      review: this.review,
    };
  }
}
