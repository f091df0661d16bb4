/** What the review queue asks the database, in the rights of the person: only what concerns their agency. */
import sql from 'sql-template-tag';
import type { Because } from '../../domain/chronology/record.ts';
import type { NamedChild } from '../../domain/child/matching.ts';
import type { ToldNotification } from '../../domain/feeds/definition.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../db/transaction.ts';

/** A notification that waits for a person. */
export type ReviewItem = {
  readonly reviewId: number;
  readonly sourceKey: string;
  readonly notification: ToldNotification;
  readonly named: NamedChild;
  readonly concerns: readonly string[];
  readonly receivedAt: Instant;
  readonly because: Because;
  readonly decidedAt: Instant | null;
};

const ITEM = sql`
  select review_id as "reviewId", source_key as "sourceKey", notification, named, concerns,
    (extract(epoch from received_at) * 1000)::float8 as "receivedAt", because,
    (extract(epoch from decided_at) * 1000)::float8 as "decidedAt"
  from homeward.review_item`;

/** What waits, the longest first. */
export async function findWaiting(tx: Transaction, atMost: number): Promise<ReviewItem[]> {
  return tx.query<ReviewItem>(sql`${ITEM} where decided_at is null order by received_at, review_id limit ${atMost}`);
}

/** One item, locked where it is to be decided. */
export async function findItem(
  tx: Transaction,
  reviewId: number,
  { lock = false } = {},
): Promise<ReviewItem | undefined> {
  return tx.maybeOne<ReviewItem>(sql`${ITEM} where review_id = ${reviewId} ${lock ? sql`for update` : sql``}`);
}

/** Whether a notification is on record already. */
export async function isOnRecord(tx: Transaction, sourceKey: string): Promise<boolean> {
  const row = await tx.one<{ found: boolean }>(
    sql`select exists (select from homeward.chronology_entry where source_key = ${sourceKey}) as found`,
  );
  return row.found;
}

/** Keeps a decision. */
export async function keepDecision(
  tx: Transaction,
  reviewId: number,
  decision: {
    readonly decidedAt: Instant;
    readonly decidedBy: number | null;
    readonly decision: 'matched' | 'new-child' | 'set-aside';
    readonly childId: number | null;
    readonly why: string;
  },
): Promise<void> {
  await tx.query(sql`
    update homeward.review_item
    set decided_at = ${toIso(decision.decidedAt)}, decided_by = ${decision.decidedBy}, decision = ${decision.decision},
      decided_child_id = ${decision.childId}, decided_why = ${decision.why}
    where review_id = ${reviewId} and decided_at is null`);
}
