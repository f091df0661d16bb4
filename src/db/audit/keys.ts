/** Keys of the audit that the database never holds: the one that signs heads, and the one that digests what is searched for. */
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Config } from '../../config.ts';
import { SetupError } from '../../setup-error.ts';
import { syncFolder } from '../keeper/durable-file.ts';

/** Where the keys are. */
export type KeyPlaces = Pick<Config, 'dataFolder' | 'auditKey'>;

/** What signs heads, and how the key is named. */
export type SigningKey = {
  readonly keyId: string;
  readonly publicKey: KeyObject;
  readonly sign: (text: string) => Buffer;
};

const PUBLIC_SUFFIX = '.public.pem';

/** The folder of keys inside the data folder. */
export function keyFolder({ dataFolder }: KeyPlaces): string {
  return path.join(dataFolder, 'keys');
}

/**
 * The key that signs heads. It is made where there is none and `mayMake` says so: where heads were signed before, a key
 * that is gone must be noticed, not replaced. Its public half is kept beside it for as long as heads are verified.
 */
export function signingKey(places: KeyPlaces, mayMake: boolean): SigningKey {
  const file = places.auditKey ?? path.join(keyFolder(places), 'audit-signing.pem');
  const pem = readOrMake(file, mayMake ? newPrivateKey : null);
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch (error) {
    throw new SetupError(`${file} holds no private key: put back the Ed25519 key that signs the audit.`, {
      cause: error,
    });
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw new SetupError(`${file} holds a key of another kind: the audit is signed with an Ed25519 key.`);
  }
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' });
  readOrMake(path.join(path.dirname(file), `audit-${keyId}${PUBLIC_SUFFIX}`), () => publicPem);
  return { keyId, publicKey, sign: (text) => sign(null, Buffer.from(text), privateKey) };
}

/** The public halves of every key that has signed heads here, by their names. */
export function knownKeys(places: KeyPlaces): ReadonlyMap<string, KeyObject> {
  const folder = places.auditKey === null ? keyFolder(places) : path.dirname(places.auditKey);
  const names = filesIn(folder).filter((name) => name.startsWith('audit-') && name.endsWith(PUBLIC_SUFFIX));
  const keys = names.map((name) => createPublicKey(readFileSync(path.join(folder, name))));
  return new Map(keys.map((key) => [keyIdOf(key), key]));
}

/** Digests a word that was searched for: the same word gives the same digest here, and without the key nobody can try words. */
export function termDigester(places: KeyPlaces): (word: string) => Buffer {
  const secret = Buffer.from(
    readOrMake(path.join(keyFolder(places), 'search-terms.key'), () => `${randomBytes(32).toString('hex')}\n`).trim(),
    'hex',
  );
  if (secret.length !== 32) throw new SetupError('keys/search-terms.key must hold 64 hexadecimal digits.');
  return (word) => createHmac('sha256', secret).update(word.normalize('NFC').toLowerCase()).digest();
}

function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The file's text; made whole and durable, for its owner alone, where it is not there. Two that make it at once both read the one that was first. */
function readOrMake(file: string, make: (() => string) | null): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  if (make === null) {
    throw new SetupError(
      `${file} is gone: put it back from your copy. The audit is sealed, and not signed, until then.`,
    );
  }
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = openSync(beside, 'wx', 0o600);
  try {
    writeSync(handle, make());
    fsyncSync(handle);
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    closeSync(handle);
    rmSync(beside, { force: true });
  }
  syncFolder(path.dirname(file));
  return readFileSync(file, 'utf8');
}
