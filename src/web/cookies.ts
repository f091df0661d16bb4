import type { FastifyReply, FastifyRequest } from 'fastify';
import { HELD_LIMIT, PROVIDER_LIMIT } from './session.ts';
import { readToken } from './tokens.ts';

/** The session, the visit of someone about to sign in, how far they have got, here or at a provider, and what was typed when a session ended. */
type Kind = 'session' | 'visit' | 'step' | 'provider' | 'held';

/** How long the browser keeps those that end by themselves, in milliseconds; a way to a session may take a quarter of an hour. */
const KEPT: Readonly<Partial<Record<Kind, number>>> = { held: HELD_LIMIT, provider: PROVIDER_LIMIT, step: 15 * 60_000 };

/** `__Host-` makes the browser refuse a cookie that another host set; it needs https. */
function nameOf(kind: Kind, secure: boolean): string {
  return `${secure ? '__Host-' : ''}homeward${kind === 'session' ? '' : `-${kind}`}`;
}

/** The token in a cookie of ours; null when there is none or it is not one. */
export function readCookie(request: FastifyRequest, kind: Kind): string | null {
  return readToken(request.cookies[nameOf(kind, request.server.web.secure)]);
}

/** Gives the browser a token, out of reach of scripts and of other sites' forms. */
export function setCookie(reply: FastifyReply, kind: Kind, token: string): void {
  const { secure } = reply.server.web;
  const kept = KEPT[kind];
  reply.setCookie(nameOf(kind, secure), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    ...(kept === undefined ? {} : { maxAge: kept / 1000 }),
  });
}

/** Takes a token away from the browser. */
export function clearCookie(reply: FastifyReply, kind: Kind): void {
  const { secure } = reply.server.web;
  reply.clearCookie(nameOf(kind, secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
