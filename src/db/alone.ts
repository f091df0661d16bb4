/** Work that one process does at a time, however many serve the same database. */
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Requester } from './requester.ts';
import type { Database } from './transaction.ts';

/** How often the transaction that holds the lock says that it still does, in milliseconds: an idle one is ended. */
const STILL_HERE_EVERY_MS = 15_000;

/**
 * Does the work unless another process is just doing what has the same name; PostgreSQL keeps the lock, and lets go of it
 * when this process dies. The work has transactions of its own.
 * @returns whether it was done here
 */
export async function alone(
  database: Database,
  requester: Requester,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  // 64 bits of the digest of the name: what else takes advisory locks uses small numbers.
  const key = BigInt.asIntN(64, createHash('sha256').update(name).digest().readBigInt64BE());
  return database.transaction('job', requester, async (tx) => {
    const { taken } = await tx.one<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${key.toString()}::bigint) as taken`,
    );
    if (!taken) return false;
    const stillHere = setInterval(() => void tx.query(sql`select 1`).catch(() => {}), STILL_HERE_EVERY_MS);
    try {
      await work();
    } finally {
      clearInterval(stillHere);
    }
    return true;
  });
}
