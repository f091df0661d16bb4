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
