import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anInterviewer, hours } from '../../../test/support/interviewers.ts';
import { at } from '../../../test/support/notifications.ts';
import { toIso } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { appointmentsOf, minuteOf, weekdayOf, workingSpansOn, worksOn } from './working-time.ts';

const on = (text: string): PlainDate => text as PlainDate;
const begins = (people: Parameters<typeof appointmentsOf>[0], from: string, until: string): string[] =>
  appointmentsOf(people, at(from), at(until)).map(({ start }) => toIso(start));

describe('working time', () => {
  it('knows the weekdays, before 1970 too', () => {
    assert.deepEqual(
      ['2026-03-09', '2026-03-15', '1970-01-01', '1969-12-31'].map((date) => weekdayOf(on(date))),
      [1, 7, 4, 3],
    );
  });

  it('says what a minute of the day means when the clocks change', () => {
    assert.equal(toIso(minuteOf(on('2026-03-29'), 59)), '2026-03-29T00:59:00Z');
    assert.equal(toIso(minuteOf(on('2026-03-29'), 60)), '2026-03-29T01:00:00Z');
    assert.equal(toIso(minuteOf(on('2026-03-29'), 119)), '2026-03-29T01:00:00Z');
    assert.equal(toIso(minuteOf(on('2026-03-29'), 120)), '2026-03-29T01:00:00Z');
    assert.equal(toIso(minuteOf(on('2026-03-29'), 121)), '2026-03-29T01:01:00Z');
    assert.equal(toIso(minuteOf(on('2026-10-25'), 90)), '2026-10-25T00:30:00Z');
    assert.equal(toIso(minuteOf(on('2026-10-25'), 120)), '2026-10-25T02:00:00Z');
    assert.equal(toIso(minuteOf(on('2026-03-29'), 1440)), '2026-03-29T23:00:00Z');
  });

  it('works 9 to 5 on the clock on the wall, whatever the clocks did in the night', () => {
    const sundays = hours(9, 17, [7]);
    for (const date of ['2026-03-22', '2026-03-29', '2026-10-18', '2026-10-25']) {
      const [span] = workingSpansOn(sundays, on(date));
      assert.ok(span);
      assert.equal(span.end - span.start, 8 * 3_600_000, date);
    }
    const [night] = workingSpansOn(hours(0, 4, [7]), on('2026-03-29'));
    assert.equal(night && night.end - night.start, 3 * 3_600_000);
    const [long] = workingSpansOn(hours(0, 4, [7]), on('2026-10-25'));
    assert.equal(long && long.end - long.start, 5 * 3_600_000);
  });

  it('counts the first and the last day of work and of leave', () => {
    const person = anInterviewer({
      fromOn: on('2026-03-10'),
      untilOn: on('2026-03-20'),
      leave: [{ fromOn: on('2026-03-12'), toOn: on('2026-03-13') }],
    });
    const days = [
      '2026-03-09',
      '2026-03-10',
      '2026-03-11',
      '2026-03-12',
      '2026-03-13',
      '2026-03-14',
      '2026-03-20',
      '2026-03-21',
    ];
    assert.deepEqual(
      days.map((date) => worksOn(person, on(date))),
      [false, true, true, false, false, true, true, false],
    );
  });

  it('cuts a day into as many appointments as fit, and no more than the most of a day', () => {
    assert.deepEqual(begins([anInterviewer()], '2026-03-09T00:00Z', '2026-03-10T00:00Z'), [
      '2026-03-09T09:00:00Z',
      '2026-03-09T12:00:00Z',
    ]);
    assert.deepEqual(begins([anInterviewer({ mostADay: 1 })], '2026-03-09T00:00Z', '2026-03-10T00:00Z'), [
      '2026-03-09T09:00:00Z',
    ]);
    assert.deepEqual(begins([anInterviewer({ mostADay: 9 })], '2026-03-09T00:00Z', '2026-03-10T00:00Z').length, 2);
    assert.deepEqual(
      begins([anInterviewer({ interviewMinutes: 480, travelMinutes: 1 })], '2026-03-09T00:00Z', '2026-03-10T00:00Z'),
      [],
    );
    assert.deepEqual(
      begins([anInterviewer({ interviewMinutes: 480, travelMinutes: 0 })], '2026-03-09T00:00Z', '2026-03-10T00:00Z')
        .length,
      1,
    );
  });

  it('offers what begins at the very instant asked from, not a minute before, nor at the end', () => {
    assert.equal(begins([anInterviewer()], '2026-03-09T09:00Z', '2026-03-09T12:00Z').length, 1);
    assert.deepEqual(begins([anInterviewer()], '2026-03-09T09:01Z', '2026-03-09T12:01Z'), ['2026-03-09T12:00:00Z']);
  });

  it('gives those of several people in the order in which they end', () => {
    const people = [anInterviewer(), anInterviewer({ userId: 2, interviewMinutes: 60, travelMinutes: 0 })];
    const found = appointmentsOf(people, at('2026-03-09T00:00Z'), at('2026-03-10T00:00Z'));
    assert.deepEqual(
      found.map(({ interviewer }) => interviewer),
      [1, 1, 0, 0],
    );
  });
});
