/** Proofs of possession: that whoever sends a token holds the key that it is bound to. RFC 9449. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { calculateJwkThumbprint } from 'jose';
import type { Proof } from '../../db/proofs-used.ts';
import { judgePossession } from '../../domain/access/system-proof.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { pathOf } from '../../web/requests.ts';
import { headerOf, isAlgorithm, verifiedClaims } from './jose.ts';
import { readPublicKey } from './read-key.ts';

/** The key that signed the proof, and the proof to be used up; or why it proves nothing. */
export type Possession =
  | { readonly thumbprint: string; readonly proof: Proof }
  | { readonly because: { readonly code: string; readonly sentence: string } };

const NO_PROOF = {
  because: { code: 'no-proof', sentence: 'Send a DPoP header with a proof, signed anew for each request (RFC 9449).' },
};
const FORGED = {
  because: {
    code: 'forged-proof',
    sentence: 'The DPoP proof is not signed by the key that it names, or is malformed.',
  },
};

/** The base64url SHA-256 of a token, as a proof names it. */
export function digestOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Checks the proof that came with a request. `token` is the access token that came too; null where one is asked for. */
export async function provePossession(
  request: FastifyRequest,
  origin: string,
  token: string | null,
  now: Instant,
): Promise<Possession> {
  const sent = request.headers['dpop'];
  if (typeof sent !== 'string') return NO_PROOF;
  const header = headerOf(sent);
  const { typ, alg, jwk } = header ?? {};
  if (typ !== 'dpop+jwt' || !isAlgorithm(alg) || typeof jwk !== 'object' || jwk === null) return FORGED;
  const { kid: _kid, ...bare } = jwk as Readonly<Record<string, unknown>>;
  const read = await readPublicKey(JSON.stringify({ ...bare, alg }));
  if ('wrong' in read || read.key.kind !== 'key') return FORGED;
  const { publicKey } = read.key;
  const claims = await verifiedClaims(sent, publicKey, alg);
  if (claims === undefined) return FORGED;
  const asked = {
    method: request.method,
    address: origin + pathOf(request),
    tokenDigest: token === null ? null : digestOfToken(token),
  };
  const verdict = judgePossession(claims, asked, now);
  if (!verdict.accepted) return { because: verdict.because };
  const thumbprint = await calculateJwkThumbprint(publicKey);
  return {
    thumbprint,
    proof: { kind: 'possession', sender: thumbprint, identifier: verdict.identifier, until: verdict.until },
  };
}
