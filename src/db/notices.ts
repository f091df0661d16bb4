/** Tells agencies who has become involved with a child: the one that has, and the authority that answers for the child. */
import sql, { join } from 'sql-template-tag';
import type { ChildRecord } from '../domain/chronology/record.ts';
import { newlyInvolved } from '../domain/access/newly-involved.ts';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Requester } from './requester.ts';
import type { Transaction } from './transaction.ts';

/** Leaves a notice of every agency that an act has made involved; whoever acted knows, and is not told. */
export async function tellOfInvolvements(
  tx: Transaction,
  requester: Requester,
  childId: number,
  before: ChildRecord | undefined,
  record: ChildRecord,
  now: Instant,
): Promise<void> {
  // A load by the operator tells of nothing new.
  if (requester.agencyCode === null) return;
  const told = newlyInvolved(before, record).filter(({ recipient }) => recipient !== requester.agencyCode);
  if (told.length === 0) return;
  const rows = told.map(
    ({ recipient, agency, relationship }) =>
      sql`(${recipient}, ${childId}::bigint, ${agency}, ${relationship}, ${toIso(now)}::timestamptz)`,
  );
  await tx.query(
    sql`insert into homeward.notice (agency_code, child_id, about_agency, relationship, made_at) values ${join(rows)}`,
  );
}

/** How many notices nobody of the agency has read, counted no further than 100. */
export async function countUnreadNotices(tx: Transaction, agencyCode: string): Promise<number> {
  const { unread } = await tx.one<{ unread: number }>(
    sql`select count(*)::int as unread from (
      select from homeward.notice where agency_code = ${agencyCode} and read_at is null limit 100) waiting`,
  );
  return unread;
}
