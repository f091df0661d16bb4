/** Erases what two people have confirmed, a day later, where nothing has come to stop it. */
import { recordAudit } from '../../db/audit/record.ts';
import { factsOf, holdsOf, keptUntil } from '../../db/retention/child.ts';
import { eraseChild, isNamedInWaiting, listTombstones } from '../../db/retention/erase.ts';
import { findConfirmed, findReview } from '../../db/retention/reviews.ts';
import { addTombstones } from '../../db/retention/tombstone-file.ts';
import type { Transaction } from '../../db/transaction.ts';
import { isToBeErased, reviewState, whyNotDispose } from '../../domain/retention/disposal.ts';
import { agencyClocks, retentionStanding } from '../../domain/retention/standing.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { requesterOfJob, type ScheduledJob } from '../job.ts';

/** Children erased in one run at most. */
const AT_MOST = 1000;
const requester = requesterOfJob('retention-erase');
type Parts = Pick<Services, 'database' | 'rules' | 'retention' | 'config'>;

/**
 * Erases what is to go, each child in a transaction of its own, and keeps its tombstone outside the database too.
 * @returns the identifiers of the children erased
 */
export async function eraseConfirmed(services: Parts, now: Instant): Promise<number[]> {
  const { database, config } = services;
  const candidates = await database.read('job', requester, (tx) => findConfirmed(tx, AT_MOST));
  const erased: number[] = [];
  for (const { reviewId, childId } of candidates) {
    const gone = await database.transaction('job', requester, (tx) => eraseOne(tx, services, reviewId, now));
    if (gone) erased.push(childId);
  }
  // Again at each run: a tombstone that a crash kept from the files is added by the next.
  const stones = await database.read('job', requester, (tx) => listTombstones(tx));
  for (const file of config.tombstoneFiles) addTombstones(file, stones);
  return erased;
}

async function eraseOne(
  tx: Transaction,
  { rules, retention }: Parts,
  reviewId: number,
  now: Instant,
): Promise<boolean> {
  const review = await findReview(tx, reviewId, { lock: true });
  if (review === undefined) return false;
  const { childId } = review;
  const facts = (await factsOf(tx, rules, [childId])).get(childId);
  if (facts === undefined) return false;
  const stops = { holds: await holdsOf(tx, [childId]), keptUntil: await keptUntil(tx, childId) };
  const standing = retentionStanding(facts, retention.schedules, stops, now);
  const { clocks } = agencyClocks(facts, retention.schedules, now);
  const obstacle = whyNotDispose(review.basis, standing, clocks, now);
  if (!isToBeErased(reviewState(review.decisions), obstacle, now) || (await isNamedInWaiting(tx, childId)))
    return false;
  const classes = clocks.filter(({ dueAt }) => dueAt <= now).map(({ agency, classId }) => `${agency} ${classId}`);
  await eraseChild(tx, childId, reviewId, classes, now);
  await recordAudit(tx, requester, {
    verb: 'erasure',
    route: 'retention-erase',
    act: 'erase-child',
    childIds: [childId],
    detail: { basis: review.basis, entries: facts.version },
  });
  return true;
}

/** Every ten minutes. */
export const ERASE_CONFIRMED: ScheduledJob = {
  name: 'retention-erase',
  everySeconds: 600,
  run: async (services, now) => {
    await eraseConfirmed(services, now);
  },
};
