/** An audit with seals and signed heads for tests, on a database and in a folder of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { loadConfig, type Config } from '../../src/config.ts';
import { knownKeys } from '../../src/db/audit/keys.ts';
import { headFolders, HEADS_FILE, readHeads } from '../../src/db/audit/places.ts';
import { recordAudit } from '../../src/db/audit/record.ts';
import type { KeptOutside } from '../../src/db/audit/verify.ts';
import type { Database } from '../../src/db/transaction.ts';
import { instant, type Instant } from '../../src/domain/time/instant.ts';
import { runSealing } from '../../src/jobs/seal-audit.ts';
import { requesterOf } from './people.ts';

/** Settings with a data folder that is gone when the test ends. */
export function auditConfig(t: TestContext, changes: Partial<Config> = {}): Config {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'homeward-audit-'));
  t.after(() => rmSync(dataFolder, { recursive: true, force: true }));
  return { ...loadConfig({}), dataFolder, ...changes };
}

/** Records so many looks, each unlike the others, in one transaction. */
export async function recordLooks(database: Database, count: number, from = 0): Promise<void> {
  const requester = { ...requesterOf('oxfordshire'), role: 'social-worker' };
  await database.transaction('request', requester, async (tx) => {
    for (let look = from; look < from + count; look++) {
      await recordAudit(
        tx,
        { ...requester, requestId: `request ${look}` },
        {
          verb: look % 5 === 0 ? 'disclosure' : 'consultation',
          route: `/children/:childId/${look % 7}`,
          childIds: [look, look + 1],
          fieldGroups: look % 2 === 0 ? ['identity', 'episodes'] : [],
          termsDigests: look % 3 === 0 ? [Buffer.from([look % 256, 255]), Buffer.from('word')] : [],
          detail: { rows: look, 'with “marks” \\ and\ttabs': true, part: look / 7 },
        },
      );
    }
  });
}

/** Seals what was recorded, and signs a head at this instant. */
export async function sealAndSign(database: Database, config: Config, now: Instant): Promise<void> {
  await runSealing({ database, config }, now, { signNow: true });
}

/** What is kept outside of the database now. */
export function keptOutside(config: Config): KeptOutside {
  const sources = headFolders(config).map((folder) => {
    const file = path.join(folder, HEADS_FILE);
    return { name: file, heads: readHeads(file).heads };
  });
  return { sources, keys: knownKeys(config) };
}

/** An audit of so many entries, with a head after each so many. */
export async function sealedAudit(
  database: Database,
  config: Config,
  entries: number,
  headEvery: number,
): Promise<void> {
  await database.transaction('job', requesterOf(null), (tx) =>
    tx.query(
      sql`insert into homeward.agency (code, kind, name) values ('oxfordshire', 'local-authority', 'Oxfordshire Council') on conflict do nothing`,
    ),
  );
  for (let done = 0; done < entries; done += headEvery) {
    await recordLooks(database, Math.min(headEvery, entries - done), done);
    await sealAndSign(database, config, instant(1_780_000_000_000 + done));
  }
}
