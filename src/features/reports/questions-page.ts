/** The page of the ten questions: each with its figures, what they mean, what they do not say, and a text to paste. */
import { ANSWERING_REPORT, type Answer } from '../../domain/measures/ten-questions.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { details } from '../../web/components/details.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { textarea } from '../../web/components/textarea.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { RunReport } from './commands.ts';
import { addressOf } from './pages.ts';
import { answerText } from './questions-text.ts';
import { figuresOf, withheldNote, type FigureLink } from './tables.ts';

/** What the page is made of. */
export type QuestionsView = {
  readonly run: RunReport;
  readonly answers: readonly Answer[];
  /** Whether the reader may open a figure, and whether they may open the report behind. */
  readonly opens: boolean;
  readonly reads: boolean;
  readonly agencySeesAll: boolean;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
};

/** The name of the page. */
export const QUESTIONS_TITLE = 'Ten questions that people ask of return interviews';

/** The page. */
export function questionsPage(view: QuestionsView): Html {
  const { run, answers, opens, reads, agencySeesAll, fields, typed, errors } = view;
  const { scope } = run.report;
  const { authority, from, to: last } = scope;
  const request = { report: ANSWERING_REPORT, authority, from, to: last };
  const known = instant(Temporal.Instant.from(run.asKnownAt).epochMilliseconds);
  const link: FigureLink = opens ? (cell) => addressOf(paths.figure, request, { cell }) : null;
  return html`<h1 class="govuk-heading-l">${QUESTIONS_TITLE}</h1>
<p class="govuk-body-l">What requests for information, inspectors and members keep asking, answered from the record.</p>
${summaryList({
  classes: 'govuk-summary-list--no-border',
  rows: [
    { key: { text: 'Authority' }, value: { text: run.authorityName } },
    { key: { text: 'Period' }, value: { text: `${formatDate(from)} to ${formatDate(last)}, both included` } },
    { key: { text: 'As known' }, value: { text: formatInstant(known) } },
  ],
})}
${agencySeesAll ? '' : html`<div class="govuk-inset-text">These figures are of the children whom your agency may see, and so may be fewer than the authority’s own.</div>`}
<p class="govuk-body"><a class="govuk-link" href="${to(paths.tenQuestionsDownload, null, { authority, from, to: last })}" download>Download the answers as CSV</a>${reads ? html`. <a class="govuk-link" href="${addressOf(paths.report, request)}">The same figures by every split, with charts</a>` : ''}.</p>
${details({
  summaryText: 'Choose another period',
  open: errors.length > 0,
  html: html`<form method="get" action="${paths.tenQuestions}" novalidate>${showFields(fields, typed, errors)}${button({ text: 'Answer for this period', name: 'show', value: 'yes' })}</form>`,
})}
<ol class="govuk-list govuk-list--number">${answers.map(({ question }) => html`<li><a class="govuk-link" href="#${question.id}">${question.asks}</a></li>`)}</ol>
${opens ? html`<p class="govuk-body">Choose any figure to see what it counts.</p>` : ''}
${answers.map((answer) => answerSection(run, answer, link))}`;
}

function answerSection(run: RunReport, answer: Answer, link: FigureLink): Html {
  const { question, number, parts } = answer;
  const text = answerText(run, answer);
  return html`<section aria-labelledby="${question.id}" class="homeward-report-table">
<h2 class="govuk-heading-m" id="${question.id}">${number}. ${question.asks}</h2>
${parts.map(({ table, columns }) => (table.rows.length === 0 ? html`<p class="govuk-inset-text">${table.definition.title}: there is nothing to count in this period.</p>` : html`${figuresOf(table, columns, link, `${number}, ${table.definition.title}`)}${withheldNote(table)}`))}
${details({
  summaryText: `What answer ${number} means, and what it does not say`,
  html: html`${parts.map(
    ({ table, columns }) => html`<p class="govuk-body">${table.definition.population.sentence}</p>
<dl class="govuk-body">${columns.map(({ title, definition }) => html`<dt><strong>${title}</strong></dt><dd>${definition}</dd>`)}</dl>
${table.definition.notes.map((note) => html`<p class="govuk-body">${note}</p>`)}`,
  )}<p class="govuk-body"><strong>What it does not say</strong></p><ul class="govuk-list govuk-list--bullet">${question.saysNot.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
})}
${details({
  summaryText: `Answer ${number} as text to paste`,
  html: textarea({
    id: `text-${question.id}`,
    name: `text-${question.id}`,
    label: { text: `Answer ${number}, plain text` },
    rows: 8,
    value: text,
    attributes: { readonly: true },
  }),
})}
</section>`;
}
