/** A provider that answers as it is told to: right in everything but the one thing that a case is about. */
import { createHmac, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { bodyOf, type SecureServer } from './secure-server.ts';

/** What a provider answers to one request; `cut` ends the connection instead. */
export type ProviderAnswer =
  | { readonly status: number; readonly type: string; readonly body: string; readonly location?: string }
  | 'cut';

/** How the provider of one case behaves. */
export type Behaviour = {
  discovery: () => ProviderAnswer;
  jwks: () => ProviderAnswer;
  token: (form: URLSearchParams) => ProviderAnswer | Promise<ProviderAnswer>;
};

/** JSON, as a provider answers it. */
export function json(body: unknown, status = 200): ProviderAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

/** The keys of the provider, and those of somebody who is not it. */
export const KEYS = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  ed: generateKeyPairSync('ed25519'),
  attacker: generateKeyPairSync('rsa', { modulusLength: 2048 }),
} as const;

/** The public keys as the provider publishes them. */
export function publishedKeys(): { keys: Record<string, unknown>[] } {
  return {
    keys: (['rsa', 'ec', 'ed'] as const).map((kid) => ({
      ...KEYS[kid].publicKey.export({ format: 'jwk' }),
      kid,
      use: 'sig',
    })),
  };
}

/** Everything that a case may change of a token: what an honest one says, and how it is signed. */
export type Made = {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly now: number;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
};

/** A token out of its parts, as text where the case needs an odd one, signed in the way that is named. */
export function tokenOf(header: unknown, claims: unknown, how = 'RS256', key?: KeyObject | string | Buffer): string {
  const text = (part: unknown): string => (typeof part === 'string' ? part : JSON.stringify(part));
  const signed = `${Buffer.from(text(header)).toString('base64url')}.${Buffer.from(text(claims)).toString('base64url')}`;
  return `${signed}.${signatureOf(signed, how, key).toString('base64url')}`;
}

/** A signature by an algorithm, with the provider's own key for it unless another is given. */
export function signatureOf(signed: string, how: string, key?: KeyObject | string | Buffer): Buffer {
  const data = Buffer.from(signed);
  const bits = how.slice(2);
  if (how === 'none') return Buffer.alloc(0);
  if (how.startsWith('HS'))
    return createHmac(`sha${bits}`, key ?? 'secret')
      .update(data)
      .digest();
  const given = key instanceof KeyObject ? key : undefined;
  if (how.startsWith('RS')) return sign(`sha${bits}`, data, given ?? KEYS.rsa.privateKey);
  if (how.startsWith('PS'))
    return sign(`sha${bits}`, data, { key: given ?? KEYS.rsa.privateKey, padding: 6, saltLength: Number(bits) / 8 });
  if (how === 'EdDSA') return sign(null, data, given ?? KEYS.ed.privateKey);
  return sign(`sha${bits}`, data, { key: given ?? KEYS.ec.privateKey, dsaEncoding: 'ieee-p1363' });
}

/** What an honest provider says of itself. */
export function metadataOf(issuer: string): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorise`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    // It claims to sign in every way there is: what is accepted is for us to say.
    id_token_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA', 'RS512', 'HS256', 'none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

/** Runs providers on one server, each at its own issuer; `at` says how the one there behaves. */
export function evilProviders(server: SecureServer): { readonly at: (issuer: string, behaviour: Behaviour) => void } {
  const behaviours = new Map<string, Behaviour>();
  server.answerWith((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', server.origin);
      const issuer = [...behaviours.keys()].find((one) => url.href.startsWith(`${one}/`));
      const behaviour = issuer === undefined ? undefined : behaviours.get(issuer);
      const place = url.href.slice((issuer ?? '').length);
      const answer = await (behaviour === undefined
        ? json({}, 404)
        : place === '/.well-known/openid-configuration'
          ? behaviour.discovery()
          : place === '/keys'
            ? behaviour.jwks()
            : place === '/token'
              ? behaviour.token(await bodyOf(request))
              : json({}, 404));
      if (answer === 'cut') return response.destroy();
      const { status, type, body, location } = answer;
      response.writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) });
      return response.end(body);
    })();
  });
  return { at: (issuer, behaviour) => void behaviours.set(issuer, behaviour) };
}
