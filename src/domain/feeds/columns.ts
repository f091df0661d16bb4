/**
 * Columns of a feed, and how a cell becomes a value or a reason.
 *
 * One definition a column serves the reader of files, the API's schema and the page that explains the feed.
 */
import type { Instant } from '../time/instant.ts';
import { parseDate, parseInstant } from '../time/parse.ts';
import type { PlainDate } from '../time/plain-date.ts';

/** Codes of a list with what each means. @source feeds definition */
export type CodeList = Readonly<Record<string, string>>;

/** What a column holds. @source feeds definition, Feeds */
export type Column = {
  /** What it means, in the words of the field. */
  readonly meaning: string;
  readonly kind:
    | 'text'
    | 'long-text'
    | 'agency'
    | 'code'
    | 'time'
    | 'past-time'
    | 'date'
    | 'past-date'
    | 'miles'
    | 'yes-no'
    | 'list';
  readonly required: boolean;
  /** For kind `code`: the codes and what they mean. */
  readonly codes?: CodeList;
};

/** The columns of a feed by name. @source feeds definition, Feeds */
export type Columns = Readonly<Record<string, Column>>;

type ValueOf<C extends Column> = C['kind'] extends 'time' | 'past-time'
  ? Instant
  : C['kind'] extends 'date' | 'past-date'
    ? PlainDate
    : C['kind'] extends 'miles'
      ? number
      : C['kind'] extends 'yes-no'
        ? boolean
        : C['kind'] extends 'list'
          ? readonly string[]
          : C['kind'] extends 'code'
            ? Extract<keyof C['codes'], string>
            : string;

/** The typed values of a row; null where an optional cell is blank. @source feeds definition, Feeds */
export type RowOf<Cs extends Columns> = {
  readonly [Name in keyof Cs]: Cs[Name]['required'] extends true ? ValueOf<Cs[Name]> : ValueOf<Cs[Name]> | null;
};

/** What judging a cell needs to know of the world. @source feeds definition: a time in the future, an agency nowhere known */
export type Surroundings = {
  readonly now: Instant;
  /** Today in Europe/London. */
  readonly today: PlainDate;
  readonly isAgency: (code: string) => boolean;
};

/** Most characters of a short value, included. @unit characters @source our judgement: ten times the longest reference seen */
export const LONGEST_TEXT = 200;
/** Most characters of a narrative, included. @unit characters @source our judgement: several pages */
export const LONGEST_NARRATIVE = 20_000;

type Cell = { readonly value: unknown; readonly wrong?: undefined } | { readonly wrong: string };

/**
 * Reads the cells of a row. Blank cells, and those of columns the file does not have, are null.
 * @returns the typed values, and for each cell that cannot be taken a sentence naming the column, what is wrong and the way out
 * @source feeds definition: a required value is missing or not of its kind, an unknown agency, a time in the future
 */
export function readCells<Cs extends Columns>(
  columns: Cs,
  cellOf: (name: string) => string | undefined,
  around: Surroundings,
): { readonly row: RowOf<Cs>; readonly faults: string[] } {
  const row: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const name in columns) {
    const column = columns[name] as Column;
    const text = cellOf(name)?.trim() ?? '';
    if (text === '') {
      row[name] = null;
      if (column.required) faults.push(`${name} is empty; give ${startLower(column.meaning)}`);
      continue;
    }
    const cell = readCell(column, text, around);
    if (cell.wrong === undefined) row[name] = cell.value;
    else {
      row[name] = null;
      faults.push(`${name} ${cell.wrong}`);
    }
  }
  return { row: row as RowOf<Cs>, faults };
}

function readCell(column: Column, text: string, around: Surroundings): Cell {
  switch (column.kind) {
    case 'text':
    case 'long-text':
      return readText(text, column.kind === 'text' ? LONGEST_TEXT : LONGEST_NARRATIVE);
    case 'agency':
      if (around.isAgency(text)) return { value: text };
      return {
        wrong:
          'names an agency that is not on the list of agencies; correct the code, or add the agency to agencies.csv',
      };
    case 'code':
      return readCode(text, column.codes ?? {});
    case 'time':
    case 'past-time': {
      const read = parseInstant(text);
      if (!read.ok) return { wrong: read.wrong };
      if (column.kind === 'past-time' && read.value > around.now)
        return { wrong: 'is in the future; check the date, the time and its offset' };
      return { value: read.value };
    }
    case 'date':
    case 'past-date': {
      const read = parseDate(text);
      if (!read.ok) return { wrong: read.wrong };
      if (column.kind === 'past-date' && read.value > around.today)
        return { wrong: 'is in the future; check the date' };
      return { value: read.value };
    }
    case 'miles':
      return readMiles(text);
    case 'yes-no':
      return readYesNo(text);
    case 'list': {
      const items = [
        ...new Set(
          text
            .split(';')
            .map((item) => item.trim())
            .filter((item) => item !== ''),
        ),
      ];
      return items.some((item) => item.length > LONGEST_TEXT)
        ? { wrong: `has a value of more than ${LONGEST_TEXT} characters; separate values with a semicolon` }
        : { value: items };
    }
  }
}

function readText(text: string, longest: number): Cell {
  if (text.length <= longest) return { value: text };
  return {
    wrong: `has more than ${longest} characters; shorten it, and check that quotation marks around it are closed`,
  };
}

function readCode(text: string, codes: CodeList): Cell {
  if (Object.hasOwn(codes, text)) return { value: text };
  const near = Object.keys(codes).find((code) => code.toLowerCase() === text.toLowerCase());
  if (near !== undefined) return { wrong: `is written in other letters than the code; write ${near}` };
  const all = Object.keys(codes);
  return { wrong: `is not one of its codes; write one of ${all.slice(0, -1).join(', ')} or ${all.at(-1) ?? ''}` };
}

function readMiles(text: string): Cell {
  if (/^-\d/.test(text)) return { wrong: 'is negative; a distance is 0 miles or more' };
  if (!/^\d{1,6}(\.\d{1,9})?$/.test(text))
    return { wrong: 'is not a number of miles; write digits with a full stop before the fraction, as in 3.5' };
  return { value: Number(text) };
}

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, y: true, true: true, no: false, n: false, false: false };

function readYesNo(text: string): Cell {
  const value = YES_NO[text.toLowerCase()];
  return value === undefined
    ? { wrong: 'is neither yes nor no; write one of the two, or leave it empty when it is not known' }
    : { value };
}

function startLower(sentence: string): string {
  const plain = sentence.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(plain) ? plain.charAt(0).toLowerCase() + plain.slice(1) : plain;
}
