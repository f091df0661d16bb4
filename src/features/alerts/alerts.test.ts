import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { at } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { HOUR, toIso } from '../../domain/time/instant.ts';
import { findAllPatterns, findPatternsAtOnce } from './commands.ts';

type Done = {
  readonly at: Instant;
  readonly childIds?: readonly number[];
  readonly route?: string;
  readonly verb?: string;
  readonly outcome?: string;
  readonly detail?: Readonly<Record<string, string>>;
};

async function did(front: Front, userId: number, agency: string, all: readonly Done[]): Promise<void> {
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    for (const one of all) {
      await tx.query(sql`insert into homeward.audit_entry (at, user_id, agency_code, verb, outcome, route, child_ids, detail, request_id)
        values (${toIso(one.at)}, ${userId}, ${agency}, ${one.verb ?? 'consultation'}, ${one.outcome ?? 'allowed'},
          ${one.route ?? '/children/:childId'}, ${one.childIds ?? []}::bigint[], ${JSON.stringify(one.detail ?? {})}::jsonb, 'r')`);
    }
  });
}

async function raised(
  front: Front,
): Promise<{ pattern: string; user_id: number | null; agency_code: string; child_ids: number[] }[]> {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select pattern, user_id, agency_code, child_ids from homeward.alert order by pattern, user_id`),
  );
}

const now = at('2026-03-10T20:00Z');
const hour = (number: number): Instant => (at('2026-03-10T00:00Z') + number * HOUR) as Instant;

test('the audit is read as it is: opening alone is a look, a list is none, and work explains a look', async (t) => {
  const front = await openFront(t);
  const names = { displayName: 'Wilhelmina Quillfeather' };
  const [snoop, worker, lister] = [
    await front.addPerson('oxfordshire', 'social-worker', names),
    await front.addPerson('oxfordshire', 'social-worker', names),
    await front.addPerson('oxfordshire', 'social-worker', names),
  ];
  const child = await recordChild(front.database, front.now, { surname: 'Quillfeather', childRef: 'Q1' });
  await did(front, snoop, 'oxfordshire', [{ at: hour(9), childIds: [child] }]);
  await did(front, worker, 'oxfordshire', [
    { at: hour(9), childIds: [child] },
    { at: hour(9.1), childIds: [child], verb: 'alteration' },
  ]);
  await did(front, lister, 'oxfordshire', [{ at: hour(9), childIds: [child, child + 1], route: '/worklist' }]);
  assert.equal(await findAllPatterns(front.database, OPERATOR, now), 1);
  assert.deepEqual(await raised(front), [
    { pattern: 'own-family-name', user_id: snoop, agency_code: 'oxfordshire', child_ids: [child] },
  ]);
  assert.equal(await findAllPatterns(front.database, OPERATOR, now), 0, 'the same is asked once');
});

test('a look is given a shift for the work that explains it: it is asked about from that minute on', async (t) => {
  const front = await openFront(t);
  const snoop = await front.addPerson('oxfordshire', 'social-worker', { displayName: 'A Quillfeather' });
  const child = await recordChild(front.database, front.now, { surname: 'Quillfeather', childRef: 'Q1' });
  await did(front, snoop, 'oxfordshire', [{ at: hour(9), childIds: [child] }]);
  assert.equal(await findAllPatterns(front.database, OPERATOR, (hour(17) - 1) as Instant), 0);
  assert.equal(await findAllPatterns(front.database, OPERATOR, hour(17)), 1);
});

test('refusals, a bar and glass that nobody reviewed are asked about at once', async (t) => {
  const front = await openFront(t);
  const refused = await front.addPerson('oxfordshire', 'social-worker');
  const barred = await front.addPerson('swindon', 'social-worker');
  const glass = await front.addPerson('thames-valley-police', 'call-taker');
  const child = await recordChild(front.database, front.now, { childRef: 'Q1' });
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    await tx.query(
      sql`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${barred}, 'barred')`,
    );
    for (const early of [1, 0, -1])
      await tx.query(sql`insert into homeward.broken_glass (child_id, user_id, agency_code, reason, words, opened_at, until_at, review_due_at, owner_agency)
        values (${child}, ${glass}, 'thames-valley-police', 'other', 'x', ${toIso((now - 24 * HOUR - early * 60_000) as Instant)}, ${toIso(now)}, ${toIso((now - early * 60_000) as Instant)}, 'oxfordshire')`);
  });
  await did(
    front,
    refused,
    'oxfordshire',
    Array.from({ length: 6 }, (_, index) => ({
      at: (now - index) as Instant,
      childIds: [900 + index],
      outcome: 'refused',
    })),
  );
  await did(front, barred, 'swindon', [
    { at: (now - 1000) as Instant, childIds: [child], outcome: 'refused', detail: { because: 'barred' } },
  ]);
  const since = (now - 300_000) as Instant;
  assert.equal(await findPatternsAtOnce(front.database, OPERATOR, since, now), 4);
  assert.deepEqual(
    (await raised(front)).map(({ pattern, user_id: who }) => [pattern, who]),
    [
      ['barred', barred],
      ['glass-not-reviewed', glass],
      ['glass-not-reviewed', glass],
      ['many-refused', refused],
    ],
  );
});

test('many people at one child are asked about as a crowd, of one agency', async (t) => {
  const front = await openFront(t);
  const child = await recordChild(front.database, front.now, { surname: 'Wellknown', childRef: 'Q1' });
  for (let index = 0; index < 6; index++) {
    await did(front, await front.addPerson('oxfordshire', 'social-worker'), 'oxfordshire', [
      { at: hour(8 + index / 2), childIds: [child] },
    ]);
  }
  assert.equal(await findAllPatterns(front.database, OPERATOR, now), 1);
  assert.deepEqual(await raised(front), [
    { pattern: 'crowd', user_id: null, agency_code: 'oxfordshire', child_ids: [child] },
  ]);
});

async function anAlert(front: Front): Promise<{ snoop: number; child: number; alertId: number }> {
  const snoop = await front.addPerson('oxfordshire', 'information-governance', {
    displayName: 'Wilhelmina Quillfeather',
  });
  const child = await recordChild(front.database, front.now, { surname: 'Quillfeather', childRef: 'Q1' });
  await did(front, snoop, 'oxfordshire', [{ at: hour(9), childIds: [child] }]);
  await findAllPatterns(front.database, OPERATOR, now);
  const [row] = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ alert_id: number }>(sql`select alert_id from homeward.alert`),
  );
  return { snoop, child, alertId: row?.alert_id ?? 0 };
}

test('information governance decides with a reason, sees the count in the navigation, and never an alert about oneself', async (t) => {
  const front = await openFront(t);
  const { snoop, alertId } = await anAlert(front);
  const own = await front.signedIn(snoop);
  assert.doesNotMatch((await own.browser.get('/alerts')).body, /Opened a child of their own surname/);
  assert.equal((await own.browser.get(`/alerts/${alertId}`)).statusCode, 404);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'information-governance'));
  const list = await browser.get('/alerts');
  assert.match(list.body, /Alerts \(1\)/);
  assert.match(
    wordsOf(list.body),
    /Opened a child of their own surname Wilhelmina Quillfeather, Information governance/,
  );
  const page = await browser.get(`/alerts/${alertId}`);
  assert.match(wordsOf(page.body), /Ada Quillfeather/);
  const empty = await browser.post(`/alerts/${alertId}`, { decision: '', why: 'Only this' }, { token });
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /Select what you found/);
  assert.match(empty.body, /Only this/);
  const fields = { decision: 'explained', why: 'Her own team asked her' };
  assert.equal((await browser.post(`/alerts/${alertId}`, fields, { token })).headers.location, '/alerts');
  assert.match(
    wordsOf((await browser.get(`/alerts/${alertId}`)).body),
    /There is an explanation.*Her own team asked her/,
  );
  assert.doesNotMatch((await browser.get('/alerts')).body, /Alerts \(/);
  const again = await browser.post(`/alerts/${alertId}`, { decision: 'concern', why: 'Changed' }, { token });
  assert.equal(again.headers.location, `/alerts/${alertId}`);
  assert.match((await browser.get(`/alerts/${alertId}`)).body, /Her own team asked her/);
});

test('no other role and no other agency reaches an alert, by page or by statement', async (t) => {
  const front = await openFront(t);
  const { alertId } = await anAlert(front);
  const manager = await front.addPerson('oxfordshire', 'team-manager');
  const neighbour = await front.addPerson('swindon', 'information-governance');
  for (const url of ['/alerts', `/alerts/${alertId}`])
    assert.equal((await (await front.signedIn(manager)).browser.get(url)).statusCode, 403);
  const theirs = await (await front.signedIn(neighbour)).browser.get(`/alerts/${alertId}`);
  assert.equal(theirs.statusCode, 404);
  for (const [agency, userId] of [
    ['oxfordshire', manager],
    ['swindon', neighbour],
    ['oxfordshire', neighbour],
  ] as const) {
    const rows = await front.database.read('request', requesterOf(agency, userId), (tx) =>
      tx.query(sql`select from homeward.alert`),
    );
    assert.equal(rows.length, 0);
    const changed = await front.database.transaction('request', requesterOf(agency, userId), (tx) =>
      tx.query(
        sql`update homeward.alert set decided_at = now(), decided_by = ${userId}, decision = 'explained', decided_why = 'x' returning alert_id`,
      ),
    );
    assert.equal(changed.length, 0);
  }
});

test('a person who is barred is asked about within a minute of trying, however fine the clock of the database', async (t) => {
  const front = await openFront(t);
  const child = await recordChild(front.database, front.now, { childRef: 'Q1' });
  const barred = await front.addPerson('oxfordshire', 'social-worker');
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(
      sql`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${barred}, 'barred')`,
    ),
  );
  assert.equal((await (await front.signedIn(barred)).browser.get(`/children/${child}`)).statusCode, 404);
  const present = Temporal.Now.instant().epochMilliseconds as Instant;
  await findPatternsAtOnce(front.database, OPERATOR, (present - 300_000) as Instant, present);
  assert.deepEqual(
    (await raised(front)).map(({ pattern, user_id: who }) => [pattern, who]),
    [['barred', barred]],
  );
});
