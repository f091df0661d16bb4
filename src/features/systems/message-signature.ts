/** Signatures of single messages: RFC 9421, with the digest of the content by RFC 9530. */
import { createPublicKey, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { createVerifier, httpbis } from 'http-message-signatures';
import type { ClientKey } from '../../db/api-client-keys.ts';
import { MAY_BE_SIGNED } from '../../domain/access/system-proof.ts';
import { pathOf } from '../../web/requests.ts';

/** Digests of a body as it came, by the names that Content-Digest has for them. */
export type BodyDigests = { readonly 'sha-256': Buffer; readonly 'sha-512': Buffer };

/** A signature whose bytes hold, and what it says; or what is wrong with it. */
export type MessageSignature =
  | {
      readonly kind: 'signed';
      readonly key: ClientKey;
      readonly covered: readonly string[];
      readonly created: unknown;
      readonly expires: unknown;
      readonly nonce: unknown;
    }
  | { readonly kind: 'unsigned' | 'altered' | 'forged' }
  | { readonly kind: 'unknown-key'; readonly thumbprint: string };

/** What a key signs messages with, by the names of RFC 9421; each key has one. */
const ALGORITHM_OF: Readonly<Record<string, string>> = {
  RS256: 'rsa-v1_5-sha256',
  PS256: 'rsa-pss-sha512',
  PS384: 'rsa-pss-sha512',
  PS512: 'rsa-pss-sha512',
  ES256: 'ecdsa-p256-sha256',
  ES384: 'ecdsa-p384-sha384',
  EdDSA: 'ed25519',
};

class Malformed extends Error {}

/** Checks the one signature of a message against the keys of its sender and the body that came. */
export async function verifySignature(
  request: FastifyRequest,
  origin: string,
  keys: readonly ClientKey[],
  body: BodyDigests,
): Promise<MessageSignature> {
  const { signature, 'signature-input': input } = request.headers;
  if (signature === undefined || input === undefined) return { kind: 'unsigned' };
  if (!isOneSignature(signature)) return { kind: 'forged' };
  if (!isOfBody(request.headers['content-digest'], body)) return { kind: 'altered' };
  const covered: string[] = [];
  const asked: Readonly<Record<string, unknown>>[] = [];
  let key: ClientKey | undefined;
  const holds = await httpbis
    .verifyMessage(
      {
        componentParser: (name, parameters) => {
          if (parameters.size > 0 || covered.includes(name) || !MAY_BE_SIGNED.includes(name)) throw new Malformed();
          covered.push(name);
          return [componentOf(name, request, origin)];
        },
        keyLookup: async (parameters) => {
          asked.push(parameters);
          key = keys.find((one) => one.kind === 'key' && one.thumbprint === parameters.keyid);
          const algorithm = ALGORITHM_OF[key?.algorithm ?? ''];
          if (!key || algorithm === undefined) return null;
          const publicKey = createPublicKey({ key: { ...key.publicKey }, format: 'jwk' });
          const verifier = createVerifier(publicKey, algorithm);
          return { id: key.thumbprint, algs: [algorithm], verify: verifier };
        },
        // Its times are judged by our own clock, with the rest of what it says.
        notAfter: Number.MAX_SAFE_INTEGER,
      },
      { method: request.method, url: origin + request.url, headers: { signature, 'signature-input': input } },
    )
    .catch(() => false);
  const [said] = asked;
  if (said === undefined || asked.length > 1) return { kind: 'forged' };
  if (key === undefined) return { kind: 'unknown-key', thumbprint: String(said['keyid']).slice(0, 100) };
  if (holds !== true) return { kind: 'forged' };
  const { created, expires, nonce } = said;
  const seconds = created instanceof Date ? created.getTime() / 1000 : created;
  return { kind: 'signed', key, covered, created: seconds, expires, nonce };
}

/** One label, and base64 as it would be written again: bits left over at its end would make other bytes the same signature. */
function isOneSignature(header: unknown): boolean {
  const [, bytes] = /^[a-z*][a-z0-9_.*-]{0,40}=:([A-Za-z0-9+/]+={0,2}):$/.exec(String(header)) ?? [];
  return bytes !== undefined && Buffer.from(bytes, 'base64').toString('base64') === bytes;
}

/** Whether a Content-Digest names the body by SHA-256 or SHA-512, and every digest in it is right. */
function isOfBody(header: unknown, body: BodyDigests): boolean {
  if (typeof header !== 'string') return false;
  return header.split(',').every((member) => {
    const [, name, bytes = ''] = /^(sha-256|sha-512)=:([A-Za-z0-9+/]+={0,2}):$/.exec(member.trim()) ?? [];
    if (name !== 'sha-256' && name !== 'sha-512') return false;
    const expected = body[name].toString('base64');
    return bytes.length === expected.length && timingSafeEqual(Buffer.from(bytes), Buffer.from(expected));
  });
}

function componentOf(name: string, request: FastifyRequest, origin: string): string {
  switch (name) {
    case '@method':
      return request.method;
    case '@target-uri':
      return origin + request.url;
    case '@authority':
      return new URL(origin).host;
    case '@path':
      return pathOf(request);
    default: {
      const value = request.headers[name];
      if (typeof value !== 'string') throw new Malformed();
      return value.trim();
    }
  }
}
