/**
 * Reads comma-separated values as in RFC 4180, a piece of the file at a time.
 *
 * Our own, because each row must carry the exact line on which it starts, also after a cell that holds line breaks, and
 * because a quotation mark that is never closed must be refused before it swallows the rest of a large file.
 */

/** A row and the line of the file on which it starts; the first line is 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** The text is not comma-separated values from this line on. */
export class CsvFault extends Error {
  override name = 'CsvFault';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Most characters of one row, line breaks included. */
const LONGEST_ROW = 1_000_000;
const QUOTE = 34;
const COMMA = 44;
const NEWLINE = 10;
const RETURN = 13;

/** Takes text in pieces and gives back the rows that are complete. Lines that are empty are passed over. */
export class CsvReader {
  #rest = '';
  #line = 1;

  /** The rows that this piece completes. */
  push(piece: string): CsvRow[] {
    this.#rest = this.#rest === '' ? piece : this.#rest + piece;
    return this.#take(false);
  }

  /** The last row, where the file does not end with a line break. */
  end(): CsvRow[] {
    return this.#take(true);
  }

  #take(atEnd: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    const text = this.#rest;
    let from = 0;
    while (from < text.length) {
      const row = readRow(text, from, atEnd, this.#line);
      if (row === undefined) break;
      if (row.cells.length > 1 || row.cells[0] !== '') rows.push({ line: this.#line, cells: row.cells });
      this.#line += row.lines;
      from = row.next;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length > LONGEST_ROW) {
      throw new CsvFault(
        this.#line,
        `line ${this.#line} opens a quotation mark that is not closed within a million characters`,
      );
    }
    return rows;
  }
}

type ReadRow = { readonly cells: string[]; readonly next: number; readonly lines: number };

/** One row from a place of the text; undefined where the text ends before the row does. */
function readRow(text: string, from: number, atEnd: boolean, line: number): ReadRow | undefined {
  const cells: string[] = [];
  let lines = 1;
  let at = from;
  for (;;) {
    let cell: string;
    if (text.charCodeAt(at) === QUOTE) {
      const closed = closingQuote(text, at);
      if (closed === -1 || (closed + 1 === text.length && !atEnd)) {
        if (atEnd)
          throw new CsvFault(line, `the row that starts on line ${line} opens a quotation mark that is never closed`);
        return undefined;
      }
      cell = text.slice(at + 1, closed);
      lines += lineBreaks(cell);
      if (cell.includes('"')) cell = cell.replaceAll('""', '"');
      at = closed + 1;
      // What stands after a closing quotation mark belongs to the cell, as most programs read it.
      const more = endOfCell(text, at);
      if (more > at) cell += text.slice(at, more);
      at = more;
    } else {
      const end = endOfCell(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    cells.push(cell);
    if (at >= text.length) return atEnd ? { cells, next: at, lines } : undefined;
    const stop = text.charCodeAt(at);
    if (stop === COMMA) {
      at += 1;
      continue;
    }
    if (stop === NEWLINE) return { cells, next: at + 1, lines };
    if (at + 1 === text.length && !atEnd) return undefined;
    return { cells, next: text.charCodeAt(at + 1) === NEWLINE ? at + 2 : at + 1, lines };
  }
}

function closingQuote(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1 || text.charCodeAt(quote + 1) !== QUOTE) return quote;
    at = quote + 2;
  }
}

function endOfCell(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === NEWLINE || code === RETURN) break;
  }
  return at;
}

function lineBreaks(cell: string): number {
  let count = 0;
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code === NEWLINE || (code === RETURN && cell.charCodeAt(at + 1) !== NEWLINE)) count += 1;
  }
  return count;
}
