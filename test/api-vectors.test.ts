/**
 * Worked examples of how a system signs, which anybody can check against their own: made here from public parts and a
 * published key, and taken by Homeward itself. Ed25519 gives the same bytes each time.
 */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { programFolder } from '../src/config.ts';
import { addClientKey } from '../src/db/api-client-keys.ts';
import { keepBoundToken } from '../src/db/api-clients.ts';
import { readPublicKey } from '../src/features/systems/read-key.ts';
import { hashOf } from '../src/web/tokens.ts';
import { instant } from '../src/domain/time/instant.ts';
import { openFront } from './support/front.ts';
import { at } from './support/notifications.ts';
import { OPERATOR, requesterOf } from './support/people.ts';
import { makeAssertion, makeProof, signedHeaders, type KeyPair } from './support/signing.ts';

type Vectors = {
  readonly about: string;
  readonly origin: string;
  readonly at: string;
  readonly client_id: string;
  readonly private_key: { readonly kty: string; readonly crv: string; readonly d: string; readonly x: string };
  readonly thumbprint: string;
  readonly assertion: { readonly jti: string; readonly jwt: string };
  readonly token_request_proof: { readonly jti: string; readonly jwt: string };
  readonly access_token: string;
  readonly ath: string;
  readonly request_proof: { readonly jti: string; readonly jwt: string };
  readonly message: {
    readonly idempotency_key: string;
    readonly nonce: string;
    readonly body: string;
    readonly content_digest: string;
    readonly signature_base: string;
    readonly signature_input: string;
    readonly signature: string;
  };
};

const file = path.join(programFolder, 'test', 'vectors', 'api-signing.json');
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const { origin, message } = vectors;
const now = at(vectors.at);
const url = '/api/v1/notifications';
const { d: _, ...jwk } = vectors.private_key;
const key: KeyPair = {
  algorithm: 'EdDSA',
  privateKey: createPrivateKey({ key: vectors.private_key, format: 'jwk' }),
  jwk,
  thumbprint: vectors.thumbprint,
};

test('the examples are what a system makes from its key', async () => {
  const jti = (one: { readonly jti: string }) => ({ claims: { jti: one.jti } });
  assert.equal(await makeAssertion(key, vectors.client_id, origin, now, jti(vectors.assertion)), vectors.assertion.jwt);
  assert.equal(
    await makeProof(key, 'POST', `${origin}/api/v1/token`, null, now, jti(vectors.token_request_proof)),
    vectors.token_request_proof.jwt,
  );
  assert.equal(createHash('sha256').update(vectors.access_token).digest('base64url'), vectors.ath);
  assert.equal(
    await makeProof(key, 'POST', origin + url, vectors.access_token, now, jti(vectors.request_proof)),
    vectors.request_proof.jwt,
  );
  const headers = { 'content-type': 'application/json', 'idempotency-key': message.idempotency_key };
  const asked = { method: 'POST', url: origin + url, headers, body: message.body };
  const signed = await signedHeaders(key, asked, now, { nonce: message.nonce });
  assert.equal(signed['content-digest'], message.content_digest);
  assert.equal(signed['signature-input'], message.signature_input);
  assert.equal(signed['signature'], message.signature);
});

test('the signature is over the base that the examples show, and one of RFC 9421 holds by the same key', () => {
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const bytes = (signature: string) => Buffer.from(/=:(.+):$/.exec(signature)?.[1] ?? '', 'base64');
  assert.ok(verify(null, Buffer.from(message.signature_base), publicKey, bytes(message.signature)));
  const published = [
    '"date": Tue, 20 Apr 2021 02:07:55 GMT',
    '"@method": POST',
    '"@path": /foo',
    '"@authority": example.com',
    '"content-type": application/json',
    '"content-length": 18',
    '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  ].join('\n');
  const theirs = 'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:';
  assert.ok(verify(null, Buffer.from(published), publicKey, bytes(theirs)));
});

test('Homeward takes the examples once', async (t) => {
  const front = await openFront(t, { address: new URL(origin) });
  front.now = now;
  const clientId = Number(vectors.client_id.slice('system-'.length));
  const read = await readPublicKey(JSON.stringify(jwk));
  assert.ok('key' in read);
  assert.equal(read.key.thumbprint, vectors.thumbprint);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(
      sql`insert into homeward.api_client (client_id, agency_code, name) values (${clientId}, 'thames-valley-police', 'Example')`,
    ),
  );
  await front.database.transaction('request', requesterOf('thames-valley-police'), async (tx) => {
    const keyId = await addClientKey(tx, clientId, read.key, null, now);
    assert.ok(keyId);
    const tokenHash = hashOf(vectors.access_token);
    const expiresAt = instant(now + 600_000);
    await keepBoundToken(tx, { tokenHash, clientId, keyId, boundTo: vectors.thumbprint, expiresAt }, now);
  });
  const obtain = () =>
    front.app.inject({
      method: 'POST',
      url: '/api/v1/token',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: vectors.token_request_proof.jwt,
      },
      payload: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: vectors.assertion.jwt,
      }).toString(),
    });
  const given = await obtain();
  assert.deepEqual([given.statusCode, given.json().token_type], [200, 'DPoP'], given.body);
  assert.equal((await obtain()).statusCode, 401);
  const tell = () =>
    front.app.inject({
      method: 'POST',
      url,
      headers: {
        authorization: `DPoP ${vectors.access_token}`,
        dpop: vectors.request_proof.jwt,
        'content-type': 'application/json',
        'idempotency-key': message.idempotency_key,
        'content-digest': message.content_digest,
        'signature-input': message.signature_input,
        signature: message.signature,
      },
      payload: message.body,
    });
  const told = await tell();
  assert.deepEqual([told.statusCode, told.json().outcome], [201, 'review'], told.body);
  assert.equal((await tell()).statusCode, 401);
});
