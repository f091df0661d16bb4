import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { codeOf, keyOn, signInAs } from '../../../test/support/authenticator.ts';
import { browserOf } from '../../../test/support/cookie-jar.ts';
import { openFront } from '../../../test/support/front.ts';
import { requesterOf } from '../../../test/support/people.ts';
import { addPasskey } from '../../db/second-factors.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { hashPassword } from '../../password.ts';
import { FRESH_LIMIT } from '../../web/session.ts';

const EMAIL = 'ada@example.org';
const OLD = 'marmalade on Tuesdays';
const NEW = 'seven lanterns uphill';

async function withAda(t: TestContext) {
  const front = await openFront(t);
  const ada = await front.addPerson('oxfordshire', 'team-manager', {
    email: EMAIL,
    passwordHash: await hashPassword(OLD),
  });
  const showsCode = await front.giveApp(ada);
  const givePasskey = (credentialId: string) =>
    front.database.transaction('request', requesterOf('oxfordshire', ada), (tx) =>
      addPasskey(
        tx,
        ada,
        {
          credentialId,
          publicKey: Buffer.from('key'),
          counter: 0,
          transports: [],
          relyingParty: 'localhost',
          name: 'Desk',
        },
        front.now,
      ),
    );
  return { front, ada, showsCode, givePasskey, ...(await front.signedIn(ada)) };
}

test('a changed password ends every other session, and the old one opens nothing', async (t) => {
  const { front, ada, showsCode, browser, token } = await withAda(t);
  const other = await front.signedIn(ada);
  const easy = await browser.post('/account/password', { password: 'ada ada ada ada' }, { token });
  assert.equal(easy.statusCode, 422);
  assert.ok(!easy.body.includes('ada ada ada ada'), 'a password is never shown again');
  const changed = await browser.post('/account/password', { password: NEW }, { token });
  assert.equal(changed.headers.location, '/account?done=password');
  assert.equal((await browser.get('/account')).statusCode, 200, 'this session goes on');
  assert.equal((await other.browser.get('/account')).statusCode, 303);
  const again = browserOf(front.app);
  assert.equal((await again.post('/sign-in', { email: EMAIL, password: OLD }, '/sign-in')).statusCode, 422);
  assert.equal(await signInAs(again, { email: EMAIL, password: NEW }, showsCode), '/');
});

test('a password typed after five minutes is kept nowhere: it is typed again', async (t) => {
  const { front, browser, token } = await withAda(t);
  front.now = (front.now + FRESH_LIMIT) as Instant;
  const asked = await browser.post('/account/password', { password: NEW }, { token });
  assert.equal(asked.headers.location, '/sign-in/confirm?return=%2Faccount%2Fpassword');
  assert.equal(browser.cookies.has('homeward-held'), false);
  const held = await front.database.read('owner', requesterOf(null), (tx) =>
    tx.query(sql`select fields from homeward.held_submission`),
  );
  assert.deepEqual(held, []);
});

test('a factor is added and removed by its owner alone, and the last one stays', async (t) => {
  const { front, ada, givePasskey, browser, token } = await withAda(t);
  const last = await browser.post('/account/code/remove', { app: 'yes' }, { token });
  assert.equal(last.statusCode, 409);
  assert.match(last.body, /Add another first/);
  await givePasskey('passkey-of-ada');
  assert.match((await browser.get('/account')).body, /Passkey: Desk/);
  const stranger = await front.addPerson('oxfordshire', 'team-manager', { passwordHash: await hashPassword(NEW) });
  await front.giveApp(stranger);
  const theirs = await front.signedIn(stranger);
  await front.database.transaction('request', requesterOf('oxfordshire', stranger), (tx) =>
    addPasskey(
      tx,
      stranger,
      {
        credentialId: 'x',
        publicKey: Buffer.from('k'),
        counter: 0,
        transports: [],
        relyingParty: 'localhost',
        name: 'X',
      },
      front.now,
    ),
  );
  const taken = await theirs.browser.post('/account/passkeys/remove', { passkey: 'passkey-of-ada' }, theirs);
  assert.equal(taken.statusCode, 404);
  assert.equal(
    (await browser.post('/account/code/remove', { app: 'yes' }, { token })).headers.location,
    '/account?done=removed',
  );
  assert.equal(
    (await browser.post('/account/passkeys/remove', { passkey: 'passkey-of-ada' }, { token })).statusCode,
    409,
  );
  const key = keyOn((await browser.get('/account/factors/add')).body);
  assert.equal((await browser.post('/account/factors/add', { code: '000000' }, { token })).statusCode, 422);
  const added = await browser.post('/account/factors/add', { code: codeOf(key, front.now) }, { token });
  assert.equal(added.headers.location, '/account?done=added');
  assert.match((await browser.get('/account?done=added')).body, /There is a new way to confirm/);
  const acts = await front.database.read('job', requesterOf(null), (tx) =>
    tx.query<{ act: string }>(
      sql`select act from homeward.audit_entry where user_id = ${ada} and act like 'factor%' order by audit_id`,
    ),
  );
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['factor-removed', 'factor-added'],
  );
});

test('people see where they are signed in, and end one session or all others, and nobody else’s', async (t) => {
  const { front, ada, browser, token } = await withAda(t);
  const [phone, desk] = [await front.signedIn(ada), await front.signedIn(ada)];
  const stranger = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  const list = (await browser.get('/account')).body;
  const addresses = [...list.matchAll(/\/account\/sessions\/\d+\/end/g)].map(([address]) => address);
  assert.equal(addresses.length, 2, 'this session is not among those to end');
  assert.equal((await stranger.browser.post(addresses[0] ?? '', {}, stranger)).statusCode, 404);
  assert.equal((await browser.post(addresses[0] ?? '', {}, { token })).headers.location, '/account?done=session');
  const open = async () =>
    (await Promise.all([phone, desk].map((one) => one.browser.get('/account')))).filter((a) => a.statusCode === 200);
  assert.equal((await open()).length, 1);
  await browser.post('/account/sessions/end-others', {}, { token });
  assert.equal((await open()).length, 0);
  assert.equal((await browser.get('/account')).statusCode, 200);
  assert.equal((await stranger.browser.get('/account')).statusCode, 200);
});
