/** Asking an approved provider for one interview. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { episodeKeyOf } from '../../db/chronology/numbers.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { requireGivenReturn, type Opened } from '../../decisions/opened.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import type { Transaction } from '../../db/transaction.ts';
import { ageBandOf, answerBy, priceOf, standingOf, termsToAsk } from '../../domain/capacity/request.ts';
import { ageOn } from '../../domain/child/age.ts';
import { namesOf } from '../../domain/interview/cover.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { askPage, type AskView } from './ask-pages.ts';
import { askFields } from './fields.ts';
import { addRequest, listTerms, ownAgency, placedWith } from './queries.ts';

type Params = { readonly childId: number; readonly episodeId: number };

/** Registers the form. */
export function registerAsking(app: FastifyInstance, services: Services): void {
  registerDecision<Params>(app, services, {
    path: paths.requestInterview,
    act: 'allocate-interview',
    title: 'Ask a provider for the interview',
    params: z.object({ childId: idInPath, episodeId: idInPath }),
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
  const { record } = opened;
  const key = await episodeKeyOf(tx, params.childId, params.episodeId);
  const episode = record.episodes.find(({ episodeKey }) => episodeKey === key);
  if (episode === undefined) throw notFound();
  requireGivenReturn(opened, episode.episodeKey);
  const open = record.returns.find(({ episodeKey, outcome }) => episodeKey === key && outcome === null) ?? null;
  const interview = record.interviews.find(({ interviewRef }) => interviewRef === open?.interviewRef);
  const requests = (interview?.requests ?? []).map((request) => ({
    ...request,
    standing: standingOf({ ...request, answerBy: request.dueAt }, now),
  }));
  const waiting = requests.find(({ standing }) => standing === 'waiting' || standing === 'accepted');
  const on = londonDate(now);
  const area = episode.missingFromAuthority;
  const terms = termsToAsk(await listTerms(tx, await ownAgency(tx)), {
    area,
    on,
    placedWith: await placedWith(tx, params.childId),
  });
  const view: AskView = { params, open, requests, terms, now };
  const fields = open === null || waiting !== undefined || terms.length === 0 ? [] : askFields(terms);
  return {
    fields,
    known: { within: '4' },
    page: (form) => askPage(form, view),
    decide: async (decisionTx, { answers, expectedVersion, requester, now: at }) => {
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
      const outcome = await decideOn(decisionTx, requester, services.rules, {
        childId: params.childId,
        expectedVersion,
        content: {
          kind: 'interview-requested',
          requestRef: request.requestRef,
          interviewRef: request.interviewRef,
          incidentRefs: namesOf(episode),
          agency: chosen.provider,
          dueAt: request.answerBy,
          pricePence: request.pricePence,
          cancelPence: request.cancelPence,
          why: String(answers['why']),
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
