/** Projections are of the version that this program makes: what an earlier version, or an earlier protocol, left is made again before anybody is served. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { programFolder } from './config.ts';
import { CHILD, PROJECTIONS } from './db/chronology/projections.ts';
import { rebuildProjections, type Rebuilding, type Rebuilt } from './db/chronology/rebuild.ts';
import type { Database } from './db/transaction.ts';
import { FOLD_VERSION } from './domain/chronology/fold-version.ts';
import { foldRules } from './domain/protocol/fold-rules.ts';
import type { Protocol } from './domain/protocol/protocol.ts';
import { loadProtocols } from './protocols.ts';

/** By what the projections are made: the version of the rules, the columns, and what the protocols say of duties and triage. */
export function projectionVersion(protocols: readonly Protocol[]): string {
  const columns = [CHILD, ...PROJECTIONS].map(({ table, key, columns: all }) => [table, key, all]);
  const stated = protocols.map(({ id, authorities, validFrom, validTo, duties, triage }) => [
    id,
    authorities,
    validFrom,
    validTo,
    duties,
    triage,
  ]);
  const digest = createHash('sha256')
    .update(JSON.stringify([columns, stated]))
    .digest('hex');
  return `${FOLD_VERSION}-${digest.slice(0, 16)}`;
}

/** Makes again what is not of this version, by the protocols of this program. */
export async function bringProjectionsUpToDate(
  database: Database,
  { signal, onWords }: Pick<Rebuilding, 'signal'> & { readonly onWords: (words: string) => void },
): Promise<Rebuilt> {
  const protocols = loadProtocols(path.join(programFolder, 'protocols'));
  const outcome = await rebuildProjections(database, {
    rules: foldRules(protocols),
    version: projectionVersion(protocols),
    ...(signal === undefined ? {} : { signal }),
    onProgress: (done, ofChildren) =>
      onWords(
        `Making the record again by this version’s rules: ${done.toLocaleString('en-GB')} of ${ofChildren.toLocaleString('en-GB')} children`,
      ),
  });
  if (outcome.kind === 'stopped') onWords('Stopped before the whole record was made again; the next start goes on.');
  return outcome;
}
