/** What every way of signing in shares: the means of it, and the moment somebody is let in. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInAccount } from '../../db/accounts.ts';
import type { Services } from '../../services.ts';
import { relyingPartyOf, type RelyingParty } from '../../second-factor/passkey.ts';
import type { Attempted } from '../../second-factor/prove.ts';
import type { Sealing } from '../../second-factor/sealing.ts';
import { afterSignIn } from '../../web/held.ts';
import { startSession } from '../../web/signing-in.ts';
import { readFields } from '../../web/validation.ts';
import { recordSignIn } from './commands.ts';

/** What signing in needs. */
export type Means = Services & { readonly sealing: Sealing };

/** Open to everybody: it is before signing in. */
export const publicly = { config: { access: 'public' } } as const;

/** Starts a session for somebody who has proved who they are, and leads them to what they typed or wanted. */
export async function letIn(
  { database, clock }: Means,
  request: FastifyRequest,
  reply: FastifyReply,
  account: SignInAccount,
  methods: readonly string[],
  next: (request: FastifyRequest, userId: number) => Promise<string>,
): Promise<FastifyReply> {
  const { userId } = account;
  const by = { ...attemptOf(request), methods, userAgent: request.headers['user-agent'] ?? '' };
  await recordSignIn(database, account, by, clock());
  const address = await next(request, userId);
  await startSession(request, reply, { userId, methods });
  return reply.redirect(address, 303);
}

/** To what was typed, or to a page of ours. */
export function leadTo(back: string): (request: FastifyRequest, userId: number) => Promise<string> {
  return async (request, userId) => afterSignIn(request, userId, back);
}

/** Where an attempt comes from. */
export function attemptOf(request: FastifyRequest): Attempted {
  return { source: request.ip, route: request.routeOptions.url ?? '', requestId: request.id };
}

/** Where passkeys belong to; null where this address cannot have them. */
export function partyOf({ config }: Means, request: FastifyRequest): RelyingParty | null {
  return relyingPartyOf(config.address?.origin ?? `${config.https ? 'https' : 'http'}://${request.host}`);
}

/** One field of a form as it was typed; `''` where it was not sent. */
export function fieldOf(request: FastifyRequest, name: string): string {
  const value = readFields(request)[name];
  return typeof value === 'string' ? value : '';
}
