/** The returns behind one number of triage. */
import { fullName, teamWords } from '../../domain/chronology/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { TriageFigure } from '../../domain/triage/figures.ts';
import { LEVEL_WORDS } from '../../domain/triage/words.ts';
import { pagination } from '../../web/components/pagination.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { periodWords } from './figures-chosen.ts';
import { COLUMN_WORDS, GROUPING_WORDS } from './figures-page.ts';
import type { TriagedReturn } from './queries.ts';
import { levelTag } from './words.ts';

/** What the page is made of. */
export type FigureReturnsView = TriageFigure & {
  readonly period: string;
  readonly rowTitle: string;
  /** Whose returns are counted, after “returns”. */
  readonly whose: string;
  /** How many the number counts. */
  readonly counted: number;
  /** Of them, of children whom the reader may not see. */
  readonly notShown: number;
  readonly shown: readonly TriagedReturn[];
  readonly page: number;
  readonly pages: number;
};

/** The returns that a number counts, each with its level and what the protocol proposed. */
export function figureReturnsPage(view: FigureReturnsView): Html {
  const { by, column, rowTitle, period, whose, counted, notShown, shown } = view;
  return html`<span class="govuk-caption-l">${GROUPING_WORDS[by].title}: ${rowTitle}</span>
<h1 class="govuk-heading-l">${COUNTED_WORDS[column]}: ${counted.toLocaleString('en-GB')}</h1>
<p class="govuk-body-l">Returns ${whose}, ${periodWords(period)}.</p>
${notShown === 0 ? '' : html`<p class="govuk-body">${notShown.toLocaleString('en-GB')} of them ${notShown === 1 ? 'is' : 'are'} counted and not shown to you: your role or your agency may not see the child.</p>`}
${
  shown.length === 0
    ? html`<p class="govuk-body">There is nothing to show.</p>`
    : table({
        caption: 'Returns, the latest first',
        captionClasses: 'govuk-visually-hidden',
        classes: 'homeward-stacked',
        head: [{ text: 'Child' }, { text: 'Came back' }, { text: 'Our triage' }, { text: 'The protocol' }],
        rows: shown.map(row),
      })
}
${pagesOf(view)}`;
}

/** What a number counts; a share opens to what it is the share of. */
const COUNTED_WORDS = { ...COLUMN_WORDS, 'red-share': COLUMN_WORDS.red, 'overruled-share': COLUMN_WORDS.overruled };

function row(one: TriagedReturn): TableCell[] {
  const { childId, episodeId, decidedAt } = one;
  const name = fullName(one);
  return [
    cell(
      'Child',
      html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId })}">${name}</a><span class="homeward-under">${teamWords(one.team)}</span>`,
    ),
    cell(
      'Came back',
      html`<a class="govuk-link" href="${to(paths.return, { childId, episodeId })}">${formatInstant(one.returnedAt)}<span class="govuk-visually-hidden">, the return of ${name}</span></a>`,
    ),
    cell(
      'Our triage',
      html`${levelTag(one.level)}<span class="homeward-under">${decidedAt === null ? 'As proposed: nobody decided' : `Decided by a worker ${formatInstant(decidedAt)}`}</span>`,
    ),
    cell(
      'The protocol',
      html`Proposed ${LEVEL_WORDS[one.proposed].toLowerCase()}${decidedAt !== null && one.level !== one.proposed ? ', and was overruled' : ''}`,
    ),
  ];
}

function cell(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function pagesOf({ by, row: group, column, period, page, pages }: FigureReturnsView): Html | '' {
  if (pages <= 1) return '';
  const at = (number: number): string =>
    to(paths.triageFigureReturns, null, { by, row: group, column, period, page: number });
  return pagination({
    previous: page > 1 ? { href: at(page - 1), labelText: `${page - 1} of ${pages}` } : null,
    next: page < pages ? { href: at(page + 1), labelText: `${page + 1} of ${pages}` } : null,
    landmarkLabel: 'Pages of returns',
  });
}
