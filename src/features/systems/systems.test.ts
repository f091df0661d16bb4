/** Systems of an agency: let in, given keys and certificates, and unknown again once these end. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { ORIGIN } from '../../../test/support/programs.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { makeAssertion, makeKeyPair, makeProof, signingSystem, type KeyPair } from '../../../test/support/signing.ts';
import type { Config } from '../../config.ts';

const secretIn = (body: string): string => /<code[^>]*>([^<]+)<\/code>/.exec(body)?.[1] ?? '';

async function administrator(t: TestContext, config: Partial<Config> = {}) {
  const front = await openFront(t, config);
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  const post = (address: string, fields: Record<string, string> = {}) => browser.post(address, fields, { token });
  /** Lets a system in that is to have a key; returns its identifier. */
  const letIn = async (): Promise<number> => {
    const made = await post('/administration/systems/new', { name: 'Case management', proof: 'key' });
    assert.equal(made.statusCode, 303, made.body);
    return Number(/systems\/(\d+)\/keys\/new/.exec(String(made.headers.location))?.[1]);
  };
  return { front, browser, post, letIn };
}

async function actsOf(front: Front): Promise<string[]> {
  const rows = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ act: string }>(
      sql`select act from homeward.audit_entry where act like 'system-%' and act <> 'system-sign-in' order by audit_id`,
    ),
  );
  return rows.map(({ act }) => act);
}

const until = (day: string, month: string, year = '2026') => ({
  'until-day': day,
  'until-month': month,
  'until-year': year,
});

test('a token alone is shown once, lasts to the end of its last day, and nothing once it is withdrawn', async (t) => {
  const { front, browser, post } = await administrator(t);
  const fields = { name: 'Case management', proof: 'token', ...until('31', '3') };
  const made = await post('/administration/systems/new', fields);
  const secret = secretIn(made.body);
  const ask = async (bearer: string, scheme = 'Bearer') =>
    (await front.app.inject({ url: '/api/v1/agencies', headers: { authorization: `${scheme} ${bearer}` } })).statusCode;
  assert.equal(await ask(secret), 200);
  assert.equal(await ask(`${secret.slice(1)}A`), 401);
  assert.equal(await ask(secret, 'DPoP'), 401, 'a token alone has no proof');
  const list = await browser.get('/administration');
  assert.match(list.body, /Token alone until/);
  assert.ok(!list.body.includes(secret));
  // The clocks went forward on 29 March: the last day ends at 23:00 in UTC.
  front.now = at('2026-03-31T22:59:59Z');
  assert.equal(await ask(secret), 200);
  front.now = at('2026-03-31T23:00Z');
  assert.equal(await ask(secret), 401);
  front.now = at('2026-03-10T09:00Z');
  const address = /\/administration\/systems\/\d+/.exec(list.body)?.[0] ?? '';
  const swindon = await front.signedIn(await front.addPerson('swindon', 'agency-administrator'));
  const others = await swindon.browser.post(`${address}/withdraw`, {}, { token: swindon.token });
  assert.equal(others.statusCode, 404);
  assert.equal(await ask(secret), 200);
  assert.equal((await post(`${address}/withdraw`)).statusCode, 303);
  assert.equal(await ask(secret), 401);
  assert.deepEqual(await actsOf(front), ['system-let-in', 'system-withdrawn']);
});

test('the form asks how a system proves itself, and takes a token alone for ninety days at most', async (t) => {
  const { post } = await administrator(t);
  const send = (fields: Record<string, string>) => post('/administration/systems/new', { name: 'A', ...fields });
  assert.match((await send({})).body, /Select how the system proves who it is/);
  assert.match((await send({ proof: 'token' })).body, /Enter the last day of the token/);
  assert.match((await send({ proof: 'token', ...until('9', '3') })).body, /within the next 90 days/);
  assert.match((await send({ proof: 'token', ...until('8', '6') })).body, /within the next 90 days/);
  assert.match((await send({ proof: 'key', ...until('7', '6') })).body, /Leave the last day empty/);
  assert.match((await send({ proof: 'token', ...until('7', '6') })).body, /The system may use the API/);
});

test('a key replaces another without a gap, and what ends ends at the next request, its tokens too', async (t) => {
  const { front, browser, post, letIn } = await administrator(t);
  const clientId = await letIn();
  const page = `/administration/systems/${clientId}`;
  const [first, second] = [await makeKeyPair('ES256'), await makeKeyPair('EdDSA')];
  for (const key of [first, second]) {
    const added = await post(`${page}/keys/new`, { key: JSON.stringify(key.jwk) });
    assert.equal(added.statusCode, 303, added.body);
    assert.ok((await browser.get(page)).body.includes(key.thumbprint));
  }
  assert.match(
    (await post(`${page}/keys/new`, { key: JSON.stringify(first.jwk) })).body,
    /has or had this one already/,
  );
  const systems = [first, second].map((key) => systemWith(front, clientId, key));
  const ask = async (index: number): Promise<number> => {
    const headers = await systems[index]?.headersFor('GET', '/api/v1/agencies', {});
    return (await front.app.inject({ url: '/api/v1/agencies', headers: headers ?? {} })).statusCode;
  };
  assert.deepEqual([await ask(0), await ask(1)], [200, 200]);
  const shown = (await browser.get(page)).body;
  const ends = [...shown.matchAll(/href="([^"]+\/keys\/\d+\/end)"/g)].map(([, address]) => address ?? '');
  assert.equal(ends.length, 2, 'the newest stands first');
  const swindon = await front.signedIn(await front.addPerson('swindon', 'agency-administrator'));
  assert.equal((await swindon.browser.post(ends[1] ?? '', {}, { token: swindon.token })).statusCode, 404);
  assert.equal((await swindon.browser.get(page)).statusCode, 404);
  assert.match((await browser.get(ends[1] ?? '')).body, /End this key/);
  assert.equal((await post(ends[1] ?? '')).statusCode, 303);
  assert.deepEqual([await ask(0), await ask(1)], [401, 200]);
  assert.match(
    (await post(`${page}/keys/new`, { key: JSON.stringify(first.jwk) })).body,
    /has or had this one already/,
  );
  assert.equal((await post(`${page}/withdraw`)).statusCode, 303);
  assert.equal(await ask(1), 401);
  const expected = ['let-in', 'key-added', 'key-added', 'key-ended', 'withdrawn'].map((act) => `system-${act}`);
  assert.deepEqual(await actsOf(front), expected);
});

test('a key that is private, weak, of another use or no key is refused, with what to do', async (t) => {
  const { front, post, letIn } = await administrator(t);
  const address = `/administration/systems/${await letIn()}/keys/new`;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  const odd = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey;
  const jwk = publicKey.export({ format: 'jwk' });
  const cases: readonly (readonly [string, RegExp])[] = [
    ['', /Enter the public key/],
    ['hello', /Paste a public key/],
    ['{"kty":"oct","k":"c2VjcmV0"}', /private key/],
    [JSON.stringify(privateKey.export({ format: 'jwk' })), /no longer secret/],
    [privateKey.export({ type: 'pkcs8', format: 'pem' }), /no longer secret/],
    [weak.export({ type: 'spki', format: 'pem' }), /RSA key of 2048/],
    [odd.export({ type: 'spki', format: 'pem' }), /RSA key of 2048/],
    [JSON.stringify({ ...jwk, use: 'enc' }), /for another use/],
    [JSON.stringify({ ...jwk, alg: 'RS256' }), /must be one of ES256/],
    ['-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----', /Paste a certificate/],
    ['AA:'.repeat(31) + 'AA', /not taken here/],
  ];
  for (const [key, message] of cases) {
    const answer = await post(address, { key });
    assert.equal(answer.statusCode, 422, key);
    assert.match(answer.body, message);
  }
  assert.equal((await post(address, { key: publicKey.export({ type: 'spki', format: 'pem' }) })).statusCode, 303);
  assert.deepEqual(await actsOf(front), ['system-let-in', 'system-key-added']);
});

const DIGEST = 'ab'.repeat(32);

test('a client certificate is believed from the proxy alone, and binds the token to itself', async (t) => {
  const { front, post, letIn } = await administrator(t, { proxies: ['10.0.0.0/24'], certificateHeader: 'client-cert' });
  const clientId = await letIn();
  const add = { key: DIGEST.replaceAll(/(..)(?=.)/g, '$1:').toUpperCase() };
  assert.equal((await post(`/administration/systems/${clientId}/keys/new`, add)).statusCode, 303);
  const obtain = (remoteAddress: string, certificate: string, name = `system-${clientId}`) =>
    front.app.inject({
      method: 'POST',
      url: '/api/v1/token',
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'client-cert': certificate },
      payload: new URLSearchParams({ grant_type: 'client_credentials', client_id: name }).toString(),
    });
  assert.equal((await obtain('10.0.1.5', DIGEST)).statusCode, 401, 'a forged header from elsewhere has no effect');
  assert.equal((await obtain('10.0.0.5', 'cd'.repeat(32))).statusCode, 401);
  assert.equal((await obtain('10.0.0.5', DIGEST, 'system-999')).statusCode, 401);
  const given = await obtain('::ffff:10.0.0.5', DIGEST);
  assert.equal(given.json().token_type, 'Bearer');
  const ask = async (remoteAddress: string, certificate: string): Promise<number> => {
    const headers = { authorization: `Bearer ${given.json().access_token}`, 'client-cert': certificate };
    return (await front.app.inject({ url: '/api/v1/agencies', remoteAddress, headers })).statusCode;
  };
  assert.equal(await ask('10.0.0.5', DIGEST), 200);
  assert.equal(await ask('10.0.0.5', 'cd'.repeat(32)), 401, 'a stolen token, by another certificate');
  assert.equal(await ask('10.0.0.5', ''), 401);
  assert.equal(await ask('192.0.2.1', DIGEST), 401, 'a stolen token, with the header forged');
});

test('a token lasts ten minutes, and an assertion must be for us, of the system, new and short', async (t) => {
  const { front, post, letIn } = await administrator(t);
  const clientId = await letIn();
  const [key, other] = [await makeKeyPair('PS256'), await makeKeyPair('PS256')];
  await post(`/administration/systems/${clientId}/keys/new`, { key: JSON.stringify({ ...key.jwk, alg: 'PS256' }) });
  const name = `system-${clientId}`;
  const start = front.now;
  const assertion = (claims: Record<string, unknown>, signer: KeyPair = key) =>
    makeAssertion(signer, name, ORIGIN, front.now, { claims });
  const obtain = async (sent: string, fields: Record<string, string> = {}, proofKey = key) => {
    const answer = await front.app.inject({
      method: 'POST',
      url: '/api/v1/token',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: await makeProof(proofKey, 'POST', `${ORIGIN}/api/v1/token`, null, front.now),
      },
      payload: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: sent,
        ...fields,
      }).toString(),
    });
    assert.ok(!answer.body.includes('access_token') || answer.statusCode === 200);
    return answer;
  };
  const seconds = start / 1000;
  const cases: readonly (readonly [Record<string, unknown>, number])[] = [
    [{ aud: 'https://elsewhere.example/api/v1/token' }, 401],
    [{ aud: [`${ORIGIN}/api/v1/token`, 'https://elsewhere.example'] }, 401],
    [{ aud: ORIGIN }, 200],
    [{ iss: 'system-999' }, 401],
    [{ exp: seconds }, 401],
    [{ exp: seconds + 1 }, 200],
    [{ exp: seconds + 300 }, 200],
    [{ exp: seconds + 301 }, 401],
    [{ exp: undefined }, 401],
    [{ nbf: seconds + 301 }, 401],
    [{ jti: undefined }, 401],
    [{ jti: 'short' }, 401],
  ];
  for (const [claims, status] of cases)
    assert.equal((await obtain(await assertion(claims))).statusCode, status, JSON.stringify(claims));
  const sent = await assertion({});
  const given = await obtain(sent);
  assert.deepEqual([given.json().token_type, given.json().expires_in], ['DPoP', 600]);
  assert.equal((await obtain(sent)).json().error, 'invalid_client', 'an assertion counts once');
  assert.equal((await obtain(await assertion({}, other))).statusCode, 401);
  assert.equal((await obtain(await assertion({}), { client_id: 'system-999' })).statusCode, 401);
  assert.equal((await obtain(await assertion({}), { grant_type: 'password' })).json().error, 'unsupported_grant_type');
  const token = String(given.json().access_token);
  const url = `${ORIGIN}/api/v1/agencies`;
  const ask = async (headers: Record<string, string>) =>
    (await front.app.inject({ url: '/api/v1/agencies', headers })).statusCode;
  const proved = async () => ({
    authorization: `DPoP ${token}`,
    dpop: await makeProof(key, 'GET', url, token, front.now),
  });
  assert.equal(await ask({ authorization: `Bearer ${token}` }), 401);
  assert.equal(await ask({ authorization: `DPoP ${token}` }), 401);
  front.now = at('2026-03-10T09:09:59.999Z');
  assert.equal(await ask(await proved()), 200);
  front.now = at('2026-03-10T09:10Z');
  assert.equal(await ask(await proved()), 401);
});

function systemWith(front: Front, clientId: number, key: KeyPair) {
  return signingSystem({
    transport: async ({ body, ...sent }) => {
      const answer = await front.app.inject({ ...sent, payload: body ?? '' });
      return { status: answer.statusCode, text: answer.body };
    },
    origin: () => ORIGIN,
    clientName: `system-${clientId}`,
    key,
    now: () => front.now,
  });
}

test('what a system will see and may do is said before it is let in and before it is withdrawn', async (t) => {
  const front = await openFront(t);
  await recordChild(front.database, front.now, { forename: 'Wilhelmina' });
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  const form = await browser.get('/administration/systems/new');
  assert.match(form.body, /It will see 1 child of the agency today/);
  assert.match(form.body, /<li>Correct what was told, or say that it was about another child<\/li>/);
  assert.doesNotMatch(form.body, /Take rows about children out as a file|Wilhelmina/);
  const wrong = await browser.post('/administration/systems/new', { name: '' }, { token });
  assert.equal(wrong.statusCode, 422);
  assert.match(wrong.body, /It will see 1 child of the agency today/);
  const made = await browser.post('/administration/systems/new', { name: 'Cases', proof: 'key' }, { token });
  const system = String(made.headers.location).replace('/keys/new', '');
  const asked = await browser.get(`${system}/withdraw`);
  assert.match(asked.body, /no longer sees 1 child of the agency, and can do none of the \d+ things/);
  assert.equal((await browser.get(system)).statusCode, 200, 'asking is not withdrawing');
});
