/** Throws away data of the system's own working past its time, and says in the audit how much, never what. */
import { recordAudit } from '../../db/audit/record.ts';
import { forgetShortLived } from '../../db/retention/erase.ts';
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { requesterOfJob, type ScheduledJob } from '../job.ts';

const requester = requesterOfJob('retention-forget');

/** Throws away what is past its time; returns how many rows of each kind went. */
export async function forgetWhatIsOver(
  { database, retention }: Pick<Services, 'database' | 'retention'>,
  now: Instant,
): Promise<Readonly<Record<string, number>>> {
  return database.transaction('job', requester, async (tx) => {
    const gone: Record<string, number> = {};
    for (const { kind, hours } of retention.shortLived) {
      const count = await forgetShortLived(tx, kind, plusHours(now, -hours));
      if (count > 0) gone[kind] = count;
    }
    if (Object.keys(gone).length > 0)
      await recordAudit(tx, requester, {
        verb: 'erasure',
        route: 'retention-forget',
        act: 'forget-short-lived',
        childIds: [],
        detail: gone,
      });
    return gone;
  });
}

/** Every hour. */
export const FORGET_SHORT_LIVED: ScheduledJob = {
  name: 'retention-forget',
  everySeconds: 3600,
  run: async (services, now) => {
    await forgetWhatIsOver(services, now);
  },
};
