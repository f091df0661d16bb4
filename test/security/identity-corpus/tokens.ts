/** Tokens that must not be believed: each is an honest one but for what its name says. */
import { createHash } from 'node:crypto';
import { KEYS, publishedKeys, signatureOf, tokenOf, type Made } from '../../support/evil-provider.ts';

/** A token by name. */
export type BadToken = readonly [name: string, make: (made: Made) => string];

type Change = Readonly<Record<string, unknown>>;

const header = (change: Change | ((made: Made) => Change), how?: string, key?: Parameters<typeof tokenOf>[3]) => {
  return (made: Made): string => {
    const different = typeof change === 'function' ? change(made) : change;
    return tokenOf({ ...made.header, ...different }, made.claims, how, key);
  };
};
const claims = (change: Change | ((made: Made) => Change)) => {
  return (made: Made): string =>
    tokenOf(made.header, { ...made.claims, ...(typeof change === 'function' ? change(made) : change) });
};
const honest = (made: Made): string => tokenOf(made.header, made.claims);
const partsOf = (token: string): [string, string, string] => token.split('.') as [string, string, string];
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const publicPem = KEYS.rsa.publicKey.export({ type: 'spki', format: 'pem' });
const attackerJwk = KEYS.attacker.publicKey.export({ format: 'jwk' });

const algorithms: readonly BadToken[] = [
  ['alg none, without a signature', header({ alg: 'none' }, 'none')],
  ['alg None', header({ alg: 'None' }, 'none')],
  ['alg NONE', header({ alg: 'NONE' }, 'none')],
  ['alg nOnE', header({ alg: 'nOnE' }, 'none')],
  ['alg none, with a signature that would hold', header({ alg: 'none' })],
  ['HS256 with the public key as its secret', header({ alg: 'HS256' }, 'HS256', publicPem)],
  ['HS256 with the public key without its last line break', header({ alg: 'HS256' }, 'HS256', publicPem.trim())],
  [
    'HS256 with the public key in binary',
    header({ alg: 'HS256' }, 'HS256', KEYS.rsa.publicKey.export({ type: 'spki', format: 'der' })),
  ],
  [
    'HS256 with the published key as its secret',
    header({ alg: 'HS256' }, 'HS256', JSON.stringify(publishedKeys().keys[0])),
  ],
  ['HS256 with our own secret', (made) => tokenOf({ ...made.header, alg: 'HS256' }, made.claims, 'HS256', made.secret)],
  ['HS384 with the public key', header({ alg: 'HS384' }, 'HS384', publicPem)],
  ['HS512 with the public key', header({ alg: 'HS512' }, 'HS512', publicPem)],
  ['HS256 with an empty secret', header({ alg: 'HS256' }, 'HS256', '')],
  ['no alg', header({ alg: undefined })],
  ['alg a number', header({ alg: 256 })],
  ['alg a list', header({ alg: ['RS256'] })],
  ['alg empty', header({ alg: '' })],
  ['alg null', header({ alg: null })],
  ['alg in small letters', header({ alg: 'rs256' })],
  ['alg with a space', header({ alg: 'RS256 ' })],
  ['RS512, which the provider offers and we do not accept', header({ alg: 'RS512' }, 'RS512')],
  ['RS384', header({ alg: 'RS384' }, 'RS384')],
  ['PS512', header({ alg: 'PS512' }, 'PS512')],
  ['RS1', header({ alg: 'RS1' }, 'RS1')],
  ['PS256 said, RS256 signed', header({ alg: 'PS256' })],
  ['ES256 said, RS256 signed', header({ alg: 'ES256', kid: 'ec' })],
  ['EdDSA said, ES256 signed', header({ alg: 'EdDSA', kid: 'ed' }, 'ES256')],
  ['RS256 with the key of ES256', header({ kid: 'ec' })],
];

const keys: readonly BadToken[] = [
  ['kid of no key', header({ kid: 'nobody' })],
  ['kid missing', header({ kid: undefined })],
  ['kid empty', header({ kid: '' })],
  ['kid a number', header({ kid: 1 })],
  ['kid a path', header({ alg: 'HS256', kid: '../../../../dev/null' }, 'HS256', '')],
  ['kid a question to a database', header({ kid: "x' union select 'secret' --" })],
  ['jwk in the header', header({ jwk: attackerJwk }, 'RS256', KEYS.attacker.privateKey)],
  ['jwk in the header without kid', header({ jwk: attackerJwk, kid: undefined }, 'RS256', KEYS.attacker.privateKey)],
  ['jwk in the header, signed by the provider', header({ jwk: publishedKeys().keys[0] })],
  ['jku elsewhere', header({ jku: 'https://evil.example/keys' }, 'RS256', KEYS.attacker.privateKey)],
  ['jku of the provider', header((made) => ({ jku: `${made.issuer}/keys` }))],
  ['x5u elsewhere', header({ x5u: 'https://evil.example/certificate' }, 'RS256', KEYS.attacker.privateKey)],
  ['x5c in the header', header({ x5c: ['MIIB'] }, 'RS256', KEYS.attacker.privateKey)],
  ['crit with what nobody knows', header({ crit: ['pardon'], pardon: true })],
  ['crit with exp', header({ crit: ['exp'], exp: 1 })],
  ['crit empty', header({ crit: [] })],
  ['b64 false', header({ b64: false, crit: ['b64'] })],
  ['zip', header({ zip: 'DEF' })],
  ['a token in a token', header({ cty: 'JWT' })],
  ['encrypted, in five parts', (made) => `${encoded({ ...made.header, enc: 'A256GCM' })}.a.b.c.d`],
  ['typ at+jwt: an access token', header({ typ: 'at+jwt' })],
  ['typ logout+jwt', header({ typ: 'logout+jwt' })],
  ['typ dpop+jwt', header({ typ: 'dpop+jwt' })],
  ['typ a number', header({ typ: 1 })],
];

const signatures: readonly BadToken[] = [
  ['signed by somebody else under the same kid', header({}, 'RS256', KEYS.attacker.privateKey)],
  [
    'one bit of the signature turned',
    (made) => {
      const [head, body, signature] = partsOf(honest(made));
      const bytes = Buffer.from(signature, 'base64url');
      bytes[10] = (bytes[10] ?? 0) ^ 1;
      return `${head}.${body}.${bytes.toString('base64url')}`;
    },
  ],
  ['the signature cut short', (made) => honest(made).slice(0, -8)],
  ['the signature left out', (made) => `${partsOf(honest(made)).slice(0, 2).join('.')}.`],
  ['two parts', (made) => partsOf(honest(made)).slice(0, 2).join('.')],
  ['four parts', (made) => `${honest(made)}.more`],
  ['the signature made longer', (made) => `${honest(made)}AAAA`],
  [
    'the signature of another token',
    (made) => {
      const [head, body] = partsOf(honest(made));
      return `${head}.${body}.${partsOf(tokenOf(made.header, { ...made.claims, jti: 'other' }))[2]}`;
    },
  ],
  [
    'the subject changed after signing',
    (made) => {
      const [head, , signature] = partsOf(tokenOf(made.header, { ...made.claims, sub: 'somebody-else' }));
      return `${head}.${encoded(made.claims)}.${signature}`;
    },
  ],
  [
    'the header changed after signing',
    (made) => {
      const [, body, signature] = partsOf(honest(made));
      return `${encoded({ ...made.header, typ: 'jwt' })}.${body}.${signature}`;
    },
  ],
  [
    'ES256 with a signature of noughts',
    (made) => {
      const [head, body] = partsOf(tokenOf({ ...made.header, alg: 'ES256', kid: 'ec' }, made.claims, 'ES256'));
      return `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`;
    },
  ],
  [
    'ES256 with a signature in another encoding',
    (made) => {
      const [head, body] = partsOf(tokenOf({ ...made.header, alg: 'ES256', kid: 'ec' }, made.claims, 'ES256'));
      const signature = signatureOf(`${head}.${body}`, 'ES256');
      const encoding = Buffer.concat([
        Buffer.from([0x30, 0x44, 0x02, 0x20]),
        signature.subarray(0, 32),
        Buffer.from([0x02, 0x20]),
        signature.subarray(32),
      ]);
      return `${head}.${body}.${encoding.toString('base64url')}`;
    },
  ],
  [
    'the digest instead of a signature',
    (made) => {
      const [head, body] = partsOf(honest(made));
      return `${head}.${body}.${createHash('sha256').update(`${head}.${body}`).digest('base64url')}`;
    },
  ],
];

const shapes: readonly BadToken[] = [
  ['no token at all, but a word', () => 'token'],
  ['empty parts', () => '..'],
  ['a header that is a list', (made) => tokenOf([made.header], made.claims)],
  ['a header that is no JSON', (made) => tokenOf('{"alg":"RS256"', made.claims)],
  ['claims that are a list', (made) => tokenOf(made.header, [made.claims])],
  ['claims that are no JSON', (made) => tokenOf(made.header, '{')],
  ['claims that are null', (made) => tokenOf(made.header, null)],
  ['claims that are text', (made) => tokenOf(made.header, JSON.stringify(JSON.stringify(made.claims)))],
  ['alg twice', (made) => tokenOf(twice(made.header, '"alg":"none"'), made.claims)],
  ['sub twice', (made) => tokenOf(made.header, twice(made.claims, '"sub":"somebody-else"'))],
  [
    'sub twice, once in another writing',
    (made) => tokenOf(made.header, twice(made.claims, '"\\u0073ub":"somebody-else"')),
  ],
  ['iss twice', (made) => tokenOf(made.header, twice(made.claims, '"iss":"https://evil.example"'))],
  ['nonce twice', (made) => tokenOf(made.header, twice(made.claims, '"nonce":"other"'))],
  ['a name twice further in', (made) => tokenOf(made.header, twice(made.claims, '"x":{"a":1,"a":2}'))],
  ['a token of 20 kilobytes', claims({ filling: 'x'.repeat(20_000) })],
  ['a token in other letters', (made) => honest(made).replaceAll('-', '+').replaceAll('_', '/') + '='],
  [
    'bytes that are no text',
    (made) => {
      const body = Buffer.concat([
        Buffer.from(JSON.stringify(made.claims).slice(0, -1)),
        Buffer.from(',"x":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ]);
      const signed = `${encoded(made.header)}.${body.toString('base64url')}`;
      return `${signed}.${signatureOf(signed, 'RS256').toString('base64url')}`;
    },
  ],
];

/** An object as text, with one more name at its start. */
function twice(value: Change, first: string): string {
  return JSON.stringify(value).replace('{', `{${first},`);
}

const parties: readonly BadToken[] = [
  ['iss missing', claims({ iss: undefined })],
  ['iss of another provider', claims({ iss: 'https://evil.example' })],
  ['iss with a stroke at its end', claims((made) => ({ iss: `${made.issuer}/` }))],
  ['iss in capitals', claims((made) => ({ iss: made.issuer.toUpperCase() }))],
  ['iss without https', claims((made) => ({ iss: made.issuer.replace('https', 'http') }))],
  ['iss that begins with ours', claims((made) => ({ iss: `${made.issuer}.evil.example` }))],
  ['iss a list', claims((made) => ({ iss: [made.issuer] }))],
  ['iss a number', claims({ iss: 1 })],
  ['iss null', claims({ iss: null })],
  ['aud missing', claims({ aud: undefined })],
  ['aud of another client', claims({ aud: 'somebody-else' })],
  ['aud with another client beside us', claims((made) => ({ aud: [made.clientId, 'somebody-else'] }))],
  [
    'aud with another beside us, and us as azp',
    claims((made) => ({ aud: [made.clientId, 'other'], azp: made.clientId })),
  ],
  ['aud a list without us', claims({ aud: ['somebody-else'] })],
  ['aud an empty list', claims({ aud: [] })],
  ['aud a number', claims({ aud: 1 })],
  ['aud an object', claims((made) => ({ aud: { [made.clientId]: true } }))],
  ['aud null', claims({ aud: null })],
  ['aud with a space', claims((made) => ({ aud: `${made.clientId} ` }))],
  ['aud in a list in a list', claims((made) => ({ aud: [[made.clientId]] }))],
  ['azp of another client', claims({ azp: 'somebody-else' })],
  ['azp a number', claims({ azp: 1 })],
  ['azp null', claims({ azp: null })],
  ['nonce missing', claims({ nonce: undefined })],
  ['nonce of another sign-in', claims({ nonce: 'A'.repeat(43) })],
  ['nonce empty', claims({ nonce: '' })],
  ['nonce a list', claims((made) => ({ nonce: [made.nonce] }))],
  ['nonce cut short', claims((made) => ({ nonce: made.nonce.slice(0, -1) }))],
  ['nonce null', claims({ nonce: null })],
];

const times: readonly BadToken[] = [
  ['exp missing', claims({ exp: undefined })],
  ['exp past', claims(({ now }) => ({ exp: now - 120 }))],
  ['exp just past the difference of clocks', claims(({ now }) => ({ exp: now - 61 }))],
  ['exp text', claims(({ now }) => ({ exp: String(now + 300) }))],
  ['exp negative', claims({ exp: -1 })],
  ['exp null', claims({ exp: null })],
  ['exp in milliseconds', claims(({ now }) => ({ exp: now * 1000 }))],
  ['exp in two days', claims(({ now }) => ({ exp: now + 2 * 86_400 }))],
  ['iat missing', claims({ iat: undefined })],
  ['iat ten minutes ago', claims(({ now }) => ({ iat: now - 600 }))],
  ['iat in ten minutes', claims(({ now }) => ({ iat: now + 600, exp: now + 900 }))],
  ['iat text', claims(({ now }) => ({ iat: String(now) }))],
  ['iat nought', claims({ iat: 0 })],
  ['iat null', claims({ iat: null })],
  ['nbf in ten minutes', claims(({ now }) => ({ nbf: now + 600 }))],
  ['nbf text', claims(({ now }) => ({ nbf: String(now) }))],
  ['nbf null', claims({ nbf: null })],
];

const people: readonly BadToken[] = [
  ['sub missing', claims({ sub: undefined })],
  ['sub empty', claims({ sub: '' })],
  ['sub a number', claims({ sub: 1 })],
  ['sub a list', claims((made) => ({ sub: [made.claims['sub']] }))],
  ['sub of 256 characters', claims({ sub: 'x'.repeat(256) })],
  ['sub with a NUL at its end', claims((made) => ({ sub: `${String(made.claims['sub'])}\0` }))],
  ['sub with a space at its end', claims((made) => ({ sub: `${String(made.claims['sub'])} ` }))],
  ['sub in capitals', claims((made) => ({ sub: String(made.claims['sub']).toUpperCase() }))],
  ['sub that looks the same', claims((made) => ({ sub: String(made.claims['sub']).replace('o', 'о') }))],
  ['sub the email address', claims((made) => ({ sub: made.claims['email'] }))],
  ['another sub with the same email address', claims({ sub: 'somebody-else' })],
  [
    'another sub with the same name, address and user name',
    claims({ sub: 'nobody', upn: 'noor@example.org', preferred_username: 'noor' }),
  ],
];

const strength: readonly BadToken[] = [
  ['acr missing', claims({ acr: undefined })],
  ['acr of another level', claims({ acr: 'urn:one-step' })],
  ['acr empty', claims({ acr: '' })],
  ['acr a number', claims({ acr: 2 })],
  ['acr a list', claims({ acr: ['urn:two-steps'] })],
  ['acr in capitals', claims({ acr: 'URN:TWO-STEPS' })],
  ['acr two levels in one', claims({ acr: 'urn:two-steps urn:one-step' })],
  ['acr in another claim', claims({ acr: undefined, acrs: ['urn:two-steps'] })],
  ['amr missing', claims({ amr: undefined })],
  ['amr without the second step', claims({ amr: ['pwd'] })],
  ['amr empty', claims({ amr: [] })],
  ['amr text', claims({ amr: 'mfa' })],
  ['amr with what is no word', claims({ amr: ['mfa', { mfa: true }] })],
  ['amr in a list in a list', claims({ amr: [['mfa']] })],
  ['amr that contains the word', claims({ amr: ['nomfa'] })],
  ['amr of a hundred methods', claims({ amr: Array.from({ length: 100 }, () => 'mfa') })],
  ['auth_time missing', claims({ auth_time: undefined })],
  ['auth_time two hours ago', claims(({ now }) => ({ auth_time: now - 7200 }))],
  ['auth_time just past what was agreed', claims(({ now }) => ({ auth_time: now - 3600 - 61 }))],
  ['auth_time in ten minutes', claims(({ now }) => ({ auth_time: now + 600 }))],
  ['auth_time text', claims(({ now }) => ({ auth_time: String(now) }))],
  ['auth_time nought', claims({ auth_time: 0 })],
  ['auth_time negative', claims({ auth_time: -1 })],
  ['auth_time null', claims({ auth_time: null })],
];

/** Tokens of any provider. */
export const BAD_TOKENS: readonly BadToken[] = [
  ...algorithms,
  ...keys,
  ...signatures,
  ...shapes,
  ...parties,
  ...times,
  ...people,
  ...strength,
];

/** Tokens of Entra ID: tenants and authentication contexts. */
export const BAD_ENTRA_TOKENS: readonly BadToken[] = [
  ['tid missing', claims({ tid: undefined })],
  ['tid of another tenant', claims({ tid: '99999999-2222-3333-4444-555555555555' })],
  ['tid a list', claims((made) => ({ tid: [made.claims['tid']] }))],
  ['tid in capitals', claims((made) => ({ tid: String(made.claims['tid']).replace('a', 'A') }))],
  ['tid the template', claims({ tid: '{tenantid}' })],
  ['iss of another tenant', claims((made) => ({ iss: made.issuer.replace('aaaaaaaa', '99999999') }))],
  [
    'iss and tid of another tenant, the same email address',
    claims((made) => ({
      iss: made.issuer.replace('aaaaaaaa', '99999999'),
      tid: String(made.claims['tid']).replace('aaaaaaaa', '99999999'),
    })),
  ],
  ['iss the template', claims((made) => ({ iss: made.issuer.replace(/[0-9a-f]{8}-[-0-9a-f]+/, '{tenantid}') }))],
  ['oid missing', claims({ oid: undefined })],
  ['acrs missing', claims({ acrs: undefined })],
  ['acrs of another context', claims({ acrs: ['c2'] })],
  ['acrs empty', claims({ acrs: [] })],
  ['the context in acr, which Entra ID does not use', claims({ acrs: undefined, acr: 'c1' })],
];
