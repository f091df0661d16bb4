/** The pages of reports: choosing one, and its tables. */
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { ReportRequest, RunReport } from './commands.ts';
import { DOWNLOADS } from './schemas.ts';
import { reportTables } from './tables.ts';

/** The page on which a report is chosen. It is a form that only asks, so its answers stand in the address. */
export function choosingPage(fields: readonly Field[], typed: Typed, errors: readonly FieldError[]): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Reports</h1>
<p class="govuk-body-l">Choose a report, an authority and a period. Every figure opens: what it means, what it counts and what it leaves out.</p>
<p class="govuk-body"><a class="govuk-link" href="${paths.tenQuestions}">Ten questions that people ask of return interviews</a> are answered on one page.</p>
<form method="get" action="${paths.reports}" novalidate>
${showFields(fields, typed, errors)}
${button({ text: 'Show the report', name: 'show', value: 'yes' })}
</form>
</div></div>`;
}

/** The page that says there is no authority to report on. */
export function noAuthorityPage(): Html {
  return html`<h1 class="govuk-heading-l">Reports</h1>
<p class="govuk-body">There is no authority yet whose figures your agency may see. They appear when children whom you work with are on record.</p>`;
}

/** The address of something about a report. */
export function addressOf(
  path: typeof paths.report | typeof paths.figure | typeof paths.reportDownload,
  request: ReportRequest,
  more: Readonly<Record<string, string | number>> = {},
): string {
  const { report, authority, from, to: last } = request;
  return to(path, { name: report }, { authority, from, to: last, ...more });
}

/** The tables of a report. */
export function reportPage(run: RunReport, request: ReportRequest, opens: boolean, agencySeesAll: boolean): Html {
  const { report, authorityName, asKnownAt } = run;
  const { definition, scope } = report;
  const known = instant(Temporal.Instant.from(asKnownAt).epochMilliseconds);
  return html`<h1 class="govuk-heading-l">${definition.title}</h1>
<p class="govuk-body-l">${definition.question}</p>
${summaryList({
  classes: 'govuk-summary-list--no-border',
  rows: [
    { key: { text: 'Authority' }, value: { text: authorityName } },
    { key: { text: 'Period' }, value: { text: `${formatDate(scope.from)} to ${formatDate(scope.to)}, both included` } },
    { key: { text: 'As known' }, value: { text: formatInstant(known) } },
    { key: { text: 'Protocol' }, value: { text: scope.protocol.name } },
    { key: { text: 'After' }, value: { text: definition.source } },
  ],
})}
${agencySeesAll ? '' : html`<div class="govuk-inset-text">These figures are of the children whom your agency may see, and so may be fewer than the authority’s own.</div>`}
<p class="govuk-body">Download as ${DOWNLOADS.map((format, index) => html`${index === 0 ? '' : index === DOWNLOADS.length - 1 ? ' or ' : ', '}<a class="govuk-link" href="${addressOf(paths.reportDownload, request, { format })}" download>${format.toUpperCase()}</a>`)}. <a class="govuk-link" href="${to(paths.reports, null, { report: request.report, authority: request.authority })}">Choose another period</a>.</p>
${opens ? html`<p class="govuk-body">Choose any figure to see what it counts.</p>` : ''}
${reportTables(report, opens ? (cell) => addressOf(paths.figure, request, { cell }) : null)}`;
}
