/** Somebody who takes the record away child by child, as fast as a person can, is cut off at the written budget. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { BUDGETS } from '../../src/domain/access/budgets.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { openFront, type Front } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { programOf, systemOf } from '../support/programs.ts';
import { recordChild } from '../support/recording.ts';
import { aChildRow, importFeeds } from '../support/importing.ts';

const SURNAMES = ['Abbot', 'Bramley', 'Corrigan', 'Dunmore', 'Everley', 'Fairfax', 'Gresham', 'Hollis'];
const EACH = 40;
const LIMIT = BUDGETS[0]?.childrenADay.person ?? 0;

/** A council with many children of whom nothing is open, and one who is missing. */
async function aCouncil(
  t: Parameters<typeof openFront>[0],
): Promise<{ front: Front; outside: number[]; missing: number }> {
  const front = await openFront(t);
  await importFeeds(front.database, {
    children: SURNAMES.flatMap((surname, group) =>
      Array.from({ length: EACH }, (_, index) =>
        aChildRow({
          child_ref: `OX-${group}-${index}`,
          police_ref: '',
          forename: `Kit${String.fromCharCode(97 + (index % 26))}${String.fromCharCode(97 + Math.floor(index / 26))}`,
          surname,
          date_of_birth: `2012-${String(group + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`,
          responsible_authority: 'oxfordshire',
        }),
      ),
    ),
  });
  const rows = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ id: number }>(sql`select child_id as id from homeward.child order by 1`),
  );
  const missing = await recordChild(front.database, front.now, { forename: 'Wilf', surname: 'Yardley' }, [
    aNotification({ notificationRef: 'N-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  return { front, outside: rows.map(({ id }) => id), missing };
}

function idsIn(body: string): number[] {
  return [...body.matchAll(/\/children\/(\d+)|"child_id":(\d+)/g)].map((found) => Number(found[1] ?? found[2]));
}

async function refusalsOf(front: Front): Promise<{ user_id: number | null; detail: { budget: string } }[]> {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select user_id, detail from homeward.audit_entry where act = 'budget' and outcome = 'refused' order by audit_id`,
    ),
  );
}

test('a scraper over pages, search and API is cut at the budget, and nobody is kept from a child who is missing', async (t) => {
  const { front, outside, missing } = await aCouncil(t);
  assert.ok(outside.length > LIMIT * 1.5);
  const userId = await front.addPerson('oxfordshire', 'team-manager');
  const { browser, token } = await front.signedIn(userId);
  const program = await programOf(front, userId);
  const shown = new Set<number>();
  const start = front.now;
  let cut = 0;
  let warned = 0;
  const see = (answer: { statusCode: number; body: string }, ids: readonly number[]): void => {
    if (answer.statusCode === 429) cut += 1;
    if (/of the 200 children outside your caseload/.test(answer.body)) warned += 1;
    if (answer.statusCode === 200) for (const id of ids) if (outside.includes(id)) shown.add(id);
  };
  // Thirty minutes at six seconds a page, and the sitting never idle.
  for (let step = 0; step < 300; step += 1) {
    front.now = (start + step * 6_000) as Instant;
    const child = outside[step % outside.length] ?? 0;
    const surname = SURNAMES[step % SURNAMES.length] ?? '';
    if (step % 5 === 0) {
      const found = await browser.post('/children', { q: surname }, { token });
      const page = await browser.get(String(found.headers.location));
      see(page, idsIn(page.body));
    } else if (step % 5 === 1) {
      const found = await program.post('/children/search', { name: surname });
      see(found, idsIn(found.body));
    } else if (step % 5 === 2) {
      const found = await program.get(`/children/${child}`);
      see(found, [child]);
    } else if (step % 25 === 3) {
      const found = await browser.post('/children', { q: surname }, { token });
      const search = String(found.headers.location).split('search=').at(-1) ?? '';
      const request = await browser.post(`/exports/new?kind=search&search=${search}`, { purpose: 'audit' }, { token });
      if (request.statusCode !== 303) see(request, []);
      else {
        const again = await front.signedIn(userId);
        const page = String(request.headers.location);
        const file = await again.browser.post(`${page}/download`, {}, { token: again.token });
        const rows = file.statusCode === 200 ? file.body.trim().split('\r\n').slice(1) : [];
        see(
          file,
          rows.map((row) => Number(row.split(',')[0])),
        );
      }
    } else {
      const asked = await browser.get(`/children/${child}`);
      if (asked.statusCode === 303) {
        assert.match(String(asked.headers.location), new RegExp(`^/children/${child}/why`));
        see(await browser.post(`/children/${child}/why`, { purpose: 'audit' }, { token }), []);
      }
      see(await browser.get(`/children/${child}`), [child]);
    }
  }
  assert.ok(shown.size <= LIMIT, `${shown.size} children were shown`);
  assert.ok(shown.size >= LIMIT * 0.75, `${shown.size} children were shown: the test reached the limit`);
  assert.ok(warned > 0, 'told on the way to the limit');
  assert.ok(cut > 10, `cut ${cut} times`);
  const counted = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ children: number }>(
      sql`select count(distinct child_id)::int as children from homeward.look_outside where asker = ${`person:${userId}`}`,
    ),
  );
  assert.equal(counted.children, shown.size, 'what was shown is what was counted');
  const refusals = await refusalsOf(front);
  assert.equal(refusals.length, cut);
  assert.ok(refusals.every(({ user_id, detail }) => user_id === userId && detail.budget === 'children-of-day'));

  const fresh = outside.find((id) => !shown.has(id)) ?? 0;
  const refused = await browser.post(`/children/${fresh}/why`, { purpose: 'audit' }, { token });
  if (shown.size === LIMIT) {
    assert.equal(refused.statusCode, 429);
    assert.match(refused.body, /outside the caseload since 10 March 2026/);
    assert.match(refused.body, /It opens again on 11 March 2026/);
    assert.match(refused.body, /information governance lead/);
    assert.ok(Number(refused.headers['retry-after']) > 0);
  }
  assert.equal((await browser.get(`/children/${missing}`)).statusCode, 200, 'who is missing stays open');
  assert.equal((await browser.get('/missing-now')).statusCode, 200);
  assert.equal((await browser.get('/worklist')).statusCode, 200);
  assert.notEqual((await browser.get('/tell-us/missing')).statusCode, 429, 'telling is never limited');
});

test('the day after, the count begins again', async (t) => {
  const { front, outside } = await aCouncil(t);
  const system = await systemOf(front, 'oxfordshire');
  const statuses: number[] = [];
  for (const id of outside.slice(0, LIMIT + 5)) statuses.push((await system.get(`/children/${id}`)).statusCode);
  assert.deepEqual(
    statuses
      .map((status, index) => (status === (index < LIMIT ? 200 : 429) ? null : index))
      .filter((place) => place !== null),
    [],
  );
  const refused = await system.get(`/children/${outside[LIMIT + 1]}`);
  assert.equal(refused.statusCode, 429);
  assert.match(String(refused.headers['content-type']), /problem\+json/);
  assert.equal(refused.json().type, 'urn:homeward:problem:children-of-day');
  front.now = at('2026-03-10T23:59:59Z');
  assert.equal((await system.get(`/children/${outside[LIMIT + 1]}`)).statusCode, 429);
  front.now = at('2026-03-11T00:00Z');
  assert.equal((await system.get(`/children/${outside[LIMIT + 1]}`)).statusCode, 200);
});

test('requests sent at once are counted one after the other', async (t) => {
  const { front, outside } = await aCouncil(t);
  const system = await systemOf(front, 'oxfordshire');
  for (const id of outside.slice(0, LIMIT - 10)) await system.get(`/children/${id}`);
  const answers = await Promise.all(outside.slice(LIMIT - 10, LIMIT + 30).map((id) => system.get(`/children/${id}`)));
  assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 10);
  assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 30);
});
