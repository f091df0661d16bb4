/** Files that people send: kept in a folder of their own while they are read, and gone afterwards. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Multipart } from '@fastify/multipart';
import { Refused } from '../../web/refusal.ts';
import { fileSource } from './folder.ts';
import type { ImportSource } from './table-file.ts';

/** Files as they were sent. Remove them when they have been read. */
export type Upload = { readonly sources: readonly ImportSource[]; readonly remove: () => Promise<void> };

/** Takes the files of a form. One without a name is a field that was left empty. */
export async function takeUpload(parts: AsyncIterable<Multipart>): Promise<Upload> {
  const folder = await mkdtemp(path.join(tmpdir(), 'homeward-import-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
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
