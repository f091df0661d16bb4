import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../../test/support/database.ts';
import type { Requester } from './requester.ts';

const nobody: Requester = { userId: null, agencyCode: null, purpose: 'test', requestId: 'test' };
const croydon: Requester = { userId: 7, agencyCode: "LA'CRO", purpose: 'test', requestId: 'request-1' };

test('a transaction tells the database on whose behalf it runs, and its connection forgets them after', async (t) => {
  const database = await withDatabase(t);
  const ask = sql`select current_user as role, current_setting('homeward.user_id') as "userId", current_setting('homeward.agency') as agency,
    current_setting('homeward.request_id') as "requestId", current_setting('homeward.purpose') as purpose`;
  const asCroydon = await database.transaction('request', croydon, (tx) => tx.one(ask));
  assert.deepEqual(
    { ...asCroydon },
    { role: 'homeward_request', userId: '7', agency: "LA'CRO", requestId: 'request-1', purpose: 'test' },
  );
  const asNobody = await database.transaction('request', nobody, (tx) => tx.one(ask));
  assert.deepEqual(
    { ...asNobody },
    { role: 'homeward_request', userId: '', agency: '', requestId: 'test', purpose: 'test' },
  );
});

test('what fails is rolled back whole, and so is a failure that was swallowed', async (t) => {
  const database = await withDatabase(t);
  await database.transaction('owner', nobody, (tx) => tx.query(sql`create table kept (n int primary key)`));
  const insertThenThrow = database.transaction('owner', nobody, async (tx) => {
    await tx.query(sql`insert into kept values (1)`);
    throw new Error('no');
  });
  await assert.rejects(insertThenThrow, /^Error: no$/);
  const insertThenSwallow = database.transaction('owner', nobody, async (tx) => {
    await tx.query(sql`insert into kept values (1)`);
    await tx.query(sql`insert into kept values (1)`).catch(() => {});
  });
  await assert.rejects(insertThenSwallow, /rolled back/);
  assert.deepEqual(await database.read('owner', nobody, (tx) => tx.query(sql`select * from kept`)), []);
});

test('a transaction cannot be used after its end', async (t) => {
  const database = await withDatabase(t);
  const kept = await database.transaction('request', nobody, async (tx) => ({ tx }));
  await assert.rejects(kept.tx.query(sql`select 1`), /has ended/);
});

test('a read cannot write, and sees one instant throughout', async (t) => {
  const database = await withDatabase(t);
  await database.transaction('owner', nobody, (tx) => tx.query(sql`create table counted (n int)`));
  await assert.rejects(
    database.read('owner', nobody, (tx) => tx.query(sql`insert into counted values (1)`)),
    /read-only transaction/,
  );
  const counts = await database.read('owner', nobody, async (tx) => {
    const before = await tx.one<{ n: number }>(sql`select count(*) as n from counted`);
    await database.transaction('owner', nobody, (other) => other.query(sql`insert into counted values (1)`));
    const after = await tx.one<{ n: number }>(sql`select count(*) as n from counted`);
    return [before.n, after.n];
  });
  assert.deepEqual(counts, [0, 0]);
});

test('numbers, dates and absent values arrive as documented, and an inexact number is refused', async (t) => {
  const database = await withDatabase(t);
  const row = await database.read('request', nobody, (tx) =>
    tx.one(
      sql`select 9007199254740991::int8 as number, array[1, null]::int8[] as numbers, date '2020-03-29' as on, array[date '2020-03-29'] as days, 1.50 as money`,
    ),
  );
  assert.deepEqual(
    { ...row },
    { number: 9007199254740991, numbers: [1, null], on: '2020-03-29', days: ['2020-03-29'], money: '1.50' },
  );
  await assert.rejects(
    database.read('request', nobody, (tx) => tx.query(sql`select 9007199254740993::int8`)),
    RangeError,
  );
  const rows = database.read('request', nobody, (tx) => tx.one(sql`select generate_series(1, 2)`));
  await assert.rejects(rows, /one row was expected and 2 came/);
  assert.equal(await database.read('request', nobody, (tx) => tx.maybeOne(sql`select where false`)), undefined);
});

test('a slow request is stopped and a job may ask for all the time it needs', async (t) => {
  const database = await withDatabase(t);
  const timeouts = sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`;
  assert.deepEqual(
    { ...(await database.read('request', nobody, (tx) => tx.one(timeouts))) },
    { statement: '5s', lock: '2s' },
  );
  assert.deepEqual(
    { ...(await database.read('job', nobody, (tx) => tx.one(timeouts), { statementTimeoutMs: 0 })) },
    { statement: '0', lock: '10s' },
  );
  await assert.rejects(
    database.read('request', nobody, (tx) => tx.query(sql`select pg_sleep(60)`), { statementTimeoutMs: 50 }),
    /statement timeout/,
  );
});

test('rows are copied in and out, with parameters that cannot end their literal', async (t) => {
  const database = await withDatabase(t);
  await database.transaction('owner', nobody, (tx) => tx.query(sql`create table copied (n int, name text)`));
  const taken = await database.transaction('owner', nobody, (tx) =>
    tx.copyIn('copy copied from stdin', ['1\tAda\n2\t', "O'Neil\n"]),
  );
  assert.equal(taken, 2);
  const out = await database.read('owner', nobody, async (tx) => {
    const parts: Buffer[] = [];
    for await (const part of tx.copyOut(
      sql`copy (select n from copied where name = ${"O'Neil"} and n <> ${-1} and ${null}::text is null) to stdout`,
    ))
      parts.push(part);
    return Buffer.concat(parts).toString();
  });
  assert.equal(out, '2\n');
});

test('a copy whose source fails leaves nothing, and the connection serves again', async (t) => {
  const database = await withDatabase(t);
  await database.transaction('owner', nobody, (tx) => tx.query(sql`create table copied (n int)`));
  async function* broken(): AsyncGenerator<string> {
    yield '1\n';
    throw new Error('the disk is gone');
  }
  await assert.rejects(
    database.transaction('owner', nobody, (tx) => tx.copyIn('copy copied from stdin', broken())),
    /the disk is gone/,
  );
  assert.deepEqual(await database.read('owner', nobody, (tx) => tx.query(sql`select * from copied`)), []);
});

test('the roles that serve are not superusers, cannot bypass row-level security, and own nothing', async (t) => {
  const database = await withDatabase(t);
  const roles = await database.read('owner', nobody, (tx) =>
    tx.query(sql`
    select rolname as role, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as mighty,
      (select count(*) from pg_class where relowner = r.oid) as owned
    from pg_roles r where rolname in ('homeward_owner', 'homeward_request', 'homeward_job') order by rolname`),
  );
  assert.deepEqual(
    roles.map(({ role, mighty }) => [role, mighty]),
    [
      ['homeward_job', false],
      ['homeward_owner', false],
      ['homeward_request', false],
    ],
  );
  assert.deepEqual(
    roles.filter(({ owned }) => Number(owned) > 0).map(({ role }) => role),
    ['homeward_owner'],
  );
});

test('a question on nobody’s behalf sees no child, also after a transaction on the same connection that saw one', async (t) => {
  const database = await withDatabase(t);
  const counted = sql`select count(*)::int as seen from homeward.child`;
  const agency = { userId: null, agencyCode: 'oxfordshire', role: 'agency-system', purpose: 'test', requestId: 'test' };
  await database.transaction('job', agency, (tx) =>
    tx.query(sql`with town as (insert into homeward.agency (code, kind, name) values ('oxfordshire', 'local-authority', 'Oxfordshire') returning code),
        born as (insert into homeward.child (forename) values ('Ada') returning child_id)
      insert into homeward.child_agency (agency_code, child_id, relationship) select code, child_id, 'responsible-authority' from town, born`),
  );
  const seen = await database.transaction('request', agency, (tx) => tx.one<{ seen: number }>(counted));
  assert.equal(seen.seen, 1);
  assert.deepEqual(await database.ask('request', counted), [{ seen: 0 }]);
});
