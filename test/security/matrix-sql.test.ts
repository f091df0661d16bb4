/** Every role and every way in which an agency and a record can stand: the database shows the children whom the policy does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql, { empty, raw } from 'sql-template-tag';
import { decide, type Actor } from '../../src/domain/access/decide.ts';
import { openPartnership, standingIn, type Cell } from '../support/cells.ts';
import { OPERATOR } from '../support/people.ts';

test('in SQL, each person is shown the rows of exactly the children whom the policy lets them see, in every table', async (t) => {
  const { front, cells, members } = await openPartnership(t);
  const tables = await front.database.read('owner', OPERATOR, (tx) =>
    tx.query<{ name: string }>(sql`
      select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'child_id' and not a.attisdropped
      where c.relnamespace = 'homeward'::regnamespace and c.relkind = 'r' and has_table_privilege('homeward_request', c.oid, 'select') order by 1`),
  );
  const names = tables.map(({ name }) => name).filter((name) => !OWN_WORK.includes(name));
  assert.ok(names.length >= 12, names.join());
  const known = new Map(cells.map((cell) => [cell.childId, cell]));
  const wrong: string[] = [];
  let compared = 0;
  for (const { actor, userId } of members) {
    const requester = {
      userId,
      agencyCode: actor.agencyCode,
      role: actor.role,
      at: front.now,
      purpose: 'test',
      requestId: 'test',
    };
    const may = new Set(
      cells.filter((cell) => decide(actor, 'see-child', standingIn(cell)).allowed).map(({ childId }) => childId),
    );
    for (const name of names) {
      // That it was itself involved once, an agency may know; of others, only while it is.
      const others = name === 'child_agency' ? sql` where agency_code <> ${actor.agencyCode}` : empty;
      const rows = await front.database.read('request', requester, (tx) =>
        tx.query<{ child_id: number | null }>(sql`select distinct child_id from homeward.${raw(`"${name}"`)}${others}`),
      );
      const shown = new Set(rows.map(({ child_id }) => child_id));
      for (const cell of cells) {
        compared += 1;
        const is = shown.has(cell.childId);
        const must = ALL_HAVE_ROWS.includes(name);
        if (is && !may.has(cell.childId)) wrong.push(`${name} shows ${told(actor, cell)}`);
        if (!is && must && may.has(cell.childId)) wrong.push(`${name} withholds ${told(actor, cell)}`);
      }
      for (const childId of shown)
        if (childId !== null && !known.has(childId)) wrong.push(`${name} shows another child`);
    }
  }
  t.diagnostic(`${compared} cells in ${names.length} tables: ${names.join(', ')}`);
  assert.deepEqual(wrong.slice(0, 60), [], `${wrong.length} of ${compared}`);
});

/** Tables in which every child of the partnership has a row. */
const ALL_HAVE_ROWS = ['child', 'child_agency', 'child_identifier', 'chronology_entry', 'duty', 'episode'];
/** Tables that show a person, or who reviews, what was done: not what is on the record. */
const OWN_WORK = ['broken_glass'];

function told({ role, agencyKind }: Actor, { relationship, ending, sensitivity }: Cell): string {
  return `${role} of ${agencyKind}, ${relationship ?? 'not involved'} (${ending}), ${sensitivity}`;
}
