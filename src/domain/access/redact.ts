/**
 * How an address is found in free text and taken out of it. The patterns are written in what JavaScript and PostgreSQL read
 * alike, since PostgreSQL applies them where the record is read, and the hidden words never leave it.
 */

/** What stands in place of what was taken out. @source our judgement: a reader must see that something was there */
export const ADDRESS_WITHHELD = '[address withheld]';

const START = '(?<![A-Za-z0-9])';
const END = '(?![A-Za-z0-9])';
/** What people put between the parts of an address: spaces of any width, full stops, commas, dashes. */
const BETWEEN = '[ \\t\\r\\n\u00a0\u200b\u2009\u202f.,_/–—-]*';
const SPACES = '[ \\t\\r\\n\u00a0]+';

/** Kinds of street with the ways in which each is shortened. */
const STREETS = [
  ['road', 'rd'],
  ['street', 'str', 'st'],
  ['close', 'cl'],
  ['avenue', 'ave', 'av'],
  ['lane', 'ln'],
  ['drive', 'dr', 'drv'],
  ['crescent', 'cres', 'cr'],
  ['court', 'ct'],
  ['place', 'pl'],
  ['gardens', 'gdns', 'gdn'],
  ['terrace', 'terr', 'ter'],
  ['square', 'sq'],
  ['grove', 'gr', 'grv'],
  ['house', 'hse', 'ho'],
  ['apartment', 'apt', 'flat'],
  ['saint', 'st'],
  ['mews'],
  ['parade', 'pde'],
  ['walk'],
  ['way'],
  ['hill'],
  ['rise'],
  ['row'],
  ['green', 'grn'],
  ['view'],
  ['park', 'pk'],
  ['villas'],
  ['cottage', 'cottages', 'cott'],
] as const satisfies readonly (readonly string[])[];

/** Kinds of street that name one where a capital letter, or a number before, says so; not what is a word of every sentence. */
const NAMED_STREETS = ['road', 'street', 'close', 'avenue', 'lane', 'drive', 'crescent', 'court', 'gardens', 'terrace']
  .concat(['square', 'grove', 'mews', 'rd', 'ave', 'cres', 'gdns', 'terr'])
  .map(caseless)
  .join('|');

/** Words that begin a sentence and name no street. */
const NOT_A_NAME = '(?!(?:The|An|This|That|His|Her|Their|In|On|At|By|Across|Down|Up|Same|Next|Main|From|Into|To)[ ])';

/**
 * What is taken out of every text about a child whose address is hidden, whatever the address is: any full postcode, and
 * any street with its name. That it does not depend on the address keeps a reader from finding it by guessing.
 * @source our judgement: what was withheld must not be found by what is withheld
 */
export const ANY_ADDRESS: readonly string[] = [
  `${START}[A-Za-z][A-Za-z]?[0-9][A-Za-z0-9]?${BETWEEN}[0-9][A-Za-z][A-Za-z]${END}`,
  `${START}(?:[0-9]{1,4}[A-Za-z]?,?${SPACES})?${NOT_A_NAME}(?:[A-Z][A-Za-z'’-]{1,20}${SPACES}){1,3}(?:${NAMED_STREETS})${END}`,
  `${START}[0-9]{1,4}[A-Za-z]?,?${SPACES}(?:[A-Za-z'’-]{2,20}${SPACES}){1,3}(?:${NAMED_STREETS})${END}`,
];

/** An address as it is recorded. @source our judgement */
export type WrittenAddress = { readonly lines: readonly string[]; readonly postcode: string | null };

/**
 * The patterns that find one address: each of its lines whole, without the number of the house, and with the kind of street
 * shortened; its postcode in any case and spacing, its district alone, and its second half alone. A misspelt name is not found.
 * @source our judgement: the forms in which officers and workers write addresses
 */
export function patternsOf({ lines, postcode }: WrittenAddress): string[] {
  const found = new Set<string>();
  for (const part of lines.flatMap((line) => line.split(/[,;\n]/))) {
    for (const words of [wordsOf(part), wordsOf(part.replace(/^\W*\d+[A-Za-z]?\b/, ''))])
      if (words.join('').length >= 4 && /[A-Za-z]{3}/.test(words.join(''))) found.add(patternOfWords(words));
  }
  if (postcode !== null) for (const pattern of patternsOfPostcode(postcode)) found.add(pattern);
  return [...found];
}

/** A text with every match taken out. @source our judgement: over-redaction is safer than one address shown */
export function redact(text: string, patterns: readonly string[]): string {
  let shown = text;
  for (const pattern of patterns) shown = shown.replace(new RegExp(pattern, 'g'), ADDRESS_WITHHELD);
  return shown;
}

function patternsOfPostcode(postcode: string): string[] {
  const letters = postcode.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const parts = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$/.exec(letters);
  if (!parts) return letters.length >= 3 ? [`${START}${spelled(letters)}${END}`] : [];
  const [, outward = '', inward = ''] = parts;
  const [sector = '', first = '', second = ''] = inward.split('').map(likeness);
  const rest = `(?:${BETWEEN}${sector}(?:${BETWEEN}${first}(?:${BETWEEN}${second})?)?)?`;
  return [`${START}${spelled(outward)}${rest}${END}`, `${START}${sector}${BETWEEN}${first}${BETWEEN}${second}${END}`];
}

function spelled(letters: string): string {
  return letters.split('').map(likeness).join(BETWEEN);
}

/** A letter in either case, and the digit that is taken for it. */
function likeness(letter: string): string {
  if (letter === '0' || letter === 'O') return '[0Oo]';
  if (letter === '1' || letter === 'I') return '[1Iil]';
  return caseless(letter);
}

function wordsOf(part: string): string[] {
  return part.match(/[\p{L}\p{N}'’]+/gu) ?? [];
}

function patternOfWords(words: readonly string[]): string {
  return `${START}${words.map(wordPattern).join(BETWEEN)}${END}`;
}

function wordPattern(word: string): string {
  const lower = word.toLowerCase();
  const same = STREETS.filter((names: readonly string[]) => names.includes(lower)).flat();
  const ways = same.length > 0 ? [...new Set(same)].sort((a, b) => b.length - a.length) : [lower];
  return ways.length === 1 ? caseless(lower) : `(?:${ways.map(caseless).join('|')})`;
}

/** A text in either case, apostrophes straight, curly or left out; nothing in it is taken for part of a pattern. */
function caseless(text: string): string {
  return [...text]
    .map((letter) => {
      if (letter === "'" || letter === '’') return "['’]?";
      const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
      if (lower !== upper && upper.length === letter.length) return `[${upper}${lower}]`;
      return letter.replace(/[^\p{L}\p{N}]/gu, '\\$&');
    })
    .join('');
}
