import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dateOfDayNumber } from '../../domain/time/plain-date.ts';
import { asTypedDate, readTypedDate } from './typed-date.ts';

const read = (day: string, month: string, year: string) => readTypedDate({ day, month, year });

describe('a typed date', () => {
  it('may have leading zeros or not, a name for its month, and spaces around it', () => {
    const expected = { kind: 'date', date: '2026-03-04' };
    for (const [day, month] of [
      ['4', '3'],
      ['04', '03'],
      [' 4 ', 'March'],
      ['4th', 'mar'],
      ['4', 'MARCH '],
      ['04', 'Mar.'],
      ['４', '３'],
    ]) {
      assert.deepEqual(read(day ?? '', month ?? '', '2026'), expected, `${day} ${month}`);
    }
    assert.deepEqual(read('30', 'Sept', '2025'), { kind: 'date', date: '2025-09-30' });
  });

  it('is nothing when nothing was typed', () => {
    assert.deepEqual(read('', ' ', ''), { kind: 'nothing' });
  });

  it('says which parts are missing', () => {
    assert.deepEqual(read('', '3', '2026'), { kind: 'incomplete', parts: ['day'] });
    assert.deepEqual(read('4', '', ''), { kind: 'incomplete', parts: ['month', 'year'] });
  });

  it('asks again for a year of two figures', () => {
    assert.deepEqual(read('4', '3', '14'), { kind: 'year too short', parts: ['year'] });
  });

  it('must be on the calendar', () => {
    assert.deepEqual(read('29', '2', '2024'), { kind: 'date', date: '2024-02-29' });
    assert.deepEqual(read('29', '2', '2023'), { kind: 'not real', parts: ['day'] });
    assert.deepEqual(read('31', '4', '2026'), { kind: 'not real', parts: ['day'] });
    assert.deepEqual(read('4', '13', '2026'), { kind: 'not real', parts: ['month'] });
    assert.deepEqual(read('0', '0', '2026'), { kind: 'not real', parts: ['day', 'month'] });
    assert.deepEqual(read('x', 'ma', 'soon'), { kind: 'not real', parts: ['day', 'month', 'year'] });
  });

  it('comes back as the same date when it is shown and sent again', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 60_000 }), (days) => {
        const date = dateOfDayNumber(days);
        assert.deepEqual(readTypedDate(asTypedDate(date)), { kind: 'date', date });
      }),
    );
  });
});
