/** The form by which one interview is given to a person of the agency. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import type { Subject } from '../../decisions/register-decision.ts';
import type { AskedProvider } from '../../domain/capacity/crossing.ts';
import { poundsOf, priceOfWithdrawal } from '../../domain/capacity/request.ts';
import type { Suggestion, Suggestions } from '../../domain/capacity/suggest.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import { formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { warningText } from '../../web/components/warning-text.ts';
import type { Field } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

/** A return in an address. */
export type ReturnParams = { readonly childId: number; readonly episodeId: number };

/** A provider that has the interview, or may still take it. */
export type WithProvider = AskedProvider & {
  readonly provider: string;
  /** Whether the reader’s agency asked, and so can withdraw. */
  readonly ours: boolean;
};

/** What the page says beside its form. */
export type AllocateView = {
  readonly params: ReturnParams;
  readonly open: ReturnFollowUp;
  readonly suggestions: Suggestions;
  readonly providers: readonly WithProvider[];
  readonly now: Instant;
};

/** Why somebody is suggested, in words. */
export function reasonsOf({ because }: Suggestion): string {
  return because.map(({ sentence }) => sentence).join(' ');
}

/** Who interviews, why, and where a provider is asked that its request is withdrawn. */
export function allocateFields({ suggestions, providers }: Pick<AllocateView, 'suggestions' | 'providers'>): Field[] {
  const ours = providers.filter((one) => one.ours);
  return [
    {
      kind: 'radios',
      name: 'interviewer',
      label: 'Who interviews the child?',
      what: 'who interviews the child',
      hint: 'The best first, with why',
      options: suggestions.suggested.map((one) => ({
        value: String(one.interviewer.userId),
        text: one.interviewer.name,
        hint: reasonsOf(one),
      })),
    },
    ...(ours.length === 0 ? [] : [withdrawField(ours)]),
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

function withdrawField(ours: readonly WithProvider[]): Field {
  const names = ours.map(({ provider }) => provider).join(' and ');
  return {
    kind: 'checkboxes',
    name: 'withdraw',
    label: `Is the request to ${names} withdrawn?`,
    what: 'that the request is withdrawn',
    options: [{ value: 'yes', text: `Yes, withdraw the request to ${names}: the interview is given to somebody else` }],
    messages: { missing: `Confirm that the request to ${names} is withdrawn, or leave the interview with it` },
  };
}

/** The form. */
export function allocatePage(
  view: FormView,
  { params, open, suggestions: { suggested, barred }, providers, now }: AllocateView,
): Html {
  return recordForm(view, {
    heading: 'Who interviews the child?',
    action: to(paths.allocateInterview, params),
    send: 'Allocate the interview',
    about: html`<p class="govuk-body">The child came back on ${formatInstant(open.returnedAt)}. The interview is due by ${formatInstant(open.dueAt)}: ${formatDue(open.dueAt, now)}.</p>
${providers.map((one) => warningText({ text: withProviderWords(one) }))}
${suggested.length === 0 ? html`<p class="govuk-body">Nobody of the agency on record as an interviewer may hold it.</p>` : ''}`,
    after: html`${
      barred.length === 0
        ? ''
        : html`<h2 class="govuk-heading-m">Who may not</h2>
<ul class="govuk-list govuk-list--bullet">${barred.map(({ interviewer, because }) => html`<li>${interviewer.name}: ${because.sentence}</li>`)}</ul>`
    }`,
  });
}

function withProviderWords(one: WithProvider): string {
  const { provider, standing, dueAt, ours } = one;
  const is =
    standing === 'accepted'
      ? `${provider} has accepted this interview.`
      : `${provider} was asked for this interview, and may answer until ${formatInstant(dueAt)}.`;
  if (!ours)
    return standing === 'accepted'
      ? `${is} It was asked by another agency, and only that agency can withdraw the request.`
      : `${is} It was asked by another agency. Once you give the interview to a person, ${provider} can accept it no more.`;
  const pence = priceOfWithdrawal(standing, one);
  const paid =
    pence === null ? 'Nothing is to be paid for that.' : `${poundsOf(pence)} were agreed for that, and are to be paid.`;
  return `${is} To give it to a person of yours, withdraw the request. ${paid}`;
}

/** The return is not open any more, or there never was one: the page says so, and decides nothing. */
export function nothingOpen(params: ReturnParams): Subject {
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
