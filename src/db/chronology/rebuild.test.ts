import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { withDatabase } from '../../../test/support/database.ts';
import { importFiles } from '../../../test/support/importing.ts';
import { at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { filesOf, sampleSet } from '../../../test/support/sample-feeds.ts';
import type { Database } from '../transaction.ts';
import { verifyRecord } from '../verify.ts';
import { rebuildProjections } from './rebuild.ts';

/** Makes the database what an older version left: no projection that is new, and of the others some rows as they were. */
async function leaveAsOlder(database: Database): Promise<void> {
  await database.transaction('job', OPERATOR, async (tx) => {
    for (const table of ['return_follow_up', 'transmission', 'known_fact', 'fact_use', 'support', 'referral'])
      await tx.query(sql`delete from homeward.${raw(table)}`);
    await tx.query(sql`update homeward.interview set first_offered_at = null, attempts = 3, held_by = null`);
    await tx.query(sql`delete from homeward.duty where kind <> 'return-interview'`);
    await tx.query(sql`update homeward.duty set owed_by = null`);
    await tx.query(sql`insert into homeward.duty (child_id, kind, subject_key, owed_by, team, opened_at, due_at, because)
      select child_id, 'pass-answer', 'of an older rule', null, 'Nobody', now(), now(), '[]' from homeward.child`);
    await tx.query(sql`update homeward.episode set age_at_start = 3, interview_ref = null`);
    await tx.query(sql`delete from homeward.child_agency where relationship <> 'responsible-authority'`);
    await tx.query(sql`delete from homeward.status_period`);
    await tx.query(sql`update homeward.child set forename = 'Nobody', exploitation_screened_on = null`);
  });
}

async function numbers(database: Database): Promise<unknown> {
  return database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select episode_id, child_id, episode_key from homeward.episode order by episode_id`),
  );
}

test('a record that an older version made is made again, in parts, and keeps the numbers of its pages', async (t) => {
  const database = await withDatabase(t);
  await importFiles(database, filesOf(sampleSet('croydon-2017')), at('2026-04-01T12:00Z'), 1000);
  const before = await numbers(database);
  await leaveAsOlder(database);
  const left = await verifyRecord(database, FOLD_RULES, 10_000);
  const different = new Set(left.differences.map(({ table }) => table));
  for (const table of ['child', 'child_agency', 'episode', 'interview', 'duty', 'status_period', 'return_follow_up'])
    assert.ok(different.has(table), `${table} was to differ`);

  // Cut off after the first part; the next start goes on from there.
  const stop = new AbortController();
  const told: [number, number][] = [];
  const rebuilding = {
    rules: FOLD_RULES,
    version: '2-of-the-test',
    childrenInPart: 100,
    onProgress: (done: number, of: number): void => {
      told.push([done, of]);
      if (told.length === 1) stop.abort();
    },
  };
  const cut = await rebuildProjections(database, { ...rebuilding, signal: stop.signal });
  assert.deepEqual(cut, { kind: 'stopped', children: 100 });
  const half = await verifyRecord(database, FOLD_RULES, 10_000);
  assert.ok(half.differences.length > 0);
  assert.ok(half.differences.length < left.differences.length);
  const rest = await rebuildProjections(database, rebuilding);
  assert.deepEqual(rest, { kind: 'rebuilt', children: left.children - 100 });
  assert.deepEqual(told.at(-1), [left.children, left.children]);

  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
  assert.deepEqual(await numbers(database), before);
  assert.deepEqual(await rebuildProjections(database, rebuilding), { kind: 'current', children: 0 });
});

test('two starters at once make the record again once between them', async (t) => {
  const database = await withDatabase(t);
  await importFiles(database, filesOf(sampleSet('oxfordshire-2020-h1')), at('2026-04-01T12:00Z'), 1000);
  await leaveAsOlder(database);
  const rebuilding = { rules: FOLD_RULES, version: '2-of-the-test', childrenInPart: 40 };
  const both = await Promise.all([rebuildProjections(database, rebuilding), rebuildProjections(database, rebuilding)]);
  const { children, differences } = await verifyRecord(database, FOLD_RULES);
  assert.deepEqual(differences, []);
  assert.equal(both[0].children + both[1].children, children);
});

test('a part that fails is as if it had not been begun', async (t) => {
  const database = await withDatabase(t);
  await importFiles(database, filesOf(sampleSet('oxfordshire-2020-h1')), at('2026-04-01T12:00Z'), 1000);
  await leaveAsOlder(database);
  const broken = {
    ...FOLD_RULES,
    dutyRules: (): never => {
      throw new RangeError('no rules');
    },
  };
  await assert.rejects(rebuildProjections(database, { rules: broken, version: 'broken' }), /no rules/);
  const { rows } = await database.read('job', OPERATOR, (tx) =>
    tx.one<{ rows: number }>(sql`select count(*)::int as rows from homeward.return_follow_up`),
  );
  assert.equal(rows, 0);
  assert.equal((await rebuildProjections(database, { rules: FOLD_RULES, version: 'whole' })).kind, 'rebuilt');
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
});
