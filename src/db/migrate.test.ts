import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { connectAsKeeper, emptyDataFolder } from '../../test/support/holder.ts';
import { migrate, pendingMigrations, readMigrations, type Migration } from './migrate.ts';
import { accessEmbedded } from './server-access.ts';

const first: Migration = { name: '0001_first.sql', checksum: 'a', statements: 'create table public.first ()' };
const second: Migration = { name: '0002_second.sql', checksum: 'b', statements: 'create table public.second ()' };

test('what was applied is not applied again, and what is new is', () => {
  assert.deepEqual(pendingMigrations([first, second], []), [first, second]);
  assert.deepEqual(pendingMigrations([first, second], [first]), [second]);
  assert.deepEqual(pendingMigrations([first, second], [first, second]), []);
});

test('a file that has changed since it was applied is refused by name', () => {
  assert.throws(() => pendingMigrations([{ ...first, checksum: 'z' }, second], [first]), /0001_first\.sql has changed/);
});

test('a database made by a later version is refused by name', () => {
  assert.throws(
    () => pendingMigrations([first], [first, second]),
    /0002_second\.sql, which this version .* does not know/,
  );
});

test('a file that comes before one already applied is refused by name', () => {
  assert.throws(() => pendingMigrations([first, second], [second]), /0001_first\.sql comes before one/);
});

test('files without a number of their own are refused by name', (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'homeward-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, '0001_one.sql'), '');
  writeFileSync(path.join(folder, '0003_three.sql'), '');
  assert.deepEqual(
    readMigrations(folder).map(({ name }) => name),
    ['0001_one.sql', '0003_three.sql'],
  );
  writeFileSync(path.join(folder, '0003_also_three.sql'), '');
  assert.throws(() => readMigrations(folder), /migrations\/0003_three\.sql is out of place/);
});

test('two starters at once bring an empty database up to date, once', async (t) => {
  const dataFolder = emptyDataFolder(t);
  const access = await accessEmbedded(dataFolder, 'homeward');
  const names = readMigrations().map(({ name }) => name);
  const applied = await Promise.all([
    migrate(access.administratorConnection()),
    migrate(access.administratorConnection()),
  ]);
  assert.deepEqual(applied.flat().toSorted(), names);
  assert.equal(
    applied.some((part) => part.length === 0),
    true,
  );
  const broken: Migration = {
    name: '9999_broken.sql',
    checksum: 'c',
    statements: 'create table homeward.half ();\nselect nonsense',
  };
  await assert.rejects(
    migrate(access.administratorConnection(), [...readMigrations(), broken]),
    /9999_broken\.sql: .*"nonsense".*line 2/,
  );
  const client = await connectAsKeeper(dataFolder);
  const half = await client.query("select from pg_tables where schemaname = 'homeward' and tablename = 'half'");
  assert.equal(half.rowCount, 0);
  await client.end();
  await access.release();
});
