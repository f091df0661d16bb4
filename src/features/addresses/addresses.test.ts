import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { verifyRecord } from '../../db/verify.ts';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';

const START = at('2026-03-09T20:00Z');

async function openStreet(t: TestContext): Promise<{ front: Front; childId: number; street: string }> {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, { homePostcode: 'OX3 7QL' }, [
    aNotification({
      notificationRef: 'S-1',
      incidentRef: 'SI-1',
      occurredAt: START,
      missingFromPostcode: 'OX3 7QL',
      circumstances: 'Left the Old Vicarage at night',
    }),
  ]);
  return { front, childId, street: `/children/${childId}/address` };
}

async function person(front: Front, agency: string, role: Parameters<Front['addPerson']>[1]) {
  const userId = await front.addPerson(agency, role);
  const { browser, token } = await front.signedIn(userId);
  const page = async (url: string): Promise<string> => wordsOf((await browser.get(url)).body);
  const post = (url: string, fields: Readonly<Record<string, string>>) => browser.post(url, fields, { token });
  return { userId, browser, page, post };
}

const HIDDEN = { kind: 'home', class: 'hidden', lines: 'The Old Vicarage\nHeadington', postcode: 'ox37ql' };

test('an address is recorded, read by those it is open to, and taken the place of by the next', async (t) => {
  const { front, street } = await openStreet(t);
  const worker = await person(front, 'oxfordshire', 'social-worker');
  const police = await person(front, 'thames-valley-police', 'call-taker');
  assert.equal((await worker.post(`${street}/new`, { ...HIDDEN, class: 'open' })).statusCode, 303);
  assert.match(await police.page(street), /Family home The Old Vicarage, Headington, OX3 7QL/);
  assert.equal(
    (await worker.post(`${street}/new`, { ...HIDDEN, class: 'restricted', lines: '2 Elm Road' })).statusCode,
    303,
  );
  const shown = await worker.page(street);
  assert.match(shown, /2 Elm Road/);
  assert.doesNotMatch(shown, /Old Vicarage/);
  const wrong = await worker.post(`${street}/new`, { ...HIDDEN, lines: '', postcode: 'nowhere' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wordsOf(wrong.body), /There is a problem.*Enter the address/);
  assert.match(wrong.body, /value="nowhere"/, 'nothing typed is lost');
});

test('one person hides an address at once, everywhere, and the record still follows from the chronology', async (t) => {
  const { front, childId, street } = await openStreet(t);
  const worker = await person(front, 'oxfordshire', 'social-worker');
  assert.match(await worker.page(`/children/${childId}`), /OX3 7QL.*Old Vicarage/);
  assert.equal((await worker.post(`${street}/new`, HIDDEN)).statusCode, 303);
  for (const url of [`/children/${childId}`, street, '/missing-now', '/worklist']) {
    const shown = await worker.page(url);
    assert.doesNotMatch(shown, /OX3|Vicarage|Headington/, url);
  }
  assert.match(
    await worker.page(`/children/${childId}`),
    /Left the \[address withheld\] at night|Left \[address withheld\] at night/,
  );
  assert.deepEqual((await verifyRecord(front.database, FOLD_RULES)).differences, []);
  const again = await worker.post(`${street}/hide`, { why: 'To be sure' });
  assert.equal(again.statusCode, 409);
});

test('a hidden address is seen by who asked, once somebody else has approved, for thirty minutes', async (t) => {
  const { front, street } = await openStreet(t);
  const asker = await person(front, 'thames-valley-police', 'missing-person-coordinator');
  const manager = await person(front, 'oxfordshire', 'team-manager');
  await manager.post(`${street}/new`, HIDDEN);
  const see = () => asker.post(`${street}/see`, { why: 'To visit' });
  assert.equal((await see()).statusCode, 403, 'nobody sees it without asking');
  assert.equal((await asker.post(`${street}/ask`, { why: 'To visit the family' })).statusCode, 303);
  assert.equal((await see()).statusCode, 403, 'nor before it is approved');
  const [id] = await front.database.read('job', OPERATOR, async () => [1]);
  assert.equal(
    (await asker.post(`${street}/requests/${id}`, { decision: 'approve' })).statusCode,
    403,
    'nor decides alone',
  );
  assert.match(await manager.page(street), /To see the address: Person 1.*To visit the family Decide/);
  const approvedAt = front.now;
  assert.equal((await manager.post(`${street}/requests/${id}`, { decision: 'approve' })).statusCode, 303);
  const seen = await see();
  assert.equal(seen.statusCode, 200);
  assert.match(wordsOf(seen.body), /The Old Vicarage, Headington, OX3 7QL/);
  assert.equal(seen.headers['cache-control'], 'no-store');
  assert.match(
    await manager.page(street),
    /Who has seen the hidden address Person 1, Thames Valley Police, .*: To visit/,
  );
  const audited = await front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select verb, act, field_groups from homeward.audit_entry where user_id = ${asker.userId} and verb = 'disclosure'`,
    ),
  );
  assert.deepEqual(audited, [{ verb: 'disclosure', act: 'reveal-address', field_groups: ['address'] }]);
  front.now = at('2026-03-10T09:29:59Z');
  assert.ok(front.now - approvedAt < 30 * 60_000);
  assert.equal(
    (
      await front
        .signedIn(asker.userId)
        .then(({ browser, token }) => browser.post(`${street}/see`, { why: 'x' }, { token }))
    ).statusCode,
    200,
  );
  front.now = at('2026-03-10T09:30Z');
  assert.equal(
    (
      await front
        .signedIn(asker.userId)
        .then(({ browser, token }) => browser.post(`${street}/see`, { why: 'x' }, { token }))
    ).statusCode,
    403,
  );
});

test('two people end a hiding, and everything is as it was before', async (t) => {
  const { front, childId, street } = await openStreet(t);
  const worker = await person(front, 'oxfordshire', 'social-worker');
  const manager = await person(front, 'oxfordshire', 'team-manager');
  const pages = async () => [await worker.page(`/children/${childId}?entries=all`), await worker.page('/missing-now')];
  const before = await pages();
  assert.equal((await worker.post(`${street}/hide`, { why: 'The father has found out' })).statusCode, 303);
  assert.notDeepEqual(await pages(), before);
  assert.equal((await manager.post(`${street}/end-hiding`, { why: 'The danger is over' })).statusCode, 303);
  assert.equal((await manager.post(`${street}/requests/1`, { decision: 'approve' })).statusCode, 403);
  const second = await person(front, 'oxfordshire', 'strategic-lead');
  assert.equal((await second.post(`${street}/requests/1`, { decision: 'approve' })).statusCode, 303);
  assert.deepEqual(await pages(), before);
  assert.deepEqual((await verifyRecord(front.database, FOLD_RULES)).differences, []);
});

test('who may not see the child finds no address page, and who may not hide cannot', async (t) => {
  const { front, street } = await openStreet(t);
  const stranger = await person(front, 'swindon', 'team-manager');
  const taker = await person(front, 'thames-valley-police', 'call-taker');
  for (const url of [
    street,
    `${street}/new`,
    `${street}/hide`,
    `${street}/ask`,
    `${street}/see`,
    `${street}/end-hiding`,
    `${street}/requests/1`,
  ]) {
    assert.equal((await stranger.browser.get(url)).statusCode, 404, url);
    if (url !== street) assert.ok([403, 404].includes((await taker.browser.get(url)).statusCode), url);
  }
  assert.equal((await taker.post(`${street}/hide`, { why: 'x' })).statusCode, 403);
});

test('what matters most asks again who it is, and one’s word for it is minutes old', async (t) => {
  const { front, street } = await openStreet(t);
  const manager = await person(front, 'oxfordshire', 'team-manager');
  await manager.post(`${street}/hide`, { why: 'Danger' });
  front.now = at('2026-03-10T09:06Z');
  const asked = await manager.post(`${street}/end-hiding`, { why: 'Over' });
  assert.equal(asked.statusCode, 303);
  assert.match(String(asked.headers.location), /confirm/);
});

test('while an address is hidden no other of the child’s is a row of anybody’s either', async (t) => {
  const { front, childId, street } = await openStreet(t);
  const worker = await person(front, 'oxfordshire', 'social-worker');
  const rows = () =>
    front.database.read('request', requesterOf('oxfordshire', worker.userId), (tx) =>
      tx.query(sql`select lines from homeward.child_address where child_id = ${childId}`),
    );
  assert.equal((await worker.post(`${street}/new`, { ...HIDDEN, class: 'open' })).statusCode, 303);
  assert.equal((await rows()).length, 1);
  assert.equal((await worker.post(`${street}/hide`, { why: 'Relatives are looking' })).statusCode, 303);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`update homeward.child_address set class = 'open' where child_id = ${childId}`),
  );
  assert.deepEqual(await rows(), []);
});
