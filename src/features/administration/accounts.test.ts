import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import type { SignedIn } from '../../web/session.ts';
import { changeRole, shutAccount } from './commands.ts';

/** An agency with an administrator and a social worker, each signed in. */
async function openOffice(t: TestContext) {
  const front = await openFront(t);
  const administrator = await front.addPerson('oxfordshire', 'agency-administrator');
  const worker = await front.addPerson('oxfordshire', 'social-worker', { displayName: 'Noor Ellis', team: 'East' });
  const { browser, token } = await front.signedIn(administrator);
  const post = (userId: number, fields: Record<string, string>, what = 'role') =>
    browser.post(`/administration/accounts/${userId}/${what}`, fields, { token });
  return { front, administrator, worker, browser, post };
}

async function held(front: Front, userId: number) {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ role: string; rank: string | null; team: string | null }>(
      sql`select role, rank, team from homeward.user_account where user_id = ${userId}`,
    ),
  );
}

const shownIn = (body: string): Record<string, string> =>
  Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
      .map(([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')] as const)
      .filter(([name]) => name !== '_csrf'),
  );

test('the page of an account says what the person is, how they sign in and whether they are signed in', async (t) => {
  const { front, worker, browser, post } = await openOffice(t);
  const address = `/administration/accounts/${worker}`;
  const before = await browser.get(address);
  assert.equal(before.statusCode, 200);
  for (const words of [/Noor Ellis/, /Social worker/, /East/, /Never/, /No password, app or passkey here/])
    assert.match(before.body, words);
  assert.doesNotMatch(before.body, /Sign them out|Rank/);
  await front.giveApp(worker);
  const theirs = await front.signedIn(worker);
  await front.signedIn(worker);
  const after = await browser.get(address);
  assert.match(after.body, /An authenticator app/);
  assert.match(after.body, /On 2 devices/);
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 200);
  assert.equal((await post(worker, {}, 'sessions/end')).statusCode, 303);
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 303);
  assert.doesNotMatch((await browser.get(address)).body, /On \d devices/);
});

test('a change of role says what it opens and closes before it is made, and holds at the next request', async (t) => {
  const { front, worker, browser, post } = await openOffice(t);
  for (const forename of ['Wilhelmina', 'Ottilie']) await recordChild(front.database, front.now, { forename });
  const closed = await recordChild(front.database, front.now, { forename: 'Perpetua' });
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(
      sql`insert into homeward.child_person (child_id, user_id, standing) values (${closed}, ${worker}, 'barred')`,
    ),
  );
  const theirs = await front.signedIn(worker);
  const wanted = { role: 'scrutiny-reader', team: 'East' };
  const shown = await post(worker, wanted);
  assert.equal(shown.statusCode, 200);
  assert.match(shown.body, /What this changes/);
  assert.match(shown.body, /They will no longer be able to/);
  assert.match(shown.body, /<li>See a child, the chronology, episodes, interviews and duties<\/li>/);
  assert.match(shown.body, /They see 2 children of the agency now and will see 0/);
  assert.doesNotMatch(shown.body, /Wilhelmina|Ottilie|Perpetua|They will be able to</);
  assert.equal((await held(front, worker)).role, 'social-worker', 'showing is not making');
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 200);
  const made = await post(worker, shownIn(shown.body));
  assert.equal(made.headers.location, `/administration/accounts/${worker}`);
  assert.deepEqual(await held(front, worker), { role: 'scrutiny-reader', rank: null, team: 'East' });
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 403);
  assert.match((await browser.get(`/administration/accounts/${worker}`)).body, /Scrutiny reader/);
  const audit = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ about: number; detail: object }>(
      sql`select about_user_id as about, detail from homeward.audit_entry where act = 'role-changed'`,
    ),
  );
  const detail = {
    roleBefore: 'social-worker',
    role: 'scrutiny-reader',
    rankBefore: null,
    rank: null,
    teamChanged: false,
  };
  assert.deepEqual(audit, [{ about: worker, detail }]);
});

test('a change that is not the one shown any more is shown again and not made', async (t) => {
  const { front, worker, post } = await openOffice(t);
  const fields = shownIn((await post(worker, { role: 'team-manager', team: '' })).body);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`update homeward.user_account set role = 'analyst' where user_id = ${worker}`),
  );
  const again = await post(worker, fields);
  assert.equal(again.statusCode, 200);
  assert.match(again.body, /now analyst/);
  assert.equal((await held(front, worker)).role, 'analyst');
  assert.equal((await post(worker, shownIn(again.body))).statusCode, 303);
  assert.deepEqual(await held(front, worker), { role: 'team-manager', rank: null, team: null });
});

test('a change of role is refused in words, keeps what was typed, and never reaches oneself, a stranger or a closed account', async (t) => {
  const { front, administrator, worker, browser, post } = await openOffice(t);
  const wrong = await post(worker, { role: 'duty-inspector', team: 'West' });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /href="#role"/);
  assert.match(wrong.body, /value="West"/);
  const same = await post(worker, { role: 'social-worker', team: 'East' });
  assert.equal(same.statusCode, 422);
  assert.match(same.body, /this is what the person has already/);
  const stranger = await front.addPerson('swindon', 'social-worker');
  const closed = await front.addPerson('oxfordshire', 'social-worker');
  await post(closed, {}, 'close');
  for (const other of [administrator, stranger, closed, 999_999]) {
    for (const what of ['', '/role', '/close'])
      assert.equal((await browser.get(`/administration/accounts/${other}${what}`)).statusCode, 404, `${other}${what}`);
    assert.equal((await post(other, { role: 'analyst', team: '', confirmed: 'yes' })).statusCode, 404);
    assert.equal((await post(other, {}, 'sessions/end')).statusCode, 404);
  }
  const { browser: manager, token } = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  for (const what of ['role', 'close', 'sessions/end'])
    assert.equal((await manager.post(`/administration/accounts/${worker}/${what}`, {}, { token })).statusCode, 403);
  assert.equal((await manager.get(`/administration/accounts/${worker}`)).statusCode, 403);
});

test('the last step of a change asks again who it is, and the ones before do not', async (t) => {
  const { front, worker, post } = await openOffice(t);
  const fields = shownIn((await post(worker, { role: 'team-manager', team: '' })).body);
  // Within the limit of a session, past that of a fresh sign-in.
  front.now = (front.now + 6 * 60_000) as typeof front.now;
  assert.equal((await post(worker, { role: 'team-manager', team: '' })).statusCode, 200);
  const stale = await post(worker, fields);
  assert.equal(stale.statusCode, 303);
  assert.match(String(stale.headers.location), /^\/sign-in\/confirm/);
  assert.equal((await held(front, worker)).role, 'social-worker');
});

test('an officer has a rank, by which they gain and lose what needs one', async (t) => {
  const front = await openFront(t);
  const { browser, token } = await front.signedIn(
    await front.addPerson('thames-valley-police', 'agency-administrator'),
  );
  const opened = (rank: string) =>
    browser.post(
      '/administration/accounts/new',
      { name: 'Carol Hughes', email: 'carol@example.org', role: 'duty-inspector', rank, team: '' },
      { token },
    );
  const none = await opened('');
  assert.equal(none.statusCode, 422);
  assert.match(none.body, /Select the rank, or that there is none/);
  assert.equal((await opened('sergeant')).statusCode, 200);
  const { user_id: carol } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ user_id: number }>(sql`select user_id from homeward.user_account where email = 'carol@example.org'`),
  );
  assert.equal((await held(front, carol)).rank, 'sergeant');
  const change = { role: 'duty-inspector', rank: 'inspector', team: '' };
  const shown = await browser.post(`/administration/accounts/${carol}/role`, change, { token });
  assert.match(shown.body, /Inspector; now sergeant/);
  assert.match(shown.body, /They will be able to<\/h2>\s*<ul[^>]*><li>Close a record to all but named people/);
});

test('two administrators who demote or close each other at once leave one of them', async (t) => {
  const front = await openFront(t);
  const ids = [
    await front.addPerson('oxfordshire', 'agency-administrator'),
    await front.addPerson('oxfordshire', 'agency-administrator'),
  ] as const;
  const as = (userId: number): SignedIn => ({
    userId,
    agencyCode: 'oxfordshire',
    agencyName: 'Oxfordshire Council',
    agencyKind: 'local-authority',
    displayName: 'A',
    role: 'agency-administrator',
    team: null,
    rank: null,
    purpose: 'test',
    requestId: 'test',
    at: front.now,
  });
  const outcomes = await Promise.allSettled([
    changeRole(front.database, as(ids[0]), 'local-authority', ids[1], { role: 'analyst', rank: null, team: null }),
    shutAccount(front.database, as(ids[1]), ids[0], front.now),
  ]);
  const left = await front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select user_id from homeward.user_account where role = 'agency-administrator' and disabled_at is null and agency_code = 'oxfordshire'`,
    ),
  );
  assert.equal(left.length, 1, JSON.stringify(outcomes));
});

test('the database itself refuses another role to anybody but an administrator, and to oneself', async (t) => {
  const { front, administrator, worker } = await openOffice(t);
  const as = (userId: number) => ({ userId, agencyCode: 'oxfordshire', purpose: 'test', requestId: 'test' });
  const give = (by: number, to: number, role: string) =>
    front.database.transaction('request', as(by), (tx) =>
      tx.query(sql`update homeward.user_account set role = ${role} where user_id = ${to}`),
    );
  const refused = { code: '42501' };
  await assert.rejects(give(worker, worker, 'team-manager'), refused);
  await assert.rejects(give(worker, administrator, 'analyst'), refused);
  await assert.rejects(give(administrator, administrator, 'team-manager'), refused);
  await assert.rejects(give(administrator, worker, 'agency-system'), refused);
  const stranger = await front.addPerson('swindon', 'social-worker');
  await give(administrator, stranger, 'team-manager');
  assert.equal((await held(front, stranger)).role, 'social-worker', 'an account of another agency is not reached');
  await give(administrator, worker, 'team-manager');
  assert.equal((await held(front, worker)).role, 'team-manager');
  const counted = await front.database.transaction('request', as(worker), (tx) =>
    tx.query(sql`select * from homeward.account_standing(${worker})`),
  );
  assert.deepEqual(counted, []);
});
