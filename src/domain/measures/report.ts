/** A report with its figures, as tables of cells that each know their parts. */
import type { FactColumns } from './columns.ts';
import type { Column, ReportDefinition, RowOfTable, Scope, TableDefinition } from './definition.ts';
import { meanOf, percentOf } from './rounding.ts';
import { cellOf, count, type Counted, type Tally } from './runner.ts';

/** One figure. @source feeds definition, measures */
export type Cell = {
  readonly column: string;
  /** The count, percentage or mean; null for a ratio with a denominator of 0. */
  readonly value: number | null;
  /** What was counted; the value itself for a count. */
  readonly numerator: number;
  /** Null for a count. */
  readonly denominator: number | null;
  /** Not shown to this reader, because it is small or would tell what is; the numbers are then none. */
  readonly withheld?: true;
};

/** What a table leaves out, and why. @source design: what is excluded and why */
export type LeftOutCount = {
  readonly code: string;
  readonly sentence: string;
  readonly episodes: number;
  readonly children: number;
};

/** A table with its figures. @source feeds definition, commands */
export type Table = {
  readonly definition: TableDefinition;
  readonly rows: readonly { readonly id: string; readonly title: string; readonly cells: readonly Cell[] }[];
  /** Episodes considered: those included and those left out together. */
  readonly considered: number;
  readonly included: number;
  readonly leftOut: readonly LeftOutCount[];
  /** What the table considers, includes and leaves out is not shown to this reader. */
  readonly totalsWithheld?: true;
};

/** A report with its figures. @source feeds definition, commands */
export type Report = {
  readonly definition: ReportDefinition;
  readonly scope: Scope;
  readonly tables: readonly Table[];
};

/** A row with its place in the pass that counted it. @source our judgement */
export type ShownRow = RowOfTable & { readonly place: number };

/**
 * Runs a report: every table of it, every figure.
 * @unit counts are whole; percentages and means have two decimals, half up
 * @source feeds definition, measures
 */
export function runReport(definition: ReportDefinition, facts: FactColumns, scope: Scope): Report {
  return { definition, scope, tables: count(definition.tables, facts, scope).map(tableOf) };
}

/** The rows of a table that are shown, in order, each with its place in the pass. @source feeds definition, measures */
export function shownRows(counted: Counted): readonly ShownRow[] {
  const { table } = counted;
  let rows: ShownRow[] = counted.rows.map((row, place) => ({ ...row, place }));
  if (table.rows.onlyFilled) {
    rows = rows.filter(({ place }) => counted.counts.some((column) => tallyAt(counted, place, column.id).episodes > 0));
    rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  if (table.withTotal) rows.push({ id: 'total', title: 'Total', place: counted.rows.length });
  return rows;
}

/** The columns shown in a row. @source feeds definition, measures */
export function shownColumns(table: TableDefinition, rowId?: string): readonly Column[] {
  return table.columns.filter(
    (column) =>
      !(column.kind === 'count' && column.hidden) &&
      (rowId === undefined || column.onlyInRows === undefined || column.onlyInRows(rowId)),
  );
}

/** The figure in a row and column of a pass. @source feeds definition, measures */
export function figureAt(counted: Counted, place: number, column: Column): Cell {
  if (column.kind === 'count') {
    const value = valueOf(tallyAt(counted, place, column.id), column.unit);
    return { column: column.id, value, numerator: value, denominator: null };
  }
  const numerator = partOf(counted, place, column.numerator);
  const denominator = partOf(counted, column.of === 'table' ? counted.rows.length : place, column.denominator);
  const value = column.kind === 'percent' ? percentOf(numerator, denominator) : meanOf(numerator, denominator);
  return { column: column.id, value, numerator, denominator };
}

function tableOf(counted: Counted): Table {
  return {
    definition: counted.table,
    rows: shownRows(counted).map(({ id, title, place }) => ({
      id,
      title,
      cells: shownColumns(counted.table, id).map((column) => figureAt(counted, place, column)),
    })),
    considered: counted.considered.episodes,
    included: counted.included.episodes,
    leftOut: leftOutOf(counted),
  };
}

/** The reasons for which anything was left out. @source design: what is excluded and why */
export function leftOutOf(counted: Counted): readonly LeftOutCount[] {
  return counted.leftOut
    .filter(({ tally }) => tally.episodes > 0)
    .map(({ code, sentence, tally }) => ({ code, sentence, episodes: tally.episodes, children: tally.children }));
}

function tallyAt(counted: Counted, place: number, column: string): Tally {
  return counted.cells[cellOf(counted, place, column)] as Tally;
}

function partOf(counted: Counted, place: number, column: string): number {
  const unit = counted.counts.find((one) => one.id === column)?.unit ?? 'episodes';
  return valueOf(tallyAt(counted, place, column), unit);
}

function valueOf(tally: Tally, unit: 'children' | 'episodes'): number {
  return unit === 'children' ? tally.children : tally.episodes;
}
