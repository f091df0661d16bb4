/** Children who were erased stay erased: what a restored backup brought back goes again before anybody is served. */
import type { Config } from './config.ts';
import { recordAudit } from './db/audit/record.ts';
import { eraseAgain, findComeBack, listTombstones } from './db/retention/erase.ts';
import { addTombstones, readTombstones } from './db/retention/tombstone-file.ts';
import type { Database } from './db/transaction.ts';
import type { Instant } from './domain/time/instant.ts';

const requester = { userId: null, agencyCode: null, purpose: 'erase again', requestId: 'erase again' };

/** What became of the children on the list of tombstones. */
export type ErasedAgain = {
  /** Children that had come back, and went again. */
  readonly erased: readonly number[];
  /** Identifiers that another child has, of another database: nothing was done. */
  readonly others: readonly number[];
};

/**
 * Erases again whoever the lists outside the database name, and brings those lists and the database to say the same. Each
 * list is read whole before anything is done, so that a damaged one stops it.
 */
export async function eraseWhatCameBack(
  database: Database,
  config: Pick<Config, 'tombstoneFiles'>,
  now: Instant,
): Promise<ErasedAgain> {
  const stones = new Map(config.tombstoneFiles.flatMap((file) => [...readTombstones(file)]));
  const [erased, others]: [number[], number[]] = [[], []];
  const wanted = await database.read('owner', requester, (tx) => findComeBack(tx, [...stones.keys()]));
  for (const [childId, stone] of stones) {
    if (!wanted.has(childId)) continue;
    const outcome = await database.transaction('owner', requester, async (tx) => {
      const done = await eraseAgain(tx, stone, now);
      if (done === 'erased')
        await recordAudit(tx, requester, {
          verb: 'erasure',
          route: 'erase-again',
          act: 'erase-again',
          childIds: [childId],
        });
      return done;
    });
    if (outcome === 'another') others.push(childId);
    if (outcome === 'erased') erased.push(childId);
  }
  const known = await database.read('job', requester, (tx) => listTombstones(tx));
  for (const file of config.tombstoneFiles) addTombstones(file, known);
  return { erased, others };
}

/** The outcome in words, one line each; none where there was nothing to do. */
export function wordsOfErasedAgain({ erased, others }: ErasedAgain): string[] {
  return [
    ...(erased.length === 0
      ? []
      : [`Children erased again, whom a restored backup had brought back: ${erased.length}.`]),
    ...others.map(
      (childId) =>
        `The list of the erased names child ${childId}, and the child of that number here is another: left as it is.`,
    ),
  ];
}
