import type pg from 'pg';
import type { Config } from '../config.ts';
import { holdPostgres } from './keeper/keeper.ts';
import { keeperConnection } from './keeper/launch.ts';
import { DATABASE_NAME } from './keeper/prepare.ts';
import type { DatabaseRole } from './transaction.ts';

/** A PostgreSQL to connect to, and how. */
export type ServerAccess = {
  connection(role: DatabaseRole, options: string): pg.ClientConfig;
  /** For migrations and roles: the superuser when embedded, else the login of DATABASE_URL. */
  administratorConnection(): pg.ClientConfig;
  /** Null where there is no replica. */
  replicaConnection: ((role: DatabaseRole, options: string) => pg.ClientConfig) | null;
  /** Lets go of the embedded server; the last to do so stops it. */
  release(): Promise<void>;
};

/** Reaches the server that the settings name, starting the embedded one where it is wanted and not running. */
export async function reachServer(
  config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'databaseReadUrl'>,
): Promise<ServerAccess> {
  if (config.databaseUrl !== null) return accessByUrl(config.databaseUrl, config.databaseReadUrl);
  return accessEmbedded(config.dataFolder, DATABASE_NAME);
}

/** Reaches one database of the embedded server; each role has a login of its own. */
export async function accessEmbedded(dataFolder: string, database: string): Promise<ServerAccess> {
  const hold = await holdPostgres(dataFolder);
  return {
    connection: (role, options) => ({
      host: hold.socketFolder,
      port: 5432,
      database,
      user: `homeward_${role}`,
      password: hold.passwords[`homeward_${role}`],
      options,
      connectionTimeoutMillis: 5000,
    }),
    administratorConnection: () => keeperConnection(hold.socketFolder, hold.passwords, database),
    replicaConnection: null,
    release: () => hold.release(),
  };
}

/** Reaches a server of the operator's own; the one login takes on each role. */
function accessByUrl(url: URL, readUrl: URL | null): ServerAccess {
  const asRole =
    (server: URL) =>
    (role: DatabaseRole, options: string): pg.ClientConfig =>
      byUrl(server, `-c role=homeward_${role} ${options}`);
  return {
    connection: asRole(url),
    administratorConnection: () => byUrl(url, ''),
    replicaConnection: readUrl === null ? null : asRole(readUrl),
    release: async () => {},
  };
}

function byUrl(server: URL, options: string): pg.ClientConfig {
  const url = new URL(server);
  // What the URL itself sets comes first, so that ours is not undone by it.
  const all = `${url.searchParams.get('options') ?? ''} ${options}`.trim();
  url.searchParams.delete('options');
  return { connectionString: url.href, connectionTimeoutMillis: 5000, ...(all === '' ? {} : { options: all }) };
}
