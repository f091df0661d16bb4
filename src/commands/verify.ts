import path from 'node:path';
import { programFolder } from '../config.ts';
import { findUnexplained } from '../db/retention/erase.ts';
import { verifyRecord } from '../db/verify.ts';
import { foldRules } from '../domain/protocol/fold-rules.ts';
import { loadProtocols } from '../protocols.ts';
import type { Call } from './command.ts';
import { withDatabase } from './with-database.ts';

const VERIFIER = { userId: null, agencyCode: null, purpose: 'verify', requestId: 'verify' };

/** `./homeward verify`: exits with 1 where the record differs from its chronologies. */
export async function run(call: Call): Promise<number> {
  const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
  return withDatabase(call, async (database) => {
    const { children, entries, differences } = await verifyRecord(database, rules);
    for (const { table, childId, what } of differences) process.stdout.write(`${table}, child ${childId}: ${what}\n`);
    const unexplained = await database.read('job', VERIFIER, (tx) => findUnexplained(tx));
    for (const { childId, what } of unexplained) process.stdout.write(`child ${childId}: ${what}\n`);
    const outcome =
      differences.length === 0 ? 'Everything follows from them.' : `${differences.length} differences are listed.`;
    process.stdout.write(
      `Compared ${children} children with the ${entries} entries of their chronologies. ${outcome}\n`,
    );
    return differences.length + unexplained.length === 0 ? 0 : 1;
  });
}
