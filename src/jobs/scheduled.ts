/** What runs by itself while Homeward serves: one list, in the order of how often. */
import type { ScheduledJob } from './job.ts';

/** Every job. */
export const SCHEDULED: readonly ScheduledJob[] = [];
