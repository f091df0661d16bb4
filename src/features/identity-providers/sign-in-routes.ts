/** To a provider and back, and the first time with an invitation. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findOpenProvider, providerOfSession, type IdentityProvider } from '../../db/identity-providers.ts';
import type { Services } from '../../services.ts';
import { clearCookie, readCookie, setCookie } from '../../web/cookies.ts';
import { formToken, originOf } from '../../web/form-token.ts';
import { textIn } from '../../web/forms/field.ts';
import { afterConfirming, afterSignIn } from '../../web/held.ts';
import { localAddress, localPath, paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { showPage } from '../../web/show.ts';
import { startSession } from '../../web/signing-in.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { beginSignIn, endAtProvider, finishSignIn, nobodyOf, openInvitation, type BackOutcome } from './commands.ts';
import type { KnownProviders } from './known-providers.ts';
import { confirmBody, invitedBody, joinBody, NO_INVITATION, refusedBody, signedOutBody } from './pages.ts';
import { keepProviderSession } from './queries.ts';
import type { Reason } from './reasons.ts';

const providerParams = z.object({ providerId: idInPath });
const publicly = { config: { access: 'public' } } as const;

/** Registers the ways to a provider and back. */
export function registerSignIn(app: FastifyInstance, services: Services, known: KnownProviders): void {
  const { database, config } = services;

  app.get(paths.signInThrough, publicly, async (request, reply) => {
    const returnPath = localPath(queryOf(request)['return']);
    // Only a page of ours, or the address bar, sends anybody to sign in.
    if (originOf(request) === 'elsewhere') return reply.redirect(to(paths.signIn, null, { return: returnPath }), 303);
    const provider = await providerIn(request);
    if (request.requester) return reply.redirect(returnPath, 303);
    const wanted = { returnPath, invitationId: null, afreshUserId: null };
    return leadOut(request, reply, provider, wanted);
  });

  app.get(paths.confirmThrough, async (request, reply) => {
    const { provider, returnPath } = await ownProvider(request);
    // A link and no redirect: a form that was sent may lead nowhere but here.
    const body = confirmBody(provider, to(paths.confirmThroughGo, null, { return: returnPath }));
    return showPage(request, reply, { title: 'Confirm that it is you', body });
  });

  app.get(paths.confirmThroughGo, async (request, reply) => {
    const { provider, userId, returnPath } = await ownProvider(request);
    return leadOut(request, reply, provider, { returnPath, invitationId: null, afreshUserId: userId });
  });

  app.get(paths.signInThroughBack, publicly, async (request, reply) => {
    const { providerId } = readParams(providerParams, request);
    if (config.address === null) throw notFound();
    const browserToken = readCookie(request, 'provider');
    clearCookie(reply, 'provider');
    const outcome = await finishSignIn(services, known, {
      providerId,
      browserToken,
      answer: new URL(request.url, config.address),
      requestId: request.id,
    });
    if (outcome.kind === 'refused') return showRefused(request, reply, outcome.refusal.reason, outcome.provider);
    return letIn(request, reply, outcome);
  });

  app.get(paths.join, publicly, async (request, reply) => showJoin(request, reply, false));

  app.post(paths.join, publicly, async (request, reply) => {
    const found = await openInvitation(services, textIn(readFields(request), 'code'), request.id);
    if (found === undefined) return showJoin(request, reply, true);
    const { invitation, provider } = found;
    const wanted = { returnPath: paths.home, invitationId: invitation.invitationId, afreshUserId: null };
    const way = await beginSignIn(services, known, provider, wanted, request.id);
    if (way.kind === 'refused') return showRefused(request, reply, way.refusal.reason, null);
    setCookie(reply, 'provider', way.browserToken);
    const body = invitedBody(invitation.displayName, provider, way.address);
    return showPage(request, reply, { title: 'Use an invitation', body });
  });

  app.get(paths.signedOutOf, publicly, async (request, reply) => {
    const provider = await providerIn(request);
    const address = await known
      .clientOf(provider)
      .then((client) => client.signOutAddress(new URL(paths.signIn, config.address ?? undefined)))
      .catch(() => null);
    return showPage(request, reply, { title: 'You are signed out', body: signedOutBody(provider, address) });
  });

  app.post(paths.endedAtProvider, { config: { access: 'program', purpose: 'signing out' } }, async (request, reply) => {
    const { providerId } = readParams(providerParams, request);
    const provider = await asNobody(request, (tx) => findOpenProvider(tx, providerId));
    const token = textIn(readFields(request), 'logout_token');
    const ended = provider !== undefined && (await endAtProvider(services, known, provider, token, request.id));
    return ended ? reply.code(200).send() : reply.code(400).send({ error: 'invalid_request' });
  });

  function asNobody<T>(request: FastifyRequest, work: Parameters<typeof database.transaction<T>>[2]): Promise<T> {
    return database.transaction('request', nobodyOf(null, request.id), work);
  }

  async function providerIn(request: FastifyRequest): Promise<IdentityProvider> {
    const { providerId } = readParams(providerParams, request);
    const provider = await asNobody(request, (tx) => findOpenProvider(tx, providerId));
    if (provider === undefined) throw notFound();
    return provider;
  }

  /** The provider through which the session of the request began. */
  async function ownProvider(
    request: FastifyRequest,
  ): Promise<{ provider: IdentityProvider; userId: number; returnPath: string }> {
    const { session } = request;
    const through = session && (await asNobody(request, (tx) => providerOfSession(tx, session.tokenHash)));
    const provider = through && (await asNobody(request, (tx) => findOpenProvider(tx, through.providerId)));
    if (!session || !provider) throw notFound();
    return { provider, userId: session.person.userId, returnPath: localAddress(queryOf(request)['return']) };
  }

  async function leadOut(
    request: FastifyRequest,
    reply: FastifyReply,
    provider: IdentityProvider,
    wanted: Parameters<typeof beginSignIn>[3],
  ): Promise<FastifyReply> {
    const way = await beginSignIn(services, known, provider, wanted, request.id);
    if (way.kind === 'refused') return showRefused(request, reply, way.refusal.reason, provider);
    setCookie(reply, 'provider', way.browserToken);
    return reply.redirect(way.address.href, 303);
  }

  async function letIn(
    request: FastifyRequest,
    reply: FastifyReply,
    { person, provider, identity, returnPath }: Extract<BackOutcome, { kind: 'signed-in' }>,
  ): Promise<FastifyReply> {
    const lead = request.session?.person.userId === person.userId ? afterConfirming : afterSignIn;
    const next = await lead(request, person.userId, returnPath);
    const now = services.clock();
    const tokenHash = await startSession(request, reply, {
      userId: person.userId,
      methods: ['oidc', ...identity.methods],
      authenticatedAt: identity.authenticatedAt > now ? now : identity.authenticatedAt,
    });
    // Closed just now: what began through it does not go on.
    if (!(await asNobody(request, (tx) => keepProviderSession(tx, tokenHash, provider.providerId, identity)))) {
      await request.server.web.sessions.end(tokenHash);
      throw notFound();
    }
    return reply.redirect(next, 303);
  }
}

function showJoin(request: FastifyRequest, reply: FastifyReply, wrong: boolean): FastifyReply {
  const body = joinBody({ csrfToken: formToken(request, reply), wrong });
  return showPage(request, reply, {
    title: 'Use an invitation',
    body,
    backLink: paths.signIn,
    errors: wrong ? [NO_INVITATION] : [],
  });
}

function showRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  reason: Reason,
  provider: IdentityProvider | null,
): FastifyReply {
  return showPage(request, reply, {
    status: reason === 'provider-unavailable' || reason === 'not-set-up' ? 503 : 403,
    title: 'You are not signed in',
    // The address holds what the provider sent: it is not repeated.
    currentPath: '',
    body: refusedBody(reason, provider, paths.home),
  });
}

function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return request.query as Readonly<Record<string, unknown>>;
}
