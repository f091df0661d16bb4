import assert from 'node:assert/strict';
import { test } from 'node:test';
import { londonDate } from '../time/london.ts';
import type { Instant } from '../time/instant.ts';
import { FEEDS, feedOfHeader } from './catalogue.ts';
import type { FeedName } from './definition.ts';

const now = Temporal.Instant.from('2026-04-01T12:00Z').epochMilliseconds as Instant;
const around = { now, today: londonDate(now), isAgency: (code: string) => code === 'loamshire' };
const GOOD: Readonly<Record<FeedName, Readonly<Record<string, string>>>> = {
  agencies: { code: 'loamshire', kind: 'local-authority', name: 'Loamshire Council' },
  children: {
    child_ref: 'L1',
    forename: 'Wren',
    surname: 'Ashby',
    date_of_birth: '2011-05-06',
    responsible_authority: 'loamshire',
  },
  statuses: { child_ref: 'L1', status: 'looked-after', from: '2020-01-01' },
  notifications: {
    notification_ref: 'N1',
    kind: 'missing',
    child_ref: 'L1',
    occurred_at: '2026-03-01T20:00',
    reported_by: 'loamshire',
  },
  interviews: { interview_ref: 'V1', child_ref: 'L1', incident_refs: 'I1' },
  screenings: { child_ref: 'L1', tool: 'child-exploitation', completed_on: '2026-03-01' },
};

/** The reason for which a row with these changes is rejected; empty where it is taken. */
function reason(feed: FeedName, changes: Readonly<Record<string, string>>): string {
  const row = { ...GOOD[feed], ...changes };
  const read = FEEDS[feed].read((name) => row[name], around);
  return read.ok ? '' : read.reason;
}

for (const feed of Object.values(FEEDS)) {
  test(`a row of ${feed.name} with the required values alone is taken, and without any one of them is not`, () => {
    assert.equal(reason(feed.name, {}), '');
    for (const [name, column] of Object.entries(feed.columns)) {
      if (column.required)
        assert.match(reason(feed.name, { [name]: '  ' }), new RegExp(`^${name} is empty; give `), name);
      assert.match(column.meaning, /\.$/, name);
      if (column.codes !== undefined)
        assert.match(
          reason(feed.name, { [name]: 'no such code' }),
          new RegExp(`^${name} is not one of its codes; write one of `),
          name,
        );
    }
    assert.equal(feedOfHeader(Object.keys(feed.columns).toReversed())?.name, feed.name);
  });
}

test('a column of times or dates that must have happened takes the present and nothing after it', () => {
  for (const [feed, columns] of [
    ['notifications', ['occurred_at', 'reported_at']],
    ['interviews', ['offered_at', 'completed_at', 'shared_with_police_at']],
  ] as const) {
    for (const column of columns) {
      assert.doesNotMatch(reason(feed, { [column]: '2026-04-01T13:00' }), /future/, column);
      assert.match(reason(feed, { [column]: '2026-04-01T13:00:01' }), new RegExp(`${column} is in the future`), column);
    }
  }
  for (const [feed, column] of [
    ['children', 'date_of_birth'],
    ['statuses', 'from'],
    ['screenings', 'completed_on'],
    ['notifications', 'date_of_birth'],
  ] as const) {
    assert.doesNotMatch(reason(feed, { [column]: '2026-04-01' }), /future/, column);
    assert.match(reason(feed, { [column]: '2026-04-02' }), /future/, column);
  }
  assert.equal(reason('statuses', { to: '2031-01-01' }), '', 'the end of a status may be planned');
});

test('a status may end on the day it began, and not before', () => {
  assert.equal(reason('statuses', { to: '2020-01-01' }), '');
  assert.match(reason('statuses', { to: '2019-12-31' }), /to is before from/);
});

test('what is reported, completed or shared may happen at the same moment as what it follows, and not before', () => {
  assert.equal(reason('notifications', { reported_at: '2026-03-01T20:00' }), '');
  assert.match(reason('notifications', { reported_at: '2026-03-01T19:59:59' }), /reported_at is before occurred_at/);
  const done = {
    offered_at: '2026-03-02T10:00',
    completed_at: '2026-03-02T10:00',
    shared_with_police_at: '2026-03-02T10:00',
  };
  assert.equal(reason('interviews', done), '');
  assert.match(
    reason('interviews', { ...done, completed_at: '2026-03-02T09:59' }),
    /completed_at is before offered_at/,
  );
  assert.match(
    reason('interviews', { ...done, shared_with_police_at: '2026-03-02T09:59' }),
    /shared_with_police_at is before completed_at/,
  );
});

test('a child may go missing on the day of birth, by the calendar of London', () => {
  assert.equal(reason('notifications', { date_of_birth: '2026-03-01' }), '');
  assert.match(reason('notifications', { date_of_birth: '2026-03-02' }), /date_of_birth is after occurred_at/);
  assert.equal(reason('notifications', { occurred_at: '2025-07-01T23:30Z', date_of_birth: '2025-07-02' }), '');
});

test('a notification must name the child in some way', () => {
  assert.match(
    reason('notifications', { child_ref: '' }),
    /nothing says which child it is; give child_ref, police_ref, or date_of_birth/,
  );
  for (const way of [{ police_ref: 'P1' }, { forename: 'Wren' }, { date_of_birth: '2011-05-06' }])
    assert.equal(reason('notifications', { child_ref: '', ...way }), '');
});

test('distances are miles of 0 or more in plain digits', () => {
  for (const miles of ['0', '5', '3.5', '120.25'])
    assert.equal(reason('notifications', { distance_miles: miles }), '', miles);
  assert.match(reason('notifications', { distance_miles: '-0.1' }), /is negative/);
  for (const miles of ['1,200', '3,5', 'five', '1e3', '.5', '5 miles', 'NaN', 'Infinity'])
    assert.match(reason('notifications', { distance_miles: miles }), /not a number of miles/, miles);
});

test('a reason never repeats what was typed, which may be a name in the wrong column', () => {
  for (const feed of Object.values(FEEDS)) {
    for (const [name, column] of Object.entries(feed.columns)) {
      if (column.kind === 'text' || column.kind === 'long-text' || column.kind === 'list') continue;
      assert.doesNotMatch(reason(feed.name, { [name]: 'Wrenna Ashbyson' }), /Wrenna/, name);
    }
  }
});

test('several faults of a row are told at once', () => {
  assert.match(
    reason('children', { child_ref: '', date_of_birth: '06/05/2011', responsible_authority: 'x' }),
    /^child_ref is empty.*\. date_of_birth has .*\. responsible_authority names an agency/,
  );
});
