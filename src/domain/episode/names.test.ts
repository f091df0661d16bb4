import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aChild, aCouncilNotification, aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { episodeCalled, everyNameOf } from './names.ts';

type Told = { readonly content: EntryContent; readonly at: Instant };

const DAY = 24 * HOUR;
const MINUTE = HOUR / 60;
const BEGIN = at('2026-03-01T20:00Z');

/** Folded as it was learnt: each a minute after the one before. */
function recordOf(told: readonly Told[]): ChildRecord {
  const all: Told[] = [{ content: { kind: 'child-recorded', details: aChild() }, at: BEGIN }, ...told];
  const entries = all.map(({ content, at: occurredAt }, index): Entry => ({
    version: index + 1,
    occurredAt,
    recordedAt: (BEGIN + 60 * DAY + index * MINUTE) as Instant,
    recordedBy: 'oxfordshire',
    userId: null,
    sourceKey: null,
    content,
  }));
  return fold(entries, FOLD_RULES);
}

/** The council's own report of the absence that begins so many days on, and of the return twelve hours later. */
function byCouncil(day: number, incidentRef: string | null): Told[] {
  return (['missing', 'found'] as const).map((kind, index): Told => {
    const occurredAt = (BEGIN + day * DAY + index * 12 * HOUR) as Instant;
    const notificationRef = `C${day}${kind}`;
    const notification = aCouncilNotification({ notificationRef, incidentRef, kind, occurredAt });
    return { content: { kind: 'notification-received', notification }, at: occurredAt };
  });
}

/** The police's report of the same, ten minutes otherwise. */
function byPolice(day: number, incidentRef: string): Told[] {
  return (['missing', 'found'] as const).map((kind, index): Told => {
    const occurredAt = (BEGIN + day * DAY + index * 12 * HOUR + 10 * MINUTE) as Instant;
    const notification = aNotification({ notificationRef: `P${day}${kind}`, incidentRef, kind, occurredAt });
    return { content: { kind: 'notification-received', notification }, at: occurredAt };
  });
}

const why = 'A reason';

function held(interviewRef: string, incidentRefs: readonly string[], day: number): Told {
  const content = {
    kind: 'interview-held',
    interviewRef,
    incidentRefs,
    agency: 'oxfordshire',
    interviewerId: 1,
    participation: 'whole',
    independent: true,
    chose: [],
    place: 'home',
    present: [],
    reasons: [],
    words: {},
  } as const satisfies EntryContent;
  return { content, at: (BEGIN + day * DAY + 20 * HOUR) as Instant };
}

function decidedAt(day: number): Instant {
  return (BEGIN + day * DAY + 15 * HOUR) as Instant;
}

const outcomes = ({ returns }: ChildRecord): unknown =>
  returns.map((one) => [
    one.outcome,
    one.outcomeAt,
    one.triageLevel,
    one.triageDecidedAt,
    one.lateCause,
    one.interviewRef,
  ]);

describe('what was decided about an absence', () => {
  it('stands when the police report the absence later than the council', () => {
    const acts: Told[] = [
      held('W0', ['C0missing'], 0),
      {
        content: { kind: 'return-closed', episodeKey: 'CSC1', as: 'not-required', decidedBy: 'Manager', why },
        at: decidedAt(5),
      },
      {
        content: { kind: 'lateness-explained', episodeKey: 'C9missing', cause: 'no-interviewer', why },
        at: decidedAt(14),
      },
    ];
    const told = [...byCouncil(0, null), ...byCouncil(5, 'CSC1'), ...byCouncil(9, null), ...acts];
    const before = recordOf(told);
    const after = recordOf([...told, ...byPolice(0, 'POL1'), ...byPolice(5, 'POL2'), ...byPolice(9, 'POL3')]);
    assert.deepEqual(
      after.episodes.map(({ episodeKey }) => episodeKey),
      ['POL1', 'POL2', 'POL3'],
    );
    assert.deepEqual(outcomes(after), outcomes(before));
    assert.deepEqual(
      after.returns.map(({ outcome, lateCause }) => [outcome, lateCause]),
      [
        ['completed', null],
        ['not-required', null],
        [null, 'no-interviewer'],
      ],
    );
  });

  it('stands when an incident reference is corrected, or its sender gives another', () => {
    const close: Told = {
      content: { kind: 'return-closed', episodeKey: 'POL1', as: 'not-required', decidedBy: 'Manager', why },
      at: decidedAt(0),
    };
    const corrected = ['missing', 'found'].map((kind): Told => ({
      content: {
        kind: 'notification-corrected',
        notificationRef: `P0${kind}`,
        was: { incidentRef: 'POL1' },
        now: { incidentRef: 'POL2' },
        why,
      },
      at: decidedAt(1),
    }));
    for (const changes of [corrected, byPolice(0, 'POL2')]) {
      const [one] = recordOf([...byPolice(0, 'POL1'), close, ...changes]).returns;
      assert.deepEqual([one?.episodeKey, one?.outcome], ['POL2', 'not-required']);
    }
  });

  it('stays with the absence that has the name now, where another had it before', () => {
    const close: Told = {
      content: { kind: 'return-closed', episodeKey: 'POL1', as: 'not-required', decidedBy: 'Manager', why },
      at: decidedAt(8),
    };
    const told = [...byPolice(0, 'POL1'), ...byPolice(0, 'POL0'), ...byPolice(6, 'POL1'), close];
    assert.deepEqual(
      recordOf(told).returns.map(({ episodeKey, outcome }) => [episodeKey, outcome]),
      [
        ['POL0', null],
        ['POL1', 'not-required'],
      ],
    );
  });

  it('leaves what a feed tells of an interview as it was told', () => {
    const interview = {
      interviewRef: 'F1',
      incidentRefs: ['C0missing', 'POL1'],
      offeredAt: decidedAt(0),
      offerOutcome: 'accepted',
      allocatedTo: null,
      completedAt: decidedAt(1),
      independent: null,
      sharedWithPoliceAt: null,
      reasons: [],
    } as const;
    const told: Told[] = [
      ...byCouncil(0, null),
      ...byPolice(0, 'POL1'),
      { content: { kind: 'interview-recorded', interview }, at: decidedAt(1) },
    ];
    assert.deepEqual(recordOf(told).interviews[0]?.incidentRefs, ['C0missing', 'POL1']);
  });

  it('stands for any acts on any absences that the police report afterwards', () => {
    const day = fc.integer({ min: 0, max: 4 }).map((index) => index * 4);
    const acts = fc.array(
      fc.record({ of: day, act: fc.constantFrom('close', 'exhaust', 'held', 'late', 'triage'), after: fc.nat(500) }),
      { maxLength: 6 },
    );
    const reports = fc.uniqueArray(day, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        acts,
        reports,
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        (chosen, reported, numbered) => {
          const days = [0, 4, 8, 12, 16];
          const told = days.flatMap((of, index) => byCouncil(of, numbered[index] === true ? `CSC${of}` : null));
          const known = recordOf(told);
          const keyOf = (of: number): string => known.episodes[days.indexOf(of)]?.episodeKey ?? '';
          const done = chosen.map(({ of, act, after }, index): Told => {
            const when = (decidedAt(of) + after * MINUTE + index) as Instant;
            const episodeKey = keyOf(of);
            if (act === 'held') return { ...held(`W${index}`, [episodeKey], of), at: when };
            if (act === 'late')
              return { content: { kind: 'lateness-explained', episodeKey, cause: 'other', why }, at: when };
            if (act === 'triage')
              return {
                content: {
                  kind: 'triage-decided',
                  episodeKey,
                  protocolId: 'p',
                  proposed: 'green',
                  decided: 'red',
                  because: [],
                  why,
                },
                at: when,
              };
            const as = act === 'close' ? 'not-required' : 'attempts-exhausted';
            return { content: { kind: 'return-closed', episodeKey, as, decidedBy: 'Manager', why }, at: when };
          });
          const before = recordOf([...told, ...done]);
          const after = recordOf([...told, ...done, ...reported.flatMap((of) => byPolice(of, `POL${of}`))]);
          assert.deepEqual(outcomes(after), outcomes(before));
          for (const [index, episode] of before.episodes.entries())
            for (const name of everyNameOf(episode))
              assert.equal(episodeCalled(after.episodes, name), after.episodes[index]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
