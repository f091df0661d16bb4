import pg from 'pg';
import { keeperConnection } from './launch.ts';
import type { Passwords } from './passwords.ts';
import { APPLICATION_ROLES } from './passwords.ts';

/** The database that everything is in. */
export const DATABASE_NAME = 'homeward';

/** Makes the application's roles and its database where they are missing. */
export async function prepareCluster(socketFolder: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client(keeperConnection(socketFolder, passwords, 'postgres'));
  await client.connect();
  try {
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const known = new Set(roles.rows.map((row) => row.rolname));
    for (const role of APPLICATION_ROLES.filter((name) => !known.has(name))) {
      await client.query(`create role ${role} login password ${client.escapeLiteral(passwords[role])}`);
    }
    const databases = await client.query('select from pg_database where datname = $1', [DATABASE_NAME]);
    if (databases.rowCount === 0) await client.query(`create database ${DATABASE_NAME} owner homeward_owner`);
  } finally {
    await client.end();
  }
}
