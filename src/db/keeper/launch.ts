import { spawn } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { SetupError } from '../../setup-error.ts';
import type { ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { KeeperFolder } from './folder.ts';
import type { Passwords } from './passwords.ts';
import { KEEPER_ROLE } from './passwords.ts';
import type { Postmaster } from './postmaster.ts';
import { readPidFile } from './postmaster.ts';
import { stopPostmaster } from './stop.ts';
import { seenBy } from './reach.ts';
import { serverSettings } from './server-settings.ts';

/** How long a start may take, recovery after a crash included, in milliseconds. */
const READY_WITHIN_MS = 120_000;
/** How long processes of a server that died may hold its memory before we give up, in milliseconds. */
const MEMORY_FREED_WITHIN_MS = 30_000;

/** Starts PostgreSQL on the cluster and waits until it answers. */
export async function launch(
  folder: KeeperFolder,
  binaries: Binaries,
  account: ServerAccount,
  socketFolder: string,
  passwords: Passwords,
): Promise<Postmaster> {
  const giveUpAt = performance.now() + MEMORY_FREED_WITHIN_MS;
  for (let waitMs = 20; ; waitMs = Math.min(waitMs * 2, 1000)) {
    const outcome = await launchOnce(folder, binaries, account, socketFolder, passwords);
    if (outcome.kind === 'ready') return outcome.postmaster;
    if (!/shared memory block .* still in use/.test(outcome.said) || performance.now() > giveUpAt) {
      throw new SetupError(
        `The embedded PostgreSQL did not start. It said: ${outcome.said.trim() || 'nothing'}. Its log is in ${folder.cluster}/log.`,
      );
    }
    await pause(waitMs);
  }
}

type Outcome = { kind: 'ready'; postmaster: Postmaster } | { kind: 'stopped'; said: string };

async function launchOnce(
  folder: KeeperFolder,
  binaries: Binaries,
  account: ServerAccount,
  socketFolder: string,
  passwords: Passwords,
): Promise<Outcome> {
  const log = openSync(folder.startLog, 'w', 0o600);
  if (account !== null) chownSync(folder.startLog, account.uid, account.gid);
  // Detached: Ctrl-C in our terminal is for us; we stop it in our own order.
  const cluster = seenBy(account, folder.cluster);
  const child = spawn(binaries.postgres, ['-D', cluster.path, ...serverSettings(socketFolder)], {
    cwd: folder.cluster,
    detached: true,
    stdio: ['ignore', log, log, ...cluster.handles],
    env: { LC_ALL: 'C', TZ: 'UTC' },
    ...account,
  });
  cluster.close();
  closeSync(log);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  child.once('error', () => {
    ended = true;
  });
  child.unref();
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!ended && performance.now() < deadline) {
    const named = readPidFile(folder.cluster);
    if (named.kind === 'names' && named.pid === child.pid && (await answers(socketFolder, passwords))) {
      return { kind: 'ready', postmaster: { pid: named.pid, startedAtSeconds: named.startedAtSeconds } };
    }
    await pause(15);
  }
  if (!ended && child.pid !== undefined) await stopPostmaster({ pid: child.pid, startedAtSeconds: 0 }, 10_000);
  return { kind: 'stopped', said: readFileSync(folder.startLog, 'utf8') };
}

/** Whether a server answers on the socket and knows our password. */
export async function answers(socketFolder: string, passwords: Passwords): Promise<boolean> {
  const client = new pg.Client(keeperConnection(socketFolder, passwords, 'postgres'));
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** How the keeper itself connects, as superuser. */
export function keeperConnection(socketFolder: string, passwords: Passwords, database: string): pg.ClientConfig {
  return {
    host: socketFolder,
    port: 5432,
    user: KEEPER_ROLE,
    password: passwords[KEEPER_ROLE],
    database,
    connectionTimeoutMillis: 5000,
    application_name: 'homeward keeper',
  };
}
