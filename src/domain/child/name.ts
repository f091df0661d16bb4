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
