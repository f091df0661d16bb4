/** An agency answers what it was asked about a child, and changes its answer with a reason. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { dutyAt } from '../../db/chronology/numbers.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import type { Services } from '../../services.ts';
import type { Typed } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { askedFields, changeField, factorAnswers, restsOnField } from './fields.ts';
import { answerPage } from './form-pages.ts';

/** Registers the page of an agency that was asked; it shows what was asked, and nothing else of the triage. */
export function registerAnswer(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.triageAnswer,
    act: 'give-information',
    title: 'Answer what was asked about a child',
    params: z.object({ childId: idInPath, dutyId: idInPath }),
    next: () => paths.worklist,
    subject: async (tx, { record }, { childId, dutyId }, _now, asked) => {
      const duty = await dutyAt(tx, childId, dutyId);
      const request = record.triage.requests.find(
        ({ questionRef }) => duty?.kind === 'information-request' && questionRef === duty.subjectKey,
      );
      if (request === undefined || request.agency !== asked.agencyCode) throw notFound();
      const fields = askedFields(request.factors);
      const given = record.triage.answers.filter(({ questionRef }) => questionRef === request.questionRef);
      const changes = request.answeredAt !== null;
      const known: Typed = {
        ...Object.fromEntries(given.map(({ factor, answer }) => [factor, answer])),
        ...(changes ? { why: given.at(-1)?.why ?? '' } : {}),
      };
      return {
        fields: [...fields, restsOnField, ...(changes ? [changeField] : [])],
        known,
        page: (view) => answerPage(view, dutyId, request),
        decide: async (inside, { answers, expectedVersion, requester, now }) => {
          const [first] = fields;
          if (
            changes &&
            first !== undefined &&
            [...fields, restsOnField].every(({ name }) => answers[name] === known[name])
          )
            return {
              kind: 'errors',
              errors: [errorOf(first, 'Change an answer, or what it rests on: all stand as they were')],
            };
          return decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'risk-factors-recorded',
              questionRef: request.questionRef,
              factors: factorAnswers(answers),
              why: String(answers['why']),
              ...(changes ? { rationale: String(answers['rationale']) } : {}),
            },
            route: paths.triageAnswer,
            now,
          });
        },
      };
    },
  });
}
