import type { FastifyInstance, FastifyServerOptions } from 'fastify';

/** Where log lines go, one JSON object a line. */
export type LogStream = { write: (line: string) => void };

type LoggedError = { readonly type: string; readonly code: string | null; readonly at: readonly string[] };

/**
 * How the log is kept: no address with its query, no name, no body, and of an error only its kind and where it
 * was thrown, since its message may quote the record.
 */
export function logOptions(stream: LogStream | false | undefined): NonNullable<FastifyServerOptions['logger']> | false {
  if (stream === false) return false;
  return {
    level: 'info',
    base: null,
    timestamp: () => `,"at":"${Temporal.Now.instant().toString()}"`,
    formatters: { level: (level: string) => ({ level }) },
    serializers: { err: describeError, error: describeError, req: () => ({}), res: () => ({}) },
    hooks: {
      // Without words of ours the logger would take the error's own message for them.
      logMethod(args: unknown[], method: (...args: unknown[]) => void) {
        const [first] = args;
        if (first instanceof Error) method.call(this, { err: first }, 'failed');
        else if (args.length === 1 && typeof first === 'object' && first !== null && 'err' in first)
          method.call(this, first, 'failed');
        else method.apply(this, args);
      },
    },
    ...(stream ? { stream } : {}),
  };
}

/** What is logged of an error. */
export function describeError(error: unknown): LoggedError & { message: string; stack: string } {
  const { name, code, stack, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  // The stack begins with the message, a line of which may look like a place.
  const at = (typeof stack === 'string' ? stack : '')
    .replace(typeof message === 'string' ? message : '', '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  return {
    type: typeof name === 'string' ? name : typeof error,
    code: typeof code === 'string' ? code : null,
    at,
    message: '',
    stack: '',
  };
}

/** One line a request: which route, how it ended and how long it took. */
export function logResponses(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.config?.access === 'asset') return;
    request.log.info({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
}
