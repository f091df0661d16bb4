/** Taking up the rows of an import, child by child, and what is on record of these children. */
import sql, { raw } from 'sql-template-tag';
import type { Entry } from '../../domain/chronology/entry.ts';
import { decodeEntry, ENTRY_COLUMNS, type EntryRow } from '../chronology/codec.ts';
import type { Transaction } from '../transaction.ts';
import { READ_BY_NOBODY } from './review-places.ts';

/** A row whose child is known. */
export type ResolvedRow = {
  readonly child_id: number;
  readonly feed: string;
  readonly line: number;
  readonly found_by: string;
  readonly content: string;
};

/** The rows of the next so many children after one; in the order of children, feeds and lines. */
export async function nextPart(tx: Transaction, after: number, children: number): Promise<ResolvedRow[]> {
  const part = await tx.one<{ last: number | null }>(sql`
    select max(child_id) as last from (
      select distinct child_id from homeward.import_resolved where child_id > ${after} order by child_id limit ${children}) part`);
  if (part.last === null) return [];
  return tx.query<ResolvedRow>(sql`
    select r.child_id, r.feed, r.line, r.found_by, s.content
    from homeward.import_resolved r join homeward.import_staged s on s.feed = r.feed and s.line = r.line
    where r.child_id > ${after} and r.child_id <= ${part.last}
    order by r.child_id, r.feed, r.line`);
}

/** Locks those of these children who are on record and returns what is known of each. */
export async function lockKnown(tx: Transaction, childIds: readonly number[]): Promise<Map<number, Entry[]>> {
  const locked = await tx.query<{ child_id: number }>(
    sql`select child_id from homeward.child where child_id = any (${childIds}::bigint[]) order by child_id for update`,
  );
  const known = new Map<number, Entry[]>(locked.map(({ child_id }) => [child_id, []]));
  if (known.size === 0) return known;
  const rows = await tx.query<EntryRow & { child_id: number }>(
    sql`select child_id, ${raw(ENTRY_COLUMNS)} from homeward.chronology_entry
      where child_id = any (${[...known.keys()]}::bigint[]) order by child_id, version`,
  );
  for (const row of rows) known.get(row.child_id)?.push(decodeEntry(row));
  return known;
}

/** The latest version on record of each of these messages. */
export async function latestVersions(tx: Transaction, sourceKeys: readonly string[]): Promise<Map<string, number>> {
  if (sourceKeys.length === 0) return new Map();
  const rows = await tx.query<{ source_key: string; latest: number }>(
    sql`select source_key, max(source_version) as latest from homeward.chronology_entry
      where source_key = any (${sourceKeys}::text[]) group by source_key`,
  );
  return new Map(rows.map((row) => [row.source_key, row.latest]));
}

/** A notification of this run that is on record of another child. */
export type ElsewhereRow = { readonly line: number; readonly child_id: number };

/** The notifications of this run that are on record of a child other than the one they name now. */
export async function notificationsElsewhere(tx: Transaction): Promise<ElsewhereRow[]> {
  return tx.query<ElsewhereRow>(sql`
    select distinct r.line, e.child_id
    from homeward.import_resolved r
    join homeward.import_staged s on s.feed = r.feed and s.line = r.line
    join homeward.chronology_entry e on e.source_key = s.source_key
    where r.feed = 'notifications' and e.child_id <> r.child_id
    order by r.line, e.child_id`);
}

/** Marks rows as rejected. */
export async function rejectRows(
  tx: Transaction,
  rejected: readonly { readonly feed: string; readonly line: number; readonly reason: string }[],
): Promise<void> {
  if (rejected.length === 0) return;
  await tx.query(sql`
    update homeward.import_staged s set reason = r.reason
    from jsonb_to_recordset(${JSON.stringify(rejected)}::jsonb) as r (feed text, line integer, reason text)
    where s.feed = r.feed and s.line = r.line`);
}

/** The incidents that notifications waiting for a person name, of those asked for: on the queue, or about to be. */
export async function incidentsInReview(tx: Transaction, incidentRefs: readonly string[]): Promise<Set<string>> {
  if (incidentRefs.length === 0) return new Set();
  const rows = await tx.query<{ incident_ref: string }>(sql`
    select notification ->> 'incidentRef' as incident_ref from homeward.review_item
    where decided_at is null and notification ->> 'incidentRef' = any (${incidentRefs}::text[])`);
  return new Set(rows.map((row) => row.incident_ref));
}

/** A notification whose child is not certain. */
export type UncertainRow = {
  readonly line: number;
  readonly source_key: string;
  readonly content: string;
  /** Why its name was not enough; null where the name was not asked for. */
  readonly because: object | null;
};

/** Notifications whose child is not certain and that are new: neither recorded nor decided before; each message once. */
export async function uncertainRows(tx: Transaction, after: number, atMost: number): Promise<UncertainRow[]> {
  return tx.query<UncertainRow>(sql`
    with waiting as (
      select s.line, s.source_key, s.content, m.because, row_number() over (
        partition by s.source_key
        order by (s.content::jsonb #>> '{row,notification,reportedAt}')::numeric desc nulls last, s.content desc, s.line) as rank
      from homeward.import_staged s
      left join homeward.import_match m on m.born_on = s.born_on and m.forename = coalesce(s.forename, '') and m.surname = coalesce(s.surname, '')
      where s.feed = 'notifications' and s.reason is null
        and not exists (select from homeward.import_resolved r where r.feed = s.feed and r.line = s.line))
    select w.line, w.source_key, w.content, w.because
    from waiting w
    where w.rank = 1 and w.line > ${after}
      and not exists (select from homeward.chronology_entry e where e.source_key = w.source_key)
      and not exists (
        select from homeward.import_resolved r join homeward.import_staged o on o.feed = r.feed and o.line = r.line
        where r.feed = 'notifications' and o.source_key = w.source_key)
    order by w.line limit ${atMost}`);
}

/** How many rows of notifications have no certain child. */
export async function countUncertain(tx: Transaction): Promise<number> {
  const { count } = await tx.one<{ count: number }>(sql`
    select (select count(*) from homeward.import_staged where feed = 'notifications' and reason is null)
      - (select count(*) from homeward.import_resolved where feed = 'notifications') as count`);
  return count;
}

/** Takes out of the run what a person set aside before and what came again unchanged: it waits for nobody. */
export async function passOverSetAside(tx: Transaction): Promise<void> {
  await tx.query(sql`
    delete from homeward.import_resolved r using homeward.import_staged s, homeward.review_item i
    where r.feed = 'notifications' and s.feed = r.feed and s.line = r.line and i.source_key = s.source_key
      and i.decision = 'set-aside' and i.notification - ${READ_BY_NOBODY}::text[] = (s.content::jsonb #> '{row,notification}') - ${READ_BY_NOBODY}::text[]`);
}

/** Closes the review of notifications that came again and whose child is now certain. */
export async function closeReviews(tx: Transaction, decidedAt: string): Promise<void> {
  await tx.query(sql`
    update homeward.review_item i
    set decided_at = ${decidedAt}::timestamptz, decision = 'matched', decided_child_id = r.child_id,
      decided_why = 'The notification came again, and its child is now certain.'
    from homeward.import_resolved r join homeward.import_staged s on s.feed = r.feed and s.line = r.line
    where r.feed = 'notifications' and s.reason is null and i.source_key = s.source_key and i.decided_at is null`);
}

/** Why an agency is involved with each of these children; children it is not involved with are left out. */
export async function involvementsOf(
  tx: Transaction,
  agencyCode: string,
  childIds: readonly number[],
): Promise<Map<number, string[]>> {
  const rows = await tx.query<{ child_id: number; relationships: string[] }>(sql`
    select child_id, array_agg(relationship) as relationships from homeward.child_agency
    where agency_code = ${agencyCode} and child_id = any (${childIds}::bigint[])
      and (until_at is null or until_at > homeward.present_instant())
    group by child_id`);
  return new Map(rows.map((row) => [row.child_id, row.relationships]));
}
