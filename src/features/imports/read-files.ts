/** Reads the files of a run, checks every row by itself, and lays all of them down. */
import type { FeedName } from '../../domain/feeds/definition.ts';
import { FEED_NAMES } from '../../domain/feeds/definition.ts';
import { sourceKeyOf } from '../../domain/feeds/versions.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { stageRows, type StagedRow } from '../../db/imports/staging.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { AgencyList } from './agencies.ts';
import { rowReader, type RowRead } from './read-row.ts';
import { whyNotToldBy } from './sender.ts';
import { FileRefused, openTable, type ImportSource, type TableFile } from './table-file.ts';
import type { Tally } from './tally.ts';

/** How far the reading is: bytes of all files, and rows. */
export type Reading = { readonly feed: FeedName; readonly bytes: number; readonly rows: number };

/** A file and its opened table. */
export type OpenedFile = { readonly source: ImportSource; readonly table: TableFile };

/** Opens every file and puts them in the order in which feeds are read; two of one feed are refused. */
export async function openFiles(sources: readonly ImportSource[]): Promise<OpenedFile[]> {
  const opened: OpenedFile[] = [];
  for (const source of sources) {
    const table = await openTable(source);
    const same = opened.find((other) => other.table.definition.name === table.definition.name);
    if (same)
      throw new FileRefused(
        source.name,
        `is a second file of ${table.definition.name} beside ${same.source.name}. Send them one after the other, or as one file.`,
      );
    opened.push({ source, table });
  }
  return opened.sort(
    (a, b) => FEED_NAMES.indexOf(a.table.definition.name) - FEED_NAMES.indexOf(b.table.definition.name),
  );
}

/** Lays down the rows of one file. Agencies are listed as they are read, because the other feeds name them. */
export async function layDown(
  tx: Transaction,
  { table }: OpenedFile,
  around: {
    readonly now: Instant;
    readonly agencies: AgencyList;
    readonly tally: Tally;
    readonly sender: string | null;
    readonly onRead: (reading: Reading) => void;
  },
): Promise<void> {
  await stageRows(tx, staged(table, around));
}

async function* staged(table: TableFile, around: Parameters<typeof layDown>[2]): AsyncGenerator<StagedRow[]> {
  const { agencies, now, tally, sender, onRead } = around;
  const feed = table.definition.name;
  const read = rowReader(table, { now, today: londonDate(now), isAgency: (code) => agencies.has(code) });
  let count = 0;
  for await (const { rows, bytes } of table.rows) {
    const portion: StagedRow[] = [];
    for (const row of rows) {
      const found = read(row);
      if (found === undefined) continue;
      count += 1;
      const { read: said } = found;
      if (said.ok && said.content.feed === 'agencies') {
        const news = agencies.isNews(said.content.agency);
        if (!news || sender === null)
          tally.add('agencies', { kind: agencies.add(said.content.agency) ? 'accepted' : 'repeated' });
        else portion.push(stagedRow(feed, { ...found, read: { ok: false, reason: AGENCIES_ARE_THE_OPERATORS } }));
        continue;
      }
      const reason = said.ok && sender !== null ? whyNotToldBy(sender, said.content) : undefined;
      portion.push(stagedRow(feed, reason === undefined ? found : { ...found, read: { ok: false, reason } }));
    }
    onRead({ feed, bytes, rows: count });
    yield portion;
  }
}

function stagedRow(feed: FeedName, { line, ref, cells, read, otherColumns }: RowRead): StagedRow {
  const row = { feed, line, ref, cells: JSON.stringify(cells), ...NOBODY };
  if (!read.ok) return { ...row, sourceKey: null, content: null, reason: read.reason };
  const { content } = read;
  if (content.feed === 'agencies') return { ...row, sourceKey: null, content: null, reason: null };
  const said = otherColumns === undefined ? { row: content } : { row: content, otherColumns };
  const laid = { ...row, sourceKey: sourceKeyOf(content), content: JSON.stringify(said), reason: null };
  if (content.feed === 'notifications') {
    const { childRef, policeRef, forename, surname, dateOfBirth } = content.named;
    return { ...laid, childRef, policeRef, forename, surname, bornOn: dateOfBirth };
  }
  if (content.feed === 'children') {
    const { policeRef, forename, surname, dateOfBirth } = content.details;
    return { ...laid, childRef: content.childRef, policeRef, forename, surname, bornOn: dateOfBirth };
  }
  return { ...laid, childRef: content.childRef };
}

const AGENCIES_ARE_THE_OPERATORS =
  'The list of agencies is kept by whoever runs Homeward; ask them to add or change the agency.';

const NOBODY = { childRef: null, policeRef: null, forename: null, surname: null, bornOn: null };
