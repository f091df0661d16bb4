/** A folder of feeds: each file by its name, in the order in which feeds are read. */
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { FEED_NAMES } from '../../domain/feeds/definition.ts';
import { FileRefused, type ImportSource } from './table-file.ts';

/** Bytes read at a time. */
const PIECE = 1_048_576;

/** The feeds of a folder; a missing file is passed over. @throws FileRefused where there is no folder, or nothing in it to read */
export async function feedsOfFolder(folder: string): Promise<ImportSource[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOTDIR')
      throw new FileRefused(folder, 'is a file, not a folder. Name the folder that holds the CSV files.');
    if (code === 'ENOENT') throw new FileRefused(folder, 'does not exist. Check the path of the folder.');
    throw new FileRefused(folder, `may not be opened (${code}). Let the account that runs Homeward read it.`);
  });
  const found: ImportSource[] = [];
  for (const feed of FEED_NAMES) {
    const name = `${feed}.csv`;
    if (!names.includes(name)) continue;
    found.push({ ...(await fileSource(path.join(folder, name), name)), feed });
  }
  if (found.length > 0) return found;
  throw new FileRefused(
    folder,
    `holds none of the feeds. It should hold one or more of ${FEED_NAMES.map((feed) => `${feed}.csv`).join(', ')}.`,
  );
}

/** A file on disk. */
export async function fileSource(file: string, name: string): Promise<ImportSource> {
  const { size } = await stat(file);
  return { name, bytes: size, open: () => opened(file, name) };
}

async function* opened(file: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(file, { highWaterMark: PIECE });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new FileRefused(name, `could not be read from the disk (${code}). Check that it is a file and may be read.`);
  }
}
