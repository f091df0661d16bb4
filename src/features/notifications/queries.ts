/** What telling by programs asks the database. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';

/** The child of an episode and its key among the child's; undefined where there is none that the agency may see. */
export async function findEpisodeKey(
  tx: Transaction,
  episodeId: number,
): Promise<{ childId: number; episodeKey: string } | undefined> {
  return tx.maybeOne<{ childId: number; episodeKey: string }>(
    sql`select child_id as "childId", episode_key as "episodeKey" from homeward.episode where episode_id = ${episodeId}`,
  );
}
