/** What somebody types to find a child: a name, a reference, a date of birth, or a name and a date. */
import { daysInMonth, parsePlainDate, type PlainDate } from '../time/plain-date.ts';

/** What is looked for; what was not typed is null. @source our judgement: one box, since people do not know which list has the child */
export type SoughtChild = {
  readonly name: string | null;
  readonly reference: string | null;
  readonly bornOn: PlainDate | null;
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NUMBERS = /(?<!\d)(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})(?!\d)/;
const ISO = /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
const WORDS = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s*(?:of\s+)?([a-z]{3,9})\.?,?\s*(\d{4}|\d{2})(?!\d)/i;
const MONTH_FIRST = /([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/i;
const TIGHT = /^(\d{2})(\d{2})(\d{4})$/;

/**
 * Reads what was typed into the search box. A date may be written 4/3/2012, 04.03.12, 2012-03-04, 4 March 2012, 4th of
 * Mar 2012, March 4, 2012 or 04032012, the day before the month; a year of two figures is of this century. What has no
 * space, or a figure and no date, is taken as a reference too. A name is what is left.
 * @unit calendar date
 * @source our judgement
 */
export function readSearch(typed: string): SoughtChild {
  const text = typed.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const { date, rest } = takeDate(text);
  const name = /\p{L}/u.test(rest) && !/\d/.test(rest) ? rest : null;
  const isOneWord = text !== '' && !text.includes(' ');
  const reference = isOneWord || (date === null && /\d/.test(text)) ? text : null;
  return { name, reference, bornOn: date };
}

function takeDate(text: string): { date: PlainDate | null; rest: string } {
  const tight = TIGHT.exec(text);
  const found =
    (tight && { match: tight, parts: [tight[3], tight[2], tight[1]] }) ??
    partsOf(ISO, text, [1, 2, 3]) ??
    partsOf(NUMBERS, text, [3, 2, 1]) ??
    partsOf(WORDS, text, [3, 2, 1]) ??
    partsOf(MONTH_FIRST, text, [3, 1, 2]);
  if (!found) return { date: null, rest: text };
  const [year = '', month = '', day = ''] = found.parts;
  const date = dateOf(year, month, day);
  if (date === null) return { date: null, rest: text };
  const { index } = found.match;
  const rest = `${text.slice(0, index)} ${text.slice(index + found.match[0].length)}`
    .replace(/[,;]/g, ' ')
    .replace(/\b(?:born|dob|date of birth)\b:?/gi, ' ');
  return { date, rest: rest.replace(/\s+/g, ' ').trim() };
}

function partsOf(
  shape: RegExp,
  text: string,
  order: readonly number[],
): { match: RegExpExecArray; parts: (string | undefined)[] } | undefined {
  const match = shape.exec(text);
  return match === null ? undefined : { match, parts: order.map((index) => match[index]) };
}

function dateOf(yearText: string, monthText: string, dayText: string): PlainDate | null {
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  const month = /^\d+$/.test(monthText) ? Number(monthText) : MONTHS.indexOf(monthText.slice(0, 3).toLowerCase()) + 1;
  const day = Number(dayText);
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return parsePlainDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`) ?? null;
}
