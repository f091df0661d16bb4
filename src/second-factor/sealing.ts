/** Encrypting what must be read again and must not be read from a copy of the database: the keys of one-time codes. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.ts';
import { SetupError } from '../setup-error.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts for one owner and opens again; what was sealed for another does not open. */
export type Sealing = {
  readonly seal: (plain: Buffer, owner: string) => Buffer;
  readonly open: (sealed: Buffer, owner: string) => Buffer;
};

/** AES-256-GCM under a key in a file outside the database, which is made when it is first needed. */
export function sealingIn(config: Pick<Config, 'dataFolder' | 'factorKeyFile'>): Sealing {
  let known: Buffer | undefined;
  const key = (): Buffer => (known ??= keyIn(config));
  return {
    seal: (plain, owner) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key(), nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(owner));
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, owner) => {
      const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    },
  };
}

function keyIn({ dataFolder, factorKeyFile }: Pick<Config, 'dataFolder' | 'factorKeyFile'>): Buffer {
  const file = factorKeyFile ?? path.join(dataFolder, 'keys', 'second-factor.key');
  const read = (): Buffer | null => {
    try {
      return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };
  let key = read();
  if (key === null && factorKeyFile === null) {
    makeKey(file);
    key = read();
  }
  if (key?.length === KEY_BYTES) return key;
  throw new SetupError(`${file} does not hold a key: write ${KEY_BYTES} random bytes into it as base64.`);
}

/** Whole or not at all, and never over one that another process has just made: a lost key loses every authenticator. */
function makeKey(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    writeSync(descriptor, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
