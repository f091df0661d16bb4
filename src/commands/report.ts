import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { programFolder } from '../config.ts';
import type { Database, Transaction } from '../db/transaction.ts';
import type { Requester } from '../db/requester.ts';
import { instant } from '../domain/time/instant.ts';
import { runReport, type Refusal, type ReportServices } from '../features/reports/commands.ts';
import { reportCsv, reportJson } from '../features/reports/formats.ts';
import { printedReport } from '../features/reports/printed.ts';
import { loadProtocols } from '../protocols.ts';
import { UsageError, type Call } from './command.ts';
import { withDatabase } from './with-database.ts';

const FORMATS = {
  json: (report) => `${JSON.stringify(reportJson(report), null, 2)}\n`,
  csv: reportCsv,
  html: printedReport,
} satisfies Record<string, (report: Extract<Awaited<ReturnType<typeof runReport>>, { kind: 'report' }>) => string>;

/** `./homeward report` */
export async function run(call: Call): Promise<number> {
  const format = FORMATS[formatOf(call.options['format'] ?? 'json')];
  const { report, authority, from, to } = requestOf(call);
  return withDatabase(call, async (database) => {
    const outcome = await inOneSnapshot(database, 'report', (tx, requester, services) =>
      runReport(tx, requester, services, { report, authority, from, to }),
    );
    if (outcome.kind === 'refused') throw refusalOf(outcome);
    await write(format(outcome), call.options['out']);
    return 0;
  });
}

/** The report, authority and period that a command line names. */
export function requestOf(call: Call): { report: string; authority: string; from: string; to: string } {
  const { authority = '', from = '', to = '' } = call.options;
  return { report: call.arguments[0] ?? '', authority, from, to };
}

/** Runs a command about reports for the operator, in one snapshot of the database. */
export async function inOneSnapshot<T>(
  database: Database,
  purpose: string,
  work: (tx: Transaction, requester: Requester, services: ReportServices) => Promise<T>,
): Promise<T> {
  const services: ReportServices = {
    database,
    protocols: loadProtocols(path.join(programFolder, 'protocols')),
    clock: () => instant(Temporal.Now.instant().epochMilliseconds),
  };
  const requester: Requester = { userId: null, agencyCode: null, purpose, requestId: purpose };
  return database.transaction('job', requester, (tx) => work(tx, requester, services), {
    isolation: 'repeatable read',
    statementTimeoutMs: 0,
  });
}

/** What a request that cannot be answered says to whoever typed it. */
export function refusalOf(refusal: Refusal): UsageError {
  return new UsageError(refusal.sentence);
}

function formatOf(asked: string): keyof typeof FORMATS {
  if (Object.hasOwn(FORMATS, asked)) return asked as keyof typeof FORMATS;
  const offered = Object.keys(FORMATS).join(', ');
  const known = ['xlsx', 'docx', 'pdf'].includes(asked);
  throw new UsageError(
    known
      ? `--format ${asked} is not offered yet. The formats are ${offered}; an html report prints to PDF from any browser, and csv opens in a spreadsheet.`
      : `--format ${asked} is not a format. The formats are ${offered}.`,
  );
}

async function write(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new UsageError(`--out ${out} cannot be written (${code}). Name a file in a folder that is there.`, { cause });
  }
}
