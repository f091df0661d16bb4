/** The pages of exports. None of them shows anything of a child. */
import {
  EXPORT_PURPOSE_CODES,
  EXPORT_PURPOSES,
  exportStanding,
  type ExportStanding,
} from '../../domain/access/exports.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { ExportShown } from './queries.ts';

/** A form, as it was typed. */
export type ShownForm = {
  readonly csrfToken: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
};

const STANDING: Readonly<Record<ExportStanding, string>> = {
  waiting: 'Waits for a second person',
  refused: 'Refused',
  'to-be-made': 'Can be downloaded',
  'to-be-fetched': 'Can be downloaded',
  over: 'Over',
};

/** Asks what a file is for. */
export function askingPage(title: string, form: ShownForm): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Take out a file</h1>
<p class="govuk-body govuk-!-font-weight-bold">${title}</p>
<p class="govuk-body">The file has rows about children. Your name, the purpose and the time are kept, and every row of the file says who made it. It can be downloaded for 24 hours.</p>
${formOf(form, 'Continue')}
</div></div>`;
}

function formOf(form: ShownForm, submit: string): Html {
  return html`<form method="post" action="${form.action}" novalidate>
${csrfField(form.csrfToken)}
${showFields(form.fields, form.typed, form.errors)}
${button({ text: submit, preventDoubleClick: true })}
</form>`;
}

/** The exports of a person, or of the agency for who decides. */
export function listPage(exports: readonly ExportShown[], now: Instant, decides: boolean): Html {
  const waiting = exports.filter((one) => exportStanding(one, now) === 'waiting').length;
  return html`<h1 class="govuk-heading-l">Exports</h1>
${decides && waiting > 0 ? html`<div class="govuk-inset-text">${waiting === 1 ? '1 file waits' : `${waiting} files wait`} for a second person to decide.</div>` : nothing}
${
  exports.length === 0
    ? html`<p class="govuk-body">Nobody has asked for a file yet. Files are asked for where the rows are: on the page of a figure, of an import or of what a search found.</p>`
    : scrolling(
        'Exports',
        table({
          caption: decides ? 'Files that people of your agency asked for' : 'Files that you asked for',
          captionClasses: 'govuk-visually-hidden',
          head: [
            { text: 'File' },
            { text: 'Asked for by' },
            { text: 'When' },
            { text: 'Children', format: 'numeric' },
            { text: 'Now' },
          ],
          rows: exports.map((one) => [
            {
              html: html`<a class="govuk-link" href="${to(paths.export, { exportId: one.exportId })}">${one.title}</a>`,
            },
            { text: one.requestedByName },
            { text: formatInstant(one.requestedAt) },
            { text: one.childCount === 0 ? 'Not known' : one.childCount.toLocaleString('en-GB'), format: 'numeric' },
            { text: STANDING[exportStanding(one, now)] },
          ]),
        }),
      )
}`;
}

/** What the page of one export is made of. */
export type ExportView = {
  readonly one: ExportShown;
  readonly now: Instant;
  readonly isOwn: boolean;
  readonly csrfToken: string;
  /** The form of the second person; null for everybody else. */
  readonly deciding: ShownForm | null;
};

/** One export: what it is, how it stands, and what can be done. */
export function exportPage({ one, now, isOwn, csrfToken, deciding }: ExportView): Html {
  const standing = exportStanding(one, now);
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${one.title}</h1>
${summaryList({ rows: rowsOf(one, standing).map(([key, value]) => ({ key: { text: key }, value: { text: value } })) })}
${isOwn ? ownPart(one, standing, csrfToken) : nothing}
${
  deciding === null
    ? nothing
    : html`<h2 class="govuk-heading-m">Decide</h2>
<p class="govuk-body">You are the second person. The file is made only with your approval, in the rights of who asked for it.</p>
${formOf(deciding, 'Decide')}`
}
</div></div>`;
}

function rowsOf(one: ExportShown, standing: ExportStanding): [string, string][] {
  const code = EXPORT_PURPOSE_CODES.find((each) => each === one.purpose);
  const purpose = code === undefined ? one.purpose : EXPORT_PURPOSES[code];
  const rows: [string, string][] = [
    ['Now', STANDING[standing]],
    ['Asked for by', `${one.requestedByName}, ${formatInstant(one.requestedAt)}`],
    ['Purpose', one.purposeWords === null ? purpose : `${purpose}: ${one.purposeWords}`],
    ['Rows', one.rowCount.toLocaleString('en-GB')],
    ['Children', one.childCount === 0 ? 'Not known' : one.childCount.toLocaleString('en-GB')],
  ];
  if (one.decision !== null && one.decidedAt !== null) {
    const words = one.decisionWords === null ? '' : `: ${one.decisionWords}`;
    const decided = one.decision === 'approved' ? 'Approved' : 'Refused';
    rows.push([
      'Second person',
      `${decided} by ${one.decidedByName ?? 'somebody'}, ${formatInstant(one.decidedAt)}${words}`,
    ]);
  }
  if (one.madeAt !== null && one.expiresAt !== null && one.digest !== null) {
    rows.push(
      ['Made', formatInstant(one.madeAt)],
      ['Can be downloaded until', formatInstant(one.expiresAt)],
      ['Downloaded', one.downloads === 1 ? 'Once' : `${one.downloads} times`],
      ['SHA-256 of the file', one.digest],
    );
  }
  return rows;
}

function ownPart(one: ExportShown, standing: ExportStanding, csrfToken: string): Html {
  if (standing === 'waiting')
    return html`<p class="govuk-body">A second person of your agency decides: a manager, a duty inspector or the information governance lead. They find it under Exports.</p>`;
  if (standing !== 'to-be-made' && standing !== 'to-be-fetched') return nothing;
  return html`<form method="post" action="${to(paths.downloadExport, { exportId: one.exportId })}">
${csrfField(csrfToken)}
${button({ text: 'Download the file (CSV)' })}
</form>
${one.madeAt === null ? nothing : html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.aboutExport, { exportId: one.exportId })}">Download what this page says, to keep beside the file (JSON)</a></p>`}`;
}

/** The agency's limit. */
export function limitPage(form: ShownForm): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Files of children’s rows</h1>
${formOf(form, 'Save')}
</div></div>`;
}
