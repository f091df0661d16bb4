/** Places outside the database that keep the heads: folders, each with a file that only grows. */
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import sql from 'sql-template-tag';
import type { Config } from '../../config.ts';
import { syncFolder } from '../keeper/durable-file.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../transaction.ts';
import type { Head } from './heads.ts';

/** The file of heads in each folder, one JSON object a line. */
export const HEADS_FILE = 'audit-heads.jsonl';

/** A line is shorter than this, in bytes. */
const LONGEST_LINE = 2000;

/** The folders that get the heads. */
export function headFolders({ auditHeads, dataFolder }: Pick<Config, 'auditHeads' | 'dataFolder'>): readonly string[] {
  return auditHeads.length > 0 ? auditHeads : [path.join(dataFolder, 'audit-heads')];
}

/** The last whole head of a file; null where it has none. A line that was cut off is no head. */
export function lastHeadIn(folder: string): Head | null {
  let handle: number;
  try {
    handle = openSync(path.join(folder, HEADS_FILE), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { size } = fstatSync(handle);
    const end = Buffer.alloc(Math.min(size, 2 * LONGEST_LINE));
    readSync(handle, end, 0, end.length, size - end.length);
    return linesOf(end.toString()).findLast((head) => head !== null) ?? null;
  } finally {
    closeSync(handle);
  }
}

/** Adds heads to a folder's file; they are on the disk when it returns. */
export function appendHeads(folder: string, heads: readonly Head[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const handle = openSync(path.join(folder, HEADS_FILE), 'a+', 0o600);
  try {
    const { size } = fstatSync(handle);
    const last = Buffer.alloc(Math.min(size, 1));
    if (size > 0) readSync(handle, last, 0, 1, size - 1);
    // A line that a crash cut off is ended, so that the next is whole.
    const start = size > 0 && last.toString() !== '\n' ? '\n' : '';
    writeSync(handle, start + heads.map((head) => `${JSON.stringify(head)}\n`).join(''));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  syncFolder(folder);
}

/** Every head of a file, and how many lines are none. */
export function readHeads(file: string): { heads: Head[]; unreadable: number } {
  const lines = linesOf(readFileSync(file, 'utf8'));
  const heads = lines.filter((head) => head !== null);
  return { heads, unreadable: lines.length - heads.length };
}

function linesOf(text: string): (Head | null)[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseHead);
}

function parseHead(line: string): Head | null {
  try {
    const { sequence, hash, entries, signedAt, keyId, signature } = JSON.parse(line) as Head;
    const whole =
      [sequence, entries, signedAt].every(Number.isSafeInteger) &&
      [hash, keyId, signature].every((text) => typeof text === 'string' && /^[0-9a-f]+$/.test(text));
    return whole ? { sequence, hash, entries, signedAt, keyId, signature } : null;
  } catch {
    return null;
  }
}

/** Keeps how a place stands: working, or failing since the first of the failures in a row. */
export async function notePlace(tx: Transaction, place: string, now: Instant, failure: string | null): Promise<void> {
  const at = new Date(now);
  const since = failure === null ? null : at;
  await tx.query(
    sql`insert into homeward.audit_place as p (place, tried_at, failing_since, reason) values (${place}, ${at}, ${since}, ${failure})
      on conflict (place) do update set tried_at = excluded.tried_at, reason = excluded.reason,
        failing_since = case when excluded.failing_since is null then null else coalesce(p.failing_since, excluded.failing_since) end`,
  );
}

/** Every place but these works, or is in the settings no more. */
export async function notePlacesWork(tx: Transaction, but: readonly string[], now: Instant): Promise<void> {
  await tx.query(
    sql`update homeward.audit_place set failing_since = null, reason = null, tried_at = ${new Date(now)}
      where failing_since is not null and place <> all (${but}::text[])`,
  );
}
