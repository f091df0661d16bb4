import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isStillOpen, mayDecideRequest, REVEALED_FOR } from './hidden-address.ts';

test('whoever asked never decides, nor does a system, and what is decided is decided', () => {
  const request = { askedBy: 1, decider: 2, decided: false };
  assert.equal(mayDecideRequest(request).allowed, true);
  assert.equal(mayDecideRequest({ ...request, decider: 1 }).because.code, 'own-request');
  assert.equal(mayDecideRequest({ ...request, decider: null }).because.code, 'person-decides');
  assert.equal(mayDecideRequest({ ...request, decided: true }).because.code, 'decided-already');
});

test('an approval lasts thirty minutes and not one moment longer', () => {
  const approvedAt = 1_000_000;
  const until = approvedAt + REVEALED_FOR;
  assert.equal(REVEALED_FOR, 30 * 60_000);
  assert.deepEqual(
    [until - 60_000, until - 1, until, until + 60_000].map((now) => isStillOpen(until, now)),
    [true, true, false, false],
  );
  assert.equal(isStillOpen(null, approvedAt), false);
});
