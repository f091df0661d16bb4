import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSearch } from './search.ts';

test('a date of birth is understood in every usual way of writing it, the day before the month', () => {
  const ways = [
    '4/3/2012',
    '04/03/2012',
    '4.3.12',
    '4-3-2012',
    '04 03 2012',
    '2012-03-04',
    '4 March 2012',
    '4th of Mar 2012',
    '4mar2012',
    'March 4, 2012',
    '04032012',
    'dob 4/3/2012',
  ];
  for (const way of ways) assert.equal(readSearch(way).bornOn, '2012-03-04', way);
});

test('a day that is not in the calendar is no date', () => {
  for (const text of ['31/2/2012', '4/13/2012', '29 February 2011', '0/1/2012'])
    assert.equal(readSearch(text).bornOn, null, text);
});

test('a name with a date of birth is both, whichever comes first', () => {
  assert.deepEqual(readSearch('Zoë O’Neil 4/3/2012'), { name: 'Zoë O’Neil', reference: null, bornOn: '2012-03-04' });
  assert.deepEqual(readSearch('4 March 2012, Zoë O’Neil'), {
    name: 'Zoë O’Neil',
    reference: null,
    bornOn: '2012-03-04',
  });
});

test('a word with a figure in it is a reference, and a single word may be a name or a reference', () => {
  assert.deepEqual(readSearch(' OX-17/0042 '), { name: null, reference: 'OX-17/0042', bornOn: null });
  assert.deepEqual(readSearch('Lindqvist'), { name: 'Lindqvist', reference: 'Lindqvist', bornOn: null });
  assert.deepEqual(readSearch('Omar  Haddad'), { name: 'Omar Haddad', reference: null, bornOn: null });
  assert.deepEqual(readSearch('04032012'), { name: null, reference: '04032012', bornOn: '2012-03-04' });
});

test('nothing typed looks for nothing', () => {
  assert.deepEqual(readSearch('   '), { name: null, reference: null, bornOn: null });
});
