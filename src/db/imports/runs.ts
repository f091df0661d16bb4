/** Runs of imports: their progress, their result and the rows they rejected. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Requester } from '../requester.ts';
import type { Transaction } from '../transaction.ts';

/** How far a run is. */
export type RunState = 'reading' | 'recording' | 'finished' | 'refused' | 'stopped';

/** Opens a run. */
export async function openRun(tx: Transaction, requester: Requester, now: Instant): Promise<number> {
  const row = await tx.one<{ import_id: number }>(sql`
    insert into homeward.import_run (user_id, agency_code, started_at, state)
    values (${requester.userId}, ${requester.agencyCode}, ${toIso(now)}, 'reading') returning import_id`);
  return row.import_id;
}

/** Says how far a run is; a run that has ended gets its time and its result. */
export async function updateRun(
  tx: Transaction,
  importId: number,
  change: { readonly state: RunState; readonly progress?: object; readonly summary?: object },
): Promise<void> {
  const ended = change.state === 'reading' || change.state === 'recording' ? sql`finished_at` : sql`clock_timestamp()`;
  await tx.query(sql`
    update homeward.import_run set state = ${change.state}, finished_at = ${ended},
      progress = coalesce(${change.progress === undefined ? null : JSON.stringify(change.progress)}::jsonb, progress),
      summary = coalesce(${change.summary === undefined ? null : JSON.stringify(change.summary)}::jsonb, summary)
    where import_id = ${importId}`);
}

/**
 * Marks runs that were cut off as stopped: the caller has the turn, so no run that had begun can still be going. One that
 * waits for its turn has not begun; after a day nobody waits any more.
 */
export async function stopAbandonedRuns(tx: Transaction, except: number): Promise<void> {
  await tx.query(sql`
    update homeward.import_run set state = 'stopped', finished_at = clock_timestamp()
    where state in ('reading', 'recording') and import_id <> ${except}
      and (progress <> '{}' or started_at < clock_timestamp() - interval '1 day')`);
}

/** Keeps a feed's rejected rows for the page of the run, as sent. Returns how many. */
export async function keepRejections(
  tx: Transaction,
  importId: number,
  feed: string,
  header: readonly string[],
): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    with kept as (
      insert into homeward.import_rejection (import_id, feed, line, ref, reason, fields)
      select ${importId}, feed, line, ref, reason, jsonb_build_object('header', ${JSON.stringify(header)}::jsonb, 'cells', cells::jsonb)
      from homeward.import_staged where feed = ${feed} and reason is not null
      returning 1)
    select count(*) as count from kept`);
  return count;
}

/** Blanks in the rejected rows of a run what could say where a child is whose address is hidden. */
export async function withholdRejected(tx: Transaction, importId: number): Promise<void> {
  await tx.query(sql`select homeward.withhold_rejected(${importId}, null)`);
}

/** A row that a run rejected. */
export type Rejection = {
  readonly feed: string;
  readonly line: number;
  readonly ref: string | null;
  readonly reason: string;
};

/** The rows that a run rejected in one feed, after a line. */
export async function rejectionsOf(
  tx: Transaction,
  importId: number,
  feed: string,
  after: number,
  atMost: number,
): Promise<Rejection[]> {
  return tx.query<Rejection>(sql`
    select feed, line, ref, reason from homeward.import_rejection
    where import_id = ${importId} and feed = ${feed} and line > ${after} order by line limit ${atMost}`);
}

/** Puts agencies on record as listed; returns how many are new or changed. */
export async function recordAgencies(
  tx: Transaction,
  agencies: readonly { readonly code: string; readonly kind: string; readonly name: string }[],
): Promise<void> {
  await tx.query(sql`
    insert into homeward.agency as a (code, kind, name)
    select code, kind, name from jsonb_to_recordset(${JSON.stringify(agencies)}::jsonb) as l (code text, kind text, name text)
    on conflict (code) do update set kind = excluded.kind, name = excluded.name
      where (a.kind, a.name) is distinct from (excluded.kind, excluded.name)`);
}
