/** Names as they are compared: people write one name in many ways. */

const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/**
 * A name without case, accents, hyphens, apostrophes, spaces and other marks: `Zoë-Anne O'Neil` is `zoeanneoneil`.
 * @source feeds definition: case, accents, hyphens
 */
export function plainName(name: string): string {
  const lower = name.toLowerCase();
  if (/^[a-z]*$/.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[łøđðþßæœı]/g, (letter) => LETTERS[letter] ?? letter);
}

/**
 * Forename and surname as they are searched and compared, with one space between.
 * @source feeds definition: case, accents, hyphens
 */
export function nameKey(forename: string, surname: string): string {
  return `${plainName(forename)} ${plainName(surname)}`;
}

/** Letters of the longest word of which every swap is tried: longer ones are like enough as they are. */
const SWAPPED_UP_TO = 16;

/**
 * The words that one word would be with two neighbouring letters swapped; none for a word of fewer than 4 letters, of
 * more than 16, or with a space.
 * @unit at most 15 words
 * @source feeds definition: one slip of the keyboard, two letters swapped
 */
export function swappedLetters(word: string): string[] {
  const letters = [...word];
  if (letters.length < 4 || letters.length > SWAPPED_UP_TO || word.includes(' ')) return [];
  const swaps = letters
    .slice(1)
    .map((letter, index) => [...letters.slice(0, index), letter, letters[index], ...letters.slice(index + 2)].join(''));
  return [...new Set(swaps)].filter((swap) => swap !== word);
}
