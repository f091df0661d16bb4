/** How the numbers of one table hang together. */
import type { Column, CountColumn, KnownOfRows, PartsOfColumn } from './definition.ts';
import type { Table } from './report.ts';

/** Id of the row of all rows together. @source design: the row `total` of a table */
export const TOTAL = 'total';

/** How the numbers of a table hang together. @source our judgement: relations between figures are declared where the figures are */
export type Shape = {
  readonly id: string;
  readonly columns: readonly Column[];
  readonly parts: readonly PartsOfColumn[];
  /** What rows add up in to the table as a whole. */
  readonly addsUp: 'episodes and children' | 'episodes' | 'nothing';
  readonly known: KnownOfRows;
  /** Tables that count the same as a whole name the same thing here. */
  readonly whole: object;
  /** Of which table or population a reason for leaving out is. */
  readonly leavesOut: (code: string) => object;
  /** Everything considered: tables that consider the same have the same word. Null where nothing shows it. */
  readonly considered: string | null;
};

/** A table whose numbers are to be protected. @source our reliability and security bar, S-SMALL */
export type Counted = Pick<Table, 'rows' | 'considered' | 'included' | 'leftOut'>;

/** The shape of a table of a report. @source feeds definition, measures */
export function shapeOf({ definition, leftOut }: Table): Shape {
  const { rows, population } = definition;
  const own = new Set(rows.noRow.map(({ code }) => code));
  const both = rows.by === 'child' || rows.known?.childInOneRow === true;
  return {
    id: definition.id,
    columns: definition.columns,
    parts: definition.parts ?? [],
    addsUp: rows.by === 'description' ? 'nothing' : both ? 'episodes and children' : 'episodes',
    known: rows.known ?? {},
    whole: leftOut.some(({ code }) => own.has(code)) ? definition : population,
    leavesOut: (code) => (own.has(code) ? definition : population),
    considered: population.considered,
  };
}

/** The columns that count. @source feeds definition, measures */
export function countsOf({ columns }: Shape): CountColumn[] {
  return columns.filter((column) => column.kind === 'count');
}
