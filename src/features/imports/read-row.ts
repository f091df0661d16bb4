/** One row of an opened file: what it says, or why it is rejected. */
import type { OtherColumns } from '../../domain/chronology/entry.ts';
import type { Surroundings } from '../../domain/feeds/columns.ts';
import type { ReadRow } from '../../domain/feeds/definition.ts';
import { originalCell } from '../../web/csv.ts';
import type { CsvRow } from './csv.ts';
import type { TableFile } from './table-file.ts';

/** A row that was read, with the cells as sent. */
export type RowRead = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly ref: string | null;
  readonly read: ReadRow;
  readonly otherColumns: OtherColumns | undefined;
};

/** Columns that our own file of rejected rows adds: not the sender's, so not kept when it is sent again. */
export const OURS: ReadonlySet<string> = new Set(['line', 'reason', 'export', 'export_made_by', 'export_made_at']);

/** A function that reads the rows of one file. */
export function rowReader(
  { definition, header }: Pick<TableFile, 'definition' | 'header'>,
  around: Surroundings,
): (row: CsvRow) => RowRead | undefined {
  const places = new Map(header.map((name, index) => [name, index]));
  const others = header
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => name !== '' && !Object.hasOwn(definition.columns, name) && !OURS.has(name.toLowerCase()));
  return ({ line, cells: sent }) => {
    if (sent.every((cell) => cell === '' || cell.trim() === '')) return undefined;
    const cells = sent.some((cell) => cell.startsWith("'")) ? sent.map(originalCell) : sent;
    const cellOf = (name: string): string | undefined => {
      const place = places.get(name);
      return place === undefined ? undefined : cells[place];
    };
    const ref = cellOf(definition.reference)?.trim().slice(0, 200) ?? '';
    const read =
      cells.length === header.length ? definition.read(cellOf, around) : raggedRow(cells.length, header.length);
    return { line, cells, ref: ref === '' ? null : ref, read, otherColumns: otherCells(others, cells) };
  };
}

function raggedRow(cells: number, columns: number): ReadRow {
  const way =
    cells > columns
      ? 'put quotation marks around a value that holds a comma'
      : 'give every column, empty where there is nothing to say';
  return { ok: false, reason: `The row has ${cells} values where the first line names ${columns} columns; ${way}.` };
}

function otherCells(
  others: readonly { name: string; index: number }[],
  cells: readonly string[],
): OtherColumns | undefined {
  if (others.length === 0) return undefined;
  const said = others.flatMap(({ name, index }) => {
    const cell = cells[index]?.trim() ?? '';
    return cell === '' ? [] : [[name, cell] as const];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
}
