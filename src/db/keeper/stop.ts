import { setTimeout as pause } from 'node:timers/promises';
import { SetupError } from '../../setup-error.ts';
import type { Postmaster } from './postmaster.ts';
import { isAlive } from './postmaster.ts';

/** Stops a server that is known to be ours: asks for a fast end, then for an immediate one, and never kills it outright. */
export async function stopPostmaster(postmaster: Postmaster, fastWithinMs: number): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: fastWithinMs },
    { signal: 'SIGQUIT', waitMs: 10_000 },
  ] as const;
  for (const { signal, waitMs } of steps) {
    if (!sendSignal(postmaster.pid, signal) || (await endsWithin(postmaster.pid, waitMs))) return;
  }
  throw new SetupError(
    `PostgreSQL (process ${postmaster.pid}) does not stop. Nothing was lost; look at its log, end the process by hand, and start again.`,
  );
}

/** Waits until the process has ended; false when it still lives after so many milliseconds. */
export async function endsWithin(pid: number, waitMs: number): Promise<boolean> {
  const deadline = performance.now() + waitMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await pause(10);
  }
  return true;
}

function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
