/** What exports ask the database, in the rights of the person. */
import sql from 'sql-template-tag';
import type { ExportPurpose } from '../../domain/access/exports.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../db/transaction.ts';

/** An export, as pages show it. */
export type ExportShown = {
  readonly exportId: number;
  readonly requestedBy: number;
  readonly requestedByName: string;
  readonly requestedAt: Instant;
  readonly kind: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly title: string;
  readonly purpose: string;
  readonly purposeWords: string | null;
  readonly rowCount: number;
  readonly childCount: number;
  readonly needsSecond: boolean;
  readonly decision: 'approved' | 'refused' | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Instant | null;
  readonly decisionWords: string | null;
  readonly madeAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** SHA-256 of the file, as hexadecimal. */
  readonly digest: string | null;
  readonly downloads: number;
};

const EXPORT = sql`
  select e.export_id as "exportId", e.requested_by as "requestedBy", r.display_name as "requestedByName",
    (extract(epoch from e.requested_at) * 1000)::float8 as "requestedAt", e.kind, e.parameters, e.title, e.purpose,
    e.purpose_words as "purposeWords", e.row_count as "rowCount", e.size as "childCount", e.needs_second as "needsSecond",
    e.decision, d.display_name as "decidedByName", (extract(epoch from e.decided_at) * 1000)::float8 as "decidedAt",
    e.decision_words as "decisionWords", (extract(epoch from e.made_at) * 1000)::float8 as "madeAt",
    (extract(epoch from e.expires_at) * 1000)::float8 as "expiresAt", encode(e.digest, 'hex') as digest, e.downloads
  from homeward.export e
  join homeward.user_account r on r.user_id = e.requested_by
  left join homeward.user_account d on d.user_id = e.decided_by`;

/** The agency's latest exports: the person's own, or all of them for whoever decides. */
export async function listExports(tx: Transaction, of: number | null, atMost: number): Promise<ExportShown[]> {
  return tx.query<ExportShown>(
    sql`${EXPORT} where (${of}::bigint is null or e.requested_by = ${of}) order by e.export_id desc limit ${atMost}`,
  );
}

/** One export of the agency. */
export async function findExport(tx: Transaction, exportId: number): Promise<ExportShown | undefined> {
  return tx.maybeOne<ExportShown>(sql`${EXPORT} where e.export_id = ${exportId}`);
}

/** Takes the turn of one export until the transaction ends, so that nothing is decided, made or counted twice at once. */
export async function takeTurn(tx: Transaction, exportId: number): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('export ' || ${exportId}::text, 23))`);
}

/** An export about to be asked for. */
export type NewExport = {
  readonly agencyCode: string;
  readonly requestedBy: number;
  readonly kind: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly title: string;
  readonly purpose: ExportPurpose;
  readonly purposeWords: string | null;
  readonly rowCount: number;
  readonly childCount: number;
  readonly needsSecond: boolean;
};

/** Puts a request on record; its identifier. */
export async function addExport(tx: Transaction, one: NewExport, now: Instant): Promise<number> {
  const row = await tx.one<{ export_id: number }>(sql`
    insert into homeward.export (agency_code, requested_by, requested_at, kind, parameters, title, purpose, purpose_words,
      row_count, size, needs_second)
    values (${one.agencyCode}, ${one.requestedBy}, ${toIso(now)}, ${one.kind}, ${JSON.stringify(one.parameters)}::jsonb, ${one.title},
      ${one.purpose}, ${one.purposeWords}, ${one.rowCount}, ${one.childCount}, ${one.needsSecond})
    returning export_id`);
  return row.export_id;
}

/** Keeps what the second person decided. */
export async function keepDecision(
  tx: Transaction,
  exportId: number,
  decided: { readonly decision: 'approved' | 'refused'; readonly by: number; readonly words: string | null },
  now: Instant,
): Promise<void> {
  await tx.query(sql`update homeward.export set decision = ${decided.decision}, decided_by = ${decided.by}, decided_at = ${toIso(now)},
    decision_words = ${decided.words} where export_id = ${exportId} and decision is null`);
}

/** Asks for a second person after all: what would be in the file has grown. */
export async function askSecondPerson(
  tx: Transaction,
  exportId: number,
  rows: number,
  children: number,
): Promise<void> {
  await tx.query(sql`update homeward.export set needs_second = true, row_count = ${rows}, size = ${children}
    where export_id = ${exportId}`);
}

/** Keeps the file that was made. */
export async function keepFile(
  tx: Transaction,
  exportId: number,
  file: {
    readonly content: string;
    readonly digest: Buffer;
    readonly rows: number;
    readonly childIds: readonly number[];
  },
  now: Instant,
  expiresAt: Instant,
): Promise<void> {
  await tx.query(
    sql`insert into homeward.export_file (export_id, content, child_ids) values (${exportId}, ${file.content}, ${file.childIds}::bigint[])`,
  );
  await tx.query(sql`update homeward.export set made_at = ${toIso(now)}, expires_at = ${toIso(expiresAt)}, digest = ${file.digest},
    row_count = ${file.rows}, size = ${file.childIds.length} where export_id = ${exportId}`);
}

/** The file of an export that the person asked for; undefined where there is none any more. */
export async function readFile(
  tx: Transaction,
  exportId: number,
): Promise<{ content: string; childIds: readonly number[] } | undefined> {
  return tx.maybeOne<{ content: string; childIds: readonly number[] }>(
    sql`select content, child_ids as "childIds" from homeward.export_file where export_id = ${exportId}`,
  );
}

/** Counts that the file was fetched. */
export async function countDownload(tx: Transaction, exportId: number, now: Instant): Promise<void> {
  await tx.query(
    sql`update homeward.export set downloads = downloads + 1, last_downloaded_at = ${toIso(now)} where export_id = ${exportId}`,
  );
}

/** The agency's own limit; undefined where it set none. */
export async function findLimit(tx: Transaction, agencyCode: string): Promise<number | undefined> {
  const row = await tx.maybeOne<{ children: number }>(
    sql`select most as children from homeward.export_limit where agency_code = ${agencyCode}`,
  );
  return row?.children;
}

/** Sets the agency's limit. */
export async function keepLimit(
  tx: Transaction,
  limit: { readonly agencyCode: string; readonly children: number; readonly by: number },
  now: Instant,
): Promise<void> {
  await tx.query(sql`insert into homeward.export_limit (agency_code, most, set_at, set_by)
    values (${limit.agencyCode}, ${limit.children}, ${toIso(now)}, ${limit.by})
    on conflict (agency_code) do update set most = excluded.most, set_at = excluded.set_at, set_by = excluded.set_by`);
}
