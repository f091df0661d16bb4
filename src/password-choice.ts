/** Which passwords may be chosen: long ones that nobody would guess. */
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts';

/**
 * What is wrong with a password that somebody chose; null where nothing is. Length is what counts; no mixture of signs is
 * asked for. `ofPerson` are words that belong to the person: name, address, agency.
 */
export function faultOfPassword(password: string, ofPerson: readonly string[]): string | null {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return `Password must be ${SHORTEST_PASSWORD} characters or more`;
  if (length > LONGEST_PASSWORD) return `Password must be ${LONGEST_PASSWORD} characters or fewer`;
  if (new Set(password).size < 5) return 'Password must have more different characters';
  const plain = plainly(password);
  const easy = ['homeward', 'password', 'qwertyuiop', '123456789', ...ofPerson].map(plainly);
  if (easy.some((word) => word.length >= 4 && plain.includes(word) && plain.length - word.length < 8)) {
    return 'Password must not be made of a name, an address or another word that is easy to guess';
  }
  return null;
}

function plainly(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
