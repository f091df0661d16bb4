/** A certified client library of another maker signs in and asks, over a real connection and by the real clock. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as client from 'openid-client';
import { openFront } from '../../../test/support/front.ts';
import { requesterOf } from '../../../test/support/people.ts';
import { addClientKey } from '../../db/api-client-keys.ts';
import { createApiClient } from '../../db/api-clients.ts';
import { instant } from '../../domain/time/instant.ts';
import { readPublicKey } from './read-key.ts';

for (const algorithm of ['ES256', 'PS256', 'RS256', 'Ed25519'])
  test(`openid-client signs in with ${algorithm} and proves its key with each request`, async (t) => {
    const front = await openFront(t);
    front.now = instant(Temporal.Now.instant().epochMilliseconds);
    const origin = await front.app.listen({ port: 0, host: '127.0.0.1' });
    const pair = await client.randomDPoPKeyPair(algorithm, { extractable: true });
    const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const read = await readPublicKey(
      JSON.stringify({ kty: jwk.kty, n: jwk.n, e: jwk.e, crv: jwk.crv, x: jwk.x, y: jwk.y, alg: algorithm }),
    );
    assert.ok('key' in read);
    const clientId = await front.database.transaction('request', requesterOf('oxfordshire'), async (tx) => {
      const made = await createApiClient(tx, 'oxfordshire', 'Peer', null, front.now);
      await addClientKey(tx, made, read.key, null, front.now);
      return made;
    });
    const server = { issuer: origin, token_endpoint: `${origin}/api/v1/token` };
    const configuration = new client.Configuration(
      server,
      `system-${clientId}`,
      {},
      client.PrivateKeyJwt(pair.privateKey),
    );
    client.allowInsecureRequests(configuration);
    const DPoP = client.getDPoPHandle(configuration, await client.randomDPoPKeyPair());
    const tokens = await client.clientCredentialsGrant(configuration, {}, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
    assert.equal(tokens.expires_in, 600);
    const url = new URL(`${origin}/api/v1/agencies`);
    const asked = await client.fetchProtectedResource(configuration, tokens.access_token, url, 'GET', null, undefined, {
      DPoP,
    });
    assert.equal(asked.status, 200);
    const stolen = client.getDPoPHandle(configuration, await client.randomDPoPKeyPair());
    const theft = client.fetchProtectedResource(configuration, tokens.access_token, url, 'GET', null, undefined, {
      DPoP: stolen,
    });
    await assert.rejects(theft, ({ status }: { status?: number }) => status === 401);
  });
