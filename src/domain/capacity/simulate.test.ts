import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ALWAYS, aReturn, anInterviewer } from '../../../test/support/interviewers.ts';
import { at } from '../../../test/support/notifications.ts';
import { HOUR, instant, plusHours, toIso, type Instant } from '../time/instant.ts';
import { chanceOf, howMany } from './chance.ts';
import { learn, type Model } from './history.ts';
import { simulate, type Start } from './simulate.ts';
import { appointmentsOf } from './working-time.ts';

const MONDAY = at('2026-03-09T08:00Z');
const NOTHING = learn([], 'oxfordshire', MONDAY);

function aStart(changes: Partial<Start> = {}): Start {
  const people = changes.people ?? [anInterviewer()];
  const now = changes.now ?? MONDAY;
  const until = changes.until ?? plusHours(now, 24);
  return {
    now,
    until,
    open: [],
    people,
    appointments: appointmentsOf(people, now, plusHours(until, 28 * 24)),
    model: NOTHING,
    own: 'oxfordshire',
    given: new Map(),
    dueHours: 72,
    ...changes,
  };
}

/** So many returns a week, all of whom are reached at once and interviewed. */
const busy = (weekly: number): Model => ({ ...NOTHING, weekly, ended: { interview: 1, declined: 0, otherwise: 0 } });

describe('a run', () => {
  it('gives appointments as a person would with pencil and paper', () => {
    // Two a day from 9 to 12 and from 12 to 3. Four children were reached: the first to come back has the first.
    const open = [70, 60, 50, 40].map((ago, index) =>
      aReturn(index + 1, plusHours(MONDAY, -ago), { stage: 'accepted', firstOfferedAt: plusHours(MONDAY, -ago) }),
    );
    const ended = simulate(aStart({ open }), 1, 0);
    assert.deepEqual(
      ended.map(({ key, endedAt, late }) => [key, endedAt === null ? null : toIso(endedAt), late]),
      [
        // Reached before now, all are ready now: the soonest due first.
        [1, '2026-03-09T12:00:00Z', true],
        [2, '2026-03-09T15:00:00Z', false],
        [3, '2026-03-10T12:00:00Z', true],
        [4, '2026-03-10T15:00:00Z', false],
      ],
    );
  });

  it('is in time at the very moment the interview is due', () => {
    const due = (dueAt: Instant): boolean | undefined =>
      simulate(aStart({ open: [aReturn(1, plusHours(MONDAY, -1), { stage: 'accepted', dueAt })] }), 1, 0)[0]?.late;
    assert.equal(due(at('2026-03-09T12:00Z')), false);
    assert.equal(due(instant(at('2026-03-09T12:00Z') - 60_000)), true);
  });

  it('sends nobody to an area they do not go to, nor to a child of their own team', () => {
    const open = [aReturn(1, MONDAY, { stage: 'accepted', area: 'swindon' })];
    const how = (person: Parameters<typeof anInterviewer>[0]): string | undefined =>
      simulate(aStart({ open, people: [anInterviewer(person)] }), 1, 0)[0]?.how;
    assert.equal(how({ areas: ['oxfordshire'] }), 'never');
    assert.equal(how({ areas: ['swindon'] }), 'interview');
    assert.equal(how({ careTeam: 'Children looked after' }), 'never');
  });

  it('sends nobody to a child in a placement of their own agency, open or expected', () => {
    const people = [anInterviewer({ agency: 'oxfordshire' })];
    const open = (placedWith: readonly string[]): string | undefined =>
      simulate(aStart({ open: [aReturn(1, MONDAY, { stage: 'accepted', placedWith })], people }), 1, 0)[0]?.how;
    assert.equal(open(['oxfordshire', 'a-home']), 'never');
    assert.equal(open(['a-home']), 'interview');
    const expected = (placedWith: readonly string[]): boolean => {
      const seen = [{ area: null, team: '', placedWith, provider: null }];
      const start = aStart({ model: { ...busy(40), seen }, people, until: plusHours(MONDAY, 168) });
      return simulate(start, 1, 0).some(({ how }) => how === 'interview');
    };
    assert.equal(expected(['oxfordshire']), false);
    assert.equal(expected([]), true);
  });

  it('leaves to a provider what it has, and takes from our people’s time nothing for it', () => {
    const open = [
      aReturn(1, MONDAY, { stage: 'accepted', allocatedTo: 'streetwise' }),
      aReturn(2, MONDAY, { stage: 'accepted' }),
    ];
    const ended = simulate(aStart({ open, given: new Map([[1, 'streetwise']]) }), 1, 0);
    assert.deepEqual(
      ended.map(({ key, how }) => [key, how]).toSorted(([a], [b]) => Number(a) - Number(b)),
      [
        [1, 'provider'],
        [2, 'interview'],
      ],
    );
    assert.equal(ended.find(({ key }) => key === 2)?.endedAt, at('2026-03-09T12:00Z'));
  });

  it('repeats itself by its seed, and differs by another', () => {
    const start = aStart({ model: busy(100), until: plusHours(MONDAY, 168) });
    assert.deepEqual(simulate(start, 7, 3), simulate(start, 7, 3));
    assert.notDeepEqual(simulate(start, 7, 3), simulate(start, 8, 3));
    assert.notDeepEqual(simulate(start, 7, 3), simulate(start, 7, 4));
  });
});

describe('any run', () => {
  const people = fc.array(
    fc.record({
      mostADay: fc.integer({ min: 1, max: 4 }),
      interviewMinutes: fc.integer({ min: 30, max: 240 }),
      travelMinutes: fc.integer({ min: 0, max: 120 }),
      areas: fc.constantFrom([], ['oxfordshire'], ['swindon']),
    }),
    { maxLength: 4 },
  );
  const open = fc.array(
    fc.record({
      ago: fc.integer({ min: 0, max: 100 }),
      stage: fc.constantFrom('accepted' as const, 'not-offered' as const, 'unreached' as const),
      area: fc.constantFrom('oxfordshire', 'swindon', null),
    }),
    { maxLength: 25 },
  );
  const model: Model = {
    ...NOTHING,
    weekly: 20,
    ended: { interview: 5, declined: 3, otherwise: 2 },
    untilReached: [1, 10, 30, 90].map((hours) => hours * HOUR),
    untilDeclined: [5 * HOUR],
    untilOtherwise: [0, 80 * HOUR],
    seen: [
      { area: 'oxfordshire', team: 'a', placedWith: [], provider: null },
      { area: 'swindon', team: 'b', placedWith: [], provider: 'streetwise' },
    ],
  };
  const startOf = (given: { mostADay: number }[], returns: { ago: number }[]): Start =>
    aStart({
      people: given.map((changes, index) => anInterviewer({ userId: index + 1, ...changes })),
      open: returns.map(({ ago, ...changes }, index) => aReturn(index + 1, plusHours(MONDAY, -ago), changes)),
      until: plusHours(MONDAY, 5 * 24),
      model,
    });

  it('ends each open return once, before nothing that it waits for, and holds no appointment twice', () => {
    fc.assert(
      fc.property(people, open, fc.nat(), (some, returns, seed) => {
        const start = startOf(some, returns);
        const ended = simulate(start, seed, 0);
        const keys = ended.flatMap(({ key }) => key ?? []).sort((a, b) => a - b);
        assert.deepEqual(
          keys,
          start.open.map(({ key }) => key),
        );
        for (const { readyAt, endedAt, how, late, dueAt } of ended) {
          assert.equal(endedAt === null, how === 'never');
          assert.ok(endedAt === null || endedAt >= readyAt);
          assert.equal(late, endedAt === null || endedAt > dueAt);
        }
        const held = ended.filter(({ how }) => how === 'interview').length;
        assert.ok(held <= start.appointments.length);
      }),
      { numRuns: 60 },
    );
  });

  it('is never later, for any return, with one more interviewer', () => {
    fc.assert(
      fc.property(people, open, fc.nat(), (some, returns, seed) => {
        const more = simulate(startOf([...some, { mostADay: 2 }], returns), seed, 0);
        for (const [index, one] of simulate(startOf(some, returns), seed, 0).entries()) {
          const same = more[index];
          assert.equal(same?.key, one.key);
          assert.equal(same?.readyAt, one.readyAt);
          assert.ok((same?.endedAt ?? Infinity) <= (one.endedAt ?? Infinity));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the queue', () => {
  it('waits as long as theory says: Poisson arrivals, appointments of one length, one person who never sleeps', () => {
    // Of a queue of this kind served at fixed times the mean wait is D / (2 (1 - load)): half an appointment until the next
    // begins, and load x D / (2 (1 - load)) for those before.
    const person = anInterviewer({ working: ALWAYS, mostADay: 24, interviewMinutes: 60, travelMinutes: 0 });
    for (const load of [0.3, 0.6, 0.8]) {
      const until = plusHours(MONDAY, 80 * 168);
      const model = busy(load * 168);
      const ended = simulate(aStart({ people: [person], model, until }), 11, 0);
      const waits = ended.map(({ readyAt, endedAt }) => (Number(endedAt) - readyAt) / HOUR - 1);
      const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
      const theory = 1 / (2 * (1 - load));
      assert.ok(waits.length > 2000, `${waits.length} arrivals`);
      assert.ok(Math.abs(mean - theory) < 0.15 * theory, `load ${load}: waited ${mean}, theory ${theory}`);
    }
  });

  it('draws as many as expected, evenly', () => {
    const counts = Array.from({ length: 20_000 }, (_, run) => howMany(chanceOf(5, run), 1.5));
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const spread = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    assert.ok(Math.abs(mean - 1.5) < 0.05, `mean ${mean}`);
    assert.ok(Math.abs(spread - 1.5) < 0.08, `variance ${spread}`);
    assert.equal(howMany(chanceOf(1), 0), 0);
  });
});
