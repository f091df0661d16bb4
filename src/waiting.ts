/** What waits for a person at each place of the service navigation. */
import { may } from './access.ts';
import type { Database } from './db/transaction.ts';
import { standingBy } from './domain/access/standing.ts';
import { isRole } from './domain/access/roles.ts';
import { WORKED_AT_HOURS } from './domain/capacity/waiting.ts';
import { plusHours } from './domain/time/instant.ts';
import { countOpenAlerts } from './features/alerts/queries.ts';
import { countGlassToReview } from './features/broken-glass/queries.ts';
import { countCameBack, countToAnswer } from './features/spot-purchase/queries.ts';
import { paths } from './web/paths.ts';
import type { SignedIn } from './web/session.ts';

/** How many things wait, by the address of the place; places where nothing waits are left out. */
export type Waiting = ReadonlyMap<string, number>;

/** Counts what waits for a person; an account that the policy does not know has nothing to wait for. */
export async function countWaiting(database: Database, requester: SignedIn): Promise<Waiting> {
  if (!isRole(requester.role)) return new Map();
  const decides = may(requester, 'decide-alert');
  const reviews = may(requester, 'review-broken-glass');
  const answers = may(requester, 'answer-interview-request');
  // Of the children for whom the agency answers: to whom it gives their interviews is the same question for each.
  const allocates = may(requester, 'allocate-interview', standingBy('responsible-authority'));
  if (!decides && !reviews && !answers && !allocates) return new Map();
  const { agencyCode, at } = requester;
  // What was asked before this was due too long ago to be given to anybody.
  const since = plusHours(at, -2 * WORKED_AT_HOURS);
  return database.transaction('request', requester, async (tx) => {
    const counted: [string, number][] = [
      [paths.alerts, decides ? await countOpenAlerts(tx) : 0],
      [paths.glassReviews, reviews ? await countGlassToReview(tx, agencyCode) : 0],
      [paths.interviewRequests, answers ? await countToAnswer(tx, at) : 0],
      [paths.allocation, allocates ? await countCameBack(tx, agencyCode, at, since) : 0],
    ];
    return new Map(counted.filter(([, count]) => count > 0));
  });
}
