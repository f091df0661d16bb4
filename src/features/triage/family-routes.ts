/** What the child and the family say: who was asked, how, when, and their answers in their own words. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideOn } from '../../decisions/decide-on.ts';
import { recordForm } from '../../decisions/record-form.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { CONTACT_MEANS, type ContactMeans } from '../../domain/interview/acts.ts';
import { MEANS_WORDS } from '../../domain/interview/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { FAMILY_MEMBERS, RISK_FACTORS, type FamilyMember } from '../../domain/triage/acts.ts';
import type { FactorStanding } from '../../domain/triage/of-return.ts';
import { FACTOR_WORDS, MEMBER_WORDS } from '../../domain/triage/words.ts';
import type { Services } from '../../services.ts';
import { insetText } from '../../web/components/inset-text.ts';
import type { Field } from '../../web/forms/field.ts';
import { errorOf } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { factorAnswers, factorFields, LEFT } from './fields.ts';
import { openReturn } from './open-return.ts';
import { returnParams } from './return-routes.ts';

/** Questions as an address names them; `any` where none is asked first. */
const ANY = 'any';

const memberField = {
  kind: 'radios',
  name: 'member',
  label: 'Who was asked?',
  what: 'who was asked',
  options: FAMILY_MEMBERS.map((value) => ({ value, text: MEMBER_WORDS[value] })),
} as const satisfies Field;
const meansField = {
  kind: 'radios',
  name: 'means',
  label: 'How?',
  what: 'how they were asked',
  options: CONTACT_MEANS.map((value) => ({ value, text: MEANS_WORDS[value] })),
} as const satisfies Field;
const whenField = {
  kind: 'datetime',
  name: 'askedAt',
  label: 'When?',
  what: 'when they were asked',
  inThePast: true,
} as const satisfies Field;
const saidField = {
  kind: 'textarea',
  name: 'said',
  label: 'What did they say?',
  what: 'what they said',
  hint: 'In their own words. It is kept as theirs, and read only by those who may read what a child said in an interview',
  rows: 6,
  maxlength: 5000,
} as const satisfies Field;

/** Registers the form. The question that an address names is asked first, and must be answered. */
export function registerFamily(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.triageFamily,
    act: 'triage-return',
    title: 'What the child or the family said',
    params: returnParams.extend({ question: z.enum([ANY, ...RISK_FACTORS]) }),
    next: ({ childId, episodeId }) => to(paths.triage, { childId, episodeId }),
    subject: async (tx, opened, { childId, episodeId, question }) => {
      const triage = await openReturn(tx, opened, episodeId, services.rules);
      const { returnedAt } = triage.followUp;
      const factors = questionsFrom(triage.factors, question);
      return {
        fields: [memberField, meansField, whenField, ...factors, saidField],
        known: Object.fromEntries(factors.filter(({ name }) => name !== question).map(({ name }) => [name, LEFT])),
        page: (view) =>
          recordForm(view, {
            heading:
              question === ANY
                ? 'What the child or the family said'
                : `Ask the child or the family: ${FACTOR_WORDS[question].toLowerCase()}`,
            action: to(paths.triageFamily, { childId, episodeId, question }),
            send: 'Save what they said',
            about: insetText({
              text: 'Ask only where that is safe for the child. “Not known” is an answer, and is never read as no. Each person’s answers stand beside those of the others.',
            }),
          }),
        decide: async (inside, { answers, expectedVersion, requester, now }) => {
          const askedAt = answers['askedAt'] as Instant;
          const given = factorAnswers(answers);
          const [first] = factors;
          const errors = [
            ...(askedAt < returnedAt
              ? [errorOf(whenField, `When they were asked must be after the return, ${formatInstant(returnedAt)}`)]
              : []),
            ...(Object.keys(given).length === 0 && first !== undefined
              ? [errorOf(first, 'Answer at least one: all stand as they are')]
              : []),
          ];
          if (errors.length > 0) return { kind: 'errors', errors };
          return decideOn(inside, requester, services.rules, {
            childId,
            expectedVersion,
            content: {
              kind: 'family-answered',
              episodeKey: triage.episode.episodeKey,
              member: answers['member'] as FamilyMember,
              means: answers['means'] as ContactMeans,
              factors: given,
              words: { said: String(answers['said']) },
            },
            occurredAt: askedAt,
            route: paths.triageFamily,
            now,
          });
        },
      };
    },
  });
}

/** One question a factor; the one that is asked first cannot be left as it stands. */
function questionsFrom(factors: readonly FactorStanding[], first: string): readonly Field[] {
  const fields = factorFields(factors);
  const chosen = fields.flatMap((field) =>
    field.name === first && field.kind === 'radios'
      ? [{ ...field, options: field.options.filter(({ value }) => value !== LEFT) }]
      : [],
  );
  return [...chosen, ...fields.filter(({ name }) => name !== first)];
}
