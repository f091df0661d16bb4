/** A provider, or a browser, that lies: none of these may end in a session. Each differs from an honest sign-in in one thing. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import type { NewProvider } from '../../src/db/identity-providers.ts';
import { askingOnly, NotAsked } from '../../src/features/identity-providers/outgoing.ts';
import { instant } from '../../src/domain/time/instant.ts';
import { PROVIDER_LIMIT } from '../../src/web/session.ts';
import { browserOf, type Browser } from '../support/cookie-jar.ts';
import {
  evilProviders,
  json,
  metadataOf,
  publishedKeys,
  tokenOf,
  type Behaviour,
  type Made,
} from '../support/evil-provider.ts';
import { openFront, type Front } from '../support/front.ts';
import { agreeOn, CLIENT_ID, STRENGTH } from '../support/identity-provider.ts';
import { OPERATOR } from '../support/people.ts';
import { secureServer } from '../support/secure-server.ts';
import { BAD_KEYS, BAD_METADATA, BAD_TOKEN_ANSWERS, BAD_WAYS, right } from './identity-corpus/answers.ts';
import { BAD_ENTRA_TOKENS, BAD_TOKENS } from './identity-corpus/tokens.ts';

const SECRET = 'a secret that Homeward and the provider share';
const TENANT = 'aaaaaaaa-2222-3333-4444-555555555555';

/** One provider with one person who signs in through it. */
type Place = {
  readonly providerId: number;
  readonly issuer: string;
  readonly behaviour: Behaviour;
  readonly claims: Readonly<Record<string, unknown>>;
};

/** A sign-in that has gone out. */
type Out = { readonly browser: Browser; readonly asked: URLSearchParams | null; readonly status: number };

type Stage = {
  readonly front: Front;
  readonly place: (kind?: NewProvider['kind']) => Promise<Place>;
  readonly out: (place: Place, browser?: Browser) => Promise<Out>;
  /** Comes back with the token, or with what the case makes of it. */
  readonly back: (place: Place, out: Out, brings: URLSearchParams, browser?: Browser) => Promise<boolean>;
};

async function aStage(t: TestContext): Promise<Stage> {
  const server = await secureServer(t);
  const front = await openFront(t, server.settings);
  front.now = instant(Temporal.Now.instant().epochMilliseconds);
  const providers = evilProviders(server);
  let places = 0;
  const place: Stage['place'] = async (kind = 'council') => {
    places += 1;
    const entra = kind === 'entra';
    const issuer = entra ? `${server.origin}/${places}/${TENANT}/v2.0` : `${server.origin}/${places}`;
    const providerId = await agreeOn(front, server, SECRET, {
      kind,
      issuer,
      name: `provider ${places}`,
      clientAuthentication: 'secret',
      tenants: entra ? [TENANT] : [],
      ...(entra ? { acrValues: ['c1'], amrValues: [] } : STRENGTH),
    });
    const userId = await front.addPerson('oxfordshire', 'team-manager', { email: `noor${places}@example.org` });
    await front.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(sql`insert into homeward.identity (issuer, subject, user_id, agency_code, provider_id, joined_at)
        values (${issuer}, 'noor-of-council', ${userId}, 'oxfordshire', ${providerId}, now())`),
    );
    const behaviour: Behaviour = {
      discovery: () => json(metadataOf(issuer)),
      jwks: () => json(publishedKeys()),
      token: () => json({}, 500),
    };
    providers.at(issuer, behaviour);
    const strength = entra
      ? { acrs: ['c1'], tid: TENANT, oid: 'oid-of-noor' }
      : { acr: 'urn:two-steps', amr: ['pwd', 'mfa'] };
    return { providerId, issuer, behaviour, claims: { ...strength, email: `noor${places}@example.org` } };
  };
  const out: Stage['out'] = async ({ providerId }, browser = browserOf(front.app)) => {
    const answer = await browser.get(`/sign-in/through/${providerId}`);
    const { location } = answer.headers;
    return {
      browser,
      status: answer.statusCode,
      asked: answer.statusCode === 303 && location !== undefined ? new URL(location).searchParams : null,
    };
  };
  const back: Stage['back'] = async ({ providerId }, { browser: own }, brings, browser = own) => {
    const answer = await browser.get(`/sign-in/through/${providerId}/back?${brings.toString()}`);
    const { count } = await front.database.read('owner', OPERATOR, (tx) =>
      tx.one<{ count: number }>(sql`select count(*)::int as count from homeward.session`),
    );
    const letIn = answer.statusCode < 400 || browser.cookies.has('homeward') || count > 0;
    assert.equal(answer.body.includes('<script>alert'), false);
    await front.database.transaction('owner', OPERATOR, (tx) => tx.query(sql`delete from homeward.session`));
    browser.cookies.delete('homeward');
    return letIn;
  };
  return { front, place, out, back };
}

function madeFor({ issuer, claims }: Place, { asked }: Out): Made {
  const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000);
  const nonce = asked?.get('nonce') ?? '';
  return {
    issuer,
    clientId: CLIENT_ID,
    secret: SECRET,
    nonce,
    now,
    header: { alg: 'RS256', kid: 'rsa', typ: 'JWT' },
    claims: {
      iss: issuer,
      sub: 'noor-of-council',
      aud: CLIENT_ID,
      exp: now + 300,
      iat: now,
      auth_time: now - 60,
      nonce,
      ...claims,
    },
  };
}

const honestToken = (made: Made): string => tokenOf(made.header, made.claims);
const bringsOf = ({ issuer }: Place, { asked }: Out): URLSearchParams =>
  new URLSearchParams({ code: 'a-code', state: asked?.get('state') ?? '', iss: issuer });

/** Signs in with a token; whether somebody was let in. */
async function tryToken(stage: Stage, place: Place, make: (made: Made) => string): Promise<boolean> {
  const out = await stage.out(place);
  assert.ok(out.asked, 'the sign-in went out');
  const token = make(madeFor(place, out));
  place.behaviour.token = () => json(right(token));
  return stage.back(place, out, bringsOf(place, out));
}

test('an honest provider is believed, in each way of signing that is accepted, and the code is asked for with its verifier', async (t) => {
  const stage = await aStage(t);
  const place = await stage.place();
  assert.equal(await tryToken(stage, place, honestToken), true);
  for (const [alg, kid] of [
    ['PS256', 'rsa'],
    ['ES256', 'ec'],
    ['EdDSA', 'ed'],
  ] as const)
    assert.equal(await tryToken(stage, place, (made) => tokenOf({ alg, kid }, made.claims, alg)), true, alg);
  const atTheEdge = (made: Made) =>
    tokenOf(made.header, {
      ...made.claims,
      auth_time: made.now - 3600,
      iat: made.now - 240,
      aud: [CLIENT_ID],
      azp: CLIENT_ID,
    });
  assert.equal(await tryToken(stage, place, atTheEdge), true);
  assert.equal(await tryToken(stage, await stage.place('entra'), honestToken), true);
  const out = await stage.out(place);
  let asked = new URLSearchParams();
  place.behaviour.token = (form) => {
    asked = form;
    return json(right(honestToken(madeFor(place, out))));
  };
  assert.equal(await stage.back(place, out, bringsOf(place, out)), true);
  const challenge = createHash('sha256')
    .update(asked.get('code_verifier') ?? '')
    .digest('base64url');
  assert.equal(challenge, out.asked?.get('code_challenge'));
  assert.equal(out.asked?.get('code_challenge_method'), 'S256');
  assert.equal(asked.get('redirect_uri'), out.asked?.get('redirect_uri'));
});

test('no token that is wrong in one thing lets anybody in, and each refusal is in the audit with its reason', async (t) => {
  const stage = await aStage(t);
  const place = await stage.place();
  const entra = await stage.place('entra');
  const accepted: string[] = [];
  for (const [name, make] of BAD_TOKENS) if (await tryToken(stage, place, make)) accepted.push(name);
  for (const [name, make] of BAD_ENTRA_TOKENS) if (await tryToken(stage, entra, make)) accepted.push(name);
  assert.deepEqual(accepted, []);
  assert.ok(BAD_TOKENS.length + BAD_ENTRA_TOKENS.length >= 120);
  const { refused, said } = await stage.front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ refused: number; said: string }>(sql`
      select count(*)::int as refused, string_agg(detail::text, ' ') as said from homeward.audit_entry
      where act = 'sign-in' and outcome = 'refused' and agency_code = 'oxfordshire' and detail ? 'code'`),
  );
  assert.equal(refused, BAD_TOKENS.length + BAD_ENTRA_TOKENS.length);
  assert.doesNotMatch(said, /noor|example\.org|eyJ/, 'and nothing that the provider sent');
  // The same provider, the same person: an honest sign-in still works.
  assert.equal(await tryToken(stage, place, honestToken), true);
});

test('no way back but the one that was begun in this browser lets anybody in, and that one once', async (t) => {
  const stage = await aStage(t);
  const [place, other] = [await stage.place(), await stage.place()];
  const accepted: string[] = [];
  const honest = (at: Place, out: Out): void => {
    const token = honestToken(madeFor(at, out));
    at.behaviour.token = () => json(right(token));
  };
  for (const [name, change] of BAD_WAYS) {
    const out = await stage.out(place);
    honest(place, out);
    const brings = change({ issuer: place.issuer, brings: bringsOf(place, out), otherIssuer: other.issuer });
    if (await stage.back(place, out, brings)) accepted.push(name);
    // A way back that was refused is spent.
    if (await stage.back(place, out, bringsOf(place, out))) accepted.push(`${name}, then the right one`);
  }
  const once = await stage.out(place);
  honest(place, once);
  assert.equal(await stage.back(place, once, bringsOf(place, once)), true);
  if (await stage.back(place, once, bringsOf(place, once))) accepted.push('the same way back again');

  const kept = await stage.out(place);
  honest(place, kept);
  const cookie = kept.browser.cookies.get('homeward-provider') ?? '';
  assert.equal(await stage.back(place, kept, bringsOf(place, kept)), true);
  kept.browser.cookies.set('homeward-provider', cookie);
  if (await stage.back(place, kept, bringsOf(place, kept))) accepted.push('the same again, with its cookie put back');

  const mine = await stage.out(place);
  honest(place, mine);
  if (await stage.back(place, mine, bringsOf(place, mine), browserOf(stage.front.app)))
    accepted.push('in a browser that began nothing');
  const theirs = await stage.out(place);
  if (await stage.back(place, mine, bringsOf(place, mine), theirs.browser))
    accepted.push('in a browser that began another');

  const crossed = await stage.out(place);
  honest(other, crossed);
  if (await stage.back(other, crossed, bringsOf(other, crossed))) accepted.push('at the address of another provider');
  const mixed = await stage.out(place);
  const foreign = tokenOf(madeFor(other, mixed).header, madeFor(other, mixed).claims);
  place.behaviour.token = () => json(right(foreign));
  if (await stage.back(place, mixed, bringsOf(place, mixed)))
    accepted.push('the token of another provider of the agency');

  const late = await stage.out(place);
  honest(place, late);
  await stage.front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(
      sql`update homeward.provider_sign_in set asked_at = asked_at - make_interval(secs => ${PROVIDER_LIMIT / 1000})`,
    ),
  );
  if (await stage.back(place, late, bringsOf(place, late))) accepted.push('after ten minutes');
  const posted = await stage.out(place);
  const answer = await posted.browser.send({
    method: 'POST',
    url: `/sign-in/through/${place.providerId}/back`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: bringsOf(place, posted).toString(),
  });
  if (answer.statusCode < 400) accepted.push('sent as a form');
  assert.deepEqual(accepted, []);
});

test('no answer of a token endpoint, no description and no keys that are wrong in one thing let anybody in', async (t) => {
  const stage = await aStage(t);
  const accepted: string[] = [];
  for (const [name, answer] of BAD_TOKEN_ANSWERS) {
    const place = await stage.place();
    const out = await stage.out(place);
    const token = honestToken(madeFor(place, out));
    let asked = 0;
    place.behaviour.token = () => {
      asked += 1;
      // A second request would be a redirect followed.
      return asked === 1 ? answer(token, place.issuer) : json(right(token));
    };
    if (await stage.back(place, out, bringsOf(place, out))) accepted.push(`token endpoint: ${name}`);
    assert.equal(asked, 1, name);
  }
  for (const [name, answer] of BAD_METADATA) {
    const place = await stage.place();
    let asked = 0;
    place.behaviour.discovery = () => {
      asked += 1;
      return answer(place.issuer);
    };
    const out = await stage.out(place);
    if (out.asked !== null || out.status < 400) accepted.push(`description: ${name}`);
    assert.equal(asked, 1, name);
    place.behaviour.discovery = () => json(metadataOf(place.issuer));
    assert.ok((await stage.out(place)).asked, 'and once it is right, it works');
  }
  for (const [name, answer] of BAD_KEYS) {
    const place = await stage.place();
    place.behaviour.jwks = () => answer(place.issuer);
    if (await tryToken(stage, place, honestToken)) accepted.push(`keys: ${name}`);
  }
  assert.deepEqual(accepted, []);
});

test('a provider of another agency with the same issuer opens no account of the first', async (t) => {
  const stage = await aStage(t);
  const place = await stage.place();
  assert.equal(await tryToken(stage, place, honestToken), true);
  const { rows } = await stage.front.database.transaction('owner', OPERATOR, async (tx) => ({
    rows: await tx.query(
      sql`update homeward.identity_provider set agency_code = 'swindon', acr_values = '{}' where provider_id = ${place.providerId} returning provider_id`,
    ),
  }));
  assert.equal(rows.length, 1);
  assert.equal(await tryToken(stage, place, honestToken), false);
});

test('nothing is ever asked of another host, port or protocol than the issuer’s', async () => {
  const ask = askingOnly('https://id.example:8443', undefined);
  const how = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const;
  for (const address of [
    'https://evil.example:8443/keys',
    'https://id.example/keys',
    'http://id.example:8443/keys',
    'https://a:b@id.example:8443/keys',
    'https://id.example:8443.evil.example/keys',
    'file:///etc/passwd',
    'keys',
  ])
    await assert.rejects(() => ask(address, how), NotAsked, address);
});
