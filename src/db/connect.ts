import type pg from 'pg';
import type { Config } from '../config.ts';
import { ConnectionPool } from './connection-pool.ts';
import { migrate } from './migrate.ts';
import type { ServerAccess } from './server-access.ts';
import { reachServer } from './server-access.ts';
import type { Database, DatabaseRole, ReadOptions } from './transaction.ts';
import { askAlone, runTransaction } from './transaction.ts';
import { valueTypes } from './value-types.ts';

/** For each role: connections at most, and limits in milliseconds, so that no query of one kind starves another. */
const LIMITS = {
  owner: { connections: 2, statement: 0, lock: 10_000, idleInTransaction: 60_000 },
  request: { connections: 20, statement: 5000, lock: 2000, idleInTransaction: 10_000 },
  job: { connections: 8, statement: 60_000, lock: 10_000, idleInTransaction: 60_000 },
} as const satisfies Record<DatabaseRole, object>;

/** Opens the database that the settings name, brought up to date. Close it: the embedded server stops with its last user. */
export async function openDatabase(
  config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'databaseReadUrl'>,
): Promise<Database> {
  const access = await reachServer(config);
  try {
    await migrate(access.administratorConnection());
    return connectTo(access);
  } catch (error) {
    await access.release();
    throw error;
  }
}

/** The database behind this access, with a pool for each role. */
export function connectTo(access: ServerAccess): Database {
  const poolOf = (role: DatabaseRole, connection: ServerAccess['connection']): ConnectionPool =>
    new ConnectionPool(poolConfig(role, connection));
  const pools = {
    owner: poolOf('owner', access.connection),
    request: poolOf('request', access.connection),
    job: poolOf('job', access.connection),
  };
  const replica = access.replicaConnection;
  const replicas =
    replica === null ? pools : { owner: pools.owner, request: poolOf('request', replica), job: poolOf('job', replica) };
  return {
    transaction: (role, requester, work, options = {}) =>
      runTransaction(pools[role], requester, work, 'begin', options),
    read: (role, requester, work, { fromReplica = false, ...options }: ReadOptions = {}) =>
      runTransaction((fromReplica ? replicas : pools)[role], requester, work, 'begin read only', {
        ...options,
        isolation: 'repeatable read',
      }),
    ask: (role, question) => askAlone(pools[role], question),
    close: async () => {
      const all = new Set([...Object.values(pools), ...Object.values(replicas)]);
      const left = await Promise.all([...all].map((pool) => pool.close()));
      await access.release();
      const unfinished = left.reduce((sum, count) => sum + count, 0);
      if (unfinished > 0) throw new Error(`${unfinished} transactions were still open when the database was closed`);
    },
  };
}

function poolConfig(role: DatabaseRole, connection: ServerAccess['connection']): pg.PoolConfig {
  const limits = LIMITS[role];
  const options = [
    `-c statement_timeout=${limits.statement}`,
    `-c lock_timeout=${limits.lock}`,
    `-c idle_in_transaction_session_timeout=${limits.idleInTransaction}`,
    '-c search_path=homeward,public',
    '-c timezone=UTC',
  ].join(' ');
  return {
    ...connection(role, options),
    max: limits.connections,
    types: valueTypes,
    application_name: `homeward ${role}`,
  };
}
