import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { SetupError } from '../../setup-error.ts';
import { writeDurably } from './durable-file.ts';
import type { KeeperFolder } from './folder.ts';

/** The superuser of the embedded PostgreSQL: used to start it and to run migrations, never to serve. */
export const KEEPER_ROLE = 'homeward_keeper';
/** The roles that own the tables, serve people, and run jobs. */
export const APPLICATION_ROLES = ['homeward_owner', 'homeward_request', 'homeward_job'] as const;

/** A role of the embedded PostgreSQL. */
export type EmbeddedRole = typeof KEEPER_ROLE | (typeof APPLICATION_ROLES)[number];
/** The password of each role, made at random when the data folder was new. */
export type Passwords = Readonly<Record<EmbeddedRole, string>>;

/** Reads the passwords, making them first where the data folder is new. */
export function keepPasswords(folder: KeeperFolder): Passwords {
  if (!existsSync(folder.passwords)) {
    if (existsSync(folder.cluster)) {
      throw new SetupError(
        `${folder.passwords} is missing, and without it the database in ${folder.cluster} cannot be opened. Put the file back from a backup, or set HOMEWARD_DATA to another folder.`,
      );
    }
    const made = Object.fromEntries(
      [KEEPER_ROLE, ...APPLICATION_ROLES].map((role) => [role, randomBytes(24).toString('base64url')]),
    );
    writeDurably(folder.passwords, JSON.stringify(made), 0o600);
  }
  return readPasswords(folder);
}

/** Reads the passwords that an earlier start has made. */
export function readPasswords(folder: KeeperFolder): Passwords {
  try {
    return JSON.parse(readFileSync(folder.passwords, 'utf8')) as Passwords;
  } catch (error) {
    throw new SetupError(
      `${folder.passwords} cannot be read, and without it the database in ${folder.cluster} cannot be opened. Put the file back from a backup, or set HOMEWARD_DATA to another folder.`,
      { cause: error },
    );
  }
}
