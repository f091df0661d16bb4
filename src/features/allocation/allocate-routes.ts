/** Giving one interview to a person of the agency. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { askedByUs, withdrawRequest } from '../../db/interview-requests.ts';
import { listBooked } from '../../db/interviewers.ts';
import type { Transaction } from '../../db/transaction.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { requireGivenReturn, type Opened } from '../../decisions/opened.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import { returnIn } from '../../decisions/return-in.ts';
import { isWithProvider, requestsOf } from '../../domain/capacity/crossing.ts';
import { priceOfWithdrawal } from '../../domain/capacity/request.ts';
import { suggest, type Suggestions } from '../../domain/capacity/suggest.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { namesOf } from '../../domain/interview/cover.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { idInPath } from '../../web/validation.ts';
import {
  allocateFields,
  allocatePage,
  nothingOpen,
  reasonsOf,
  type ReturnParams,
  type WithProvider,
} from './allocate-pages.ts';
import { peopleWithLengths } from './people.ts';
import { knownOfChildren } from './queries.ts';

/** Registers the form. */
export function registerAllocating(app: FastifyInstance, services: Services): void {
  registerDecision<ReturnParams>(app, services, {
    path: paths.allocateInterview,
    act: 'allocate-interview',
    title: 'Who interviews the child?',
    params: z.object({ childId: idInPath, episodeId: idInPath }),
    next: () => paths.allocation,
    subject: (tx, opened, params, now, requester) => subjectOf(services, tx, opened, params, now, requester),
  });
}

async function subjectOf(
  services: Services,
  tx: Transaction,
  opened: Opened,
  params: ReturnParams,
  now: Instant,
  requester: SignedIn,
): Promise<Subject> {
  const { episode, open } = await returnIn(tx, opened, params.episodeId, requester.agencyCode);
  requireGivenReturn(opened, episode.episodeKey);
  if (open === null) return nothingOpen(params);
  const suggestions = await suggestionsOf(tx, opened, episode, open, requester.agencyCode, now);
  const providers = await withProviders(tx, opened, episode, requester, now);
  const fields = allocateFields({ suggestions, providers });
  return {
    fields,
    known: open.interviewerId === null ? {} : { interviewer: String(open.interviewerId) },
    page: (view) => allocatePage(view, { params, open, suggestions, providers, now }),
    decide: async (decisionTx, { answers, expectedVersion, now: at }) => {
      const chosen = suggestions.suggested.find(
        ({ interviewer }) => String(interviewer.userId) === answers['interviewer'],
      );
      if (chosen === undefined) return { kind: 'errors', errors: [missing] };
      if (providers.some(({ ours, standing }) => !ours && standing === 'accepted'))
        return {
          kind: 'errors',
          errors: [{ ...missing, text: 'A provider that another agency asked has accepted it' }],
        };
      const why = typeof answers['why'] === 'string' ? answers['why'] : reasonsOf(chosen);
      const withdrawn = providers
        .filter(({ ours }) => ours)
        .map((one) => ({ requestRef: one.requestRef, pricePence: priceOfWithdrawal(one.standing, one) }));
      const cause = 'given-elsewhere';
      const outcome = await decideOn(decisionTx, requester, services.rules, {
        childId: params.childId,
        expectedVersion,
        first: withdrawn.map((one) => ({ kind: 'interview-request-withdrawn', ...one, cause, why })),
        content: {
          kind: 'interview-allocated',
          interviewRef: open.interviewRef ?? randomUUID(),
          incidentRefs: namesOf(episode),
          agency: chosen.interviewer.agency,
          interviewerId: chosen.interviewer.userId,
          why,
        },
        route: paths.allocateInterview,
        now: at,
      });
      if (outcome.kind !== 'saved') return outcome;
      for (const { requestRef, pricePence: pence } of withdrawn)
        if (!(await withdrawRequest(decisionTx, requestRef, { at, cause, pence })))
          throw new Error('a request was withdrawn on the record, and does not stand beside it');
      return outcome;
    },
  };
}

/** Providers that have the interview, or may still take it: whose it is besides the reader’s own agency. */
async function withProviders(
  tx: Transaction,
  { record, agencyName }: Opened,
  episode: Episode,
  { agencyCode }: SignedIn,
  now: Instant,
): Promise<WithProvider[]> {
  const standing = requestsOf(record.interviews, episode, now).filter(
    (one) => isWithProvider(one) && one.agency !== agencyCode,
  );
  const ours = await askedByUs(
    tx,
    standing.map(({ requestRef }) => requestRef),
  );
  return standing.map((one) => ({ ...one, provider: agencyName(one.agency), ours: ours.has(one.requestRef) }));
}

async function suggestionsOf(
  tx: Transaction,
  { childId }: Opened,
  episode: Episode,
  open: ReturnFollowUp,
  agency: string,
  now: Instant,
): Promise<Suggestions> {
  const known = (await knownOfChildren(tx, [childId])).get(childId);
  const wanted = {
    dueAt: open.dueAt,
    area: episode.missingFromAuthority,
    team: open.team,
    languages: known?.languages ?? [],
    placedWith: known?.placedWith ?? [],
    interviewedBefore: known?.interviewedBefore ?? new Map<number, number>(),
  };
  const { people } = await peopleWithLengths(tx, agency, now);
  return suggest(wanted, people, await listBooked(tx, now), now);
}

const missing = { name: 'interviewer', text: 'Select who interviews the child', href: '#interviewer' } as const;
