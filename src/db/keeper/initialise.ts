import { spawn } from 'node:child_process';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../../setup-error.ts';
import type { ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { syncFolder } from './durable-file.ts';
import type { KeeperFolder } from './folder.ts';
import { makePrivate } from './folder.ts';
import type { Passwords } from './passwords.ts';
import { KEEPER_ROLE } from './passwords.ts';
import { seenBy, type SeenDirectory } from './reach.ts';

/**
 * Makes the cluster where there is none. It is made beside its place and moved there when whole,
 * so that a start cut short leaves nothing that looks like a database.
 */
export async function initialise(
  folder: KeeperFolder,
  binaries: Binaries,
  account: ServerAccount,
  passwords: Passwords,
): Promise<void> {
  if (existsSync(folder.cluster)) return;
  const workshop = path.join(folder.root, 'postgres.new');
  rmSync(workshop, { recursive: true, force: true });
  makePrivate(workshop, account);
  const passwordFile = path.join(workshop, 'password');
  writeFileSync(passwordFile, passwords[KEEPER_ROLE], { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  const seen = seenBy(account, workshop);
  try {
    await runInitdb(binaries.initdb, seen, workshop, account);
  } catch (error) {
    rmSync(workshop, { recursive: true, force: true });
    throw new SetupError(`The embedded PostgreSQL could not be set up in ${folder.root}: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    seen.close();
  }
  renameSync(path.join(workshop, 'cluster'), folder.cluster);
  syncFolder(folder.root);
  rmSync(workshop, { recursive: true, force: true });
}

async function runInitdb(initdb: string, seen: SeenDirectory, workshop: string, account: ServerAccount): Promise<void> {
  const settings = [
    `--pgdata=${seen.path}/cluster`,
    `--username=${KEEPER_ROLE}`,
    `--pwfile=${seen.path}/password`,
    '--auth-local=scram-sha-256',
    '--auth-host=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--set=listen_addresses=',
  ];
  const child = spawn(initdb, settings, {
    cwd: workshop,
    stdio: ['ignore', 'ignore', 'pipe', ...seen.handles],
    env: { LC_ALL: 'C', TZ: 'UTC' },
    ...account,
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(said.trim());
}
