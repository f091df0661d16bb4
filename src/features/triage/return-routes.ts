/** The triage of one return: seen, decided, and what is known of it recorded and asked. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requirePurpose } from '../../access.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { openFor } from '../../decisions/opened.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { plusHours } from '../../domain/time/instant.ts';
import type { RiskFactor, TriageLevel } from '../../domain/triage/acts.ts';
import { whomToAsk } from '../../domain/triage/whom.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams } from '../../web/validation.ts';
import { askFields, factorAnswers, factorFields, LEFT, levelField, overruleField, restsOnField } from './fields.ts';
import { askPage, decidePage, factorsPage } from './form-pages.ts';
import { askable } from './askable.ts';
import { openReturn, standingRequests } from './open-return.ts';
import { personName } from './queries.ts';
import { returnPage } from './return-page.ts';

/** A return as an address names it. */
export const returnParams = z.object({ childId: idInPath, episodeId: idInPath });
const TITLE = 'Triage of a return';

/** Registers the page of one return's triage and its forms. */
export function registerReturn(app: FastifyInstance, services: Services): void {
  registerSight(app, services);
  registerDeciding(app, services);
  registerFactors(app, services);
  registerAsking(app, services);
}

function registerSight(app: FastifyInstance, { database, clock, rules }: Services): void {
  app.get(paths.triage, { config: { purpose: TITLE } }, async (request, reply) => {
    const { childId, episodeId } = readParams(returnParams, request);
    const requester = requesterOf(request);
    const view = await database.transaction('request', requester, async (tx) => {
      const opened = await openFor(tx, requester, rules, 'triage-return', childId);
      const triage = await openReturn(tx, opened, episodeId, rules);
      const purpose = await requirePurpose(tx, requester, childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.triage,
        childIds: [childId],
        ...(purpose === null ? {} : { purpose }),
      });
      const dueAt = plusHours(clock(), triage.protocol.rules.answerWithinHours);
      const agencies = await askable(tx, opened, dueAt, requester.agencyCode);
      const asking = whomToAsk(triage.proposal.askFor, agencies, standingRequests(triage));
      const knowing = new Set(agencies.map(({ kind }) => kind));
      return {
        opened,
        triage,
        asking,
        knowing,
        decidedBy: (await personName(tx, triage.decision?.decidedBy ?? null)) ?? null,
      };
    });
    return showPage(request, reply, {
      title: TITLE,
      currentPath: paths.children,
      backLink: to(paths.episode, { childId, episodeId }),
      body: returnPage({ ...view, csrfToken: formToken(request, reply) }),
    });
  });
}

function registerDeciding(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.triageDecide,
    act: 'triage-return',
    title: 'Decide the level of a return',
    params: returnParams,
    next: (params) => to(paths.triage, params),
    subject: async (tx, opened, { childId, episodeId }) => {
      const triage = await openReturn(tx, opened, episodeId, services.rules);
      const { proposal, protocol, episode } = triage;
      return {
        fields: [levelField, overruleField],
        known: { level: triage.level },
        page: (view) => decidePage(view, triage),
        decide: async (inside, { answers, expectedVersion, requester, now }) => {
          const decided = answers['level'] as TriageLevel;
          const why = (answers['why'] ?? null) as string | null;
          if (decided !== proposal.level && why === null)
            return { kind: 'errors', errors: [errorOf(overruleField, 'Enter why you overrule the proposal')] };
          return decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'triage-decided',
              episodeKey: episode.episodeKey,
              protocolId: protocol.protocolId,
              proposed: proposal.level,
              decided,
              because: proposal.because,
              why,
            },
            route: paths.triageDecide,
            now,
          });
        },
      };
    },
  });
}

function registerFactors(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.triageFactors,
    act: 'triage-return',
    title: 'Record what is known of the risks',
    params: returnParams,
    next: (params) => to(paths.triage, params),
    subject: async (tx, opened, { childId, episodeId }) => {
      const triage = await openReturn(tx, opened, episodeId, services.rules);
      const fields = factorFields(triage.factors);
      return {
        fields: [...fields, restsOnField],
        known: Object.fromEntries(fields.map(({ name }) => [name, LEFT])),
        page: (view) => factorsPage(view, triage),
        decide: async (inside, { answers, expectedVersion, requester, now }) => {
          const factors = factorAnswers(answers);
          const [first] = fields;
          if (Object.keys(factors).length === 0 && first !== undefined)
            return { kind: 'errors', errors: [errorOf(first, 'Answer at least one: all stand as they are')] };
          return decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: { kind: 'risk-factors-recorded', questionRef: null, factors, why: String(answers['why']) },
            route: paths.triageFactors,
            now,
          });
        },
      };
    },
  });
}

function registerAsking(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.triageAsk,
    act: 'triage-return',
    title: 'Ask an agency about a return',
    params: returnParams,
    next: (params) => to(paths.triage, params),
    subject: async (tx, opened, { childId, episodeId }, now, asker) => {
      const triage = await openReturn(tx, opened, episodeId, services.rules);
      const dueAt = plusHours(now, triage.protocol.rules.answerWithinHours);
      const agencies = await askable(tx, opened, dueAt, asker.agencyCode);
      return {
        fields: askFields(agencies, triage.proposal),
        known: { factors: triage.proposal.askFor.map(({ factor }) => factor) },
        page: (view) => askPage(view, triage, agencies.length === 0, dueAt),
        decide: (inside, { answers, expectedVersion, requester, now: at }) =>
          decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'information-asked',
              questionRef: randomUUID(),
              episodeKey: triage.episode.episodeKey,
              agency: String(answers['agency']),
              factors: answers['factors'] as readonly RiskFactor[],
              dueAt,
              why: String(answers['why']),
            },
            route: paths.triageAsk,
            now: at,
          }),
      };
    },
  });
}
