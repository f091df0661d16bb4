/** Keeps reads of a few rows as fast for an agency with a million children as for one with a hundred. */
import sql from 'sql-template-tag';
import type { Transaction } from './transaction.ts';

/**
 * For a statement that reads a few rows. Row-level security asks of each row whether the agency is involved with its
 * child; with memory to spare the planner may rather list all children of the agency first, which takes longer the
 * more there are. With little memory it asks row by row. Holds until the transaction ends.
 */
export async function expectFewRows(tx: Transaction): Promise<void> {
  await tx.query(sql`select set_config('work_mem', '64kB', true)`);
}
