import path from 'node:path';
import { type Config, programFolder } from '../config.ts';
import type { Fault } from '../db/audit/chain.ts';
import { knownKeys } from '../db/audit/keys.ts';
import { headFolders, HEADS_FILE, readHeads } from '../db/audit/places.ts';
import { verifyAudit } from '../db/audit/verify.ts';
import type { Database } from '../db/transaction.ts';
import { findUnexplained } from '../db/retention/erase.ts';
import { verifyRecord } from '../db/verify.ts';
import { foldRules } from '../domain/protocol/fold-rules.ts';
import { loadProtocols } from '../protocols.ts';
import { SetupError } from '../setup-error.ts';
import type { Call } from './command.ts';
import { withDatabase } from './with-database.ts';

const VERIFIER = { userId: null, agencyCode: null, purpose: 'verify', requestId: 'verify' };

/** `./homeward verify`: exits with 1 where the record differs from its chronologies, or the audit from its seals. */
export async function run(call: Call): Promise<number> {
  const sources = headSources(call.config, call.options['heads']);
  return withDatabase(call, async (database) => {
    const record = await verifiedRecord(database);
    const audit = await verifiedAudit(database, call.config, sources);
    return record && audit ? 0 : 1;
  });
}

async function verifiedRecord(database: Database): Promise<boolean> {
  const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
  const { children, entries, differences } = await verifyRecord(database, rules);
  for (const { table, childId, what } of differences) say(`${table}, child ${childId}: ${what}`);
  const unexplained = await database.read('job', VERIFIER, (tx) => findUnexplained(tx));
  for (const { childId, what } of unexplained) say(`child ${childId}: ${what}`);
  const outcome =
    differences.length === 0 ? 'Everything follows from them.' : `${differences.length} differences are listed.`;
  say(`Compared ${children} children with the ${entries} entries of their chronologies. ${outcome}`);
  return differences.length + unexplained.length === 0;
}

type Sources = readonly (ReturnType<typeof readHeads> & { readonly name: string })[];

async function verifiedAudit(database: Database, config: Config, sources: Sources): Promise<boolean> {
  const { sealed, waiting, notYetOutside, faults } = await verifyAudit(database, { sources, keys: knownKeys(config) });
  for (const { name, unreadable } of sources) {
    if (unreadable > 0) say(`${name}: ${unreadable} lines are no heads; a crash may cut one off`);
  }
  for (const fault of faults) say(inWords(fault));
  const outcome =
    faults.length === 0 ? 'Nothing was changed.' : `The first bad one of ${faults.length} is named first.`;
  say(`Compared ${sealed} entries of the audit with their seals and the signed heads. ${outcome}`);
  if (waiting > 0) say(`${waiting} entries wait for their seal.`);
  if (notYetOutside > 0) say(`The last ${notYetOutside} seals are not yet covered by a head outside the database.`);
  return faults.length === 0;
}

function inWords({ kind, from, to, auditId, sentence }: Fault): string {
  const place = from === null ? [] : [from === to || to === null ? `seal ${from}` : `seals ${from} to ${to}`];
  const entry = auditId === null ? [] : [`entry ${auditId}`];
  return `audit, ${[...place, ...entry, kind].join(', ')}: ${sentence}`;
}

/** The file that was named, else that of each folder which gets heads. */
function headSources(config: Config, named: string | undefined): Sources {
  const files = named === undefined ? headFolders(config).map((folder) => path.join(folder, HEADS_FILE)) : [named];
  return files.map((file) => {
    try {
      return { name: file, ...readHeads(file) };
    } catch (error) {
      if (named === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') {
        return { name: file, heads: [], unreadable: 0 };
      }
      throw new SetupError(`${file} cannot be read. Name a file of heads that this user may read.`, { cause: error });
    }
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
