/** Figures for readers who see no child: none so small, nor to be worked out from others, that somebody could be known by it. */
import type { Report, Table } from './report.ts';

/**
 * Counts from 1 to one below this are not shown.
 * @unit children or episodes; this number itself is shown
 * @source our reliability and security bar, S-SMALL: no cell below 5
 */
export const SMALLEST_SHOWN = 5;

/**
 * A report without small numbers. A row in which any count is small is withheld whole, ratios too, since its columns
 * are parts of each other. Where that would be one row alone, the smallest other row is withheld with it, so that what
 * is left of a total tells of neither; and where there is no other, or the total is small itself, the totals are withheld too.
 * What a table leaves out is withheld as soon as one of its counts is small.
 * @source our reliability and security bar, T22 and S-SMALL; our judgement on whole rows
 */
export function withoutSmallNumbers(report: Report): Report {
  return { ...report, tables: report.tables.map((table) => withoutSmall(table)) };
}

type Row = Table['rows'][number];

/** What of a table decides what is withheld of it. @source our reliability and security bar, S-SMALL */
export type Counted = Pick<Table, 'rows' | 'considered' | 'included' | 'leftOut' | 'totalsWithheld'> & {
  readonly definition: Pick<Table['definition'], 'columns'>;
};

/**
 * One table without small numbers, as `withoutSmallNumbers` has it.
 * @unit children or episodes
 * @source our reliability and security bar, T22 and S-SMALL; our judgement on whole rows
 */
export function withoutSmall<T extends Counted>(table: T): T {
  const rows = table.rows.filter(({ id }) => id !== 'total');
  const total = table.rows.find(({ id }) => id === 'total');
  const withheld = new Set(rows.filter(hasSmall).map(({ id }) => id));
  const [only] = withheld;
  if (withheld.size === 1 && only !== undefined) {
    const other = rows
      .filter(({ id }) => id !== only)
      .sort((a, b) => Number(sizeOf(a) === 0) - Number(sizeOf(b) === 0) || sizeOf(a) - sizeOf(b))[0];
    if (other !== undefined) withheld.add(other.id);
  }
  const totalsGo =
    withheld.size === 1 || isSmall(table.included) || (total !== undefined && hasSmall(total)) || leftOutSmall(table);
  if (total !== undefined && (withheld.size === 1 || hasSmall(total))) withheld.add('total');
  if (withheld.size === 0 && !totalsGo) return table;
  return {
    ...table,
    rows: table.rows.map((row) => (withheld.has(row.id) ? emptied(row) : totalsGo ? withoutShares(row, table) : row)),
    ...(totalsGo ? { leftOut: [], considered: 0, included: 0, totalsWithheld: true as const } : {}),
  };
}

function hasSmall(row: Row): boolean {
  return row.cells.some(
    ({ numerator, denominator }) => isSmall(numerator) || (denominator !== null && isSmall(denominator)),
  );
}

function isSmall(count: number): boolean {
  return count > 0 && count < SMALLEST_SHOWN;
}

function sizeOf(row: Row): number {
  return Math.max(0, ...row.cells.map(({ numerator }) => numerator));
}

function leftOutSmall(table: Counted): boolean {
  return table.leftOut.some(({ episodes, children }) => isSmall(episodes) || isSmall(children));
}

function emptied(row: Row): Row {
  return {
    ...row,
    cells: row.cells.map(({ column }) => ({
      column,
      value: null,
      numerator: 0,
      denominator: null,
      withheld: true as const,
    })),
  };
}

/** A share of the whole table would tell the total that is withheld. */
function withoutShares(row: Row, table: Counted): Row {
  const ofTable = new Set(
    table.definition.columns.flatMap((column) => (column.kind !== 'count' && column.of === 'table' ? [column.id] : [])),
  );
  return {
    ...row,
    cells: row.cells.map((cell) =>
      ofTable.has(cell.column)
        ? { column: cell.column, value: null, numerator: 0, denominator: null, withheld: true as const }
        : cell,
    ),
  };
}
