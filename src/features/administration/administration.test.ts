import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signInAs } from '../../../test/support/authenticator.ts';
import { browserOf } from '../../../test/support/cookie-jar.ts';
import { openFront } from '../../../test/support/front.ts';
import { firstPassword } from './commands.ts';

const secretIn = (body: string): string => /<code[^>]*>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

test('an administrator opens an account, and the person signs in with the password shown once', async (t) => {
  const front = await openFront(t);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  assert.equal((await browser.get('/')).headers.location, '/administration');
  const fields = {
    name: 'Noor Ellis',
    email: 'noor@example.org',
    role: 'missing-team-worker',
    team: 'Missing children',
  };
  const made = await browser.post('/administration/accounts/new', fields, { token });
  assert.equal(made.statusCode, 200);
  const password = secretIn(made.body);
  const list = await browser.get('/administration');
  assert.match(list.body, /Noor Ellis/);
  assert.ok(!list.body.includes(password), 'the password is shown once');
  const noor = browserOf(front.app);
  await signInAs(noor, { email: 'noor@example.org', password }, front);
  assert.equal((await noor.get('/')).headers.location, '/worklist');
});

test('a form of an account says what is wrong and keeps what was typed', async (t) => {
  const front = await openFront(t);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  await front.addPerson('swindon', 'social-worker', { email: 'taken@example.org' });
  const post = (fields: Record<string, string>) => browser.post('/administration/accounts/new', fields, { token });
  const empty = await post({ name: '', email: 'nobody', role: 'duty-inspector' });
  assert.equal(empty.statusCode, 422);
  assert.match(empty.body, /Enter the person’s name/);
  assert.match(empty.body, /value="nobody"/);
  assert.match(empty.body, /href="#role"/, 'a role of the police is none of a council');
  assert.match((await post({ name: 'Noor', email: 'nobody', role: 'social-worker' })).body, /like name@example.org/);
  assert.match(
    (await post({ name: 'Noor', email: 'TAKEN@example.org', role: 'social-worker' })).body,
    /cannot be used for a new account/,
  );
});

test('an administrator closes an account of the agency, and the person is signed out at once', async (t) => {
  const front = await openFront(t);
  const administrator = await front.addPerson('oxfordshire', 'agency-administrator');
  const { browser, token } = await front.signedIn(administrator);
  const leaver = await front.addPerson('oxfordshire', 'social-worker');
  const stranger = await front.addPerson('swindon', 'social-worker');
  const theirs = await front.signedIn(leaver);
  const address = `/administration/accounts/${leaver}/close`;
  assert.match((await browser.get(address)).body, /Close the account of/);
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 200, 'asking is not closing');
  assert.equal((await browser.post(address, {}, { token })).statusCode, 303);
  assert.equal((await theirs.browser.get('/worklist')).statusCode, 303);
  assert.equal((await browser.get(address)).statusCode, 404, 'it is closed already');
  for (const other of [stranger, administrator, 999_999]) {
    assert.equal((await browser.post(`/administration/accounts/${other}/close`, {}, { token })).statusCode, 404);
  }
  assert.equal((await (await front.signedIn(stranger)).browser.get('/worklist')).statusCode, 200);
});

test('nobody but an administrator reaches administration, and an administrator reaches no child', async (t) => {
  const front = await openFront(t);
  const worker = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  for (const address of ['/administration', '/administration/accounts/new', '/administration/systems/new']) {
    assert.equal((await worker.browser.get(address)).statusCode, 403);
  }
  const fields = { name: 'A', email: 'a@example.org', role: 'social-worker' };
  assert.equal(
    (await worker.browser.post('/administration/accounts/new', fields, { token: worker.token })).statusCode,
    403,
  );
  const { browser } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  assert.equal((await browser.get('/worklist')).statusCode, 403);
  assert.equal((await browser.get('/missing-now')).statusCode, 403);
});

test('a first password is long and never the same', () => {
  const made = new Set(Array.from({ length: 100 }, firstPassword));
  assert.equal(made.size, 100);
  for (const password of made) assert.match(password, /^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
});
