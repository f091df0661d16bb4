/** What every answer carries, whatever was asked and however wrongly, and what nobody is believed about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import sql from 'sql-template-tag';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { browserOf } from '../support/cookie-jar.ts';
import { openFront } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';
import { routesOf } from '../support/router.ts';

function isGuarded(answer: LightMyRequestResponse, name: string): void {
  const { headers } = answer;
  const policy = String(headers['content-security-policy']);
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ])
    assert.ok(policy.includes(part), `${name}: ${part}`);
  assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/, name);
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin', name);
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin', name);
  assert.equal(headers['x-content-type-options'], 'nosniff', name);
  assert.equal(headers['referrer-policy'], 'no-referrer', name);
  assert.match(String(headers['permissions-policy']), /camera=\(\).*geolocation=\(\)/, name);
  assert.match(
    String(headers['strict-transport-security']),
    /^max-age=(?:[3-9]\d{7}|\d{9,}); includeSubDomains$/,
    name,
  );
  if (!name.includes('/assets/')) assert.equal(headers['cache-control'], 'no-store', name);
  assert.equal(headers['access-control-allow-origin'], undefined, name);
  assert.equal(headers['server'], undefined, name);
  assert.equal(headers['x-powered-by'], undefined, name);
  for (const cookie of [headers['set-cookie'] ?? []].flat())
    assert.match(
      cookie,
      /^__Host-(?=[\s\S]*; Path=\/)(?=[\s\S]*; HttpOnly)(?=[\s\S]*; Secure)(?=[\s\S]*; SameSite=Lax)/,
      name,
    );
}

test('every answer of every address carries every header, to nobody, to somebody, and however wrongly it is asked', async (t) => {
  const front = await openFront(t, { https: true });
  const { token } = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  const somebody = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  const session = somebody.browser.cookies.get('homeward') ?? '';
  assert.ok(token !== somebody.token && session !== '');
  const cookie = `__Host-homeward=${session}`;
  let answers = 0;
  for (const { method, pattern } of routesOf(front.app)) {
    const url = pattern.replace(/:\w+/g, '1');
    for (const headers of [
      {},
      { cookie },
      { cookie, 'content-type': 'text/html' },
      { cookie, 'content-type': 'multipart/form-data; boundary=x' },
    ]) {
      const wrong =
        'content-type' in headers && method !== 'GET'
          ? { payload: '--x\r\ncontent-disposition: form-data; name=' }
          : {};
      const answer = await front.app.inject({ method: method as 'GET', url, headers, ...wrong });
      isGuarded(answer, `${method} ${pattern} ${answer.statusCode}`);
      assert.ok(answer.statusCode < 500, `${method} ${pattern} ${answer.statusCode}`);
      answers += 1;
    }
  }
  assert.ok(answers > 400);
  for (const url of [
    '/nowhere',
    '/%',
    '/children/%00',
    '/assets/../package.json',
    '/children/1e9',
    '//',
    '/%2e%2e/%2e%2e/etc/passwd',
  ])
    isGuarded(await front.app.inject({ url }), url);
});

test('no header of a caller is believed: not about who asks, from where, by which method or under which number', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, { surname: 'Quillfeather' }, [
    aNotification({ notificationRef: 'S-1', incidentRef: 'SI-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  const person = await front.addPerson('oxfordshire', 'team-manager');
  const lines: string[] = [];
  const app = await buildApp({
    database: front.database,
    config: { ...loadConfig({}), dataFolder: front.dataFolder, demonstration: false },
    clock: () => front.now,
    log: { write: (line) => void lines.push(line) },
  });
  t.after(() => app.close());
  const forged = {
    'x-forwarded-for': '203.0.113.77',
    forwarded: 'for=203.0.113.77',
    'x-real-ip': '203.0.113.77',
    'true-client-ip': '203.0.113.77',
    'x-forwarded-host': 'evil.invalid',
    'x-forwarded-proto': 'https',
    'x-user': String(person),
    'x-user-id': String(person),
    'x-remote-user': String(person),
    'remote-user': String(person),
    'x-agency': 'oxfordshire',
    'x-role': 'information-governance',
    'x-request-id': 'forged-id',
    'client-cert': ':Zm9yZ2Vk:',
    'x-original-url': `/children/${childId}`,
    'x-rewrite-url': `/children/${childId}`,
    'x-http-method-override': 'DELETE',
    'x-http-method': 'POST',
    'x-method-override': 'POST',
    authorization: 'Basic YTpi',
  };
  for (const url of [`/children/${childId}`, `/api/v1/children/${childId}`, '/worklist', '/administration']) {
    const plain = await app.inject({ url });
    const answer = await app.inject({ url, headers: forged });
    assert.deepEqual([answer.statusCode, answer.headers.location], [plain.statusCode, plain.headers.location], url);
    assert.doesNotMatch(answer.body + JSON.stringify(answer.headers), /Quillfeather|evil\.invalid|forged-id/, url);
  }
  // What a method is said to be instead changes nothing: a GET stays one, and there is no other.
  const { browser, token } = await front.signedIn(person);
  const entries = async (): Promise<unknown> =>
    front.database.read('job', OPERATOR, (tx) =>
      tx.one(
        sql`select (select count(*) from homeward.chronology_entry) as entries, (select count(*) from homeward.session) as sessions`,
      ),
    );
  const before = await entries();
  for (const url of ['/sign-out', `/children/${childId}/entries/2/correct`, `/children/${childId}/address/hide`]) {
    const answer = await browser.get(`${url}?_method=POST&_csrf=${token}`, forged);
    assert.ok([200, 404, 405].includes(answer.statusCode), `${url}: ${answer.statusCode}`);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)
      assert.ok(
        [400, 404, 405, 415].includes(
          (await browser.send({ method, url, headers: { ...forged, 'x-csrf-token': token } })).statusCode,
        ),
        `${method} ${url}`,
      );
  }
  assert.deepEqual(await entries(), before);
  // Guesses are counted by where they come from, whatever they say of it.
  const guesser = browserOf(app);
  let last = 0;
  for (let index = 0; index < 12; index++) {
    const page = (await guesser.get('/sign-in')).body;
    const formToken = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const payload = new URLSearchParams({
      _csrf: formToken,
      email: 'person1@example.org',
      password: `guess ${index}`,
    }).toString();
    const headers = {
      ...forged,
      'x-forwarded-for': `198.51.100.${index}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    last = (await guesser.send({ method: 'POST', url: '/sign-in', headers, payload })).statusCode;
  }
  assert.equal(last, 429);
  const requests = lines.filter((line) => line.includes('"route"'));
  assert.ok(requests.length > 10);
  assert.doesNotMatch(lines.join(''), /203\.0\.113|198\.51\.100|forged|evil\.invalid/);
});
