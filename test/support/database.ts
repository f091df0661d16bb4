import { createHash, randomBytes } from 'node:crypto';
import { after } from 'node:test';
import pg from 'pg';
import { connectTo } from '../../src/db/connect.ts';
import { holdPostgres, type Hold } from '../../src/db/keeper/keeper.ts';
import { keeperConnection } from '../../src/db/keeper/launch.ts';
import { migrate, readMigrations } from '../../src/db/migrate.ts';
import type { ServerAccess } from '../../src/db/server-access.ts';
import { accessEmbedded } from '../../src/db/server-access.ts';
import type { Database } from '../../src/db/transaction.ts';
import { testDataFolder } from './test-data-folder.ts';

/** The lock that lets one test process make the template while others wait; any number that nothing else uses. */
const TEMPLATE_LOCK = 4_712_302;

/** One hold for the life of the test file, so that the server does not stop and start between its tests. */
let hold: Promise<Hold> | undefined;

/**
 * What the server of the tests leaves out: waiting for the disk, which only a cut of the power can tell from not waiting.
 * Whatever is killed keeps what was committed; the tests of the keeper's own start and stop have servers as in production.
 */
const WITHOUT_THE_DISK = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;
after(async () => (await hold)?.release());

/**
 * A database of this test's own: a copy of the migrated template, with the roles and limits of production.
 * It is dropped when the test ends; a transaction that is still open then fails the test.
 */
export async function withDatabase(t: { after(end: () => Promise<void>): void }): Promise<Database> {
  hold ??= holdQuickly();
  await hold;
  const name = `homeward_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const access = await accessEmbedded(testDataFolder, name);
  try {
    await asKeeper(access, 'postgres', (client) => cloneTemplate(client, access, name));
  } catch (error) {
    await access.release();
    throw error;
  }
  const release = async (): Promise<void> => {
    await asKeeper(access, 'postgres', (client) => client.query(`drop database ${name} with (force)`));
    await access.release();
  };
  const database = connectTo({ ...access, release });
  t.after(() => database.close());
  return database;
}

async function holdQuickly(): Promise<Hold> {
  const held = await holdPostgres(testDataFolder);
  const client = new pg.Client(keeperConnection(held.socketFolder, held.passwords, 'postgres'));
  await client.connect();
  try {
    for (const setting of WITHOUT_THE_DISK) {
      const { rows } = await client.query<{ on: boolean }>(`select current_setting('${setting}') = 'on' as on`);
      if (rows[0]?.on === true) await client.query(`alter system set ${setting} = off`);
    }
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
  return held;
}

async function cloneTemplate(client: pg.Client, access: ServerAccess, name: string): Promise<void> {
  const migrations = readMigrations();
  const version = createHash('sha256')
    .update(migrations.map((migration) => migration.checksum).join())
    .digest('hex')
    .slice(0, 12);
  const template = `homeward_template_${version}`;
  await client.query(`select pg_advisory_lock(${TEMPLATE_LOCK})`);
  const known = await client.query('select from pg_database where datname = $1', [template]);
  if (known.rowCount === 0) await makeTemplate(client, access, template);
  await client.query(`select pg_advisory_unlock(${TEMPLATE_LOCK})`);
  await client.query(`create database ${name} template ${template} owner homeward_owner`);
}

async function makeTemplate(client: pg.Client, access: ServerAccess, template: string): Promise<void> {
  await dropLeftovers(client);
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft} owner homeward_owner`);
  await migrate({ ...access.administratorConnection(), database: draft });
  // Under its own name only when whole: a run cut short leaves a draft, which the next one drops.
  await client.query(`alter database ${draft} rename to ${template}`);
}

/** Drops what runs that were cut short have left: databases of tests whose process is gone. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "select datname from pg_database where datname like 'homeward\\_test\\_%'",
  );
  for (const { datname } of rows) {
    const pid = Number(datname.split('_')[2]);
    if (!isRunning(pid)) await client.query(`drop database if exists ${datname} with (force)`);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function asKeeper<T>(
  access: ServerAccess,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...access.administratorConnection(), database });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
