/** Whether the database answers. */
import sql from 'sql-template-tag';
import type { Database } from './transaction.ts';

/** Asks the database for anything at all, as requests do. */
export async function isAlive(database: Database, requestId: string): Promise<boolean> {
  const nobody = { userId: null, agencyCode: null, purpose: 'health', requestId };
  return database
    .read('request', nobody, (tx) => tx.one(sql`select 1 as up`))
    .then(
      () => true,
      () => false,
    );
}
