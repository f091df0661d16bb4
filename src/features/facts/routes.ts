/** Facts around a child: recorded, withdrawn, tried; and what several children share. */
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { may, onlyGivenTo, requireAct, requirePurpose } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { withUsesElsewhere } from '../../db/facts-across.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { openFor, requireGivenInterview, type Opened } from '../../decisions/opened.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import { standingTowards } from '../../db/standing.ts';
import type { FactKind } from '../../domain/intelligence/acts.ts';
import { suggestedGrading, type Grading } from '../../domain/intelligence/grading.ts';
import { isFactGiven, isInterviewGiven } from '../../domain/interview/given.ts';
import { openOffers, readsFacts } from '../../offers/offered.ts';
import type { Services } from '../../services.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams, readQuery } from '../../web/validation.ts';
import { conditionsField, factFields, reasonField, valueField, withdrawField } from './fields.ts';
import { networksPage } from './network-pages.ts';
import { factsPage, recordFactPage, withdrawFactPage } from './pages.ts';
import { LINKS_ON_A_PAGE, sharedFacts } from './queries.ts';
import { registerUse } from './use-routes.ts';

/** A reference of ours or of a feed, as an address carries it. */
const refInPath = z.string().min(1).max(200);

/** Registers the pages of facts. */
export function register(app: FastifyInstance, services: Services): void {
  registerFacts(app, services);
  registerRecording(app, services);
  registerWithdrawing(app, services);
  registerUse(app, services);
  registerNetworks(app, services);
}

function registerFacts(app: FastifyInstance, { database, rules, clock }: Services): void {
  app.get(paths.facts, { config: { purpose: 'facts around a child' } }, async (request, reply) => {
    const { childId } = readParams(z.object({ childId: idInPath }), request);
    const requester = requesterOf(request);
    const now = clock();
    const view = await database.transaction('request', requester, async (tx) => {
      const opened = await openFor(tx, requester, rules, 'see-child', childId);
      const standing = await standingTowards(tx, childId);
      const purpose = await requirePurpose(tx, requester, childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.facts,
        childIds: [childId],
        fieldGroups: ['identity', 'facts'],
        ...(purpose === null ? {} : { purpose }),
      });
      const { record } = opened;
      const isAway = record.episodes.some(({ endedAt, supersededAt }) => endedAt === null && supersededAt === null);
      return {
        opened,
        reads: readsFacts(requester, standing),
        mayRecord: may(requester, 'record-fact', standing),
        recordsAs: onlyGivenTo(requester, 'record-fact', standing),
        facts: await withUsesElsewhere(tx, childId, record.facts),
        offers: isAway ? await openOffers(tx, requester, { childId, record, standing, route: paths.facts, now }) : null,
      };
    });
    return showPage(request, reply, {
      title: 'Facts around a child',
      wide: true,
      currentPath: paths.children,
      backLink: to(paths.child, { childId }),
      body: factsPage({ ...view, now }),
    });
  });
}

function recording(services: Services, opened: Opened, interviewRef: string | null): Subject {
  const { childId, record } = opened;
  const fields = factFields(record.interviews.filter((interview) => isInterviewGiven(interview, opened.givenTo)));
  const grading = suggestedGrading(interviewRef !== null);
  const route = interviewRef === null ? paths.recordFact : paths.recordFactFrom;
  return {
    fields,
    known: { ...grading, interviewRef: interviewRef ?? 'otherwise' },
    page: (view) => recordFactPage(view, interviewRef),
    decide: async (tx, { answers, expectedVersion, requester, now }) => {
      const text = (name: string): string => (typeof answers[name] === 'string' ? answers[name] : '');
      const [detail, conditions, from] = [text('detail'), text('conditions'), text('interviewRef')];
      const isReason = text('factKind') === 'reason';
      const value = text(isReason ? 'reason' : 'value');
      if (value === '')
        return {
          kind: 'errors',
          errors: [
            isReason
              ? errorOf(reasonField, 'Select the reason')
              : errorOf(valueField, 'Enter the name, number or place'),
          ],
        };
      if (text('handling') === 'C' && conditions === '')
        return {
          kind: 'errors',
          errors: [errorOf(conditionsField, 'Enter the conditions under which it may be passed on')],
        };
      return decideOn(tx, requester, services.rules, {
        childId,
        expectedVersion,
        content: {
          kind: 'fact-recorded',
          factRef: randomUUID(),
          factKind: text('factKind') as FactKind,
          grading: {
            source: text('source'),
            assessment: text('assessment'),
            handling: text('handling'),
          } as Grading,
          interviewRef: from === 'otherwise' ? null : from,
          words: {
            value,
            ...(detail === '' ? {} : { detail }),
            ...(conditions === '' || text('handling') !== 'C' ? {} : { conditions }),
          },
        },
        route,
        now,
      });
    },
  };
}

function registerRecording(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.recordFact,
    act: 'record-fact',
    title: 'Record a fact',
    params: z.object({ childId: idInPath }),
    next: ({ childId }) => to(paths.facts, { childId }),
    subject: async (_tx, opened) => recording(services, opened, null),
  });
  registerDecision(app, services, {
    path: paths.recordFactFrom,
    act: 'record-fact',
    title: 'Record a fact from an interview',
    params: z.object({ childId: idInPath, interviewRef: refInPath }),
    next: ({ childId }) => to(paths.facts, { childId }),
    subject: async (_tx, opened, { interviewRef }) => {
      requireGivenInterview(opened, interviewRef);
      return recording(services, opened, interviewRef);
    },
  });
}

function registerWithdrawing(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.withdrawFact,
    act: 'record-fact',
    title: 'Withdraw a fact',
    params: z.object({ childId: idInPath, factRef: refInPath }),
    next: ({ childId }) => to(paths.facts, { childId }),
    subject: async (_tx, opened, { childId, factRef }) => {
      const fact = opened.record.facts.find((one) => one.factRef === factRef);
      if (fact === undefined || !isFactGiven(opened.record, fact, opened.givenTo)) throw notFound();
      return {
        fields: [withdrawField],
        known: {},
        page: (view) => withdrawFactPage(view, fact),
        decide: (tx, { answers, expectedVersion, requester, now }) =>
          decideOn(tx, requester, services.rules, {
            childId,
            expectedVersion,
            content: { kind: 'fact-withdrawn', factRef, why: String(answers['why']) },
            route: paths.withdrawFact,
            now,
          }),
      };
    },
  });
}

function registerNetworks(app: FastifyInstance, { database, clock }: Services): void {
  const query = z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) });
  app.get(paths.networks, { config: { purpose: 'people and places that children share' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-networks');
    const { page } = readQuery(query, request);
    const found = await database.transaction('request', requester, async (tx) => {
      const links = await sharedFacts(tx, page);
      const shown = links.slice(0, LINKS_ON_A_PAGE);
      await recordAudit(tx, requester, {
        verb: 'combination',
        route: paths.networks,
        childIds: [...new Set(shown.flatMap(({ children }) => children.map(({ childId }) => childId)))],
        fieldGroups: ['identity', 'facts'],
      });
      return { links: shown, more: links.length > LINKS_ON_A_PAGE };
    });
    return showPage(request, reply, {
      title: 'Shared people and places',
      wide: true,
      body: networksPage({ ...found, page, now: clock() }),
    });
  });
}
