import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  aChild,
  aChronology,
  aCouncilNotification,
  anInterview,
  aNotification,
  at,
  FOLD_RULES,
  received,
} from '../../../test/support/notifications.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { Entry, EntryContent, Notification } from './entry.ts';
import { fold } from './fold.ts';
import type { ChildRecord, Duty, Episode } from './record.ts';

const child: EntryContent = { kind: 'child-recorded', details: aChild() };
const missing = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-28T20:00Z') });
const found = aNotification({
  notificationRef: 'P2',
  incidentRef: 'I1',
  kind: 'found',
  occurredAt: at('2026-03-28T23:30Z'),
});

function recordOf(contents: readonly EntryContent[], recordedAt?: Instant): ChildRecord {
  return fold(aChronology(contents, recordedAt), FOLD_RULES);
}

function only<Item>(items: readonly Item[]): Item {
  assert.equal(items.length, 1);
  return items[0] as Item;
}

function dutiesOf(record: ChildRecord, kind: Duty['kind']): readonly Duty[] {
  return record.duties.filter((duty) => duty.kind === kind);
}

describe('what follows from a chronology', () => {
  it('makes the return interview due exactly 72 elapsed hours after the return, across the March change', () => {
    const duty = only(dutiesOf(recordOf([child, received(missing), received(found)]), 'return-interview'));
    assert.equal(duty.dueAt - found.occurredAt, 72 * HOUR);
    assert.equal(Temporal.Instant.fromEpochMilliseconds(duty.dueAt).toString(), '2026-03-31T23:30:00Z');
    assert.equal(duty.owedBy, 'oxfordshire');
    assert.equal(duty.settledAt, null);
  });

  it('counts an interview at 72 hours as held in time and one minute later as late', () => {
    const covering = (hours: number): Duty => {
      const interview = anInterview({
        interviewRef: 'R1',
        incidentRefs: ['I1'],
        completedAt: (found.occurredAt + hours * HOUR) as Instant,
      });
      return only(
        dutiesOf(
          recordOf([child, received(missing), received(found), { kind: 'interview-recorded', interview }]),
          'return-interview',
        ),
      );
    };
    assert.ok(covering(72).because.some((reason) => reason.code === 'held-in-time'));
    assert.ok(covering(72 + 1 / 60).because.some((reason) => reason.code === 'held-late'));
  });

  it('settles the interview when the child declined the latest offer, not when nobody answered', () => {
    const offer = (outcome: 'declined' | 'no-response'): Duty => {
      const interview = anInterview({
        interviewRef: 'R1',
        incidentRefs: ['I1'],
        offeredAt: at('2026-03-29T10:00Z'),
        offerOutcome: outcome,
      });
      return only(
        dutiesOf(
          recordOf([child, received(missing), received(found), { kind: 'interview-recorded', interview }]),
          'return-interview',
        ),
      );
    };
    assert.equal(offer('declined').settledAt, at('2026-03-29T10:00Z'));
    assert.equal(offer('no-response').settledAt, null);
  });

  it('owes no interview for one who was 18 on the day it started, and owes it the day before', () => {
    const born = (dateOfBirth: string): number =>
      dutiesOf(
        recordOf([
          { kind: 'child-recorded', details: aChild({ dateOfBirth: dateOfBirth as PlainDate }) },
          received(missing),
          received(found),
        ]),
        'return-interview',
      ).length;
    assert.equal(born('2008-03-28'), 0);
    assert.equal(born('2008-03-29'), 1);
  });

  it('opens no interview for history loaded years later, and shows an open absence of long ago as a fault', () => {
    const loadedAt = at('2026-11-01T00:00Z');
    assert.deepEqual(recordOf([child, received(missing), received(found)], loadedAt).duties, []);
    const duty = only(recordOf([child, received(missing)], loadedAt).duties);
    assert.equal(duty.kind, 'recording-fault');
    assert.equal(duty.subjectKey, 'open-since-long-ago:I1');
  });

  it('owes a review of an open absence by the police of the area, a day after the start and after each review', () => {
    const first = only(dutiesOf(recordOf([child, received(missing)]), 'episode-review'));
    assert.equal(first.dueAt - missing.occurredAt, 24 * HOUR);
    assert.deepEqual([first.owedBy, first.team], ['thames-valley-police', 'city']);
    const entries = aChronology([
      child,
      received(missing),
      { kind: 'review-recorded', episodeKey: 'I1', risk: 'high', rationale: 'No contact' },
    ]);
    const reviewed = entries.map((entry) =>
      entry.version === 3 ? { ...entry, occurredAt: at('2026-03-29T12:00Z') } : entry,
    );
    assert.equal(only(dutiesOf(fold(reviewed, FOLD_RULES), 'episode-review')).dueAt, at('2026-03-30T12:00Z'));
  });

  it('takes the grade of risk from the latest review that gave one, in whatever order the reviews were learnt', () => {
    const review = (risk: 'low' | 'high' | null, day: string): Entry => ({
      ...(aChronology([{ kind: 'review-recorded', episodeKey: 'I1', risk, rationale: 'Seen' }])[0] as Entry),
      occurredAt: at(`2026-03-${day}T12:00Z`),
    });
    const start = aChronology([child, received({ ...missing, risk: 'medium' })]);
    assert.equal(fold(start, FOLD_RULES).episodes[0]?.risk, 'medium');
    const reviews = [review('high', '29'), review('low', '30'), review(null, '31')];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const entries = [...start, ...order.map((index) => reviews[index] as Entry)].map((entry, index) => ({
        ...entry,
        version: index + 1,
      }));
      const [episode] = fold(entries, FOLD_RULES).episodes;
      assert.deepEqual([episode?.risk, episode?.reviewedAt], ['low', at('2026-03-31T12:00Z')]);
    }
  });

  it('lays a correction over what was told, and keeps what was told in the chronology', () => {
    const entries = aChronology([
      child,
      received(missing),
      received(found),
      {
        kind: 'notification-corrected',
        notificationRef: 'P2',
        was: { occurredAt: found.occurredAt },
        now: { occurredAt: at('2026-03-29T02:00Z') },
        why: 'Wrong hour',
      },
    ]);
    assert.equal(fold(entries, FOLD_RULES).episodes[0]?.endedAt, at('2026-03-29T02:00Z'));
    assert.equal(fold(entries.slice(0, 3), FOLD_RULES).episodes[0]?.endedAt, found.occurredAt);
  });

  it('leaves out a notification that was about another child', () => {
    const record = recordOf([
      child,
      received(missing),
      { kind: 'notification-moved', notificationRef: 'P1', toChildId: 7, why: 'Twin' },
    ]);
    assert.deepEqual(record.episodes, []);
    assert.deepEqual(record.involvements, [
      { agency: 'oxfordshire', relationship: 'responsible-authority', untilAt: null },
    ]);
  });

  it('asks the reporter to put right a return that matches no absence, until a person settles it', () => {
    const stray = aCouncilNotification({ notificationRef: 'C9', kind: 'found' });
    assert.equal(only(recordOf([child, received(stray)]).duties).settledAt, null);
    const settled = recordOf([
      child,
      received(stray),
      { kind: 'recording-fault-settled', faultKey: 'unmatched-return:C9', why: 'Another child, told by phone' },
    ]);
    assert.notEqual(only(settled.duties).settledAt, null);
  });

  it('involves the responsible authority, the police, the host authority and the interviewer, each as what it is', () => {
    const away = aNotification({ notificationRef: 'P1', incidentRef: 'I1', missingFromAuthority: 'swindon' });
    const interview = anInterview({ interviewRef: 'R1', incidentRefs: ['I1'], allocatedTo: 'streetwise' });
    assert.deepEqual(
      recordOf([child, received(away), { kind: 'interview-recorded', interview }]).involvements.map(
        ({ agency, relationship }) => `${agency} ${relationship}`,
      ),
      [
        'oxfordshire responsible-authority',
        'streetwise interview-provider',
        'swindon host-authority',
        'thames-valley-police police',
      ],
    );
  });
});

/** Any history: a few incidents with and without references, by two agencies, in any arrangement of times. */
const history: fc.Arbitrary<Notification[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('missing', 'absent', 'away', 'found' as const),
      hour: fc.integer({ min: 0, max: 200 }),
      incident: fc.constantFrom(null, null, 'I1', 'I2', 'I3'),
      police: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((told) =>
    told.map(({ kind, hour, incident, police }, index) => {
      const build = police ? aNotification : aCouncilNotification;
      return build({
        notificationRef: `N${index}`,
        kind,
        incidentRef: incident,
        occurredAt: (at('2026-03-20T00:00Z') + hour * HOUR) as Instant,
      });
    }),
  );

function essence(record: ChildRecord): unknown {
  return { ...record, version: 0 };
}

describe('for any history', () => {
  const loadedAt = at('2026-04-10T00:00Z');

  it('any order of arrival and any redelivery give the same record', () => {
    fc.assert(
      fc.property(
        history.chain((told) =>
          fc.tuple(fc.constant(told), fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 })),
        ),
        ([told, delivered]) => {
          const inOrder = recordOf([child, ...told.map(received)], loadedAt);
          const asDelivered = recordOf([...delivered.map(received), child], loadedAt);
          assert.deepEqual(essence(asDelivered), essence(inOrder));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('episodes never overlap, none ends before it starts, at most one is open', () => {
    fc.assert(
      fc.property(history, (told) => {
        const { episodes } = recordOf(told.map(received), loadedAt);
        episodes.forEach((episode: Episode, index) => {
          const until = episode.endedAt ?? episode.supersededAt;
          assert.ok(until === null || until >= episode.startedAt);
          const next = episodes[index + 1];
          if (next) assert.ok(until !== null && until <= next.startedAt);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('every notification is in exactly one episode or is a fault', () => {
    fc.assert(
      fc.property(history, (told) => {
        const record = recordOf(told.map(received), loadedAt);
        const placed = record.episodes.flatMap((episode) => episode.notificationRefs);
        const faults = record.duties
          .filter((duty) => duty.subjectKey.startsWith('unmatched-return:'))
          .map((duty) => duty.subjectKey.slice(17));
        assert.deepEqual(
          [...placed, ...faults].sort(),
          told.map((notification) => notification.notificationRef).sort(),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('every return of a missing child is owed exactly one interview, due 72 hours later', () => {
    fc.assert(
      fc.property(history, (told) => {
        const record = recordOf([child, ...told.map(received)], loadedAt);
        const returned = record.episodes.filter((episode) => episode.kind === 'missing' && episode.endedAt !== null);
        const owed = dutiesOf(record, 'return-interview');
        assert.deepEqual(
          owed.map((duty) => [duty.episodeKey, duty.dueAt]),
          returned.map((episode) => [episode.episodeKey, (episode.endedAt as number) + 72 * HOUR]),
        );
      }),
      { numRuns: 400 },
    );
  });
});
