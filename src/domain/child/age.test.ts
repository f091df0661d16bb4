import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ageOn } from './age.ts';
import type { PlainDate } from '../time/plain-date.ts';

const day = (text: string): PlainDate => text as PlainDate;

test('a child turns sixteen on the birthday and is fifteen on the day before', () => {
  assert.equal(ageOn(day('2004-06-07'), day('2020-06-06')), 15);
  assert.equal(ageOn(day('2004-06-07'), day('2020-06-07')), 16);
  assert.equal(ageOn(day('2004-06-07'), day('2020-12-31')), 16);
});

test('a child born on 29 February has the birthday on 1 March in a year without one', () => {
  assert.equal(ageOn(day('2004-02-29'), day('2022-02-28')), 17);
  assert.equal(ageOn(day('2004-02-29'), day('2022-03-01')), 18);
});

test('a child born on 29 February has the birthday on that day in a leap year', () => {
  assert.equal(ageOn(day('2004-02-29'), day('2020-02-28')), 15);
  assert.equal(ageOn(day('2004-02-29'), day('2020-02-29')), 16);
});

test('a child is nought on the day of birth and until the first birthday', () => {
  assert.equal(ageOn(day('2019-12-31'), day('2019-12-31')), 0);
  assert.equal(ageOn(day('2019-12-31'), day('2020-12-30')), 0);
  assert.equal(ageOn(day('2019-12-31'), day('2020-12-31')), 1);
});
