/** The pages of a questionnaire. */
import type { Draft } from '../../db/drafts.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { answerRows } from '../../web/forms/answers.ts';
import { textIn, type FieldError } from '../../web/forms/field.ts';
import { showField } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { keptIn } from './draft-answers.ts';
import { askedIn, readQuestion, type Flow, type Question, type Situation } from './flow.ts';

/** The address of a question. */
export function questionAddress<S extends Situation>(flow: Flow<S>, draftId: string, slug: string): string {
  return to(flow.paths.question as '/:draftId/:question', { draftId, question: slug });
}

/** The address of the answers to be checked, or of the page after sending. */
export function draftAddress(path: string, draftId: string): string {
  return to(path as '/:draftId', { draftId });
}

/** The page of one question. */
export function questionPage<S extends Situation>(
  flow: Flow<S>,
  question: Question<S>,
  situation: S,
  errors: readonly FieldError[],
  csrfToken: string,
): Html {
  const fields = question.fields(situation);
  const isHeading = fields[0]?.label === question.title && question.intro === undefined;
  const about = question.about?.(situation) ?? null;
  const here = questionAddress(flow, situation.draftId, question.slug);
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${flow.title}${about === null ? '' : `: ${about}`}</span>
${isHeading ? '' : html`<h1 class="govuk-heading-l">${question.title}</h1>`}
<form method="post" action="${here}" novalidate data-autosave="${here}" data-autosave-status="saved">
${csrfField(csrfToken)}
${question.intro?.(situation) ?? ''}
${fields.map((field, index) => showField(field, situation.typed, errors, { asHeading: isHeading && index === 0 }))}
<div class="govuk-button-group">
${button({ text: 'Continue' })}
${button({ text: 'Save and come back later', name: 'later', value: 'yes', classes: 'govuk-button--secondary' })}
</div>
<p id="saved" class="govuk-body-s homeward-saved" role="status"></p>
</form>
</div></div>`;
}

/** The answers, to be checked before they are sent. */
export function checkPage<S extends Situation>(flow: Flow<S>, situation: S, csrfToken: string): Html {
  const rows = askedIn(flow, situation).flatMap((question) => {
    const { answers } = readQuestion(question, situation);
    return answerRows(question.fields(situation), answers, () =>
      questionAddress(flow, situation.draftId, question.slug),
    );
  });
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${flow.title}</span>
<h1 class="govuk-heading-l">Check your answers</h1>
${flow.beforeSending(situation)}
${summaryList({ rows })}
<p class="govuk-body">What you send goes on the child’s record with your name and your agency’s. It can be corrected later, and never taken out.</p>
<form method="post" action="${draftAddress(flow.paths.check, situation.draftId)}">
${csrfField(csrfToken)}
${button({ text: 'Send', preventDoubleClick: true })}
</form>
</div></div>`;
}

/** The first page: what to have at hand, and drafts to go on with. */
export function startPage<S extends Situation>(
  flow: Flow<S>,
  intro: Html,
  hidden: Readonly<Record<string, string>>,
  drafts: readonly Draft[],
  csrfToken: string,
): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${flow.title}</h1>
${intro}
<form method="post" action="${flow.paths.start}">
${csrfField(csrfToken)}
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${button({ text: 'Start now', isStartButton: true, preventDoubleClick: true })}
</form>
${drafts.length === 0 ? '' : html`<h2 class="govuk-heading-m">Drafts you have not sent</h2>${draftsTable(drafts, csrfToken)}`}
</div></div>`;
}

/** Every draft of the person. */
export function draftsPage(drafts: readonly Draft[], csrfToken: string): Html {
  return html`<h1 class="govuk-heading-l">Your drafts</h1>
<p class="govuk-body">Only you can see these. Nothing in them is on a child’s record until you send it. A draft that nobody has saved for 90 days is thrown away.</p>
${drafts.length === 0 ? html`<p class="govuk-body">You have no drafts.</p>` : draftsTable(drafts, csrfToken)}
<p class="govuk-body"><a class="govuk-link" href="${paths.tellMissing}">Tell us a child is missing</a></p>
<p class="govuk-body"><a class="govuk-link" href="${paths.tellReturned}">A child has come back</a></p>`;
}

function draftsTable(drafts: readonly Draft[], csrfToken: string): Html {
  return table({
    caption: 'Drafts',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [{ text: 'About' }, { text: 'Last saved' }, { text: 'What next' }],
    rows: drafts.map((draft) => {
      const { typed } = keptIn(draft);
      const about = draft.kind === 'missing' ? 'A missing child' : 'A child who has come back';
      const named = fullName({ forename: textIn(typed, 'forename'), surname: textIn(typed, 'surname') });
      const name = textIn(typed, 'forename') + textIn(typed, 'surname') === '' ? '' : `: ${named}`;
      const resume = draftAddress(
        draft.kind === 'missing' ? paths.tellMissingCheck : paths.tellReturnedCheck,
        draft.draftId,
      );
      const which = html`<span class="govuk-visually-hidden"> the draft${name} of ${formatInstant(draft.startedAt)}</span>`;
      const cell = (label: string, content: Html) => ({
        html: html`<div>${content}</div>`,
        attributes: { 'data-label': label },
      });
      return [
        cell('About', html`${about}${name}`),
        cell('Last saved', html`${formatInstant(draft.savedAt)}`),
        cell(
          'What next',
          html`<a class="govuk-link homeward-target" href="${resume}">Go on${which}</a>
<form method="post" action="${paths.drafts}" class="homeward-inline">${csrfField(csrfToken)}<input type="hidden" name="draft" value="${draft.draftId}"><input type="hidden" name="kind" value="${draft.kind}"><button type="submit" class="homeward-link-button govuk-link">Throw away${which}</button></form>`,
        ),
      ];
    }),
  });
}
