/** Putting a record right: correct what we were told, settle a fault, record a review, move to another child. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dutyAt, episodeKeyOf } from '../../db/chronology/numbers.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { POLICE_RISK_LEVELS, type PoliceRiskLevel } from '../../domain/chronology/entry.ts';
import { RISK_WORDS } from '../../domain/chronology/words.ts';
import type { Services } from '../../services.ts';
import { asTyped } from '../../web/forms/answers.ts';
import type { Field } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { changedFields, correctionFields, faultsOfCorrection, whyField } from './correct-fields.ts';
import { registerMove } from './move-routes.ts';
import { standingIn } from './standing.ts';
import { correctPage, reviewPage, settlePage } from './pages.ts';

/** Registers the pages by which a record is put right. */
export function register(app: FastifyInstance, services: Services): void {
  registerCorrection(app, services);
  registerMove(app, services);
  registerSettling(app, services);
  registerReview(app, services);
}

function registerCorrection(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.correct,
    act: 'correct-record',
    title: 'Correct what we were told',
    params: z.object({ childId: idInPath, version: idInPath }),
    next: ({ childId }) => `${to(paths.child, { childId })}#chronology`,
    subject: async (_tx, opened, { childId, version }) => {
      const notification = standingIn(opened, version);
      const fields = correctionFields(notification, opened.authorities);
      return {
        fields: [...fields, whyField],
        known: asTyped(fields, notification),
        page: (view) => correctPage(view, notification, version),
        decide: async (tx, { answers, expectedVersion, requester, now }) => {
          const { was, now: becomes } = changedFields(notification, fields, answers);
          const [first] = fields;
          if (Object.keys(becomes).length === 0 && first !== undefined) {
            return {
              kind: 'errors',
              errors: [errorOf(first, 'Change what is wrong: nothing is different from what is on record')],
            };
          }
          const errors = faultsOfCorrection(opened.entries, { ...notification, ...becomes });
          if (errors.length > 0) return { kind: 'errors', errors };
          return decideOn(tx, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'notification-corrected',
              notificationRef: notification.notificationRef,
              was,
              now: becomes,
              why: String(answers['why']),
            },
            route: paths.correct,
            now,
          });
        },
      };
    },
  });
}

const settleField = {
  ...whyField,
  label: 'Why does this need no further work?',
  what: 'why this needs no further work',
  hint: 'What was tried, and why nothing more can be found out. It stays on the record',
} as const satisfies Field;

function registerSettling(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.settleFault,
    act: 'settle-fault',
    title: 'Settle a recording fault',
    params: z.object({ childId: idInPath, dutyId: idInPath }),
    next: ({ childId }) => `${to(paths.child, { childId })}#due`,
    subject: async (tx, { record }, { childId, dutyId }) => {
      const name = await dutyAt(tx, childId, dutyId);
      const duty = record.duties.find(
        ({ kind, subjectKey }) => kind === 'recording-fault' && name?.kind === kind && name.subjectKey === subjectKey,
      );
      if (duty === undefined || duty.settledAt !== null) throw notFound();
      return {
        fields: [settleField],
        known: {},
        page: (view) => settlePage(view, duty, dutyId),
        decide: (inside, { answers, expectedVersion, requester, now }) =>
          decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: { kind: 'recording-fault-settled', faultKey: duty.subjectKey, why: String(answers['why']) },
            route: paths.settleFault,
            now,
          }),
      };
    },
  });
}

const reviewFields = [
  {
    kind: 'radios',
    name: 'risk',
    label: 'The grade of risk now',
    what: 'the grade of risk',
    options: [...POLICE_RISK_LEVELS].reverse().map((value) => ({ value, text: RISK_WORDS[value] })),
  },
  {
    kind: 'textarea',
    name: 'rationale',
    label: 'Why, and what is to be done next',
    what: 'why, and what is to be done next',
    rows: 6,
    maxlength: 5000,
  },
] as const satisfies readonly Field[];

function registerReview(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.review,
    act: 'record-risk-review',
    title: 'Record a review',
    params: z.object({ childId: idInPath, episodeId: idInPath }),
    next: ({ childId, episodeId }) => to(paths.episode, { childId, episodeId }),
    subject: async (tx, { record }, { childId, episodeId }, now) => {
      const key = await episodeKeyOf(tx, childId, episodeId);
      const episode = record.episodes.find(({ episodeKey }) => episodeKey === key);
      if (episode === undefined || episode.endedAt !== null || episode.supersededAt !== null) throw notFound();
      return {
        fields: reviewFields,
        known: episode.risk === null ? {} : { risk: episode.risk },
        page: (view) => reviewPage(view, episode, episodeId, now),
        decide: (inside, { answers, expectedVersion, requester, now: at }) =>
          decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'review-recorded',
              episodeKey: episode.episodeKey,
              risk: answers['risk'] as PoliceRiskLevel,
              rationale: String(answers['rationale']),
            },
            route: paths.review,
            now: at,
          }),
      };
    },
  });
}
