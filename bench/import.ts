/** The import of a nation's notifications, beside COPY of the rows it made into the same tables. */
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import sql from 'sql-template-tag';
import { programFolder } from '../src/config.ts';
import { accessEmbedded } from '../src/db/server-access.ts';
import type { Database } from '../src/db/transaction.ts';
import { verifyRecord } from '../src/db/verify.ts';
import { foldRules } from '../src/domain/protocol/fold-rules.ts';
import { instant } from '../src/domain/time/instant.ts';
import { feedsOfFolder } from '../src/features/imports/folder.ts';
import { beginImport, runImport } from '../src/features/imports/run.ts';
import { loadProtocols } from '../src/protocols.ts';
import { withDatabase } from '../test/support/database.ts';
import { testDataFolder } from '../test/support/test-data-folder.ts';
import { writeNation, type Nation } from './import-feeds.ts';
import { inMs, ratio, type BenchTable } from './table.ts';

const NATION: Nation = { children: 200_000, notifications: 1_000_000 };
const OPERATOR = { userId: null, agencyCode: null, purpose: 'bench', requestId: 'bench' };
/** Every table an import fills, those that others refer to first. */
const TABLES = [
  'agency',
  'child',
  'child_identifier',
  'chronology_entry',
  'chronology_place',
  'episode',
  'status_period',
  'interview',
  'screening',
  'duty',
  'return_follow_up',
  'child_agency',
];

/** Measures one import against one COPY of the same rows. */
export async function bench(): Promise<readonly BenchTable[]> {
  return [await measureImport(NATION)];
}

/** The same for a nation of any size. */
export async function measureImport(nation: Nation): Promise<BenchTable> {
  const ends: (() => unknown)[] = [];
  const fresh = (): Promise<Database> =>
    withDatabase({ after: (end: unknown) => void ends.push(end as () => unknown) });
  mkdirSync(path.join(programFolder, '.tmp'), { recursive: true });
  const folder = mkdtempSync(path.join(programFolder, '.tmp', 'bench-import-'));
  try {
    await writeNation(folder, nation);
    const imported = await fresh();
    const first = await timeImport(imported, folder);
    const again = await timeImport(imported, folder);
    const { differences } = await verifyRecord(imported, rules());
    if (differences.length > 0) throw new Error(`the import left ${differences.length} differences`);
    const copied = await timeCopy(imported, await fresh(), folder);
    return {
      title: 'Import',
      about: `${nation.notifications.toLocaleString('en-GB')} notifications of ${nation.children.toLocaleString('en-GB')} children from CSV, beside COPY of the very rows it made into the same tables with the same indexes and constraints. Target: within 4 times.`,
      head: ['', 'Time', 'Times COPY'],
      rows: [
        ['COPY of the rows', inMs(copied), '1.00'],
        ['Import', inMs(first.ms), ratio(first.ms, copied)],
        ['The same files again', inMs(again.ms), ratio(again.ms, copied)],
      ],
      notes: [
        `Peak memory of the importing process: ${Math.round(Math.max(first.peakBytes, again.peakBytes) / 2 ** 20)} MB.`,
        'The import reads, checks and matches every row, works out episodes and duties, and was verified against its chronologies afterwards.',
        ...(first.ms > 4 * copied ? [`The target is missed by ${ratio(first.ms, 4 * copied)} times.`] : []),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true });
    for (const end of ends.reverse()) await end();
  }
}

function rules() {
  return foldRules(loadProtocols(path.join(programFolder, 'protocols')));
}

async function timeImport(database: Database, folder: string): Promise<{ ms: number; peakBytes: number }> {
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }, 100);
  const began = performance.now();
  const now = instant(Temporal.Now.instant().epochMilliseconds);
  let phase = '';
  const importId = await beginImport(database, OPERATOR, now);
  await runImport(database, OPERATOR, importId, await feedsOfFolder(folder), {
    rules: rules(),
    now,
    onProgress: (progress) => {
      const at = progress.phase === 'reading' ? `reading ${progress.feed}` : progress.phase;
      if (at !== phase) process.stderr.write(`${Math.round(performance.now() - began)} ms: ${at}\n`);
      phase = at;
    },
  });
  clearInterval(watch);
  const ms = performance.now() - began;
  process.stderr.write(`${Math.round(ms)} ms: done\n`);
  return { ms, peakBytes };
}

async function timeCopy(source: Database, target: Database, folder: string): Promise<number> {
  for (const table of TABLES) {
    await source.read(
      'job',
      OPERATOR,
      async (tx) =>
        pipeline(
          tx.copyOut(`copy (select * from homeward.${table}) to stdout`),
          createWriteStream(path.join(folder, table)),
        ),
      { statementTimeoutMs: 0 },
    );
  }
  const { name } = await target.read('job', OPERATOR, (tx) =>
    tx.one<{ name: string }>(sql`select current_database() as name`),
  );
  const access = await accessEmbedded(testDataFolder, name);
  const client = new pg.Client(access.administratorConnection());
  await client.connect();
  try {
    const began = performance.now();
    for (const table of TABLES) {
      await pipeline(
        createReadStream(path.join(folder, table)),
        client.query(copyFrom(`copy homeward.${table} from stdin`)),
      );
    }
    return performance.now() - began;
  } finally {
    await client.end();
    await access.release();
  }
}
