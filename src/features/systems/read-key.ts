/** A public key or a certificate, as an administrator pastes it. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { NewClientKey, PublicJwk } from '../../db/api-client-keys.ts';
import { ALGORITHMS, type Algorithm } from './jose.ts';
import { certificateThumbprint, readThumbprint } from './certificate.ts';

/** A key that can be used, or what to do instead. */
export type ReadKey = { readonly key: NewClientKey } | { readonly wrong: string };

const PRIVATE =
  'This is a private key, and now it is no longer secret: make a new pair, and paste the public key of that one';
const UNREADABLE =
  'Paste a public key as a JWK, which begins with {, or as PEM, which begins with -----BEGIN PUBLIC KEY-----';

/** The members of a JWK that are public, by its type. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  RSA: ['kty', 'n', 'e'],
  EC: ['kty', 'crv', 'x', 'y'],
  OKP: ['kty', 'crv', 'x'],
};

/** Reads a public key that may sign: RSA of 2048 bits or more, EC P-256 or P-384, or Ed25519. */
export async function readPublicKey(pasted: string): Promise<ReadKey> {
  const text = pasted.trim();
  if (/-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY-----/.test(text)) return { wrong: PRIVATE };
  const isJwk = text.startsWith('{');
  const given = isJwk ? readJson(text) : {};
  if (given === undefined) return { wrong: UNREADABLE };
  if (['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].some((member) => Object.hasOwn(given, member)))
    return { wrong: PRIVATE };
  if (given['use'] !== undefined && given['use'] !== 'sig')
    return { wrong: 'The key is for another use than signing: paste one whose use is sig' };
  const key = readKeyObject(isJwk ? given : text);
  if (key === undefined) return { wrong: UNREADABLE };
  const possible = algorithmsOf(key);
  const [usual] = possible;
  if (usual === undefined)
    return { wrong: 'Use an RSA key of 2048 to 8192 bits, an EC key of curve P-256 or P-384, or an Ed25519 key' };
  const named = given['alg'] === 'Ed25519' ? 'EdDSA' : given['alg'];
  const algorithm = named === undefined ? usual : possible.find((one) => one === named);
  if (algorithm === undefined) return { wrong: `alg of the key must be one of ${possible.join(', ')}, or be left out` };
  const exported = key.export({ format: 'jwk' }) as Record<string, string>;
  const members = MEMBERS[exported['kty'] ?? ''] ?? [];
  const publicKey: PublicJwk = Object.fromEntries(members.map((member) => [member, exported[member] ?? '']));
  return { key: { kind: 'key', algorithm, thumbprint: await calculateJwkThumbprint(publicKey), publicKey } };
}

/** Reads whichever an administrator pasted: a public key, or a client certificate as PEM or by its SHA-256. */
export async function readKeyOrCertificate(pasted: string): Promise<ReadKey> {
  const text = pasted.trim();
  const isCertificate = text.startsWith('-----BEGIN CERTIFICATE-----') || readThumbprint(text) !== null;
  return isCertificate || /^sha-?256 fingerprint=/i.test(text) ? readCertificate(text) : readPublicKey(text);
}

function readCertificate(text: string): ReadKey {
  if (/-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY-----/.test(text)) return { wrong: PRIVATE };
  const thumbprint = text.startsWith('-----BEGIN CERTIFICATE-----')
    ? certificateThumbprint(text)
    : readThumbprint(text.replace(/^sha256 fingerprint=/i, ''));
  return thumbprint === null
    ? { wrong: 'Paste a certificate as PEM, which begins with -----BEGIN CERTIFICATE-----, or its SHA-256 fingerprint' }
    : { key: { kind: 'certificate', thumbprint } };
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function readKeyObject(given: string | Readonly<Record<string, unknown>>): KeyObject | undefined {
  try {
    return typeof given === 'string'
      ? createPublicKey({ key: given, format: 'pem' })
      : createPublicKey({ key: given, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** What a key may sign with, its usual algorithm first; nothing where it is too weak or of another kind. */
function algorithmsOf(key: KeyObject): readonly Algorithm[] {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return modulusLength >= 2048 && modulusLength <= 8192 && publicExponent >= 65_537n
        ? ['PS256', ...ALGORITHMS.filter((one) => /^(?:RS|PS)/.test(one) && one !== 'PS256')]
        : [];
    case 'ec':
      return namedCurve === 'prime256v1' ? ['ES256'] : namedCurve === 'secp384r1' ? ['ES384'] : [];
    case 'ed25519':
      return ['EdDSA'];
    default:
      return [];
  }
}
