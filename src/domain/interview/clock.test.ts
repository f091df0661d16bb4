import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import { clockOf, dueAfter, whyLate, type ClockedReturn, type ClockState, type LatenessFacts } from './clock.ts';

const MINUTE = 60_000;
const RULES = { interviewWithinHours: 72, atRiskWithinHours: 24 };
const returnedAt = at('2026-03-28T10:00Z');
const dueAt = dueAfter(returnedAt, RULES);

function open(): ClockedReturn {
  return { returnedAt, dueAt, outcome: null, outcomeAt: null };
}

function ended(outcome: ClockedReturn['outcome'], outcomeAt: Instant): ClockedReturn {
  return { returnedAt, dueAt, outcome, outcomeAt };
}

const after = (from: Instant, milliseconds: number): Instant => (from + milliseconds) as Instant;

describe('the clock of a return interview', () => {
  it('is 72 elapsed hours from every minute of eight days around each change of the clocks, 2024 to 2040', () => {
    let minutes = 0;
    for (let year = 2024; year <= 2040; year++) {
      let change = Temporal.ZonedDateTime.from(`${year}-01-01T00:00[Europe/London]`).getTimeZoneTransition('next');
      for (const expectedShift of [HOUR, -HOUR]) {
        assert.ok(change !== null && change.year === year);
        const first = change.epochMilliseconds - 4 * 24 * HOUR;
        for (let from = first; from < first + 8 * 24 * HOUR; from += MINUTE) {
          const due = dueAfter(from as Instant, RULES);
          // The time zone's own arithmetic: adding hours to a civil time counts elapsed hours.
          const back = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO('Europe/London');
          const expected = back.add({ hours: 72 });
          if (due !== expected.epochMilliseconds) assert.fail(`${back.toString()}: ${due}`);
          if (londonDate(due) !== expected.toPlainDate().toString()) assert.fail(`${back.toString()}: another day`);
          // Seen by the wall clock it is three days, but for the hour that the change takes or gives.
          const wall = expected.toPlainDateTime().since(back.toPlainDateTime()).total('milliseconds');
          const crosses = from < change.epochMilliseconds && due >= change.epochMilliseconds;
          if (wall !== 72 * HOUR + (crosses ? expectedShift : 0)) assert.fail(`${back.toString()}: wall ${wall}`);
          const one = { returnedAt: from as Instant, dueAt: due, outcome: null, outcomeAt: null };
          const state = (now: number): ClockState => clockOf(one, RULES, now as Instant).state;
          if (
            state(due - 24 * HOUR - MINUTE) !== 'in-time' ||
            state(due - 24 * HOUR) !== 'at-risk' ||
            state(due) !== 'at-risk' ||
            state(due + MINUTE) !== 'late'
          )
            assert.fail(`${back.toString()}: a state is wrong`);
          minutes++;
        }
        change = change.getTimeZoneTransition('next');
      }
    }
    assert.equal(minutes, 17 * 2 * 8 * 24 * 60);
  });

  it('is in time, at risk, then late, by the minute', () => {
    const stateAt = (offset: number): readonly [ClockState, number | null, number] => {
      const { state, remaining, lateBy } = clockOf(open(), RULES, after(dueAt, offset));
      return [state, remaining, lateBy];
    };
    assert.deepEqual(stateAt(-24 * HOUR - MINUTE), ['in-time', 24 * HOUR + MINUTE, 0]);
    assert.deepEqual(stateAt(-24 * HOUR), ['at-risk', 24 * HOUR, 0]);
    assert.deepEqual(stateAt(-24 * HOUR + MINUTE), ['at-risk', 24 * HOUR - MINUTE, 0]);
    assert.deepEqual(stateAt(-MINUTE), ['at-risk', MINUTE, 0]);
    assert.deepEqual(stateAt(0), ['at-risk', 0, 0]);
    assert.deepEqual(stateAt(1), ['late', -1, 1]);
    assert.deepEqual(stateAt(MINUTE), ['late', -MINUTE, MINUTE]);
  });

  it('says what is left, whether one or several', () => {
    const leftAt = (left: number): string =>
      clockOf(open(), RULES, after(dueAt, -left)).because[0]?.sentence.split(',')[0] ?? '';
    assert.equal(leftAt(61 * HOUR), '2 days 13 hours are left.');
    assert.equal(leftAt(48 * HOUR), '2 days are left.');
    assert.equal(leftAt(24 * HOUR), '1 day is left');
    assert.equal(leftAt(HOUR + MINUTE), '1 hour 1 minute are left');
    assert.equal(leftAt(MINUTE), '1 minute is left');
    assert.equal(leftAt(1), 'Less than a minute is left');
    assert.equal(leftAt(0), 'No time is left');
  });

  it('says of what has ended whether it was in time, to the minute, and does not run on', () => {
    const cases: readonly [ClockedReturn['outcome'], number, ClockState][] = [
      ['completed', 0, 'held-in-time'],
      ['completed', MINUTE, 'held-late'],
      ['covered', -MINUTE, 'held-in-time'],
      ['covered', 1, 'held-late'],
      ['declined', 0, 'ended-in-time'],
      ['attempts-exhausted', MINUTE, 'ended-late'],
      ['not-required', -72 * HOUR, 'ended-in-time'],
      ['missing-again', 0, 'ended-in-time'],
      ['passed', MINUTE, 'ended-late'],
    ];
    for (const [outcome, offset, expected] of cases) {
      const clock = clockOf(ended(outcome, after(dueAt, offset)), RULES, after(dueAt, 1000 * HOUR));
      assert.equal(clock.state, expected, `${outcome} ${offset}`);
      assert.equal(clock.remaining, null);
      assert.equal(clock.lateBy, Math.max(0, offset));
    }
  });

  it('says in every state that nothing pauses it', () => {
    for (const one of [open(), ended('completed', dueAt)]) {
      for (const offset of [-50 * HOUR, -HOUR, HOUR]) {
        const { because } = clockOf(one, RULES, after(dueAt, offset));
        assert.match(because.map(({ sentence }) => sentence).join(' '), /nothing pauses/);
      }
    }
  });
});

describe('why a return is late', () => {
  const facts: LatenessFacts = {
    returnedAt,
    dueAt,
    firstOfferedAt: after(returnedAt, HOUR),
    attempts: 0,
    outcome: null,
    stage: 'waiting',
    lateCause: null,
    takenOverFrom: null,
    returnLearntAt: after(returnedAt, HOUR),
    explained: null,
  };
  const codes = (different: Partial<LatenessFacts>): string[] =>
    whyLate({ ...facts, ...different }).map(({ code }) => code);

  it('tells when Homeward learnt of the return: an hour is nothing, a minute more is', () => {
    assert.deepEqual(codes({}), ['waiting']);
    assert.deepEqual(codes({ returnLearntAt: after(returnedAt, HOUR + MINUTE) }), ['learnt-late', 'waiting']);
    assert.deepEqual(codes({ returnLearntAt: dueAt }), ['learnt-late', 'waiting']);
    assert.deepEqual(codes({ returnLearntAt: after(dueAt, MINUTE) }), ['learnt-after-due', 'waiting']);
    assert.deepEqual(codes({ returnLearntAt: null }), ['waiting']);
  });

  it('tells when it was offered: a day is soon, a minute more is not, and after the due time is worse', () => {
    assert.deepEqual(codes({ firstOfferedAt: after(returnedAt, 24 * HOUR) }), ['waiting']);
    assert.deepEqual(codes({ firstOfferedAt: after(returnedAt, 24 * HOUR + MINUTE) }), ['offered-late', 'waiting']);
    assert.deepEqual(codes({ firstOfferedAt: after(dueAt, MINUTE) }), ['offered-after-due', 'waiting']);
    assert.deepEqual(codes({ firstOfferedAt: null, stage: 'not-offered' }), ['not-offered']);
  });

  it('puts what somebody explained first, in their words', () => {
    const [first] = whyLate({ ...facts, lateCause: 'distance', explained: 'The home is in Kent' });
    assert.equal(first?.sentence, 'The placement is far away. The home is in Kent');
  });

  it('tells of each stage and of a return that was taken over', () => {
    assert.deepEqual(codes({ stage: 'unreached', attempts: 2 }), ['not-reached']);
    assert.deepEqual(codes({ stage: 'accepted' }), ['accepted']);
    assert.deepEqual(codes({ stage: 'pass-asked', takenOverFrom: 'swindon' }), ['pass-asked', 'taken-over']);
  });
});
