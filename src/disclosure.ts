/** Nothing about anybody leaves before the look is on record: kept by machine on every route, so that none can forget. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BudgetSpent } from './db/audit/budget.ts';
import { beginAnswer, endAnswer, isOnRecord } from './db/audit/durable.ts';
import { recordAudit } from './db/audit/record.ts';
import type { Database } from './db/transaction.ts';
import { statusOf } from './web/refusal.ts';
import { accessOf, isSafe, routeOf, showsNothing } from './web/requests.ts';
import { isRefused } from './web/show.ts';

/** Headers of an answer that is not given after all. */
const OF_AN_ANSWER = ['content-disposition', 'content-length', 'content-type', 'etag', 'last-modified'] as const;

/**
 * Refuses to send an answer that may be about somebody and has no committed record in the audit: a fault of ours, answered
 * as one. A route that shows nobody says so in its configuration; one that says nothing is taken to show people.
 */
export function guardDisclosure(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (isForWhoIsKnown(request)) beginAnswer(request.id);
  });
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (mayShowPeople(request, reply) && !isOnRecord(request.id, 'allowed')) {
      for (const name of OF_AN_ANSWER) reply.removeHeader(name);
      throw new Error(`${routeOf(request)} was about to show people without a record of it`);
    }
    return payload;
  });
  app.addHook('onResponse', async (request) => {
    endAnswer(request.id);
  });
}

function isForWhoIsKnown(request: FastifyRequest): boolean {
  const access = accessOf(request);
  return access === 'page' || access === 'api';
}

function mayShowPeople(request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.is404 || request.requester === null || !isForWhoIsKnown(request) || isRefused(request)) return false;
  const leadsElsewhere = reply.statusCode >= 300 && reply.statusCode < 400;
  return !leadsElsewhere && !showsNothing(request);
}

/** Statuses that refuse somebody something: not theirs to do or to see, or too much. */
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 429]);

/**
 * Keeps in the audit what was refused to whom, before it is answered: a child that is not there and one that may not be
 * seen alike, each by the number that was asked for.
 */
export async function recordRefusal(database: Database, request: FastifyRequest, error: unknown): Promise<void> {
  const { requester } = request;
  const status = statusOf(error);
  if (requester === null || !REFUSALS.has(status) || isOnRecord(request.id, 'refused')) return;
  const numbers = numbersIn(request.params);
  const child = numbers['childId'] ?? numbers['child_id'];
  await database.transaction('request', requester, (tx) =>
    recordAudit(tx, requester, {
      verb: isSafe(request) ? 'consultation' : 'alteration',
      act: error instanceof BudgetSpent ? 'budget' : 'look',
      outcome: 'refused',
      route: routeOf(request),
      childIds: child === undefined ? [] : [child],
      detail: { status, ...numbers, ...(error instanceof BudgetSpent ? { budget: error.code } : {}) },
    }),
  );
}

/** The numbers in an address, by their names: identifiers, and nothing that anybody typed. */
function numbersIn(params: unknown): Record<string, number> {
  const given = Object.entries((params ?? {}) as Record<string, unknown>);
  const numbers = given.filter(([, value]) => typeof value === 'string' && /^\d{1,15}$/.test(value));
  return Object.fromEntries(numbers.map(([name, value]) => [name, Number(value)]));
}
