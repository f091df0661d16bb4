import { openDatabase } from '../db/connect.ts';
import type { Database } from '../db/transaction.ts';
import { instant } from '../domain/time/instant.ts';
import { bringProjectionsUpToDate } from '../projections.ts';
import { eraseWhatCameBack, wordsOfErasedAgain } from '../tombstones.ts';
import type { Call } from './command.ts';
import { STOPPED, untilStopped } from './stopping.ts';

/**
 * Runs a command's work on the open database, once whom a restored backup brought back is erased again and the projections are
 * those of this version, and closes it whatever happens. Asked to stop, the work may end in its own way;
 * what it has not committed by then is rolled back.
 */
export async function withDatabase(
  call: Pick<Call, 'config' | 'signal'>,
  work: (database: Database) => Promise<number>,
): Promise<number> {
  const database = await openDatabase(call.config);
  try {
    for (const words of wordsOfErasedAgain(
      await eraseWhatCameBack(database, call.config, instant(Temporal.Now.instant().epochMilliseconds)),
    ))
      process.stderr.write(`${words}\n`);
    const onWords = (words: string): boolean => process.stderr.write(`${words}\n`);
    const made = await bringProjectionsUpToDate(database, { signal: call.signal, onWords });
    if (made.kind === 'stopped') return STOPPED;
    const working = work(database);
    const stopped = untilStopped(call.signal).then(() => STOPPED);
    working.catch(() => {});
    return await Promise.race([working, stopped]);
  } finally {
    await database.close();
  }
}
