/** Records under review, and what people decided of them. */
import sql from 'sql-template-tag';
import type { ReviewBasis, ReviewDecision } from '../../domain/retention/disposal.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Transaction } from '../transaction.ts';

/** A decision as it is kept. */
export type KeptDecision = ReviewDecision & {
  readonly decisionId: number;
  readonly by: string;
  readonly agency: string;
  readonly reason: string;
  readonly keepUntil: PlainDate | null;
};

/** A record under review. */
export type Review = {
  readonly reviewId: number;
  readonly childId: number;
  readonly basis: ReviewBasis;
  readonly dueAt: Instant;
  readonly listedAt: Instant;
  readonly requestedBy: string | null;
  readonly requestedWhy: string | null;
  readonly decisions: readonly KeptDecision[];
};

const REVIEW = sql`
  select r.review_id as "reviewId", r.child_id as "childId", r.basis, r.requested_why as "requestedWhy", q.display_name as "requestedBy",
    (extract(epoch from r.due_at) * 1000)::float8 as "dueAt", (extract(epoch from r.listed_at) * 1000)::float8 as "listedAt",
    coalesce((select jsonb_agg(jsonb_build_object('decisionId', d.decision_id, 'kind', d.kind, 'userId', d.user_id, 'by', u.display_name,
        'agency', d.agency_code, 'reason', d.reason, 'keepUntil', d.keep_until, 'at', (extract(epoch from d.decided_at) * 1000)::bigint)
        order by d.decision_id)
      from homeward.retention_decision d join homeward.user_account u on u.user_id = d.user_id
      where d.review_id = r.review_id), '[]') as decisions
  from homeward.retention_review r left join homeward.user_account q on q.user_id = r.requested_by`;

/** What waits for a decision, what is due longest first. */
export async function findOpenReviews(tx: Transaction, atMost: number): Promise<Review[]> {
  return tx.query<Review>(sql`${REVIEW} where r.closed_at is null order by r.due_at, r.review_id limit ${atMost}`);
}

/** One review that is open; locked where it is to be decided, so that decisions follow one another. */
export async function findReview(
  tx: Transaction,
  reviewId: number,
  { lock = false } = {},
): Promise<Review | undefined> {
  if (lock)
    await tx.query(
      sql`select from homeward.retention_review where review_id = ${reviewId} and closed_at is null for update`,
    );
  return tx.maybeOne<Review>(sql`${REVIEW} where r.review_id = ${reviewId} and r.closed_at is null`);
}

/** The open review of a child. */
export async function openReviewOf(tx: Transaction, childId: number): Promise<number | null> {
  const row = await tx.maybeOne<{ review_id: number }>(
    sql`select review_id from homeward.retention_review where child_id = ${childId} and closed_at is null`,
  );
  return row?.review_id ?? null;
}

/** Open reviews that two people have decided on: candidates for erasure. */
export async function findConfirmed(tx: Transaction, atMost: number): Promise<Review[]> {
  return tx.query<Review>(sql`${REVIEW}
    where r.closed_at is null
      and exists (select from homeward.retention_decision d where d.review_id = r.review_id and d.kind = 'confirm')
    order by r.review_id limit ${atMost}`);
}

/** Puts a record on the list because erasure was asked for; false where it is there already. */
export async function requestErasure(
  tx: Transaction,
  childId: number,
  userId: number,
  why: string,
  now: Instant,
): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into homeward.retention_review (child_id, basis, due_at, listed_at, requested_by, requested_why)
    values (${childId}, 'request', ${toIso(now)}, ${toIso(now)}, ${userId}, ${why})
    on conflict (child_id) where closed_at is null do nothing returning review_id`);
  return rows.length > 0;
}

/** What somebody decides of a review. */
export type NewDecision = {
  readonly review: Pick<Review, 'reviewId' | 'childId'>;
  readonly kind: ReviewDecision['kind'];
  readonly userId: number;
  readonly agencyCode: string;
  readonly reason: string;
  readonly keepUntil: PlainDate | null;
  /** The proposal that is confirmed. */
  readonly confirms: { readonly decisionId: number; readonly userId: number } | null;
  readonly now: Instant;
};

/** Keeps a decision; a decision to keep the record closes the review. */
export async function keepDecision(tx: Transaction, decision: NewDecision): Promise<void> {
  const { review, confirms, now } = decision;
  await tx.query(sql`
    insert into homeward.retention_decision
      (review_id, child_id, kind, user_id, agency_code, decided_at, reason, keep_until, confirms, proposed_by)
    values (${review.reviewId}, ${review.childId}, ${decision.kind}, ${decision.userId}, ${decision.agencyCode}, ${toIso(now)},
      ${decision.reason}, ${decision.keepUntil}, ${confirms?.decisionId ?? null}, ${confirms?.userId ?? null})`);
  if (decision.kind === 'keep')
    await tx.query(sql`
      update homeward.retention_review set closed_at = ${toIso(now)}, closed_because = 'kept'
      where review_id = ${review.reviewId}`);
}

/** How many rows of each kind a record has: what would be erased. */
export type RecordSize = Readonly<Record<'entries' | 'episodes' | 'interviews' | 'statuses' | 'screenings', number>>;

/** Counts a record. */
export async function sizeOf(tx: Transaction, childId: number): Promise<RecordSize> {
  return tx.one<RecordSize>(sql`
    select (select count(*)::int from homeward.chronology_entry where child_id = ${childId}) as entries,
      (select count(*)::int from homeward.episode where child_id = ${childId}) as episodes,
      (select count(*)::int from homeward.interview where child_id = ${childId}) as interviews,
      (select count(*)::int from homeward.status_period where child_id = ${childId}) as statuses,
      (select count(*)::int from homeward.screening where child_id = ${childId}) as screenings`);
}

/** Names of children, of those whom the person asking may see. */
export async function namesOf(
  tx: Transaction,
  childIds: readonly number[],
): Promise<
  Map<number, { readonly forename: string; readonly surname: string; readonly dateOfBirth: PlainDate | null }>
> {
  const rows = await tx.query<{
    childId: number;
    forename: string;
    surname: string;
    dateOfBirth: PlainDate | null;
  }>(sql`
    select child_id as "childId", forename, surname, date_of_birth::text as "dateOfBirth"
    from homeward.child where child_id = any (${childIds}::bigint[])`);
  return new Map(rows.map((row) => [row.childId, row]));
}
