/** The bars drawn beside a table. */
import { shownColumns, type Table } from '../../domain/measures/report.ts';
import type { Column } from '../../domain/measures/definition.ts';
import { bars } from '../../web/charts/bars.ts';
import type { Html } from '../../web/html.ts';

/** Series that can be told apart in one chart. */
const SERIES_AT_MOST = 3;

/** The bars of a table: the charts that it asks for, else its percentages of each row where it has such, else its first counts. */
export function barsOf(table: Table): readonly Html[] {
  const { charts, columns } = table.definition;
  const asked = charts?.map((ids) => ids.flatMap((id) => columns.filter((column) => column.id === id)));
  return (asked ?? [chartedColumns(table)]).flatMap((one, place) => chartOf(table, one, place) ?? []);
}

function chartOf(table: Table, columns: readonly Column[], place: number): Html | null {
  const rows = table.rows.filter(
    ({ id }) => id !== 'total' && columns.some(({ onlyInRows }) => onlyInRows === undefined || onlyInRows(id)),
  );
  if (columns.length === 0 || rows.length === 0) return null;
  const percentages = columns[0]?.kind === 'percent';
  return bars({
    id: `bars-${table.definition.id}${place === 0 ? '' : `-${place + 1}`}`,
    title: `${table.definition.title}: ${columns.map(({ title }) => title.toLowerCase()).join(', ')}`,
    description: describe(table, columns[0] as Column),
    series: columns.map(({ title }) => title),
    rows: rows.map((row) => {
      const values = columns.map(({ id }) => row.cells.find(({ column }) => column === id)?.value ?? null);
      return {
        label: row.title,
        values,
        texts: values.map((value) =>
          value === null
            ? '–'
            : `${value.toLocaleString('en-GB', percentages ? { minimumFractionDigits: 2 } : {})}${percentages ? '%' : ''}`,
        ),
      };
    }),
    ...(percentages ? { most: 100 } : {}),
  });
}

function chartedColumns(table: Table): readonly Column[] {
  const shown = shownColumns(table.definition).filter(
    ({ onlyInRows }) => onlyInRows === undefined || table.rows.filter(({ id }) => onlyInRows(id)).length > 1,
  );
  const shares = shown.filter((column) => column.kind === 'percent' && column.of === 'row');
  const chosen = shares.length > 1 ? shares : shown.filter(({ kind }) => kind === 'count');
  return chosen.slice(0, SERIES_AT_MOST);
}

/** A sentence made from the figures that it cites. */
function describe(table: Table, column: Column): string {
  const figures = table.rows
    .filter(({ id }) => id !== 'total')
    .map((row) => ({ title: row.title, value: row.cells.find((cell) => cell.column === column.id)?.value ?? null }))
    .filter((figure): figure is { title: string; value: number } => figure.value !== null);
  const largest = figures.reduce<{ title: string; value: number } | null>(
    (most, figure) => (most === null || figure.value > most.value ? figure : most),
    null,
  );
  if (largest === null || largest.value === 0) return `${column.title}: there is nothing to count in this period.`;
  return `${column.title}: the largest of ${figures.length} is ${largest.value.toLocaleString('en-GB')}, for ${largest.title.toLowerCase()}. The same figures are in the table.`;
}
