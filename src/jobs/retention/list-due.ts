/** Keeps the review list of retention: what is due comes on it, what is due no more leaves it. Nothing is erased here. */
import { createHash } from 'node:crypto';
import { factsOf } from '../../db/retention/child.ts';
import { closeNotDue, findUnjudged, keepClocks, listDue } from '../../db/retention/clocks.ts';
import { schedulesInForce } from '../../domain/retention/schedule.ts';
import { lastClockEnds } from '../../domain/retention/standing.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { requesterOfJob, type ScheduledJob } from '../job.ts';

/** Children judged in one transaction. */
const PART = 500;

/** Judges the clock of every child that changed, or of all where the schedules in force did, and brings the list up to date. */
export async function listWhatIsDue(
  { database, rules, retention }: Pick<Services, 'database' | 'rules' | 'retention'>,
  now: Instant,
): Promise<{ readonly listed: number; readonly closed: number }> {
  const requester = requesterOfJob('retention-review');
  const schedules = schedulesInForce(retention.schedules, londonDate(now));
  const judgedBy = createHash('sha256').update(JSON.stringify(schedules)).digest('hex');
  for (;;) {
    const judged = await database.transaction('job', requester, async (tx) => {
      const childIds = await findUnjudged(tx, judgedBy, PART);
      const facts = await factsOf(tx, rules, childIds);
      const clocks = [...facts].map(([childId, one]) => ({
        childId,
        version: one.version,
        dueAt: lastClockEnds(one, schedules, now),
      }));
      await keepClocks(tx, judgedBy, clocks);
      return clocks.length;
    });
    if (judged === 0) break;
  }
  return database.transaction('job', requester, async (tx) => ({
    closed: await closeNotDue(tx, now),
    listed: await listDue(tx, now),
  }));
}

/** Every hour: nothing due is listed later than that. */
export const LIST_DUE: ScheduledJob = {
  name: 'retention-review',
  everySeconds: 3600,
  run: async (services, now) => {
    await listWhatIsDue(services, now);
  },
};
