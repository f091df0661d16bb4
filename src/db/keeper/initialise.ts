import { execFile } from 'node:child_process';
import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { SetupError } from '../../setup-error.ts';
import type { ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { syncFolder } from './durable-file.ts';
import type { KeeperFolder } from './folder.ts';
import { makePrivate } from './folder.ts';
import type { Passwords } from './passwords.ts';
import { KEEPER_ROLE } from './passwords.ts';

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
  const made = path.join(workshop, 'cluster');
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${made}`,
        `--username=${KEEPER_ROLE}`,
        `--pwfile=${passwordFile}`,
        '--auth-local=scram-sha-256',
        '--auth-host=scram-sha-256',
        '--data-checksums',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--set=listen_addresses=',
      ],
      { cwd: workshop, env: { LC_ALL: 'C', TZ: 'UTC' }, ...account },
    );
  } catch (error) {
    rmSync(workshop, { recursive: true, force: true });
    const said = (error as { stderr?: string }).stderr?.trim() ?? String(error);
    throw new SetupError(`The embedded PostgreSQL could not be set up in ${folder.root}: ${said}`, { cause: error });
  }
  renameSync(made, folder.cluster);
  syncFolder(folder.root);
  rmSync(workshop, { recursive: true, force: true });
}
