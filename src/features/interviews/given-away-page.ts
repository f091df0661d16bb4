/** The page of a draft of an interview that its author's agency has no more: what its author typed, and why it cannot be sent. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fullName } from '../../domain/chronology/words.ts';
import type { LateText } from '../../domain/interview/draft.ts';
import { formToken } from '../../web/form-token.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Field } from '../../web/forms/field.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { showPage } from '../../web/show.ts';
import { postsAs, type GivenAway } from './commands.ts';
import { interviewFields } from './fields.ts';
import { said } from './meanwhile.ts';
import { EVERY_QUESTION } from './posted.ts';
import type { InterviewDraft } from './queries.ts';
import { lateIn } from './sent-page.ts';
import { inWords, throwAway } from './writing-page.ts';

/** Shows what its author typed, to be read and thrown away; of the record it shows the name of the child alone. */
export function showGivenAway(
  request: FastifyRequest,
  reply: FastifyReply,
  found: GivenAway,
  status: 200 | 410,
): FastifyReply {
  return showPage(request, reply, {
    title: 'This interview is not with your agency any more',
    currentPath: paths.children,
    backLink: paths.interviewDrafts,
    status,
    body: givenAwayPage(found, formToken(request, reply)),
  });
}

function givenAwayPage({ givenAway: draft, opened, because }: GivenAway, csrfToken: string): Html {
  const { draftId, deviceKey, savedAt, sent } = draft;
  const typed = typedIn(draft);
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${fullName(opened.record.details)}</span>
<h1 class="govuk-heading-l">This interview is not with your agency any more</h1>
<p class="govuk-body">${because.sentence} ${sent === null ? 'What you wrote was not sent, and cannot be sent now' : `You sent it ${formatInstant(sent.at)}. Nothing can be added to it now`}.</p>
<div data-sent-interview="${draftId}" data-save="${to(paths.saveInterviewDraft, { draftId })}" data-device-key="${deviceKey.toString('base64')}">${csrfField(csrfToken)}</div>
${
  typed.length === 0
    ? html`<p class="govuk-body">${sent === null ? 'You wrote nothing in it.' : 'Everything that you wrote is in it.'}</p>`
    : html`<p class="govuk-body">What you wrote is saved below, last ${formatInstant(savedAt)}, and only you can read it. If the child told you something that keeps them or somebody else safe, tell whoever is responsible for the child now. Should the interview come back to your agency, you can go on from here.</p>
<h2 class="govuk-heading-m">What you wrote</h2>
${typed.map(({ label, texts }) => html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${label}</h3>${texts.map((text) => html`<blockquote class="homeward-quote homeward-as-typed">${text}</blockquote>`)}`)}`
}
${typed.length === 0 && sent !== null ? '' : throwAway(draftId, csrfToken)}
</div></div>`;
}

type Typed = { readonly label: string; readonly texts: readonly string[] };

/** What its author typed and is not on record, question by question; what a draft took from the record is not theirs to read now. */
function typedIn(draft: InterviewDraft): Typed[] {
  const { answers, marks, beside } = draft.state;
  const own = Object.fromEntries(Object.entries(answers).filter(([name]) => name in marks));
  const late = lateIn(draft);
  // Returns are on record: which of them it was about is told by nothing that its author typed.
  const fields = interviewFields(EVERY_QUESTION).filter(({ name }) => name !== 'covers');
  return fields.flatMap((field) => {
    const others = Object.entries(beside).flatMap(([name, values]) =>
      postsAs(field, name) ? values.map(({ value }) => inWords(field, value)) : [],
    );
    const texts = draft.sent === null ? [said(field, own).join(', '), ...others] : lateTo(field, late);
    const read = texts.filter((text) => text !== '');
    return read.length === 0 ? [] : [{ label: field.label, texts: read }];
  });
}

function lateTo(field: Field, late: readonly LateText[]): string[] {
  return late.flatMap(({ name, values }) => (postsAs(field, name) ? values.map((value) => inWords(field, value)) : []));
}
