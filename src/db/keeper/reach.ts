import {
  chmodSync,
  closeSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetupError } from '../../setup-error.ts';
import type { ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { writeDurably } from './durable-file.ts';
import { hasProc } from './postmaster.ts';

// As root, PostgreSQL runs as another user, who may be shut out of a directory above its files: of root's home, or of a
// private temporary directory. Nobody's permissions are changed for that: it is given its files by an open handle.

/** A directory as a child process will see it: by its path, or by a handle that is to be its fourth stream. */
export type SeenDirectory = { readonly path: string; readonly handles: readonly number[]; close(): void };

/** The directory by a path under which the server's account reaches it. */
export function seenBy(account: ServerAccount, directory: string): SeenDirectory {
  const obstacle = obstacleTo(account, path.dirname(directory));
  if (obstacle === null) return { path: directory, handles: [], close: () => {} };
  if (!hasProc) {
    throw new SetupError(
      `PostgreSQL, which will not run as root, cannot pass through ${obstacle} to ${directory}. Set HOMEWARD_DATA to a folder that every user can reach, or run Homeward as an ordinary user.`,
    );
  }
  const handle = openSync(directory, 'r');
  return { path: '/proc/self/fd/3', handles: [handle], close: () => closeSync(handle) };
}

/** The programs where the server's account can run them: where they are, or a copy of ours among temporary files, whose place is kept in a record. */
export function programsFor(account: ServerAccount, record: string, programs: Binaries): Binaries {
  const source = path.resolve(path.dirname(programs.postgres), '..');
  if (obstacleTo(account, path.dirname(programs.postgres)) === null) return programs;
  removeProgramsCopy(record);
  const copy = mkdtempSync(path.join(sharedTemporaryFolder(account), 'homeward-postgresql-'));
  cpSync(source, copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  writeDurably(record, copy, 0o600);
  return { initdb: path.join(copy, 'bin', 'initdb'), postgres: path.join(copy, 'bin', 'postgres') };
}

/** A directory for temporary files that the server's account can reach. */
export function sharedTemporaryFolder(account: ServerAccount): string {
  const found = [os.tmpdir(), '/tmp', '/var/tmp'].find(
    (directory) =>
      lstatSync(directory, { throwIfNoEntry: false }) !== undefined && obstacleTo(account, directory) === null,
  );
  if (found !== undefined) return found;
  throw new SetupError(
    `PostgreSQL, which will not run as root, can reach none of the directories for temporary files. Run Homeward as an ordinary user.`,
  );
}

/** The first directory, from the top, that the account may not pass through on its way into this one; null where it may. */
export function obstacleTo(account: ServerAccount, directory: string): string | null {
  if (account === null) return null;
  const parent = path.dirname(directory);
  const above = parent === directory ? null : obstacleTo(account, parent);
  if (above !== null) return above;
  const { mode, uid, gid } = statSync(directory);
  const mayPass = uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001;
  return mayPass === 0 ? directory : null;
}

/** Removes the copy of the programs that the record names, if there is one. */
export function removeProgramsCopy(record: string): void {
  let earlier: string;
  try {
    earlier = readFileSync(record, 'utf8');
  } catch {
    return;
  }
  const isOurs =
    path.basename(earlier).startsWith('homeward-postgresql-') &&
    lstatSync(earlier, { throwIfNoEntry: false })?.uid === process.getuid?.();
  if (isOurs) rmSync(earlier, { recursive: true, force: true });
}
