import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import { type Instant, instant } from '../domain/time/instant.ts';
import { serveAssets } from './assets.ts';
import { closeTheDoor } from './door.ts';
import { NotFresh, toConfirm } from './fresh.ts';
import { securityHeaders } from './headers.ts';
import { registerHeld } from './held.ts';
import { mainNavigation } from './layout.ts';
import { type LogStream, logOptions, logResponses } from './log.ts';
import { AskFirst, isFromBelow, Refused, statusOf } from './refusal.ts';
import type { Web } from './requests.ts';
import type { SessionStore } from './session.ts';
import { showRefusal, showRefusalFromBelow, toAsk } from './show.ts';
import { identifyRequesters } from './signing-in.ts';

/** The largest file that is taken, streamed: 600 megabytes. */
export const LARGEST_FILE = 600 * 1024 * 1024;

/** The largest form or JSON body, kept in memory: 1 megabyte. */
const LARGEST_BODY = 1024 * 1024;

/** What a server is made with. */
export type ServerOptions = {
  readonly sessions: SessionStore;
  readonly clock?: () => Instant;
  /** Whether people reach this server by https; decides the names of cookies and HSTS. */
  readonly secure?: boolean;
  readonly navigation?: Web['navigation'];
  readonly authenticate?: Web['authenticate'];
  readonly notice?: Web['notice'];
  readonly beforeRefusal?: Web['beforeRefusal'];
  /** Where log lines go; `false` for nowhere. Standard output unless given. */
  readonly log?: LogStream | false;
  /** The largest file that is taken, in bytes; 600 megabytes unless given. */
  readonly largestFile?: number;
  /** Addresses of proxies whose word on where a request comes from is taken; none unless given. */
  readonly trustedProxies?: readonly string[];
};

/**
 * The web server, without a feature yet: register them on what it returns. Every route is closed to those not
 * signed in unless its `config.access` is `public`; every change must bring the form token.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const headers = securityHeaders(options.secure ?? false);
  const app = Fastify({
    logger: logOptions(options.log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    bodyLimit: LARGEST_BODY,
    requestTimeout: 30 * 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // Before a route is even found: no hook has run, so the headers are set here.
    frameworkErrors: (error, request, reply) => {
      const answer = reply as unknown as FastifyReply;
      void answer.headers({ ...headers, 'x-request-id': request.id });
      void answer
        .code(statusOf(error))
        .type('text/plain; charset=utf-8')
        .send('We could not understand this address.\n');
    },
    clientErrorHandler: (error, socket) => {
      if ((error as NodeJS.ErrnoException).code === 'ECONNRESET' || !socket.writable) return socket.destroy();
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      socket.end(`HTTP/1.1 400 Bad Request\r\n${lines.join('\r\n')}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    },
  });

  app.decorate('web', {
    sessions: options.sessions,
    clock: options.clock ?? (() => instant(Temporal.Now.instant().epochMilliseconds)),
    secure: options.secure ?? false,
    navigation: options.navigation ?? (() => mainNavigation),
    authenticate: options.authenticate ?? (async () => null),
    notice: options.notice ?? (() => null),
    beforeRefusal: options.beforeRefusal ?? (async () => {}),
  } satisfies Web);

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': request.id });
    if (namesTwoHosts(request.raw.rawHeaders)) {
      void reply.header('connection', 'close');
      throw new Refused(400);
    }
  });
  logResponses(app);
  showErrors(app);
  app.removeContentTypeParser('text/plain');
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: LARGEST_BODY });
  await app.register(multipart, {
    limits: {
      fileSize: options.largestFile ?? LARGEST_FILE,
      files: 10,
      fields: 100,
      fieldSize: LARGEST_BODY,
      parts: 110,
    },
  });
  identifyRequesters(app);
  closeTheDoor(app);
  serveAssets(app);
  registerHeld(app);
  return app;
}

/** A proxy before us may have gone by the one and we by the other: RFC 9112, 3.2. */
function namesTwoHosts(rawHeaders: readonly string[]): boolean {
  return rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length > 1;
}

/** People are told what to do in plain English; what an error says of itself goes to nobody. */
function showErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => showRefusal(request, reply, 404));
  app.setErrorHandler(async (error, request, reply) => {
    const asked =
      error instanceof NotFresh
        ? await toConfirm(request, reply)
        : error instanceof AskFirst
          ? toAsk(request, reply, error)
          : null;
    if (asked) return asked;
    try {
      await request.server.web.beforeRefusal(request, error);
    } catch (unkept) {
      request.log.error({ err: unkept }, 'a refusal could not be recorded');
      return showRefusal(request, reply, 503);
    }
    if (isFromBelow(error)) return showRefusalFromBelow(request, reply, error);
    const status = statusOf(error);
    if (status >= 500) request.log.error({ err: error }, 'failed');
    return error instanceof Refused && status !== 404
      ? showRefusal(request, reply, status, error.detail, error.errors)
      : showRefusal(request, reply, status);
  });
}
