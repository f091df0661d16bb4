import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { codeOf, keyOn, signInAs } from '../../../test/support/authenticator.ts';
import { browserOf, formTokenIn, type Browser } from '../../../test/support/cookie-jar.ts';
import { openFront, type Front } from '../../../test/support/front.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import { hashPassword } from '../../password.ts';

const PASSWORD = 'marmalade on Tuesdays';
const PERSON = { email: 'ada@example.org', password: PASSWORD };
const HALF_MINUTE = 30_000;

async function withAda(t: TestContext): Promise<{ front: Front; ada: number }> {
  const front = await openFront(t);
  const passwordHash = await hashPassword(PASSWORD);
  const ada = await front.addPerson('oxfordshire', 'social-worker', { email: PERSON.email, passwordHash });
  return { front, ada };
}

function actsOf(front: Front): Promise<{ act: string; outcome: string; about: number | null; detail: object }[]> {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select act, outcome, about_user_id as about, detail from homeward.audit_entry order by audit_id`),
  );
}

test('an account without a second factor sets one up before anything else, without script', async (t) => {
  const { front, ada } = await withAda(t);
  const browser = browserOf(front.app);
  assert.equal((await browser.post('/sign-in', PERSON, '/sign-in')).headers.location, '/sign-in/set-up');
  assert.equal((await browser.get('/worklist')).statusCode, 303, 'nothing else opens');
  const page = (await browser.get('/sign-in/set-up')).body;
  const key = keyOn(page);
  assert.match(page, /<svg class="homeward-squares"/);
  assert.deepEqual(keyOn((await browser.get('/sign-in/set-up')).body), key, 'what was scanned still holds');
  const wrong = await browser.post('/sign-in/set-up', { code: '12 34' }, '/sign-in/set-up');
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /href="#code"/);
  const done = await browser.post('/sign-in/set-up', { code: codeOf(key, front.now) }, '/sign-in/set-up');
  assert.equal(done.headers.location, '/');
  assert.equal((await browser.get('/worklist')).statusCode, 200);
  assert.deepEqual(
    (await actsOf(front)).filter(({ act }) => act !== 'look').map(({ act, detail }) => [act, detail]),
    [
      ['factor-added', { factor: 'code' }],
      ['sign-in', { methods: 'password code', newDevice: false }],
    ],
  );
  front.now = (front.now + HALF_MINUTE) as Instant;
  const again = await signInAs(browserOf(front.app), PERSON, () => codeOf(key, front.now));
  assert.equal(again, '/');
  const kept = await front.database.read('owner', OPERATOR, (tx) =>
    tx.one<{ sealed: Buffer }>(sql`select sealed_key as sealed from homeward.one_time_code where user_id = ${ada}`),
  );
  assert.equal(kept.sealed.includes(key), false, 'the database does not hold the key');
});

test('the code that set up the app does not sign in a second time', async (t) => {
  const { front } = await withAda(t);
  const browser = browserOf(front.app);
  await browser.post('/sign-in', PERSON, '/sign-in');
  const key = keyOn((await browser.get('/sign-in/set-up')).body);
  const code = codeOf(key, front.now);
  await browser.post('/sign-in/set-up', { code }, '/sign-in/set-up');
  const other = browserOf(front.app);
  await other.post('/sign-in', PERSON, '/sign-in');
  assert.equal((await other.post('/sign-in/second-factor', { code }, '/sign-in/second-factor')).statusCode, 422);
});

test('a code used fifty times at once signs in once', async (t) => {
  const { front, ada } = await withAda(t);
  const showsCode = await front.giveApp(ada);
  const ways: { browser: Browser; token: string }[] = [];
  for (let index = 0; index < 50; index += 1) {
    const browser = browserOf(front.app, `192.0.2.${index}`);
    await browser.post('/sign-in', PERSON, '/sign-in');
    ways.push({ browser, token: formTokenIn((await browser.get('/sign-in/second-factor')).body) });
  }
  const code = showsCode();
  const answers = await Promise.all(
    ways.map(({ browser, token }) => browser.post('/sign-in/second-factor', { code }, { token })),
  );
  assert.equal(answers.filter(({ headers }) => headers.location === '/').length, 1);
  assert.equal(ways.filter(({ browser }) => browser.cookies.has('homeward')).length, 1);
});

test('a code holds in its half minute and the ones beside it, and an earlier one never after a later', async (t) => {
  const { front, ada } = await withAda(t);
  const showsCode = await front.giveApp(ada);
  const start = front.now;
  const tryAt = async (shown: number, used: number): Promise<boolean> => {
    front.now = (start + shown) as Instant;
    const code = showsCode();
    front.now = (start + used) as Instant;
    const browser = browserOf(front.app, `192.0.2.${used / 1000}`);
    await browser.post('/sign-in', PERSON, '/sign-in');
    const answer = await browser.post('/sign-in/second-factor', { code }, '/sign-in/second-factor');
    return answer.headers.location === '/';
  };
  assert.equal(start % HALF_MINUTE, 0);
  assert.equal(await tryAt(0, 2 * HALF_MINUTE), false, 'two half minutes old');
  assert.equal(await tryAt(3 * HALF_MINUTE, HALF_MINUTE), false, 'two half minutes ahead');
  assert.equal(await tryAt(0, 2 * HALF_MINUTE - 1000), true, 'a second before it is over');
  assert.equal(await tryAt(4 * HALF_MINUTE, 3 * HALF_MINUTE), true, 'a clock that is ahead');
  assert.equal(await tryAt(3 * HALF_MINUTE, 3 * HALF_MINUTE), false, 'one before the latest');
});

test('after five wrong codes the right one waits a quarter of an hour, wherever the password is typed', async (t) => {
  const { front, ada } = await withAda(t);
  const showsCode = await front.giveApp(ada);
  const browser = browserOf(front.app);
  await browser.post('/sign-in', PERSON, '/sign-in');
  const token = formTokenIn((await browser.get('/sign-in/second-factor')).body);
  const attempt = (code: string) => browser.post('/sign-in/second-factor', { code }, { token });
  const wrong = await Promise.all(Array.from({ length: 8 }, () => attempt('not a code')));
  assert.equal(wrong.filter(({ statusCode }) => statusCode === 422).length, 5);
  assert.equal(wrong.filter(({ statusCode }) => statusCode === 429).length, 3);
  assert.equal((await attempt(showsCode())).statusCode, 429);
  front.now = plusHours(front.now, 0.25);
  assert.equal((await attempt(showsCode())).headers.location, '/sign-in', 'the way to the session is over too');
  assert.equal(await signInAs(browser, PERSON, showsCode), '/');
});

test('a password alone never adds a second factor beside the one there is', async (t) => {
  const { front, ada } = await withAda(t);
  await front.giveApp(ada);
  const thief = browserOf(front.app);
  assert.equal((await thief.post('/sign-in', PERSON, '/sign-in')).headers.location, '/sign-in/second-factor');
  const page = await thief.get('/sign-in/set-up');
  const code = codeOf(keyOn(page.body), front.now);
  assert.equal((await thief.post('/sign-in/set-up', { code }, '/sign-in/set-up')).statusCode, 422);
  assert.equal(thief.cookies.has('homeward'), false);
});

test('a way to a session belongs to the browser that began it, and ends with the account', async (t) => {
  const { front, ada } = await withAda(t);
  const showsCode = await front.giveApp(ada);
  const browser = browserOf(front.app);
  await browser.post('/sign-in', PERSON, '/sign-in');
  const other = browserOf(front.app);
  await other.get('/sign-in');
  const elsewhere = await other.post('/sign-in/second-factor', { code: showsCode() }, '/sign-in');
  assert.equal(elsewhere.headers.location, '/sign-in');
  const token = formTokenIn((await browser.get('/sign-in/second-factor')).body);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`update homeward.user_account set disabled_at = now() where user_id = ${ada}`),
  );
  const late = await browser.post('/sign-in/second-factor', { code: showsCode() }, { token });
  assert.equal(late.headers.location, '/sign-in');
  assert.equal(browser.cookies.has('homeward'), false);
});

test('what is refused is in the audit: the password, the code, and that there were too many', async (t) => {
  const { front, ada } = await withAda(t);
  await front.giveApp(ada);
  const browser = browserOf(front.app);
  await browser.post('/sign-in', { ...PERSON, password: 'marmalade on Mondays' }, '/sign-in');
  await browser.post('/sign-in', { email: 'nobody@example.org', password: PASSWORD }, '/sign-in');
  await browser.post('/sign-in', PERSON, '/sign-in');
  await browser.post('/sign-in/second-factor', { code: '000000' }, '/sign-in/second-factor');
  await browser.post('/sign-in/second-factor', { credential: '{"id":"made-up"}' }, '/sign-in/second-factor');
  assert.deepEqual(
    (await actsOf(front)).map(({ act, outcome, about, detail }) => [act, outcome, about, detail]),
    [
      ['sign-in-refused', 'refused', ada, { factor: 'password', reason: 'refused' }],
      ['sign-in-refused', 'refused', null, { factor: 'password', reason: 'refused' }],
      ['sign-in-refused', 'refused', ada, { factor: 'code', reason: 'refused' }],
      ['sign-in-refused', 'refused', ada, { factor: 'passkey', reason: 'refused' }],
    ],
  );
});

test('who proved it five minutes ago proves it again, and what they sent waits for them', async (t) => {
  const { front, ada } = await withAda(t);
  const showsCode = await front.giveApp(ada);
  const { browser, token } = await front.signedIn(ada);
  const old = browser.cookies.get('homeward') ?? '';
  const page = await browser.get('/sign-in/confirm?return=%2Fworklist%3Fkind%3Dx');
  assert.match(page.body, /Confirm that it is you/);
  const back = { return: '/worklist?kind=x' };
  const wrong = await browser.post('/sign-in/confirm', { ...back, password: 'no', code: showsCode() }, { token });
  assert.equal(wrong.statusCode, 422);
  const right = await browser.post('/sign-in/confirm', { ...back, password: PASSWORD, code: showsCode() }, { token });
  assert.equal(right.headers.location, '/worklist?kind=x', 'a wrong password did not use up the code');
  assert.notEqual(browser.cookies.get('homeward'), old, 'a new session');
  const reused = await browser.post('/sign-in/confirm', { ...back, password: PASSWORD, code: showsCode() }, { token });
  assert.equal(reused.statusCode, 422, 'the code is used');
  assert.equal((await browserOf(front.app).get('/sign-in/confirm')).statusCode, 303, 'only for who is signed in');
});

test('in the demonstration a click confirms, and nowhere else', async (t) => {
  const open = await openFront(t, { demonstration: true });
  const invented = await open.addPerson('oxfordshire', 'team-manager', { demonstration: true });
  const browser = browserOf(open.app);
  await browser.post('/sign-in/as', { person: String(invented) }, '/sign-in');
  const page = await browser.get('/sign-in/confirm');
  assert.match(page.body, /Yes, I am Person 1/);
  assert.equal(
    (await browser.post('/sign-in/confirm', { return: '/reports' }, '/sign-in/confirm')).headers.location,
    '/reports',
  );
  const real = await open.signedIn(await open.addPerson('oxfordshire', 'team-manager'));
  assert.equal((await real.browser.post('/sign-in/confirm', {}, { token: real.token })).statusCode, 422);
});

test('the key of one-time codes is in a file outside the database that only its user can read', async (t) => {
  const { front, ada } = await withAda(t);
  await front.giveApp(ada);
  const { dataFolder } = front;
  const folder = path.join(dataFolder, 'keys');
  assert.deepEqual(readdirSync(folder), ['second-factor.key']);
  assert.equal(statSync(path.join(folder, 'second-factor.key')).mode & 0o777, 0o600);
  assert.equal(Buffer.from(readFileSync(path.join(folder, 'second-factor.key'), 'utf8'), 'base64').length, 32);
});
