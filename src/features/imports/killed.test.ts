import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../../../test/support/database.ts';
import { importFiles, OPERATOR } from '../../../test/support/importing.ts';
import { FOLD_RULES } from '../../../test/support/notifications.ts';
import { wholeRecord } from '../../../test/support/whole-record.ts';
import { programFolder } from '../../config.ts';
import { verifyRecord } from '../../db/verify.ts';
import { feedsOfFolder } from './folder.ts';

const IMPORTER = path.join(programFolder, 'test', 'support', 'importer.ts');
const FOLDER = path.join(programFolder, 'test', 'feeds', 'oxfordshire-2020-h1');

type Said = {
  phase: string;
  rows?: number;
  result?: { accepted: Record<string, number>; repeated: Record<string, number> };
};

/** Runs the importer until it says something that the test waits for, and kills it there; or to its end. */
async function importUntil(databaseName: string, isEnough: (said: Said, heard: number) => boolean): Promise<Said> {
  const importer = spawn(process.execPath, [IMPORTER, databaseName, FOLDER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(importer, 'exit');
  let last: Said = { phase: 'not begun' };
  let heard = 0;
  for await (const line of createInterface({ input: importer.stdout })) {
    last = JSON.parse(line) as Said;
    if (last.phase === 'recording') heard += 1;
    if (!isEnough(last, heard)) continue;
    importer.kill('SIGKILL');
    break;
  }
  await ended;
  return last;
}

test('an import that is killed at any point and run again ends in the same record as one that was not', async (t) => {
  const whole = await withDatabase(t);
  await importFiles(whole, await feedsOfFolder(FOLDER));
  const database = await withDatabase(t);
  const { name } = await database.read('job', OPERATOR, (tx) =>
    tx.one<{ name: string }>(sql`select current_database() as name`),
  );
  await importUntil(name, ({ phase }) => phase === 'reading');
  await importUntil(name, ({ phase }) => phase === 'matching');
  await importUntil(name, (_, heard) => heard === 3);
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, [], 'what was recorded is whole');
  await importUntil(name, (_, heard) => heard === 20);
  const { result } = await importUntil(name, () => false);
  assert.ok(result, 'the last run came to its end');
  assert.ok(
    (result.accepted['notifications'] ?? 0) > 0 && (result.repeated['notifications'] ?? 0) > 0,
    'it went on where the others were killed',
  );
  assert.equal((result.accepted['notifications'] ?? 0) + (result.repeated['notifications'] ?? 0), 1540);
  assert.deepEqual(await wholeRecord(database), await wholeRecord(whole));
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
});
