import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import type { Instant } from '../domain/time/instant.ts';
import { deviceOf } from './device.ts';
import { type Session, needsTouch, standingOf } from './session.ts';
import { hashOf, newToken } from './tokens.ts';
import { accessOf, backgroundOf, type Credentials } from './requests.ts';

/** Finds out, before anything else, who asks. */
export function identifyRequesters(app: FastifyInstance): void {
  app.decorateRequest('requester', null);
  app.decorateRequest('session', null);
  app.decorateRequest('systemId', null);
  app.decorateRequest('unproved', null);
  app.decorateRequest('lapsed', null);
  app.decorateRequest('visit', null);
  app.addHook('onRequest', async (request) => {
    const access = accessOf(request);
    if (access === 'asset' || access === 'program') return;
    const credentials = access === 'api' ? credentialsOf(request) : null;
    if (credentials !== null) await identifySystem(request, credentials);
    else await identifyPerson(request);
  });
}

function credentialsOf(request: FastifyRequest): Credentials | null {
  const [, scheme, token] = /^(Bearer|DPoP) ([\x21-\x7e]{1,512})$/.exec(request.headers.authorization ?? '') ?? [];
  return token === undefined ? null : { scheme: scheme === 'DPoP' ? 'DPoP' : 'Bearer', token };
}

async function identifySystem(request: FastifyRequest, credentials: Credentials): Promise<void> {
  const known = await request.server.web.authenticate(credentials, request);
  if (known === null) return;
  const { clientId, ...system } = known;
  request.systemId = clientId;
  request.requester = {
    ...system,
    userId: null,
    purpose: purposeOf(request),
    requestId: request.id,
    at: request.server.web.clock(),
  };
}

async function identifyPerson(request: FastifyRequest): Promise<void> {
  const { sessions, clock } = request.server.web;
  const token = readCookie(request, 'session');
  if (token === null) return;
  const session = await sessions.find(hashOf(token));
  if (!session) return;
  const now = clock();
  if (standingOf(session, now) !== 'live') {
    request.lapsed = session;
    return;
  }
  request.session = session;
  request.requester = {
    ...session.person,
    purpose: purposeOf(request),
    requestId: request.id,
    at: now,
    authenticatedAt: session.authenticatedAt,
  };
  // A page that refreshes itself must not keep an unattended screen signed in.
  if (backgroundOf(request) !== 'refresh' && needsTouch(session, now)) await sessions.touch(session.tokenHash, now);
}

function purposeOf(request: FastifyRequest): string {
  return request.routeOptions.config?.purpose ?? 'their work';
}

/** Who signs in, and how they proved who they are. */
export type SignInProof = {
  readonly userId: number;
  /** `password`, `passkey`, `code`, `recovery`, `demonstration`, or `oidc` and what the provider says of it. */
  readonly methods: readonly string[];
  /** When they proved it, where that is not now: a provider may have asked them earlier. */
  readonly authenticatedAt?: Instant;
};

/**
 * Signs a person in: always a new token, whatever the browser brought. The session before it is ended; if it was
 * the same person's, the pages they left open in other tabs can still be sent. Returns what the session is kept by.
 */
export async function startSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { userId, methods, authenticatedAt }: SignInProof,
): Promise<Buffer> {
  const { sessions, clock } = request.server.web;
  const before: Session | null = request.session ?? request.lapsed;
  if (before) await sessions.end(before.tokenHash);
  const token = newToken();
  const now = clock();
  const tokenHash = hashOf(token);
  await sessions.create({
    tokenHash,
    userId,
    csrfToken: before?.person.userId === userId ? before.csrfToken : newToken(),
    createdAt: now,
    lastSeenAt: now,
    authenticatedAt: authenticatedAt ?? now,
    methods,
    source: request.ip,
    device: deviceOf(request.headers['user-agent']),
  });
  setCookie(reply, 'session', token);
  clearCookie(reply, 'visit');
  return tokenHash;
}

/** Signs a person out here, and clears what the browser kept. */
export async function endSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const session = request.session ?? request.lapsed;
  if (session) await request.server.web.sessions.end(session.tokenHash);
  clearCookie(reply, 'session');
  clearCookie(reply, 'held');
  reply.header('clear-site-data', '"cache", "storage"');
}
