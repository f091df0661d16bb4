/** Files that people send: kept in a folder of their own while they are read, and gone afterwards. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Multipart } from '@fastify/multipart';
import { Refused } from '../../web/refusal.ts';
import { fileSource } from './folder.ts';
import type { ImportSource } from './table-file.ts';

/** Files as they were sent. Remove them when they have been read. */
export type Upload = { readonly sources: readonly ImportSource[]; readonly remove: () => Promise<void> };

/** Imports of one agency that this server reads at a time. */
export const AT_ONCE = 3;

const PREFIX = 'homeward-import-';
/** Folders of uploads that this process has in hand. */
const inHand = new Set<string>();

/** Counts the imports of each agency that are going on here. */
export class UploadsAtOnce {
  readonly #going = new Map<string, number>();

  /** Begins one more, and gives what ends it; null where the agency has as many as may go on at once. */
  begin(agencyCode: string): (() => void) | null {
    const going = this.#going.get(agencyCode) ?? 0;
    if (going >= AT_ONCE) return null;
    this.#going.set(agencyCode, going + 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#going.set(agencyCode, (this.#going.get(agencyCode) ?? 1) - 1);
    };
  }
}

/** Removes what uploads left behind whose process was killed. Those of a process that runs are left alone. */
export async function removeAbandonedUploads(folder = tmpdir()): Promise<void> {
  for (const name of await readdir(folder)) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || inHand.has(name)) continue;
    if (Number(owner) === process.pid || !isRunning(Number(owner)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Another account's process answers that it may not be signalled: it runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Takes the files of a form. One without a name is a field that was left empty. */
export async function takeUpload(parts: AsyncIterable<Multipart>): Promise<Upload> {
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  inHand.add(path.basename(folder));
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    inHand.delete(path.basename(folder));
  };
  const sources: ImportSource[] = [];
  try {
    for await (const part of parts) {
      if (part.type !== 'file') continue;
      const place = path.join(folder, String(sources.length));
      await pipeline(part.file, createWriteStream(place, { mode: 0o600 }));
      if (part.file.truncated) throw new Refused(413);
      if (part.filename !== '') sources.push(await fileSource(place, path.basename(part.filename)));
    }
    return { sources, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
