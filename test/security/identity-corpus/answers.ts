/** Ways back from a provider that must lead to nobody's session: what the browser brings, and what the provider answers. */
import { json, KEYS, metadataOf, publishedKeys, type ProviderAnswer } from '../../support/evil-provider.ts';

/** What a case may change of the way back. */
export type Way = {
  readonly issuer: string;
  /** What an honest browser brings. */
  readonly brings: URLSearchParams;
  /** The issuer of another provider of the same agency. */
  readonly otherIssuer: string;
};

const changed = (different: Readonly<Record<string, string | null>>) => {
  return ({ brings }: Way): URLSearchParams => {
    const after = new URLSearchParams(brings);
    for (const [name, value] of Object.entries(different)) {
      if (value === null) after.delete(name);
      else after.set(name, value);
    }
    return after;
  };
};
const added = (name: string, value: (way: Way) => string) => (way: Way) => {
  const after = new URLSearchParams(way.brings);
  after.append(name, value(way));
  return after;
};

/** What the browser brings back, by name. */
export const BAD_WAYS: readonly (readonly [name: string, brings: (way: Way) => URLSearchParams])[] = [
  ['state missing', changed({ state: null })],
  ['state empty', changed({ state: '' })],
  ['state of another sign-in', changed({ state: 'B'.repeat(43) })],
  ['state twice, the second right', ({ brings }) => new URLSearchParams(`state=x&${brings.toString()}`)],
  ['state twice, the first right', added('state', () => 'x')],
  ['state with a space', (way) => changed({ state: `${way.brings.get('state')} ` })(way)],
  ['code missing', changed({ code: null })],
  ['code empty', changed({ code: '' })],
  ['code twice', added('code', () => 'another')],
  ['iss of another provider: a mix-up', (way) => changed({ iss: way.otherIssuer })(way)],
  ['iss missing, where the provider says that it sends it', changed({ iss: null })],
  ['iss twice', added('iss', ({ otherIssuer }) => otherIssuer)],
  ['iss with a stroke at its end', (way) => changed({ iss: `${way.issuer}/` })(way)],
  ['an error', changed({ code: null, error: 'access_denied' })],
  ['an error beside a code', changed({ error: 'access_denied' })],
  ['an error that is markup', changed({ code: null, error: '<script>alert(1)</script>' })],
  ['an identity token beside the code', changed({ id_token: 'a.b.c' })],
  ['an access token beside the code', changed({ token: 'abc' })],
  ['a signed response that nobody asked for', changed({ response: 'a.b.c' })],
  ['nothing', () => new URLSearchParams()],
];

const big = 'x'.repeat(300 * 1024);
const text = (body: string, type: string, status = 200): ProviderAnswer => ({ status, type, body });

/** What the token endpoint answers, by name; `token` is one that would hold. */
export const BAD_TOKEN_ANSWERS: readonly (readonly [
  name: string,
  answer: (token: string, issuer: string) => ProviderAnswer,
])[] = [
  ['HTML', (token) => text(`<p>${token}</p>`, 'text/html')],
  ['JSON called HTML', (token) => text(JSON.stringify(right(token)), 'text/html')],
  ['no JSON', () => text('{"id_token":', 'application/json')],
  ['a list', (token) => json([right(token)])],
  ['text', (token) => json(token)],
  ['nothing', () => text('', 'application/json')],
  ['204', () => text('', 'application/json', 204)],
  ['201', (token) => json(right(token), 201)],
  ['400 with a token', (token) => json({ error: 'invalid_grant', ...right(token) }, 400)],
  ['401', (token) => json(right(token), 401)],
  ['500 with a token', (token) => json(right(token), 500)],
  [
    'a redirect that keeps the form',
    (token, issuer) => ({ ...redirect(issuer, 307), body: JSON.stringify(right(token)) }),
  ],
  ['a redirect', (_, issuer) => redirect(issuer, 302)],
  ['a redirect for ever', (_, issuer) => redirect(issuer, 308)],
  ['an answer of 300 kilobytes', (token) => json({ ...right(token), filling: big })],
  ['no identity token', (token) => json({ ...right(token), id_token: undefined })],
  ['an identity token that is a number', (token) => json({ ...right(token), id_token: 1 })],
  ['an identity token that is a list', (token) => json({ ...right(token), id_token: [token] })],
  ['an identity token with a space', (token) => json({ ...right(token), id_token: ` ${token}` })],
  ['an identity token with a line break', (token) => json({ ...right(token), id_token: `${token}\n` })],
  ['no access token', (token) => json({ ...right(token), access_token: undefined })],
  ['no kind of token', (token) => json({ ...right(token), token_type: undefined })],
  ['a kind of token that we do not know', (token) => json({ ...right(token), token_type: 'mac' })],
  ['a connection that ends', () => 'cut'],
];

/** What a provider answers where everything is right. */
export function right(token: string): Record<string, unknown> {
  return { access_token: 'an access token', token_type: 'Bearer', expires_in: 300, id_token: token };
}

function redirect(issuer: string, status: number): Exclude<ProviderAnswer, 'cut'> {
  return { status, type: 'application/json', body: '{}', location: `${issuer}/token` };
}

const metadata = (different: (issuer: string) => Readonly<Record<string, unknown>>) => {
  return (issuer: string): ProviderAnswer => json({ ...metadataOf(issuer), ...different(issuer) });
};
const otherHost = (issuer: string): string => issuer.replace('localhost', '127.0.0.1');

/** What a provider says of itself, by name. */
export const BAD_METADATA: readonly (readonly [name: string, answer: (issuer: string) => ProviderAnswer])[] = [
  ['another issuer', metadata(() => ({ issuer: 'https://evil.example' }))],
  ['an issuer with a stroke at its end', metadata((issuer) => ({ issuer: `${issuer}/` }))],
  ['an issuer in capitals', metadata((issuer) => ({ issuer: issuer.replace('localhost', 'LOCALHOST') }))],
  ['an issuer that is a template', metadata((issuer) => ({ issuer: issuer.replace(/[^/]+$/, '{tenantid}') }))],
  ['no issuer', metadata(() => ({ issuer: undefined }))],
  ['keys on another host', metadata((issuer) => ({ jwks_uri: `${otherHost(issuer)}/keys` }))],
  ['keys on another port', metadata((issuer) => ({ jwks_uri: `${issuer.replace(/:\d+/, ':1')}/keys` }))],
  ['keys without https', metadata((issuer) => ({ jwks_uri: `${issuer.replace('https', 'http')}/keys` }))],
  ['keys in a file', metadata(() => ({ jwks_uri: 'file:///etc/passwd' }))],
  ['no keys', metadata(() => ({ jwks_uri: undefined }))],
  ['a token endpoint on another host', metadata((issuer) => ({ token_endpoint: `${otherHost(issuer)}/token` }))],
  ['a token endpoint inside', metadata(() => ({ token_endpoint: 'http://169.254.169.254/latest/meta-data' }))],
  [
    'a token endpoint with a name and a password',
    metadata((issuer) => ({ token_endpoint: issuer.replace('https://', 'https://a:b@') })),
  ],
  [
    'a sign-in page on another host',
    metadata((issuer) => ({ authorization_endpoint: `${otherHost(issuer)}/authorise` })),
  ],
  ['a sign-in page that is a script', metadata(() => ({ authorization_endpoint: 'javascript:alert(1)' }))],
  ['a sign-in page that is a number', metadata(() => ({ authorization_endpoint: 1 }))],
  ['a sign-out page on another host', metadata((issuer) => ({ end_session_endpoint: `${otherHost(issuer)}/end` }))],
  ['signatures by a shared secret alone', metadata(() => ({ id_token_signing_alg_values_supported: ['HS256'] }))],
  ['no signatures', metadata(() => ({ id_token_signing_alg_values_supported: ['none'] }))],
  ['nothing of its signatures', metadata(() => ({ id_token_signing_alg_values_supported: undefined }))],
  ['PKCE in the open alone', metadata(() => ({ code_challenge_methods_supported: ['plain'] }))],
  ['a redirect', (issuer) => redirect(issuer, 302)],
  ['404', (issuer) => json(metadataOf(issuer), 404)],
  ['HTML', (issuer) => text(JSON.stringify(metadataOf(issuer)), 'text/html')],
  ['no JSON', () => text('{', 'application/json')],
  ['300 kilobytes', metadata(() => ({ filling: big }))],
  ['a connection that ends', () => 'cut'],
];

const rsa = (): Record<string, unknown> => ({ ...KEYS.rsa.publicKey.export({ format: 'jwk' }) });

/** What a provider publishes as its keys, by name. */
export const BAD_KEYS: readonly (readonly [name: string, answer: (issuer: string) => ProviderAnswer])[] = [
  ['none', () => json({ keys: [] })],
  ['no list', () => json({ keys: publishedKeys().keys[0] })],
  ['no JSON', () => text('{', 'application/json')],
  ['HTML', () => text(JSON.stringify(publishedKeys()), 'text/html')],
  ['a redirect', (issuer) => ({ ...redirect(issuer, 302), location: `${issuer}/keys` })],
  ['404', () => json(publishedKeys(), 404)],
  [
    'two of the same name',
    () =>
      json({
        keys: [
          { ...rsa(), kid: 'rsa' },
          { ...rsa(), kid: 'rsa' },
        ],
      }),
  ],
  ['a key for encryption', () => json({ keys: [{ ...rsa(), kid: 'rsa', use: 'enc' }] })],
  ['a key for another algorithm', () => json({ keys: [{ ...rsa(), kid: 'rsa', alg: 'PS256' }] })],
  ['somebody else’s key', () => json({ keys: [{ ...KEYS.attacker.publicKey.export({ format: 'jwk' }), kid: 'rsa' }] })],
  ['a secret as a key', () => json({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'rsa', alg: 'HS256' }] })],
  ['300 kilobytes', () => json({ ...publishedKeys(), filling: big })],
  ['a connection that ends', () => 'cut'],
];
