import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { KeeperFolder } from './folder.ts';
import { recordedSocketFolder } from './folder.ts';
import { answers } from './launch.ts';
import type { Passwords } from './passwords.ts';
import type { Postmaster } from './postmaster.ts';
import { hasProc, isAlive, isPostmasterOf, processesOfCluster, readPidFile } from './postmaster.ts';
import { endsWithin, stopPostmaster } from './stop.ts';

/** How long the processes of a server that died may take to notice, in milliseconds. */
const LEFTOVERS_END_WITHIN_MS = 5000;

/** The server that runs on this cluster and is ours beyond doubt; null where there is none. */
export async function findRunning(folder: KeeperFolder, passwords: Passwords): Promise<Postmaster | null> {
  const named = readPidFile(folder.cluster);
  if (named.kind !== 'names' || !isAlive(named.pid)) return null;
  if (hasProc) return isPostmasterOf(named, folder.cluster) ? named : null;
  // Without /proc the server itself is asked: only ours listens in our private directory and knows our password.
  const socketFolder = recordedSocketFolder(folder);
  return socketFolder !== null && (await answers(socketFolder, passwords)) ? named : null;
}

/**
 * Clears the cluster of whatever an earlier process left, so that PostgreSQL can start: stops an orphan of ours,
 * ends leftover backends of a dead one, and lays aside a pid file that names nobody or a stranger.
 * A stranger is never signalled. Call only while holding the supervisor's lock, with no user of the server left.
 */
export async function clearTheWay(folder: KeeperFolder, passwords: Passwords): Promise<void> {
  const orphan = await findRunning(folder, passwords);
  if (orphan !== null) await stopPostmaster(orphan, 10_000);
  if (hasProc && existsSync(folder.cluster)) await endLeftovers(folder.cluster);
  if (readPidFile(folder.cluster).kind !== 'absent') {
    renameSync(path.join(folder.cluster, 'postmaster.pid'), path.join(folder.root, 'postmaster.pid.set-aside'));
  }
}

async function endLeftovers(cluster: string): Promise<void> {
  const waits = processesOfCluster(cluster).map(async (pid) => {
    if (await endsWithin(pid, LEFTOVERS_END_WITHIN_MS)) return;
    // A number may have been given to another process meanwhile.
    if (processesOfCluster(cluster).includes(pid)) process.kill(pid, 'SIGKILL');
    await endsWithin(pid, LEFTOVERS_END_WITHIN_MS);
  });
  await Promise.all(waits);
}
