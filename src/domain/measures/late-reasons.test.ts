import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR, type Instant } from '../time/instant.ts';
import { lateReasons } from './late-reasons.ts';

const MINUTE = 60_000;
const DUE = 72 * HOUR;

/** A return at nought, explained while it was at risk. */
function reasonsOf(outcome: 'completed' | 'covered' | 'declined' | null, outcomeAt: number | null): readonly string[] {
  const instant = (at: number): Instant => at as Instant;
  return lateReasons({
    returnedAt: instant(0),
    dueAt: instant(DUE),
    firstOfferedAt: instant(2 * HOUR),
    attempts: 1,
    outcome,
    outcomeAt: outcomeAt === null ? null : instant(outcomeAt),
    stage: outcome === null ? 'unreached' : null,
    lateCause: 'child-not-reached',
    returnLearntAt: instant(0),
    takenOverFrom: null,
  });
}

test('what was held in time after all was not late, whatever somebody explained while it was at risk', () => {
  for (const outcome of ['completed', 'covered'] as const) {
    assert.deepEqual(reasonsOf(outcome, DUE - MINUTE), [], outcome);
    assert.deepEqual(reasonsOf(outcome, DUE), [], outcome);
    assert.deepEqual(reasonsOf(outcome, DUE + MINUTE), ['child-not-reached'], outcome);
  }
});

test('what is still open, or ended without an interview, is late once somebody explained it', () => {
  assert.deepEqual(reasonsOf(null, null), ['child-not-reached']);
  assert.deepEqual(reasonsOf('declined', DUE - MINUTE), ['child-not-reached']);
});
