/** The code of a recovery: shown once to the second person, who hands it over; kept as a digest. */
import { createHash, randomInt } from 'node:crypto';

/** Letters and figures that cannot be mistaken for one another when read aloud. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A code that nobody chose: 28 signs in groups of four, about 138 bits. */
export function newRecoveryCode(): string {
  const group = (): string => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return Array.from({ length: 7 }, group).join('-');
}

/** What is kept of a code, however it was typed. */
export function digestOfRecoveryCode(typed: string): Buffer {
  const plain = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return createHash('sha256')
    .update(`recovery ${plain.slice(0, 100)}`)
    .digest();
}
