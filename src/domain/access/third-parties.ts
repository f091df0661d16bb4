/**
 * What in free text may be about somebody other than the child: names, telephone numbers, addresses. It is a proposal to a
 * person who reads every passage, so it takes out too much rather than too little.
 */
import { plainName } from '../child/name.ts';

/** What stands where another person was named. @source UK GDPR article 15(4): rights and freedoms of others */
export const ANOTHER_PERSON = '[another person]';
/** What stands where a number, an email or an address was. @source our judgement: a copy for the child never carries an address */
export const LEFT_OUT = '[left out]';

/** Words that begin with a capital and name nobody. @source our judgement: days, months, and what sentences begin with */
const NO_NAMES = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september ' +
    'october november december i the a an he she they it we you his her their its our this that these those there here when ' +
    'where who what why how if then and but or so as at in on by to from of for with after before during since until while ' +
    'not no yes also again later today yesterday tomorrow child young person police officer officers social worker council ' +
    'school college hospital home foster placement carer carers staff mother father mum dad parent parents brother sister ' +
    'found left returned missing absent seen reported told said came went ran known unknown possibly likely last first all ' +
    'however although because nothing something someone somebody nobody both each more less very well bst gmt gp nhs uk'
  ).split(' '),
);

/** A run of words with capitals: a name, until it is known not to be one. */
const CAPITALS = /\p{Lu}[\p{L}'’-]*(?:\.?[ \t]+\p{Lu}[\p{L}'’-]*)*/gu;
/** What looks like a way to reach or find somebody. */
const REACHED_BY: readonly RegExp[] = [
  // Only from where a run of such signs begins: a long text without an @ is not tried from each of its places.
  /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g,
  /(?<!\d)(?:\+44|0)(?:[\s()-]*\d){9,10}(?!\d)/g,
  /(?<![A-Za-z0-9])[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}(?![A-Za-z0-9])/g,
  /(?<!\d)\d{1,4}[A-Za-z]?,?\s+(?:\p{Lu}[\p{L}'’-]*\s+){1,3}(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Drive|Court|Way|Crescent|Place|Terrace|Gardens)\b/gu,
];

/** Whose names stay in the text. @source UK GDPR article 15: the copy is of the child's own data */
export type Subject = { readonly forename: string; readonly surname: string };

/**
 * The text with what may be about others replaced. The child's own names stay, and so do names of agencies.
 * @source Data Protection Act 2018, schedule 2, paragraph 16: information about others
 */
export function withoutThirdParties(text: string, subject: Subject, agencies: readonly string[]): string {
  const own = new Set([subject.forename, subject.surname].flatMap((name) => name.split(/[\s-]+/)).map(plainName));
  const allowed = new Set(agencies.flatMap((name) => name.split(/\s+/)).map(plainName));
  const reached = REACHED_BY.reduce((left, pattern) => left.replace(pattern, LEFT_OUT), text);
  return reached.replace(CAPITALS, (run, at: number) => {
    // What stands in brackets was put there by us.
    if (reached[at - 1] === '[') return run;
    const words = run.split(/[ \t]+/);
    const isName = (word: string): boolean => {
      const plain = plainName(word.replace(/['’]s$/, ''));
      return plain !== '' && !own.has(plain) && !allowed.has(plain) && !NO_NAMES.has(plain);
    };
    if (!words.some(isName)) return run;
    const said: string[] = [];
    for (const word of words) {
      const replaced = isName(word) ? ANOTHER_PERSON + (/['’]s$/.exec(word)?.[0] ?? '') : word;
      if (!(replaced.startsWith(ANOTHER_PERSON) && said.at(-1) === ANOTHER_PERSON)) said.push(replaced);
    }
    return said.join(' ');
  });
}
