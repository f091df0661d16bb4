/**
 * The API's plumbing. An operation is a value: its address, what it takes, what it answers and what it does. From it come
 * the route, the checks of what comes in, the gate that what goes out must pass, and its description in OpenAPI.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refused } from './refusal.ts';
import { requesterOf } from './requests.ts';
import { readBody, readParams, readQuery } from './validation.ts';

/** Where the API begins. */
export const API_ROOT = '/api/v1';

/** An operation, its types forgotten, as lists of them hold it. `Given` is what features are given. */
export type Operation<Given> = {
  readonly method: 'GET' | 'POST';
  /** As the router knows it, below the root: `/children/:childId`. */
  readonly path: string;
  /** Name in the description, unique: a verb and what it is done to. */
  readonly name: string;
  /** Group in the description. */
  readonly about: string;
  readonly summary: string;
  readonly description?: string;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body: z.ZodType | null;
  readonly answer: z.ZodType;
  /** Status of success. */
  readonly status: 200 | 201;
  /** Statuses of refusal beyond those that every operation has: 400, 401, 403, 429, 500 and 503. */
  readonly refusals: readonly number[];
  /** Takes an Idempotency-Key: the same key again has no second effect. */
  readonly keyed: boolean;
  /** Whether it changes nothing, and is a POST only so that what is asked for stands in no address. */
  readonly reads: boolean;
  /** Whether anybody may ask it, without a session or a token: of nothing that concerns anybody. */
  readonly open: boolean;
  /** `nothing` where it shows nobody on record; every other answer leaves only when the audit has a record of it. */
  readonly shows: 'nothing' | null;
  readonly handle: (given: Given, request: FastifyRequest, input: Input) => Promise<unknown>;
};

type Input = { readonly params: unknown; readonly query: unknown; readonly body: unknown };
const none = z.object({});
type None = typeof none;

/** An operation as a feature writes it: what it takes and answers checked by the compiler too. */
export type OperationOptions<
  Given,
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly name: string;
  readonly about: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  readonly status?: 200 | 201;
  readonly refusals?: readonly number[];
  readonly keyed?: boolean;
  readonly reads?: boolean;
  readonly open?: boolean;
  readonly shows?: 'nothing';
  readonly handle: (
    given: Given,
    request: FastifyRequest,
    input: { readonly params: z.output<P>; readonly query: z.output<Q>; readonly body: z.output<B> },
  ) => Promise<z.input<A>>;
};

/** Makes an operation. */
export function operation<
  Given,
  A extends z.ZodType,
  P extends z.ZodObject = None,
  Q extends z.ZodObject = None,
  B extends z.ZodType = z.ZodNull,
>(options: OperationOptions<Given, P, Q, B, A>): Operation<Given> {
  const { params, query, body, status, refusals, keyed, reads, open, shows, handle, ...rest } = options;
  return {
    ...rest,
    params: params ?? none,
    query: query ?? none,
    body: body ?? null,
    status: status ?? 200,
    refusals: refusals ?? [],
    keyed: keyed ?? false,
    reads: reads ?? options.method === 'GET',
    open: open ?? false,
    shows: shows ?? null,
    handle: (given, request, input) => handle(given, request, input as Parameters<typeof handle>[2]),
  };
}

/** Answers an operation at its address. What its schema does not declare does not leave. */
export function registerOperation<Given>(app: FastifyInstance, given: Given, one: Operation<Given>): void {
  app.route({
    method: one.method,
    url: API_ROOT + one.path,
    config: {
      access: one.open ? 'public' : 'api',
      purpose: one.summary,
      reads: one.reads,
      ...(one.shows === null ? {} : { shows: one.shows }),
    },
    handler: async (request, reply) => {
      const answer = await one.handle(given, request, {
        params: readParams(one.params, request),
        query: readQuery(one.query.strict(), request),
        body: one.body === null ? null : readBody(one.body, request),
      });
      return reply
        .code(one.status)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(one.answer.parse(answer)));
    },
  });
}

/** The key that a request which writes brings, who sent it, and the digest of what it asks. */
export type RequestKey = { readonly sender: string; readonly key: string; readonly requestHash: Buffer };

/** Reads the Idempotency-Key of a request, 1 to 200 printable signs without spaces; null where it brings none. */
export function requestKeyOf(request: FastifyRequest): RequestKey | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Refused(400, 'Idempotency-Key must be 1 to 200 printable signs without spaces.');
  }
  const asked = `${request.method} ${request.url}\n${canonical(request.body)}`;
  return { sender: senderOf(request), key, requestHash: digest(asked) };
}

/** A key belongs to who sent it: another sender's key of the same text is another key. */
function senderOf(request: FastifyRequest): string {
  return request.systemId === null ? `user ${requesterOf(request).userId}` : `system ${request.systemId}`;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The key was used for another request. */
export function keyOfAnother(): Refused {
  return new Refused(
    422,
    'This Idempotency-Key was used for another request. Use a new key for each thing you tell us.',
  );
}

/** JSON with its names in order, so that the same content has the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
