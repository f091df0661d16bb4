/** What the notices ask the database. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Relationship } from '../../domain/chronology/record.ts';

/** A notice as it is shown. */
export type Notice = {
  readonly noticeId: number;
  readonly childId: number;
  /** Null where the person may not see the child. */
  readonly forename: string | null;
  readonly surname: string | null;
  readonly aboutAgency: string;
  readonly relationship: Relationship;
  readonly madeAt: Instant;
  readonly readAt: Instant | null;
  readonly readBy: string | null;
};

/** Notices to an agency: those unread, then those read, the latest first. */
export async function listNotices(tx: Transaction, agencyCode: string, atMost: number): Promise<Notice[]> {
  return tx.query<Notice>(sql`
    select n.notice_id as "noticeId", n.child_id as "childId", c.forename, c.surname, n.about_agency as "aboutAgency", n.relationship,
      floor(extract(epoch from n.made_at) * 1000)::float8 as "madeAt", floor(extract(epoch from n.read_at) * 1000)::float8 as "readAt", u.display_name as "readBy"
    from homeward.notice n
    left join homeward.child c on c.child_id = n.child_id
    left join homeward.user_account u on u.user_id = n.read_by
    where n.agency_code = ${agencyCode}
    order by n.read_at is not null, n.notice_id desc limit ${atMost}`);
}

/** Marks notices of an agency as read, up to one that was shown. */
export async function markRead(
  tx: Transaction,
  agencyCode: string,
  upTo: number,
  by: number,
  now: Instant,
): Promise<void> {
  await tx.query(sql`
    update homeward.notice set read_at = ${toIso(now)}, read_by = ${by}
    where agency_code = ${agencyCode} and notice_id <= ${upTo} and read_at is null`);
}
