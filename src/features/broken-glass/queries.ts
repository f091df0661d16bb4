/** What breaking glass asks the database. */
import sql from 'sql-template-tag';
import type { GlassReason, GlassReview, GlassTimes } from '../../domain/access/broken-glass.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../db/transaction.ts';

/** Opens a record to the person served; null where there is no such child, or it is barred to them. */
export async function breakGlass(
  tx: Transaction,
  childId: number,
  asked: { readonly reason: GlassReason; readonly words: string } & GlassTimes,
): Promise<number | null> {
  const row = await tx.one<{ glass_id: number | null }>(sql`
    select homeward.break_glass(${childId}, ${asked.reason}, ${asked.words}, ${toIso(asked.untilAt)}::timestamptz,
      ${toIso(asked.reviewDueAt)}::timestamptz) as glass_id`);
  return row.glass_id;
}

/** An emergency opening, as who reviews it reads it. */
export type Glass = {
  readonly glassId: number;
  readonly childId: number;
  readonly userId: number;
  readonly openedBy: string;
  readonly openedByAgency: string;
  readonly reason: GlassReason;
  readonly words: string;
  readonly openedAt: Instant;
  readonly untilAt: Instant;
  readonly reviewDueAt: Instant;
  readonly endedAt: Instant | null;
  readonly reviewedAt: Instant | null;
  readonly reviewedBy: string | null;
  readonly review: GlassReview | null;
  readonly reviewWords: string | null;
};

const GLASS = sql`
  select g.glass_id as "glassId", g.child_id as "childId", g.user_id as "userId", u.display_name as "openedBy", a.name as "openedByAgency",
    g.reason, g.words, (extract(epoch from g.opened_at) * 1000)::float8 as "openedAt", (extract(epoch from g.until_at) * 1000)::float8 as "untilAt",
    (extract(epoch from g.review_due_at) * 1000)::float8 as "reviewDueAt", (extract(epoch from g.ended_at) * 1000)::float8 as "endedAt",
    (extract(epoch from g.reviewed_at) * 1000)::float8 as "reviewedAt", r.display_name as "reviewedBy", g.review, g.review_words as "reviewWords"
  from homeward.broken_glass g
  join homeward.user_account u on u.user_id = g.user_id
  join homeward.agency a on a.code = g.agency_code
  left join homeward.user_account r on r.user_id = g.reviewed_by`;

/** Openings for which an agency answers: those to review first, then the latest reviewed. */
export async function listGlass(tx: Transaction, agencyCode: string): Promise<Glass[]> {
  return tx.query<Glass>(sql`${GLASS} where g.owner_agency = ${agencyCode}
    order by g.reviewed_at is not null, case when g.reviewed_at is null then g.review_due_at end, g.opened_at desc limit 100`);
}

/** One opening for which an agency answers. */
export async function findGlass(tx: Transaction, agencyCode: string, glassId: number): Promise<Glass | undefined> {
  return tx.maybeOne<Glass>(sql`${GLASS} where g.owner_agency = ${agencyCode} and g.glass_id = ${glassId}`);
}

/** Keeps what a review found, and closes the record to who opened it; false where it was reviewed meanwhile or is the reviewer's own. */
export async function keepReview(
  tx: Transaction,
  glassId: number,
  found: { readonly review: GlassReview; readonly words: string; readonly by: number; readonly at: Instant },
): Promise<boolean> {
  const kept = await tx.maybeOne(sql`
    update homeward.broken_glass set reviewed_at = ${toIso(found.at)}, reviewed_by = ${found.by}, review = ${found.review},
      review_words = ${found.words}, ended_at = case when until_at > ${toIso(found.at)} then ${toIso(found.at)}::timestamptz else ended_at end
    where glass_id = ${glassId} and reviewed_at is null and user_id <> ${found.by} returning glass_id`);
  return kept !== undefined;
}

/** How many openings wait for an agency's review. */
export async function countGlassToReview(tx: Transaction, agencyCode: string): Promise<number> {
  const row = await tx.one<{ count: number }>(sql`
    select count(*)::int as count from homeward.broken_glass where owner_agency = ${agencyCode} and reviewed_at is null`);
  return row.count;
}
