import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, describe, it } from 'node:test';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { z } from 'zod';
import { aPerson, memorySessions } from '../../test/support/memory-sessions.ts';
import { type Instant, instant } from '../domain/time/instant.ts';
import { assetUrl } from './assets.ts';
import { formToken } from './form-token.ts';
import { requireFresh } from './fresh.ts';
import { contentSecurityPolicy } from './headers.ts';
import { afterSignIn } from './held.ts';
import { html } from './html.ts';
import { csrfField } from './layout.ts';
import { Refused, notFound } from './refusal.ts';
import { requesterOf } from './requests.ts';
import { createServer } from './server.ts';
import { ABSOLUTE_LIMIT, FRESH_LIMIT, IDLE_LIMIT } from './session.ts';
import { showPage } from './show.ts';
import { endSession, startSession } from './signing-in.ts';
import { idInPath, readBody, readFields, readParams } from './validation.ts';

const start = instant(Date.UTC(2026, 2, 4, 14, 5));
const asha = aPerson();
const ben = aPerson({ userId: 2, displayName: 'Ben Marsh' });

/** A server with a few routes of each kind, a clock that the test moves, and one browser. */
async function aServer(t: TestContext, options: { readonly secure?: boolean } = {}) {
  const store = memorySessions([asha, ben]);
  const lines: string[] = [];
  const time = { now: start };
  const app = await createServer({
    sessions: store,
    largestFile: 100_000,
    clock: () => time.now,
    secure: options.secure ?? false,
    log: { write: (line) => void lines.push(line) },
    authenticate: async ({ token }) =>
      token === 'right-token' ? { ...asha, clientId: 1, displayName: 'Police system' } : null,
  });
  addRoutes(app);
  t.after(() => app.close());
  return { app, store, lines, time, browser: aBrowser(app) };
}

function addRoutes(app: FastifyInstance): void {
  const body = html`<h1>Here</h1>`;
  app.get('/sign-in', { config: { access: 'public' } }, (request, reply) =>
    showPage(request, reply, {
      title: 'Sign in',
      body: html`<form method="post">${csrfField(formToken(request, reply))}</form>`,
    }),
  );
  app.post('/sign-in', { config: { access: 'public' } }, async (request, reply) => {
    const { who = '1', wanted } = readFields(request);
    await startSession(request, reply, { userId: Number(who), methods: ['password'] });
    return reply.redirect(await afterSignIn(request, Number(who), wanted), 303);
  });
  app.post('/sign-out', async (request, reply) => {
    await endSession(request, reply);
    return reply.redirect('/sign-in', 303);
  });
  app.get('/worklist', (request, reply) => showPage(request, reply, { title: 'Worklist', body }));
  app.get('/worklist/:childId', (request) => {
    readParams(z.object({ childId: idInPath }), request);
    throw notFound();
  });
  app.post('/notes', (request) => readFields(request));
  app.post('/files', async (request) => {
    const seen: string[] = [];
    for await (const part of request.formParts ?? []) {
      if (part.type === 'file')
        for await (const chunk of part.file) seen.push(`${part.filename}:${(chunk as Buffer).length}`);
      else seen.push(part.fieldname);
    }
    return seen;
  });
  app.get('/careless', (request) => {
    request.log.error(new Error('Kit Rowan'));
    request.log.warn({ err: new Error('Kit Rowan') });
    return 'ok';
  });
  app.get('/fault', () => {
    throw new Error('Key (name)=(Kit Rowan) already exists');
  });
  app.get('/busy', () => {
    throw Object.assign(new Error('too many clients'), { code: '53300' });
  });
  app.get('/refused/:status', (request) => {
    throw new Refused(Number((request.params as { status: string }).status), 'Because of this.');
  });
  app.get('/grave', (request) => {
    requireFresh(request);
    return 'done';
  });
  app.post('/grave', (request) => {
    requireFresh(request);
    return readFields(request);
  });
  app.get('/api/v1/grave', (request) => {
    requireFresh(request);
    return 'done';
  });
  app.get('/api/v1/who', (request) => requesterOf(request));
  app.post('/api/v1/things', (request) => readBody(z.object({ name: z.string() }), request));
}

/** Keeps cookies and sends forms as a browser would. */
function aBrowser(app: FastifyInstance) {
  const cookies = new Map<string, string>();
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string> = {},
    payload?: string,
  ): Promise<LightMyRequestResponse> => {
    const answer = await app.inject({
      method,
      url,
      cookies: Object.fromEntries(cookies),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const one of answer.cookies) {
      if (one.value === '' || one.maxAge === 0) cookies.delete(one.name);
      else cookies.set(one.name, one.value);
    }
    return answer;
  };
  const tokenOn = async (url: string) => /name="_csrf" value="([^"]+)"/.exec((await send('GET', url)).body)?.[1] ?? '';
  const form = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    send(
      'POST',
      url,
      { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      new URLSearchParams(fields).toString(),
    );
  const signIn = async (who = 1, wanted = '/worklist') =>
    form('/sign-in', { _csrf: await tokenOn('/sign-in'), who: String(who), wanted });
  return {
    cookies,
    send,
    tokenOn,
    form,
    signIn,
    get: (url: string, headers?: Record<string, string>) => send('GET', url, headers),
  };
}

describe('the door', () => {
  it('sends those not signed in to the sign-in page, with the way back', async (t) => {
    const { browser } = await aServer(t);
    const answer = await browser.get('/worklist?team=7');
    assert.equal(answer.statusCode, 303);
    assert.equal(answer.headers.location, '/sign-in?return=%2Fworklist');
  });

  it('is closed for every route that does not say it is public', async (t) => {
    const { app } = await aServer(t);
    for (const url of ['/worklist', '/worklist/7', '/fault', '/sign-in/held']) {
      assert.equal((await app.inject({ url })).statusCode, 303, url);
    }
    assert.equal((await app.inject({ url: '/api/v1/who' })).statusCode, 401);
  });

  it('opens after signing in, with a new token, and says who is signed in', async (t) => {
    const { browser, store } = await aServer(t);
    assert.equal((await browser.signIn()).headers.location, '/worklist');
    const answer = await browser.get('/worklist');
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /Signed in as <strong>Asha Field<\/strong>, Loamshire/);
    const token = browser.cookies.get('homeward') ?? '';
    assert.ok(token.length >= 43);
    assert.ok([...store.sessions.keys()].every((hash) => !hash.includes(token)));
    await browser.signIn();
    assert.notEqual(browser.cookies.get('homeward'), token);
    assert.equal(store.sessions.size, 1, 'the session before is ended');
  });

  it('closes again after signing out', async (t) => {
    const { browser, store } = await aServer(t);
    await browser.signIn();
    const answer = await browser.form('/sign-out', { _csrf: await browser.tokenOn('/worklist') });
    assert.equal(answer.statusCode, 303);
    assert.match(String(answer.headers['clear-site-data']), /"cache"/);
    assert.equal(store.sessions.size, 0);
    assert.equal((await browser.get('/worklist')).statusCode, 303);
  });

  it('sends nobody to another site after signing in', async (t) => {
    const { browser } = await aServer(t);
    for (const wanted of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:alert(1)',
    ]) {
      assert.equal((await browser.signIn(1, wanted)).headers.location, '/', wanted);
    }
  });

  it('names its cookie for https alone where people come by https', async (t) => {
    const { browser, app } = await aServer(t, { secure: true });
    const answer = await browser.signIn();
    const cookie = String(
      [answer.headers['set-cookie']].flat().find((one) => String(one).startsWith('__Host-homeward=')),
    );
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) assert.ok(cookie.includes(part), part);
    assert.ok(!cookie.includes('Domain'));
    assert.match(
      String((await app.inject({ url: '/sign-in' })).headers['strict-transport-security']),
      /max-age=63072000; includeSubDomains/,
    );
  });
});

describe('a session', () => {
  it('lasts while it is used and ends after 15 minutes without', async (t) => {
    const { browser, time } = await aServer(t);
    await browser.signIn();
    for (let i = 0; i < 5; i++) {
      time.now = (time.now + IDLE_LIMIT - 1) as Instant;
      assert.equal((await browser.get('/worklist')).statusCode, 200);
    }
    time.now = (time.now + IDLE_LIMIT) as Instant;
    assert.equal((await browser.get('/worklist')).statusCode, 303);
  });

  it('ends 12 hours after signing in, however busy', async (t) => {
    const { browser, time } = await aServer(t);
    await browser.signIn();
    while (time.now < start + ABSOLUTE_LIMIT - IDLE_LIMIT) {
      time.now = (time.now + IDLE_LIMIT - 1) as Instant;
      assert.equal((await browser.get('/worklist')).statusCode, 200);
    }
    time.now = (start + ABSOLUTE_LIMIT) as Instant;
    assert.equal((await browser.get('/worklist')).statusCode, 303);
  });

  it('is not kept alive by a page that refreshes itself', async (t) => {
    const { browser, time } = await aServer(t);
    await browser.signIn();
    time.now = (start + IDLE_LIMIT - 1) as Instant;
    assert.equal((await browser.get('/worklist', { 'x-homeward-background': 'refresh' })).statusCode, 200);
    time.now = (start + IDLE_LIMIT) as Instant;
    assert.equal((await browser.get('/worklist', { 'x-homeward-background': 'refresh' })).statusCode, 401);
  });
});

describe('an act that matters most', () => {
  it('asks again who it is from five minutes after it was proved, and leads back to the page with its query', async (t) => {
    const { browser, time } = await aServer(t);
    await browser.signIn();
    time.now = (start + FRESH_LIMIT - 1) as Instant;
    assert.equal((await browser.get('/grave')).body, 'done');
    time.now = (start + FRESH_LIMIT) as Instant;
    const asked = await browser.get('/grave?from=2026-01-01');
    assert.equal(asked.statusCode, 303);
    assert.equal(asked.headers.location, '/sign-in/confirm?return=%2Fgrave%3Ffrom%3D2026-01-01');
    await browser.signIn();
    assert.equal((await browser.get('/grave')).body, 'done');
  });

  it('keeps what was sent for its author, and does nothing with it until they have proved who they are', async (t) => {
    const { browser, store, time } = await aServer(t);
    await browser.signIn();
    const token = await browser.tokenOn('/worklist');
    time.now = (start + FRESH_LIMIT) as Instant;
    const asked = await browser.form('/grave', { _csrf: token, note: 'Kit Rowan' });
    assert.equal(asked.headers.location, '/sign-in/confirm?return=%2Fgrave');
    assert.deepEqual([...store.held.values()][0]?.fields, { note: 'Kit Rowan' });
    assert.equal((await browser.signIn()).headers.location, '/sign-in/held');
    assert.deepEqual((await browser.form('/grave', { _csrf: token, note: 'Kit Rowan' })).json(), { note: 'Kit Rowan' });
    assert.equal(store.held.size, 0);
  });

  it('tells a program of a person that a sign-in is needed, and lets a system through, which proves itself each time', async (t) => {
    const { app, browser, time } = await aServer(t);
    await browser.signIn();
    time.now = (start + FRESH_LIMIT) as Instant;
    const asked = await browser.get('/api/v1/grave');
    assert.equal(asked.statusCode, 403);
    assert.match(asked.json().detail, /Confirm that it is you/);
    const system = await app.inject({ url: '/api/v1/grave', headers: { authorization: 'Bearer right-token' } });
    assert.equal(system.statusCode, 200);
  });
});

describe('a form', () => {
  it('is taken with the token of the session and refused without', async (t) => {
    const { browser } = await aServer(t);
    await browser.signIn();
    const token = await browser.tokenOn('/worklist');
    assert.deepEqual((await browser.form('/notes', { _csrf: token, note: 'Seen at home' })).json(), {
      note: 'Seen at home',
    });
    for (const wrong of ['', 'x', `${token}x`])
      assert.equal((await browser.form('/notes', { _csrf: wrong, note: 'n' })).statusCode, 403);
    assert.equal((await browser.form('/notes', { note: 'n' })).statusCode, 403);
  });

  it('is refused with the token of another person', async (t) => {
    const { browser, app } = await aServer(t);
    const other = aBrowser(app);
    await browser.signIn();
    await other.signIn(2);
    assert.equal((await browser.form('/notes', { _csrf: await other.tokenOn('/worklist') })).statusCode, 403);
  });

  it('is refused from another site, token or not', async (t) => {
    const { browser, app } = await aServer(t);
    await browser.signIn();
    const token = await browser.tokenOn('/worklist');
    for (const site of ['cross-site', 'same-site']) {
      assert.equal((await browser.form('/notes', { _csrf: token }, { 'sec-fetch-site': site })).statusCode, 403, site);
    }
    const withOrigin = (origin: string) =>
      app.inject({
        method: 'POST',
        url: '/notes',
        cookies: Object.fromEntries(browser.cookies),
        headers: { origin, host: 'homeward.example', 'content-type': 'application/x-www-form-urlencoded' },
        payload: `_csrf=${token}`,
      });
    assert.equal((await withOrigin('https://elsewhere.example')).statusCode, 403);
    assert.equal((await withOrigin('https://homeward.example')).statusCode, 200);
  });

  it('for signing in needs a token too', async (t) => {
    const { browser } = await aServer(t);
    await browser.get('/sign-in');
    assert.equal((await browser.form('/sign-in', { who: '1' })).statusCode, 403);
  });

  it('with a file brings its token first', async (t) => {
    const { browser } = await aServer(t);
    await browser.signIn();
    const token = await browser.tokenOn('/worklist');
    const part = (name: string, value: string, file?: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"${file ? `; filename="${file}"\r\ncontent-type: text/csv` : ''}\r\n\r\n${value}\r\n`;
    const send = (parts: string[], headers: Record<string, string> = {}) =>
      browser.send(
        'POST',
        '/files',
        { 'content-type': 'multipart/form-data; boundary=b', ...headers },
        `${parts.join('')}--b--\r\n`,
      );
    assert.deepEqual((await send([part('_csrf', token), part('feed', 'x'), part('file', 'a,b', 'c.csv')])).json(), [
      'feed',
      'c.csv:3',
    ]);
    assert.equal((await send([part('file', 'a,b', 'c.csv'), part('_csrf', token)])).statusCode, 403);
    assert.equal((await send([part('_csrf', 'wrong'), part('file', 'a,b', 'c.csv')])).statusCode, 403);
    assert.deepEqual((await send([part('file', 'a,b', 'c.csv')], { 'x-csrf-token': token })).json(), ['c.csv:3']);
  });
});

describe('a file', () => {
  const upload = (token: string, size: number): string =>
    `--b\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="f.csv"\r\n\r\n${'x'.repeat(size)}\r\n--b--\r\n`;

  it('is taken up to the limit and refused beyond it, in words', async (t) => {
    const { browser } = await aServer(t);
    await browser.signIn();
    const token = await browser.tokenOn('/worklist');
    const send = (size: number) =>
      browser.send('POST', '/files', { 'content-type': 'multipart/form-data; boundary=b' }, upload(token, size));
    assert.equal((await send(99_999)).statusCode, 200);
    const refused = await send(200_000);
    assert.equal(refused.statusCode, 413);
    assert.match(refused.body, /What you sent is too large/);
  });
});

describe('pages left open in other tabs', () => {
  it('can still be sent by the same person after signing in again, and by nobody else', async (t) => {
    const { browser, time } = await aServer(t);
    await browser.signIn(1);
    const left = await browser.tokenOn('/worklist');
    time.now = (time.now + IDLE_LIMIT) as Instant;
    await browser.signIn(1);
    assert.deepEqual((await browser.form('/notes', { _csrf: left, note: 'n' })).json(), { note: 'n' });
    await browser.signIn(2);
    assert.equal((await browser.form('/notes', { _csrf: left, note: 'n' })).statusCode, 403);
  });

  it('that save a draft by themselves are told that nobody is signed in', async (t) => {
    const { browser, time, store } = await aServer(t);
    await browser.signIn(1);
    const left = await browser.tokenOn('/worklist');
    time.now = (time.now + IDLE_LIMIT) as Instant;
    const answer = await browser.form('/notes', { _csrf: left, note: 'n' }, { 'x-homeward-background': 'save' });
    assert.equal(answer.statusCode, 401);
    assert.equal(store.held.size, 0);
  });
});

describe('what was typed when a session ended', () => {
  async function typedTooLate(t: TestContext) {
    const made = await aServer(t);
    await made.browser.signIn();
    const token = await made.browser.tokenOn('/worklist');
    made.time.now = (made.time.now + IDLE_LIMIT) as Instant;
    const answer = await made.browser.form('/notes', { _csrf: token, note: 'Not at "home" <yet>' });
    assert.equal(answer.statusCode, 303);
    assert.equal(answer.headers.location, '/sign-in?return=%2Fnotes');
    return made;
  }

  it('is shown to its author after signing in again, and sent by one button', async (t) => {
    const { browser, store } = await typedTooLate(t);
    assert.equal((await browser.signIn(1)).headers.location, '/sign-in/held');
    const shown = (await browser.get('/sign-in/held')).body;
    assert.match(shown, /<form method="post" action="\/notes">/);
    assert.match(shown, /name="note" value="Not at &quot;home&quot; &lt;yet&gt;"/);
    const sent = await browser.form('/notes', {
      _csrf: await browser.tokenOn('/sign-in/held'),
      note: 'Not at "home" <yet>',
    });
    assert.deepEqual(sent.json(), { note: 'Not at "home" <yet>' });
    assert.equal(store.held.size, 0);
  });

  it('is not shown to another person at the same browser', async (t) => {
    const { browser } = await typedTooLate(t);
    assert.equal((await browser.signIn(2)).headers.location, '/worklist');
    assert.equal((await browser.get('/sign-in/held')).statusCode, 404);
  });

  it('is thrown away when its author says so, and after an hour', async (t) => {
    const { browser, store } = await typedTooLate(t);
    await browser.signIn(1);
    await browser.form('/sign-in/held/discard', { _csrf: await browser.tokenOn('/sign-in/held') });
    assert.equal(store.held.size, 0);

    const later = await typedTooLate(t);
    later.time.now = (later.time.now + 60 * 60_000) as Instant;
    assert.equal((await later.browser.signIn(1)).headers.location, '/worklist');
  });

  it('is not kept when another site sent it', async (t) => {
    const { browser, store, time } = await aServer(t);
    await browser.signIn();
    time.now = (time.now + IDLE_LIMIT) as Instant;
    await browser.form('/notes', { note: 'planted' }, { 'sec-fetch-site': 'cross-site' });
    assert.equal(store.held.size, 0);
  });
});

describe('the programming interface', () => {
  it('takes a bearer token that it knows', async (t) => {
    const { app } = await aServer(t);
    const answer = await app.inject({ url: '/api/v1/who', headers: { authorization: 'Bearer right-token' } });
    assert.deepEqual([answer.json().displayName, answer.json().userId], ['Police system', null]);
    const refused = await app.inject({ url: '/api/v1/who', headers: { authorization: 'Bearer wrong-token' } });
    assert.equal(refused.statusCode, 401);
    assert.match(String(refused.headers['content-type']), /^application\/problem\+json/);
  });

  it('takes a session with the form token in a header, and not without', async (t) => {
    const { browser } = await aServer(t);
    await browser.signIn();
    const token = await browser.tokenOn('/worklist');
    const json = { 'content-type': 'application/json' };
    assert.equal((await browser.send('POST', '/api/v1/things', json, '{"name":"a"}')).statusCode, 403);
    assert.deepEqual(
      (await browser.send('POST', '/api/v1/things', { ...json, 'x-csrf-token': token }, '{"name":"a"}')).json(),
      { name: 'a' },
    );
  });

  it('refuses names that it does not know, with a pointer, and never repeats a value', async (t) => {
    const { app } = await aServer(t);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/things',
      headers: { authorization: 'Bearer right-token' },
      payload: { name: 7, nmae: 'Kit Rowan' },
    });
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.json().type, 'urn:homeward:problem:bad-request');
    assert.deepEqual(
      answer
        .json()
        .errors.map((one: { pointer: string }) => one.pointer)
        .toSorted(),
      ['/name', '/nmae'],
    );
    assert.doesNotMatch(answer.body, /Kit Rowan/);
  });
});

describe('an error', () => {
  it('never shows what it says of itself, to a person or in the log', async (t) => {
    const { browser, lines } = await aServer(t);
    await browser.signIn();
    const answer = await browser.get('/fault');
    assert.equal(answer.statusCode, 500);
    assert.doesNotMatch(answer.body, /Kit Rowan/);
    assert.match(answer.body, /Sorry, there is a problem with the service/);
    assert.ok(answer.body.includes(String(answer.headers['x-request-id'])));
    const logged = lines.find((line) => line.includes('"failed"')) ?? '';
    assert.match(logged, /server\.test\.ts/);
    assert.doesNotMatch(lines.join(''), /Kit Rowan/);
  });

  it('says nothing of itself in the log even where a route logs it carelessly', async (t) => {
    const { browser, lines } = await aServer(t);
    await browser.signIn();
    lines.length = 0;
    await browser.get('/careless');
    assert.equal(lines.length, 3);
    assert.doesNotMatch(lines.join(''), /Kit Rowan/);
  });

  it('of a database that is too busy says that the service is unavailable', async (t) => {
    const { browser } = await aServer(t);
    await browser.signIn();
    assert.equal((await browser.get('/busy')).statusCode, 503);
  });

  it('has a page in plain English for each status', async (t) => {
    const { browser } = await aServer(t);
    await browser.signIn();
    for (const status of [400, 403, 409, 422, 429, 503]) {
      const answer = await browser.get(`/refused/${status}`);
      assert.equal(answer.statusCode, status);
      assert.match(
        answer.body,
        /<h1 class="govuk-heading-l">[A-Z][^<]+<\/h1>\n<p class="govuk-body">Because of this\.<\/p>/,
      );
    }
  });

  it('answers what may not be seen exactly as what does not exist', async (t) => {
    const { browser } = await aServer(t);
    await browser.signIn();
    const seen = ['/worklist/7', '/worklist/not-a-number', '/no-such-page', '/refused/404'].map(async (url) => {
      const answer = await browser.get(url);
      return [
        answer.statusCode,
        answer.body.replaceAll(String(answer.headers['x-request-id']), ''),
        Object.keys(answer.headers).join(),
      ];
    });
    const [first, ...others] = await Promise.all(seen);
    for (const other of others) assert.deepEqual(other, first);
  });
});

describe('every answer', () => {
  it('carries the headers that keep a page safe, errors and files too', async (t) => {
    const { app } = await aServer(t);
    const urls = [
      '/sign-in',
      '/worklist',
      '/no-such-page',
      '/api/v1/who',
      '/api/v1/none',
      assetUrl('homeward.css'),
      '/%',
      '/assets/x/y',
      `/${'a'.repeat(3000)}`,
    ];
    for (const url of urls) {
      const { headers } = await app.inject({ url });
      assert.equal(headers['content-security-policy'], contentSecurityPolicy, url);
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin', url);
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin', url);
      assert.equal(headers['x-content-type-options'], 'nosniff', url);
      assert.equal(headers['referrer-policy'], 'no-referrer', url);
      assert.match(String(headers['permissions-policy']), /geolocation=\(\)/, url);
      if (url !== urls[5]) assert.equal(headers['cache-control'], 'no-store', url);
    }
  });

  it('carries them even to what is not HTTP', async (t) => {
    const { app } = await aServer(t);
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as { port: number };
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('NOT HTTP\r\n\r\n'));
      socket.on('data', (chunk) => (text += chunk)).on('close', () => resolve(text));
    });
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.ok(answer.includes(contentSecurityPolicy));
  });

  it('has an id of our own making, whatever the client says it is, and believes no proxy', async (t) => {
    const { app, lines } = await aServer(t);
    const answer = await app.inject({
      url: '/sign-in',
      headers: {
        'x-request-id': 'forged',
        'request-id': 'forged',
        'x-forwarded-for': 'forged',
        'x-forwarded-host': 'forged',
      },
    });
    assert.match(String(answer.headers['x-request-id']), /^[0-9a-f-]{36}$/);
    assert.doesNotMatch(answer.body + lines.join(''), /forged/);
  });

  it('leaves one line in the log: method, route, status, time and id, and nothing of the address or the body', async (t) => {
    const { browser, lines } = await aServer(t);
    await browser.signIn();
    lines.length = 0;
    await browser.get('/worklist/4711?name=Kit+Rowan');
    assert.equal(lines.length, 1);
    const { level, at, method, route, status, ms, requestId, ...rest } = JSON.parse(lines[0] ?? '');
    assert.deepEqual(
      [level, method, route, status, typeof ms, typeof at, typeof requestId],
      ['info', 'GET', '/worklist/:childId', 404, 'number', 'string', 'string'],
    );
    assert.deepEqual(rest, {});
  });
});

describe('assets', () => {
  it('are kept for ever under an address that changes with them', async (t) => {
    const { app } = await aServer(t);
    const answer = await app.inject({
      url: assetUrl('govuk-frontend.min.css'),
      headers: { 'accept-encoding': 'gzip, br' },
    });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(
      (await app.inject({ url: assetUrl('govuk-frontend.min.css').replace(/assets\/\w+/, 'assets/000000000000') }))
        .statusCode,
      404,
    );
  });

  it('name no font that we may not use and nothing of another site', async (t) => {
    const { app } = await aServer(t);
    for (const file of ['govuk-frontend.min.css', 'homeward.css', 'homeward.js', 'js-enabled.js', 'icon.svg']) {
      const { body } = await app.inject({ url: assetUrl(file) });
      assert.doesNotMatch(body, /@font-face|sourceMappingURL|url\(["']?https?:|import .*https?:/, file);
    }
  });
});
