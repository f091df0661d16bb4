/** What systems write: the police's messages are signed one by one, and what is not believed is kept in quarantine. */
import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isKeyOfAnotherAgency, listKeysInUse } from '../../db/api-client-keys.ts';
import { findApiClient } from '../../db/api-clients.ts';
import { useProof } from '../../db/proofs-used.ts';
import { quarantineMessage } from '../../db/quarantine.ts';
import { judgeSignature, mustSign } from '../../domain/access/system-proof.ts';
import type { Services } from '../../services.ts';
import { readCookie } from '../../web/cookies.ts';
import { accessOf, isSafe, requesterOf } from '../../web/requests.ts';
import { unproved } from '../../web/unproved.ts';
import { hashOf } from '../../web/tokens.ts';
import { clientNameOf, originOf } from './address.ts';
import { nobody } from './identify.ts';
import { ALGORITHMS } from './jose.ts';
import { verifySignature, type BodyDigests } from './message-signature.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is known of the body of a system's message once it has been read. */
    measured: { digests: () => BodyDigests; bytes: number; checked: boolean } | null;
  }
}

/** What is said of a message that was not believed, beyond what the rules say. */
const REFUSALS = {
  unsigned: 'Sign this message: send Content-Digest, Signature-Input and Signature (RFC 9421).',
  altered: 'Content-Digest is not that of the body that came.',
  forged: 'The signature is not that of what came, by a key of this system and its algorithm.',
} as const;

/** What a system that is not believed is asked for: RFC 9449, 7.1. */
const CHALLENGE = `DPoP algs="${ALGORITHMS.join(' ')}"`;

/** Checks what systems write, before anything of it is looked at. */
export function checkMessages(app: FastifyInstance, services: Services): void {
  app.decorateRequest('measured', null);

  app.addHook('preParsing', async (request, _reply, payload) => {
    if (request.systemId === null || reads(request)) return payload;
    const hashes = { 'sha-256': createHash('sha256'), 'sha-512': createHash('sha512') };
    const measured = {
      bytes: 0,
      checked: false,
      digests: () => ({ 'sha-256': hashes['sha-256'].copy().digest(), 'sha-512': hashes['sha-512'].copy().digest() }),
    };
    request.measured = measured;
    const measuring = Object.assign(
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          for (const hash of Object.values(hashes)) hash.update(chunk);
          measured.bytes += chunk.length;
          measuring.receivedEncodedLength += chunk.length;
          done(null, chunk);
        },
      }),
      { receivedEncodedLength: 0 },
    );
    payload.on('error', (error: Error) => measuring.destroy(error));
    return payload.pipe(measuring);
  });

  app.addHook('preValidation', async (request) => {
    if (request.systemId === null || reads(request) || !mustSign(requesterOf(request).agencyKind)) return;
    await checkMessage(request, request.systemId, services);
  });

  app.addHook('onSend', async (request, reply) => {
    if (reply.statusCode === 401 && accessOf(request) === 'api') void reply.header('www-authenticate', CHALLENGE);
    if (isUnreadable(request, reply.statusCode)) request.unproved = 'unreadable';
    if (isRefusedMessage(request, reply.statusCode)) await quarantine(request, services);
  });
}

async function checkMessage(request: FastifyRequest, clientId: number, services: Services): Promise<void> {
  const { database, config, clock } = services;
  const now = clock();
  const requester = requesterOf(request);
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
  const { keys, alone } = await database.transaction('request', requester, async (tx) => ({
    keys: await listKeysInUse(tx, clientId),
    alone: scheme === 'Bearer' && (await findApiClient(tx, hashOf(token), now)) !== undefined,
  }));
  if (alone)
    throw unproved(
      request,
      {
        code: 'token-alone',
        sentence: 'A token alone may read for the police, and tell of nothing: give the system a key.',
      },
      403,
    );
  if (request.measured === null) throw new Error('a message came that was not measured');
  const found = await verifySignature(request, originOf(config, request), keys, request.measured.digests());
  if (found.kind === 'unknown-key') {
    const isOther = await database.transaction('request', requester, (tx) =>
      isKeyOfAnotherAgency(tx, found.thumbprint, requester.agencyCode),
    );
    throw unproved(request, { code: isOther ? 'wrong-force' : 'unknown-key', sentence: REFUSALS.forged }, 403);
  }
  if (found.kind !== 'signed') throw unproved(request, { code: found.kind, sentence: REFUSALS[found.kind] });
  request.measured.checked = true;
  const verdict = judgeSignature(found, now);
  if (!verdict.accepted) throw unproved(request, verdict.because);
  const { identifier, until } = verdict;
  const used = { kind: 'message', sender: clientNameOf(clientId), identifier, until } as const;
  if (!(await database.transaction('request', requester, (tx) => useProof(tx, used, now))))
    throw unproved(request, { code: 'replayed', sentence: 'This message came before: sign it anew to send it again.' });
}

function reads(request: FastifyRequest): boolean {
  return isSafe(request) || request.routeOptions.config?.reads === true;
}

/** What must be signed could not even be read, so its signature was never looked at. */
function isUnreadable(request: FastifyRequest, status: number): boolean {
  const { measured, requester, unproved: code } = request;
  if (measured === null || measured.checked || requester === null || code !== null) return false;
  return mustSign(requester.agencyKind) && status >= 400 && status < 500;
}

/** A program wrote, or asked for a token, and was not believed. A person's session that has ended is no forgery. */
function isRefusedMessage(request: FastifyRequest, status: number): boolean {
  if (reads(request) || request.is404 || request.session) return false;
  const access = accessOf(request);
  if (access === 'program') return request.unproved !== null;
  if (access !== 'api') return false;
  return request.unproved !== null || (status === 401 && readCookie(request, 'session') === null);
}

async function quarantine(request: FastifyRequest, { database, clock }: Services): Promise<void> {
  const announced = Number(request.headers['content-length']);
  await database.transaction('request', request.requester ?? nobody(request), (tx) =>
    quarantineMessage(
      tx,
      request.requester ?? nobody(request),
      {
        clientId: request.systemId,
        senderDigest: hashOf(request.ip),
        reason: request.unproved ?? 'unknown-sender',
        route: request.routeOptions.url ?? 'none',
        bodyDigest: request.measured?.digests()['sha-256'] ?? null,
        bodyBytes: request.measured?.bytes ?? (Number.isSafeInteger(announced) ? announced : null),
      },
      clock(),
    ),
  );
}
