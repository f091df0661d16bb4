/** Drafts of interviews, each its author's alone, and the numbers by which pages name interviews. */
import sql from 'sql-template-tag';
import { EMPTY_DRAFT, type DraftState } from '../../domain/interview/draft.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../db/transaction.ts';

/** A draft of the person asking. */
export type InterviewDraft = {
  /** A random UUID. */
  readonly draftId: string;
  readonly childId: number;
  readonly interviewRef: string;
  /** The return from which it was begun. */
  readonly episodeKey: string;
  readonly state: DraftState;
  /** Key under which the author's browser keeps what is not saved yet. */
  readonly deviceKey: Buffer;
  readonly savedAt: Instant;
  /** Version of the child's record from which it was begun. */
  readonly begunFrom: number;
  /** Null while it is written. */
  readonly sent: { readonly at: Instant; readonly version: number } | null;
};

type Row = {
  draft_id: string;
  child_id: number;
  interview_ref: string;
  episode_key: string;
  state: DraftState;
  device_key: Buffer;
  saved_at: number;
  begun_from: number;
  sent_at: number | null;
  sent_version: number | null;
};

const COLUMNS = sql`draft_id, child_id, interview_ref, episode_key, state, device_key, begun_from, sent_version,
  (extract(epoch from sent_at) * 1000)::float8 as sent_at, (extract(epoch from saved_at) * 1000)::float8 as saved_at`;

function decode(row: Row): InterviewDraft {
  return {
    draftId: row.draft_id,
    childId: row.child_id,
    interviewRef: row.interview_ref,
    episodeKey: row.episode_key,
    state: row.state,
    deviceKey: row.device_key,
    savedAt: row.saved_at as Instant,
    begunFrom: row.begun_from,
    sent:
      row.sent_at === null || row.sent_version === null
        ? null
        : { at: row.sent_at as Instant, version: row.sent_version },
  };
}

/** Begins a draft, or finds the one that the same person has begun of the same interview; its identifier. */
export async function beginInterviewDraft(
  tx: Transaction,
  userId: number,
  about: Pick<InterviewDraft, 'childId' | 'interviewRef' | 'episodeKey' | 'begunFrom'> &
    Partial<Pick<InterviewDraft, 'state'>>,
  now: Instant,
): Promise<string> {
  const { childId, interviewRef, episodeKey, begunFrom, state = EMPTY_DRAFT } = about;
  const deviceKey = Buffer.from(crypto.getRandomValues(new Uint8Array(32)));
  await tx.query(sql`
    insert into homeward.interview_draft (draft_id, user_id, child_id, interview_ref, episode_key, state, device_key, begun_from, started_at, saved_at)
    values (${crypto.randomUUID()}, ${userId}, ${childId}, ${interviewRef}, ${episodeKey}, ${JSON.stringify(state)}::jsonb,
      ${deviceKey}, ${begunFrom}, ${toIso(now)}, ${toIso(now)})
    on conflict (user_id, child_id, interview_ref) where sent_at is null do nothing`);
  const { draft_id: draftId } = await tx.one<{ draft_id: string }>(sql`
    select draft_id from homeward.interview_draft where child_id = ${childId} and interview_ref = ${interviewRef} and sent_at is null`);
  return draftId;
}

/** One's own draft; undefined where there is none, whoever else may have one. */
export async function findInterviewDraft(tx: Transaction, draftId: string): Promise<InterviewDraft | undefined> {
  const row = await tx.maybeOne<Row>(sql`select ${COLUMNS} from homeward.interview_draft where draft_id = ${draftId}`);
  return row && decode(row);
}

/** The same, waiting its turn: two windows that save one draft follow each other. */
export async function lockInterviewDraft(tx: Transaction, draftId: string): Promise<InterviewDraft | undefined> {
  const row = await tx.maybeOne<Row>(
    sql`select ${COLUMNS} from homeward.interview_draft where draft_id = ${draftId} for update`,
  );
  return row && decode(row);
}

/** Keeps a draft as it now stands. */
export async function saveInterviewDraft(
  tx: Transaction,
  draftId: string,
  state: DraftState,
  now: Instant,
): Promise<void> {
  await tx.query(sql`update homeward.interview_draft set state = ${JSON.stringify(state)}::jsonb, saved_at = ${toIso(now)}
    where draft_id = ${draftId}`);
}

/** Keeps a draft that was sent, as the interview that it became: a device that was offline may come back with more. */
export async function markSent(
  tx: Transaction,
  draft: { readonly draftId: string; readonly interviewRef: string; readonly version: number },
  now: Instant,
): Promise<void> {
  await tx.query(sql`update homeward.interview_draft
    set sent_at = coalesce(sent_at, ${toIso(now)}), sent_version = ${draft.version}, interview_ref = ${draft.interviewRef}
    where draft_id = ${draft.draftId}`);
}

/** Who else is writing an interview of the child. */
export type OtherDraft = {
  readonly interviewRef: string;
  readonly episodeKey: string;
  readonly name: string;
  readonly agency: string;
  readonly startedAt: Instant;
  readonly savedAt: Instant;
};

/** Open drafts of others about a child; nothing of what they say. */
export async function listOtherDrafts(tx: Transaction, childId: number): Promise<OtherDraft[]> {
  return tx.query<OtherDraft>(sql`
    select interview_ref as "interviewRef", episode_key as "episodeKey", name, agency,
      (extract(epoch from started_at) * 1000)::float8 as "startedAt", (extract(epoch from saved_at) * 1000)::float8 as "savedAt"
    from homeward.other_interview_drafts(${childId})`);
}

/** Throws one's own draft away. */
export async function discardInterviewDraft(tx: Transaction, draftId: string): Promise<void> {
  await tx.query(sql`delete from homeward.interview_draft where draft_id = ${draftId}`);
}

/** A draft in a list, with the child that it is about. */
export type ListedDraft = InterviewDraft & { readonly forename: string; readonly surname: string };

/** One's own drafts, and those that something was saved in after they were sent; the latest saved first. */
export async function listInterviewDrafts(tx: Transaction): Promise<ListedDraft[]> {
  const rows = await tx.query<Row & { forename: string; surname: string }>(sql`
    select ${COLUMNS}, forename, surname
    from homeward.interview_draft join homeward.child using (child_id)
    where sent_at is null or (state ->> 'version')::integer > sent_version
    order by saved_at desc`);
  return rows.map((row) => ({ ...decode(row), forename: row.forename, surname: row.surname }));
}

/** One's own draft of an interview, or else one that was begun from the same return, by any name that it has; undefined where there is none. */
export async function draftOfReturn(
  tx: Transaction,
  about: { readonly childId: number; readonly interviewRef: string | null; readonly episodeNames: readonly string[] },
): Promise<string | undefined> {
  const { childId, episodeNames, interviewRef } = about;
  const row = await tx.maybeOne<{ draft_id: string }>(sql`
    select draft_id from homeward.interview_draft
    where child_id = ${childId} and sent_at is null and (interview_ref = ${interviewRef} or episode_key = any(${episodeNames}::text[]))
    order by (interview_ref = ${interviewRef}) desc nulls last, saved_at desc limit 1`);
  return row?.draft_id;
}

/** References of a child's interviews by the numbers that pages name them by. */
export async function interviewIds(tx: Transaction, childId: number): Promise<Map<number, string>> {
  const rows = await tx.query<{ interview_id: number; interview_ref: string }>(
    sql`select interview_id, interview_ref from homeward.interview where child_id = ${childId}`,
  );
  return new Map(rows.map((row) => [row.interview_id, row.interview_ref]));
}

/** Keys of a child's episodes by the numbers that pages name them by. */
export async function episodeKeys(tx: Transaction, childId: number): Promise<Map<number, string>> {
  const rows = await tx.query<{ episode_id: number; episode_key: string }>(
    sql`select episode_id, episode_key from homeward.episode where child_id = ${childId}`,
  );
  return new Map(rows.map((row) => [row.episode_id, row.episode_key]));
}

/** The name of an interviewer, where the account may be seen. */
export async function nameOfPerson(tx: Transaction, userId: number | null): Promise<string | null> {
  if (userId === null) return null;
  const row = await tx.maybeOne<{ display_name: string }>(
    sql`select display_name from homeward.user_account where user_id = ${userId}`,
  );
  return row?.display_name ?? null;
}
