/** Signed tokens that systems send: their bytes are checked here, what they claim in the rules. */
import { compactVerify, decodeProtectedHeader, type CryptoKey, type JWK, type KeyObject, importJWK } from 'jose';
import type { Claims } from '../../domain/access/system-proof.ts';

/** What may sign: nothing symmetric, nothing unsigned, no hash or curve that is not of our time. */
export const ALGORITHMS = ['RS256', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA'] as const;

/** One of the algorithms above. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** Whether a text names an algorithm that may sign. */
export function isAlgorithm(value: unknown): value is Algorithm {
  return typeof value === 'string' && (ALGORITHMS as readonly string[]).includes(value);
}

/** The protected header of a token whose every byte is as it would be written again; undefined where it is none. */
export function headerOf(token: string): Readonly<Record<string, unknown>> | undefined {
  if (token.length > 8192 || !isCanonical(token)) return undefined;
  try {
    const { alg, ...rest } = decodeProtectedHeader(token) as Readonly<Record<string, unknown>>;
    // RFC 9864 gave EdDSA on this curve a name of its own.
    const header = { ...rest, alg: alg === 'Ed25519' ? 'EdDSA' : alg };
    // Extensions that we do not know may change what the signature means.
    return rest['crit'] === undefined && isAlgorithm(header.alg) ? header : undefined;
  } catch {
    return undefined;
  }
}

/** What a token claims before its signature is checked: good for finding the key that must have signed it, and nothing else. */
export function unprovedClaimsOf(token: string): Claims | undefined {
  return claimsIn(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
}

/** What a token claims, its signature checked by this key and this one algorithm; undefined where it does not hold. */
export async function verifiedClaims(token: string, jwk: JWK, algorithm: Algorithm): Promise<Claims | undefined> {
  try {
    const key: CryptoKey | KeyObject | Uint8Array = await importJWK({ ...jwk, alg: algorithm }, algorithm);
    const { payload } = await compactVerify(token, key, {
      algorithms: algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm],
    });
    return claimsIn(Buffer.from(payload));
  } catch {
    return undefined;
  }
}

function claimsIn(bytes: Buffer): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

/** Base64url leaves bits over at its end: a token that differs only there would be the same token in other bytes. */
function isCanonical(token: string): boolean {
  const parts = token.split('.');
  return (
    parts.length === 3 &&
    parts.every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}
