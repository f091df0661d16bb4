import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { signInAs } from '../../../test/support/authenticator.ts';
import { browserOf, formTokenIn } from '../../../test/support/cookie-jar.ts';
import { openFront, type Front } from '../../../test/support/front.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { RECOVERY_CODE_LIMIT } from '../../domain/access/sign-in-limits.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { hashPassword } from '../../password.ts';

const EMAIL = 'ada@example.org';
const OLD = 'marmalade on Tuesdays';
const NEW = 'seven lanterns uphill';
const codeIn = (body: string): string => /<code[^>]*>((?:[a-z2-9]{4}-){6}[a-z2-9]{4})<\/code>/.exec(body)?.[1] ?? '';

async function aPartnership(t: TestContext) {
  const front = await openFront(t);
  const passwordHash = await hashPassword(OLD);
  const ada = await front.addPerson('oxfordshire', 'social-worker', { email: EMAIL, passwordHash });
  const first = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  const second = await front.signedIn(await front.addPerson('oxfordshire', 'information-governance'));
  const start = () => first.browser.post(`/administration/accounts/${ada}/recover`, {}, { token: first.token });
  const newest = (): Promise<number> =>
    front.database.read('job', OPERATOR, async (tx) => {
      const row = await tx.one<{ id: number }>(sql`select max(recovery_id) as id from homeward.account_recovery`);
      return row.id;
    });
  const confirm = async (): Promise<string> =>
    codeIn((await second.browser.post(`/recoveries/${await newest()}/confirm`, {}, { token: second.token })).body);
  return { front, ada, first, second, start, confirm, newest };
}

const recover = (front: Front, code: string, from = '192.0.2.9') =>
  browserOf(front.app, from).post('/sign-in/recover', { email: EMAIL, code }, '/sign-in/recover');

test('two people get a third back in: a new password, a new factor, and every session before ended', async (t) => {
  const { front, ada, start, confirm } = await aPartnership(t);
  const oldApp = await front.giveApp(ada);
  const theirs = await front.signedIn(ada);
  assert.equal((await start()).headers.location, '/recoveries');
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 200, 'a start changes nothing yet');
  const code = await confirm();
  assert.match(code, /^[a-z2-9-]{34}$/);
  const browser = browserOf(front.app);
  const known = await browser.post('/sign-in/recover', { email: EMAIL, code: code.toUpperCase() }, '/sign-in/recover');
  assert.equal(known.headers.location, '/sign-in/new-password');
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 303, 'their sessions have ended');
  const weak = await browser.post('/sign-in/new-password', { password: 'ada' }, '/sign-in/new-password');
  assert.equal(weak.statusCode, 422);
  const chosen = await browser.post('/sign-in/new-password', { password: NEW }, '/sign-in/new-password');
  assert.equal(chosen.headers.location, '/sign-in/set-up');
  assert.equal(browser.cookies.has('homeward'), false, 'not before the new factor');
  assert.equal(
    (await browserOf(front.app).post('/sign-in', { email: EMAIL, password: OLD }, '/sign-in')).statusCode,
    422,
    'the old password is gone',
  );
  const elsewhere = browserOf(front.app, '192.0.2.7');
  assert.equal(await signInAs(elsewhere, { email: EMAIL, password: NEW }, front), '/');
  assert.notEqual(oldApp(), undefined);
  const acts = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ act: string }>(
      sql`select act from homeward.audit_entry where about_user_id = ${ada} and act not like 'sign-in%' order by audit_id`,
    ),
  );
  assert.deepEqual(
    acts.map(({ act }) => act),
    ['recovery-started', 'recovery-confirmed', 'recovery-used', 'password-changed', 'factor-removed', 'factor-added'],
  );
});

test('nobody confirms what they started, nor for themselves, nor for another agency', async (t) => {
  const { front, ada, first, second, start, newest } = await aPartnership(t);
  await start();
  const address = `/recoveries/${await newest()}/confirm`;
  const own = await first.browser.post(address, {}, { token: first.token });
  assert.equal(own.statusCode, 403);
  assert.match(own.body, /You started this recovery/);
  const stranger = await front.signedIn(await front.addPerson('swindon', 'agency-administrator'));
  assert.equal((await stranger.browser.post(address, {}, { token: stranger.token })).statusCode, 404);
  const worker = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  assert.equal((await worker.browser.post(address, {}, { token: worker.token })).statusCode, 403);
  const theirOwn = await front.signedIn(ada);
  assert.equal((await theirOwn.browser.get('/recoveries')).statusCode, 403);
  assert.equal((await second.browser.get(`/administration/accounts/${ada}/recover`)).statusCode, 403);
  assert.equal(
    (await stranger.browser.post(`/administration/accounts/${ada}/recover`, {}, { token: stranger.token })).statusCode,
    404,
  );
  await assert.rejects(
    front.database.transaction('job', OPERATOR, (tx) =>
      tx.query(
        sql`update homeward.account_recovery set confirmed_by = started_by, confirmed_at = now(), code_digest = ''`,
      ),
    ),
    /never_the_same_person/,
    'the database says so too',
  );
});

test('a code is valid for an hour from its confirmation, works once of fifty, and not once withdrawn', async (t) => {
  const { front, second, start, confirm, newest } = await aPartnership(t);
  const begun = front.now;
  await start();
  const late = await confirm();
  front.now = (begun + RECOVERY_CODE_LIMIT) as Instant;
  assert.equal((await recover(front, late)).statusCode, 422, 'at the hour it is over');
  front.now = (begun + RECOVERY_CODE_LIMIT - 1) as Instant;
  assert.equal((await recover(front, late)).headers.location, '/sign-in/new-password', 'just before it holds');
  assert.equal((await recover(front, late)).statusCode, 422, 'once');

  front.now = begun;
  await start();
  const withdrawn = await confirm();
  await second.browser.post(`/recoveries/${await newest()}/withdraw`, {}, { token: second.token });
  assert.equal((await recover(front, withdrawn, '192.0.2.10')).statusCode, 422);

  await start();
  const code = await confirm();
  const ways = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const browser = browserOf(front.app, `198.51.100.${index}`);
      return { browser, token: formTokenIn((await browser.get('/sign-in/recover')).body) };
    }),
  );
  const answers = await Promise.all(
    ways.map(({ browser, token }) => browser.post('/sign-in/recover', { email: EMAIL, code }, { token })),
  );
  assert.equal(answers.filter(({ headers }) => headers.location === '/sign-in/new-password').length, 1);
});

test('an address nobody has and a wrong code are answered alike, and guessing is slowed', async (t) => {
  const { front } = await aPartnership(t);
  const bodies = new Set<string>();
  for (const email of [EMAIL, 'nobody@example.org']) {
    const answer = await browserOf(front.app, '192.0.2.11').post(
      '/sign-in/recover',
      { email, code: 'abcd-efgh' },
      '/sign-in/recover',
    );
    assert.equal(answer.statusCode, 422);
    bodies.add(answer.body.replaceAll(email, '').replace(/name="_csrf" value="[^"]+"/g, ''));
  }
  assert.equal(bodies.size, 1);
  const guesses = [];
  for (let index = 0; index < 6; index += 1) guesses.push((await recover(front, `guess ${index}`)).statusCode);
  assert.deepEqual(guesses, [422, 422, 422, 422, 422, 429]);
});
