import { openDatabase } from '../db/connect.ts';
import type { Database } from '../db/transaction.ts';
import type { Call } from './command.ts';
import { STOPPED, untilStopped } from './stopping.ts';

/**
 * Runs a command's work on the open database, and closes it whatever happens. Asked to stop, the work may end in its own way;
 * what it has not committed by then is rolled back.
 */
export async function withDatabase(
  call: Pick<Call, 'config' | 'signal'>,
  work: (database: Database) => Promise<number>,
): Promise<number> {
  const database = await openDatabase(call.config);
  try {
    const working = work(database);
    const stopped = untilStopped(call.signal).then(() => STOPPED);
    working.catch(() => {});
    return await Promise.race([working, stopped]);
  } finally {
    await database.close();
  }
}
