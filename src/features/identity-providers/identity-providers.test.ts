import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { browserOf, type Browser } from '../../../test/support/cookie-jar.ts';
import { openFront, type Front } from '../../../test/support/front.ts';
import {
  agreeOn,
  clientKey,
  realProvider,
  type Login,
  type RealProvider,
} from '../../../test/support/identity-provider.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { secureServer, type SecureServer } from '../../../test/support/secure-server.ts';
import { buildApp } from '../../app.ts';
import { loadConfig } from '../../config.ts';
import { closeAccount } from '../../db/accounts.ts';
import { instant, plusHours, type Instant } from '../../domain/time/instant.ts';

const NOOR: Login = { as: 'noor-at-the-council', acr: 'urn:two-steps', amr: ['pwd', 'mfa'] };

/** The provider's clock is the machine's, so Homeward's must be. */
const machineTime = (): Instant => instant(Temporal.Now.instant().epochMilliseconds);

type Town = {
  readonly front: Front;
  readonly server: SecureServer;
  readonly real: RealProvider;
  readonly providerId: number;
};

async function aTown(t: TestContext): Promise<Town> {
  const server = await secureServer(t);
  const front = await openFront(t, server.settings);
  front.now = machineTime();
  const { pem, publicKey } = clientKey();
  const providerId = await agreeOn(front, server, pem);
  const real = await realProvider(server, publicKey, [backAddress(providerId)]);
  return { front, server, real, providerId };
}

const backAddress = (providerId: number): string => `https://homeward.example.org/sign-in/through/${providerId}/back`;
const pathIn = (address: string): string => {
  const url = new URL(address);
  return url.pathname + url.search;
};
const codeIn = (body: string): string => /<code[^>]*>([^<]+)<\/code>/.exec(body)?.[1] ?? '';
const hrefIn = (body: string, start: string): string =>
  (new RegExp(`href="(${start}[^"]*)"`).exec(body)?.[1] ?? '').replaceAll('&amp;', '&');

/** An administrator invites a person; the code. */
async function invited({ front, providerId }: Town, email = 'noor@example.org'): Promise<string> {
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  const fields = { name: 'Noor Ellis', email, role: 'missing-team-worker', team: 'Missing children' };
  const made = await browser.post(`/administration/providers/${providerId}/invite`, fields, { token });
  assert.equal(made.statusCode, 200);
  assert.match(made.body, /https:\/\/homeward\.example\.org\/sign-in\/join/);
  return codeIn(made.body);
}

/** Uses an invitation, through the provider's pages, to the answer of Homeward. */
async function join({ front, server, real }: Town, code: string, login: Login, browser = browserOf(front.app)) {
  const page = await browser.post('/sign-in/join', { code }, '/sign-in/join');
  assert.equal(page.statusCode, 200);
  const back = await real.follow(hrefIn(page.body, server.origin), login);
  return { browser, answer: await browser.get(pathIn(back)) };
}

async function signIn({ front, providerId, real }: Town, login: Login, browser: Browser = browserOf(front.app)) {
  const out = await browser.get(`/sign-in/through/${providerId}?return=/worklist`);
  assert.equal(out.statusCode, 303);
  const back = await real.follow(String(out.headers.location), login);
  return { browser, out: new URL(String(out.headers.location)), answer: await browser.get(pathIn(back)) };
}

async function auditOf({ front }: Town, act: string) {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ outcome: string; agency_code: string; detail: Record<string, unknown>; about_user_id: number | null }>(
      sql`select outcome, agency_code, detail, about_user_id from homeward.audit_entry where act = ${act} order by audit_id`,
    ),
  );
}

async function lastSignedIn(town: Town): Promise<number> {
  const last = (await auditOf(town, 'sign-in')).findLast(({ outcome }) => outcome === 'allowed');
  assert.ok(last?.about_user_id);
  return last.about_user_id;
}

test('a person who is invited joins with the account of their agency, and from then on it opens Homeward', async (t) => {
  const town = await aTown(t);
  const code = await invited(town);
  const { browser, answer } = await join(town, ` ${code.toUpperCase().replaceAll('-', ' ')} `, NOOR);
  assert.equal(answer.statusCode, 303, answer.body);
  assert.equal(answer.headers.location, '/');
  assert.equal((await browser.get('/worklist')).statusCode, 200);
  assert.equal(browser.cookies.has('homeward-provider'), false);
  const again = await signIn(town, NOOR);
  assert.equal(again.answer.headers.location, '/worklist');
  assert.match((await again.browser.get('/worklist')).body, /Noor Ellis/);
  const page = await browserOf(town.front.app).get('/sign-in');
  assert.match(page.body, /Oxfordshire Council/);
  assert.match(page.body, new RegExp(`href="/sign-in/through/${town.providerId}"`));
  const audit = await auditOf(town, 'sign-in');
  assert.deepEqual(
    audit.map(({ outcome, agency_code, detail }) => [outcome, agency_code, detail['joined'], detail['methods']]),
    [
      ['allowed', 'oxfordshire', true, 'pwd mfa'],
      ['allowed', 'oxfordshire', false, 'pwd mfa'],
    ],
  );
  const session = await town.front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ methods: string[] }>(sql`select methods from homeward.session where 'oidc' = any (methods)`),
  );
  assert.deepEqual(session[0]?.methods, ['oidc', 'pwd', 'mfa']);
});

test('what we ask of a provider has a state, a nonce, S256 and the strength that was agreed, and nothing of it is kept', async (t) => {
  const town = await aTown(t);
  const browser = browserOf(town.front.app);
  const asked = new URL(String((await browser.get(`/sign-in/through/${town.providerId}`)).headers.location));
  const said = asked.searchParams;
  assert.equal(said.get('response_type'), 'code');
  assert.equal(said.get('scope'), 'openid');
  assert.equal(said.get('code_challenge_method'), 'S256');
  assert.equal(said.get('acr_values'), 'urn:two-steps');
  assert.equal(said.get('max_age'), '3600');
  assert.equal(said.get('redirect_uri'), backAddress(town.providerId));
  const other = new URL(String((await browser.get(`/sign-in/through/${town.providerId}`)).headers.location));
  for (const name of ['state', 'nonce', 'code_challenge']) {
    assert.match(said.get(name) ?? '', /^[\w-]{43}$/);
    assert.notEqual(said.get(name), other.searchParams.get(name));
  }
  const kept = await town.front.database.read('owner', OPERATOR, (tx) =>
    tx.query<{ text: string }>(sql`select t::text as text from homeward.provider_sign_in t`),
  );
  assert.equal(kept.length, 2);
  for (const name of ['state', 'nonce', 'code_challenge'])
    assert.ok(!kept.some(({ text }) => text.includes(said.get(name) ?? '')), name);
  // Another site can send nobody to sign in.
  const elsewhere = await browser.get(`/sign-in/through/${town.providerId}`, { 'sec-fetch-site': 'cross-site' });
  assert.equal(elsewhere.headers.location, '/sign-in?return=%2F');
});

test('nobody is let in without an invitation, whatever their email address; a closed account and a closed provider let nobody in', async (t) => {
  const town = await aTown(t);
  await town.front.addPerson('oxfordshire', 'team-manager', { email: 'the.same@example.org' });
  const stranger = await signIn(town, { ...NOOR, as: 'a-stranger' });
  assert.equal(stranger.answer.statusCode, 403);
  assert.match(stranger.answer.body, /Nobody has opened an account for you/);
  assert.equal(stranger.browser.cookies.has('homeward'), false);
  const { browser } = await join(town, await invited(town), NOOR);
  assert.equal((await browser.get('/worklist')).statusCode, 200);
  const noor = await lastSignedIn(town);
  const administrator = { userId: null, agencyCode: 'oxfordshire', purpose: 'test', requestId: 'test' };
  await town.front.database.transaction('request', administrator, (tx) =>
    closeAccount(tx, 'oxfordshire', noor, town.front.now),
  );
  assert.equal((await browser.get('/worklist')).statusCode, 303);
  assert.equal((await signIn(town, NOOR)).answer.statusCode, 403);
});

test('a provider that is closed lets nobody in, signs out whoever came through it, and stops its invitations', async (t) => {
  const town = await aTown(t);
  const { browser } = await join(town, await invited(town), NOOR);
  const waiting = await invited(town, 'ada@example.org');
  const out = await browserOf(town.front.app).get(`/sign-in/through/${town.providerId}`);
  assert.equal(out.statusCode, 303);
  const admin = await town.front.signedIn(await town.front.addPerson('oxfordshire', 'agency-administrator'));
  const address = `/administration/providers/${town.providerId}/close`;
  assert.match((await admin.browser.get(address)).body, /signed out at once/);
  assert.equal((await browser.get('/worklist')).statusCode, 200, 'asking is not closing');
  assert.equal((await admin.browser.post(address, {}, { token: admin.token })).statusCode, 303);
  assert.equal((await browser.get('/worklist')).statusCode, 303);
  assert.equal((await browserOf(town.front.app).get(`/sign-in/through/${town.providerId}`)).statusCode, 404);
  assert.equal(
    (await browserOf(town.front.app).post('/sign-in/join', { code: waiting }, '/sign-in/join')).statusCode,
    422,
  );
  assert.equal((await admin.browser.get(address)).statusCode, 404);
});

test('an invitation works once, for seven days, and not after another took its place; a wrong code is answered alike', async (t) => {
  const town = await aTown(t);
  const code = await invited(town);
  const use = (typed: string) => browserOf(town.front.app).post('/sign-in/join', { code: typed }, '/sign-in/join');
  assert.equal((await use(code)).statusCode, 200, 'looking is not using');
  const start = town.front.now;
  town.front.now = (plusHours(start, 7 * 24) - 1) as Instant;
  assert.equal((await use(code)).statusCode, 200);
  town.front.now = plusHours(start, 7 * 24);
  const late = await use(code);
  assert.equal(late.statusCode, 422);
  town.front.now = start;
  const words = (body: string): string => body.replace(/name="_csrf" value="[^"]+"/g, '');
  assert.equal(words((await use('made-up')).body), words(late.body));
  assert.equal((await join(town, code, NOOR)).answer.statusCode, 303);
  assert.equal((await use(code)).statusCode, 422);
  // Whoever has an account by this sign-in cannot take a second one.
  const second = await join(town, await invited(town, 'ada@example.org'), NOOR);
  assert.equal(second.answer.statusCode, 403);
  assert.match(second.answer.body, /can open only one/);
});

test('two invitations for one account: the second takes the place of the first, and the new identity of the old', async (t) => {
  const town = await aTown(t);
  const first = await invited(town);
  await join(town, first, NOOR);
  const noor = await lastSignedIn(town);
  const admin = await town.front.signedIn(await town.front.addPerson('oxfordshire', 'agency-administrator'));
  const again = `/administration/providers/${town.providerId}/invite/${noor}`;
  const one = codeIn((await admin.browser.post(again, {}, { token: admin.token })).body);
  const two = codeIn((await admin.browser.post(again, {}, { token: admin.token })).body);
  const spent = await browserOf(town.front.app).post('/sign-in/join', { code: one }, '/sign-in/join');
  assert.equal(spent.statusCode, 422);
  assert.equal((await join(town, two, { ...NOOR, as: 'noor-anew' })).answer.statusCode, 303);
  assert.equal((await signIn(town, NOOR)).answer.statusCode, 403, 'the identity before it opens nothing');
  assert.equal((await signIn(town, { ...NOOR, as: 'noor-anew' })).answer.statusCode, 303);
});

test('a sign-in without the second step, or at another level, is refused and says what to do', async (t) => {
  const town = await aTown(t);
  await join(town, await invited(town), NOOR);
  for (const weak of [
    { as: NOOR.as, amr: ['mfa'] },
    { as: NOOR.as, acr: 'urn:two-steps', amr: ['pwd'] },
    { as: NOOR.as },
  ]) {
    const { answer, browser } = await signIn(town, weak);
    assert.equal(answer.statusCode, 403);
    assert.match(answer.body, /requires a second step/);
    assert.equal(browser.cookies.has('homeward'), false);
  }
});

test('two providers that name the same person and the same address are two people, each of their own agency', async (t) => {
  const town = await aTown(t);
  const otherServer = await secureServer(t);
  const { pem, publicKey } = clientKey();
  town.front.now = machineTime();
  // The other agency's provider is on a host of its own, trusted by an application of its own on the same database.
  const otherId = await agreeOn(town.front, otherServer, pem, { agencyCode: 'swindon', name: 'the Swindon account' });
  const other = await realProvider(otherServer, publicKey, [backAddress(otherId)]);
  const app = await buildApp({
    database: town.front.database,
    config: { ...loadConfig({}), demonstration: false, ...otherServer.settings },
    clock: () => town.front.now,
    log: false,
  });
  t.after(() => app.close());
  const swindon: Town = { front: { ...town.front, app }, server: otherServer, real: other, providerId: otherId };
  await join(town, await invited(town), NOOR);
  // The same subject is nobody at the other provider until it is invited there.
  const stranger = await signIn(swindon, NOOR);
  assert.equal(stranger.answer.statusCode, 403);
  const admin = await town.front.signedIn(await town.front.addPerson('swindon', 'agency-administrator'));
  const fields = { name: 'Noor Bright', email: 'noor.bright@example.org', role: 'social-worker', team: '' };
  const made = await admin.browser.post(`/administration/providers/${otherId}/invite`, fields, { token: admin.token });
  const joined = await join(swindon, codeIn(made.body), NOOR);
  assert.equal(joined.answer.statusCode, 303);
  assert.match((await joined.browser.get('/worklist')).body, /Noor Bright<\/strong>, Swindon Council/);
  assert.match(
    (await (await signIn(town, NOOR)).browser.get('/worklist')).body,
    /Noor Ellis<\/strong>, Oxfordshire Council/,
  );
});

test('who signs out is told that the provider may let them straight back in, and where to sign out of it', async (t) => {
  const town = await aTown(t);
  const { browser } = await join(town, await invited(town), NOOR);
  const out = await browser.post('/sign-out', {}, '/worklist');
  assert.equal(out.headers.location, `/signed-out/${town.providerId}`);
  assert.equal((await browser.get('/worklist')).statusCode, 303);
  const page = await browser.get(`/signed-out/${town.providerId}`);
  const address = new URL(hrefIn(page.body, town.server.origin));
  assert.equal(address.searchParams.get('client_id'), 'homeward');
  assert.equal(address.searchParams.get('post_logout_redirect_uri'), 'https://homeward.example.org/sign-in');
});

test('an act that matters most asks the provider to ask again, and takes no earlier sign-in for it', async (t) => {
  const town = await aTown(t);
  const cookies = new Map<string, string>();
  const page = await (async () => {
    const browser = browserOf(town.front.app);
    const shown = await browser.post('/sign-in/join', { code: await invited(town) }, '/sign-in/join');
    const back = await town.real.follow(hrefIn(shown.body, town.server.origin), NOOR, cookies);
    assert.equal((await browser.get(pathIn(back))).statusCode, 303);
    return browser;
  })();
  const led = await page.get('/sign-in/confirm?return=/worklist');
  assert.equal(led.headers.location, '/sign-in/confirm/through?return=%2Fworklist');
  const go = hrefIn((await page.get(led.headers.location)).body, '/sign-in/confirm/through/go');
  const out = await page.get(go);
  const asked = new URL(String(out.headers.location));
  assert.equal(asked.searchParams.get('prompt'), 'login');
  assert.equal(asked.searchParams.get('max_age'), '0');
  const somebody = await town.real.follow(asked.href, { ...NOOR, as: 'somebody-else' }, new Map());
  assert.equal((await page.get(pathIn(somebody))).statusCode, 403, 'somebody else cannot confirm it');
  const once = await page.get(go);
  const before = page.cookies.get('homeward');
  const back = await town.real.follow(String(once.headers.location), NOOR, cookies);
  const answer = await page.get(pathIn(back));
  assert.equal(answer.headers.location, '/worklist');
  assert.notEqual(page.cookies.get('homeward'), before, 'a new session');
  const local = await town.front.signedIn(await town.front.addPerson('oxfordshire', 'team-manager'));
  assert.equal((await local.browser.get('/sign-in/confirm/through')).statusCode, 404);
});

test('when the provider says that somebody signed out there, they are signed out here', async (t) => {
  const town = await aTown(t);
  const cookies = new Map<string, string>();
  const browser = browserOf(town.front.app);
  const shown = await browser.post('/sign-in/join', { code: await invited(town) }, '/sign-in/join');
  const back = await town.real.follow(hrefIn(shown.body, town.server.origin), NOOR, cookies);
  await browser.get(pathIn(back));
  const other = await town.front.signedIn(await town.front.addPerson('oxfordshire', 'team-manager'));
  const { provider } = town.real;
  const { Client } = provider;
  const client = await Client.find('homeward');
  assert.ok(client);
  const sessions = await town.front.database.read('owner', OPERATOR, (tx) =>
    tx.query<{ subject: string; sid: string | null }>(
      sql`select subject, provider_session as sid from homeward.provider_session`,
    ),
  );
  assert.equal(sessions.length, 1);
  const { IdToken } = provider as unknown as { IdToken: new (available: object, context: object) => LogoutToken };
  const ended = async (sub: string | undefined, sid: string | undefined): Promise<number> => {
    const token = new IdToken(sub === undefined ? {} : { sub }, { client, ctx: undefined });
    token.mask = { sub: null };
    token.set('events', { 'http://schemas.openid.net/event/backchannel-logout': {} });
    if (sid !== undefined) token.set('sid', sid);
    const payload = new URLSearchParams({ logout_token: await token.issue({ use: 'logout' }) }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const url = `/sign-in/through/${town.providerId}/ended`;
    return (await town.front.app.inject({ method: 'POST', url, headers, payload })).statusCode;
  };
  assert.equal(await ended('somebody-else', undefined), 200);
  assert.equal((await browser.get('/worklist')).statusCode, 200, 'it was somebody else');
  assert.equal(await ended(NOOR.as, sessions[0]?.sid ?? undefined), 200);
  assert.equal((await browser.get('/worklist')).statusCode, 303);
  assert.equal((await other.browser.get('/worklist')).statusCode, 200);
  const audit = await auditOf(town, 'end-sessions');
  assert.deepEqual(
    audit.map(({ detail }) => detail['sessions']),
    [0, 1],
  );
});

type LogoutToken = {
  mask: object;
  set: (name: string, value: unknown) => void;
  issue: (how: { use: 'logout' }) => Promise<string>;
};

test('a provider is added with what was agreed, and only on a host that the operator allows', async (t) => {
  const { front, server } = await aTown(t);
  const { browser, token } = await front.signedIn(await front.addPerson('swindon', 'agency-administrator'));
  const tenant = '11111111-2222-3333-4444-555555555555';
  const fields = {
    name: 'Swindon Microsoft account',
    kind: 'entra',
    issuer: `${server.origin}/${tenant}/v2.0`,
    clientId: 'homeward-at-swindon',
    tenant,
    levels: 'c1',
    methods: '',
    maxAgeMinutes: '480',
    clientAuthentication: 'private-key',
  };
  const post = (different: Partial<typeof fields>) =>
    browser.post('/administration/providers/new', { ...fields, ...different }, { token });
  for (const [different, says] of [
    [{ issuer: 'https://id.elsewhere.example/v2.0' }, /HOMEWARD_PROVIDER_HOSTS/],
    [{ issuer: `${server.origin}/organizations/v2.0` }, /several organisations is not accepted/],
    [{ issuer: `${server.origin}/{tenantid}/v2.0` }, /begins with https/],
    [{ issuer: fields.issuer.replace('https', 'http') }, /begins with https/],
    [{ tenant: '' }, /tenant ID of the organisation/],
    [{ levels: '', methods: '' }, /second factor was used/],
    [{ maxAgeMinutes: '721' }, /720/],
    [{ name: '' }, /Enter the name/],
  ] as const) {
    const answer = await post(different);
    assert.equal(answer.statusCode, 422, JSON.stringify(different));
    assert.match(answer.body, says);
    assert.match(answer.body, /homeward-at-swindon/, 'what was typed is there');
  }
  const added = await post({});
  assert.equal(added.statusCode, 303);
  const page = await browser.get(String(added.headers.location));
  assert.match(page.body, new RegExp(tenant));
  assert.match(page.body, /provider-\d+\.pem/);
  assert.equal((await post({})).statusCode, 422, 'not twice');
  const other = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
  assert.equal((await other.browser.get(String(added.headers.location))).statusCode, 404);
  const worker = await front.signedIn(await front.addPerson('swindon', 'team-manager'));
  assert.equal((await worker.browser.get('/administration/providers')).statusCode, 403);
  front.now = plusHours(front.now, 0.1);
  assert.match(String((await post({ clientId: 'another' })).headers.location), /^\/sign-in\/confirm/);
});
