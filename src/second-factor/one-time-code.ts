/** One-time codes of an authenticator app: six figures, another every half minute. */
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';
import type { Instant } from '../domain/time/instant.ts';

/** As authenticator apps have it. */
const SETTING = { digits: 6, period: 30, algorithm: 'SHA1' } as const;

/** A code of the half minute before or after still holds: clocks differ, and typing takes time. */
const WINDOW = 1;

/** A key that nobody chose: 160 bits. */
export function newCodeKey(): Buffer {
  return randomBytes(20);
}

/** The half minute, counted from 1970, that a code belongs to; null where it is none of this key now. */
export function stepOfCode(key: Buffer, typed: string, now: Instant): number | null {
  const token = typed.replace(/[\s-]/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = TOTP.validate({ ...SETTING, token, secret: secretOf(key), timestamp: now, window: WINDOW });
  return delta === null ? null : TOTP.counter({ period: SETTING.period, timestamp: now }) + delta;
}

/** The key as it is typed into an app, in groups of four. */
export function codeKeyAsText(key: Buffer): string {
  return (secretOf(key).base32.match(/.{1,4}/g) ?? []).join(' ');
}

/** A picture of squares: how many each way, and those that are dark as the path of an SVG. */
export type Squares = { readonly size: number; readonly dark: string };

/** The picture that an app reads the key from; it says the name of the account too. */
export function codeKeyAsPicture(key: Buffer, account: string): Squares {
  const uri = new TOTP({ ...SETTING, issuer: 'Homeward', label: account, secret: secretOf(key) }).toString();
  const { size, data } = encode(uri, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, dark: dark.join('') };
}

function secretOf(key: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(key).buffer });
}
