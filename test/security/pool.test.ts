/** Whose transaction it is never outlives it: two agencies on the same few connections, with failures in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { at } from '../support/notifications.ts';
import { withDatabase } from '../support/database.ts';
import { addAgencies, requesterOf } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';

test('two hundred transactions of two agencies at once, a third of them failing, never see another’s child', async (t) => {
  const database = await withDatabase(t);
  await addAgencies(database);
  const now = at('2026-03-10T09:00Z');
  const children = new Map<string, number>();
  for (const agency of ['oxfordshire', 'swindon'])
    children.set(
      agency,
      await recordChild(database, now, { childRef: agency, responsibleAuthority: agency }, [], agency),
    );
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const agency = [null, 'oxfordshire', 'swindon'][index % 3] ?? null;
      const fails = index % 5 === 0;
      const work = database.transaction('request', requesterOf(agency, index + 1), async (tx) => {
        const rows = await tx.query<{
          child_id: number;
          agency: string | null;
          user_id: number;
          connection: number;
        }>(sql`
          select c.child_id, homeward.current_agency() as agency, homeward.current_user_id() as user_id, pg_backend_pid() as connection
          from (select 1) one left join homeward.child c on true`);
        if (fails) await tx.query(sql`select 1 / 0`);
        return rows;
      });
      const rows = await work.catch((error: unknown) => {
        assert.ok(fails, String(error));
        return [];
      });
      return { agency, userId: index + 1, rows, fails };
    }),
  );
  const served = seen.filter(({ fails }) => !fails);
  assert.equal(served.length, 160);
  for (const { agency, userId, rows } of served) {
    assert.deepEqual(
      rows.map(({ child_id, agency: told, user_id }) => [child_id, told, user_id]),
      [[agency === null ? null : children.get(agency), agency, userId]],
    );
  }
  const connections = new Set(served.flatMap(({ rows }) => rows.map(({ connection }) => connection)));
  assert.ok(connections.size < served.length / 4, 'the connections were shared');
});

/** Every setting by which a transaction says whom it serves or what it may pass by. */
const SETTINGS = ['agency', 'user_id', 'role', 'now', 'request_id', 'purpose', 'recording', 'counting'];

test('no connection is handed on with a setting of the transaction before: neither role nor time, nor what it was opened for', async (t) => {
  const database = await withDatabase(t);
  await addAgencies(database);
  const now = at('2026-03-10T09:00Z');
  const childId = await recordChild(database, now);
  const settings = SETTINGS.map((name) => `homeward.${name}`);
  const left = sql`select coalesce(current_setting(name, true), '') as value from unnest(${settings}::text[]) as name`;
  let opened = 0;
  const found: string[] = [];
  await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      await database
        .transaction('request', requesterOf('oxfordshire', index + 1), async (tx) => {
          await tx.query(sql`select homeward.lock_child(${childId}), homeward.count_everybody(true)`);
          const set = await tx.query<{ value: string }>(left);
          if (set.every(({ value }) => value !== '')) opened += 1;
          if (index % 3 === 0) await tx.query(sql`select 1 / 0`);
        })
        .catch((error: unknown) => assert.match(String(error), /division by zero/));
      for (const { value } of await database.ask<{ value: string }>('request', left))
        if (value !== '') found.push(value);
    }),
  );
  assert.equal(opened, 200, 'all were set while the transaction ran');
  assert.deepEqual(found, []);
});
