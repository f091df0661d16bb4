import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import type { Instant } from '../time/instant.ts';
import { decideExport, exportStanding, FILE_LASTS, mayBeSecond, REQUEST_LASTS, type ExportFacts } from './exports.ts';

const now = at('2026-03-28T12:00Z');
const after = (milliseconds: number): Instant => (now + milliseconds) as Instant;

function facts(changes: Partial<ExportFacts> = {}): ExportFacts {
  return { requestedAt: now, needsSecond: false, decision: null, madeAt: null, ...changes };
}

describe('a file of children’s rows', () => {
  it('needs a second person above the agency’s limit, and not at it', () => {
    const codes = [99, 100, 101].map((size) => decideExport({ size, limit: 100, ownRows: false }).because.code);
    assert.deepEqual(codes, ['within-limit', 'within-limit', 'above-limit']);
    assert.equal(decideExport({ size: 101, limit: 100, ownRows: false }).secondPerson, true);
    assert.equal(decideExport({ size: 5, limit: 4, ownRows: false }).secondPerson, true);
  });

  it('of rows that the agency itself sent needs none', () => {
    assert.deepEqual(decideExport({ size: 9999, limit: 1, ownRows: true }).because.code, 'own-rows');
  });

  it('waits until somebody decided, and is not made when refused', () => {
    assert.equal(exportStanding(facts(), now), 'to-be-made');
    assert.equal(exportStanding(facts({ needsSecond: true }), now), 'waiting');
    assert.equal(exportStanding(facts({ needsSecond: true, decision: 'approved' }), now), 'to-be-made');
    assert.equal(exportStanding(facts({ needsSecond: true, decision: 'refused' }), now), 'refused');
  });

  it('can be fetched for exactly 24 hours after it was made, also when the clocks change', () => {
    const made = facts({ madeAt: now });
    assert.equal(exportStanding(made, after(FILE_LASTS - 1)), 'to-be-fetched');
    assert.equal(exportStanding(made, after(FILE_LASTS)), 'over');
    assert.equal(FILE_LASTS, 24 * 3_600_000);
  });

  it('lapses after a week when it was never made', () => {
    const waiting = facts({ needsSecond: true });
    assert.equal(exportStanding(waiting, after(REQUEST_LASTS - 1)), 'waiting');
    assert.equal(exportStanding(waiting, after(REQUEST_LASTS)), 'over');
    assert.equal(exportStanding(facts(), after(REQUEST_LASTS)), 'over');
  });

  it('is never decided on by who asked, nor by a system', () => {
    assert.equal(mayBeSecond(1, 1), false);
    assert.equal(mayBeSecond(1, null), false);
    assert.equal(mayBeSecond(1, 2), true);
  });
});
