/** The page on which an interview is written. */
import { fullName } from '../../domain/chronology/words.ts';
import { SETTLES, type Beside, type DraftState, type DraftValue } from '../../domain/interview/draft.ts';
import { returnsCovered } from '../../domain/interview/writing.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { details } from '../../web/components/details.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { radios } from '../../web/components/radios.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError } from '../../web/forms/field.ts';
import { textIn } from '../../web/forms/field.ts';
import { showField } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { postsAs, type DraftOpened } from './commands.ts';
import { questionFields, reasonsField, returnWords } from './fields.ts';
import { differencesOf, ON_TOP_FIELDS } from './meanwhile.ts';
import { bothTexts, othersWriting } from './meanwhile-part.ts';
import type { ListedDraft } from './queries.ts';
import { numbersOf } from './returns-chosen.ts';
import { keepsName, withKeeping } from './withheld-words.ts';

/** A draft as its page shows it. */
export type WritingView = {
  readonly about: DraftOpened;
  readonly state: DraftState;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
  /** Names this window among those that save the draft. */
  readonly writer: string;
};

/** The page: everything on one form, each part of which may stay empty. */
export function writingPage(view: WritingView): Html {
  const { about, state, csrfToken, writer } = view;
  const { draft, opened, returns, concern } = about;
  const { draftId } = draft;
  const episode = returns.find(({ episodeKey }) => episodeKey === draft.episodeKey);
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds" id="interview-draft">
<span class="govuk-caption-l">${fullName(opened.record.details)}</span>
<h1 class="govuk-heading-l">Return interview</h1>
${episode === undefined ? '' : html`<p class="govuk-body">${returnWords(episode)}</p>`}
${sentBack(about)}
${othersWriting(about.others)}
<p class="govuk-body">Write what the child said in the child’s own words. Any part may stay empty: to decline, or to answer in part, is fine. Only you can see this until you send it.</p>
<noscript><p class="govuk-body">What you type is saved when you press a button at the end of this page.</p></noscript>
<form method="post" action="${to(paths.interviewDraft, { draftId })}" novalidate data-interview-draft="${draftId}" data-save="${to(paths.saveInterviewDraft, { draftId })}" data-device-key="${draft.deviceKey.toString('base64')}">
${csrfField(csrfToken)}
<input type="hidden" name="writer" value="${writer}">
<input type="hidden" name="step" value="0">
<input type="hidden" name="base" value="${state.version}">
${meanwhilePart(view)}
<h2 class="govuk-heading-m">About the interview</h2>
${concern === null ? '' : warningText({ text: `${concern.sentence} An interview after a return is held by somebody independent of the child’s care. Let somebody else hold it where you can.` })}
${asked(
  view,
  about.about.filter((field) => !isOnTop(field)),
)}
<h2 class="govuk-heading-m">Before the child went</h2>
${asked(view, questionFields('before'))}
<h2 class="govuk-heading-m">While the child was away</h2>
${asked(view, questionFields('during'))}
<h2 class="govuk-heading-m">Coming back, and from now on</h2>
${asked(view, questionFields('after'))}
${asked(view, [reasonsField])}
<h2 class="govuk-heading-m">What others said</h2>
${asked(view, questionFields('others'))}
<p class="govuk-body">What you send goes on the child’s record with your name and your agency’s. A manager reads it, and signs it off or sends it back to you.</p>
<div class="govuk-button-group">
${button({ text: 'Send the interview', preventDoubleClick: true })}
${button({ text: 'Save and come back later', name: 'later', value: 'yes', classes: 'govuk-button--secondary' })}
</div>
<p id="draft-status" class="govuk-body-s homeward-draft-status">${state.version === 0 ? '' : `Saved ${formatInstant(draft.savedAt)}`}</p>
<p id="draft-announced" class="govuk-visually-hidden" role="status"></p>
</form>
${throwAway(draftId, csrfToken)}
</div></div>`;
}

function isOnTop({ name }: Field): boolean {
  return ON_TOP_FIELDS.some((one) => one.name === name);
}

/** What somebody else sent since: both texts, and the choice. */
function meanwhilePart(view: WritingView): Html | '' {
  const { about, state } = view;
  const { meanwhile, opened, keys } = about;
  if (meanwhile === null) return '';
  const numberOf = numbersOf(keys);
  const coversOf = (incidentRefs: readonly string[]): string[] =>
    returnsCovered(opened.record, incidentRefs).map(({ episodeKey }) => String(numberOf(episodeKey) ?? ''));
  return html`${bothTexts(meanwhile, differencesOf(about.about, meanwhile, state, coversOf))}
${asked(view, ON_TOP_FIELDS)}`;
}

function sentBack({ draft, opened }: DraftOpened): Html | '' {
  const own = opened.record.interviews.find(({ interviewRef }) => interviewRef === draft.interviewRef);
  if (own === undefined || own.sentBackAt === null) return '';
  const why = opened.entries
    .toReversed()
    .map(({ content }) => content)
    .find(
      (content) =>
        (content.kind === 'interview-sent-back' || content.kind === 'interview-reopened') &&
        content.interviewRef === draft.interviewRef,
    );
  return insetText({
    html: html`<p class="govuk-body govuk-!-font-weight-bold">${why?.kind === 'interview-reopened' ? 'Opened again' : 'Sent back to be improved'} ${formatInstant(own.sentBackAt)}</p><p class="govuk-body govuk-!-margin-bottom-0 homeward-as-typed">${why !== undefined && 'why' in why ? (why.why ?? '') : ''}</p>`,
  });
}

function asked(view: WritingView, fields: readonly Field[]): Html {
  return html`${withKeeping(fields, view.about.withheld).map(
    (field) =>
      html`${keptWords(view, field)}${showField(asMayStayEmpty(field), view.state.answers, view.errors)}${settlements(view, field)}`,
  )}`;
}

/** Before the question what becomes of them: the words that were written before, as everybody reads them now. */
function keptWords({ about: { withheld } }: WritingView, field: Field): Html | null {
  const [, words] = [...withheld].find(([name]) => keepsName(name) === field.name) ?? [];
  return words === undefined
    ? null
    : html`<p class="govuk-body">Written before under the question that follows. An address in it is withheld from everybody, and stays on the record:</p>
<blockquote class="homeward-quote homeward-as-typed">${words}</blockquote>`;
}

/** The page says once that any part may stay empty: no question needs to say it again. */
function asMayStayEmpty(field: Field): Field {
  const { optional: _optional, ...shown } = field;
  return shown;
}

function settlements({ state }: WritingView, field: Field): Html {
  const open = Object.entries(state.beside).filter(([name]) => postsAs(field, name));
  return html`${open.map(([name, others]) => settlement(state, field, name, others))}`;
}

/** Two texts of one question: both are shown, and the author says which is to stand. */
function settlement(state: DraftState, field: Field, name: string, others: readonly Beside[]): Html {
  const settleName = SETTLES + name;
  return html`<div class="homeward-two-texts">
${others.map(
  ({
    value,
    at,
  }) => html`<p class="govuk-body govuk-!-font-weight-bold">Another window of yours wrote, ${formatInstant(at)}:</p>
<blockquote class="homeward-quote homeward-as-typed">${inWords(field, value)}</blockquote>`,
)}
${radios({
  name: settleName,
  classes: 'govuk-radios--small',
  value: textIn(state.answers, settleName),
  fieldset: { legend: { text: `Which is to stand for: ${field.label}`, classes: 'govuk-fieldset__legend--s' } },
  items: [
    { value: 'this', text: 'What stands in the question above' },
    { value: 'other', text: 'What the other window wrote' },
    ...(field.kind === 'textarea' ? [{ value: 'both', text: 'Both, one after the other' }] : []),
  ],
})}
</div>`;
}

/** An answer as people read it. */
export function inWords(field: Field, value: DraftValue): string {
  const chosen = [value].flat();
  if ('options' in field)
    return field.options
      .filter((option) => chosen.includes(option.value))
      .map(({ text }) => text)
      .join(', ');
  return chosen.join(', ');
}

/** Throwing away what is not on record. */
export function throwAway(draftId: string, csrfToken: string): Html {
  return details({
    summaryText: 'Throw away what is not sent',
    html: html`<p class="govuk-body">What you wrote since you last sent it is lost for good. What is on the child’s record stays.</p>
<form method="post" action="${to(paths.discardInterviewDraft, { draftId })}">${csrfField(csrfToken)}<input type="hidden" name="discard" value="yes">
${button({ text: 'Throw it away', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`,
  });
}

/** Every interview that the person is writing. */
export function interviewDraftsPage(drafts: readonly ListedDraft[]): Html {
  const cell = (label: string, content: Html) => ({
    html: html`<div>${content}</div>`,
    attributes: { 'data-label': label },
  });
  return html`<h1 class="govuk-heading-l">Interviews you are writing</h1>
<p class="govuk-body">Only you can see these. Nothing in them is on a child’s record until you send it. A draft that nobody has saved for 90 days is thrown away.</p>
${
  drafts.length === 0
    ? html`<p class="govuk-body">You are writing no interview. Open the child’s absence to begin one.</p>`
    : table({
        caption: 'Interviews not sent yet',
        captionClasses: 'govuk-visually-hidden',
        classes: 'homeward-stacked',
        head: [{ text: 'Child' }, { text: 'Last saved' }],
        rows: drafts.map((draft) => [
          cell(
            'Child',
            html`<a class="govuk-link" href="${to(paths.interviewDraft, { draftId: draft.draftId })}">${fullName(draft)}</a>`,
          ),
          cell(
            'Last saved',
            html`${formatInstant(draft.savedAt)}${draft.sent !== null ? html`<span class="homeward-under">Sent; this came after it</span>` : ''}`,
          ),
        ]),
      })
}`;
}
