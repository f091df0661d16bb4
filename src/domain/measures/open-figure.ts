/** Opens a figure: the facts it counts, the facts it is divided by, and what the table left out. */
import type { FactColumns } from './columns.ts';
import type { Column, ReportDefinition, Scope, TableDefinition } from './definition.ts';
import { figureAt, shownColumns, shownRows, type Cell, type ShownRow } from './report.ts';
import { cellOf, count } from './runner.ts';

/** Facts of a cell. @source design: the rows counted */
export type Counts = {
  readonly unit: 'children' | 'episodes';
  /** Rows of the columns, one an episode, in order. */
  readonly rows: readonly number[];
  /** Positions of the distinct children, in order. */
  readonly children: readonly number[];
  /** What is counted, in plain English. */
  readonly definition: string;
};

/** A figure opened. @source feeds definition, commands, trace */
export type OpenedFigure = {
  readonly table: TableDefinition;
  readonly row: { readonly id: string; readonly title: string };
  readonly column: Column;
  readonly cell: Cell;
  /** What the figure means, all of it, in plain English. */
  readonly definition: string;
  readonly numerator: Counts;
  /** Null for a count. */
  readonly denominator: Counts | null;
  readonly leftOut: readonly { readonly code: string; readonly sentence: string; readonly rows: readonly number[] }[];
};

/** A figure opened, or the reason why there is none of that name. @source our judgement: a refusal is a value */
export type OpenOutcome =
  | { readonly kind: 'opened'; readonly figure: OpenedFigure }
  | { readonly kind: 'refused'; readonly sentence: string };

/**
 * Opens the figure named `TABLE.ROW.COLUMN` by the pass that counted it.
 * @source design: the count, the drill-down and the explanation cannot disagree
 */
export function openFigure(report: ReportDefinition, facts: FactColumns, scope: Scope, name: string): OpenOutcome {
  const table = report.tables.find(({ id }) => name.startsWith(`${id}.`));
  if (table === undefined)
    return refused(
      'table',
      name,
      report.id,
      report.tables.map(({ id }) => id),
    );
  const rest = name.slice(table.id.length + 1);
  const counted = only(count([table], facts, scope));
  const rows = shownRows(counted);
  const row = rows.find(
    ({ id }) => rest.startsWith(`${id}.`) && shownColumns(table, id).some((column) => rest === `${id}.${column.id}`),
  );
  if (row === undefined) {
    const named = rows.find(({ id }) => rest === id || rest.startsWith(`${id}.`));
    if (named === undefined)
      return refused(
        'row',
        rest,
        table.id,
        rows.map(({ id }) => id),
      );
    return refused(
      'column',
      rest.slice(named.id.length + 1),
      `${table.id}.${named.id}`,
      shownColumns(table, named.id).map(({ id }) => id),
    );
  }
  const column = shownColumns(table, row.id).find(({ id }) => rest === `${row.id}.${id}`) as Column;
  return { kind: 'opened', figure: open(table, row, column, facts, scope) };
}

function open(table: TableDefinition, row: ShownRow, column: Column, facts: FactColumns, scope: Scope): OpenedFigure {
  const whole = table.rows.list(scope, facts).length;
  const upper = column.kind === 'count' ? column.id : column.numerator;
  const lower = column.kind === 'count' ? null : column.denominator;
  const keptUpper: number[] = [];
  const keptLower: number[] = [];
  const lowerPlace = column.kind !== 'count' && column.of === 'table' ? whole : row.place;
  const first = only(count([table], facts, scope));
  const upperCell = cellOf(first, row.place, upper);
  const lowerCell = lower === null ? -1 : cellOf(first, lowerPlace, lower);
  const cells = new Map([[upperCell, keptUpper]]);
  if (lowerCell >= 0) cells.set(lowerCell, lowerCell === upperCell ? keptUpper : keptLower);
  const leftOut = new Map(first.leftOut.map(({ code }) => [code, [] as number[]]));
  const counted = only(count([table], facts, scope, { cells, leftOut }));
  const counts = (id: string, rows: readonly number[]): Counts => {
    const definition = counted.counts.find((one) => one.id === id);
    return {
      unit: definition?.unit ?? 'episodes',
      rows,
      children: distinct(rows, facts),
      definition: definition?.definition ?? '',
    };
  };
  return {
    table,
    row: { id: row.id, title: row.title },
    column,
    cell: figureAt(counted, row.place, column),
    definition: sentences(table, row, column),
    numerator: counts(upper, keptUpper),
    denominator: lower === null ? null : counts(lower, lowerCell === upperCell ? keptUpper : keptLower),
    leftOut: counted.leftOut
      .filter(({ tally }) => tally.episodes > 0)
      .map(({ code, sentence }) => ({ code, sentence, rows: leftOut.get(code) ?? [] })),
  };
}

function sentences(table: TableDefinition, row: ShownRow, column: Column): string {
  return `${table.title}, ${row.title}: ${column.title}. ${column.definition} Counted from: ${table.population.sentence}`;
}

function distinct(rows: readonly number[], facts: FactColumns): number[] {
  return [...new Set(rows.map((row) => facts.child[row] as number))];
}

function only<T>(list: readonly T[]): T {
  return list[0] as T;
}

function refused(what: string, given: string, of: string, known: readonly string[]): OpenOutcome {
  return {
    kind: 'refused',
    sentence: `There is no ${what} “${given}” in ${of}. It has: ${known.join(', ')}. A figure is named TABLE.ROW.COLUMN.`,
  };
}
