import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toIso, type Instant } from './instant.ts';
import { fromLondon, londonDate } from './london.ts';
import { parseDate, parseInstant } from './parse.ts';

function means(text: string): string {
  const read = parseInstant(text);
  return read.ok ? toIso(read.value) : `refused: ${read.wrong}`;
}
function refusal(text: string): string {
  const read = parseInstant(text);
  return read.ok ? `taken as ${toIso(read.value)}` : read.wrong;
}

test('a time without an offset is the time on the clocks of London', () => {
  assert.equal(means('2026-01-15T09:30'), '2026-01-15T09:30:00Z');
  assert.equal(means('2026-07-15T09:30'), '2026-07-15T08:30:00Z');
});

test('a time with an offset is that instant, however the offset is written', () => {
  assert.equal(means('2026-07-15T09:30Z'), '2026-07-15T09:30:00Z');
  assert.equal(means('2026-07-15T09:30+01:00'), '2026-07-15T08:30:00Z');
  assert.equal(means('2026-07-15T09:30+0100'), '2026-07-15T08:30:00Z');
  assert.equal(means('2026-07-15T09:30+01'), '2026-07-15T08:30:00Z');
  assert.equal(means('2026-07-15T00:30+01:00'), '2026-07-14T23:30:00Z');
  assert.equal(means('2026-07-15T23:30-05:30'), '2026-07-16T05:00:00Z');
});

test('seconds and their fractions are read', () => {
  assert.equal(means('2026-01-15T09:30:07'), '2026-01-15T09:30:07Z');
  assert.equal(means('2026-01-15T09:30:07.25Z'), '2026-01-15T09:30:07.25Z');
  assert.equal(means('2026-01-15T09:30:07,999999999Z'), '2026-01-15T09:30:07.999Z');
});

test('the hour that October repeats is its first passing', () => {
  assert.equal(means('2026-10-25T01:00'), '2026-10-25T00:00:00Z');
  assert.equal(means('2026-10-25T01:59:59'), '2026-10-25T00:59:59Z');
  assert.equal(means('2026-10-25T02:00'), '2026-10-25T02:00:00Z');
  assert.equal(means('2026-10-25T01:30+00:00'), '2026-10-25T01:30:00Z');
});

test('the hour that March skips is no time, unless its offset says which', () => {
  assert.equal(means('2026-03-29T00:59:59'), '2026-03-29T00:59:59Z');
  assert.match(refusal('2026-03-29T01:00'), /the clocks went forward/);
  assert.match(refusal('2026-03-29T01:59:59'), /the clocks went forward/);
  assert.equal(means('2026-03-29T02:00'), '2026-03-29T01:00:00Z');
  assert.equal(means('2026-03-29T01:30Z'), '2026-03-29T01:30:00Z');
});

test('a day that is not in the calendar is refused, a leap day is not', () => {
  assert.equal(means('2024-02-29T12:00Z'), '2024-02-29T12:00:00Z');
  for (const text of [
    '2026-02-29T12:00',
    '2026-02-30T12:00',
    '2026-13-01T12:00',
    '2026-00-10T12:00',
    '2026-04-31T12:00',
    '2026-04-00T12:00',
    '1900-02-29T12:00',
  ]) {
    assert.match(refusal(text), /not in the calendar/, text);
  }
});

test('no hour 24, no minute or second 60, no offset beyond the clocks of the world', () => {
  assert.match(refusal('2026-01-15T24:00'), /00:00 of the day that begins/);
  assert.match(refusal('2026-01-15T23:60'), /above 59/);
  assert.match(refusal('2026-12-31T23:59:60Z'), /above 59/);
  assert.match(refusal('2026-01-15T10:00+15:00'), /offset/);
  assert.match(refusal('2026-01-15T10:00+00:75'), /offset/);
});

test('a year before 1900 is a slip of the keyboard', () => {
  assert.match(refusal('0201-01-15T10:00'), /before 1900/);
  assert.match(refusal('1899-12-31T10:00'), /before 1900/);
});

test('what a spreadsheet made of a time is named, with the way out', () => {
  assert.match(refusal('01/04/2017'), /order of a spreadsheet; .*2026-03-04T14:05/);
  assert.match(refusal('01/04/2017 04:57'), /order of a spreadsheet/);
  assert.match(refusal('1-Apr-17'), /month in letters/);
  assert.match(refusal('43000'), /counts days/);
  assert.match(refusal('43000.5'), /counts days/);
  assert.match(refusal('1.23E+11'), /powers of ten/);
  assert.match(refusal('########'), /too narrow/);
});

test('other near misses say what is missing', () => {
  assert.match(refusal('2026-01-15'), /date without a time/);
  assert.match(refusal('2026-01-15 10:00'), /space between/);
  for (const text of [
    '',
    'yesterday',
    '10:00',
    '2026-1-5T10:00',
    '2026-01-15T10',
    '2026-01-15T10:00 ',
    '2026-01-15T10:00Zulu',
    '20260115T1000Z',
    '2026-01-15t10:00',
  ]) {
    assert.match(refusal(text), /is not a time; write it as/, text);
  }
});

test('dates are days of the calendar, written year first', () => {
  assert.deepEqual(parseDate('2024-02-29'), { ok: true, value: '2024-02-29' });
  const wrong = (text: string): string => {
    const read = parseDate(text);
    return read.ok ? 'taken' : read.wrong;
  };
  assert.match(wrong('2023-02-29'), /not in the calendar/);
  assert.match(wrong('0204-02-28'), /before 1900/);
  assert.match(wrong('29/02/2024'), /order of a spreadsheet; .*write it as 2026-03-04$/);
  assert.match(wrong('45351'), /counts days/);
  assert.match(wrong('4.5351E+04'), /powers of ten/);
  assert.match(wrong('2024-02-29T10:00'), /is a time where a date is wanted/);
  assert.match(wrong(''), /is not a date/);
});

test('every time of day in London is read back as the instant it names', () => {
  fc.assert(
    fc.property(fc.integer({ min: 946_684_800, max: 2_524_607_999 }), (seconds) => {
      const at = (seconds * 1000) as Instant;
      const utc = toIso(at);
      assert.deepEqual(parseInstant(utc), { ok: true, value: at });
      const civil = Temporal.Instant.from(utc)
        .toZonedDateTimeISO('Europe/London')
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' });
      const read = parseInstant(civil);
      assert.ok(read.ok);
      const meaning = fromLondon(
        londonDate(at),
        (((at - Number(fromLondonMidnight(at))) % 86_400_000) + 86_400_000) % 86_400_000,
      );
      assert.ok(read.value === at || meaning.kind === 'repeated' || at - read.value === 3_600_000);
    }),
    { numRuns: 300 },
  );
});

function fromLondonMidnight(at: Instant): Instant {
  const midnight = fromLondon(londonDate(at), 0);
  if (midnight.kind === 'skipped') throw new Error('no midnight is skipped in London');
  return midnight.at;
}
