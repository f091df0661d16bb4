import type { FastifyError } from 'fastify';

/** Why a request was not done, as RFC 9457 has it. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  readonly requestId?: string;
};

/** What is wrong with one thing that was sent. `pointer` is a JSON pointer into it. */
export type FieldProblem = { readonly pointer: string; readonly detail: string };

/** A problem to send as JSON. `type` is a short stable code. */
export function problem(
  status: number,
  type: string,
  title: string,
  detail?: string,
  errors?: readonly FieldProblem[],
): Problem {
  return {
    type: `urn:homeward:problem:${type}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/**
 * Ends a request with a status and words of our own, from anywhere at the edge of the web. Rules never throw it:
 * a refusal by a rule is a value, and the route says here how it is shown.
 */
export class Refused extends Error {
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[] | undefined;

  constructor(status: number, detail?: string, errors?: readonly FieldProblem[]) {
    super(`refused with ${status}`);
    this.status = status;
    this.detail = detail;
    this.errors = errors;
  }
}

/** A refusal by what lies below the web, which says itself how it is answered. */
export type RefusalFromBelow = Error & {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly retryAfterSeconds: number;
};

/** Whether an error says itself how it is answered. */
export function isFromBelow(error: unknown): error is RefusalFromBelow {
  return error instanceof Error && 'sentences' in error && 'retryAfterSeconds' in error && 'title' in error;
}

/** Asks something of a person before the page that they wanted is shown. */
export class AskFirst extends Refused {
  /** Address of the page that asks. */
  readonly page: string;

  constructor(page: string, detail: string) {
    super(403, detail);
    this.page = page;
  }
}

/** For what does not exist and for what may not be seen alike: the two must not be told apart. */
export function notFound(): Refused {
  return new Refused(404);
}

/** What each status says to a person. */
export type Words = { readonly type: string; readonly title: string; readonly body: readonly string[] };

const words: Readonly<Record<number, Words>> = {
  400: {
    type: 'bad-request',
    title: 'We could not understand this request',
    body: ['Go back and try again. If you typed the address, check that it is correct.'],
  },
  401: { type: 'not-signed-in', title: 'You are not signed in', body: ['Sign in to continue.'] },
  403: {
    type: 'not-allowed',
    title: 'You cannot do this',
    body: [
      'Your role or your agency does not allow this, or the page was open for too long. Go back, reload the page and try again.',
    ],
  },
  404: {
    type: 'not-found',
    title: 'Page not found',
    body: [
      'If you typed the address, check that it is correct.',
      'If you followed a link, what it led to may have moved, or it may not be for you or your agency to see.',
    ],
  },
  405: { type: 'method-not-allowed', title: 'This cannot be done here', body: ['Go back and try again.'] },
  406: { type: 'not-acceptable', title: 'We cannot answer in that form', body: ['Ask for another format.'] },
  409: {
    type: 'changed-meanwhile',
    title: 'This changed while you were working on it',
    body: ['Go back, look at what changed, and send yours again if it still holds.'],
  },
  413: { type: 'too-large', title: 'What you sent is too large', body: ['Send it in smaller parts.'] },
  415: {
    type: 'unsupported-media-type',
    title: 'We cannot read that kind of content',
    body: ['Send a form, JSON or a CSV file, as the page or the API description says.'],
  },
  422: { type: 'cannot-be-done', title: 'This cannot be done', body: ['Check what you sent and try again.'] },
  429: { type: 'too-many-requests', title: 'Too many attempts', body: ['Wait a few minutes and try again.'] },
  500: {
    type: 'fault',
    title: 'Sorry, there is a problem with the service',
    body: ['Try again in a few minutes. What you had already saved is safe.'],
  },
  503: {
    type: 'unavailable',
    title: 'Sorry, the service is unavailable',
    body: ['Try again in a few minutes. What you had already saved is safe.'],
  },
};

/** The words for a status; a status without words of its own has those of 400 or 500. */
export function wordsFor(status: number): Words {
  return (
    words[status] ?? words[status < 500 ? 400 : 500] ?? { type: 'fault', title: 'Sorry, there is a problem', body: [] }
  );
}

/**
 * The status by which an error is answered. Errors of the framework keep theirs; a database that is away or
 * too busy is 503; everything else is a bug of ours.
 */
export function statusOf(error: unknown): number {
  if (error instanceof Refused || isFromBelow(error)) return error.status;
  const { statusCode, code } = (error ?? {}) as Partial<FastifyError>;
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 600) return statusCode;
  if (code === 'audit-unavailable') return 503;
  // What reads files out of a form gives its errors no code.
  if (
    error instanceof Error &&
    /^(?:Unexpected end of (?:multipart data|form|file)|Part terminated early|Multipart: Boundary not found|Malformed (?:part header|content type))/.test(
      error.message,
    )
  )
    return 400;
  // Characters that PostgreSQL keeps in no text: a NUL, or half of a pair.
  if (code === '22021' || code === '22P05') return 400;
  if (typeof code === 'string' && /^(?:08|40001|53|57P0|57014|55P03|ECONN|EPIPE|ETIMEDOUT|ENOENT$)/.test(code))
    return 503;
  return 500;
}
