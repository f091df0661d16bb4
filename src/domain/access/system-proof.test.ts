import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { instant } from '../time/instant.ts';
import {
  judgeAssertion,
  judgePossession,
  judgeSignature,
  mayBeTokenAlone,
  mustSign,
  SIGNED_COMPONENTS,
  TOKEN_ALONE_AT_MOST,
  type ProofVerdict,
} from './system-proof.ts';

const now = at('2026-03-29T00:59Z');
const seconds = now / 1000;
const code = (verdict: ProofVerdict): string => (verdict.accepted ? 'accepted' : verdict.because.code);

describe('an assertion', () => {
  const expected = { clientName: 'system-7', audiences: ['https://homeward.example.org/api/v1/token'] };
  const claims = { iss: 'system-7', sub: 'system-7', aud: expected.audiences[0], jti: 'once-only', exp: seconds + 60 };
  const judge = (changes: object): ProofVerdict => judgeAssertion({ ...claims, ...changes }, expected, now);

  test('that is right is remembered until it expires', () => {
    assert.deepEqual(judge({}), { accepted: true, identifier: 'once-only', until: instant(now + 60_000) });
    assert.equal(code(judge({ aud: expected.audiences })), 'accepted');
  });

  for (const [changes, expectedCode] of [
    [{ iss: 'system-8' }, 'wrong-sender'],
    [{ sub: 'system-8' }, 'wrong-sender'],
    [{ aud: 'https://elsewhere.example/api/v1/token' }, 'wrong-audience'],
    [{ aud: [...expected.audiences, 'https://elsewhere.example'] }, 'wrong-audience'],
    [{ aud: undefined }, 'wrong-audience'],
    [{ exp: undefined }, 'no-time'],
    [{ exp: String(seconds + 60) }, 'no-time'],
    [{ exp: seconds + 60.5 }, 'no-time'],
    [{ exp: seconds }, 'too-old'],
    [{ exp: seconds + 1 }, 'accepted'],
    [{ exp: seconds + 300 }, 'accepted'],
    [{ exp: seconds + 301 }, 'too-long'],
    [{ iat: seconds + 300 }, 'accepted'],
    [{ iat: seconds + 301 }, 'too-new'],
    [{ nbf: seconds + 300 }, 'accepted'],
    [{ nbf: seconds + 301 }, 'too-new'],
    [{ nbf: 'soon' }, 'too-new'],
    [{ jti: undefined }, 'no-identifier'],
    [{ jti: '1234567' }, 'no-identifier'],
    [{ jti: '12345678' }, 'accepted'],
    [{ jti: 'x'.repeat(201) }, 'no-identifier'],
  ] as const)
    test(`with ${JSON.stringify(changes)}: ${expectedCode}`, () => assert.equal(code(judge(changes)), expectedCode));
});

describe('a proof of possession', () => {
  const asked = { method: 'POST', address: 'https://homeward.example.org/api/v1/notifications', tokenDigest: 'digest' };
  const claims = { htm: 'POST', htu: asked.address, ath: 'digest', jti: 'once-only', iat: seconds };
  const judge = (changes: object): ProofVerdict => judgePossession({ ...claims, ...changes }, asked, now);

  test('is remembered until its time would refuse it', () => {
    const verdict = judge({});
    assert.ok(verdict.accepted);
    assert.equal(code(judgePossession(claims, asked, instant(verdict.until - 1))), 'accepted');
    assert.equal(code(judgePossession(claims, asked, verdict.until)), 'too-old');
  });

  test('for a token that is asked for names none', () => {
    const { ath: _, ...without } = claims;
    assert.equal(code(judgePossession(without, { ...asked, tokenDigest: null }, now)), 'accepted');
  });

  for (const [changes, expectedCode] of [
    [{ htm: 'post' }, 'other-method'],
    [{ htu: `${asked.address}?a=b` }, 'other-address'],
    [{ htu: 'http://homeward.example.org/api/v1/notifications' }, 'other-address'],
    [{ ath: undefined }, 'other-token'],
    [{ ath: 'other' }, 'other-token'],
    [{ iat: undefined }, 'no-time'],
    [{ iat: seconds - 300 }, 'accepted'],
    [{ iat: seconds - 301 }, 'too-old'],
    [{ iat: seconds + 300 }, 'accepted'],
    [{ iat: seconds + 301 }, 'too-new'],
    [{ jti: 7 }, 'no-identifier'],
  ] as const)
    test(`with ${JSON.stringify(changes)}: ${expectedCode}`, () => assert.equal(code(judge(changes)), expectedCode));
});

describe('the signature of a message', () => {
  const signature = { covered: [...SIGNED_COMPONENTS], created: seconds, expires: undefined, nonce: 'once-only' };
  const judge = (changes: object): ProofVerdict => judgeSignature({ ...signature, ...changes }, now);

  for (const left of SIGNED_COMPONENTS)
    test(`must cover ${left}`, () => {
      const verdict = judge({ covered: SIGNED_COMPONENTS.filter((one) => one !== left) });
      assert.ok(!verdict.accepted);
      assert.match(verdict.because.sentence, new RegExp(left));
    });

  for (const [changes, expectedCode] of [
    [{}, 'accepted'],
    [{ covered: [...SIGNED_COMPONENTS, 'date'] }, 'accepted'],
    [{ created: seconds - 300 }, 'accepted'],
    [{ created: seconds - 301 }, 'too-old'],
    [{ created: seconds + 301 }, 'too-new'],
    [{ created: undefined }, 'no-time'],
    [{ expires: seconds }, 'accepted'],
    [{ expires: seconds - 1 }, 'too-old'],
    [{ expires: 'never' }, 'too-old'],
    [{ nonce: undefined }, 'no-identifier'],
  ] as const)
    test(`with ${JSON.stringify(changes)}: ${expectedCode}`, () => assert.equal(code(judge(changes)), expectedCode));
});

describe('a token alone', () => {
  test('ends after now and within ninety days', () => {
    assert.equal(mayBeTokenAlone(now, now), false);
    assert.equal(mayBeTokenAlone(instant(now + 1), now), true);
    assert.equal(mayBeTokenAlone(instant(now + TOKEN_ALONE_AT_MOST), now), true);
    assert.equal(mayBeTokenAlone(instant(now + TOKEN_ALONE_AT_MOST + 1), now), false);
  });

  test('the police sign each message, others prove themselves alone', () => {
    assert.equal(mustSign('police'), true);
    assert.equal(mustSign('local-authority'), false);
  });
});
