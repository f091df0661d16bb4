/** The page of one figure: what it means, its parts, what was left out, and the episodes it counts. */
import type { Counts, OpenedFigure } from '../../domain/measures/open-figure.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import { instant } from '../../domain/time/instant.ts';
import { pagination } from '../../web/components/pagination.ts';
import { summaryList, type SummaryRow } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { Asked, ReportRequest } from './commands.ts';
import { addressOf } from './pages.ts';
import type { ListedEpisode } from './queries.ts';
import { figureWords } from './tables.ts';

/** What the page of a figure is made of. */
export type FigureView = {
  readonly figure: OpenedFigure;
  readonly asked: Asked;
  readonly request: ReportRequest & { readonly figure: string };
  /** Episodes of this page whose children the person may see. */
  readonly shown: readonly ListedEpisode[];
  /** Episodes that the figure counts. */
  readonly counted: number;
  /** Of the episodes of this page, those not shown to this person. */
  readonly notShown: number;
  readonly page: number;
  readonly pages: number;
};

/** One figure opened. */
export function figurePage(view: FigureView): Html {
  const { figure, asked } = view;
  const { scope } = asked;
  return html`<span class="govuk-caption-l">${asked.definition.title}, ${asked.authorityName}, ${formatDate(scope.from)} to ${formatDate(scope.to)}</span>
<h1 class="govuk-heading-l">${figure.table.title}, ${figure.row.title}: ${figureWords(figure.cell, figure.column)}</h1>
${summaryList({ rows: partsOf(figure) })}
${leftOut(figure)}
<h2 class="govuk-heading-m">Episodes counted</h2>
${figure.denominator === null ? '' : html`<p class="govuk-body">These are the episodes of the upper part of the ratio.</p>`}
${takeOut(view)}
${episodeTable(view)}
${pages(view)}`;
}

function partsOf(figure: OpenedFigure): SummaryRow[] {
  const { column, cell, numerator, denominator, table: counted } = figure;
  const rows: SummaryRow[] = [
    {
      key: { text: 'What it is' },
      value: { html: html`<p class="govuk-body">${column.title}</p><p class="govuk-body">${column.definition}</p>` },
    },
    { key: { text: 'Counted from' }, value: { text: counted.population.sentence } },
  ];
  if (denominator === null) {
    rows.push({ key: { text: 'Counted' }, value: { text: countWords(numerator) } });
  } else {
    rows.push(
      {
        key: { text: 'Numerator' },
        value: {
          html: html`<p class="govuk-body">${countWords(numerator)}</p><p class="govuk-body">${numerator.definition}</p>`,
        },
      },
      {
        key: { text: 'Denominator' },
        value: {
          html: html`<p class="govuk-body">${countWords(denominator)}</p><p class="govuk-body">${column.kind !== 'count' && column.of === 'table' ? `All ${denominator.unit} of the table, all rows together.` : denominator.definition}</p>`,
        },
      },
      {
        key: { text: 'Value' },
        value: { text: cell.value === null ? 'None: there is nothing to divide by' : figureWords(cell, column) },
      },
    );
  }
  rows.push({ key: { text: 'Source' }, value: { text: counted.source } });
  return rows;
}

function countWords({ unit, children, rows }: Counts): string {
  const episodes = `${rows.length.toLocaleString('en-GB')} episode${rows.length === 1 ? '' : 's'}`;
  const people = `${children.length.toLocaleString('en-GB')} ${children.length === 1 ? 'child' : 'children'}`;
  return unit === 'children' ? `${people}, who had ${episodes}` : `${episodes}, of ${people}`;
}

function leftOut({ leftOut: reasons, table: counted }: OpenedFigure): Html {
  return html`<h2 class="govuk-heading-m">Left out of the table</h2>
${
  reasons.length === 0
    ? html`<p class="govuk-body">Nothing was left out.</p>`
    : scrolling(
        `What “${counted.title}” leaves out`,
        table({
          caption: `What “${counted.title}” leaves out`,
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'Why' }, { text: 'Episodes', format: 'numeric' }],
          rows: reasons.map(({ sentence, rows }) => [
            { text: sentence },
            { text: rows.length.toLocaleString('en-GB'), format: 'numeric' },
          ]),
        }),
      )
}
${counted.notes.map((note) => html`<p class="govuk-body">${note}</p>`)}`;
}

function episodeTable({ shown, counted, notShown }: FigureView): Html {
  if (counted === 0) return html`<p class="govuk-body">No episode is counted here.</p>`;
  const hidden =
    notShown === 0
      ? ''
      : html`<p class="govuk-body">${notShown.toLocaleString('en-GB')} of the episodes on this page ${notShown === 1 ? 'is' : 'are'} not shown to you: your role or your agency may not see the child.</p>`;
  if (shown.length === 0) return html`${hidden}`;
  return html`${hidden}${scrolling(
    'Episodes counted',
    table({
      caption: 'Episodes counted',
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Child' }, { text: 'Episode' }, { text: 'Started' }, { text: 'Returned' }, { text: 'Length' }],
      rows: shown.map((episode) => [
        {
          html: html`<a class="govuk-link" href="${to(paths.child, { childId: episode.childId })}">${`${episode.forename} ${episode.surname}`.trim() || 'Name not known'}</a>`,
        },
        {
          html: html`<a class="govuk-link" href="${to(paths.episode, { childId: episode.childId, episodeId: episode.episodeId })}">${episode.episodeRef}</a>`,
        },
        { text: formatInstant(instant(episode.startedAt)) },
        { text: episode.endedAt === null ? 'No return recorded' : formatInstant(instant(episode.endedAt)) },
        { text: episode.endedAt === null ? 'Not known' : formatElapsed(episode.endedAt - episode.startedAt) },
      ]),
    }),
  )}`;
}

function takeOut({ request, shown }: FigureView): Html {
  if (shown.length === 0) return html``;
  const { report, authority, from, to: last, figure } = request;
  const address = to(paths.newExport, null, { kind: 'figure', report, authority, from, to: last, cell: figure });
  return html`<p class="govuk-body"><a class="govuk-link" href="${address}">Take these episodes out as a file</a></p>`;
}

function pages({ request, page, pages: all }: FigureView): Html {
  if (all <= 1) return html``;
  const at = (number: number): string => addressOf(paths.figure, request, { cell: request.figure, page: number });
  return pagination({
    previous: page > 1 ? { href: at(page - 1), labelText: `${page - 1} of ${all}` } : null,
    next: page < all ? { href: at(page + 1), labelText: `${page + 1} of ${all}` } : null,
  });
}
