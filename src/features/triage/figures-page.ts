/** The page of how returns were triaged and overruled. */
import type { Cell } from '../../domain/measures/report.ts';
import { percentOf } from '../../domain/measures/rounding.ts';
import {
  TRIAGE_COLUMNS,
  type TriageColumn,
  type TriageGrouping,
  type TriageTable,
} from '../../domain/triage/figures.ts';
import { bars } from '../../web/charts/bars.ts';
import { button } from '../../web/components/button.ts';
import { select } from '../../web/components/select.ts';
import { table } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

/** What the page is made of. */
export type FiguresView = {
  readonly tables: readonly TriageTable[];
  readonly period: string;
  readonly thisYear: number;
  /** Whether the reader may open figures; who may not is shown whole calendar years alone. */
  readonly opens: boolean;
  /** Whose returns are counted, after “returns”. */
  readonly whose: string;
};

/** What each table is headed by, and what it says of itself. */
export const GROUPING_WORDS: Readonly<
  Record<TriageGrouping, { readonly title: string; readonly column: string; readonly note: string }>
> = {
  sex: {
    title: 'By sex',
    column: 'Sex',
    note: 'From January 2015 Streetwise gave red to 79% of girls and 61% of boys, and named thin sheets about boys as a cause.',
  },
  ethnicity: { title: 'By ethnic group', column: 'Ethnic group', note: 'Groups of the census, as in the reports.' },
  status: {
    title: 'By care status',
    column: 'Status when it began',
    note: 'At home or in care, as on the day the absence began.',
  },
  area: {
    title: 'By area',
    column: 'Where the child went missing',
    note: 'In the area of the authority that answers for the return, or outside it, as with a placement far away.',
  },
  responsibility: {
    title: 'By responsible authority',
    column: 'Responsible for the child',
    note: 'As on the day the absence began.',
  },
  'missing-from': { title: 'By home or placement', column: 'Missing from', note: 'Where the child went missing from.' },
};

/** What heads each column. */
export const COLUMN_WORDS: Readonly<Record<TriageColumn, string>> = {
  returns: 'Returns',
  red: 'Red',
  amber: 'Amber',
  green: 'Green',
  'red-share': 'Red, of returns',
  decided: 'Decided by a worker',
  overruled: 'Overruled',
  'overruled-share': 'Overruled, of decided',
  raised: 'Overruled upwards',
  lowered: 'Overruled downwards',
};
const LEVELS = ['red', 'amber', 'green'] as const;
const SHARES: readonly TriageColumn[] = ['red-share', 'overruled-share'];

/** Levels and overruled proposals by sex, ethnic group, care status and home. */
export function figuresPage({ tables, period, thisYear, opens, whose }: FiguresView): Html {
  const years = Array.from({ length: 15 }, (_, index) => String(thisYear - index - (opens ? 0 : 1)));
  return html`<h1 class="govuk-heading-l">Triage of returns</h1>
<p class="govuk-body-l">How returns ${whose} were triaged, and how often a worker overruled the protocol.</p>
<p class="govuk-body">Triage has been biased before, so the shares stand here for everybody to see. A difference is a question to ask, not an answer.</p>
<form method="get" action="${paths.triageFigures}" class="homeward-filter" novalidate>
${select({
  id: 'period',
  name: 'period',
  label: { text: 'Returned' },
  value: period,
  items: [
    ...(opens
      ? [
          { value: 'year', text: 'In the last 12 months' },
          { value: 'all', text: 'At any time on record' },
        ]
      : []),
    ...years.map((year) => ({ value: year, text: `In ${year}` })),
  ],
})}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}
</form>
${tables.map((shown) => figuresTable(shown, opens ? period : null))}
${tables.some(({ rows }) => rows.some(({ cells }) => cells.some(({ withheld }) => withheld))) ? html`<p class="govuk-body">Figures “not shown” are below 5, or would tell one that is. They are shown to those who may open a figure.</p>` : ''}
<p class="govuk-body">The level of a return is what a worker decided, else what the protocol proposes. Each return counts once in each table.</p>`;
}

/** One table; its numbers open, for this period, to those who may open them. */
function figuresTable(shown: TriageTable, opensFor: string | null): Html {
  const { by, rows, included, totalsWithheld } = shown;
  const { title, column, note } = GROUPING_WORDS[by];
  return html`<section aria-labelledby="by-${by}"><h2 class="govuk-heading-m" id="by-${by}">${title}</h2>
<p class="govuk-body">${note}</p>
${
  included === 0 && totalsWithheld !== true
    ? html`<p class="govuk-inset-text">There is nothing to count in this period.</p>`
    : html`${chart(shown)}<div class="homeward-scroll" role="region" aria-label="${title}: figures" tabindex="0">${table(
        {
          caption: title,
          captionClasses: 'govuk-visually-hidden',
          firstCellIsHeader: true,
          head: [{ text: column }, ...TRIAGE_COLUMNS.map((id) => ({ text: COLUMN_WORDS[id], format: 'numeric' }))],
          rows: rows.map((row) => [
            { text: row.title },
            ...TRIAGE_COLUMNS.map((id) => ({ html: figureCell(by, row, id, opensFor), format: 'numeric' })),
          ]),
        },
      )}</div>`
}</section>`;
}

/** Groupings that are drawn: Streetwise’s red, amber and green by home and care. */
const DRAWN: readonly TriageGrouping[] = ['status', 'missing-from', 'area', 'responsibility'];

/** Red, amber and green of each row as shares of its returns, for the groupings that are drawn. */
function chart({ by, rows }: TriageTable): Html | '' {
  const shown = rows.filter(({ id, cells }) => id !== 'total' && cells.every(({ withheld }) => !withheld));
  if (!DRAWN.includes(by) || shown.length === 0) return '';
  const count = (row: TriageTable['rows'][number], column: TriageColumn): number =>
    row.cells.find((cell) => cell.column === column)?.value ?? 0;
  return html`<figure class="homeward-figure">${bars({
    id: `levels-${by}`,
    title: `${GROUPING_WORDS[by].title}: red, amber and green as shares of returns`,
    description: 'The table below has the numbers behind the shares.',
    series: ['Red', 'Amber', 'Green'],
    most: 100,
    rows: shown.map((row) => {
      const values = LEVELS.map((level) => percentOf(count(row, level), count(row, 'returns')));
      return { label: row.title, values, texts: values.map((value) => (value === null ? 'none' : `${value}%`)) };
    }),
  })}</figure>`;
}

function figureCell(
  by: TriageGrouping,
  { id: row, title, cells }: TriageTable['rows'][number],
  column: TriageColumn,
  opensFor: string | null,
): Html {
  const cell = cells.find((one) => one.column === column);
  const text = words(column, cell);
  if (opensFor === null || cell === undefined || cell.withheld || !cell.numerator) return html`${text}`;
  const href = to(paths.triageFigureReturns, null, { by, row, column, period: opensFor });
  return html`<a class="govuk-link" href="${href}">${text}<span class="govuk-visually-hidden"> ${COLUMN_WORDS[column].toLowerCase()}, ${GROUPING_WORDS[by].title.toLowerCase()}: ${title}</span></a>`;
}

function words(column: TriageColumn, cell: Cell | undefined): string {
  if (cell === undefined || cell.withheld) return 'not shown';
  if (cell.value === null) return 'none';
  return SHARES.includes(column) ? `${cell.value}%` : cell.value.toLocaleString('en-GB');
}
