/** Comma-separated values that no spreadsheet runs, and from which the text comes back exactly as it was. */

/** A mark before a cell that keeps a spreadsheet from running it as a formula. */
const NEUTRAL = "'";

/**
 * What a spreadsheet may take for a formula: one of the characters that begin one, in ordinary or full width, also behind
 * blanks or characters that do not show, or a control character at the start. Apostrophes before it are our own mark, or
 * look like it: one more is added, so that taking one off always gives the text back.
 */
const FORMULA =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /^'*(?:[\u0000\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212])/u;

/** A cell that no spreadsheet runs: what might be a formula gets an apostrophe before it, which `originalCell` takes off. */
export function neutralCell(cell: string): string {
  return FORMULA.test(cell) ? NEUTRAL + cell : cell;
}

/** The text as it was before `neutralCell`, whatever the text. */
export function originalCell(cell: string): string {
  return cell.startsWith(NEUTRAL) && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** A row as comma-separated values, as in RFC 4180. Text is kept from running; a number is written as a number; null is empty. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(written).join(',')}\r\n`;
}

function written(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = neutralCell(cell);
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
