/** Throws away files that can no longer be fetched, and the counts of budgets long past. */
import { discardExpiredFiles, discardOldCounts } from '../db/expired.ts';
import { requesterOfJob, type ScheduledJob } from './job.ts';

/** Runs every ten minutes. */
export const discardExpired: ScheduledJob = {
  name: 'discard expired files',
  everySeconds: 600,
  run: async ({ database }, now) => {
    await database.transaction('job', requesterOfJob('discard expired files'), async (tx) => {
      await discardExpiredFiles(tx, now);
      await discardOldCounts(tx, now);
    });
  },
};
