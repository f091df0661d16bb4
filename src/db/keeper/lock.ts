import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A lock on a file that the operating system lets go of when its process dies, however it dies.
 * Node has no call for one; its SQLite does, and locks an empty file just as well as a full one.
 * Nothing in this process may open the file by other means: closing such a handle would drop the lock.
 */
export type FileLock = { release(): void };

/** Takes the lock for this process alone, or returns null where any other holds it. */
export function tryLockExclusively(file: string): FileLock | null {
  return tryLock(file, 'begin exclusive');
}

/** Takes a share of the lock, or returns null where another process holds it alone. */
export function tryShareLock(file: string): FileLock | null {
  return tryLock(file, 'begin; select count(*) from sqlite_master');
}

/** Waits for the lock for this process alone; null when the wait, in milliseconds, is over. */
export async function lockExclusively(file: string, waitMs: number): Promise<FileLock | null> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = tryLockExclusively(file);
    if (lock !== null || performance.now() > deadline) return lock;
    await pause(20 + Math.random() * 30);
  }
}

function tryLock(file: string, statement: string): FileLock | null {
  const handle = new DatabaseSync(file, { timeout: 0 });
  try {
    handle.exec(`pragma journal_mode = memory; ${statement}`);
  } catch (error) {
    handle.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => handle.close() };
}

function isBusy(error: unknown): boolean {
  const SQLITE_BUSY = 5;
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
