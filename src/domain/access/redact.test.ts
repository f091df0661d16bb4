import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADDRESS_WITHHELD, ANY_ADDRESS, patternsOf, redact } from './redact.ts';

const ADDRESS = { lines: ['Flat 2, 14 Larch Close', 'Headington', 'St. Mary’s House'], postcode: 'OX1 2AB' };
const SPECIFIC = patternsOf(ADDRESS);
const ALL = [...ANY_ADDRESS, ...SPECIFIC];

/** Every way in which the address is written that must not be read. */
export const FORMS = [
  'OX1 2AB',
  'ox1 2ab',
  'OX12AB',
  'O X 1 2 A B',
  'OX1-2AB',
  'OX1\u00a02AB',
  'OX1, 2AB',
  '0X1 2AB',
  'OXl 2AB',
  'OX1',
  'ox1',
  'OX1 2',
  '2AB',
  'Larch Close',
  'larch close',
  'LARCH CL',
  'Larch Cl.',
  '14 Larch Close',
  '14, Larch  Close',
  '14 Larch\nClose',
  'Headington',
  'HEADINGTON',
  'St Mary’s House',
  "saint mary's house",
  'St Marys Hse',
] as const;

for (const form of FORMS) {
  test(`an address is taken out where it is written ${JSON.stringify(form)}`, () => {
    for (const sentence of [`Seen at ${form} by a friend`, `${form}: seen`, `(${form})`, form]) {
      const shown = redact(sentence, ALL);
      assert.ok(shown.includes(ADDRESS_WITHHELD), shown);
      assert.doesNotMatch(shown.toLowerCase().replaceAll(ADDRESS_WITHHELD, ''), /larch|headington|mary|ox|2ab/, shown);
    }
  });
}

test('the specific patterns alone find every form', () => {
  for (const form of FORMS) assert.ok(redact(`at ${form}.`, SPECIFIC).includes(ADDRESS_WITHHELD), form);
});

test('any full postcode and any named street is taken out, whatever the address is', () => {
  for (const one of ['RG4 7ZZ', 'sw1a1aa', '3 Elm Road', '3b elm tree road', 'Elm Tree Avenue', 'M1 1AE'])
    assert.equal(redact(`Seen near ${one}.`, ANY_ADDRESS), `Seen near ${ADDRESS_WITHHELD}.`, one);
});

test('words that only look like part of an address stay', () => {
  for (const said of [
    'Ran across the street and over the road at 10.30pm',
    'Boxer dog, 2 friends, Oxfordshire, M25, A40',
    'Larch trees; closed; the house',
    'Missing 12 hours',
  ])
    assert.equal(redact(said, ALL), said);
});

test('nothing in an address is taken for part of a pattern, and no text takes long', () => {
  const odd = patternsOf({ lines: ['The (Old) Barn [x] .*', '+?'], postcode: null });
  assert.equal(redact('anything at all', odd), 'anything at all');
  assert.equal(redact('the old barn x', odd), ADDRESS_WITHHELD);
  const long = 'A a 1 '.repeat(20_000);
  assert.equal(redact(long, ALL).length, long.length);
});
