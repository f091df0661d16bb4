/** A report as JSON and as CSV. */
import type { Table } from '../../domain/measures/report.ts';
import { csvLine } from '../../web/csv.ts';
import type { RunReport } from './commands.ts';

/** A report as programs read it: the shape that the partnership's feeds and reports are agreed in. */
export type ReportJson = {
  readonly report: string;
  readonly authority: string;
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  readonly as_known_at: string;
  readonly tables: readonly {
    readonly id: string;
    readonly title: string;
    readonly rows: readonly ({ readonly id: string } & Readonly<Record<string, number | string | null>>)[];
  }[];
};

/** A report as JSON. */
export function reportJson({ report, asKnownAt }: RunReport): ReportJson {
  const { definition, scope, tables } = report;
  return {
    report: definition.id,
    authority: scope.authority,
    from: scope.from,
    to: scope.to,
    protocol: scope.protocol.id,
    as_known_at: asKnownAt,
    tables: tables.map((table) => ({
      id: table.definition.id,
      title: table.definition.title,
      rows: table.rows.map((row) => ({
        id: row.id,
        ...Object.fromEntries(row.cells.map((cell) => [cell.column, cell.value])),
      })),
    })),
  };
}

const HEADER = [
  'report',
  'authority',
  'from',
  'to',
  'protocol',
  'as_known_at',
  'table',
  'row',
  'column',
  'value',
  'numerator',
  'denominator',
];

/** A report as CSV: a line a figure, so that tables of different columns stand in one file. */
export function reportCsv({ report, asKnownAt }: RunReport): string {
  const { definition, scope, tables } = report;
  const about = [definition.id, scope.authority, scope.from, scope.to, scope.protocol.id, asKnownAt];
  const lines = tables.flatMap((table) => linesOf(table).map((line) => [...about, ...line]));
  return [HEADER, ...lines].map(csvLine).join('');
}

function linesOf(table: Table): (string | number | null)[][] {
  return table.rows.flatMap((row) =>
    row.cells.map((cell) => [
      table.definition.id,
      row.id,
      cell.column,
      cell.value,
      cell.withheld ? null : cell.numerator,
      cell.denominator,
    ]),
  );
}
