import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instant } from './instant.ts';
import { fromLondon, londonDate, londonOffset, startOfLondonDay } from './london.ts';
import type { PlainDate } from './plain-date.ts';

function at(text: string) {
  return instant(Temporal.Instant.from(text).epochMilliseconds);
}

test('London’s offset is the time zone database’s at any instant from 1950 to 2200', () => {
  fc.assert(
    fc.property(fc.integer({ min: -631_152_000_000, max: 7_258_118_400_000 }), (milliseconds) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO('Europe/London');
      return (
        londonOffset(instant(milliseconds)) === zoned.offsetNanoseconds / 1_000_000 &&
        londonDate(instant(milliseconds)) === zoned.toPlainDate().toString()
      );
    }),
    { numRuns: 2000 },
  );
});

test('the offset changes at the very millisecond of each change of the clocks, whichever side is asked first', () => {
  assert.equal(londonOffset(at('2026-03-29T00:59:59.999Z')), 0);
  assert.equal(londonOffset(at('2026-03-29T01:00:00Z')), 3_600_000);
  assert.equal(londonOffset(at('2027-10-31T01:00:00Z')), 0);
  assert.equal(londonOffset(at('2027-10-31T00:59:59.999Z')), 3_600_000);
});

test('23:30 UTC on 31 March is already 1 April in London', () => {
  assert.equal(londonDate(at('2017-03-31T23:30Z')), '2017-04-01');
  assert.equal(londonDate(at('2017-02-28T23:30Z')), '2017-02-28');
});

test('the hour that October repeats has two meanings, the hour that March skips none', () => {
  const halfPastOne = 90 * 60_000;
  assert.deepEqual(fromLondon('2026-10-25' as PlainDate, halfPastOne), {
    kind: 'repeated',
    at: at('2026-10-25T00:30Z'),
    later: at('2026-10-25T01:30Z'),
  });
  assert.deepEqual(fromLondon('2026-03-29' as PlainDate, halfPastOne), { kind: 'skipped' });
  assert.deepEqual(fromLondon('2026-06-01' as PlainDate, halfPastOne), { kind: 'one', at: at('2026-06-01T00:30Z') });
});

test('a day in London begins at midnight there', () => {
  assert.equal(startOfLondonDay('2026-07-01' as PlainDate), at('2026-06-30T23:00Z'));
  assert.equal(startOfLondonDay('2026-01-01' as PlainDate), at('2026-01-01T00:00Z'));
});
