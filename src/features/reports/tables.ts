/** The tables of a report as people read them, on a page and on paper. */
import { shownColumns, type Cell, type Report, type Table } from '../../domain/measures/report.ts';
import type { Column } from '../../domain/measures/definition.ts';
import { table as tableComponent, type TableCell } from '../../web/components/table.ts';
import { details } from '../../web/components/details.ts';
import { html, type Html } from '../../web/html.ts';
import { barsOf } from './charted.ts';

/** How a figure is linked to what it counts; null where it is not, as on paper. */
export type FigureLink = ((figure: string) => string) | null;

/** Every table of a report, each with its bars and what it leaves out. */
export function reportTables(report: Report, link: FigureLink): Html {
  return html`${report.tables.map((table) => reportTable(table, link))}`;
}

function reportTable(table: Table, link: FigureLink): Html {
  const { definition } = table;
  const columns = shownColumns(definition);
  const drawn = barsOf(table);
  return html`<section aria-labelledby="table-${definition.id}" class="homeward-report-table">
    <h2 class="govuk-heading-m" id="table-${definition.id}">${definition.title}</h2>
    <p class="govuk-body">${definition.question}</p>
    ${
      table.rows.length === 0
        ? html`<p class="govuk-inset-text">There is nothing to count in this period.</p>`
        : html`<div${columns.length <= 4 ? html` class="homeward-report-table__sides"` : ''}><div class="homeward-scroll" role="region" aria-label="${definition.title}: figures" tabindex="0">
              ${tableComponent({
                caption: definition.title,
                captionClasses: 'govuk-visually-hidden',
                firstCellIsHeader: true,
                head: [
                  { text: definition.rows.heading },
                  ...columns.map(({ title }) => ({ text: title, format: 'numeric' })),
                ],
                rows: table.rows.map((row) => [
                  { text: row.title },
                  ...columns.map((column) => figureCell(table, row, column, link)),
                ]),
              })}
            </div>
            ${drawn}</div>`
    }
    ${withheldNote(table)}${leftOut(table)}
  </section>`;
}

/** What “not shown” means, where a figure of the table is not. */
export function withheldNote(table: Table): Html {
  if (!table.rows.some(({ cells }) => cells.some(({ withheld }) => withheld))) return html``;
  return html`<p class="govuk-body">Figures “not shown” are below 5, or would tell one that is, or how many are left of one count without another. They are shown to those who may open a figure.</p>`;
}

/** The figures of some columns of a table, in a region that scrolls. `what` names it where a page has several of one table. */
export function figuresOf(table: Table, columns: readonly Column[], link: FigureLink, what: string): Html {
  return html`<div class="homeward-scroll" role="region" aria-label="${what}: figures" tabindex="0">
    ${tableComponent({
      caption: table.definition.title,
      captionClasses: 'govuk-table__caption--s',
      firstCellIsHeader: true,
      head: [
        { text: table.definition.rows.heading },
        ...columns.map(({ title }) => ({ text: title, format: 'numeric' })),
      ],
      rows: table.rows.map((row) => [
        { text: row.title },
        ...columns.map((column) => figureCell(table, row, column, link)),
      ]),
    })}
  </div>`;
}

function figureCell(table: Table, row: Table['rows'][number], column: Column, link: FigureLink): TableCell {
  const cell = row.cells.find((one) => one.column === column.id);
  if (cell === undefined) return { html: html`<span aria-hidden="true"> </span>`, format: 'numeric' };
  const words = figureWords(cell, column);
  if (link === null) return { text: words, format: 'numeric' };
  const href = link(`${table.definition.id}.${row.id}.${column.id}`);
  return {
    html: html`<a class="govuk-link govuk-link--no-visited-state" href="${href}"
      >${words}<span class="govuk-visually-hidden">: ${column.title}, ${row.title}</span></a
    >`,
    format: 'numeric',
  };
}

/** A figure as people read it; a share of nobody is a dash. */
export function figureWords(cell: Pick<Cell, 'value' | 'withheld'>, column: Pick<Column, 'kind'>): string {
  if (cell.withheld) return 'not shown';
  if (cell.value === null) return 'none to divide by';
  const text = cell.value.toLocaleString('en-GB', column.kind === 'count' ? {} : { minimumFractionDigits: 2 });
  return column.kind === 'percent' ? `${text}%` : text;
}

function leftOut(table: Table): Html {
  const { population, notes, source } = table.definition;
  const body = html`<p class="govuk-body">${population.sentence}</p>
    ${
      table.totalsWithheld
        ? html`<p class="govuk-body">How many are counted and left out is not shown to you: one of the numbers is below 5.</p>`
        : html`<p class="govuk-body">
            Of ${episodes(table.considered)} considered, ${table.included.toLocaleString('en-GB')}
            ${table.included === 1 ? 'is' : 'are'} counted in this table.
          </p>`
    }
    ${
      table.totalsWithheld
        ? ''
        : table.leftOut.length === 0
          ? html`<p class="govuk-body">Nothing was left out.</p>`
          : html`<p class="govuk-body">Left out:</p>
            <ul class="govuk-list govuk-list--bullet">
              ${table.leftOut.map((reason) => html`<li>${reason.episodes.toLocaleString('en-GB')}: ${reason.sentence}</li>`)}
            </ul>`
    }
    ${notes.map((note) => html`<p class="govuk-body">${note}</p>`)}
    <p class="govuk-body">Source of the table: ${source}.</p>`;
  return details({ summaryText: `What “${table.definition.title}” counts and what it leaves out`, html: body });
}

function episodes(count: number): string {
  return `${count.toLocaleString('en-GB')} episode${count === 1 ? '' : 's'}`;
}
