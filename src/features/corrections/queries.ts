/** What putting a record right asks the database, beside the record itself. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';

/** Takes the turn of several children, in the order of their numbers, so that two acts on the same two never wait for each other. */
export async function lockChildren(tx: Transaction, childIds: readonly number[]): Promise<void> {
  for (const childId of [...new Set(childIds)].sort((a, b) => a - b)) {
    await tx.one(sql`select homeward.lock_child(${childId}) as version`);
  }
}
