import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf } from './content.ts';

/** One cell of a table; `format: 'numeric'` sets it to the right. */
export type TableCell = StyledContent & {
  readonly format?: Maybe<string>;
  readonly colspan?: Maybe<number>;
  readonly rowspan?: Maybe<number>;
};

/** Options of the Design System's table. */
export type TableOptions = {
  readonly rows: readonly Maybe<readonly TableCell[]>[];
  readonly head?: Maybe<readonly TableCell[]>;
  readonly caption?: Maybe<string>;
  readonly captionClasses?: Maybe<string>;
  readonly firstCellIsHeader?: boolean | undefined;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Rows and columns of facts. */
export function table(o: TableOptions): Html {
  return html`<table class="${classNames('govuk-table', o.classes)}"${attributes(o.attributes)}>
${!o.caption ? null : html`<caption class="${classNames('govuk-table__caption', o.captionClasses)}">${o.caption}</caption>`}
${
  o.head
    ? html`<thead class="govuk-table__head">
<tr class="govuk-table__row">
${o.head.map(
  (cell) => html`<th scope="col" class="${classesOf('govuk-table__header', cell)}"${spans(cell)}>${contentOf(cell)}</th>
`,
)}</tr>
</thead>`
    : ''
}
<tbody class="govuk-table__body">
${o.rows.map((row) =>
  !row
    ? null
    : html`<tr class="govuk-table__row">
${row.map((cell, i) => bodyCell(cell, i === 0 && o.firstCellIsHeader === true))}</tr>
`,
)}</tbody>
</table>`;
}

function bodyCell(cell: TableCell, isHeader: boolean): Html {
  if (isHeader)
    return html`<th scope="row" class="${classNames('govuk-table__header', cell.classes)}"${spans(cell)}>${contentOf(cell)}</th>
`;
  return html`<td class="${classesOf('govuk-table__cell', cell)}"${spans(cell)}>${contentOf(cell)}</td>
`;
}

function classesOf(block: string, cell: TableCell): string {
  return classNames(block, cell.format && `${block}--${cell.format}`, cell.classes);
}

function spans(cell: TableCell): Html {
  return html`${attribute('colspan', cell.colspan)}${attribute('rowspan', cell.rowspan)}${attributes(cell.attributes)}`;
}
