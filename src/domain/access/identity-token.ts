/**
 * What an agency's identity provider must say of a person before that person is signed in: everything that can be judged
 * from the words of the token. Its signature is checked by the library that fetched it.
 */
import type { Because } from '../chronology/record.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { repeatsAName } from './repeated-names.ts';

/**
 * The kinds of provider.
 * @source our judgement: Entra ID says its tenant and its strength of sign-in in claims of its own; the others follow OpenID Connect
 */
export const PROVIDER_KINDS = ['entra', 'police', 'council'] as const;

/** @source the list of kinds above */
export type ProviderKind = (typeof PROVIDER_KINDS)[number];

/** What an agency has agreed with its provider. @source OWASP ASVS 5.0, 6.8.4 and 10.5.1 to 10.5.3 */
export type ProviderTerms = {
  readonly kind: ProviderKind;
  /** The issuer, to the letter. */
  readonly issuer: string;
  readonly clientId: string;
  /** Of Entra ID: the tenants whose people may sign in. */
  readonly tenants: readonly string[];
  /** One of these must be the level of the sign-in, where any is named. */
  readonly acrValues: readonly string[];
  /** Each of these must be among the methods of the sign-in. */
  readonly amrValues: readonly string[];
  /** How long ago the person may have shown who they are, in seconds. */
  readonly maxAgeSeconds: number;
};

/** What we asked for. @source OpenID Connect Core 1.0, 3.1.2.1 */
export type AskedSignIn = {
  readonly nonce: string;
  readonly askedAt: Instant;
  /** Whether the person was to show again who they are, although signed in. */
  readonly afresh: boolean;
};

/** A token as it was read: the text of its two parts, decoded. @source RFC 7519, section 7.2 */
export type TokenText = { readonly header: string; readonly claims: string };

/** Whom a token names. Never an email address: those change hands. @source OWASP ASVS 5.0, 6.8.1 */
export type ProvenIdentity = {
  readonly issuer: string;
  readonly subject: string;
  /** Of Entra ID: the tenant, and the person's own number in it. */
  readonly tenant: string | null;
  readonly objectId: string | null;
  /** The provider's own session, by which it later says that it has ended. */
  readonly providerSession: string | null;
  readonly methods: readonly string[];
  readonly authenticatedAt: Instant;
};

/** The decision, and why. @source design: a decision is data, with its reason */
export type IdentityDecision =
  | { readonly accepted: true; readonly identity: ProvenIdentity; readonly because: Because }
  | { readonly accepted: false; readonly because: Because };

/**
 * Ways of signing that are accepted: only those with two keys, so that whoever can check cannot make.
 * @source OWASP ASVS 5.0, 9.1.2; RFC 8725, section 3.1
 */
export const SIGNATURE_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/**
 * How far two clocks may differ.
 * @unit milliseconds
 * @source our judgement: RFC 7519 says no more than a few minutes
 */
export const CLOCK_TOLERANCE = HOUR / 60;

/**
 * How long ago a token may have been made: it comes straight from the provider.
 * @unit milliseconds
 * @source our judgement
 */
export const TOKEN_AGE_LIMIT = HOUR / 12;

/**
 * How long a token may hold.
 * @unit milliseconds
 * @source our judgement: a day is the longest that providers give
 */
export const TOKEN_LIFE_LIMIT = 24 * HOUR;

/** Names that a token's header may have: none that brings a key with it or asks for more than we know. @source RFC 8725, sections 3.1 and 3.10 */
const HEADER_NAMES: readonly string[] = ['alg', 'kid', 'typ', 'x5t', 'x5t#S256'];

const CORE = 'OpenID Connect Core 1.0, 3.1.3.7';
const ASVS = 'OWASP ASVS 5.0, 6.8.4';

/**
 * Whether a token proves who signed in, on the terms of the agency and as an answer to what we asked.
 * @source OpenID Connect Core 1.0, 3.1.3.7; RFC 8725; OWASP ASVS 5.0, 6.8, 9.1, 9.2 and 10.5
 */
export function judgeIdentityToken(
  terms: ProviderTerms,
  asked: AskedSignIn,
  token: TokenText,
  now: Instant,
): IdentityDecision {
  const claims = readObject(token.claims);
  const because = claims === null ? MALFORMED : firstFault(terms, asked, token.header, claims, now);
  if (because !== null || claims === null) return { accepted: false, because: because ?? MALFORMED };
  return {
    accepted: true,
    identity: {
      issuer: terms.issuer,
      subject: claims['sub'] as string,
      tenant: terms.kind === 'entra' ? (claims['tid'] as string) : null,
      objectId: terms.kind === 'entra' ? (claims['oid'] as string) : null,
      providerSession: textOf(claims['sid']),
      methods: methodsOf(claims),
      authenticatedAt: ((claims['auth_time'] as number) * 1000) as Instant,
    },
    because: fault('accepted', 'The provider proved who signed in, on the agency’s terms.', CORE),
  };
}

function firstFault(
  terms: ProviderTerms,
  asked: AskedSignIn,
  header: string,
  claims: Claims,
  now: Instant,
): Because | null {
  return (
    faultOfHeader(header) ??
    faultOfParties(terms, claims) ??
    faultOfTimes(claims, now) ??
    (claims['nonce'] === asked.nonce
      ? null
      : fault('nonce', 'The answer does not belong to this request to sign in.', CORE)) ??
    faultOfPerson(terms, claims) ??
    faultOfStrength(terms, asked, claims, now)
  );
}

/**
 * What is wrong with the header of a token of a provider; null where nothing is.
 * @source RFC 8725, sections 3.1, 3.10 and 3.11
 */
export function faultOfHeader(text: string, types: readonly string[] = ['jwt']): Because | null {
  const header = readObject(text);
  if (header === null) return MALFORMED;
  const alg: unknown = header['alg'];
  if (!(SIGNATURE_ALGORITHMS as readonly unknown[]).includes(alg))
    return fault('algorithm', 'The token is not signed in a way that is accepted.', 'OWASP ASVS 5.0, 9.1.2');
  if (Object.keys(header).some((name) => !HEADER_NAMES.includes(name)))
    return fault('header', 'The token brings its own key, or asks for what is not known.', 'RFC 8725, section 3.10');
  if (textOf(header['kid']) === null)
    return fault('key', 'The token does not say which key signed it.', 'OWASP ASVS 5.0, 9.1.3');
  const type = header['typ'];
  if (type !== undefined && (typeof type !== 'string' || !types.includes(type.toLowerCase())))
    return fault('type', 'The token is of another kind.', 'OWASP ASVS 5.0, 9.2.2');
  return null;
}

/** Who made the token, and for whom: this issuer and this client to the letter, and nobody beside. */
function faultOfParties({ issuer, clientId }: ProviderTerms, claims: Claims): Because | null {
  if (claims['iss'] !== issuer) return fault('issuer', 'The token is another provider’s.', 'OWASP ASVS 5.0, 10.5.3');
  const audience = claims['aud'];
  const only: unknown = Array.isArray(audience) && audience.length === 1 ? audience[0] : audience;
  if (only !== clientId) return fault('audience', 'The token is meant for another service.', 'OWASP ASVS 5.0, 9.2.3');
  if (claims['azp'] !== undefined && claims['azp'] !== clientId)
    return fault('authorised-party', 'The token was given to another service.', CORE);
  return null;
}

function faultOfTimes(claims: Claims, now: Instant): Because | null {
  const [expires, issued, notBefore] = [timeOf(claims['exp']), timeOf(claims['iat']), timeOf(claims['nbf'])];
  if (expires === null || issued === null || (claims['nbf'] !== undefined && notBefore === null))
    return fault('times', 'The token does not say when it was made and until when it holds.', CORE);
  if (expires <= now - CLOCK_TOLERANCE) return fault('expired', 'The token no longer holds.', CORE);
  if (issued > now + CLOCK_TOLERANCE || (notBefore !== null && notBefore > now + CLOCK_TOLERANCE))
    return fault('not-yet', 'The token is from the future: the clocks differ.', CORE);
  if (issued < now - TOKEN_AGE_LIMIT) return fault('old', 'The token was made too long ago.', CORE);
  if (expires - issued > TOKEN_LIFE_LIMIT) return fault('too-long', 'The token would hold for too long.', CORE);
  return null;
}

function faultOfPerson({ kind, tenants }: ProviderTerms, claims: Claims): Because | null {
  const subject = claims['sub'];
  // Printable ASCII: a subject that only looks like another, or that a database cuts short, is nobody's.
  if (typeof subject !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(subject))
    return fault('subject', 'The token does not say who signed in.', 'OpenID Connect Core 1.0, 5.7');
  if (kind !== 'entra') return null;
  const tenant = textOf(claims['tid']);
  if (tenant === null || !tenants.includes(tenant))
    return fault('tenant', 'The person is of another organisation.', 'OWASP ASVS 5.0, 6.8.1');
  return textOf(claims['oid']) === null
    ? fault('subject', 'The token does not say who signed in.', 'OWASP ASVS 5.0, 6.8.1')
    : null;
}

/** How the person showed who they are, and when: what was agreed is checked, never taken on trust. */
function faultOfStrength(terms: ProviderTerms, asked: AskedSignIn, claims: Claims, now: Instant): Because | null {
  const levels = terms.kind === 'entra' ? listOf(claims['acrs']) : [claims['acr']].filter(isText);
  if (terms.acrValues.length > 0 && !levels.some((level) => terms.acrValues.includes(level)))
    return fault('level', 'The sign-in is not of a level that the agency has agreed.', ASVS);
  const methods = methodsOf(claims);
  if (!terms.amrValues.every((method) => methods.includes(method)))
    return fault('methods', 'The sign-in lacks a method that the agency has agreed.', ASVS);
  const at = timeOf(claims['auth_time']);
  if (at === null) return fault('no-time', 'The provider does not say when the person showed who they are.', ASVS);
  if (at > now + CLOCK_TOLERANCE) return fault('not-yet', 'The sign-in is from the future: the clocks differ.', ASVS);
  if (at < now - terms.maxAgeSeconds * 1000 - CLOCK_TOLERANCE)
    return fault('too-long-ago', 'The person showed who they are too long ago.', ASVS);
  if (asked.afresh && at < asked.askedAt - CLOCK_TOLERANCE)
    return fault('not-afresh', 'The person was not asked again who they are.', ASVS);
  return null;
}

type Claims = Readonly<Record<string, unknown>>;

const MALFORMED: Because = fault('malformed', 'The token cannot be read, or says a thing twice.', 'RFC 8725, 2.4');

function fault(code: string, sentence: string, source: string): Because {
  return { code, sentence, source };
}

/**
 * An object out of JSON text; null where it is none, or has a name twice.
 * @source RFC 7519, section 4: a name is there once
 */
export function readObject(text: string): Claims | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || repeatsAName(text)) return null;
    return value as Claims;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= 300 ? value : null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function listOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every(isText) ? value : [];
}

/** The methods, as short words; a list with anything else in it says nothing. */
function methodsOf(claims: Claims): readonly string[] {
  const methods = Array.isArray(claims['amr']) ? listOf(claims['amr']) : [];
  return methods.length <= 20 && methods.every((method) => /^[\w.:-]{1,60}$/.test(method)) ? methods : [];
}

/** Seconds since 1970, as an instant; null for anything else. */
function timeOf(value: unknown): Instant | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e11
    ? (Math.trunc(value * 1000) as Instant)
    : null;
}
