/** Withdrawing a request to a provider: before the answer for nothing, after an acceptance for the price agreed for that. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideOn } from '../../decisions/decide-on.ts';
import type { Opened } from '../../decisions/opened.ts';
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import { askedByUs, withdrawRequest } from '../../db/interview-requests.ts';
import type { Transaction } from '../../db/transaction.ts';
import {
  poundsOf,
  priceOfWithdrawal,
  STANDING_WORDS,
  standingOf,
  type RequestStanding,
} from '../../domain/capacity/request.ts';
import type { WithdrawalCause } from '../../domain/interview/acts.ts';
import type { InterviewRequest } from '../../domain/interview/interviews.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { withdrawalFields } from './fields.ts';

type Params = { readonly childId: number; readonly requestRef: string };
type Found = {
  readonly request: InterviewRequest;
  readonly standing: RequestStanding;
  readonly held: boolean;
};

/** Registers the form. */
export function registerWithdrawing(app: FastifyInstance, services: Services): void {
  registerDecision<Params>(app, services, {
    path: paths.withdrawRequest,
    act: 'allocate-interview',
    title: 'Withdraw the request to a provider',
    params: z.object({ childId: idInPath, requestRef: z.string().regex(/^[\w-]{1,64}$/) }),
    next: () => paths.allocation,
    subject: (tx, opened, params, now) => subjectOf(services, tx, opened, params, now),
  });
}

async function subjectOf(
  services: Services,
  tx: Transaction,
  opened: Opened,
  params: Params,
  now: Instant,
): Promise<Subject> {
  const found = findRequest(opened, params.requestRef, now);
  // Whom it was asked of answers it, and does not withdraw it: to it, this page is not there.
  if (found === null || !(await askedByUs(tx, [params.requestRef])).has(params.requestRef)) throw notFound();
  const able = !found.held && (found.standing === 'waiting' || found.standing === 'accepted');
  const pricePence = priceOfWithdrawal(found.standing, found.request);
  return {
    fields: able ? withdrawalFields : [],
    known: {},
    page: (view) => withdrawPage(view, params, found, able),
    decide: async (decisionTx, { answers, expectedVersion, requester, now: at }) => {
      const gone = {
        kind: 'errors',
        errors: [{ name: 'cause', text: 'There is nothing to withdraw any more', href: '#main-content' }],
      } as const;
      if (!able) return gone;
      const cause = answers['cause'] as WithdrawalCause;
      const outcome = await decideOn(decisionTx, requester, services.rules, {
        childId: params.childId,
        expectedVersion,
        content: {
          kind: 'interview-request-withdrawn',
          requestRef: params.requestRef,
          cause,
          pricePence,
          why: String(answers['why']),
        },
        route: paths.withdrawRequest,
        now: at,
      });
      if (outcome.kind !== 'saved') return outcome;
      if (!(await withdrawRequest(decisionTx, params.requestRef, { at, cause, pence: pricePence })))
        throw new Error('a request was withdrawn on the record, and does not stand beside it');
      return outcome;
    },
  };
}

function findRequest({ record }: Opened, requestRef: string, now: Instant): Found | null {
  for (const interview of record.interviews) {
    const request = interview.requests.find((one) => one.requestRef === requestRef);
    if (request !== undefined)
      return {
        request,
        standing: standingOf({ ...request, answerBy: request.dueAt }, now),
        held: interview.completedAt !== null,
      };
  }
  return null;
}

function withdrawPage(view: FormView, params: Params, found: Found, able: boolean): Html {
  const { request, standing, held } = found;
  const provider = view.opened.agencyName(request.agency);
  const price = priceOfWithdrawal(standing, request);
  const says = held
    ? 'The interview has been held: there is nothing to withdraw.'
    : !able
      ? 'There is nothing to withdraw any more.'
      : standing === 'waiting'
        ? 'It has not answered yet: nothing is to be paid, and it learns nothing of the child.'
        : `It has accepted. ${price === null ? 'No price was agreed for a withdrawal: nothing is to be paid.' : `For a withdrawal ${poundsOf(price)} were agreed, and are put on its invoice.`} It will see the child no more, and the return waits for somebody again.`;
  return recordForm(view, {
    heading: 'Withdraw the request to a provider',
    action: to(paths.withdrawRequest, params),
    send: able ? 'Withdraw the request' : 'Look again',
    about: html`<p class="govuk-body">${provider} was asked on ${formatInstant(request.askedAt)}. ${STANDING_WORDS[standing]}. ${says}</p>`,
  });
}
