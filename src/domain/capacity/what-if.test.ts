import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aReturn, anInterviewer } from '../../../test/support/interviewers.ts';
import { at } from '../../../test/support/notifications.ts';
import { plusHours } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { forecast, type Asked } from './forecast.ts';
import { peopleUnder, roomOf, trialsOf, tryOut, workingWeek, type MorePeople, type WhatIf } from './what-if.ts';
import { appointmentsOf } from './working-time.ts';

// A Tuesday.
const NOW = at('2026-03-10T09:00Z');
const NOTHING: WhatIf = { more: null, away: null, give: [] };
const MORE: MorePeople = { count: 1, hoursAWeek: 20, fromOn: '2026-03-10' as PlainDate, weekends: false };
const LENGTH = { interviewMinutes: 120, travelMinutes: 60 };

/** Twelve children who accepted, six of them in Swindon, and one person who holds one interview a day. */
const asked = (changes: Partial<Asked> = {}): Asked => ({
  past: Array.from({ length: 12 }, (_, index) =>
    aReturn(index + 1, plusHours(NOW, -10 - index), {
      stage: 'accepted',
      firstOfferedAt: plusHours(NOW, -2),
      area: index < 6 ? 'oxfordshire' : 'swindon',
    }),
  ),
  people: [anInterviewer({ mostADay: 1 })],
  own: 'oxfordshire',
  now: NOW,
  until: at('2026-03-14T00:00Z'),
  dueHours: 72,
  seed: 3,
  runs: 20,
  ...changes,
});

describe('the week of somebody who is not there yet', () => {
  const days = (hoursAWeek: number, weekends = false) =>
    workingWeek({ hoursAWeek, weekends }, LENGTH).map(({ weekday, fromMinute, toMinute }) => [
      weekday,
      toMinute - fromMinute,
    ]);

  it('has as many days as leave room for an interview on each', () => {
    assert.deepEqual(
      days(20),
      [1, 2, 3, 4, 5].map((weekday) => [weekday, 240]),
    );
    assert.deepEqual(days(6), [
      [1, 180],
      [2, 180],
    ]);
    assert.deepEqual(days(5), [[1, 300]], 'a minute less than two interviews need');
    assert.deepEqual(days(2), [[1, 120]], 'too short for an interview, and still their hours');
  });

  it('begins with the weekend where weekends are worked', () => {
    assert.deepEqual(days(6, true), [
      [6, 180],
      [7, 180],
    ]);
    assert.deepEqual(days(35, true).length, 7);
  });

  it('never holds more hours than were asked for, and no day goes beyond midnight', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        fc.integer({ min: 15, max: 960 }),
        (hours, weekends, minutes) => {
          const week = workingWeek({ hoursAWeek: hours, weekends }, { interviewMinutes: minutes, travelMinutes: 0 });
          const worked = week.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0);
          assert.ok(worked <= hours * 60 && week.every(({ toMinute }) => toMinute <= 1440));
        },
      ),
    );
  });
});

describe('what if', () => {
  it('counts further people from their first day, as long as yours need, and nobody else’s hours change', () => {
    const { people } = asked();
    const from = (fromOn: string): number =>
      roomOf({
        ...asked(),
        people: peopleUnder(people, { ...NOTHING, more: { ...MORE, fromOn: fromOn as PlainDate } }, 'oxfordshire'),
      });
    const own = roomOf(asked());
    // Tuesday to Friday, one interview in four hours each day; today's began at nine.
    assert.equal(from('2026-03-10') - own, 4);
    assert.equal(from('2026-03-11') - own, 3);
    assert.equal(from('2026-03-14') - own, 0);
    assert.deepEqual(peopleUnder(people, NOTHING, 'oxfordshire'), people);
  });

  it('takes from somebody who is away both ends of the days, and from nobody else', () => {
    const people = [anInterviewer({ userId: 1 }), anInterviewer({ userId: 2 })];
    const away = { userId: 2, fromOn: '2026-03-11' as PlainDate, toOn: '2026-03-12' as PlainDate };
    const under = peopleUnder(people, { ...NOTHING, away }, 'oxfordshire');
    const heldBy = (index: number) =>
      appointmentsOf(under, NOW, at('2026-03-14T00:00Z')).filter(({ interviewer }) => interviewer === index).length;
    assert.deepEqual([heldBy(0), heldBy(1)], [8, 4]);
    assert.deepEqual(people[1]?.leave, [], 'what is on record stays');
  });

  it('gives a provider what would be late most often, in its areas alone, and no return to two', () => {
    const one = asked();
    const first = forecast(one);
    const give = [
      { provider: 'streetwise', areas: ['swindon'], count: 9 },
      { provider: 'beacon', areas: [], count: 4 },
    ];
    const { given, late, returns } = tryOut(one, first, { ...NOTHING, give });
    assert.deepEqual(
      [...given],
      [
        ['streetwise', 6],
        ['beacon', 4],
      ],
    );
    assert.equal(returns.middle, first.returns.middle);
    assert.ok(late.middle < first.late.middle);
  });

  it('is the same as the forecast where nothing is tried, and never worse with more people', () => {
    const one = asked();
    const first = forecast(one);
    assert.deepEqual(tryOut(one, first, NOTHING).late, first.late);
    let before = first.late.middle;
    for (const count of [1, 2, 4]) {
      const { middle } = tryOut(one, first, { ...NOTHING, more: { ...MORE, count } }).late;
      assert.ok(middle <= before, `${count} more`);
      before = middle;
    }
    assert.ok(before < first.late.middle);
  });

  it('tries each thing by itself, and several together last', () => {
    const give = [{ provider: 'streetwise', areas: [], count: 2 }];
    assert.deepEqual(trialsOf(NOTHING), []);
    assert.deepEqual(trialsOf({ ...NOTHING, give }), [{ ...NOTHING, give }]);
    assert.deepEqual(trialsOf({ more: MORE, away: null, give }), [
      { ...NOTHING, more: MORE },
      { ...NOTHING, give },
      { more: MORE, away: null, give },
    ]);
  });
});
