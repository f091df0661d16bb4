/** Asking an approved provider for one interview. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may } from '../../access.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { requireGivenReturn, type Opened } from '../../decisions/opened.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import { returnIn } from '../../decisions/return-in.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import type { Transaction } from '../../db/transaction.ts';
import { isWithProvider, requestsOf } from '../../domain/capacity/crossing.ts';
import { ageBandOf, answerBy, priceOf, termsToAsk } from '../../domain/capacity/request.ts';
import { ageOn } from '../../domain/child/age.ts';
import { namesOf } from '../../domain/interview/cover.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { idInPath } from '../../web/validation.ts';
import { askPage, type AskView } from './ask-pages.ts';
import { askFields } from './fields.ts';
import { addRequest, listTerms, nameOfPerson, placedWith } from './queries.ts';

type Params = { readonly childId: number; readonly episodeId: number };

/** Registers the form. */
export function registerAsking(app: FastifyInstance, services: Services): void {
  registerDecision<Params>(app, services, {
    path: paths.requestInterview,
    act: 'allocate-interview',
    title: 'Ask a provider for the interview',
    params: z.object({ childId: idInPath, episodeId: idInPath }),
    next: () => paths.allocation,
    subject: (tx, opened, params, now, requester) => subjectOf(services, tx, opened, params, now, requester),
  });
}

async function subjectOf(
  services: Services,
  tx: Transaction,
  opened: Opened,
  params: Params,
  now: Instant,
  requester: SignedIn,
): Promise<Subject> {
  const { record } = opened;
  const { agencyCode } = requester;
  const { episode, open } = await returnIn(tx, opened, params.episodeId, agencyCode);
  requireGivenReturn(opened, episode.episodeKey);
  const requests = requestsOf(record.interviews, episode, now);
  const waiting = requests.find(isWithProvider);
  const on = londonDate(now);
  const area = episode.missingFromAuthority;
  const terms = termsToAsk(await listTerms(tx, agencyCode), {
    area,
    on,
    placedWith: await placedWith(tx, params.childId),
  });
  const held = open === null ? null : await holderOf(tx, opened, open, agencyCode);
  const view: AskView = { params, open, requests, terms, held, approves: may(requester, 'keep-provider-terms'), now };
  const fields = open === null || waiting !== undefined || terms.length === 0 ? [] : askFields(terms, held);
  return {
    fields,
    known: { within: '4' },
    page: (form) => askPage(form, view),
    decide: async (decisionTx, { answers, expectedVersion, now: at }) => {
      const chosen = terms.find(({ provider }) => provider === answers['provider']);
      if (open === null || waiting !== undefined || chosen === undefined)
        return {
          kind: 'errors',
          errors: [{ name: 'provider', text: 'There is nobody to ask now', href: '#provider' }],
        };
      const request = {
        requestRef: randomUUID(),
        interviewRef: open.interviewRef ?? randomUUID(),
        pricePence: priceOf(chosen),
        cancelPence: chosen.cancelPence,
        answerBy: answerBy(at, Number(answers['within'])),
      };
      const why = String(answers['why']);
      const same = { interviewRef: request.interviewRef, incidentRefs: namesOf(episode), why };
      const outcome = await decideOn(decisionTx, requester, services.rules, {
        childId: params.childId,
        expectedVersion,
        first: held === null ? [] : [{ kind: 'interview-allocated', ...same, agency: agencyCode, interviewerId: null }],
        content: {
          kind: 'interview-requested',
          ...same,
          requestRef: request.requestRef,
          agency: chosen.provider,
          dueAt: request.answerBy,
          pricePence: request.pricePence,
          cancelPence: request.cancelPence,
        },
        route: paths.requestInterview,
        now: at,
      });
      if (outcome.kind !== 'saved') return outcome;
      const { dateOfBirth, sex } = record.details;
      // Where an address is hidden, not even the authority in whose area the child is goes to whom is only asked.
      const hidden = await isAddressHidden(decisionTx, params.childId);
      await addRequest(decisionTx, {
        ...request,
        childId: params.childId,
        from: requester.agencyCode,
        to: chosen.provider,
        ageBand: ageBandOf(dateOfBirth === null ? null : ageOn(dateOfBirth, londonDate(at))),
        sex,
        area: hidden ? null : area,
        languages: (answers['languages'] as readonly string[] | null) ?? [],
        dueAt: open.dueAt,
        askedAt: at,
      });
      return outcome;
    },
  };
}

/** By whom the interview would be held now, where somebody was given it; null where nobody was. */
async function holderOf(
  tx: Transaction,
  { agencyName }: Opened,
  { allocatedTo, interviewerId }: ReturnFollowUp,
  own: string,
): Promise<string | null> {
  if (interviewerId !== null) return (await nameOfPerson(tx, interviewerId)) ?? 'Somebody';
  return allocatedTo === null || allocatedTo === own ? null : agencyName(allocatedTo);
}
