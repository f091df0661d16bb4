/** Three reports over a million episodes, beside DuckDB on the same rows. Both give the same figures, or the bench fails. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { programFolder } from '../src/config.ts';
import type { Database } from '../src/db/transaction.ts';
import { reportNamed } from '../src/domain/measures/catalogue.ts';
import type { FactColumns } from '../src/domain/measures/columns.ts';
import type { ReportDefinition, Scope } from '../src/domain/measures/definition.ts';
import { runReport } from '../src/domain/measures/report.ts';
import { scopeOf } from '../src/domain/measures/scope.ts';
import type { PlainDate } from '../src/domain/time/plain-date.ts';
import { KeptFacts } from '../src/features/reports/kept-facts.ts';
import { loadFacts } from '../src/features/reports/queries.ts';
import { loadProtocols } from '../src/protocols.ts';
import { withDatabase } from '../test/support/database.ts';
import { AUTHORITY, exportFacts, populateReports } from './report-facts.ts';
import { Peer, type Figures } from './report-peer.ts';
import { inMs, median, ratio, type BenchTable } from './table.ts';

const CHILDREN = 200_000;
const FROM = '2017-01-01';
const TO = '2023-12-31';
const WARM_ROUNDS = 9;
const COLD_ROUNDS = 3;
const OPERATOR = { userId: null, agencyCode: null, purpose: 'bench', requestId: 'bench' };

/** Measures rhi-monthly, prevalence and persistence, warm and cold. */
export async function bench(): Promise<readonly BenchTable[]> {
  const ends: (() => unknown)[] = [];
  const database = await withDatabase({ after: (end: unknown) => void ends.push(end as () => unknown) });
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-reports-'));
  try {
    await populateReports(database, CHILDREN);
    const file = path.join(folder, 'facts.csv');
    await writeFacts(database, file);
    return [await measure(database, file)];
  } finally {
    rmSync(folder, { recursive: true });
    for (const end of ends.reverse()) await end();
  }
}

async function writeFacts(database: Database, file: string): Promise<void> {
  const out = createWriteStream(file);
  await exportFacts(database, (chunk) => void out.write(chunk));
  await new Promise<void>((resolve) => void out.end(resolve));
}

async function measure(database: Database, file: string): Promise<BenchTable> {
  const scope = theScope();
  const kept = new KeptFacts();
  const inSnapshot = <T>(work: (tx: Parameters<typeof loadFacts>[0]) => Promise<T>): Promise<T> =>
    database.read('job', OPERATOR, work, { statementTimeoutMs: 0 });
  const facts = await inSnapshot((tx) => kept.factsFor(tx, null, AUTHORITY));
  const peer = await Peer.read(file);
  const rows: string[][] = [];
  for (const name of ['rhi-monthly', 'prevalence', 'persistence']) {
    const definition = reportNamed(name) as ReportDefinition;
    refuseDifference(name, ours(definition, facts, scope), await peer.figures(name, AUTHORITY, FROM, TO));
    const mine: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < WARM_ROUNDS; round++) {
      mine.push(
        await timed(async () => ours(definition, await inSnapshot((tx) => kept.factsFor(tx, null, AUTHORITY)), scope)),
      );
      theirs.push(await timed(() => peer.figures(name, AUTHORITY, FROM, TO)));
    }
    rows.push([`${name}, warm`, inMs(median(mine)), inMs(median(theirs)), ratio(median(mine), median(theirs))]);
  }
  peer.close();
  rows.push(await cold(inSnapshot, file, scope));
  return {
    title: 'Reports over a million episodes',
    about: `${facts.length.toLocaleString('en-GB')} episodes of ${facts.childCount.toLocaleString('en-GB')} children, seven years, one authority, beside DuckDB on the same rows in a table of its own. Both gave the same figures in every cell. Target: no slower (a ratio of 1 or less).`,
    head: ['report', 'Homeward', 'DuckDB', 'ratio'],
    rows,
    notes: [
      'Warm: Homeward holds the facts in memory and asks PostgreSQL each time whether they still hold, which is in its time; DuckDB holds the rows in its own table, London’s calendar day worked out, and answers one query a table.',
      'Cold: Homeward reads every row from PostgreSQL; DuckDB reads them from a CSV file already written, since it cannot read this PostgreSQL. Then each counts all three reports.',
      `The facts of this authority take ${Math.round(bytesOf(facts) / 1e6)} MB in Homeward’s memory.`,
    ],
  };
}

async function cold(
  inSnapshot: <T>(work: (tx: Parameters<typeof loadFacts>[0]) => Promise<T>) => Promise<T>,
  file: string,
  scope: Scope,
): Promise<string[]> {
  const names = ['rhi-monthly', 'prevalence', 'persistence'];
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < COLD_ROUNDS; round++) {
    mine.push(
      await timed(async () => {
        const facts = await inSnapshot((tx) => loadFacts(tx, AUTHORITY));
        for (const name of names) ours(reportNamed(name) as ReportDefinition, facts, scope);
      }),
    );
    theirs.push(
      await timed(async () => {
        const peer = await Peer.read(file);
        for (const name of names) await peer.figures(name, AUTHORITY, FROM, TO);
        peer.close();
      }),
    );
  }
  return ['all three, cold', inMs(median(mine)), inMs(median(theirs)), ratio(median(mine), median(theirs))];
}

function theScope(): Scope {
  const outcome = scopeOf(
    AUTHORITY,
    FROM as PlainDate,
    TO as PlainDate,
    loadProtocols(path.join(programFolder, 'protocols')),
  );
  if (outcome.kind === 'refused') throw new Error(outcome.sentence);
  return outcome.scope;
}

function ours(definition: ReportDefinition, facts: FactColumns, scope: Scope): Figures {
  const found = new Map<string, number | null>();
  for (const table of runReport(definition, facts, scope).tables) {
    for (const row of table.rows)
      for (const cell of row.cells) found.set(`${table.definition.id}.${row.id}.${cell.column}`, cell.value);
  }
  return found;
}

/** Both must agree in every cell. A row in which DuckDB counted nothing is not there at all, and so is 0 or null. */
function refuseDifference(report: string, mine: Figures, theirs: Figures): void {
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [one, other] = [mine.get(name), theirs.get(name)];
    if (one !== other && !(other === undefined && (one === 0 || one === null))) {
      throw new Error(`${report}: ${name} is ${one} by Homeward and ${other} by DuckDB`);
    }
  }
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function bytesOf(facts: FactColumns): number {
  return Object.values(facts).reduce<number>((sum, column) => {
    if (typeof column === 'number') return sum;
    return sum + ('codes' in column ? column.codes.byteLength : column.byteLength);
  }, 0);
}
