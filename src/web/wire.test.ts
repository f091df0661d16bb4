import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instant } from '../domain/time/instant.ts';
import { toWire } from './wire.ts';

test('names are written as the feeds write them, instants as ISO 8601 in UTC, and nothing else changes', () => {
  const at = Date.UTC(2026, 2, 29, 1, 30) as Instant;
  const sent = toWire({
    occurredAt: at,
    endedAt: null as Instant | null,
    ageAtStart: 12,
    because: [{ code: 'x', fromOn: '2026-03-29' }],
    refs: ['aB'],
  });
  assert.deepEqual(sent, {
    occurred_at: '2026-03-29T01:30:00Z',
    ended_at: null,
    age_at_start: 12,
    because: [{ code: 'x', from_on: '2026-03-29' }],
    refs: ['aB'],
  });
});
