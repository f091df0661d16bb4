import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR, type Instant, instant } from '../domain/time/instant.ts';
import { FRESH_LIMIT, isFresh, needsTouch, standingOf } from './session.ts';
import { deviceOf } from './device.ts';
import { formTokenOf, hashOf, isSameToken, newToken, readToken } from './tokens.ts';

const signedIn = instant(Date.UTC(2026, 2, 29, 0, 50));
const after = (milliseconds: number) => (signedIn + milliseconds) as Instant;

describe('a session', () => {
  it('is live up to 15 minutes after the last request, and not at them', () => {
    const session = { createdAt: signedIn, lastSeenAt: signedIn };
    assert.equal(standingOf(session, after(HOUR / 4 - 1)), 'live');
    assert.equal(standingOf(session, after(HOUR / 4)), 'idle too long');
  });

  it('is live up to 12 hours after signing in, across a change of the clocks', () => {
    const busy = (now: Instant) => standingOf({ createdAt: signedIn, lastSeenAt: now }, now);
    assert.equal(busy(after(12 * HOUR - 1)), 'live');
    assert.equal(busy(after(12 * HOUR)), 'too old');
  });

  it('is written down as used at most twice a minute', () => {
    const session = { lastSeenAt: signedIn };
    assert.deepEqual([needsTouch(session, after(29_999)), needsTouch(session, after(30_000))], [false, true]);
  });
});

describe('the device of a session', () => {
  it('is named in a few words of ours, and never by what somebody calls it', () => {
    const chrome =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';
    assert.equal(deviceOf(chrome), 'Chrome on Windows');
    assert.equal(deviceOf(`${chrome} Edg/143.0.0.0`), 'Edge on Windows');
    assert.equal(
      deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1'),
      'Safari on iOS',
    );
    for (const unknown of [undefined, '', '<b>Kit Rowan</b>'])
      assert.equal(deviceOf(unknown), 'A browser we do not know');
  });
});

describe('whether it was proved lately enough who this is', () => {
  it('holds up to five minutes, and not at them', () => {
    const authenticatedAt = instant(Date.UTC(2026, 2, 4, 9));
    assert.equal(isFresh({ authenticatedAt }, (authenticatedAt + FRESH_LIMIT - 1) as Instant), true);
    assert.equal(isFresh({ authenticatedAt }, (authenticatedAt + FRESH_LIMIT) as Instant), false);
    assert.equal(isFresh({ authenticatedAt }, (authenticatedAt + 1) as Instant, 1), false);
  });
});

describe('a token', () => {
  it('has 256 bits, is never the same twice and is kept as its hash only', () => {
    const tokens = Array.from({ length: 100 }, newToken);
    assert.equal(new Set(tokens).size, 100);
    for (const token of tokens) {
      assert.equal(Buffer.from(token, 'base64url').length, 32);
      assert.equal(readToken(token), token);
      assert.equal(hashOf(token).length, 32);
    }
  });

  it('is not what somebody else makes of it', () => {
    for (const made of [undefined, '', 'x', 'a'.repeat(44), `${'a'.repeat(42)} `, `${'a'.repeat(42)}'`])
      assert.equal(readToken(made), null);
  });

  it('of a form before signing in follows from the cookie and does not show it', () => {
    const visit = newToken();
    assert.equal(formTokenOf(visit), formTokenOf(visit));
    assert.notEqual(formTokenOf(visit), visit);
    assert.notEqual(formTokenOf(visit), formTokenOf(newToken()));
  });

  it('is compared without a difference in time or kind', () => {
    const token = newToken();
    assert.ok(isSameToken(token, token));
    for (const other of [newToken(), `${token}x`, token.slice(1), '', undefined, null, [token]])
      assert.equal(isSameToken(other, token), false);
  });
});
