import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anInterviewer } from '../../../test/support/interviewers.ts';
import { at } from '../../../test/support/notifications.ts';
import { plusHours } from '../time/instant.ts';
import { suggest, type ReturnToAllocate } from './suggest.ts';
import { waitingList } from './waiting.ts';

const MONDAY = at('2026-03-09T08:00Z');
const aWanted = (changes: Partial<ReturnToAllocate> = {}): ReturnToAllocate => ({
  dueAt: plusHours(MONDAY, 72),
  area: 'oxfordshire',
  team: 'Children looked after',
  languages: [],
  placedWith: [],
  interviewedBefore: new Map(),
  ...changes,
});
const orderOf = (
  wanted: ReturnToAllocate,
  people: Parameters<typeof suggest>[1],
  booked: ReadonlyMap<number, number> = new Map(),
): number[] => suggest(wanted, people, booked, MONDAY).suggested.map(({ interviewer }) => interviewer.userId);

describe('suggesting an interviewer', () => {
  it('puts first who interviewed this child most often, among those who are free in time', () => {
    const people = [1, 2, 3].map((userId) => anInterviewer({ userId }));
    const interviewedBefore = new Map([
      [2, 1],
      [3, 4],
    ]);
    assert.deepEqual(orderOf(aWanted({ interviewedBefore }), people), [3, 2, 1]);
    const { suggested } = suggest(aWanted({ interviewedBefore }), people, new Map(), MONDAY);
    assert.match(suggested[0]?.because[0]?.sentence ?? '', /Interviewed this child 4 times before/);
    assert.ok(suggested.every(({ because }) => because.every(({ source }) => source !== '')));
  });

  it('puts who is free in time before who is not, even before the same person', () => {
    const people = [anInterviewer({ userId: 1 }), anInterviewer({ userId: 2 })];
    assert.deepEqual(orderOf(aWanted({ interviewedBefore: new Map([[1, 9]]) }), people, new Map([[1, 6]])), [2, 1]);
    assert.deepEqual(orderOf(aWanted({ interviewedBefore: new Map([[1, 9]]) }), people, new Map([[1, 5]])), [1, 2]);
  });

  it('takes an appointment that ends exactly when the interview is due as in time, and a minute later as late', () => {
    const people = [anInterviewer()];
    const inTime = (dueAt: ReturnType<typeof at>): boolean | undefined =>
      suggest(aWanted({ dueAt }), people, new Map(), MONDAY).suggested[0]?.inTime;
    assert.equal(inTime(at('2026-03-09T12:00Z')), true);
    assert.equal(inTime(at('2026-03-09T11:59Z')), false);
  });

  it('puts a language that is needed before all else, and the area before the soonest time', () => {
    const people = [
      anInterviewer({ userId: 1, areas: ['swindon'] }),
      anInterviewer({ userId: 2, areas: ['oxfordshire'] }),
      anInterviewer({ userId: 3, areas: ['swindon'], languages: ['sq'] }),
    ];
    assert.deepEqual(orderOf(aWanted(), people), [2, 1, 3]);
    assert.deepEqual(orderOf(aWanted({ languages: ['sq'] }), people), [3, 2, 1]);
  });

  it('never suggests who has a part in the child’s care, even the only one there is', () => {
    const people = [
      anInterviewer({ userId: 1, careTeam: 'Children looked after' }),
      anInterviewer({ userId: 2, careTeam: 'Early help' }),
      anInterviewer({ userId: 3, agency: 'the-elms' }),
    ];
    const found = suggest(
      aWanted({ placedWith: ['the-elms'], interviewedBefore: new Map([[1, 5]]) }),
      people,
      new Map(),
      MONDAY,
    );
    assert.deepEqual(
      found.suggested.map(({ interviewer }) => interviewer.userId),
      [2],
    );
    assert.deepEqual(
      found.barred.map(({ interviewer, because }) => [interviewer.userId, because.code]),
      [
        [1, 'care-team'],
        [3, 'placement'],
      ],
    );
  });

  it('breaks ties alike, in whatever order people are given', () => {
    const people = [1, 2, 3, 4].map((userId) => anInterviewer({ userId }));
    assert.deepEqual(orderOf(aWanted(), people.toReversed()), [1, 2, 3, 4]);
    assert.deepEqual(
      orderOf(
        aWanted(),
        [people[2], people[0], people[3], people[1]].flatMap((one) => one ?? []),
      ),
      [1, 2, 3, 4],
    );
  });

  it('says of who has no time within four weeks that they have none', () => {
    const { suggested } = suggest(aWanted(), [anInterviewer({ working: [] })], new Map(), MONDAY);
    assert.equal(suggested[0]?.freeAt, null);
    assert.equal(suggested[0]?.inTime, false);
  });
});

describe('the waiting list', () => {
  it('holds those for whom nobody is named: red first, what was not triaged before green, then the soonest due', () => {
    const one = (
      order: number,
      triageLevel: 'red' | 'amber' | 'green' | null,
      due: number,
      interviewerId: number | null = null,
    ) => ({
      order,
      triageLevel,
      dueAt: plusHours(MONDAY, due),
      returnedAt: MONDAY,
      interviewerId,
    });
    const list = [
      one(1, 'green', 1),
      one(2, null, 1),
      one(3, 'amber', 9),
      one(4, 'red', 30),
      one(5, 'red', 20),
      one(6, 'red', 1, 7),
      one(8, 'red', 20),
    ];
    assert.deepEqual(
      waitingList(list).map(({ order }) => order),
      [5, 8, 4, 3, 2, 1],
    );
  });
});
