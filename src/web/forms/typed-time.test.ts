import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { asTypedTime, readTypedTime } from './typed-time.ts';

const at = (hours: number, minutes = 0) => (hours * 60 + minutes) * 60_000;

describe('a typed time', () => {
  it('is read in each way that people write it', () => {
    const ways: readonly (readonly [string, number])[] = [
      ['14:05', at(14, 5)],
      ['1405', at(14, 5)],
      ['14.05', at(14, 5)],
      ['2:05pm', at(14, 5)],
      ['2.05 PM', at(14, 5)],
      ['205pm', at(14, 5)],
      ['2:05 p.m.', at(14, 5)],
      ['14:05pm', at(14, 5)],
      ['2pm', at(14)],
      [' 9:05 ', at(9, 5)],
      ['905', at(9, 5)],
      ['0905', at(9, 5)],
      ['9am', at(9)],
      ['noon', at(12)],
      ['Midday', at(12)],
      ['12 noon', at(12)],
      ['midnight', 0],
      ['12am', 0],
      ['12:30am', at(0, 30)],
      ['12pm', at(12)],
      ['00:00', 0],
      ['23:59', at(23, 59)],
    ];
    for (const [typed, expected] of ways) assert.equal(readTypedTime(typed), expected, typed);
  });

  it('is none when it might be two, or cannot be', () => {
    for (const typed of [
      '',
      '2',
      '14',
      '24:00',
      '14:60',
      '13am',
      '0pm',
      '2:5',
      'soon',
      '14:05:09:1',
      '-2:00',
      '25pm',
      '2::05',
    ]) {
      assert.equal(readTypedTime(typed), null, typed);
    }
  });

  it('comes back as the same time when it is shown and sent again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 60 - 1 }), (minutes) =>
        assert.equal(readTypedTime(asTypedTime(minutes * 60_000)), minutes * 60_000),
      ),
    );
  });
});
