/** What the pages of a return ask the database, beside the record itself. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';

/** The key of a child's episode by its number; undefined where it has none of that number. */
export async function episodeKeyOf(tx: Transaction, childId: number, episodeId: number): Promise<string | undefined> {
  const row = await tx.maybeOne<{ episode_key: string }>(
    sql`select episode_key from homeward.episode where child_id = ${childId} and episode_id = ${episodeId}`,
  );
  return row?.episode_key;
}
