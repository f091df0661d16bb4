/** Where a system proves who it is and is given an access token: RFC 6749 section 4.4, RFC 7523, RFC 8705, RFC 9449. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { listKeysInUse, type ClientKey } from '../../db/api-client-keys.ts';
import { findApiClientById, keepBoundToken, type KnownClient } from '../../db/api-clients.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { useProof, type Proof } from '../../db/proofs-used.ts';
import type { Requester } from '../../db/requester.ts';
import { ACCESS_TOKEN_LIFE, judgeAssertion } from '../../domain/access/system-proof.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { hashOf, newToken } from '../../web/tokens.ts';
import { readFields } from '../../web/validation.ts';
import { clientNameOf, originOf, readClientName, TOKEN_PATH } from './address.ts';
import { certificateOf } from './certificate.ts';
import { nobody } from './identify.ts';
import { headerOf, isAlgorithm, unprovedClaimsOf, verifiedClaims } from './jose.ts';
import { provePossession } from './possession.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A refusal in the words of OAuth. */
class TokenRefused extends Error {
  readonly error: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_dpop_proof';
  /** Code of what was wrong, for quarantine and log; null where nobody claimed to be anybody. */
  readonly code: string | null;
  readonly sentence: string;

  constructor(error: TokenRefused['error'], sentence: string, code: string | null = null) {
    super(error);
    this.error = error;
    this.code = code;
    this.sentence = sentence;
  }
}

/** A system that proved who it is: by which key, what its token is bound to, and the proofs that are used up by it. */
type Proved = {
  readonly client: KnownClient;
  readonly key: ClientKey;
  readonly boundTo: string;
  readonly proofs: readonly Proof[];
};

/** Registers the token endpoint. */
export function registerToken(app: FastifyInstance, services: Services): void {
  app.post(TOKEN_PATH, { config: { access: 'program', purpose: 'signing in' } }, async (request, reply) => {
    void reply.type('application/json; charset=utf-8');
    try {
      const now = services.clock();
      const proved = await prove(request, services, now);
      const token = await giveToken(request, services, proved, now);
      const type = proved.key.kind === 'key' ? 'DPoP' : 'Bearer';
      return JSON.stringify({ access_token: token, token_type: type, expires_in: ACCESS_TOKEN_LIFE / 1000 });
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      request.unproved = error.code;
      void reply.code(error.error === 'invalid_client' ? 401 : 400);
      return JSON.stringify({ error: error.error, error_description: error.sentence });
    }
  });
}

async function prove(request: FastifyRequest, services: Services, now: Instant): Promise<Proved> {
  const sent = readFields(request);
  if (Object.values(sent).some((value) => typeof value !== 'string'))
    throw new TokenRefused('invalid_request', 'Send each parameter once.');
  if (sent['grant_type'] !== 'client_credentials')
    throw new TokenRefused(
      sent['grant_type'] === undefined ? 'invalid_request' : 'unsupported_grant_type',
      'Send a form with grant_type client_credentials.',
    );
  const assertion = sent['client_assertion'];
  if (assertion === undefined) return proveByCertificate(request, services, sent['client_id']);
  if (sent['client_assertion_type'] !== ASSERTION_TYPE)
    throw new TokenRefused('invalid_request', `client_assertion_type must be ${ASSERTION_TYPE}.`);
  return proveByAssertion(request, services, String(assertion), sent['client_id'], now);
}

async function proveByAssertion(
  request: FastifyRequest,
  services: Services,
  assertion: string,
  said: unknown,
  now: Instant,
): Promise<Proved> {
  const { typ, alg, kid } = headerOf(assertion) ?? {};
  const name = unprovedClaimsOf(assertion)?.['sub'];
  const isOfType = typ === undefined || typ === 'JWT' || typ === 'client-authentication+jwt';
  if (!isAlgorithm(alg) || !isOfType || (said !== undefined && said !== name))
    throw unknown('forged-assertion', 'The assertion is malformed, or of another type.');
  const { client, keys } = await findSystem(request, services, name);
  const candidates = keys.filter(
    (key) => key.kind === 'key' && key.algorithm === alg && (kid === undefined || kid === key.thumbprint),
  );
  for (const key of candidates) {
    const claims = await verifiedClaims(assertion, key.publicKey ?? {}, alg);
    if (claims === undefined) continue;
    const origin = originOf(services.config, request);
    // The address of the endpoint, or the issuer as newer profiles of OAuth have it.
    const expected = { clientName: clientNameOf(client.clientId), audiences: [origin + TOKEN_PATH, origin] };
    const verdict = judgeAssertion(claims, expected, now);
    if (!verdict.accepted) throw unknown(verdict.because.code, verdict.because.sentence);
    const possession = await provePossession(request, origin, null, now);
    if ('because' in possession)
      throw new TokenRefused('invalid_dpop_proof', possession.because.sentence, possession.because.code);
    const { identifier, until } = verdict;
    const used = { kind: 'assertion', sender: expected.clientName, identifier, until } as const;
    return { client, key, boundTo: possession.thumbprint, proofs: [used, possession.proof] };
  }
  throw unknown('forged-assertion', 'The assertion is not signed by a key of this system that is in use.');
}

async function proveByCertificate(request: FastifyRequest, services: Services, name: unknown): Promise<Proved> {
  const thumbprint = certificateOf(request, services.config);
  if (name === undefined || thumbprint === null)
    throw unknown('no-proof', 'Send a client_assertion, or client_id by a client certificate.');
  const { client, keys } = await findSystem(request, services, name);
  const key = keys.find((one) => one.kind === 'certificate' && one.thumbprint === thumbprint);
  if (key === undefined)
    throw unknown('other-certificate', 'The certificate is not one of this system that is in use.');
  return { client, key, boundTo: thumbprint, proofs: [] };
}

async function findSystem(
  request: FastifyRequest,
  { database }: Services,
  name: unknown,
): Promise<{ client: KnownClient; keys: readonly ClientKey[] }> {
  const clientId = readClientName(name);
  const found = await database.transaction('request', nobody(request), async (tx) => {
    const client = clientId === null ? undefined : await findApiClientById(tx, clientId);
    return client === undefined ? undefined : { client, keys: await listKeysInUse(tx, client.clientId) };
  });
  if (found === undefined)
    throw unknown('unknown-sender', 'The assertion is not signed by a key of this system that is in use.');
  return found;
}

/** Uses up the proofs and keeps the token in one transaction: a replay is given nothing. */
async function giveToken(
  request: FastifyRequest,
  { database }: Services,
  { client, key, boundTo, proofs }: Proved,
  now: Instant,
): Promise<string> {
  const token = newToken();
  const { agencyCode, clientId } = client;
  const requester: Requester = { ...nobody(request), agencyCode, role: 'agency-system' };
  await database.transaction('request', requester, async (tx) => {
    for (const proof of proofs) {
      if (!(await useProof(tx, proof, now)))
        throw unknown('replayed', 'This assertion or proof was used before: make new ones for each token.');
    }
    const expiresAt = instant(now + ACCESS_TOKEN_LIFE);
    await keepBoundToken(tx, { tokenHash: hashOf(token), clientId, keyId: key.keyId, boundTo, expiresAt }, now);
    await recordAudit(tx, requester, {
      verb: 'consultation',
      act: 'system-sign-in',
      route: TOKEN_PATH,
      childIds: [],
      detail: { clientId, keyId: key.keyId },
    });
  });
  return token;
}

function unknown(code: string, sentence: string): TokenRefused {
  return new TokenRefused('invalid_client', sentence, code);
}
