/** Drafts: answers that a person has begun and not sent, kept for that person alone. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** Which form a draft belongs to; a saved search keeps what was looked for out of addresses. */
export type DraftKind = 'missing' | 'returned' | 'search';

/** Answers as typed, by the names of their fields. */
export type Answers = Readonly<Record<string, unknown>>;

/** A draft of the person asking. */
export type Draft = {
  /** A random UUID. */
  readonly draftId: string;
  readonly kind: DraftKind;
  readonly answers: Answers;
  readonly startedAt: Instant;
  readonly savedAt: Instant;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether text has the shape of a draft's identifier: anything else names no draft. */
export function isDraftId(text: unknown): text is string {
  return typeof text === 'string' && UUID.test(text);
}

type DraftRow = { draft_id: string; kind: string; answers: Answers; started_at: number; saved_at: number };

const COLUMNS = sql`draft_id, kind, answers, (extract(epoch from started_at) * 1000)::float8 as started_at,
  (extract(epoch from saved_at) * 1000)::float8 as saved_at`;

function decode(row: DraftRow): Draft {
  return {
    draftId: row.draft_id,
    kind: row.kind as DraftKind,
    answers: row.answers,
    startedAt: row.started_at as Instant,
    savedAt: row.saved_at as Instant,
  };
}

/** Begins a draft of the person asking. */
export async function beginDraft(
  tx: Transaction,
  userId: number,
  kind: DraftKind,
  answers: Answers,
  now: Instant,
): Promise<string> {
  const draftId = crypto.randomUUID();
  await tx.query(
    sql`insert into homeward.draft (draft_id, user_id, kind, answers, started_at, saved_at)
      values (${draftId}, ${userId}, ${kind}, ${JSON.stringify(answers)}::jsonb, ${toIso(now)}, ${toIso(now)})`,
  );
  return draftId;
}

/** One's own draft of a kind; undefined where there is none, whoever else may have one. */
export async function findDraft(tx: Transaction, kind: DraftKind, draftId: string): Promise<Draft | undefined> {
  if (!isDraftId(draftId)) return undefined;
  const row = await tx.maybeOne<DraftRow>(
    sql`select ${COLUMNS} from homeward.draft where draft_id = ${draftId} and kind = ${kind}`,
  );
  return row && decode(row);
}

/** The same, waiting its turn: two attempts to send one draft follow each other. */
export async function lockDraft(tx: Transaction, kind: DraftKind, draftId: string): Promise<Draft | undefined> {
  if (!isDraftId(draftId)) return undefined;
  const row = await tx.maybeOne<DraftRow>(
    sql`select ${COLUMNS} from homeward.draft where draft_id = ${draftId} and kind = ${kind} for update`,
  );
  return row && decode(row);
}

/** Replaces a draft's answers. */
export async function saveDraft(tx: Transaction, draftId: string, answers: Answers, now: Instant): Promise<void> {
  await tx.query(
    sql`update homeward.draft set answers = ${JSON.stringify(answers)}::jsonb, saved_at = ${toIso(now)} where draft_id = ${draftId}`,
  );
}

/** Throws a draft away. */
export async function discardDraft(tx: Transaction, kind: DraftKind, draftId: string): Promise<void> {
  if (isDraftId(draftId))
    await tx.query(sql`delete from homeward.draft where draft_id = ${draftId} and kind = ${kind}`);
}

/** One's own drafts of some kinds, the latest first, at most 50; those already sent are not drafts any more. */
export async function listDrafts(tx: Transaction, kinds: readonly DraftKind[]): Promise<Draft[]> {
  const rows = await tx.query<DraftRow>(
    sql`select ${COLUMNS} from homeward.draft where kind = any (${kinds}::text[]) and not answers ? 'sent' order by saved_at desc limit 50`,
  );
  return rows.map(decode);
}

/** Throws away one's own drafts of a kind last saved before an instant. */
export async function discardOlderDrafts(tx: Transaction, kind: DraftKind, before: Instant): Promise<void> {
  await tx.query(sql`delete from homeward.draft where kind = ${kind} and saved_at < ${toIso(before)}`);
}
