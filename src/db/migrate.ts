import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { programFolder } from '../config.ts';
import { SetupError } from '../setup-error.ts';

/** A step of the schema: a file of plain SQL, applied once, never changed after. */
export type Migration = { readonly name: string; readonly checksum: string; readonly statements: string };

/** The lock that lets one starter migrate while others wait; any number that nothing else uses. */
const MIGRATION_LOCK = 4_712_301;
/** A file that begins with this is run by whoever may make roles; every other as the owner of the tables. */
const BY_ADMINISTRATOR = '-- run by: administrator';

/** Reads the steps of the schema in their order. */
export function readMigrations(folder: string = path.join(programFolder, 'migrations')): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  const numberOf = (name: string): string => name.slice(0, 4);
  const misnamed = names.find(
    (name, index) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name) || numberOf(name) === numberOf(names[index - 1] ?? ''),
  );
  if (misnamed !== undefined)
    throw new SetupError(
      `migrations/${misnamed} is out of place: each file has a number of its own and a name, as 0001_what.sql.`,
    );
  return names.map((name) => {
    const statements = readFileSync(path.join(folder, name), 'utf8');
    return { name, statements, checksum: createHash('sha256').update(statements).digest('hex') };
  });
}

/** Brings the schema up to date, each step in a transaction of its own. Two starters at once are safe: the second waits, then finds nothing to do. */
export async function migrate(
  administrator: pg.ClientConfig,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  const client = new pg.Client({ ...administrator, application_name: 'homeward migrations' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
    await client.query('create schema if not exists homeward_migrations');
    await client.query(
      'create table if not exists homeward_migrations.applied (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from homeward_migrations.applied order by name',
    );
    const pending = pendingMigrations(migrations, rows);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** What is still to apply; throws where what was applied is not what the files now say. */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly { readonly name: string; readonly checksum: string }[],
): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum } of applied) {
    const migration = known.get(name);
    if (migration === undefined)
      throw new SetupError(
        `This database has had migration ${name}, which this version of Homeward does not know. Use the version that made it, or a later one.`,
      );
    if (migration.checksum !== checksum)
      throw new SetupError(
        `migrations/${name} has changed since it was applied to this database. Put the file back as it was, and write the change as a new migration.`,
      );
  }
  const done = new Set(applied.map(({ name }) => name));
  const pending = migrations.filter((migration) => !done.has(migration.name));
  const late = pending.find((migration) => applied.some(({ name }) => name > migration.name));
  if (late !== undefined)
    throw new SetupError(
      `migrations/${late.name} comes before one that this database has already had. Give it the next free number.`,
    );
  return pending;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const asOwner = !migration.statements.startsWith(BY_ADMINISTRATOR);
  await client.query('begin');
  try {
    if (asOwner) await client.query('set local role homeward_owner; set local search_path = homeward, public');
    await client.query(migration.statements);
    await client.query('reset role');
    await client.query('insert into homeward_migrations.applied (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(
      `migrations/${migration.name}: ${error instanceof Error ? error.message : String(error)}${lineOf(error, migration)}`,
      { cause: error },
    );
  }
}

function lineOf(error: unknown, migration: Migration): string {
  const position = Number((error as pg.DatabaseError).position);
  return Number.isNaN(position) ? '' : ` (line ${migration.statements.slice(0, position).split('\n').length})`;
}
