import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meanOf, percentOf } from './rounding.ts';

test('a percentage has two decimals, and a half goes up', () => {
  assert.equal(percentOf(310, 408), 75.98);
  assert.equal(percentOf(1, 3), 33.33);
  assert.equal(percentOf(2, 3), 66.67);
  // 1.005 % exactly: as a binary fraction it is a little less, and rounding that would give 1.
  assert.equal(percentOf(201, 20_000), 1.01);
  assert.equal(percentOf(1, 20_000), 0.01);
  assert.equal(percentOf(1, 20_001), 0);
  assert.equal(percentOf(1, 1), 100);
});

test('a share of nobody is null, not zero', () => {
  assert.equal(percentOf(0, 0), null);
  assert.equal(meanOf(0, 0), null);
});

test('a mean has two decimals, and a half goes up', () => {
  assert.equal(meanOf(609, 199), 3.06);
  assert.equal(meanOf(1, 200), 0.01);
  assert.equal(meanOf(1, 201), 0);
});

test('a percentage is never further than half a hundredth from the exact share', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000), fc.integer({ min: 1, max: 2_000_000 }), (numerator, denominator) => {
      const hundredths = Math.round((percentOf(numerator, denominator) as number) * 100);
      const twiceExactDistance = 2 * (hundredths * denominator - numerator * 10_000);
      return twiceExactDistance > -denominator && twiceExactDistance <= denominator;
    }),
  );
});
