import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { SetupError } from '../../setup-error.ts';
import type { ServerAccount } from './account.ts';
import { writeDurably } from './durable-file.ts';
import { obstacleTo, sharedTemporaryFolder } from './reach.ts';

/** The longest path of a unix socket that every system accepts, in bytes. */
const LONGEST_SOCKET_PATH = 103;
const SOCKET_FILE = '.s.PGSQL.5432';

/** Where the embedded PostgreSQL and what we keep about it lie, inside the data folder. */
export type KeeperFolder = {
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** Held alone, for a moment, by whoever starts or stops PostgreSQL. */
  readonly supervisorLock: string;
  /** Shared by every process that uses PostgreSQL. */
  readonly usersLock: string;
  /** Held alone by the process that serves. */
  readonly servingLock: string;
  /** Where the process that serves says how to reach it. */
  readonly servingAt: string;
  readonly passwords: string;
  /** What PostgreSQL said before its own log began. */
  readonly startLog: string;
  /** Names the directory of the socket. */
  readonly socketRecord: string;
  /** Names the copy of the programs, where one was needed. */
  readonly programsRecord: string;
};

/** Names the places in a data folder; makes nothing. */
export function keeperFolder(root: string): KeeperFolder {
  return {
    root,
    cluster: path.join(root, 'postgres'),
    supervisorLock: path.join(root, 'supervisor.lock'),
    usersLock: path.join(root, 'users.lock'),
    servingLock: path.join(root, 'serving.lock'),
    servingAt: path.join(root, 'serving-at'),
    passwords: path.join(root, 'passwords.json'),
    startLog: path.join(root, 'start.log'),
    socketRecord: path.join(root, 'socket-folder'),
    programsRecord: path.join(root, 'programs-folder'),
  };
}

/** Makes the data folder, or throws a SetupError where it cannot be written. */
export function makeDataFolder(folder: KeeperFolder): void {
  try {
    // Only the folder itself is closed to others: what is above it may be shared.
    mkdirSync(path.dirname(folder.root), { recursive: true });
    mkdirSync(folder.root, { recursive: true, mode: 0o700 });
    accessSync(folder.root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SetupError(
      `The data folder ${folder.root} cannot be used (${(error as NodeJS.ErrnoException).code}). Make it writable for this user, or set HOMEWARD_DATA to another folder.`,
      { cause: error },
    );
  }
  const owner = statSync(folder.cluster, { throwIfNoEntry: false })?.uid;
  const me = process.getuid?.();
  if (owner !== undefined && me !== undefined && me !== 0 && owner !== me) {
    throw new SetupError(
      `The data folder ${folder.root} belongs to another user of this machine (number ${owner}). Run Homeward as that user, or set HOMEWARD_DATA to another folder.`,
    );
  }
}

/** Lets the server's account pass through the data folder, which stays closed to it otherwise. */
export function letPass(folder: KeeperFolder, account: ServerAccount): void {
  if (account !== null) chmodSync(folder.root, 0o711);
}

/** Makes a directory that only the server's account, and root, may enter. */
export function makePrivate(directory: string, account: ServerAccount): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  if (account !== null) chownSync(directory, account.uid, account.gid);
}

/** The directory of PostgreSQL's socket: in the data folder, or where its path is too long or out of the server's reach, one of its own. */
export function makeSocketFolder(folder: KeeperFolder, account: ServerAccount): string {
  const inside = path.join(folder.root, 'socket');
  const recorded = recordedSocketFolder(folder);
  const place =
    fits(inside) && obstacleTo(account, folder.root) === null
      ? inside
      : recorded !== null && recorded !== inside && isOurs(recorded, account)
        ? recorded
        : mkdtempSync(path.join(sharedTemporaryFolder(account), 'homeward-'));
  if (!fits(place)) {
    throw new SetupError(
      `Neither ${folder.root} nor the directory for temporary files has a path short enough for a socket. Set HOMEWARD_DATA to a folder with a path of at most 80 characters.`,
    );
  }
  makePrivate(place, account);
  // Of a server that died; its number may be another process's by now, which PostgreSQL would take for its own.
  for (const left of [SOCKET_FILE, `${SOCKET_FILE}.lock`]) rmSync(path.join(place, left), { force: true });
  writeDurably(folder.socketRecord, place, 0o644);
  return place;
}

/** The directory of the socket of the server that was last started on this folder. */
export function recordedSocketFolder(folder: KeeperFolder): string | null {
  try {
    return readFileSync(folder.socketRecord, 'utf8');
  } catch {
    return null;
  }
}

/** Removes the directory of the socket where it is one of its own outside the data folder. */
export function removeSocketFolder(folder: KeeperFolder): void {
  const recorded = recordedSocketFolder(folder);
  if (recorded === null || path.dirname(recorded) === folder.root || !path.basename(recorded).startsWith('homeward-'))
    return;
  rmSync(recorded, { recursive: true, force: true });
  rmSync(folder.socketRecord, { force: true });
}

function fits(directory: string): boolean {
  return Buffer.byteLength(path.join(directory, SOCKET_FILE)) <= LONGEST_SOCKET_PATH;
}

function isOurs(directory: string, account: ServerAccount): boolean {
  const found = lstatSync(directory, { throwIfNoEntry: false });
  return (
    found !== undefined &&
    found.isDirectory() &&
    (found.mode & 0o077) === 0 &&
    found.uid === (account?.uid ?? process.getuid?.() ?? found.uid)
  );
}
