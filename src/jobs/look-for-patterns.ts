/** Looks through the audit for ways of looking that somebody should ask about. */
import { findAllPatterns, findPatternsAtOnce } from '../features/alerts/commands.ts';
import type { Instant } from '../domain/time/instant.ts';
import { requesterOfJob, type ScheduledJob } from './job.ts';

/** How far back a run every minute reads, so that one late run misses nobody. */
const AT_ONCE_READS_MS = 300_000;

/** Every minute: what must be known at once. */
export const patternsAtOnce: ScheduledJob = {
  name: 'patterns at once',
  everySeconds: 60,
  run: async ({ database }, now) => {
    await findPatternsAtOnce(database, requesterOfJob('patterns at once'), (now - AT_ONCE_READS_MS) as Instant, now);
  },
};

/** Every six hours: every pattern of yesterday and of today so far. */
export const allPatterns: ScheduledJob = {
  name: 'patterns',
  everySeconds: 21_600,
  run: async ({ database }, now) => {
    await findAllPatterns(database, requesterOfJob('patterns'), now);
  },
};
