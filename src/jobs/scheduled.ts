/** What runs by itself while Homeward serves: one list, in the order of how often. */
import { discardExpired } from './discard-expired.ts';
import type { ScheduledJob } from './job.ts';
import { allPatterns, patternsAtOnce } from './look-for-patterns.ts';
import { ERASE_CONFIRMED } from './retention/erase-confirmed.ts';
import { FORGET_SHORT_LIVED } from './retention/forget-short-lived.ts';
import { LIST_DUE } from './retention/list-due.ts';
import { sealAudit } from './seal-audit.ts';

/** Every job. */
export const SCHEDULED: readonly ScheduledJob[] = [
  sealAudit,
  patternsAtOnce,
  ERASE_CONFIRMED,
  LIST_DUE,
  allPatterns,
  FORGET_SHORT_LIVED,
  discardExpired,
];
