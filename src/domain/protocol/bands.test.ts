import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandOf, faultOfBands, type Bands } from './bands.ts';

const duration: Bands = {
  unit: 'elapsed hours',
  includes: 'lower',
  bands: [
    { id: '0-8h', from: 0, to: 8 },
    { id: '8-16h', from: 8, to: 16 },
    { id: '16h+', from: 16, to: null },
  ],
  source: 'test',
};
const distance: Bands = {
  unit: 'miles',
  includes: 'upper',
  bands: [
    { id: '0-5mi', from: 0, to: 5 },
    { id: '5-10mi', from: 5, to: 10 },
    { id: '10mi+', from: 10, to: null },
  ],
  source: 'test',
};

test('a band that includes its lower end takes a value on the edge from the band below', () => {
  assert.deepEqual(
    [0, 7.999999, 8, 15.999999, 16, 1e9].map((hours) => bandOf(duration, hours)),
    [0, 0, 1, 1, 2, 2],
  );
});

test('a band that includes its upper end keeps a value on the edge, and the first band keeps both of its ends', () => {
  assert.deepEqual(
    [0, 5, 5.01, 10, 10.01].map((miles) => bandOf(distance, miles)),
    [0, 0, 1, 1, 2],
  );
});

test('a value below the first band, above the last or not known lies in no band', () => {
  assert.equal(bandOf(duration, -1), -1);
  assert.equal(bandOf(distance, -0.1), -1);
  assert.equal(bandOf(duration, NaN), -1);
  assert.equal(bandOf(distance, NaN), -1);
  assert.equal(bandOf({ ...duration, bands: duration.bands.slice(0, 2) }, 16), -1);
});

test('bands that leave a gap, overlap, repeat a name or run backwards are named as faulty', () => {
  const withBands = (bands: Bands['bands']) => faultOfBands({ ...duration, bands });
  assert.equal(faultOfBands(duration), undefined);
  assert.match(
    withBands([
      { id: 'a', from: 0, to: 8 },
      { id: 'b', from: 9, to: null },
    ]) ?? '',
    /gap or an overlap between a/,
  );
  assert.match(
    withBands([
      { id: 'a', from: 0, to: 8 },
      { id: 'b', from: 7, to: null },
    ]) ?? '',
    /gap or an overlap/,
  );
  assert.match(
    withBands([
      { id: 'a', from: 0, to: 8 },
      { id: 'a', from: 8, to: null },
    ]) ?? '',
    /twice/,
  );
  assert.match(withBands([{ id: 'a', from: 8, to: 8 }]) ?? '', /before it begins/);
  assert.match(
    withBands([
      { id: 'a', from: 0, to: null },
      { id: 'b', from: 8, to: null },
    ]) ?? '',
    /no upper end/,
  );
  assert.match(withBands([]) ?? '', /no band/);
});
