/**
 * A system as another maker would write it: it asserts who it is, proves that it holds its key with each request, and
 * signs what it tells. Nothing of Homeward's own is used to make what Homeward checks.
 */
import { createHash, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { httpbis, createSigner } from 'http-message-signatures';
import { calculateJwkThumbprint, exportJWK, SignJWT, type JWK } from 'jose';

/** A pair of keys, its algorithm and thumbprint. */
export type KeyPair = {
  readonly algorithm: string;
  readonly privateKey: KeyObject;
  readonly jwk: JWK;
  readonly thumbprint: string;
};

const SIGNS: Readonly<Record<string, string>> = {
  RS256: 'rsa-v1_5-sha256',
  PS256: 'rsa-pss-sha512',
  ES256: 'ecdsa-p256-sha256',
  ES384: 'ecdsa-p384-sha384',
  EdDSA: 'ed25519',
};

/** Makes a pair of keys for an algorithm. */
export async function makeKeyPair(algorithm = 'ES256'): Promise<KeyPair> {
  const { privateKey, publicKey } = /^(?:RS|PS)/.test(algorithm)
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : algorithm === 'EdDSA'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: algorithm === 'ES384' ? 'P-384' : 'P-256' });
  return keyPairOf(privateKey, await exportJWK(publicKey), algorithm);
}

async function keyPairOf(privateKey: KeyObject, jwk: JWK, algorithm: string): Promise<KeyPair> {
  return { algorithm, privateKey, jwk, thumbprint: await calculateJwkThumbprint(jwk) };
}

/** An assertion of who a system is, changed as asked. */
export async function makeAssertion(
  key: KeyPair,
  clientName: string,
  origin: string,
  now: number,
  changes: { claims?: Record<string, unknown>; header?: Record<string, unknown> } = {},
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  const claims = {
    iss: clientName,
    sub: clientName,
    aud: `${origin}/api/v1/token`,
    jti: randomUUID(),
    iat: seconds,
    exp: seconds + 60,
    ...changes.claims,
  };
  const header = { alg: key.algorithm, kid: key.thumbprint, ...changes.header };
  return new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey);
}

/** A proof of possession of a key for one request, changed as asked. */
export async function makeProof(
  key: KeyPair,
  method: string,
  address: string,
  token: string | null,
  now: number,
  changes: { claims?: Record<string, unknown>; header?: Record<string, unknown> } = {},
): Promise<string> {
  const claims = {
    jti: randomUUID(),
    htm: method,
    htu: address.split('?')[0],
    iat: Math.floor(now / 1000),
    ...(token === null ? {} : { ath: createHash('sha256').update(token).digest('base64url') }),
    ...changes.claims,
  };
  const header = { typ: 'dpop+jwt', alg: key.algorithm, jwk: key.jwk, ...changes.header };
  return new SignJWT(claims).setProtectedHeader(header).sign(key.privateKey);
}

/** What is signed of a message, unless a test says otherwise. */
export const COVERED = ['@method', '@target-uri', 'content-digest', 'content-type', 'idempotency-key'];

/** The headers of a signed message. */
export async function signedHeaders(
  key: KeyPair,
  message: { method: string; url: string; headers: Readonly<Record<string, string>>; body: string },
  now: number,
  changes: { fields?: string[]; nonce?: string; created?: number; keyid?: string; algorithm?: string } = {},
): Promise<Record<string, string>> {
  const digest = createHash('sha256').update(message.body).digest('base64');
  const headers = { ...message.headers, 'content-digest': `sha-256=:${digest}:` };
  const signed = await httpbis.signMessage(
    {
      key: createSigner(key.privateKey, changes.algorithm ?? SIGNS[key.algorithm] ?? '', key.thumbprint),
      fields: changes.fields ?? COVERED,
      params: ['created', 'keyid', 'alg', 'nonce'],
      paramValues: {
        created: new Date(changes.created ?? now),
        keyid: changes.keyid ?? key.thumbprint,
        nonce: changes.nonce ?? randomUUID(),
      },
    },
    { method: message.method, url: message.url, headers },
  );
  return Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** How a system sends: to an application in this process, or over the network. */
export type Transport = (sent: {
  method: 'GET' | 'POST';
  /** Path and query. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}) => Promise<{ status: number; text: string }>;

/** A system that signs: what it needs to make the headers of its requests. */
export type Signing = {
  /** The headers that a request needs beside its own. */
  readonly headersFor: (
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ) => Promise<Record<string, string>>;
};

/** A system with a key. It asks for a token when its own is nearly over; `origin` may change, as a server that is started again has another port. */
export function signingSystem(options: {
  readonly transport: Transport;
  readonly origin: () => string;
  readonly clientName: string;
  readonly key: KeyPair;
  readonly now: () => number;
}): Signing {
  const { transport, origin, clientName, key, now } = options;
  let token: { value: string; until: number; issuedAt: number } | null = null;
  const current = async (): Promise<string> => {
    // A clock that a test moved back must not keep a token from its future either.
    if (token !== null && now() >= token.issuedAt && now() < token.until - 60_000) return token.value;
    const answer = await transport({
      method: 'POST',
      url: '/api/v1/token',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        dpop: await makeProof(key, 'POST', `${origin()}/api/v1/token`, null, now()),
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await makeAssertion(key, clientName, origin(), now()),
      }).toString(),
    });
    if (answer.status !== 200) throw new Error(`no token: ${answer.status} ${answer.text}`);
    const given = JSON.parse(answer.text) as { access_token: string; expires_in: number };
    token = { value: given.access_token, until: now() + given.expires_in * 1000, issuedAt: now() };
    return token.value;
  };
  return {
    headersFor: async (method, url, headers, body) => {
      const value = await current();
      const address = origin() + url;
      const own = {
        ...headers,
        authorization: `DPoP ${value}`,
        dpop: await makeProof(key, method, address, value, now()),
      };
      if (method === 'GET') return own;
      const keyed = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...own };
      return signedHeaders(key, { method, url: address, headers: keyed, body: body ?? '' }, now());
    },
  };
}
