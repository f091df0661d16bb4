import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOf } from '../../domain/measures/example.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { usualPeriod } from './questions-period.ts';

const TODAY = '2026-11-21' as PlainDate;
const back = (endedAt: string, changes = {}) => ({ child: 'Ana', startedAt: '2015-01-01T00:00Z', endedAt, ...changes });
const period = (...episodes: Parameters<typeof factsOf>[0]) => usualPeriod(factsOf(episodes), 'harbourton', TODAY);
const LAST_YEAR = { from: '2025-04-01', to: '2026-03-31' };

test('the usual period is the last financial year where a child came back in it, on either of its ends', () => {
  assert.deepEqual(period(back('2025-03-31T23:00Z')), LAST_YEAR, 'midnight in London on 1 April');
  assert.deepEqual(period(back('2026-03-31T22:59Z')), LAST_YEAR);
});

test('an older record is answered by the twelve months that end with its last return', () => {
  assert.deepEqual(period(back('2025-03-31T22:59Z')), { from: '2024-04-01', to: '2025-03-31' });
  assert.deepEqual(period(back('2020-06-30T12:00Z')), { from: '2019-07-01', to: '2020-06-30' });
  assert.deepEqual(period(back('2017-12-05T12:00Z')), { from: '2017-01-01', to: '2017-12-31' });
});

test('what does not count is not looked at: other children, absent ones, this year, nobody back', () => {
  assert.deepEqual(period(back('2019-06-30T12:00Z', { responsibleAuthority: 'milltown' })), LAST_YEAR);
  assert.deepEqual(period(back('2019-06-30T12:00Z', { kind: 'absent' })), LAST_YEAR);
  assert.deepEqual(period(back('2026-04-01T12:00Z')), LAST_YEAR);
  assert.deepEqual(period({ child: 'Ana', startedAt: '2019-01-01T00:00Z' }), LAST_YEAR);
});
