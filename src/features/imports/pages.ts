/** The pages of imports. */
import { FEEDS } from '../../domain/feeds/catalogue.ts';
import { FEED_NAMES, type FeedName } from '../../domain/feeds/definition.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { RunState } from '../../db/imports/runs.ts';
import { button } from '../../web/components/button.ts';
import { details } from '../../web/components/details.ts';
import { fileUpload } from '../../web/components/file-upload.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { RejectedRow, RunShown } from './queries.ts';
import type { Result } from './tally.ts';

/** Name of the field that holds the files. */
export const FILES_FIELD = 'files';
/** A run that goes on is shown anew this often, in seconds. */
const REFRESH_SECONDS = 10;
/** Rejected rows shown on the page of a run; the others are in the download. */
export const REJECTED_SHOWN = 200;

const STATES: Readonly<Record<RunState, { readonly text: string; readonly classes: string }>> = {
  reading: { text: 'Reading', classes: 'govuk-tag--blue' },
  recording: { text: 'Recording', classes: 'govuk-tag--blue' },
  finished: { text: 'Finished', classes: 'govuk-tag--green' },
  refused: { text: 'File refused', classes: 'govuk-tag--red' },
  stopped: { text: 'Stopped', classes: 'govuk-tag--orange' },
};

/** Where files are sent, what they must hold, and earlier runs. */
export function importsPage(runs: readonly RunShown[], csrfToken: string, error?: string): Html {
  return html`<h1 class="govuk-heading-l">Import</h1>
    <p class="govuk-body">
      Send lists of children, statuses, notifications, interviews or screenings as CSV files. A row that was sent before
      changes nothing, so a file can be sent again whole after it has been corrected.
    </p>
    <form method="post" action="${paths.imports}" enctype="multipart/form-data" novalidate>
      <input type="hidden" name="_csrf" value="${csrfToken}" />
      ${fileUpload({
        id: FILES_FIELD,
        name: FILES_FIELD,
        multiple: true,
        attributes: { accept: '.csv,text/csv' },
        label: { text: 'CSV files', classes: 'govuk-label--m' },
        hint: { text: 'One file or several together. Each is known by the names of its columns.' },
        ...(error === undefined ? {} : { errorMessage: { text: error } }),
      })}
      ${button({ text: 'Send' })}
    </form>
    <h2 class="govuk-heading-m">What the files must hold</h2>
    ${FEED_NAMES.map((feed) => details({ summaryText: `${capital(feed)}: ${FEEDS[feed].meaning}`, html: columnsTable(feed) }))}
    <h2 class="govuk-heading-m">Earlier imports</h2>
    ${runs.length === 0 ? html`<p class="govuk-body">Your agency has sent no file yet.</p>` : runsTable(runs)}`;
}

function columnsTable(feed: FeedName): Html {
  return scrolling(
    `Columns of ${feed}`,
    table({
      caption: `Columns of ${feed}`,
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Column' }, { text: 'What it holds' }, { text: 'Must be given' }],
      rows: Object.entries(FEEDS[feed].columns).map(([name, column]) => [
        { html: html`<code>${name}</code>` },
        {
          html: html`${column.meaning}${column.codes === undefined ? '' : html` One of ${Object.entries(column.codes).map(([code, label], index) => html`${index === 0 ? '' : ', '}<code>${code}</code> (${label})`)}.`}`,
        },
        { text: column.required ? 'Yes' : 'No' },
      ]),
    }),
  );
}

function runsTable(runs: readonly RunShown[]): Html {
  return scrolling(
    'Earlier imports',
    table({
      caption: 'Earlier imports',
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'Started' },
        { text: 'By' },
        { text: 'State' },
        { text: 'Accepted', format: 'numeric' },
        { text: 'Rejected', format: 'numeric' },
      ],
      rows: runs.map((run) => {
        const result = resultOf(run);
        return [
          {
            html: html`<a class="govuk-link" href="${to(paths.importRun, { importId: run.importId })}">${formatInstant(run.startedAt)}</a>`,
          },
          { text: run.by ?? 'A system' },
          { html: tag(STATES[run.state]) },
          { text: result === null ? '' : total(result.accepted), format: 'numeric' },
          { text: result === null ? '' : total(result.rejected), format: 'numeric' },
        ];
      }),
    }),
  );
}

/** One run: how far it is or what came of it, and the rows it rejected. */
export function runPage(run: RunShown, rejected: readonly RejectedRow[]): Html {
  const going = run.state === 'reading' || run.state === 'recording';
  const result = resultOf(run);
  return html`<h1 class="govuk-heading-l">Import of ${formatInstant(run.startedAt)}</h1>
    <div id="import-run"${going ? html` data-refresh-seconds="${REFRESH_SECONDS}"` : ''}>
      <p class="govuk-body">${tag(STATES[run.state])}</p>
      ${going ? progressOf(run) : ''} ${run.state === 'refused' ? refusedText(run) : ''}
      ${run.state === 'stopped' ? insetText({ text: 'The import was cut off. What was recorded until then stays. Send the same files again: rows already recorded change nothing.' }) : ''}
      ${result === null ? '' : resultTable(result)} ${result === null ? '' : rejectedSection(run, result, rejected)}
      ${going ? '' : html`<p class="govuk-body"><a class="govuk-link" href="${paths.imports}">Send ${run.state === 'finished' ? 'more files' : 'the files again'}</a></p>`}
    </div>`;
}

function progressOf({ progress }: RunShown): Html {
  if (progress.rows === undefined || progress.ofRows === undefined)
    return html`<p class="govuk-body">The files are being read and checked. Nothing is recorded yet.</p>`;
  const { rows, ofRows } = progress;
  return html`<p class="govuk-body">${rows.toLocaleString('en-GB')} of ${ofRows.toLocaleString('en-GB')} rows recorded.</p>
    <progress class="homeward-progress" value="${rows}" max="${ofRows}" aria-label="Rows recorded"></progress>
    <p class="govuk-body">You can leave this page; the import goes on.</p>`;
}

function refusedText({ summary }: RunShown): Html {
  if (summary === null || !('reason' in summary)) return html``;
  return insetText({
    html: html`<strong>${summary.file}</strong> ${summary.reason} Nothing of this import was recorded.`,
  });
}

function resultTable(result: Result): Html {
  const feeds = FEED_NAMES.filter((feed) => result.accepted[feed] !== undefined);
  return html`${scrolling(
    'What became of the rows',
    table({
      caption: 'What became of the rows',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [
        { text: 'File' },
        { text: 'Accepted', format: 'numeric' },
        { text: 'Sent before', format: 'numeric' },
        { text: 'Rejected', format: 'numeric' },
      ],
      rows: feeds.map((feed) => [
        { text: capital(feed) },
        ...[result.accepted[feed], result.repeated[feed], result.rejected[feed]].map((count) => ({
          text: (count ?? 0).toLocaleString('en-GB'),
          format: 'numeric',
        })),
      ]),
    }),
  )}
    ${result.matched === 0 ? '' : html`<p class="govuk-body">${counted(result.matched, 'notification was', 'notifications were')} matched to the child by date of birth and name.</p>`}
    ${result.review === 0 ? '' : html`<p class="govuk-body">${counted(result.review, 'notification waits', 'notifications wait')} on the <a class="govuk-link" href="${paths.reviewQueue}">review queue</a> until a person decides which child it is about.</p>`}`;
}

function rejectedSection(run: RunShown, result: Result, rejected: readonly RejectedRow[]): Html {
  const feeds = FEED_NAMES.filter((feed) => (result.rejected[feed] ?? 0) > 0);
  if (feeds.length === 0) return html`<p class="govuk-body">No row was rejected.</p>`;
  const inAll = total(result.rejected);
  return html`<h2 class="govuk-heading-m">Rejected rows</h2>
    <p class="govuk-body">Correct these rows and send them again. The download has them as they were sent, with the reason beside each.</p>
    <ul class="govuk-list">
      ${feeds.map((feed) => html`<li><a class="govuk-link" href="${to(paths.newExport, null, { kind: 'rejected-rows', import: run.importId, feed })}">Download the rejected rows of ${feed} (CSV)</a></li>`)}
    </ul>
    ${scrolling(
      'Rejected rows',
      table({
        caption: `Rejected rows${rejected.length < Number(inAll.replaceAll(',', '')) ? `, the first ${rejected.length} of ${inAll}` : ''}`,
        captionClasses: 'govuk-visually-hidden',
        head: [
          { text: 'File' },
          { text: 'Line', format: 'numeric' },
          { text: 'Reference' },
          { text: 'What is wrong, and what to do' },
        ],
        rows: rejected.map(({ feed, line, ref, reason }) => [
          { text: capital(feed) },
          { text: String(line), format: 'numeric' },
          { text: ref ?? '' },
          { text: reason },
        ]),
      }),
    )}`;
}

function resultOf({ state, summary }: RunShown): Result | null {
  return state === 'finished' && summary !== null && 'accepted' in summary ? summary : null;
}

function counted(number: number, one: string, several: string): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : several}`;
}

function total(counts: Result['accepted']): string {
  return Object.values(counts)
    .reduce((sum, count) => sum + count, 0)
    .toLocaleString('en-GB');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
