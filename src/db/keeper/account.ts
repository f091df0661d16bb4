import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { SetupError } from '../../setup-error.ts';

/** The operating system's account that PostgreSQL runs under; null when it is simply our own. */
export type ServerAccount = { readonly uid: number; readonly gid: number } | null;

/** PostgreSQL refuses to run as root: as root it gets the account that already owns its files, `postgres`, or `nobody`. */
export function serverAccount(clusterFolder: string): ServerAccount {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = lookUp('postgres') ?? lookUp('nobody');
  if (account === null) {
    throw new SetupError(
      "PostgreSQL will not run as root, and this machine has neither a user 'postgres' nor 'nobody' to run it as. Run Homeward as an ordinary user, or add a user 'postgres'.",
    );
  }
  return account;
}

function lookUp(name: string): { uid: number; gid: number } | null {
  const number = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return null;
  }
}
