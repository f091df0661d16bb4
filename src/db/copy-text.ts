/** Values in PostgreSQL's text format of COPY. */
import type { Value } from './chronology/projections.ts';

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** One row, with its line end. */
export function copyRow(values: readonly Value[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += '\t';
    line += copyValue(values[index] ?? null);
  }
  return `${line}\n`;
}

function copyValue(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return escaped(`{${value.map(arrayItem).join(',')}}`);
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (mark) => ESCAPES[mark] ?? mark) : text;
}

function arrayItem(item: string): string {
  return `"${/["\\]/.test(item) ? item.replace(/["\\]/g, '\\$&') : item}"`;
}

/** Rows joined into pieces large enough to send. */
export function* copyPieces(rows: Iterable<readonly Value[]>): Generator<string> {
  const LARGE_ENOUGH = 65_536;
  let piece = '';
  for (const row of rows) {
    piece += copyRow(row);
    if (piece.length < LARGE_ENOUGH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
