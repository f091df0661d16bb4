import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { latenessOf, latenessWords } from './lateness.ts';

test('a duty is in time at the very moment it is due and late a millisecond after', () => {
  const due = at('2026-03-04T14:00Z');
  assert.equal(latenessOf(due, due), 'due-today');
  assert.equal(latenessOf(due, (due + 1) as typeof due), 'late');
});

test('due today goes by the calendar in London, where 23:30 UTC in summer is tomorrow', () => {
  const now = at('2026-07-01T10:00Z');
  assert.equal(latenessOf(at('2026-07-01T22:59Z'), now), 'due-today');
  assert.equal(latenessOf(at('2026-07-01T23:30Z'), now), 'later');
});

test('the words say how late, or when it is due', () => {
  const now = at('2026-03-04T10:00Z');
  assert.equal(latenessWords(at('2026-03-04T08:00Z'), now), '2 hours late');
  assert.equal(latenessWords(at('2026-03-04T10:00Z'), now), 'Due now');
  assert.equal(latenessWords(at('2026-03-04T16:00Z'), now), 'Due today at 4pm');
  assert.equal(latenessWords(at('2026-03-05T09:30Z'), now), 'Due tomorrow at 9:30am');
  assert.equal(latenessWords(at('2026-03-24T09:30Z'), now), 'Due 24 March 2026');
});
