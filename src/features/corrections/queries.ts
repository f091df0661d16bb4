/** What putting a record right asks the database, beside the record itself. */
import sql from 'sql-template-tag';
import type { Duty } from '../../domain/chronology/record.ts';
import type { Transaction } from '../../db/transaction.ts';

/** Takes the turn of several children, in the order of their numbers, so that two acts on the same two never wait for each other. */
export async function lockChildren(tx: Transaction, childIds: readonly number[]): Promise<void> {
  for (const childId of [...new Set(childIds)].sort((a, b) => a - b)) {
    await tx.one(sql`select homeward.lock_child(${childId}) as version`);
  }
}

/** Which duty of a child an address means; undefined where it has none of that number. */
export async function dutyName(
  tx: Transaction,
  childId: number,
  dutyId: number,
): Promise<Pick<Duty, 'kind' | 'subjectKey'> | undefined> {
  return tx.maybeOne<Pick<Duty, 'kind' | 'subjectKey'>>(
    sql`select kind, subject_key as "subjectKey" from homeward.duty where child_id = ${childId} and duty_id = ${dutyId}`,
  );
}

/** The key of a child's episode by its number; undefined where it has none of that number. */
export async function episodeKeyOf(tx: Transaction, childId: number, episodeId: number): Promise<string | undefined> {
  const row = await tx.maybeOne<{ episode_key: string }>(
    sql`select episode_key from homeward.episode where child_id = ${childId} and episode_id = ${episodeId}`,
  );
  return row?.episode_key;
}
