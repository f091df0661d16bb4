/** How far somebody has got on their way to a session, by a cookie of its own: a new one for each way begun. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openAccountOf, type SignInAccount } from '../db/accounts.ts';
import type { Requester } from '../db/requester.ts';
import { beginStep, endStep, findStep, type Proof, type SignInStep } from '../db/sign-in-steps.ts';
import type { Database } from '../db/transaction.ts';
import { STEP_LIMIT } from '../domain/access/sign-in-limits.ts';
import { instant, type Instant } from '../domain/time/instant.ts';
import { clearCookie, readCookie, setCookie } from '../web/cookies.ts';
import { hashOf, newToken } from '../web/tokens.ts';

/** Nobody yet. */
export function nobodyYet(request: FastifyRequest): Requester {
  return { userId: null, agencyCode: null, purpose: 'sign-in', requestId: request.id };
}

/** Somebody whose account is known, before or beside their session. */
export function inTheName(account: SignInAccount, request: FastifyRequest): Requester {
  const { userId, agencyCode, role } = account;
  return { userId, agencyCode, role, purpose: 'sign-in', requestId: request.id };
}

/** Where a way begins: who it is, as far as that is known, what proved it, and where it leads. */
export type Beginning = {
  readonly userId: number | null;
  readonly proof: Proof | null;
  readonly returnTo: string;
};

/** Begins a way, and gives the browser its token. Returns the digest of it. */
export async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  database: Database,
  now: Instant,
  beginning: Beginning,
): Promise<Buffer> {
  const token = newToken();
  const stepHash = hashOf(token);
  await database.transaction('request', nobodyYet(request), (tx) =>
    beginStep(tx, { ...beginning, stepHash, begunAt: now }, instant(now - STEP_LIMIT)),
  );
  setCookie(reply, 'step', token);
  return stepHash;
}

/** Where this browser is, and the account where that is known. */
export type Way = { readonly step: SignInStep; readonly account: SignInAccount | null };

/** The way this browser is on; null where there is none, or it was begun too long ago. */
export async function wayOf(request: FastifyRequest, database: Database, now: Instant): Promise<Way | null> {
  const token = readCookie(request, 'step');
  if (token === null) return null;
  return database.transaction('request', nobodyYet(request), async (tx) => {
    const step = await findStep(tx, hashOf(token), instant(now - STEP_LIMIT));
    if (step === undefined) return null;
    if (step.userId === null) return { step, account: null };
    const account = await openAccountOf(tx, step.userId);
    return account === undefined ? null : { step, account };
  });
}

/** Ends a way; false where it has ended already. */
export async function end(
  request: FastifyRequest,
  reply: FastifyReply,
  database: Database,
  step: Pick<SignInStep, 'stepHash'>,
): Promise<boolean> {
  clearCookie(reply, 'step');
  return database.transaction('request', nobodyYet(request), (tx) => endStep(tx, step.stepHash));
}
