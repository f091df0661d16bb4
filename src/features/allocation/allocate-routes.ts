/** Giving one interview to a person of the agency. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { episodeKeyOf } from '../../db/chronology/numbers.ts';
import { decideOn } from '../../decisions/decide-on.ts';
import { requireGivenReturn, type Opened } from '../../decisions/opened.ts';
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import { registerDecision, type Subject } from '../../decisions/register-decision.ts';
import type { Transaction } from '../../db/transaction.ts';
import { listBooked, listInterviewers } from '../../db/interviewers.ts';
import { suggest, type Suggestion, type Suggestions } from '../../domain/capacity/suggest.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import { namesOf } from '../../domain/interview/cover.ts';
import { formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import type { Field } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { idInPath } from '../../web/validation.ts';
import { knownOfChildren } from './queries.ts';

type Params = { readonly childId: number; readonly episodeId: number };
type Found = { readonly episode: Episode; readonly open: ReturnFollowUp | undefined };

/** Registers the form. */
export function registerAllocating(app: FastifyInstance, services: Services): void {
  registerDecision<Params>(app, services, {
    path: paths.allocateInterview,
    act: 'allocate-interview',
    title: 'Who interviews the child?',
    params: z.object({ childId: idInPath, episodeId: idInPath }),
    next: () => paths.allocation,
    subject: async (tx, opened, params, now) => {
      const found = await findReturn(tx, opened, params);
      const { episode, open } = found;
      if (open === undefined) return nothingOpen(params);
      const suggestions = await suggestionsOf(tx, opened, episode, open, now);
      const fields = fieldsOf(suggestions.suggested);
      return {
        fields,
        known: open.interviewerId === null ? {} : { interviewer: String(open.interviewerId) },
        page: (view) => allocatePage(view, params, open, suggestions, now),
        decide: async (decisionTx, { answers, expectedVersion, requester, now: at }) => {
          const chosen = suggestions.suggested.find(
            ({ interviewer }) => String(interviewer.userId) === answers['interviewer'],
          );
          if (chosen === undefined) return { kind: 'errors', errors: [missing] };
          const why = typeof answers['why'] === 'string' ? answers['why'] : reasonsOf(chosen);
          return decideOn(decisionTx, requester, services.rules, {
            childId: params.childId,
            expectedVersion,
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
        },
      };
    },
  });
}

async function findReturn(tx: Transaction, opened: Opened, { childId, episodeId }: Params): Promise<Found> {
  const key = await episodeKeyOf(tx, childId, episodeId);
  const episode = opened.record.episodes.find(({ episodeKey }) => episodeKey === key);
  if (episode === undefined) throw notFound();
  requireGivenReturn(opened, episode.episodeKey);
  const open = opened.record.returns.find(({ episodeKey, outcome }) => episodeKey === key && outcome === null);
  return { episode, open };
}

async function suggestionsOf(
  tx: Transaction,
  { childId }: Opened,
  episode: Episode,
  open: ReturnFollowUp,
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
  return suggest(wanted, await listInterviewers(tx), await listBooked(tx), now);
}

const missing = { name: 'interviewer', text: 'Select who interviews the child', href: '#interviewer' } as const;

function reasonsOf({ because }: Suggestion): string {
  return because.map(({ sentence }) => sentence).join(' ');
}

function fieldsOf(suggested: readonly Suggestion[]): readonly Field[] {
  return [
    {
      kind: 'radios',
      name: 'interviewer',
      label: 'Who interviews the child?',
      what: 'who interviews the child',
      hint: 'The best first, with why',
      options: suggested.map((one) => ({
        value: String(one.interviewer.userId),
        text: one.interviewer.name,
        hint: reasonsOf(one),
      })),
    },
    {
      kind: 'textarea',
      name: 'why',
      label: 'Why this person?',
      what: 'why this person',
      hint: 'Where it is left empty, the reasons above stand on the record',
      optional: true,
      maxlength: 2000,
      rows: 3,
    },
  ];
}

function allocatePage(
  view: FormView,
  params: Params,
  open: ReturnFollowUp,
  { suggested, barred }: Suggestions,
  now: Instant,
): Html {
  return recordForm(view, {
    heading: 'Who interviews the child?',
    action: to(paths.allocateInterview, params),
    send: 'Allocate the interview',
    about: html`<p class="govuk-body">The child came back on ${formatInstant(open.returnedAt)}. The interview is due by ${formatInstant(open.dueAt)}: ${formatDue(open.dueAt, now)}.</p>
${suggested.length === 0 ? html`<p class="govuk-body">Nobody of the agency on record as an interviewer may hold it.</p>` : ''}`,
    after: html`${
      barred.length === 0
        ? ''
        : html`<h2 class="govuk-heading-m">Who may not</h2>
<ul class="govuk-list govuk-list--bullet">${barred.map(({ interviewer, because }) => html`<li>${interviewer.name}: ${because.sentence}</li>`)}</ul>`
    }`,
  });
}

/** The return is not open any more, or there never was one: the page says so, and decides nothing. */
function nothingOpen(params: Params): Subject {
  return {
    fields: [],
    known: {},
    page: (view) =>
      recordForm(view, {
        heading: 'No interview is open',
        action: to(paths.allocateInterview, params),
        send: 'Look again',
        about: html`<p class="govuk-body">This absence has not ended, or what became of the return is settled. There is nothing to allocate.</p>`,
      }),
    decide: async () => ({
      kind: 'errors',
      errors: [{ name: 'version', text: 'There is no open return to allocate', href: '#main-content' }],
    }),
  };
}
