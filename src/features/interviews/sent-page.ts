/** The page of an interview that was sent, with text that came after it. */
import { fullName } from '../../domain/chronology/words.ts';
import { lateTexts, type LateText } from '../../domain/interview/draft.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import type { Field } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { postsAs, type DraftOpened } from './commands.ts';
import { interviewFields } from './fields.ts';
import { ON_TOP_FIELDS } from './meanwhile.ts';
import { EVERY_QUESTION } from './posted.ts';
import type { InterviewDraft } from './queries.ts';
import { inWords } from './writing-page.ts';

/** Text that came to a draft after it was sent, of its questions alone. */
export function lateIn({ state, sent }: InterviewDraft): LateText[] {
  if (sent === null) return [];
  const asked = interviewFields(EVERY_QUESTION).filter(({ name }) => !ON_TOP_FIELDS.some((one) => one.name === name));
  return lateTexts(state, sent).filter(({ name }) => asked.some((field) => postsAs(field, name)));
}

/** The page: where the interview is, and what is not in it. */
export function sentPage(o: {
  readonly about: DraftOpened;
  readonly interviewId: number | null;
  readonly mayBeAdded: boolean;
  readonly csrfToken: string;
}): Html {
  const { about, interviewId, mayBeAdded, csrfToken } = o;
  const { draft, opened } = about;
  const { draftId, childId, sent, deviceKey } = draft;
  const late = lateIn(draft);
  const fields = interviewFields(about.about);
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${fullName(opened.record.details)}</span>
<h1 class="govuk-heading-l">This interview was sent</h1>
<p class="govuk-body">You sent it ${sent === null ? '' : formatInstant(sent.at)}, here or on another device. ${interviewId === null ? '' : html`<a class="govuk-link" href="${to(paths.interview, { childId, interviewId })}">Read it as it stands</a>.`}</p>
<div data-sent-interview="${draftId}" data-save="${to(paths.saveInterviewDraft, { draftId })}" data-device-key="${deviceKey.toString('base64')}">${csrfField(csrfToken)}</div>
${late.length === 0 ? html`<p class="govuk-body">Everything that you wrote is in it.</p>` : lateParts(late, fields)}
${
  late.length === 0
    ? ''
    : html`${
        mayBeAdded
          ? html`<form method="post" action="${to(paths.addToInterview, { draftId })}">${csrfField(csrfToken)}<input type="hidden" name="add" value="yes">
<p class="govuk-body">Add it, and the interview opens to be written again with both texts under each question: you choose which is to stand, and send it.</p>
${button({ text: 'Add it to the interview', preventDoubleClick: true })}</form>`
          : html`<p class="govuk-body">The interview is signed off, so nothing can be added now. A manager can open it again; until then this stays here.</p>`
      }
<form method="post" action="${to(paths.discardInterviewDraft, { draftId })}">${csrfField(csrfToken)}<input type="hidden" name="discard" value="yes">
${button({ text: 'Throw this text away', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}
</div></div>`;
}

function lateParts(late: readonly LateText[], fields: readonly Field[]): Html {
  return html`<h2 class="govuk-heading-m">Not in it</h2>
<p class="govuk-body">This came from another window or device after the interview was sent. It is kept for 30 days.</p>
${late.map(({ name, values }) => {
  const field = fields.find((one) => postsAs(one, name));
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${field?.label ?? name}</h3>
${values.map((value) => html`<blockquote class="homeward-quote homeward-as-typed">${field === undefined ? [value].flat().join(', ') : inWords(field, value)}</blockquote>`)}`;
})}`;
}
