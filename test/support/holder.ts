import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import pg from 'pg';
import { keeperFolder } from '../../src/db/keeper/folder.ts';
import { readPasswords } from '../../src/db/keeper/passwords.ts';

/** Another process that uses the PostgreSQL of a data folder. */
export type Holder = {
  /** Lets go in good order, and waits until the process has ended. */
  release(): Promise<void>;
  /** Kills the process, so that it can put nothing in order. */
  kill(): Promise<void>;
};

/** Starts a process that holds the PostgreSQL of the data folder, and waits until it does. */
export async function startHolder(
  t: TestContext,
  dataFolder: string,
  account?: { uid: number; gid: number },
): Promise<Holder> {
  const script = path.join(import.meta.dirname, 'hold-postgres.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, dataFolder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...account,
  });
  t.after(() => child.kill('SIGKILL'));
  await saysSomething(child);
  const ended = once(child, 'exit');
  return {
    release: async () => {
      child.stdin.end();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function saysSomething(child: ChildProcess): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (part: Buffer) => {
    complaint += part.toString();
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('error', reject);
    child.once('close', () => reject(new Error(`the process ended without holding: ${complaint}`)));
  });
}

/** An empty data folder for this test, with a short path; removed with what runs in it when the test ends. */
export function emptyDataFolder(t: TestContext): string {
  const above = mkdtempSync(path.join(os.tmpdir(), 'homeward-test-'));
  // As a checkout is: anyone may pass through what is above the data folder.
  chmodSync(above, 0o755);
  const folder = path.join(above, 'data');
  t.after(() => {
    const pid = postmasterPid(folder);
    if (pid !== null) tryKill(pid);
    rmSync(above, { recursive: true, force: true, maxRetries: 5 });
  });
  return folder;
}

/** The process that postmaster.pid names; null where it names none. */
export function postmasterPid(dataFolder: string): number | null {
  try {
    return Number.parseInt(readFileSync(path.join(keeperFolder(dataFolder).cluster, 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return null;
  }
}

/** A connection to the PostgreSQL of the data folder, as its superuser. */
export async function connectAsKeeper(dataFolder: string): Promise<pg.Client> {
  const folder = keeperFolder(dataFolder);
  const client = new pg.Client({
    host: readFileSync(folder.socketRecord, 'utf8'),
    user: 'homeward_keeper',
    password: readPasswords(folder).homeward_keeper,
    database: 'homeward',
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It has ended already.
  }
}
