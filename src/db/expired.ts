/** What is thrown away when its time is over: files that were taken out, and the counts of budgets. */
import sql from 'sql-template-tag';
import { toIso, TWENTY_FOUR_HOURS, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** Counts of budgets are kept for so many days after the day that they count: the audit has what was looked at. */
const COUNTS_KEPT_DAYS = 35;

/** Throws away files whose time is over; that they were made, of what and by whom stays on record. */
export async function discardExpiredFiles(tx: Transaction, now: Instant): Promise<number> {
  const rows = await tx.query(sql`
    delete from homeward.export_file f using homeward.export e
    where e.export_id = f.export_id and e.expires_at <= ${toIso(now)} returning f.export_id`);
  return rows.length;
}

/** Throws away old counts of looks and searches. */
export async function discardOldCounts(tx: Transaction, now: Instant): Promise<void> {
  const before = toIso((now - COUNTS_KEPT_DAYS * TWENTY_FOUR_HOURS) as Instant);
  await tx.query(sql`delete from homeward.search_made where searched_at < ${before}`);
  await tx.query(sql`delete from homeward.look_outside where looked_at < ${before}`);
}
