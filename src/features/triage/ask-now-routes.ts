/** Asking by one press: each agency that may know what nobody has answered, or all of them at once. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { decideOn } from '../../decisions/decide-on.ts';
import { recordForm } from '../../decisions/record-form.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import { plusHours } from '../../domain/time/instant.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { USUAL_QUESTION, whomToAsk, type Asking } from '../../domain/triage/whom.ts';
import { FACTOR_WORDS } from '../../domain/triage/words.ts';
import type { Services } from '../../services.ts';
import type { Field } from '../../web/forms/field.ts';
import { html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { askable } from './askable.ts';
import { openReturn, standingRequests } from './open-return.ts';
import { returnParams } from './return-routes.ts';

/** Registers asking by one press; the form stands between only where something is wrong or changed meanwhile. */
export function registerAskingNow(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.triageAskNow,
    act: 'triage-return',
    title: 'Ask agencies about a return',
    params: returnParams,
    next: (params) => `${to(paths.triage, params)}#asked`,
    subject: async (tx, opened, { childId, episodeId }, now, asker) => {
      const triage = await openReturn(tx, opened, episodeId, services.rules);
      const dueAt = plusHours(now, triage.protocol.rules.answerWithinHours);
      const agencies = await askable(tx, opened, dueAt, asker.agencyCode);
      const asking = whomToAsk(triage.proposal.askFor, agencies, standingRequests(triage));
      const field = agenciesField(asking, opened.agencyName);
      return {
        fields: [field],
        known: { agencies: asking.map(({ agency }) => agency) },
        page: (view) =>
          recordForm(view, {
            heading: 'Ask agencies about this return',
            action: to(paths.triageAskNow, { childId, episodeId }),
            send: 'Ask',
            about: html`<p class="govuk-body">${
              asking.length === 0
                ? 'Nobody is left to ask: every agency that sees this record and may know was asked.'
                : `Each reads: “${USUAL_QUESTION}” If you ask now, the answers are due ${formatInstant(dueAt)}.`
            }</p>`,
          }),
        decide: async (inside, { answers, expectedVersion, requester, now: at }) => {
          const chosen = new Set(answers['agencies'] as readonly string[]);
          const contents = asking
            .filter(({ agency }) => chosen.has(agency))
            .map(({ agency, factors }) => ({
              kind: 'information-asked' as const,
              questionRef: randomUUID(),
              episodeKey: triage.episode.episodeKey,
              agency,
              factors,
              dueAt,
              why: USUAL_QUESTION,
            }));
          const content = contents.pop();
          if (content === undefined) throw new Error('a form that chose no agency was taken as answered');
          const asked = { childId, expectedVersion, first: contents, content, route: paths.triageAskNow, now: at };
          return decideOn(inside, requester, services.rules, asked);
        },
      };
    },
  });
}

function agenciesField(asking: readonly Asking[], agencyName: (code: string) => string): Field {
  return {
    kind: 'checkboxes',
    name: 'agencies',
    label: 'Which agencies?',
    what: 'which agencies to ask',
    options: asking.map(({ agency, factors }) => ({
      value: agency,
      text: agencyName(agency),
      hint: factors.map((factor) => FACTOR_WORDS[factor]).join('; '),
    })),
  };
}
