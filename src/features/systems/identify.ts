/** Who a system is, by what it sends with each request. */
import type { FastifyRequest } from 'fastify';
import { findApiClient, findBoundToken, type KnownClient } from '../../db/api-clients.ts';
import { useProof } from '../../db/proofs-used.ts';
import type { Requester } from '../../db/requester.ts';
import type { Services } from '../../services.ts';
import type { Credentials, KnownSystem } from '../../web/requests.ts';
import { hashOf } from '../../web/tokens.ts';
import { unproved } from '../../web/unproved.ts';
import { originOf } from './address.ts';
import { certificateOf } from './certificate.ts';
import { provePossession } from './possession.ts';

/** On nobody's behalf: it is not known yet who asks. */
export function nobody(request: FastifyRequest): Requester {
  return { userId: null, agencyCode: null, purpose: 'sign-in', requestId: request.id };
}

/**
 * Knows the system that a token belongs to: a token alone while its time lasts, or one that is bound to a key or a
 * certificate, and then only with a proof for this very request. What has ended is not known from the next request on.
 */
export function authenticateIn({ database, config, clock }: Pick<Services, 'database' | 'config' | 'clock'>) {
  return async ({ scheme, token }: Credentials, request: FastifyRequest): Promise<KnownSystem | null> => {
    const now = clock();
    const found = await database.transaction('request', nobody(request), async (tx) => ({
      alone: await findApiClient(tx, hashOf(token), now),
      bound: await findBoundToken(tx, hashOf(token), now),
    }));
    if (found.alone !== undefined && scheme === 'Bearer') return asSystem(found.alone);
    const { bound } = found;
    if (bound === undefined) return null;
    if (bound.kind === 'certificate') {
      if (scheme !== 'Bearer' || certificateOf(request, config) !== bound.boundTo)
        throw unproved(request, {
          code: 'other-certificate',
          sentence: 'This token is bound to a client certificate, and the request did not come by it.',
        });
      return asSystem(bound);
    }
    if (scheme !== 'DPoP')
      throw unproved(request, {
        code: 'no-proof',
        sentence: 'This token is bound to a key: send it as Authorization: DPoP, with a proof in the DPoP header.',
      });
    const possession = await provePossession(request, originOf(config, request), token, now);
    if ('because' in possession) throw unproved(request, possession.because);
    if (possession.thumbprint !== bound.boundTo)
      throw unproved(request, {
        code: 'other-key',
        sentence: 'This token is bound to another key than signed the proof.',
      });
    const isNew = await database.transaction('request', nobody(request), (tx) => useProof(tx, possession.proof, now));
    if (!isNew)
      throw unproved(request, { code: 'replayed', sentence: 'This proof was used before: make one for each request.' });
    return asSystem(bound);
  };
}

function asSystem({ clientId, agencyCode, agencyName, agencyKind, name }: KnownClient): KnownSystem {
  return {
    clientId,
    agencyCode,
    agencyName,
    agencyKind,
    displayName: name,
    role: 'agency-system',
    team: null,
    rank: null,
  };
}
