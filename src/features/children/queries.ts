/** What the pages of a child and of an episode ask the database, beside the chronology itself. */
import sql from 'sql-template-tag';
import type { Duty } from '../../domain/chronology/record.ts';
import type { Transaction } from '../../db/transaction.ts';

/** Identifiers of a child's episodes, by the key that the record gives each. */
export async function episodeIds(tx: Transaction, childId: number): Promise<Map<string, number>> {
  const rows = await tx.query<{ episode_key: string; episode_id: number }>(
    sql`select episode_key, episode_id from homeward.episode where child_id = ${childId}`,
  );
  return new Map(rows.map((row) => [row.episode_key, row.episode_id]));
}

/** Identifiers of a child's interviews, by reference. */
export async function interviewIds(tx: Transaction, childId: number): Promise<Map<string, number>> {
  const rows = await tx.query<{ interview_ref: string; interview_id: number }>(
    sql`select interview_ref, interview_id from homeward.interview where child_id = ${childId}`,
  );
  return new Map(rows.map((row) => [row.interview_ref, row.interview_id]));
}

/** Identifiers of a child's duties, by kind and subject. */
export async function dutyIds(
  tx: Transaction,
  childId: number,
): Promise<(duty: Pick<Duty, 'kind' | 'subjectKey'>) => number | undefined> {
  const rows = await tx.query<{ kind: string; subject_key: string; duty_id: number }>(
    sql`select kind, subject_key, duty_id from homeward.duty where child_id = ${childId}`,
  );
  const byName = new Map(rows.map((row) => [`${row.kind} ${row.subject_key}`, row.duty_id]));
  return (duty) => byName.get(`${duty.kind} ${duty.subjectKey}`);
}

/** Names of the people who told us something, by account. */
export async function peopleNames(tx: Transaction, userIds: readonly number[]): Promise<Map<number, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await tx.query<{ user_id: number; display_name: string }>(
    sql`select user_id, display_name from homeward.user_account where user_id = any (${userIds}::bigint[])`,
  );
  return new Map(rows.map((row) => [row.user_id, row.display_name]));
}
