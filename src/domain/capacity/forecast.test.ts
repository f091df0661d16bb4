import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aReturn, anInterviewer } from '../../../test/support/interviewers.ts';
import { at } from '../../../test/support/notifications.ts';
import { HOUR, plusHours, type Instant } from '../time/instant.ts';
import { backTest } from './back-test.ts';
import { forecast, openAt, spreadOf, toGive, type Asked } from './forecast.ts';
import { expectedIn, learn, type PastReturn } from './history.ts';
import { lengthsHeld, withLengths } from './lengths.ts';

const NOW = at('2026-03-10T09:00Z');

/** Twenty weeks of three returns a day, told at 10, 13 and 16 and interviewed a day later; the last open. */
function history(lateFrom: Instant = plusHours(NOW, 1)): PastReturn[] {
  const past: PastReturn[] = [];
  for (let day = 140; day >= 1; day -= 1)
    for (const hour of [10, 13, 16]) {
      const returnedAt = plusHours(at('2026-03-10T00:00Z'), -24 * day + hour);
      const outcomeAt = plusHours(returnedAt, returnedAt >= lateFrom ? 90 : 25);
      const done = outcomeAt < NOW;
      past.push(
        aReturn(past.length + 1, returnedAt, {
          firstOfferedAt: plusHours(returnedAt, 2),
          outcome: done ? 'completed' : null,
          outcomeAt: done ? outcomeAt : null,
          stage: done ? null : 'accepted',
        }),
      );
    }
  return past;
}

const asked = (changes: Partial<Asked> = {}): Asked => ({
  past: history(),
  people: [1, 2].map((userId) => anInterviewer({ userId })),
  own: 'oxfordshire',
  now: NOW,
  until: at('2026-03-14T00:00Z'),
  dueHours: 72,
  seed: 3,
  runs: 60,
  ...changes,
});

describe('what history says', () => {
  it('learns how many come when, and how long until they are reached', () => {
    const model = learn(history(), 'oxfordshire', NOW);
    assert.ok(Math.abs(model.weekly - 21) < 0.2, String(model.weekly));
    // But for the last days of summer time, on which it was 11 in London.
    assert.ok(Math.abs((model.inHour[10] ?? 0) - 1 / 3) < 0.02);
    assert.deepEqual(model.untilReached.at(0), 2 * HOUR);
    assert.ok(expectedIn(model, at('2026-03-11T10:00Z')) > 0.9);
    assert.equal(expectedIn(model, at('2026-03-11T03:00Z')), 0);
  });

  it('uses nothing that happened at the instant it looks from, or later', () => {
    const past = [
      aReturn(1, plusHours(NOW, -2), { firstOfferedAt: NOW, outcome: 'completed', outcomeAt: NOW }),
      aReturn(2, NOW, { firstOfferedAt: NOW }),
    ];
    const model = learn(past, 'oxfordshire', NOW);
    assert.equal(model.returns, 1);
    assert.equal(model.ended.interview, 0);
    assert.deepEqual(model.untilReached, []);
  });
});

describe('a forecast', () => {
  it('repeats itself, counts what is open, and gets no better by fewer people', () => {
    const [first, again] = [forecast(asked()), forecast(asked())];
    assert.deepEqual(first, again);
    assert.equal(first.open, openAt(history(), NOW).length);
    assert.ok(first.returns.middle > first.open);
    const late = [0, 1, 2, 4].map(
      (count) =>
        forecast(asked({ people: Array.from({ length: count }, (_, index) => anInterviewer({ userId: index + 1 })) }))
          .late,
    );
    for (const [index, one] of late.entries()) {
      const before = late[index - 1];
      if (before) assert.ok(one.middle <= before.middle && one.low <= before.low && one.high <= before.high);
    }
    assert.equal(late[0]?.low, forecast(asked({ people: [] })).returns.low, 'without anybody all are late');
  });

  it('says what giving some away changes, on the same chances', () => {
    const one = asked({ people: [anInterviewer({ mostADay: 1 })] });
    const before = forecast(one);
    const given = toGive(one, before, 2);
    assert.equal(given.length, 2);
    const shares = given.map(({ key }) => before.lateShare.get(key) ?? 0);
    assert.ok(
      Math.min(...shares) >=
        Math.max(
          ...openAt(one.past, NOW)
            .filter((open) => !given.includes(open))
            .map(({ key }) => before.lateShare.get(key) ?? 0),
        ),
    );
    const after = forecast(one, new Map(given.map(({ key }) => [key, 'streetwise'])));
    assert.equal(after.returns.middle, before.returns.middle);
    assert.ok(after.late.middle <= before.late.middle);
  });

  it('counts apart what is late already, and leaves out what was due two weeks ago and longer', () => {
    const due = (dueAt: Instant): { open: number; lateAlready: number; leftOver: number } => {
      const { open, lateAlready, leftOver } = forecast(asked({ past: [aReturn(1, plusHours(NOW, -999), { dueAt })] }));
      return { open, lateAlready, leftOver };
    };
    const minute = 1 / 60;
    assert.deepEqual(due(NOW), { open: 1, lateAlready: 0, leftOver: 0 });
    assert.deepEqual(due(plusHours(NOW, -minute)), { open: 0, lateAlready: 1, leftOver: 0 });
    assert.deepEqual(due(plusHours(NOW, -336)), { open: 0, lateAlready: 1, leftOver: 0 });
    assert.deepEqual(due(plusHours(NOW, -336 - minute)), { open: 0, lateAlready: 0, leftOver: 1 });
  });

  it('takes the middle and the tenth from either end', () => {
    assert.deepEqual(spreadOf([5, 1, 4, 2, 3, 10, 9, 8, 7, 6]), { middle: 5, low: 1, high: 9 });
    assert.deepEqual(spreadOf([]), { middle: 0, low: 0, high: 0 });
  });
});

describe('how long interviews take', () => {
  const held = (count: number, changes: Partial<PastReturn> = {}): PastReturn[] =>
    Array.from({ length: count }, (_, index) =>
      aReturn(index + 1, plusHours(NOW, -100), {
        outcome: 'completed',
        outcomeAt: plusHours(NOW, -30),
        stage: null,
        heldBy: 'oxfordshire',
        interviewMinutes: 40 + index,
        travelMinutes: 90,
        ...changes,
      }),
    );

  it('is learnt from ten that say so, and not from nine', () => {
    const lengths = lengthsHeld(held(10), 'oxfordshire', NOW);
    assert.deepEqual(lengths, { interview: { minutes: 105, from: 10 }, travel: { minutes: 90, from: 10 } });
    assert.deepEqual(lengthsHeld(held(9), 'oxfordshire', NOW).interview, { minutes: null, from: 9 });
    const [person] = withLengths([anInterviewer()], lengths);
    assert.deepEqual([person?.interviewMinutes, person?.travelMinutes], [105, 90]);
    const [asSet] = withLengths([anInterviewer()], lengthsHeld(held(9), 'oxfordshire', NOW));
    assert.deepEqual([asSet?.interviewMinutes, asSet?.travelMinutes], [120, 60]);
  });

  it('is learnt of what our people held, once for each interview, within half a year and before now', () => {
    const from = (changes: Partial<PastReturn>): number =>
      lengthsHeld(held(10, changes), 'oxfordshire', NOW).travel.from;
    assert.equal(from({ heldBy: 'streetwise' }), 0);
    assert.equal(from({ outcome: 'covered' }), 0);
    assert.equal(from({ outcomeAt: NOW }), 0);
    assert.equal(from({ outcomeAt: plusHours(NOW, -26 * 168) }), 10);
    assert.equal(from({ outcomeAt: plusHours(NOW, -26 * 168 - 1) }), 0);
    assert.equal(from({ travelMinutes: null }), 0);
  });

  it('makes more late where it takes longer than was put down, in the back-test from the week in which it was known', () => {
    const slow = history().map((one) => ({ ...one, heldBy: 'oxfordshire', interviewMinutes: 200, travelMinutes: 150 }));
    const before = backTest(asked(), 3);
    const after = backTest(asked({ past: slow }), 3);
    assert.ok((after.bias ?? 0) > (before.bias ?? 0), `${after.bias} and ${before.bias}`);
    const lately = slow.map((one) =>
      one.outcomeAt !== null && one.outcomeAt >= at('2026-02-23T00:00Z')
        ? one
        : { ...one, interviewMinutes: null, travelMinutes: null },
    );
    assert.deepEqual(backTest(asked({ past: lately }), 3).weeks.map(({ said }) => said)[0], before.weeks[0]?.said);
  });
});

describe('the back-test', () => {
  it('compares each week with what happened, and says how often and by how much it was wrong', () => {
    const people = [1, 2, 3, 4].map((userId) =>
      anInterviewer({ userId, working: anInterviewer().working, mostADay: 2 }),
    );
    const good = backTest(asked({ people }), 6);
    assert.deepEqual(
      good.weeks.map(({ weekOf }) => weekOf),
      ['2026-01-19', '2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'],
    );
    assert.equal(good.tested, 6);
    assert.ok(good.weeks.every(({ late }) => late === 0));
    const bad = backTest(asked({ people, past: history(at('2026-02-16T00:00Z')) }), 6);
    assert.ok(
      bad.weeks.slice(4).every(({ late, within }) => late >= 20 && within === false),
      JSON.stringify(bad),
    );
    assert.ok((bad.bias ?? 0) < (good.bias ?? 0));
    assert.ok((bad.coverage ?? 1) < 1);
  });

  it('does not look ahead: what happens after a week began changes nothing of what was said', () => {
    const weeks = (past: PastReturn[]) => backTest(asked({ past }), 3).weeks.map(({ said }) => said);
    const changed = history().map((one) =>
      one.returnedAt >= at('2026-03-02T00:00Z') ? { ...one, outcome: null, outcomeAt: null } : one,
    );
    assert.deepEqual(weeks(changed), weeks(history()));
  });

  it('says nothing of weeks in which nobody is on record as an interviewer', () => {
    const people = [anInterviewer({ fromOn: '2026-02-23' as never })];
    const { weeks, tested } = backTest(asked({ people }), 3);
    assert.deepEqual(
      weeks.map(({ said }) => said === null),
      [true, true, false],
    );
    assert.equal(tested, 1);
    const none = backTest(asked({ people: [] }), 3);
    assert.deepEqual([none.coverage, none.bias], [null, null]);
  });
});
