/** The forms of triage. */
import { recordForm, type FormView } from '../../decisions/record-form.ts';
import type { InformationRequest } from '../../domain/triage/state.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { ReturnTriage } from './open-return.ts';
import { levelTag } from './words.ts';

/** Decide the level, as proposed or otherwise. */
export function decidePage(view: FormView, { episodeId, proposal }: ReturnTriage): Html {
  return recordForm(view, {
    heading: 'Decide the level of this return',
    action: to(paths.triageDecide, { childId: view.opened.childId, episodeId }),
    send: 'Save the decision',
    about: html`<p class="govuk-body">The protocol proposes ${levelTag(proposal.level)} because:</p>
<ul class="govuk-list govuk-list--bullet">${proposal.because.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>
<p class="govuk-body">The decision is yours. What was proposed stays on the record beside it.</p>`,
  });
}

/** Record what is known of the risk factors. */
export function factorsPage(view: FormView, { episodeId }: ReturnTriage): Html {
  return recordForm(view, {
    heading: 'Record what is known of the risks',
    action: to(paths.triageFactors, { childId: view.opened.childId, episodeId }),
    send: 'Save what is known',
    about: insetText({
      text: 'Choose “No” only where somebody looked or asked. Where nobody did, it is not known, and that is never read as no.',
    }),
  });
}

/** Ask an agency. */
export function askPage(view: FormView, { episodeId }: ReturnTriage, nobody: boolean, dueAt: Instant): Html {
  const { childId } = view.opened;
  const sight = html`<a class="govuk-link" href="${to(paths.sight, { childId })}">Who may see this record</a>`;
  return recordForm(view, {
    heading: 'Ask an agency about this return',
    action: to(paths.triageAsk, { childId, episodeId }),
    send: 'Ask',
    about: nobody
      ? html`<p class="govuk-body">No other agency sees this child’s record now, so none can be asked here. An agency must be given sight of it first: ${sight}.</p>`
      : html`<p class="govuk-body">It stands on the agency’s worklist at once. If you ask now, the answer is due ${formatInstant(dueAt)}.</p>
<p class="govuk-body">An agency that is not listed does not see this record. ${sight}.</p>`,
  });
}

/** Answer what was asked. */
export function answerPage(view: FormView, dutyId: number, request: InformationRequest): Html {
  const { agencyName, childId } = view.opened;
  const { answeredAt } = request;
  return recordForm(view, {
    heading: answeredAt === null ? 'What do you know?' : 'Change what you answered',
    action: to(paths.triageAnswer, { childId, dutyId }),
    send: answeredAt === null ? 'Send the answer' : 'Send the changed answer',
    about: html`${insetText({
      html: html`<p class="govuk-body">Asked by ${request.askedBy === null ? 'the partnership' : agencyName(request.askedBy)} ${formatInstant(request.askedAt)}. Answer by ${formatInstant(request.dueAt)}.</p>
<p class="govuk-body homeward-as-typed">${request.why}</p>`,
    })}
${answeredAt === null ? '' : html`<p class="govuk-body">You answered ${formatInstant(answeredAt)}. The form opens with your latest answer. What you answered before stays on the record.</p>`}
<p class="govuk-body">The child has come back, and the risks are being weighed. “Not known” is an answer, and is never read as no.</p>`,
  });
}
