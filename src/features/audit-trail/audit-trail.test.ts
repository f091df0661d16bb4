import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { looksAtChild, seenChildren } from './queries.ts';

async function aChildOfTwoAgencies(front: Front, surname: string): Promise<number> {
  const told = aNotification({
    notificationRef: `P-${surname}`,
    incidentRef: `I-${surname}`,
    occurredAt: at('2026-03-09T20:00Z'),
  });
  return recordChild(front.database, front.now, { surname, childRef: surname }, [told]);
}

async function visit(front: Front, userId: number, url: string) {
  return (await front.signedIn(userId)).browser.get(url);
}

test('who answers for the record sees everybody who looked, by name, role and agency, and that they asked is on record', async (t) => {
  const front = await openFront(t);
  const childId = await aChildOfTwoAgencies(front, 'Quillfeather');
  const officer = await front.addPerson('thames-valley-police', 'call-taker', { displayName: 'Carol Hughes' });
  const manager = await front.addPerson('oxfordshire', 'team-manager', { displayName: 'Asha Field' });
  await visit(front, officer, `/children/${childId}`);
  const child = await visit(front, manager, `/children/${childId}`);
  assert.match(child.body, new RegExp(`href="/children/${childId}/looks"`));
  const page = await visit(front, manager, `/children/${childId}/looks`);
  assert.equal(page.statusCode, 200);
  assert.match(wordsOf(page.body), /Carol Hughes Call taker, Thames Valley Police Looked child/);
  assert.doesNotMatch(page.body, /<title>[^<]*Quillfeather/);
  const rows = await front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select act, verb, field_groups from homeward.audit_entry where user_id = ${manager} and route = '/children/:childId/looks'`,
    ),
  );
  assert.deepEqual(rows, [{ act: 'see-looks-at-child', verb: 'consultation', field_groups: ['access'] }]);
  const own = await visit(front, manager, `/children/${childId}/looks?agency=thames-valley-police`);
  assert.doesNotMatch(wordsOf(own.body), /Team manager, Oxfordshire/);
});

test('looks are chosen by day and agency, fifty to a page, and a day that cannot be is said to be none', async (t) => {
  const front = await openFront(t);
  const childId = await aChildOfTwoAgencies(front, 'Marsh');
  const manager = await front.addPerson('oxfordshire', 'information-governance');
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.audit_entry (at, agency_code, verb, route, child_ids, purpose, request_id)
      select timestamptz '2025-03-29 23:59:00+00' + make_interval(mins => n), 'thames-valley-police', 'consultation', '/x', ${[childId]}::bigint[], 'look ' || n, 'r' || n
      from generate_series(0, 120) n`),
  );
  const ask = async (query: string) => (await visit(front, manager, `/children/${childId}/looks?${query}`)).body;
  // The clocks go forward on 30 March 2025: that day begins at midnight GMT and ends 23 hours later.
  const day = await ask('from-day=30&from-month=3&from-year=2025&to-day=30&to-month=3&to-year=2025');
  assert.match(day, /look 120\b/);
  assert.doesNotMatch(day, /look 0\b/, 'the minute before midnight is of the day before');
  const next = /href="([^"]*before=\d+)"/.exec(day)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const second = (await visit(front, manager, next)).body;
  assert.match(second, /look 70\b/);
  assert.doesNotMatch(second, /look 71\b/);
  assert.match(await ask('to-day=29&to-month=3&to-year=2025&agency=thames-valley-police'), /look 0\b/);
  const wrong = await visit(front, manager, `/children/${childId}/looks?from-day=31&from-month=2&from-year=2026`);
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /The first day must be a real date/);
});

test('other roles and other agencies are answered as the policy says, in the page and in the database', async (t) => {
  const front = await openFront(t);
  const childId = await aChildOfTwoAgencies(front, 'Marsh');
  const worker = await front.addPerson('oxfordshire', 'social-worker');
  const stranger = await front.addPerson('swindon', 'information-governance');
  const police = await front.addPerson('thames-valley-police', 'information-governance');
  assert.equal((await visit(front, worker, `/children/${childId}/looks`)).statusCode, 403);
  assert.equal((await visit(front, stranger, `/children/${childId}/looks`)).statusCode, 404);
  assert.equal((await visit(front, police, `/children/${childId}/looks`)).statusCode, 200);
  const none = { from: null, until: null };
  for (const [userId, agencyCode, some] of [
    [worker, 'oxfordshire', false],
    [stranger, 'swindon', false],
    [police, 'oxfordshire', false],
    [police, 'thames-valley-police', true],
  ] as const) {
    const requester = { ...requesterOf(agencyCode, userId), role: 'information-governance' };
    const found = await front.database.read('request', requester, (tx) =>
      looksAtChild(tx, childId, none, null, null, 50),
    );
    assert.equal(found.length > 0, some, `${userId} of ${agencyCode}`);
  }
});

test('information governance sees what a person of the agency saw, by child, and nobody else does', async (t) => {
  const front = await openFront(t);
  const childId = await aChildOfTwoAgencies(front, 'Quillfeather');
  const worker = await front.addPerson('oxfordshire', 'social-worker', { displayName: 'Ewa Lis' });
  const governance = await front.addPerson('oxfordshire', 'information-governance');
  await visit(front, worker, `/children/${childId}`);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.audit_entry (user_id, agency_code, verb, outcome, route, child_ids, purpose, request_id)
      values (${worker}, 'oxfordshire', 'consultation', 'refused', '/children/:childId', array[987654]::bigint[], 'child', 'r'),
        (${worker}, 'oxfordshire', 'consultation', 'allowed', '/worklist', array[987655, ${childId}::bigint], 'worklist', 'r')`),
  );
  const people = await visit(front, governance, '/looks');
  assert.match(people.body, /Ewa Lis/);
  const page = wordsOf((await visit(front, governance, `/looks/people/${worker}`)).body);
  assert.match(page, /Quillfeather 2 1 opened, 1 in lists/);
  assert.match(page, /Child number 987654 Your agency may not see this child 1 1 opened, 0 in lists 1 refused/);
  const neighbour = await front.addPerson('swindon', 'information-governance');
  assert.equal((await visit(front, neighbour, `/looks/people/${worker}`)).statusCode, 404);
  assert.equal((await visit(front, worker, `/looks/people/${worker}`)).statusCode, 403);
  assert.equal((await visit(front, worker, '/looks')).statusCode, 403);
});

test('both answers come by an index, however long the audit is', async (t) => {
  const front = await openFront(t);
  const childId = await aChildOfTwoAgencies(front, 'Marsh');
  const governance = await front.addPerson('oxfordshire', 'information-governance');
  await front.database.transaction(
    'owner',
    OPERATOR,
    async (tx) => {
      await tx.query(sql`insert into homeward.audit_entry (at, user_id, agency_code, verb, route, child_ids, request_id)
        select timestamptz '2025-01-01' + make_interval(mins => n), n % 2000, 'oxfordshire', 'consultation', '/x', array[n % 5000 + 1000, n % 777], 'r'
        from generate_series(1, 200000) n`);
    },
    { statementTimeoutMs: 0 },
  );
  await front.database.transaction('owner', OPERATOR, (tx) => tx.query(sql`analyze homeward.audit_entry`));
  const requester = { ...requesterOf('oxfordshire', governance), role: 'information-governance' };
  const scans = async (ask: (tx: Parameters<Parameters<typeof front.database.read>[2]>[0]) => Promise<unknown>) =>
    front.database.read('request', requester, async (tx) => {
      await ask(tx);
      return tx.one<{ whole: number; index: number }>(sql`select seq_scan::int as whole, idx_scan::int as index
        from pg_stat_xact_user_tables where schemaname = 'homeward' and relname = 'audit_entry'`);
    });
  const span = { from: at('2025-01-10T00:00Z'), until: at('2025-06-10T00:00Z') };
  const looks = await scans((tx) => looksAtChild(tx, childId, span, null, null, 50));
  const seen = await scans((tx) => seenChildren(tx, 77, span, 0, 50));
  assert.equal(looks.whole, 0);
  assert.equal(seen.whole, 0);
  assert.ok(looks.index > 0 && seen.index > 0);
});

test('the list of who looked is taken out as a file with a purpose, by those who may see it', async (t) => {
  const front = await openFront(t);
  const childId = await aChildOfTwoAgencies(front, 'Marsh');
  const officer = await front.addPerson('thames-valley-police', 'call-taker', { displayName: '=Carol Hughes' });
  await visit(front, officer, `/children/${childId}`);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  const page = await browser.get(`/children/${childId}/looks`);
  const address = /href="(\/exports\/new[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const asked = await browser.post(address, { purpose: 'meeting' }, { token });
  assert.equal(asked.statusCode, 303);
  const file = await browser.post(`${asked.headers.location}/download`, {}, { token });
  assert.equal(file.statusCode, 200);
  assert.match(file.body, /'=Carol Hughes,Call taker,Thames Valley Police,Looked,allowed,child/);
  const worker = await front.signedIn(await front.addPerson('oxfordshire', 'social-worker'));
  const refused = await worker.browser.post(address, { purpose: 'meeting' }, { token: worker.token });
  assert.equal(refused.statusCode, 403);
  const stranger = await front.signedIn(await front.addPerson('swindon', 'team-manager'));
  assert.equal(
    (await stranger.browser.post(address, { purpose: 'meeting' }, { token: stranger.token })).statusCode,
    404,
  );
});
