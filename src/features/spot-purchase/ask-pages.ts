/** The page on which a provider is asked for one interview. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import { isWithProvider, type AskedProvider } from '../../domain/capacity/crossing.ts';
import { poundsOf, STANDING_WORDS, type ProviderTerms } from '../../domain/capacity/request.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import { formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

/** What the page says beside its form. */
export type AskView = {
  readonly params: { readonly childId: number; readonly episodeId: number };
  readonly open: ReturnFollowUp | null;
  readonly requests: readonly AskedProvider[];
  readonly terms: readonly ProviderTerms[];
  /** By whom the interview would be held now; null where nobody was given it. */
  readonly held: string | null;
  /** Whether the reader approves providers. */
  readonly approves: boolean;
  readonly now: Instant;
};

/** Ask a provider for the interview. */
export function askPage(form: FormView, view: AskView): Html {
  const able = form.fields.length > 0;
  const { agencyName } = form.opened;
  return recordForm(form, {
    heading: 'Ask a provider for the interview',
    action: to(paths.requestInterview, view.params),
    about: html`${aboutOf(view, agencyName)}${whoWasAsked(view, agencyName)}`,
    send: able ? 'Ask the provider' : 'Look again',
  });
}

function aboutOf({ open, terms, requests, held, approves, now }: AskView, agencyName: (code: string) => string): Html {
  if (open === null)
    return html`<p class="govuk-body">This absence has not ended, or what became of the return is settled. There is nothing to ask for.</p>`;
  const due = html`<p class="govuk-body">The interview is due by ${formatInstant(open.dueAt)}: ${formatDue(open.dueAt, now)}.</p>`;
  const having = requests.find(isWithProvider);
  if (having?.standing === 'waiting')
    return html`${due}<p class="govuk-body">${agencyName(having.agency)} has been asked and may still answer. Somebody else can be asked once it has refused, has not answered in time, or its request is withdrawn below.</p>`;
  if (having !== undefined)
    return html`${due}<p class="govuk-body">${agencyName(having.agency)} has accepted it. Somebody else can be asked once it gives the interview back, or its request is withdrawn below.</p>`;
  if (terms.length === 0)
    return html`${due}<p class="govuk-body">No provider is approved today for the area where the child is. ${approves ? html`<a class="govuk-link" href="${paths.providerTerms}">Approve a provider</a>` : 'A team manager or strategic lead approves providers.'}</p>`;
  return html`${due}${held === null ? '' : warningText({ text: `${held} has this interview. By asking a provider you take it from them.` })}
<p class="govuk-body">Before it accepts the provider sees the age band, the sex, the area, the languages, when it is due and the price: no name and no reference. What you write below stays on the child’s record. If nobody answers in time, the request comes back to you.</p>`;
}

function whoWasAsked(view: AskView, agencyName: (code: string) => string): Html | '' {
  const { requests } = view;
  if (requests.length === 0) return '';
  return html`<h2 class="govuk-heading-m">Who was asked</h2>
<ul class="govuk-list govuk-list--bullet">${requests.map(
    (one) =>
      html`<li>${agencyName(one.agency)}, ${formatInstant(one.askedAt)}, to answer by ${formatInstant(one.dueAt)}${one.pricePence === null ? '' : `, at ${poundsOf(one.pricePence)}`}: ${STANDING_WORDS[one.standing]}${withdrawLink(one, view, agencyName)}</li>`,
  )}</ul>`;
}

function withdrawLink(one: AskedProvider, { params }: AskView, agencyName: (code: string) => string): Html | '' {
  if (!isWithProvider(one)) return '';
  const { requestRef, agency } = one;
  const { childId } = params;
  return html`. <a class="govuk-link" href="${to(paths.withdrawRequest, { childId, requestRef })}">Withdraw it<span class="govuk-visually-hidden"> from ${agencyName(agency)}</span></a>`;
}
