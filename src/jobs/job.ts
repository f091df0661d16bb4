import type { Requester } from '../db/requester.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Services } from '../services.ts';

/** One thing done again and again. Each run is to end soon, and to be safe to begin anew wherever the last one was cut off. */
export type ScheduledJob = {
  /** Names it in the log, in the audit and among processes: the same name never runs twice at once. */
  readonly name: string;
  /** From the end of one run to the start of the next, in seconds. */
  readonly everySeconds: number;
  readonly run: (services: Services, now: Instant) => Promise<void>;
};

/** On whose behalf a job runs: nobody's. */
export function requesterOfJob(name: string): Requester {
  return { userId: null, agencyCode: null, purpose: name, requestId: `job ${name}` };
}
