/** The clocks of retention, child by child, and which records are due. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../transaction.ts';

/** When the last clock of a child ends, and what that was judged by. */
export type Clock = { readonly childId: number; readonly version: number; readonly dueAt: Instant | null };

/** Children whose clock was never judged, or by another version of the chronology or other schedules. */
export async function findUnjudged(tx: Transaction, judgedBy: string, atMost: number): Promise<number[]> {
  const rows = await tx.query<{ child_id: number }>(sql`
    select c.child_id from homeward.child c left join homeward.retention_clock k using (child_id)
    where k.child_id is null or k.version <> c.version or k.judged_by <> ${judgedBy}
    order by c.child_id limit ${atMost}`);
  return rows.map(({ child_id: childId }) => childId);
}

/** Keeps what was judged. */
export async function keepClocks(tx: Transaction, judgedBy: string, clocks: readonly Clock[]): Promise<void> {
  const rows = clocks.map(({ childId, version, dueAt }) => ({
    child_id: childId,
    version,
    due_at: dueAt === null ? null : toIso(dueAt),
  }));
  await tx.query(sql`
    insert into homeward.retention_clock (child_id, version, judged_by, due_at)
    select r.child_id, r.version, ${judgedBy}, r.due_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (child_id bigint, version integer, due_at timestamptz)
    on conflict (child_id) do update set version = excluded.version, judged_by = excluded.judged_by, due_at = excluded.due_at`);
}

/** What says that a record is kept for longer than its clock: a decision to keep, or a hold. */
const STOPPED = sql`
  exists (select from homeward.retention_hold h where h.child_id = k.child_id
    and (h.lifted_at is null or h.lifted_at > n.now) and (h.until_at is null or h.until_at > n.now))
  or exists (select from homeward.retention_decision d where d.child_id = k.child_id and d.kind = 'keep'
    and d.keep_until::timestamp at time zone 'Europe/London' > n.now)`;

/** Puts on the review list what is due, is not held and waits there not yet; returns how many. */
export async function listDue(tx: Transaction, now: Instant): Promise<number> {
  const rows = await tx.query(sql`
    insert into homeward.retention_review (child_id, basis, due_at, listed_at)
    select k.child_id, 'clock', k.due_at, n.now
    from homeward.retention_clock k
    join homeward.child c on c.child_id = k.child_id and c.version = k.version
    cross join (select ${toIso(now)}::timestamptz as now) n
    where k.due_at <= n.now and not (${STOPPED})
      and not exists (select from homeward.retention_review r where r.child_id = k.child_id and r.closed_at is null)
    returning review_id`);
  return rows.length;
}

/** Takes off the review list what a clock brought and is due no more: something new came, or a hold. */
export async function closeNotDue(tx: Transaction, now: Instant): Promise<number> {
  const rows = await tx.query(sql`
    update homeward.retention_review r set closed_at = n.now, closed_because = 'not-due'
    from homeward.retention_clock k cross join (select ${toIso(now)}::timestamptz as now) n
    where r.child_id = k.child_id and r.closed_at is null and r.basis = 'clock'
      and (k.due_at is null or k.due_at > n.now or ${STOPPED})
    returning r.review_id`);
  return rows.length;
}
