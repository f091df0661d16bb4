/** A real, certified provider of OpenID Connect, run in the test, with sign-in pages that are followed by their forms. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import * as oidc from 'oidc-provider';
import { addProvider, type NewProvider } from '../../src/db/identity-providers.ts';
import { requesterOf } from './people.ts';
import type { Front } from './front.ts';
import { bodyOf, type SecureServer } from './secure-server.ts';

/** What Homeward is called at the provider. */
export const CLIENT_ID = 'homeward';

/** The level and the method that the test's agencies require. */
export const STRENGTH = { acrValues: ['urn:two-steps'], amrValues: ['mfa'] };

/** How somebody signs in at the provider: their name there, and what the provider says of how they did. */
export type Login = { readonly as: string; readonly acr?: string; readonly amr?: readonly string[] };

/** The provider, and a browser's way through it. */
export type RealProvider = {
  readonly issuer: string;
  readonly provider: oidc.Provider;
  /** Follows an authorization request through the provider's own pages to the address that it leads back to. */
  readonly follow: (address: string, login: Login, cookies?: Map<string, string>) => Promise<string>;
};

/** A key pair of Homeward, as the file of a provider and as the provider knows it. */
export function clientKey(): { readonly pem: string; readonly publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }), publicKey };
}

/** Runs the provider on the server; `backTo` are the addresses that it may lead back to. */
export async function realProvider(
  server: SecureServer,
  publicKey: KeyObject,
  backTo: readonly string[],
  configuration: oidc.Configuration = {},
): Promise<RealProvider> {
  const signing = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(jwk);
  const provider = new oidc.Provider(server.origin, {
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'RS256',
        jwks: { keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] },
        redirect_uris: [...backTo],
        post_logout_redirect_uris: ['https://homeward.example.org/sign-in'],
        backchannel_logout_uri: backTo[0]?.replace(/back$/, 'ended') ?? '',
        backchannel_logout_session_required: true,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...signing, kid: 'provider-1', alg: 'RS256', use: 'sig' }] },
    acrValues: new Set(STRENGTH.acrValues),
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time', 'sid', 'email'] },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true },
    },
    cookies: { keys: ['a key of the test'] },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: 'the.same@example.org' }) }),
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ...configuration,
  });
  provider.on('server_error', (_, error) => {
    throw error;
  });
  const callback = provider.callback();
  server.answerWith((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
    if (request.method === 'GET')
      return void response
        .setHeader('content-type', 'text/html')
        .end(`<form method="post" action="${request.url}"><input name="login"></form>`);
    void bodyOf(request).then(async (typed) => {
      const login = JSON.parse(typed.get('login') ?? '{}') as Login;
      const { as: accountId, acr, amr } = login;
      const result = { login: { accountId, ...(acr ? { acr } : {}), ...(amr ? { amr: [...amr] } : {}) } };
      return provider.interactionFinished(request, response, result);
    });
  });
  return { issuer: server.origin, provider, follow: followerOf(server) };
}

/** Puts the provider on record for an agency, with the key in its place. */
export async function agreeOn(
  front: Front,
  server: SecureServer,
  credential: string,
  different: Partial<NewProvider> = {},
): Promise<number> {
  const provider: NewProvider = {
    agencyCode: 'oxfordshire',
    name: 'the council account',
    kind: 'council',
    issuer: server.origin,
    clientId: CLIENT_ID,
    clientAuthentication: 'private-key',
    tenants: [],
    ...STRENGTH,
    maxAgeSeconds: 3600,
    ...different,
  };
  const providerId = await front.database.transaction('request', requesterOf(provider.agencyCode), (tx) =>
    addProvider(tx, provider, null, front.now),
  );
  if (providerId === undefined) throw new Error('the agency has this provider already');
  const ending = provider.clientAuthentication === 'secret' ? 'secret' : 'pem';
  writeFileSync(path.join(server.settings.providerKeys, `provider-${providerId}.${ending}`), credential);
  return providerId;
}

function followerOf(server: SecureServer): RealProvider['follow'] {
  return async (address, login, cookies = new Map()) => {
    let next: { method: 'GET' | 'POST'; url: URL; body?: string } = { method: 'GET', url: new URL(address) };
    for (let steps = 0; steps < 10; steps += 1) {
      const answer = await ask(server, next, cookies);
      if (answer.location !== undefined) {
        const url = new URL(answer.location, next.url);
        if (url.origin !== server.origin) return url.href;
        next = { method: 'GET', url };
        continue;
      }
      const action = /action="([^"]+)"/.exec(answer.body)?.[1];
      if (action === undefined) throw new Error(`the provider answered ${answer.status}: ${answer.body.slice(0, 500)}`);
      const body = new URLSearchParams({ login: JSON.stringify(login) }).toString();
      next = { method: 'POST', url: new URL(action, next.url), body };
    }
    throw new Error('the provider led nowhere');
  };
}

async function ask(
  server: SecureServer,
  { method, url, body }: { readonly method: string; readonly url: URL; readonly body?: string },
  cookies: Map<string, string>,
): Promise<{ status: number; location: string | undefined; body: string }> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const request = https.request(url, { method, ca: server.certificate, headers: { cookie, ...form } }, (answer) => {
      for (const set of answer.headers['set-cookie'] ?? []) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
