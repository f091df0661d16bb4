import { test } from 'node:test';
import assert from 'node:assert/strict';
import { formatDate, formatDue, formatElapsed, formatInstant, formatMonth, formatTime } from './format.ts';
import type { Instant } from './instant.ts';
import type { PlainDate } from './plain-date.ts';

const at = (text: string): Instant => Temporal.Instant.from(text).epochMilliseconds as Instant;
const HOUR = 3_600_000;

test('a date is day, month in letters and year', () => {
  assert.equal(formatDate('2026-03-04' as PlainDate), '4 March 2026');
  assert.equal(formatDate('2026-12-31' as PlainDate), '31 December 2026');
  assert.equal(formatMonth('2026-03-31' as PlainDate), 'March 2026');
});

test('a time is on the clocks of London, summer and winter', () => {
  assert.equal(formatInstant(at('2026-03-04T14:05Z')), '4 March 2026 at 2:05pm');
  assert.equal(formatInstant(at('2026-07-04T14:05Z')), '4 July 2026 at 3:05pm');
  assert.equal(formatInstant(at('2026-03-31T23:30Z')), '1 April 2026 at 12:30am');
});

test('times of day are as the style guide writes them', () => {
  assert.equal(formatTime(at('2026-01-15T00:00Z')), 'midnight');
  assert.equal(formatTime(at('2026-01-15T00:01Z')), '12:01am');
  assert.equal(formatTime(at('2026-01-15T12:00Z')), 'midday');
  assert.equal(formatTime(at('2026-01-15T12:30Z')), '12:30pm');
  assert.equal(formatTime(at('2026-01-15T17:00Z')), '5pm');
  assert.equal(formatTime(at('2026-01-15T09:05:59Z')), '9:05am');
  assert.equal(formatTime(at('1969-12-31T23:30Z')), '12:30am');
});

test('in the repeated hour of October, and only there, the clock is named', () => {
  assert.equal(formatInstant(at('2026-10-25T00:30Z')), '25 October 2026 at 1:30am BST');
  assert.equal(formatInstant(at('2026-10-25T01:30Z')), '25 October 2026 at 1:30am GMT');
  assert.equal(formatInstant(at('2026-10-25T02:00Z')), '25 October 2026 at 2am');
  assert.equal(formatInstant(at('2026-10-24T23:59Z')), '25 October 2026 at 12:59am');
});

test('a length of time is in its two largest units', () => {
  assert.equal(formatElapsed(51 * HOUR), '2 days 3 hours');
  assert.equal(formatElapsed(72 * HOUR), '3 days');
  assert.equal(formatElapsed(25 * HOUR), '1 day 1 hour');
  assert.equal(formatElapsed(24 * HOUR - 1), '23 hours');
  assert.equal(formatElapsed(5.5 * HOUR), '5 hours 30 minutes');
  assert.equal(formatElapsed(HOUR), '1 hour');
  assert.equal(formatElapsed(61_000), '1 minute');
  assert.equal(formatElapsed(59_999), 'less than a minute');
  assert.equal(formatElapsed(-2 * HOUR), '2 hours');
});

test('what is due says how long is left, or how late it is', () => {
  const due = at('2026-03-04T14:00Z');
  assert.equal(formatDue(due, at('2026-03-04T09:00Z')), 'due in 5 hours');
  assert.equal(formatDue(due, at('2026-03-04T14:00Z')), 'due now');
  assert.equal(formatDue(due, at('2026-03-04T16:00Z')), '2 hours late');
  assert.equal(formatDue(due, at('2026-03-06T17:00Z')), '2 days 3 hours late');
});
