/** A letter as text: what is kept of it when it is sent, what a copy of it says, and its parts when it is shown again. */
import { formatDate, formatInstant } from '../time/format.ts';
import type { Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import { LETTER_READERS, type LetterReader } from './acts.ts';
import { PICTURES, type Letter, type LetterPart } from './letter.ts';
import type { SentLetter } from './state.ts';
import { FORM_WORDS, MEMBER_WORDS, READER_WORDS, WAY_WORDS } from './words.ts';

/** Between the blocks of a letter; the first line of a part is its heading. */
const BLOCKS = '\n\n';

/** The letter as it is kept: who writes, the date, the greeting, its parts and its close. @source our judgement: what was sent is kept word for word */
export function letterText({ date, greeting, parts, close }: Letter): string {
  const told = parts.map(({ heading, sentences }) => [...(heading === null ? [] : [heading]), ...sentences].join('\n'));
  return [close.at(-1) ?? '', date, greeting, ...told, close.join('\n')].join(BLOCKS);
}

/** What is sent when a letter goes out again: the same words, under a line that says so. @source our judgement: a copy says that it is one */
export function letterCopy(text: string, firstSentAt: Instant): string {
  return `Copy of our letter sent on ${formatDate(londonDate(firstSentAt))}.${BLOCKS}${text}`;
}

/** A letter to be shown: the blocks before its parts, its parts and its close. @source design: what is kept is shown as it was sent */
export type ShownLetter = {
  readonly opening: readonly string[];
  readonly parts: readonly LetterPart[];
  readonly close: readonly string[];
};

/** A kept letter in its parts. Words are never changed: what has no such parts is shown as plain blocks. @source design: what is kept is shown as it was sent */
export function shownLetter(text: string): ShownLetter {
  const blocks = text.split(BLOCKS);
  if (blocks.length < PICTURES.length + 2) return { opening: blocks, parts: [], close: [] };
  const first = blocks.length - 1 - PICTURES.length;
  const parts = PICTURES.map((picture, index): LetterPart => {
    const [heading = '', ...sentences] = (blocks[first + index] ?? '').split('\n');
    // The first part of every letter has no heading.
    return index === 0
      ? { heading: null, picture, sentences: [heading, ...sentences] }
      : { heading, picture, sentences };
  });
  return { opening: blocks.slice(0, first), parts, close: blocks.at(-1)?.split('\n') ?? [] };
}

/** To whom no letter of a return was sent yet, in whichever form. @source The Children’s Society (Streetwise), evidence 2015: letter to child and to parent or carer */
export function lettersToSend(letters: readonly Pick<SentLetter, 'to'>[]): LetterReader[] {
  return LETTER_READERS.filter((reader) => !letters.some(({ to }) => to === reader));
}

/** Which letter it is. @source design: pages, letters and reports print the same words */
export function letterName({ to, form }: Pick<SentLetter, 'to' | 'form'>): string {
  return `${READER_WORDS[to]}, ${FORM_WORDS[form].toLowerCase()}`;
}

/** To whom a letter went, when and how: of a parent or carer which, with the name. @source design: pages, letters and reports print the same words */
export function sentWords({ to, relation, name, sentAt, way }: SentLetter): string {
  const who = relation === null ? `the ${READER_WORDS[to].toLowerCase()}` : MEMBER_WORDS[relation].toLowerCase();
  return `to ${name === null ? who : `${name} (${who})`}, ${formatInstant(sentAt)}, ${WAY_WORDS[way].toLowerCase()}`;
}
