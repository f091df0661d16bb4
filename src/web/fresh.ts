/** Step-up: acts that matter most ask again who it is. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hold } from './held.ts';
import { localAddress, paths, to } from './paths.ts';
import { Refused } from './refusal.ts';
import { backgroundOf, isForPrograms, pathOf } from './requests.ts';
import { FRESH_LIMIT, isFresh } from './session.ts';

/** Thrown where it was proved too long ago who asks; people are led to prove it again, and back. */
export class NotFresh extends Refused {
  constructor() {
    super(403, 'Confirm that it is you, then try again: this asks for a sign-in within the last few minutes.');
  }
}

/**
 * Goes on only where the person proved who they are within `maxAge` milliseconds. Otherwise they are asked to, and then
 * led back; a form that was sent is kept, so nothing is lost. Call it before anything is changed. A system of an agency
 * proves itself with every request.
 */
export function requireFresh(request: FastifyRequest, maxAge: number = FRESH_LIMIT): void {
  if (request.session !== null && !isFresh(request.session, request.server.web.clock(), maxAge)) throw new NotFresh();
}

/** Leads a person to confirm who they are, with what they sent kept; null where a page is not the answer to give. */
export async function toConfirm(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | null> {
  if (isForPrograms(request) || backgroundOf(request) !== null) return null;
  if (request.method !== 'GET') await hold(request, reply);
  const back = request.method === 'GET' ? localAddress(request.url) : localAddress(pathOf(request));
  return reply.redirect(to(paths.confirm, null, { return: back === paths.home ? null : back }), 303);
}
