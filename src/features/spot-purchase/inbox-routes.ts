/** Interviews that a provider is asked for, and its answers. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { listInterviewers } from '../../db/interviewers.ts';
import type { Transaction } from '../../db/transaction.ts';
import { standingOf } from '../../domain/capacity/request.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { type Field, type FieldError, type Typed, textIn } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { readFields, readParams } from '../../web/validation.ts';
import { NotToBeTaken, recordAnswer } from './commands.ts';
import { answerFields } from './fields.ts';
import { answerPage, inboxPage } from './inbox-pages.ts';
import { findReceived, listReceived, type ReceivedRequest } from './queries.ts';

/** Requests on the page. */
const LISTED_AT_MOST = 100;
const params = z.object({ requestRef: z.string().regex(/^[\w-]{1,64}$/) });

type Found = {
  readonly one: ReceivedRequest;
  readonly nameOf: (code: string) => string;
  readonly fields: readonly Field[];
};

type RefusedAnswer = { readonly found: Found; readonly errors: readonly FieldError[]; readonly status: number };

/** Registers the inbox. */
export function registerInbox(app: FastifyInstance, { database, rules }: Services): void {
  const config = { purpose: 'requests for return interviews' };

  app.get(paths.interviewRequests, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'answer-interview-request');
    const shown = await database.transaction('request', requester, async (tx) => {
      await recordLook(tx, requester, paths.interviewRequests);
      return { received: await listReceived(tx, requester.at, LISTED_AT_MOST), nameOf: await agencyNames(tx) };
    });
    const body = inboxPage({ ...shown, agencyName: requester.agencyName, now: requester.at });
    return showPage(request, reply, { title: 'Interviews that we are asked for', body, wide: true });
  });

  app.get(paths.interviewRequest, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'answer-interview-request');
    const { requestRef } = readParams(params, request);
    const found = await database.transaction('request', requester, async (tx) => {
      await recordLook(tx, requester, paths.interviewRequest);
      return findOne(tx, requestRef);
    });
    return show(request, reply, found, {}, []);
  });

  app.post(paths.interviewRequest, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'answer-interview-request');
    const { requestRef } = readParams(params, request);
    const typed = readFields(request);
    const answered = async (): Promise<RefusedAnswer | null> =>
      database.transaction('request', requester, async (tx) => {
        const found = await findOne(tx, requestRef);
        const read = readForm(found.fields, typed, requester.at);
        const errors = read.kind === 'errors' ? [...read.errors] : faultsOf(found, read.answers, requester);
        if (errors.length === 0) {
          const accepted = textIn(typed, 'answer') === 'accept';
          const interviewer = textIn(typed, 'interviewer');
          const interviewerId = accepted && interviewer !== '' ? Number(interviewer) : null;
          const why = textIn(typed, 'why').trim();
          const answer = { requestRef, asker: found.one.from, accepted, interviewerId, why, now: requester.at };
          if (await recordAnswer(tx, requester, rules, answer)) return null;
          errors.push(errorOf(firstOf(found), 'This request is not open any more'));
        }
        await recordLook(tx, requester, paths.interviewRequest);
        return { found, errors, status: 422 };
      });
    const refused = await answered().catch(async (error: unknown) => {
      if (!(error instanceof NotToBeTaken)) throw error;
      // Nothing of the answer stayed: the request is shown as it still stands, with what was typed.
      return database.transaction('request', requester, async (tx) => {
        await recordLook(tx, requester, paths.interviewRequest);
        const found = await findOne(tx, requestRef);
        const text = `${error.sentence} You can answer that you cannot take it`;
        return { found, errors: [errorOf(firstOf(found), text)], status: 409 };
      });
    });
    if (refused === null) return reply.redirect(paths.interviewRequests, 303);
    return show(request, reply, refused.found, typed, refused.errors, refused.status);
  });
}

/** Who is asked sees something of a child whom they cannot know: that they looked is on record, without the child. */
function recordLook(tx: Transaction, requester: SignedIn, route: string): Promise<void> {
  return recordAudit(tx, requester, { verb: 'consultation', act: 'answer-interview-request', route, childIds: [] });
}

async function findOne(tx: Transaction, requestRef: string): Promise<Found> {
  const one = await findReceived(tx, requestRef);
  if (one === undefined) throw notFound();
  return { one, nameOf: await agencyNames(tx), fields: answerFields(await listInterviewers(tx)) };
}

function firstOf({ fields }: Found): Field {
  return fields[0] as Field;
}

function faultsOf(found: Found, answers: Readonly<Record<string, unknown>>, requester: SignedIn): FieldError[] {
  if (standingOf(found.one, requester.at) !== 'waiting')
    return [
      errorOf(
        firstOf(found),
        'This request is not open any more: it was answered or withdrawn, or went back to who asked',
      ),
    ];
  const why = found.fields.find(({ name }) => name === 'why') as Field;
  return answers['answer'] === 'refuse' && answers['why'] === null
    ? [errorOf(why, 'Enter why you cannot take it')]
    : [];
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { one, nameOf, fields }: Found,
  typed: Typed,
  errors: readonly FieldError[],
  status?: number,
): FastifyReply {
  const now = requesterOf(request).at;
  const body = answerPage({ one, nameOf, now, fields, typed, errors, csrfToken: formToken(request, reply) });
  return showPage(request, reply, {
    title: 'An interview that we are asked for',
    currentPath: paths.interviewRequests,
    backLink: paths.interviewRequests,
    errors,
    ...(status === undefined ? {} : { status }),
    body,
  });
}
