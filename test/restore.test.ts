/** The drill of docs/operations.md: a backup is restored, and who was erased since does not come back. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { loadConfig, programFolder, type Config } from '../src/config.ts';
import { createAccount } from '../src/db/accounts.ts';
import { openDatabase } from '../src/db/connect.ts';
import { findOpenReviews, keepDecision } from '../src/db/retention/reviews.ts';
import type { Database } from '../src/db/transaction.ts';
import { plusHours } from '../src/domain/time/instant.ts';
import type { PlainDate } from '../src/domain/time/plain-date.ts';
import { eraseConfirmed } from '../src/jobs/retention/erase-confirmed.ts';
import { listWhatIsDue } from '../src/jobs/retention/list-due.ts';
import { loadRetention } from '../src/retention.ts';
import { emptyDataFolder } from './support/holder.ts';
import { at, FOLD_RULES } from './support/notifications.ts';
import { addAgencies, OPERATOR } from './support/people.ts';
import { recordChild } from './support/recording.ts';

const PAST = at('2000-03-10T09:00Z');
const NOW = at('2060-03-10T09:00Z');

/** Opens the database of the settings for some work, and closes it: the embedded server then stops. */
async function opened<T>(config: Config, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(config);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function eraseByTwo(database: Database, config: Config, people: readonly number[]): Promise<number[]> {
  const retention = loadRetention(path.join(programFolder, 'retention'));
  const services = { database, config, retention, rules: FOLD_RULES };
  await listWhatIsDue(services, NOW);
  for (const [index, kind] of (['dispose', 'confirm'] as const).entries()) {
    const userId = people[index] as number;
    const by = {
      userId,
      agencyCode: 'oxfordshire',
      role: 'information-governance',
      purpose: 'test',
      requestId: 'test',
    };
    await database.transaction('request', by, async (tx) => {
      const [review] = await findOpenReviews(tx, 1);
      assert.ok(review);
      const confirms = review.decisions[0] ?? null;
      const decision = {
        review,
        kind,
        userId,
        agencyCode: 'oxfordshire',
        reason: 'Due',
        keepUntil: null,
        confirms,
        now: NOW,
      };
      await keepDecision(tx, decision);
    });
  }
  return eraseConfirmed(services, plusHours(NOW, 24));
}

test('a backup that is restored brings back everything but who was erased since', async (t) => {
  const folder = emptyDataFolder(t);
  const backup = path.join(path.dirname(folder), 'backup.tar');
  const config = loadConfig({ HOMEWARD_DATA: folder, HOMEWARD_DEMO: 'no' });
  const { gone, people } = await opened(config, async (database) => {
    await addAgencies(database);
    const ids: number[] = [];
    for (const displayName of ['one', 'two']) {
      const account = { displayName, email: `${displayName}@example.org`, passwordHash: null, team: null };
      const role = { agencyCode: 'oxfordshire', role: 'information-governance' };
      ids.push(
        (await database.transaction('job', OPERATOR, (tx) => createAccount(tx, { ...account, ...role }))) as number,
      );
    }
    const born = { dateOfBirth: '1990-02-28' as PlainDate };
    const due = await recordChild(database, PAST, { surname: 'Quillfeather', childRef: 'Q1', ...born });
    await recordChild(database, NOW, { surname: 'Stays', childRef: 'S1' });
    return { gone: due, people: ids };
  });
  // As the page for operators says: everything in the data folder but the list of the erased, with its owners.
  execFileSync('tar', ['-C', folder, '--exclude', './tombstones.jsonl', '-cpf', backup, '.']);
  assert.deepEqual(await opened(config, (database) => eraseByTwo(database, config, people)), [gone]);

  const list = path.join(folder, 'tombstones.jsonl');
  assert.equal(readFileSync(list, 'utf8').trimEnd().split('\n').length, 1);
  rmSync(path.join(folder, 'postgres'), { recursive: true });
  execFileSync('tar', ['-C', folder, '-xpf', backup]);
  const verify = spawn(path.join(programFolder, 'homeward'), ['verify'], {
    env: { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOMEWARD_DATA: folder, HOMEWARD_DEMO: 'no' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  verify.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  verify.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  const [code] = (await once(verify, 'close')) as [number];
  assert.match(said.err, /Children erased again, whom a restored backup had brought back: 1\./);
  assert.match(said.out, /Compared 1 children with the 1 entries/);
  assert.equal(code, 0, `${said.out}${said.err}`);
  const left = await opened(config, (database) =>
    database.read('job', OPERATOR, (tx) => tx.query<{ surname: string }>(sql`select surname from homeward.child`)),
  );
  assert.deepEqual(left, [{ surname: 'Stays' }]);
});
