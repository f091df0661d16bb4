/** Figures for readers who see no child: none so small, nor to be worked out from others, that somebody could be known by it. */
import { shownSafely } from './protect.ts';
import { Related } from './relations.ts';
import type { Cell, Report, Table } from './report.ts';
import { shapeOf, type Counted, type Shape } from './shape.ts';

/**
 * Counts from 1 to one below this are not shown.
 * @unit children or episodes; this number itself is shown
 * @source our reliability and security bar, S-SMALL: no cell below 5
 */
export const SMALLEST_SHOWN = 5;

/** Tables and how the numbers of each hang together. @source our judgement */
export type Shaped<T> = { readonly shape: Shape; readonly table: T };

/**
 * A report without small numbers. `all` are all reports of the same authority and period, itself among them: readers may ask
 * for each of them, so what one shows must not tell what another hides, and each hides the same whichever was asked for.
 * @source our reliability and security bar, T22 and S-SMALL; Code of Practice for Statistics, T6.4, no disclosure of confidential information
 */
export function withoutSmallNumbers(report: Report, all: readonly Report[] = [report]): Report {
  const shaped = all.flatMap(({ tables }) => tables.map((table) => ({ shape: shapeOf(table), table })));
  const safe = withoutSmall(shaped);
  const tables = report.tables.map((table) => safe[shaped.findIndex((one) => one.table === table)] ?? table);
  return { ...report, tables };
}

/**
 * Tables without small numbers: hidden are counts from 1 to 4, and what would tell one of them or how many are left of one
 * count without another; and every share of which a part is hidden.
 * @unit children or episodes
 * @source our reliability and security bar, T22 and S-SMALL; decision on secondary suppression
 */
export function withoutSmall<T extends Counted>(shaped: readonly Shaped<T>[]): T[] {
  const related = new Related();
  for (const { shape, table } of shaped) related.add(shape, table);
  const shown = shownSafely(related.all(), SMALLEST_SHOWN);
  const isShown = (numbers: readonly number[]): boolean => numbers.every((number) => shown[number] === true);
  return shaped.map(({ shape, table }) => {
    const totals = isShown(related.behindTotals(shape, table));
    const rows = table.rows.map((row) => {
      const cells = row.cells.map((cell) => (isShown(related.behind(shape, row.id, cell)) ? cell : withheld(cell)));
      return cells.every((cell, index) => cell === row.cells[index]) ? row : { ...row, cells };
    });
    if (totals && rows.every((row, index) => row === table.rows[index])) return table;
    const without: Pick<Table, 'leftOut' | 'considered' | 'included' | 'totalsWithheld'> = {
      leftOut: [],
      considered: 0,
      included: 0,
      totalsWithheld: true,
    };
    return { ...table, rows, ...(totals ? {} : without) };
  });
}

function withheld({ column }: Cell): Cell {
  return { column, value: null, numerator: 0, denominator: null, withheld: true };
}
