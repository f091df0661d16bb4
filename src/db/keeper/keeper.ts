import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { SetupError } from '../../setup-error.ts';
import type { KeeperFolder } from './folder.ts';
import {
  keeperFolder,
  letPass,
  makeDataFolder,
  makeSocketFolder,
  recordedSocketFolder,
  removeSocketFolder,
} from './folder.ts';
import { initialise } from './initialise.ts';
import { launch } from './launch.ts';
import type { FileLock } from './lock.ts';
import { lockExclusively, tryLockExclusively, tryShareLock } from './lock.ts';
import type { Passwords } from './passwords.ts';
import { keepPasswords } from './passwords.ts';
import type { Postmaster } from './postmaster.ts';
import { hasProc, isAlive, servesCluster } from './postmaster.ts';
import { prepareCluster } from './prepare.ts';
import { programsFor, removeProgramsCopy } from './reach.ts';
import { stopPostmaster } from './stop.ts';
import { clearTheWay, findRunning } from './takeover.ts';

/** How long another process may be at starting or stopping PostgreSQL before we say so, in milliseconds. */
const SUPERVISOR_WAIT_MS = 180_000;
/** How often each user of the server looks whether it still runs, in milliseconds. */
const WATCH_EVERY_MS = 100;
/** How many failures to bring the server back are told to the operator only by the last of them. */
const FAILURES_UNTOLD = 5;
/** How long a clean stop may take to write what is in memory, in milliseconds. */
const CLEAN_STOP_WITHIN_MS = 60_000;

/** A process's part in the embedded PostgreSQL: while anyone holds one it is kept running; the last to release stops it. */
export type Hold = {
  /** Directory of the socket; always port 5432. */
  readonly socketFolder: string;
  readonly passwords: Passwords;
  release(): Promise<void>;
};

/** Joins the PostgreSQL that runs on the data folder, or starts it, taking over whatever a crash has left. */
export async function holdPostgres(dataFolder: string): Promise<Hold> {
  const folder = keeperFolder(dataFolder);
  makeDataFolder(folder);
  const { share, running } = await supervising(folder, async () => joinOrStart(folder));
  let postmaster = running.postmaster;
  let released = false;
  let restarting = false;
  let failures = 0;
  const bringBack = async (): Promise<void> => {
    try {
      postmaster = await restart(folder);
      failures = 0;
    } catch (error) {
      // Tried again until it works or we let go; what does not pass by itself is told, once.
      failures += 1;
      const trouble = error instanceof Error ? error.message : String(error);
      if (failures === FAILURES_UNTOLD)
        process.stderr.write(`The database has stopped and does not start: ${trouble}\n`);
    }
    restarting = false;
  };
  const watch = setInterval(() => {
    if (restarting || released || stillServes(postmaster, folder)) return;
    restarting = true;
    void bringBack();
  }, WATCH_EVERY_MS);
  watch.unref();
  return {
    socketFolder: running.socketFolder,
    passwords: running.passwords,
    release: async () => {
      if (released) return;
      released = true;
      clearInterval(watch);
      await supervising(folder, async () => leave(folder, share, running.passwords));
    },
  };
}

/** Whether the server is there; a process that was given its number since is not it. */
function stillServes(postmaster: Postmaster, folder: KeeperFolder): boolean {
  return hasProc ? servesCluster(postmaster.pid, folder.cluster) : isAlive(postmaster.pid);
}

type Running = { socketFolder: string; passwords: Passwords; postmaster: Postmaster };

/** Runs an act that starts or stops PostgreSQL while no other process can. */
async function supervising<T>(folder: KeeperFolder, act: () => Promise<T>): Promise<T> {
  const supervisor = await lockExclusively(folder.supervisorLock, SUPERVISOR_WAIT_MS);
  if (supervisor === null) {
    throw new SetupError(
      `Another Homeward process has been starting or stopping the database in ${folder.root} for ${SUPERVISOR_WAIT_MS / 60_000} minutes. Look what it waits for, or end it, and try again.`,
    );
  }
  try {
    return await act();
  } finally {
    supervisor.release();
  }
}

async function joinOrStart(folder: KeeperFolder): Promise<{ share: FileLock; running: Running }> {
  const passwords = keepPasswords(folder);
  const alone = tryLockExclusively(folder.usersLock);
  alone?.release();
  // With nobody using it, a server that runs is an orphan with the unfinished work of the dead: stopped, then started afresh.
  const running = (alone === null ? await join(folder, passwords) : null) ?? (await startPrepared(folder, passwords));
  const share = tryShareLock(folder.usersLock);
  if (share === null) throw new Error("the users' lock is held although the supervisor's is ours");
  return { share, running };
}

async function join(folder: KeeperFolder, passwords: Passwords): Promise<Running | null> {
  const postmaster = await findRunning(folder, passwords);
  const socketFolder = recordedSocketFolder(folder);
  return postmaster === null || socketFolder === null ? null : { postmaster, socketFolder, passwords };
}

async function startPrepared(folder: KeeperFolder, passwords: Passwords): Promise<Running> {
  const running = await start(folder, passwords);
  try {
    await prepareCluster(running.socketFolder, passwords);
  } catch (error) {
    await stopPostmaster(running.postmaster, CLEAN_STOP_WITHIN_MS);
    throw error;
  }
  return running;
}

async function start(folder: KeeperFolder, passwords: Passwords): Promise<Running> {
  const account = serverAccount(folder.cluster);
  letPass(folder, account);
  await clearTheWay(folder, passwords);
  const binaries = programsFor(account, folder.programsRecord, findBinaries());
  await initialise(folder, binaries, account, passwords);
  const socketFolder = makeSocketFolder(folder, account);
  const postmaster = await launch(folder, binaries, account, socketFolder, passwords);
  return { postmaster, socketFolder, passwords };
}

/** Brings a server back that has died under its users; the first of them to notice starts it, the others find it running. */
async function restart(folder: KeeperFolder): Promise<Postmaster> {
  return supervising(folder, async () => {
    const passwords = keepPasswords(folder);
    return (await findRunning(folder, passwords)) ?? (await start(folder, passwords)).postmaster;
  });
}

async function leave(folder: KeeperFolder, share: FileLock, passwords: Passwords): Promise<void> {
  share.release();
  const last = tryLockExclusively(folder.usersLock);
  if (last === null) return;
  try {
    const postmaster = await findRunning(folder, passwords);
    if (postmaster !== null) await stopPostmaster(postmaster, CLEAN_STOP_WITHIN_MS);
    removeProgramsCopy(folder.programsRecord);
    removeSocketFolder(folder);
  } finally {
    last.release();
  }
}
