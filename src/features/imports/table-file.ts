/** A file of a feed, opened: its feed, known by the header, and its rows; or the reason why the file cannot be read. */
import { FEEDS, feedOfHeader, likelyFeedOfHeader } from '../../domain/feeds/catalogue.ts';
import type { FeedDefinition, FeedName } from '../../domain/feeds/definition.ts';
import { originalCell } from '../../web/csv.ts';
import { CsvFault, CsvReader, type CsvRow } from './csv.ts';

/** A file to import: its name, as its sender knows it, and its bytes, which may be read more than once. */
export type ImportSource = {
  readonly name: string;
  /** The feed it must be; found by its header where not said. */
  readonly feed?: FeedName;
  /** Bytes in all, for the progress; 0 where not known. */
  readonly bytes: number;
  readonly open: () => AsyncIterable<Uint8Array>;
};

/** A file that cannot be read as a feed at all: nothing of the run is recorded. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  readonly file: string;
  readonly reason: string;
  constructor(file: string, reason: string) {
    super(`${file} cannot be read: it ${reason}`);
    this.file = file;
    this.reason = reason;
  }
}

/** A file whose header has been read. */
export type TableFile = {
  readonly definition: FeedDefinition;
  /** Names of the columns, as the feed writes them; others as sent. */
  readonly header: readonly string[];
  /** The rows after the header, in portions, with how many bytes were read so far. */
  readonly rows: AsyncIterable<{ readonly rows: readonly CsvRow[]; readonly bytes: number }>;
};

/** Reads the header and leaves the rows to be read. */
export async function openTable(source: ImportSource): Promise<TableFile> {
  const portions = readRows(source);
  const first = await portions.next();
  if (first.done) throw new FileRefused(source.name, 'is empty. The first line must name the columns.');
  const [head, ...rows] = first.value.rows;
  if (!head) throw new FileRefused(source.name, 'is empty. The first line must name the columns.');
  const { definition, header } = readHeader(source, head);
  return { definition, header, rows: followed({ rows, bytes: first.value.bytes }, portions) };
}

async function* followed<Item>(first: Item, others: AsyncGenerator<Item>): AsyncGenerator<Item> {
  yield first;
  yield* others;
}

async function* readRows(source: ImportSource): AsyncGenerator<{ rows: CsvRow[]; bytes: number }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = new CsvReader();
  let bytes = 0;
  let begun = false;
  try {
    for await (const piece of source.open()) {
      if (bytes === 0) refuseUtf16(source, piece);
      bytes += piece.length;
      if (piece.includes(0)) throw new FileRefused(source.name, NUL);
      const rows = reader.push(decode(source, decoder, piece));
      if (rows.length === 0) continue;
      begun = true;
      yield { rows, bytes };
    }
    const last = reader.push(decode(source, decoder, undefined)).concat(reader.end());
    if (last.length > 0 || !begun) yield { rows: last, bytes };
  } catch (error) {
    if (error instanceof CsvFault) {
      throw new FileRefused(
        source.name,
        `has broken quotation marks: ${error.message}. Close the mark, or double it where it belongs to the text.`,
      );
    }
    throw error;
  }
}

const NUL =
  'holds bytes that no text has. Save it again as CSV in UTF-8; a workbook (.xlsx) must be saved as CSV first.';
const SAVE_AGAIN = 'Save it again as “CSV UTF-8 (comma delimited)”.';

function decode(source: ImportSource, decoder: TextDecoder, piece: Uint8Array | undefined): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    throw new FileRefused(
      source.name,
      `is not in UTF-8: some of its letters are in another encoding, probably Windows-1252. ${SAVE_AGAIN}`,
    );
  }
}

function refuseUtf16(source: ImportSource, start: Uint8Array): void {
  const [a, b] = start;
  const looksWide =
    (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (start.length > 3 && (a === 0) !== (b === 0));
  if (looksWide) throw new FileRefused(source.name, `is in UTF-16, not in UTF-8. ${SAVE_AGAIN}`);
  if (a === 0x50 && b === 0x4b)
    throw new FileRefused(source.name, `is a workbook or a zip file, not CSV. ${SAVE_AGAIN}`);
}

function readHeader(source: ImportSource, head: CsvRow): { definition: FeedDefinition; header: string[] } {
  const raw = head.cells.map((cell) => originalCell(cell.trim()).trim());
  if (/^sep=/i.test(raw[0] ?? '')) {
    throw new FileRefused(
      source.name,
      'begins with a line “sep=”. Take that line out, so that the first line names the columns.',
    );
  }
  if (raw.length === 1) {
    for (const [mark, name] of [
      [';', 'semicolons'],
      ['\t', 'tabs'],
      ['|', 'bars'],
    ] as const) {
      if (raw[0]?.includes(mark)) throw new FileRefused(source.name, `separates its columns by ${name}. ${SAVE_AGAIN}`);
    }
  }
  const header = raw.map((name) => name.toLowerCase());
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice !== undefined) throw new FileRefused(source.name, `names the column ${twice} twice. Take one of them out.`);
  const definition =
    source.feed === undefined ? (feedOfHeader(header) ?? likelyFeedOfHeader(header)) : FEEDS[source.feed];
  if (definition === undefined) {
    throw new FileRefused(
      source.name,
      'has a first line that names the columns of no feed. Put the names of the columns in the first line, as “What the files must hold” on the import page lists them.',
    );
  }
  const missing = Object.entries(definition.columns).filter(
    ([name, column]) => column.required && !header.includes(name),
  );
  if (missing.length > 0) {
    const names = missing.map(([name]) => name).join(', ');
    throw new FileRefused(
      source.name,
      `lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${names} of ${definition.name}. Add ${missing.length === 1 ? 'it' : 'them'} to the first line and to each row.`,
    );
  }
  return {
    definition,
    header: header.map((name, index) => (Object.hasOwn(definition.columns, name) ? name : (raw[index] ?? name))),
  };
}
