/** The list of tombstones outside the database: it outlives every backup, and only grows. */
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SetupError } from '../../setup-error.ts';
import { syncFolder } from '../keeper/durable-file.ts';
import type { Tombstone } from './erase.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const line = z.object({
  childId: z.int().positive(),
  erasedAt: z.iso.datetime(),
  basis: z.enum(['clock', 'request']),
  classes: z.array(z.string()),
  agencies: z.array(z.string()),
  proposedBy: z.int(),
  confirmedBy: z.int(),
  entries: z.int(),
  firstDigest: hex,
  digest: hex,
}) satisfies z.ZodType<Tombstone>;

/** Reads the tombstones of a file, each child once; none where there is no file. A last line cut off by a crash is left out. */
export function readTombstones(file: string): Map<number, Tombstone> {
  const found = new Map<number, Tombstone>();
  if (!existsSync(file)) return found;
  const lines = readFileSync(file, 'utf8').split('\n');
  const cutOff = lines.pop();
  for (const [index, text] of lines.entries()) {
    if (text === '') continue;
    const read = line.safeParse(parsed(text));
    if (!read.success)
      throw new SetupError(
        `${file}: line ${index + 1} is not a tombstone. Without the whole list, children who were erased may come back with a backup: restore the file from its copy.`,
      );
    found.set(read.data.childId, read.data);
  }
  if (cutOff !== undefined && cutOff !== '') {
    const read = line.safeParse(parsed(cutOff));
    if (read.success) found.set(read.data.childId, read.data);
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Adds tombstones that a file does not have yet, and makes them last; returns how many. */
export function addTombstones(file: string, stones: readonly Tombstone[]): number {
  const known = readTombstones(file);
  const added = stones.filter(({ childId }) => !known.has(childId));
  if (added.length === 0) return 0;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'a', 0o600);
  try {
    const { whole, missesEnd } = endOf(file);
    ftruncateSync(handle, whole);
    writeSync(handle, `${missesEnd ? '\n' : ''}${added.map((stone) => JSON.stringify(stone)).join('\n')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  syncFolder(path.dirname(file));
  return added.length;
}

/** How many bytes of a file are whole lines, and whether the last of them only misses its end. A line cut off is not whole. */
function endOf(file: string): { whole: number; missesEnd: boolean } {
  const bytes = readFileSync(file);
  const ended = bytes.lastIndexOf('\n') + 1;
  const missesEnd = ended < bytes.length && line.safeParse(parsed(bytes.toString('utf8', ended))).success;
  return { whole: missesEnd ? bytes.length : ended, missesEnd };
}
