/** How a system of an agency proves who it is, and that a message is its own, new and unaltered. */
import type { Because } from '../chronology/record.ts';
import { HOUR, instant, type Instant } from '../time/instant.ts';

const MINUTE = HOUR / 60;

/**
 * An access token lives ten minutes: then the system proves again who it is.
 * @unit milliseconds
 * @source OWASP ASVS 5.0, 10.4.16 (sender-constrained, short-lived); our judgement on the minutes
 */
export const ACCESS_TOKEN_LIFE = 10 * MINUTE;

/**
 * The longest that an assertion may hold from now, and how far its clock and that of a signed message may be from ours.
 * @unit milliseconds, either way; the limit itself is still allowed
 * @source RFC 7523, 3 (an expiry not unreasonably far in the future); RFC 9449, 11.1; our judgement: five minutes
 */
export const PROOF_WINDOW = 5 * MINUTE;

/**
 * The longest for which a token alone may be enough.
 * @unit milliseconds; the limit itself is still allowed
 * @source OWASP ASVS 5.0, 10.3.5 (sender-constrained tokens); our judgement: ninety days to give a system its key
 */
export const TOKEN_ALONE_AT_MOST = 90 * 24 * HOUR;

/**
 * What a message of the police must have signed: what is asked, of whom, and everything that is told.
 * @source RFC 9421, 2 and 7.2.1 (insufficient coverage); RFC 9530 (the digest of the content)
 */
export const SIGNED_COMPONENTS = [
  '@method',
  '@target-uri',
  'content-digest',
  'content-type',
  'idempotency-key',
] as const;

/**
 * What else may be signed with it; anything beyond is refused, since we would not check it.
 * @source RFC 9421, 7.2.1
 */
export const MAY_BE_SIGNED: readonly string[] = [
  ...SIGNED_COMPONENTS,
  '@authority',
  '@path',
  'authorization',
  'content-length',
  'date',
  'dpop',
];

/**
 * The verdict on a proof. One that is accepted counts once: it is remembered until `until`, from when its time refuses it.
 * @source design: a decision is data, with its reason
 */
export type ProofVerdict =
  | { readonly accepted: true; readonly identifier: string; readonly until: Instant }
  | { readonly accepted: false; readonly because: Because };

/** Claims as they were signed, of whatever kind they are. @source RFC 7519 */
export type Claims = Readonly<Record<string, unknown>>;

const refused = (code: string, sentence: string, source: string): ProofVerdict => ({
  accepted: false,
  because: { code, sentence, source },
});

/** 8 to 200 printable signs: enough to be unique, and few enough to keep. @source our judgement */
const isIdentifier = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]{8,200}$/.test(value);

/** Whole seconds since 1970, as an instant; undefined where it is none. */
function atOf(seconds: unknown): Instant | undefined {
  return typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds > 0 && seconds < 1e11
    ? instant(seconds * 1000)
    : undefined;
}

/**
 * Whether what a system asserts of itself, its signature checked, makes it known.
 * @param expected the system whose key signed it, and the addresses by which we are named as its reader
 * @source RFC 7523, 3: issuer and subject are the client, the audience is us, it expires, and counts once
 */
export function judgeAssertion(
  claims: Claims,
  expected: { readonly clientName: string; readonly audiences: readonly string[] },
  now: Instant,
): ProofVerdict {
  const source = 'RFC 7523, 3';
  if (claims['iss'] !== expected.clientName || claims['sub'] !== expected.clientName)
    return refused('wrong-sender', 'iss and sub must both be the identifier of the system.', source);
  // One audience alone: an assertion that another server may read too could be handed on by it.
  const { aud } = claims;
  const audience: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (typeof audience !== 'string' || !expected.audiences.includes(audience))
    return refused('wrong-audience', 'aud must be the address of this token endpoint, and nothing else.', source);
  const [expires, issued] = [atOf(claims['exp']), atOf(claims['iat'])];
  if (expires === undefined) return refused('no-time', 'exp must say in whole seconds when it expires.', source);
  if (expires <= now) return refused('too-old', 'The assertion has expired.', source);
  if (expires > now + PROOF_WINDOW)
    return refused('too-long', 'The assertion must expire within five minutes.', source);
  if (claims['iat'] !== undefined && (issued === undefined || issued > now + PROOF_WINDOW))
    return refused('too-new', 'iat is in the future: check the clock of the system.', source);
  // Clocks differ: libraries write the present second here.
  if (claims['nbf'] !== undefined && (atOf(claims['nbf']) ?? Infinity) > now + PROOF_WINDOW)
    return refused('too-new', 'nbf is in the future: check the clock of the system.', source);
  if (!isIdentifier(claims['jti']))
    return refused('no-identifier', 'jti must be 8 to 200 printable signs, never the same twice.', source);
  return { accepted: true, identifier: claims['jti'], until: expires };
}

/**
 * Whether a proof of possession, its signature checked, is of this request.
 * @param asked the method and the address without its query, and the base64url SHA-256 of the token that came with it; null where none did
 * @source RFC 9449, 4.3
 */
export function judgePossession(
  claims: Claims,
  asked: { readonly method: string; readonly address: string; readonly tokenDigest: string | null },
  now: Instant,
): ProofVerdict {
  const source = 'RFC 9449, 4.3';
  if (claims['htm'] !== asked.method) return refused('other-method', 'htm is another method than was used.', source);
  if (claims['htu'] !== asked.address)
    return refused('other-address', 'htu is another address than was called, or has a query.', source);
  const issued = atOf(claims['iat']);
  if (issued === undefined) return refused('no-time', 'iat must say in whole seconds when the proof was made.', source);
  const wrongTime = judgeTime(issued, now, source);
  if (wrongTime) return wrongTime;
  if (asked.tokenDigest !== null && claims['ath'] !== asked.tokenDigest)
    return refused('other-token', 'ath is not the digest of the token that was sent.', source);
  if (!isIdentifier(claims['jti']))
    return refused('no-identifier', 'jti must be 8 to 200 printable signs, never the same twice.', source);
  return { accepted: true, identifier: claims['jti'], until: forgetAfter(issued) };
}

/**
 * Whether what a message's signature covers and says of itself is enough, its bytes checked.
 * @source RFC 9421, 3.2 and 7.2: coverage, time and a number used once
 */
export function judgeSignature(
  signature: {
    readonly covered: readonly string[];
    /** Seconds since 1970. */
    readonly created: unknown;
    readonly expires: unknown;
    readonly nonce: unknown;
  },
  now: Instant,
): ProofVerdict {
  const source = 'RFC 9421, 7.2';
  const missing = SIGNED_COMPONENTS.filter((component) => !signature.covered.includes(component));
  if (missing.length > 0) return refused('not-covered', `The signature must also cover ${missing.join(', ')}.`, source);
  const created = atOf(signature.created);
  if (created === undefined)
    return refused('no-time', 'created must say in whole seconds when the message was signed.', source);
  const wrongTime = judgeTime(created, now, source);
  if (wrongTime) return wrongTime;
  if (signature.expires !== undefined && (atOf(signature.expires) ?? -Infinity) < now)
    return refused('too-old', 'The signature has expired.', source);
  if (!isIdentifier(signature.nonce))
    return refused('no-identifier', 'nonce must be 8 to 200 printable signs, never the same twice.', source);
  return { accepted: true, identifier: signature.nonce, until: forgetAfter(created) };
}

function judgeTime(made: Instant, now: Instant, source: string): ProofVerdict | undefined {
  if (made < now - PROOF_WINDOW) return refused('too-old', 'It was made more than five minutes ago.', source);
  if (made > now + PROOF_WINDOW)
    return refused('too-new', 'It is from more than five minutes ahead: check the clock of the system.', source);
  return undefined;
}

/** The first instant at which its time alone refuses it, and a millisecond more. */
function forgetAfter(made: Instant): Instant {
  return instant(made + PROOF_WINDOW + 1);
}

/**
 * Until when a token alone is enough, where an administrator asks for it to end at an instant.
 * @source the limit above
 */
export function mayBeTokenAlone(until: Instant, now: Instant): boolean {
  return until > now && until <= now + TOKEN_ALONE_AT_MOST;
}

/**
 * Whether a system that writes must sign each message, and may write at all as it proved itself: the police's messages
 * start searches and clocks, so each is signed, and a token alone writes nothing.
 * @source OWASP ASVS 5.0, 4.1.5 (signatures of single messages); our judgement on whose
 */
export function mustSign(agencyKind: string): boolean {
  return agencyKind === 'police';
}
