import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { closeAccount } from '../../db/accounts.ts';
import { plusHours } from '../../domain/time/instant.ts';
import { hashOf } from '../../web/tokens.ts';
import { signInAs } from '../../../test/support/authenticator.ts';
import { browserOf, formTokenIn } from '../../../test/support/cookie-jar.ts';
import { openFront } from '../../../test/support/front.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { sessionsIn } from '../../db/sessions.ts';
import { hashPassword } from '../../password.ts';

const PASSWORD = 'marmalade on Tuesdays';

test('a person signs in by address and password and reaches the page they wanted', async (t) => {
  const front = await openFront(t);
  const showsCode = await front.giveApp(
    await front.addPerson('oxfordshire', 'social-worker', {
      email: 'Ada.Marsh@example.org',
      passwordHash: await hashPassword(PASSWORD),
    }),
  );
  const browser = browserOf(front.app);
  const turned = await browser.get('/worklist');
  assert.equal(turned.statusCode, 303);
  assert.equal(turned.headers.location, '/sign-in?return=%2Fworklist');
  const before = new Map(browser.cookies);
  const answer = await browser.post(
    '/sign-in',
    { email: ' ada.marsh@EXAMPLE.org ', password: PASSWORD, return: '/worklist' },
    '/sign-in?return=/worklist',
  );
  assert.equal(answer.statusCode, 303);
  assert.equal(answer.headers.location, '/sign-in/second-factor');
  assert.equal((await browser.get('/worklist')).statusCode, 303, 'the password alone opens nothing');
  const proved = await browser.post('/sign-in/second-factor', { code: showsCode() }, '/sign-in/second-factor');
  assert.equal(proved.headers.location, '/worklist');
  assert.equal((await browser.get('/worklist')).statusCode, 200);
  assert.equal(before.has('homeward'), false);
  assert.equal(browser.cookies.has('homeward-visit'), false, 'the visit ends with the sign-in');
  assert.equal((await browser.get('/sign-in?return=/missing-now')).headers.location, '/missing-now');
});

test('a wrong password, an address nobody has, a closed account and one without a password are answered alike', async (t) => {
  const front = await openFront(t);
  const passwordHash = await hashPassword(PASSWORD);
  await front.addPerson('oxfordshire', 'social-worker', { email: 'open@example.org', passwordHash });
  const closed = await front.addPerson('oxfordshire', 'social-worker', { email: 'shut@example.org', passwordHash });
  await front.addPerson('oxfordshire', 'social-worker', { email: 'none@example.org', passwordHash: null });
  await front.database.transaction('request', requesterOf('oxfordshire'), (tx) =>
    closeAccount(tx, 'oxfordshire', closed, front.now),
  );
  const bodies = new Set<string>();
  for (const [email, password] of [
    ['open', 'marmalade on Mondays'],
    ['shut', PASSWORD],
    ['none', PASSWORD],
    ['null', PASSWORD],
    ['open', ''],
  ]) {
    const browser = browserOf(front.app);
    const answer = await browser.post(
      '/sign-in',
      { email: `${email}@example.org`, password: password ?? '' },
      '/sign-in',
    );
    assert.equal(answer.statusCode, 422);
    assert.equal(browser.cookies.has('homeward'), false);
    assert.ok(!answer.body.includes(PASSWORD), 'a password is never shown again');
    bodies.add(answer.body.replaceAll(`${email}@`, '@').replace(/name="_csrf" value="[^"]+"/g, ''));
  }
  assert.equal(bodies.size, 1);
});

test('after ten slips in a quarter of an hour the eleventh attempt waits, even with the right password, and nobody elsewhere does', async (t) => {
  const front = await openFront(t);
  await front.addPerson('oxfordshire', 'social-worker', {
    email: 'ada@example.org',
    passwordHash: await hashPassword(PASSWORD),
  });
  const guesser = browserOf(front.app, '192.0.2.66');
  const token = formTokenIn((await guesser.get('/sign-in')).body);
  const attempt = (password: string) => guesser.post('/sign-in', { email: 'ada@example.org', password }, { token });
  const answers = await Promise.all(Array.from({ length: 14 }, (_, index) => attempt(`guess number ${index}`)));
  assert.equal(answers.filter(({ statusCode }) => statusCode === 422).length, 10, 'many at once are counted too');
  assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 4);
  assert.equal((await attempt(PASSWORD)).statusCode, 429);
  const owner = browserOf(front.app, '198.51.100.7');
  assert.equal(
    (await owner.post('/sign-in', { email: 'ada@example.org', password: PASSWORD }, '/sign-in')).statusCode,
    303,
  );
  front.now = plusHours(front.now, 0.25);
  assert.equal((await attempt(PASSWORD)).statusCode, 303, 'the wait is over after 15 minutes');
});

test('signing in gives a new session, and the one before it has ended', async (t) => {
  const front = await openFront(t);
  const email = 'ada@example.org';
  const userId = await front.addPerson('oxfordshire', 'social-worker', {
    email,
    passwordHash: await hashPassword(PASSWORD),
  });
  const showsCode = await front.giveApp(userId);
  const { browser, token } = await front.signedIn(userId);
  const old = browser.cookies.get('homeward') ?? '';
  await browser.post('/sign-in', { email, password: PASSWORD }, { token });
  await browser.post('/sign-in/second-factor', { code: showsCode() }, { token });
  const renewed = browser.cookies.get('homeward') ?? '';
  assert.notEqual(renewed, old);
  assert.equal(await sessionsIn(front.database).find(hashOf(old)), null);
  assert.equal((await sessionsIn(front.database).find(hashOf(renewed)))?.person.userId, userId);
});

test('a form to sign in that does not bring the token of this browser’s form is refused', async (t) => {
  const front = await openFront(t);
  const browser = browserOf(front.app);
  const another = formTokenIn((await browserOf(front.app).get('/sign-in')).body);
  await browser.get('/sign-in');
  assert.equal(
    (await browser.post('/sign-in', { email: 'a@example.org', password: PASSWORD }, { token: another })).statusCode,
    403,
  );
  const userId = await front.addPerson('oxfordshire', 'social-worker');
  const { browser: signedIn } = await front.signedIn(userId);
  assert.equal((await signedIn.post('/sign-out', {}, { token: another })).statusCode, 403);
  assert.equal((await signedIn.get('/worklist')).statusCode, 200, 'still signed in');
});

test('signing out ends the session on the server and clears what the browser kept', async (t) => {
  const front = await openFront(t);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'social-worker'));
  const session = browser.cookies.get('homeward') ?? '';
  const answer = await browser.post('/sign-out', {}, { token });
  assert.equal(answer.headers.location, '/sign-in');
  assert.match(String(answer.headers['clear-site-data']), /"storage"/);
  browser.cookies.set('homeward', session);
  assert.equal((await browser.get('/worklist')).statusCode, 303, 'the old cookie opens nothing');
});

test('signing out of a session that has already ended leads to sign-in and keeps nothing', async (t) => {
  const front = await openFront(t);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'social-worker'));
  front.now = plusHours(front.now, 1);
  assert.match(String((await browser.post('/sign-out', {}, { token })).headers.location), /^\/sign-in/);
  assert.equal(browser.cookies.has('homeward-held'), false);
});

test('a session ends after 15 minutes without a request and after 12 hours of them', async (t) => {
  const front = await openFront(t);
  const userId = await front.addPerson('oxfordshire', 'social-worker');
  const start = front.now;
  const idle = await front.signedIn(userId);
  front.now = (start + 15 * 60_000 - 1) as typeof start;
  assert.equal((await idle.browser.get('/worklist')).statusCode, 200, 'a moment before the limit');
  front.now = (front.now + 15 * 60_000) as typeof start;
  assert.equal((await idle.browser.get('/worklist')).statusCode, 303, 'at the limit');
  front.now = start;
  const busy = await front.signedIn(userId);
  for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
    front.now = (start + minutes * 60_000) as typeof start;
    assert.equal((await busy.browser.get('/sign-in')).statusCode, 303);
  }
  front.now = plusHours(start, 12);
  assert.equal((await busy.browser.get('/worklist')).statusCode, 303, 'twelve hours after signing in');
});

test('a closed account has no session at its next request', async (t) => {
  const front = await openFront(t);
  const userId = await front.addPerson('oxfordshire', 'social-worker');
  const { browser } = await front.signedIn(userId);
  assert.equal((await browser.get('/worklist')).statusCode, 200);
  await front.database.transaction('request', requesterOf('oxfordshire'), (tx) =>
    closeAccount(tx, 'oxfordshire', userId, front.now),
  );
  assert.equal((await browser.get('/worklist')).statusCode, 303);
});

test('a form sent after the session ended is kept for the person who typed it, and for nobody else', async (t) => {
  const front = await openFront(t);
  const passwordHash = await hashPassword(PASSWORD);
  const ada = await front.addPerson('oxfordshire', 'social-worker', { email: 'ada@example.org', passwordHash });
  const ben = await front.addPerson('oxfordshire', 'social-worker', { email: 'ben@example.org', passwordHash });
  const [adasCode, bensCode] = [await front.giveApp(ada), await front.giveApp(ben)];
  const { browser, token } = await front.signedIn(ada);
  front.now = plusHours(front.now, 0.5);
  const turned = await browser.post('/worklist', { child: 'Zebedee Quill' }, { token });
  assert.match(String(turned.headers.location), /^\/sign-in/);
  const held = browser.cookies.get('homeward-held') ?? '';
  assert.notEqual(held, '');
  assert.match((await browser.get('/sign-in')).body, /What you typed is kept for you/);

  const other = browserOf(front.app);
  other.cookies.set('homeward-held', held);
  const elsewhere = await signInAs(other, { email: 'ben@example.org', password: PASSWORD }, bensCode);
  assert.equal(elsewhere, '/', 'another person is not led to it');
  const peeked = await other.get('/sign-in/held');
  assert.equal(peeked.statusCode, 404);
  assert.ok(!peeked.body.includes('Zebedee Quill'));

  const back = await signInAs(browser, { email: 'ada@example.org', password: PASSWORD }, adasCode);
  assert.equal(back, '/sign-in/held');
  assert.match((await browser.get('/sign-in/held')).body, /Zebedee Quill/);
});

test('the demonstration opens its people by one click, and there is no such door anywhere else', async (t) => {
  const open = await openFront(t, { demonstration: true });
  const invented = await open.addPerson('oxfordshire', 'missing-team-worker', {
    displayName: 'Asha Field',
    demonstration: true,
  });
  const browser = browserOf(open.app);
  const page = await browser.get('/sign-in');
  assert.match(page.body, /Missing team worker: Asha Field/);
  const token = formTokenIn(page.body);
  assert.equal((await browser.post('/sign-in/as', { person: String(invented + 1) }, { token })).statusCode, 404);
  assert.equal((await browser.post('/sign-in/as', { person: String(invented) }, { token })).statusCode, 303);
  assert.equal((await browser.get('/worklist')).statusCode, 200);

  const closed = await openFront(t);
  const same = await closed.addPerson('oxfordshire', 'missing-team-worker', {
    displayName: 'Asha Field',
    demonstration: true,
  });
  const visitor = browserOf(closed.app);
  const plain = await visitor.get('/sign-in');
  assert.ok(!plain.body.includes('Asha Field'));
  assert.equal(
    (await visitor.post('/sign-in/as', { person: String(same) }, { token: formTokenIn(plain.body) })).statusCode,
    404,
  );
});

test('an account that is closed by whatever means has no session, though its row is there still', async (t) => {
  const front = await openFront(t);
  const person = await front.addPerson('oxfordshire', 'team-manager');
  const { browser } = await front.signedIn(person);
  assert.equal((await browser.get('/worklist')).statusCode, 200);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`update homeward.user_account set disabled_at = now() where user_id = ${person}`),
  );
  assert.equal((await browser.get('/worklist')).statusCode, 303);
});
