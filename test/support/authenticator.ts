/** An authenticator app, as a person has it on their telephone. */
import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { Browser } from './cookie-jar.ts';

/** The code that an app with this key shows at an instant. */
export function codeOf(key: Buffer, now: Instant): string {
  return new TOTP({ secret: new Secret({ buffer: new Uint8Array(key).buffer }) }).generate({ timestamp: now });
}

/** The key on a page that offers one, as an app takes it when it is typed. */
export function keyOn(body: string): Buffer {
  const text = /<code class="homeward-reference">([A-Z2-7 ]+)<\/code>/.exec(body)?.[1];
  assert.ok(text, 'the page offers no key');
  return Buffer.from(Secret.fromBase32(text.replaceAll(' ', '')).bytes);
}

/** Signs in by password and sets up an authenticator app where the account has none, or else gives its code. */
export async function signInAs(
  browser: Browser,
  person: { readonly email: string; readonly password: string; readonly return?: string },
  code: (() => string) | { readonly now: Instant },
): Promise<string> {
  const first = await browser.post('/sign-in', person, '/sign-in');
  assert.equal(first.statusCode, 303, first.body);
  const next = String(first.headers.location);
  const body = (await browser.get(next)).body;
  const typed = typeof code === 'function' ? code() : codeOf(keyOn(body), code.now);
  const last = await browser.post(next, { code: typed }, next);
  assert.equal(last.statusCode, 303, last.body);
  return String(last.headers.location);
}
