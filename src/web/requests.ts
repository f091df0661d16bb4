import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Instant } from '../domain/time/instant.ts';
import type { Place } from './layout.ts';
import type { Person, Session, SessionStore, SignedIn } from './session.ts';

/**
 * What a request must bring: nothing, a session, or a session or the token of a system. An asset does not even look, nor
 * does what is for programs alone, where a cookie means nothing.
 */
export type Access = 'asset' | 'public' | 'page' | 'api' | 'program';

/** A token as the Authorization header brings it, and how: a DPoP token comes with a proof. */
export type Credentials = { readonly scheme: 'Bearer' | 'DPoP'; readonly token: string };

/** A system that proved who it is. */
export type KnownSystem = Omit<Person, 'userId'> & { readonly clientId: number };

/** What the web layer was made with, as every request finds it. */
export type Web = {
  readonly sessions: SessionStore;
  readonly clock: () => Instant;
  /** Whether people reach this server by https. */
  readonly secure: boolean;
  readonly navigation: (requester: SignedIn) => readonly Place[];
  /** What to tell the person at the top of the page that this request shows; null for nothing. */
  readonly notice: (requester: SignedIn) => string | null;
  /** Done before a refusal is answered; what it keeps is durable by then. */
  readonly beforeRefusal: (request: FastifyRequest, error: unknown) => Promise<void>;
  /** Knows the system that a token belongs to; null when none. */
  readonly authenticate: (credentials: Credentials, request: FastifyRequest) => Promise<KnownSystem | null>;
};

declare module 'fastify' {
  interface FastifyInstance {
    web: Web;
  }
  interface FastifyContextConfig {
    /** Without it a route below /api/ is `api` and every other a `page`: a route nobody thought about is closed. */
    access?: Access;
    /** Why the route looks at a child, in a word or two. */
    purpose?: string;
    /** `nothing` where the route shows nobody on record. Every other answer leaves only when the audit has a record of it. */
    shows?: 'nothing';
    /** Whether the operation changes nothing, whatever its method. */
    reads?: boolean;
  }
  interface FastifyRequest {
    /** Who asks; null on public routes before signing in. */
    requester: SignedIn | null;
    session: Session | null;
    /** The system that asks; null for people. */
    systemId: number | null;
    /** Code of why a system was not believed, once it was not. */
    unproved: string | null;
    /** The session that the cookie names, when it is past its limits. */
    lapsed: Session | null;
    /** The token of someone about to sign in, once it has been asked for. */
    visit: string | null;
    /** The parts of a multipart form after its form token, which has been checked. */
    formParts: AsyncIterableIterator<Multipart> | null;
  }
}

/** Who asks, on a route that only people signed in reach. */
export function requesterOf(request: FastifyRequest): SignedIn {
  if (!request.requester) throw new Error('a route without a requester asked for one');
  return request.requester;
}

/** What a request must bring. */
export function accessOf(request: FastifyRequest): Access {
  const { config, url } = request.routeOptions;
  return config?.access ?? ((url ?? request.url).startsWith('/api/') ? 'api' : 'page');
}

/** Whether the answer is for a program: problem details instead of a page. */
export function isForPrograms(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/') || accessOf(request) === 'api';
}

/** The pattern of the route, without values. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none';
}

/** The path that was asked for, without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '/';
}

/** Whether a request only reads. */
export function isSafe(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
}

/** What the page's own script asks for by itself: a fresh part of the page, or a draft to be kept. */
export function backgroundOf(request: FastifyRequest): 'refresh' | 'save' | null {
  const value = request.headers['x-homeward-background'];
  return value === 'refresh' || value === 'save' ? value : null;
}

const showingNobody = new WeakSet<FastifyRequest>();

/** Said by a handler whose answer shows nobody on record this time, where its route may. */
export function showsNobody(request: FastifyRequest): void {
  showingNobody.add(request);
}

/** Whether the answer shows nobody on record: the route says so always, or its handler this time. */
export function showsNothing(request: FastifyRequest): boolean {
  return request.routeOptions.config.shows === 'nothing' || showingNobody.has(request);
}
