/**
 * Messages of police systems, true ones among every kind of false one: none counts twice, and none that is forged counts at
 * all. `SEED=… CASES=… npm test -- test/security/replay.test.ts` repeats a run.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { endClientKey } from '../../src/db/api-client-keys.ts';
import { createApiClient, withdrawApiClient } from '../../src/db/api-clients.ts';
import { hashOf, newToken } from '../../src/web/tokens.ts';
import { ATTACKS, type Attack, type Sender, type Sent, type Situation } from '../support/attacks.ts';
import { chanceFrom } from '../support/chance.ts';
import { openFront, type Front } from '../support/front.ts';
import { OPERATOR, requesterOf } from '../support/people.ts';
import { addSystemWithKey, ORIGIN } from '../support/programs.ts';
import { makeAssertion, makeKeyPair, makeProof } from '../support/signing.ts';
import { instant } from '../../src/domain/time/instant.ts';

const CASES = Number(process.env['CASES'] ?? 3_000);
const SEED = Number(process.env['SEED'] ?? 20_261_121);
const OWN = 'thames-valley-police';
const OTHER = 'wiltshire-police';

/** Why each false message must be refused, so that none is for another slip of the test's. */
const WHY: Readonly<Record<string, RegExp>> = {
  'a true message, sent again in full': /^401 (This proof was used before|It was made more than|undefined)/,
  'one byte of the body altered': /^(401 Content-Digest is not that of the body|400 )/,
  'one byte of the signature altered': /^401 The signature is not that of what came/,
  'an old or future signature': /^401 It (was made more than|is from more than) five minutes/,
  'an old or future proof': /^401 It (was made more than|is from more than) five minutes/,
  'another force’s key': /^403 The signature is not that of what came/,
  'another force’s key under our name': /^401 The signature is not that of what came/,
  'a key that nobody registered': /^403 The signature is not that of what came/,
  'another force’s matters': /^403 reported_by is another agency/,
  'a message without a signature': /^401 Sign this message/,
  'a message that signs too little': /^401 The signature must also cover/,
  'a stolen token with a key of the thief’s': /^401 This token is bound to another key/,
  'a stolen token with another force’s key': /^401 This token is bound to another key/,
  'a stolen token alone': /^401 (Send a DPoP header|This token is bound to a key)/,
  'a stolen token as a bearer token': /^401 This token is bound to a key/,
  'a proof for another token': /^401 ath is not/,
  'a proof for another address': /^401 htu is another/,
  'a proof for another method': /^401 htm is another/,
  'swapped proofs': /^401 ath is not/,
  'swapped signatures': /^401 The signature is not that of what came/,
  'an accepted message’s signature with a new proof': /^401 (This message came before|It was made more than)/,
  'an accepted proof with a new signature': /^401 (ath is not|This proof was used before|It was made more than)/,
  'a proof that is not signed': /^401 The DPoP proof is not signed/,
  'a proof signed with the public key as a secret': /^401 The DPoP proof is not signed/,
  'a proof of another type': /^401 The DPoP proof is not signed/,
  'a proof that shows our key and is signed by another': /^401 The DPoP proof is not signed/,
  'a signature made with the public key as a secret': /^401 The signature is not that of what came/,
  'a key or a system that has ended': /^401 undefined/,
  'a police token alone': /^403 A token alone/,
  'no token at all': /^401 undefined/,
  'an assertion as a token': /^401 undefined/,
};

type Force = { readonly force: string; readonly clientId: number; readonly keyId: number; readonly key: Sender['key'] };

async function addForce(front: Front, force: string, algorithm: string): Promise<Force> {
  const key = await makeKeyPair(algorithm);
  return { force, key, ...(await addSystemWithKey(front, force, key)) };
}

/** A system with a token just obtained. */
async function obtain(front: Front, { force, clientId, key }: Force): Promise<Sender> {
  const name = `system-${clientId}`;
  const answer = await front.app.inject({
    method: 'POST',
    url: '/api/v1/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      dpop: await makeProof(key, 'POST', `${ORIGIN}/api/v1/token`, null, front.now),
    },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await makeAssertion(key, name, ORIGIN, front.now),
    }).toString(),
  });
  assert.equal(answer.statusCode, 200, answer.body);
  return { name, force, key, token: String(answer.json().access_token) };
}

async function prepare(t: TestContext) {
  const front = await openFront(t);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.agency (code, kind, name) values (${OTHER}, 'police', 'Wiltshire Police')`),
  );
  const own = await addForce(front, OWN, 'ES256');
  const other = await addForce(front, OTHER, 'EdDSA');
  const withdrawn = await addForce(front, OWN, 'ES256');
  const rotated = await addForce(front, OWN, 'ES384');
  const ended = [await obtain(front, withdrawn), await obtain(front, rotated)];
  const tokenAlone = newToken();
  await front.database.transaction('request', requesterOf(OWN), async (tx) => {
    assert.ok(await withdrawApiClient(tx, OWN, withdrawn.clientId, front.now));
    assert.ok(await endClientKey(tx, rotated.clientId, rotated.keyId, null, front.now));
    await createApiClient(tx, OWN, 'Reader', hashOf(tokenAlone), front.now);
  });
  return { front, own, other, ended, tokenAlone, stranger: await makeKeyPair('ES256') };
}

async function statusOf(
  front: Front,
  { body, ...sent }: Sent,
): Promise<{ status: number; outcome: unknown; detail: unknown }> {
  const answer = await front.app.inject({ ...sent, payload: body });
  const said = answer.json<{ outcome?: unknown; detail?: unknown }>();
  return { status: answer.statusCode, outcome: said.outcome, detail: said.detail };
}

test(
  `of ${CASES} messages, true and false, none is accepted twice and none that is forged`,
  { timeout: 1_200_000 },
  async (t) => {
    t.diagnostic(`SEED=${SEED}`);
    const { front, own, other, ...rest } = await prepare(t);
    const chance = chanceFrom(SEED);
    const names = Object.keys(ATTACKS);
    const accepted: Sent[] = [];
    let senders = { own: await obtain(front, own), other: await obtain(front, other), at: front.now };
    for (let number = 0; number < CASES; number++) {
      front.now = instant(front.now + chance.between(0, 3_000));
      if (front.now - senders.at > 9 * 60_000)
        senders = { own: await obtain(front, own), other: await obtain(front, other), at: front.now };
      // Each kind comes at least once, then by chance.
      const name = number < names.length ? (names[number] ?? '') : chance.oneOf(names);
      const given: Situation = { chance, origin: ORIGIN, now: front.now, ...rest, ...senders, accepted, number };
      const { sent, ends } = await (ATTACKS[name] as Attack)(given);
      const { status, outcome, detail } = await statusOf(front, sent);
      const said = `case ${number}, ${name}: ${status}`;
      if (ends === 'refused') assert.match(`${status} ${String(detail)}`, WHY[name] ?? /^4/, said);
      else if (ends === 'other body') assert.equal(status, 422, said);
      else assert.deepEqual([status, outcome], [201, 'review'], said);
      if (ends === 'accepted') accepted.push(sent);
    }
    const kept = await front.database.read('owner', OPERATOR, async (tx) => ({
      items: await tx.query<{ key: string }>(sql`select source_key as key from homeward.review_item order by 1`),
      reasons: await tx.query<{ reason: string }>(sql`select distinct reason from homeward.quarantined_message`),
      alarms: await tx.one<{ alarms: number; messages: number }>(sql`
      select (select count(*)::int from homeward.audit_entry where act = 'message-quarantined' and outcome = 'refused') as alarms,
        (select count(*)::int from homeward.quarantined_message) as messages`),
    }));
    const references = accepted.map(({ body }) =>
      String((JSON.parse(body) as { notification_ref: unknown }).notification_ref),
    );
    assert.deepEqual(
      kept.items.map(({ key }) => key),
      references.map((reference) => `notification:${reference}`).toSorted(),
    );
    assert.equal(kept.alarms.alarms, kept.alarms.messages, 'each row of the quarantine has its alarm');
    const reasons = kept.reasons.map(({ reason }) => reason);
    for (const expected of [
      'altered',
      'forged',
      'other-key',
      'replayed',
      'token-alone',
      'too-new',
      'too-old',
      'unknown-key',
      'unknown-sender',
      'unreadable',
      'unsigned',
      'wrong-force',
    ])
      assert.ok(reasons.includes(expected), `${expected} was never the reason`);
    t.diagnostic(`${accepted.length} accepted, of ${CASES}; refused for ${reasons.toSorted().join(', ')}`);
  },
);

test('a message that comes twenty times at once counts once', async (t) => {
  const { front, own, other, ...rest } = await prepare(t);
  const senders = { own: await obtain(front, own), other: await obtain(front, other) };
  const given: Situation = {
    chance: chanceFrom(SEED),
    origin: ORIGIN,
    now: front.now,
    ...rest,
    ...senders,
    accepted: [],
    number: 1,
  };
  const { sent } = await (ATTACKS['a true message'] as Attack)(given);
  const answers = await Promise.all(Array.from({ length: 20 }, () => statusOf(front, sent)));
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, ...Array.from({ length: 19 }, () => 401)],
  );
});
