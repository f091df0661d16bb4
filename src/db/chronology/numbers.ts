/** What on a child's record a number in an address means. */
import sql from 'sql-template-tag';
import type { Duty } from '../../domain/chronology/record.ts';
import type { Transaction } from '../transaction.ts';

/** The key of a child's episode by its number; undefined where it has none of that number. */
export async function episodeKeyOf(tx: Transaction, childId: number, episodeId: number): Promise<string | undefined> {
  const row = await tx.maybeOne<{ episode_key: string }>(
    sql`select episode_key from homeward.episode where child_id = ${childId} and episode_id = ${episodeId}`,
  );
  return row?.episode_key;
}

/** Which duty of a child, and whose it is, by its number; undefined where the child has none of that number. */
export async function dutyAt(
  tx: Transaction,
  childId: number,
  dutyId: number,
): Promise<Pick<Duty, 'kind' | 'subjectKey' | 'owedBy'> | undefined> {
  return tx.maybeOne<Pick<Duty, 'kind' | 'subjectKey' | 'owedBy'>>(
    sql`select kind, subject_key as "subjectKey", owed_by as "owedBy" from homeward.duty
      where child_id = ${childId} and duty_id = ${dutyId}`,
  );
}
