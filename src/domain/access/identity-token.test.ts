import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { instant, type Instant } from '../time/instant.ts';
import {
  CLOCK_TOLERANCE,
  judgeIdentityToken,
  TOKEN_AGE_LIMIT,
  TOKEN_LIFE_LIMIT,
  type AskedSignIn,
  type ProviderTerms,
} from './identity-token.ts';
import { judgeLogoutToken } from './logout-token.ts';
import { faultOfTerms } from './provider-terms.ts';
import { repeatsAName } from './repeated-names.ts';

const now = instant(Date.UTC(2026, 2, 29, 1, 30));
const seconds = now / 1000;
const ISSUER = 'https://id.example/tenant';
const TENANT = '11111111-2222-3333-4444-555555555555';

const terms: ProviderTerms = {
  kind: 'council',
  issuer: ISSUER,
  clientId: 'homeward',
  tenants: [],
  acrValues: ['two-steps', 'three-steps'],
  amrValues: ['mfa', 'pwd'],
  maxAgeSeconds: 3600,
};
const entra: ProviderTerms = { ...terms, kind: 'entra', tenants: [TENANT], acrValues: ['c1'], amrValues: [] };
const asked: AskedSignIn = { nonce: 'a-nonce', askedAt: now, afresh: false };
const header = { alg: 'RS256', kid: 'k', typ: 'JWT' };
const claims = {
  iss: ISSUER,
  aud: 'homeward',
  sub: 'noor',
  nonce: 'a-nonce',
  exp: seconds + 300,
  iat: seconds,
  auth_time: seconds - 600,
  acr: 'two-steps',
  amr: ['pwd', 'mfa', 'otp'],
};
const ofEntra = { ...claims, tid: TENANT, oid: 'object', acrs: ['c1', 'c3'] };

type Different = {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly terms?: ProviderTerms;
  readonly asked?: AskedSignIn;
};

function judged(different: Different = {}): string {
  const text = {
    header: JSON.stringify({ ...header, ...different.header }),
    claims: JSON.stringify({ ...(different.terms?.kind === 'entra' ? ofEntra : claims), ...different.claims }),
  };
  return judgeIdentityToken(different.terms ?? terms, different.asked ?? asked, text, now).because.code;
}

describe('what a provider says of a person', () => {
  it('is believed where everything is as agreed, and names the person by issuer and subject', () => {
    const text = {
      header: JSON.stringify(header),
      claims: JSON.stringify({ ...claims, sid: 's-1', email: 'x@y.example' }),
    };
    const decision = judgeIdentityToken(terms, asked, text, now);
    assert.ok(decision.accepted);
    assert.deepEqual(decision.identity, {
      issuer: ISSUER,
      subject: 'noor',
      tenant: null,
      objectId: null,
      providerSession: 's-1',
      methods: ['pwd', 'mfa', 'otp'],
      authenticatedAt: now - 600_000,
    });
    const ofTenant = { header: text.header, claims: JSON.stringify(ofEntra) };
    const other = judgeIdentityToken(entra, asked, ofTenant, now);
    assert.ok(other.accepted);
    assert.deepEqual([other.identity.tenant, other.identity.objectId], [TENANT, 'object']);
  });

  for (const [code, different] of [
    ['algorithm', { header: { alg: 'HS256' } }],
    ['algorithm', { header: { alg: 'none' } }],
    ['algorithm', { header: { alg: 'RS512' } }],
    ['header', { header: { jwk: {} } }],
    ['header', { header: { jku: 'https://evil.example' } }],
    ['header', { header: { x5u: 'https://evil.example' } }],
    ['header', { header: { crit: ['exp'] } }],
    ['key', { header: { kid: undefined } }],
    ['key', { header: { kid: '' } }],
    ['type', { header: { typ: 'at+jwt' } }],
    ['type', { header: { typ: 'logout+jwt' } }],
    ['issuer', { claims: { iss: `${ISSUER}/` } }],
    ['issuer', { claims: { iss: [ISSUER] } }],
    ['audience', { claims: { aud: 'other' } }],
    ['audience', { claims: { aud: ['homeward', 'other'] } }],
    ['audience', { claims: { aud: [['homeward']] } }],
    ['authorised-party', { claims: { azp: 'other' } }],
    ['times', { claims: { exp: undefined } }],
    ['times', { claims: { iat: String(seconds) } }],
    ['times', { claims: { nbf: null } }],
    ['not-yet', { claims: { nbf: seconds + 61 } }],
    ['nonce', { claims: { nonce: 'other' } }],
    ['nonce', { claims: { nonce: undefined } }],
    ['subject', { claims: { sub: '' } }],
    ['subject', { claims: { sub: 'a b' } }],
    ['subject', { claims: { sub: 'n\u043Eor' } }],
    ['subject', { claims: { sub: 'x'.repeat(256) } }],
    ['level', { claims: { acr: 'one-step' } }],
    ['level', { claims: { acr: ['two-steps'] } }],
    ['level', { claims: { acr: undefined, acrs: ['two-steps'] } }],
    ['methods', { claims: { amr: ['mfa'] } }],
    ['methods', { claims: { amr: 'mfa pwd' } }],
    ['methods', { claims: { amr: ['mfa', 'pwd', 1] } }],
    ['no-time', { claims: { auth_time: undefined } }],
    ['tenant', { terms: entra, claims: { tid: TENANT.replace('1', '2') } }],
    ['tenant', { terms: entra, claims: { tid: undefined } }],
    ['subject', { terms: entra, claims: { oid: undefined } }],
    ['level', { terms: entra, claims: { acrs: ['c2'] } }],
    ['level', { terms: entra, claims: { acrs: undefined, acr: 'c1' } }],
    ['accepted', { header: { typ: undefined } }],
    ['accepted', { header: { x5t: 'thumbprint' } }],
    ['accepted', { claims: { aud: ['homeward'], azp: 'homeward' } }],
    ['accepted', { claims: { acr: 'three-steps' } }],
    ['accepted', { terms: { ...terms, acrValues: [] }, claims: { acr: undefined } }],
    ['accepted', { claims: { nbf: seconds } }],
    ['accepted', { terms: entra }],
    ['accepted', { terms: entra, claims: { acrs: 'c1' } }],
  ] as const satisfies readonly (readonly [string, Different])[]) {
    it(`${code}: ${JSON.stringify({ ...different, terms: undefined })}`, () => assert.equal(judged(different), code));
  }

  it('holds to its times up to the limit, and not beyond', () => {
    const [tolerance, age, life] = [CLOCK_TOLERANCE / 1000, TOKEN_AGE_LIMIT / 1000, TOKEN_LIFE_LIMIT / 1000];
    for (const [code, said] of [
      ['expired', { exp: seconds - tolerance, iat: seconds - 200 }],
      ['accepted', { exp: seconds - tolerance + 1, iat: seconds - 200 }],
      ['not-yet', { iat: seconds + tolerance + 1 }],
      ['accepted', { iat: seconds + tolerance }],
      ['old', { iat: seconds - age - 1 }],
      ['accepted', { iat: seconds - age }],
      ['too-long', { exp: seconds + life + 1 }],
      ['accepted', { exp: seconds + life }],
      ['too-long-ago', { auth_time: seconds - 3600 - tolerance - 1 }],
      ['accepted', { auth_time: seconds - 3600 - tolerance }],
      ['not-yet', { auth_time: seconds + tolerance + 1 }],
      ['accepted', { auth_time: seconds + tolerance }],
    ] as const)
      assert.equal(judged({ claims: said }), code, JSON.stringify(said));
  });

  it('where the person was to be asked again, an earlier sign-in is none', () => {
    const afresh = { ...asked, afresh: true, askedAt: (now - 30_000) as Instant };
    assert.equal(judged({ asked: afresh, claims: { auth_time: seconds - 91 } }), 'not-afresh');
    assert.equal(judged({ asked: afresh, claims: { auth_time: seconds - 90 } }), 'accepted');
  });

  it('is read by nobody in two ways', () => {
    const twice = `{"iss":"x",${JSON.stringify(claims).slice(1)}`;
    const decision = judgeIdentityToken(terms, asked, { header: JSON.stringify(header), claims: twice }, now);
    assert.equal(decision.because.code, 'malformed');
    for (const bad of ['', '[]', 'null', '"{}"', '{'])
      assert.equal(
        judgeIdentityToken(terms, asked, { header: bad, claims: JSON.stringify(claims) }, now).because.code,
        'malformed',
      );
    assert.equal(repeatsAName('{"a":{"b":1},"c":[{"b":1},{"b":2}],"b":"a:{\\"a\\":1"}'), false);
    assert.equal(repeatsAName('{"a":1,"\\u0061":2}'), true);
    assert.equal(repeatsAName('{"x":[{"a":1 , "a" : 2}]}'.replace(' :', ':')), true);
    assert.equal(repeatsAName('{"a" :1,"a" :2}'), true);
  });
});

describe('what a provider says of somebody who signed out', () => {
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const said = { iss: ISSUER, aud: 'homeward', iat: seconds, exp: seconds + 120, jti: 'j', sub: 'noor', events };
  const judge = (different: object, head: object = { ...header, typ: 'logout+jwt' }): string => {
    const text = { header: JSON.stringify(head), claims: JSON.stringify({ ...said, ...different }) };
    const decision = judgeLogoutToken(terms, text, now);
    return decision.accepted ? 'accepted' : decision.because.code;
  };

  it('ends sessions where it is such a token, of this provider and for us, and new', () => {
    assert.equal(judge({}), 'accepted');
    assert.equal(judge({ sub: undefined, sid: 's' }), 'accepted');
    assert.equal(judge({ exp: undefined }), 'accepted');
    for (const [code, different] of [
      ['issuer', { iss: 'https://other.example' }],
      ['audience', { aud: ['homeward', 'other'] }],
      ['old', { iat: seconds - TOKEN_AGE_LIMIT / 1000 - 1 }],
      ['old', { iat: undefined }],
      ['expired', { exp: seconds - 60 }],
      ['expired', { exp: 'soon' }],
      ['nonce', { nonce: 'a-nonce' }],
      ['event', { events: {} }],
      ['event', { events: undefined }],
      ['event', { events: { 'http://schemas.openid.net/event/other': {} } }],
      ['subject', { sub: undefined }],
      ['subject', { sub: '' }],
    ] as const)
      assert.equal(judge(different), code, JSON.stringify(different));
    assert.equal(judge({}, { ...header, alg: 'none' }), 'algorithm');
    assert.equal(judge({}, { ...header, typ: 'at+jwt' }), 'type');
  });
});

describe('what an agency may agree with a provider', () => {
  const hosts = ['id.example', 'login.microsoftonline.com', 'id.example:8443'];
  const faulty = (different: Partial<ProviderTerms>): string =>
    faultOfTerms({ ...terms, ...different }, hosts)?.term ?? 'none';
  const tenantIssuer = `https://login.microsoftonline.com/${TENANT}/v2.0`;

  it('is an exact issuer on a host that is allowed, and a strength', () => {
    assert.equal(faulty({}), 'none');
    assert.equal(faulty({ issuer: 'https://id.example:8443/realms/police' }), 'none');
    assert.equal(faulty({ issuer: 'https://id.example' }), 'none');
    assert.equal(faulty({ ...entra, issuer: tenantIssuer }), 'none');
    for (const issuer of [
      'http://id.example',
      'https://id.example:444/x',
      'https://evil.example',
      'https://id.example.evil.example',
      'https://a@id.example/x',
      'https://id.example/x?y',
      'https://id.example/x#y',
      'https://id.example/{tenantid}',
      'https://id.example/../x',
      'https://id.example/.well-known/openid-configuration',
      'https://ID.example/x',
      'https://id.example:443/x',
      'id.example',
      '',
    ])
      assert.equal(faulty({ issuer }), 'issuer', issuer);
    for (const path of ['common', 'organizations', 'consumers', '{tenantid}', TENANT.replace('1', '2')])
      assert.equal(faulty({ ...entra, issuer: `https://login.microsoftonline.com/${path}/v2.0` }), 'issuer', path);
    assert.equal(faulty({ ...entra, issuer: tenantIssuer, tenants: [] }), 'tenants');
    assert.equal(faulty({ ...entra, issuer: tenantIssuer, tenants: ['contoso.example'] }), 'tenants');
    assert.equal(faulty({ ...entra, issuer: tenantIssuer, tenants: [TENANT, TENANT] }), 'tenants');
    assert.equal(faulty({ tenants: [TENANT] }), 'tenants');
    assert.equal(faulty({ clientId: 'a b' }), 'clientId');
    assert.equal(faulty({ acrValues: [], amrValues: [] }), 'strength');
    assert.equal(faulty({ acrValues: ['a b'] }), 'strength');
    assert.equal(faulty({ maxAgeSeconds: 59 }), 'maxAgeSeconds');
    assert.equal(faulty({ maxAgeSeconds: 60 }), 'none');
    assert.equal(faulty({ maxAgeSeconds: 43_200 }), 'none');
    assert.equal(faulty({ maxAgeSeconds: 43_201 }), 'maxAgeSeconds');
  });
});
