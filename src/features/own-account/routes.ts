/** Your account: the password, what else you sign in with, and where you are signed in. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { openAccountOf, type SignInAccount } from '../../db/accounts.ts';
import { listOwnSessions } from '../../db/own-sessions.ts';
import { listFactors } from '../../db/second-factors.ts';
import { instant } from '../../domain/time/instant.ts';
import { faultOfPassword } from '../../password-choice.ts';
import { sealingIn } from '../../second-factor/sealing.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { ABSOLUTE_LIMIT, IDLE_LIMIT } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { registerAddFactor } from './add-factor-routes.ts';
import { changePassword, endSessions, removeFactor, type Owner, type Removed } from './commands.ts';
import { accountPage, NEWS, passwordPage } from './pages.ts';

const sessionParams = z.object({ sessionId: idInPath });

/** These pages are about accounts and systems: they show nobody on record. */
export const shows = 'nothing';

/** Registers the pages of one's own account. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, clock } = services;
  const ownAccount = async (request: FastifyRequest): Promise<{ owner: Owner; account: SignInAccount }> => {
    const owner = ownerOf(request);
    const account = await database.transaction('request', owner, (tx) => openAccountOf(tx, owner.userId));
    if (account === undefined) throw notFound();
    return { owner, account };
  };

  app.get(paths.account, async (request, reply) => {
    const { owner, account } = await ownAccount(request);
    const now = clock();
    const { factors, sessions } = await database.transaction('request', owner, async (tx) => ({
      factors: await listFactors(tx, owner.userId),
      sessions: await listOwnSessions(tx, owner.userId, instant(now - ABSOLUTE_LIMIT), instant(now - IDLE_LIMIT)),
    }));
    const told = (request.query as Readonly<Record<string, unknown>>)['done'];
    const body = accountPage({
      owner,
      account,
      factors,
      sessions,
      ownTokenHash: tokenHashOf(request),
      csrfToken: formToken(request, reply),
      news: (typeof told === 'string' && NEWS.get(told)) || null,
    });
    return showPage(request, reply, { title: 'Your account', body });
  });

  app.get(paths.changePassword, async (request, reply) => {
    const { account } = await ownAccount(request);
    if (account.passwordHash === null) throw notFound();
    requireFresh(request);
    return showPassword(request, reply, null);
  });

  app.post(paths.changePassword, async (request, reply) => {
    const { owner, account } = await ownAccount(request);
    if (account.passwordHash === null) throw notFound();
    requireFresh(request);
    const { email, displayName, agencyCode } = account;
    const typed = readFields(request)['password'];
    const password = typeof typed === 'string' ? typed : '';
    const fault = faultOfPassword(password, [displayName, email, email.split('@')[0] ?? '', agencyCode]);
    if (fault !== null) return showPassword(request, reply, fault);
    await changePassword(database, owner, password, tokenHashOf(request), paths.changePassword);
    return reply.redirect(`${paths.account}?done=password`, 303);
  });

  app.post(paths.removePasskey, async (request, reply) => {
    const { owner } = await ownAccount(request);
    requireFresh(request);
    const credentialId = readFields(request)['passkey'];
    if (typeof credentialId !== 'string') throw notFound();
    return afterRemoval(reply, await removeFactor(database, owner, credentialId, paths.removePasskey));
  });

  app.post(paths.removeCode, async (request, reply) => {
    const { owner } = await ownAccount(request);
    requireFresh(request);
    return afterRemoval(reply, await removeFactor(database, owner, null, paths.removeCode));
  });

  app.post(paths.endSession, async (request, reply) => {
    const { sessionId } = readParams(sessionParams, request);
    if ((await endSessions(database, ownerOf(request), { sessionId }, paths.endSession)) === 0) throw notFound();
    return reply.redirect(`${paths.account}?done=session`, 303);
  });

  app.post(paths.endOtherSessions, async (request, reply) => {
    await endSessions(database, ownerOf(request), { but: tokenHashOf(request) }, paths.endOtherSessions);
    return reply.redirect(`${paths.account}?done=sessions`, 303);
  });

  registerAddFactor(app, { ...services, sealing: sealingIn(services.config) }, ownAccount);
}

function afterRemoval(reply: FastifyReply, removed: Removed): FastifyReply {
  if (removed === 'absent') throw notFound();
  if (removed === 'last')
    throw new Refused(409, 'This is the last thing you can confirm with. Add another first, then remove this one.');
  return reply.redirect(`${paths.account}?done=removed`, 303);
}

function showPassword(request: FastifyRequest, reply: FastifyReply, error: string | null): FastifyReply {
  return showPage(request, reply, {
    title: 'Change your password',
    body: passwordPage(formToken(request, reply), error),
    errors: error === null ? [] : [{ text: error, href: '#password' }],
    backLink: paths.account,
  });
}

/** A person in a session; a system of an agency has no account of this kind. */
function ownerOf(request: FastifyRequest): Owner {
  const requester = requesterOf(request);
  if (requester.userId === null || request.session === null) throw notFound();
  return { ...requester, userId: requester.userId };
}

function tokenHashOf(request: FastifyRequest): Buffer {
  if (request.session === null) throw notFound();
  return request.session.tokenHash;
}
