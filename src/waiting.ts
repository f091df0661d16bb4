/** What waits for a person at each place of the service navigation. */
import { may } from './access.ts';
import type { Database } from './db/transaction.ts';
import { isRole } from './domain/access/roles.ts';
import { countOpenAlerts } from './features/alerts/queries.ts';
import { countGlassToReview } from './features/broken-glass/queries.ts';
import { paths } from './web/paths.ts';
import type { SignedIn } from './web/session.ts';

/** How many things wait, by the address of the place; places where nothing waits are left out. */
export type Waiting = ReadonlyMap<string, number>;

/** Counts what waits for a person; an account that the policy does not know has nothing to wait for. */
export async function countWaiting(database: Database, requester: SignedIn): Promise<Waiting> {
  if (!isRole(requester.role)) return new Map();
  const decides = may(requester, 'decide-alert');
  const reviews = may(requester, 'review-broken-glass');
  if (!decides && !reviews) return new Map();
  return database.transaction('request', requester, async (tx) => {
    const counted: [string, number][] = [
      [paths.alerts, decides ? await countOpenAlerts(tx) : 0],
      [paths.glassReviews, reviews ? await countGlassToReview(tx, requester.agencyCode) : 0],
    ];
    return new Map(counted.filter(([, count]) => count > 0));
  });
}
