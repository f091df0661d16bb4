/** Keeps the scheduled jobs running: each by its own time, in one process at a time, again after an error. */
import { setTimeout as pause } from 'node:timers/promises';
import { alone } from '../db/alone.ts';
import type { Services } from '../services.ts';
import { describeError } from '../web/log.ts';
import { requesterOfJob, type ScheduledJob } from './job.ts';

/** How a run that failed is told of. */
export type OnFailure = (name: string, error: unknown) => void;

/** The jobs, running. */
export type Running = {
  /** Starts no run more, and waits for those begun. */
  readonly stop: () => Promise<void>;
};

/** Starts every job: the first run at once, then each after its own time. A failure is told of, and the next run tries again. */
export function keepRunning(
  jobs: readonly ScheduledJob[],
  services: Services,
  onFailure: OnFailure = logFailure,
): Running {
  const stopping = new AbortController();
  const all = jobs.map((job) => repeat(job, services, stopping.signal, onFailure));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(all);
    },
  };
}

async function repeat(
  job: ScheduledJob,
  services: Services,
  stopping: AbortSignal,
  onFailure: OnFailure,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await alone(services.database, requesterOfJob(job.name), `job ${job.name}`, () =>
        job.run(services, services.clock()),
      );
    } catch (error) {
      onFailure(job.name, error);
    }
    await pause(job.everySeconds * 1000, undefined, { signal: stopping }).catch(() => {});
  }
}

/** One line on standard error, with the kind of error and where it was thrown, and nothing of what it says. */
function logFailure(name: string, error: unknown): void {
  const at = Temporal.Now.instant().toString();
  process.stderr.write(
    `${JSON.stringify({ level: 'error', at, job: name, err: describeError(error), msg: 'job failed' })}\n`,
  );
}
