import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Fewest characters of a password; length is what resists guessing, so nothing is asked of its kind. */
export const SHORTEST_PASSWORD = 12;
/** Most characters of a password: more would only cost time to hash. */
export const LONGEST_PASSWORD = 200;

/** Cost of hashing: memory in KiB, passes over it, lanes. As OWASP's password storage cheat sheet has it for argon2id. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const HASH_BYTES = 32;
const SALT_BYTES = 16;

/** Hashes a password with argon2id and a salt of its own; the parameters are written with it, so that they may change. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST, HASH_BYTES);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** Whether the password is the one that was hashed. An account without a hash takes as long to refuse as any other. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored ?? '');
  if (parts === null) {
    await derive(password, Buffer.alloc(SALT_BYTES), COST, HASH_BYTES);
    return false;
  }
  const [, memory, passes, parallelism, salt = '', hash = ''] = parts;
  const expected = Buffer.from(hash, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost, expected.length), expected);
}

async function derive(password: string, salt: Buffer, cost: typeof COST, bytes: number): Promise<Buffer> {
  // One form of each letter: two keyboards may send different bytes for the same é.
  const message = Buffer.from(password.normalize('NFKC'));
  return promisify(argon2)('argon2id', { message, nonce: salt, ...cost, tagLength: bytes });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
