import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideConfirmation, decideOperator } from './recovery.ts';

test('a recovery is confirmed by neither whose account it is nor who started it', () => {
  const recovery = { userId: 1, startedBy: 2 };
  assert.deepEqual(
    [1, 2, 3].map((confirmer) => decideConfirmation(recovery, confirmer).because.code),
    ['own-account', 'same-person', 'second-person'],
  );
  assert.equal(decideConfirmation({ userId: 1, startedBy: null }, 2).allowed, true);
});

test('the operator stands in only for a person that the agency lacks', () => {
  const code = (started: boolean, starters: number, confirmers: number) =>
    decideOperator({ started, starters, confirmers }).because.code;
  assert.equal(code(false, 1, 0), 'agency-can-start');
  assert.equal(code(false, 0, 1), 'no-second-person');
  assert.equal(code(true, 1, 1), 'agency-can-confirm');
  assert.equal(code(true, 1, 0), 'no-second-person');
});
