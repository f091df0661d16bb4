/** The page on which a provider is asked for one interview. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import { poundsOf, STANDING_WORDS, type ProviderTerms, type RequestStanding } from '../../domain/capacity/request.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import type { InterviewRequest } from '../../domain/interview/interviews.ts';
import { formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

/** What the page says beside its form. */
export type AskView = {
  readonly params: { readonly childId: number; readonly episodeId: number };
  readonly open: ReturnFollowUp | null;
  readonly requests: readonly (InterviewRequest & { readonly standing: RequestStanding })[];
  readonly terms: readonly ProviderTerms[];
  readonly now: Instant;
};

/** Ask a provider for the interview. */
export function askPage(form: FormView, view: AskView): Html {
  const able = form.fields.length > 0;
  return recordForm(form, {
    heading: 'Ask a provider for the interview',
    action: to(paths.requestInterview, view.params),
    send: able ? 'Ask the provider' : 'Look again',
    about: html`${aboutOf(view)}${requestsOf(view, form.opened.agencyName)}`,
  });
}

function aboutOf({ open, terms, requests, now }: AskView): Html {
  if (open === null)
    return html`<p class="govuk-body">This absence has not ended, or what became of the return is settled. There is nothing to ask for.</p>`;
  const due = html`<p class="govuk-body">The interview is due by ${formatInstant(open.dueAt)}: ${formatDue(open.dueAt, now)}.</p>`;
  if (requests.some(({ standing }) => standing === 'waiting'))
    return html`${due}<p class="govuk-body">A provider has been asked and may still answer.</p>`;
  if (requests.some(({ standing }) => standing === 'accepted'))
    return html`${due}<p class="govuk-body">A provider has accepted it.</p>`;
  if (terms.length === 0)
    return html`${due}<p class="govuk-body">No provider is approved today for the area where the child is.</p>`;
  return html`${due}
<p class="govuk-body">Before it accepts the provider sees the age band, the sex, the area, the languages, when it is due and the price: no name and no reference. What you write below stays on the child’s record. If nobody answers in time, the request comes back to you.</p>`;
}

function requestsOf(view: AskView, agencyName: (code: string) => string): Html | '' {
  const { requests } = view;
  if (requests.length === 0) return '';
  return html`<h2 class="govuk-heading-m">Who was asked</h2>
<ul class="govuk-list govuk-list--bullet">${requests.map(
    (one) =>
      html`<li>${agencyName(one.agency)}, ${formatInstant(one.askedAt)}, to answer by ${formatInstant(one.dueAt)}${one.pricePence === null ? '' : `, at ${poundsOf(one.pricePence)}`}: ${STANDING_WORDS[one.standing]}${withdrawLink(one, view)}</li>`,
  )}</ul>`;
}

function withdrawLink({ requestRef, standing, agency }: AskView['requests'][number], { params }: AskView): Html | '' {
  if (standing !== 'waiting' && standing !== 'accepted') return '';
  const { childId } = params;
  return html`. <a class="govuk-link" href="${to(paths.withdrawRequest, { childId, requestRef })}">Withdraw it<span class="govuk-visually-hidden"> from ${agency}</span></a>`;
}
