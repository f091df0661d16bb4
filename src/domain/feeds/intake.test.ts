import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aNotification, anInterview, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import type { Entry, InterviewRecord, Notification } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { intake, type Incoming, type IntakeSurroundings } from './intake.ts';

const around: IntakeSurroundings = {
  now: at('2026-04-01T12:00Z'),
  agencyKind: (code) => (code === 'thames-valley-police' ? 'police' : 'local-authority'),
  latestVersion: () => 0,
  awaitsReview: () => false,
  shownWords: null,
};
const NAMED = { childRef: 'L1', policeRef: null, forename: null, surname: null, dateOfBirth: null };

const telling = (changes: Partial<Notification> & Pick<Notification, 'notificationRef'>): Incoming => {
  const { reportedByKind: _, ...notification } = aNotification({ incidentRef: 'I1', ...changes });
  return { row: { feed: 'notifications', named: NAMED, notification } };
};
const interviewing = (changes: Partial<InterviewRecord>): Incoming => ({
  row: {
    feed: 'interviews',
    childRef: 'L1',
    interview: anInterview({ interviewRef: 'V1', incidentRefs: ['I1'], ...changes }),
  },
});
const kinds = (rows: readonly Incoming[], known: readonly Entry[] = []): string[] =>
  intake(known, rows, around).outcomes.map(({ kind }) => kind);

test('of identical rows the first is accepted and the others repeat it; a known row repeats what is known', () => {
  const rows = [telling({ notificationRef: 'N1' }), telling({ notificationRef: 'N1' })];
  const { entries } = intake([], rows, around);
  assert.deepEqual(kinds(rows), ['accepted', 'repeated']);
  assert.equal(entries.length, 1);
  assert.deepEqual(kinds(rows, entries), ['repeated', 'repeated']);
});

test('versions of one message are all kept, numbered, and the one told last stands', () => {
  const first = telling({ notificationRef: 'N1', reportedAt: at('2026-03-01T21:00Z') });
  const later = telling({ notificationRef: 'N1', reportedAt: at('2026-03-01T22:00Z'), risk: 'high' });
  const { entries } = intake([], [later, first], around);
  assert.deepEqual(
    entries.map(({ sourceVersion }) => sourceVersion),
    [1, 2],
  );
  assert.equal(fold(entries, FOLD_RULES).episodes[0]?.risk, 'high');
  const known = intake([], [later], around).entries;
  const late = intake(known, [first], { ...around, latestVersion: () => 1 });
  assert.deepEqual(
    late.entries.map(({ sourceVersion }) => sourceVersion),
    [2, 3],
  );
  assert.equal(fold([...known, ...late.entries], FOLD_RULES).episodes[0]?.risk, 'high');
});

test('a return before its own incident is rejected, at the same moment it is not, and another incident does not matter', () => {
  const start = telling({ notificationRef: 'N1', occurredAt: at('2026-03-01T20:00Z') });
  const found = (ref: string, when: string, incidentRef: string | null): Incoming =>
    telling({ notificationRef: ref, kind: 'found', occurredAt: at(when), incidentRef });
  assert.deepEqual(
    kinds([
      found('A', '2026-03-01T19:59:59Z', 'I1'),
      found('B', '2026-03-01T20:00Z', 'I1'),
      found('C', '2026-03-01T19:00Z', 'I2'),
      found('D', '2026-03-01T19:00Z', null),
      start,
    ]),
    ['rejected', 'accepted', 'accepted', 'accepted', 'accepted'],
  );
});

test('an interview needs an incident of the child, or one that waits for review, and cannot be over before it began', () => {
  const start = telling({ notificationRef: 'N1', occurredAt: at('2026-03-01T20:00Z') });
  assert.deepEqual(kinds([interviewing({}), start]), ['accepted', 'accepted']);
  assert.deepEqual(kinds([interviewing({ incidentRefs: ['I1', 'I9'] }), start]), ['rejected', 'accepted']);
  const waiting = { ...around, awaitsReview: (ref: string) => ref === 'I9' };
  assert.deepEqual(intake([], [interviewing({ incidentRefs: ['I9'] })], waiting).outcomes, [{ kind: 'accepted' }]);
  const early = { offeredAt: null, completedAt: at('2026-03-01T19:59Z') };
  assert.deepEqual(kinds([interviewing(early), start]), ['rejected', 'accepted']);
  assert.deepEqual(kinds([interviewing({ ...early, completedAt: at('2026-03-01T20:00Z') }), start]), [
    'accepted',
    'accepted',
  ]);
});

test('what a person moved to another child is not put back by its sender', () => {
  const [received] = intake([], [telling({ notificationRef: 'N1' })], around).entries;
  assert.ok(received);
  const moved: Entry = {
    ...received,
    version: 2,
    sourceKey: null,
    userId: 7,
    content: { kind: 'notification-moved', notificationRef: 'N1', toChildId: 2, why: 'Another child' },
  };
  assert.deepEqual(
    kinds([telling({ notificationRef: 'N1' }), telling({ notificationRef: 'N1', risk: 'high' })], [received, moved]),
    ['repeated', 'rejected'],
  );
});

const someRow: fc.Arbitrary<Incoming> = fc.oneof(
  fc
    .record({
      notificationRef: fc.constantFrom('N1', 'N2', 'N3', 'N4'),
      kind: fc.constantFrom('missing' as const, 'absent' as const, 'found' as const),
      incidentRef: fc.constantFrom('I1', 'I2', null),
      hour: fc.integer({ min: 0, max: 30 }),
      reportedBy: fc.constantFrom('thames-valley-police', 'oxfordshire'),
    })
    .map(({ hour, ...rest }) =>
      telling({ ...rest, occurredAt: (at('2026-03-01T00:00Z') + hour * 3_600_000) as Notification['occurredAt'] }),
    ),
  fc
    .record({
      incidentRefs: fc.subarray(['I1', 'I2'], { minLength: 1 }),
      completed: fc.boolean(),
      interviewRef: fc.constantFrom('V1', 'V2'),
    })
    .map(({ completed, ...rest }) =>
      interviewing({ ...rest, completedAt: completed ? at('2026-03-03T00:00Z') : null }),
    ),
  fc
    .record({
      fromOn: fc.constantFrom('2020-01-01', '2021-01-01'),
      toOn: fc.constantFrom(null, '2022-01-01', '2023-01-01'),
    })
    .map((period): Incoming => ({
      row: {
        feed: 'statuses',
        childRef: 'L1',
        period: { status: 'looked-after', fromOn: period.fromOn as PlainDate, toOn: period.toOn as PlainDate | null },
      },
    })),
);

test('rows in any order, any of them delivered twice, add the same entries and reject the same rows', () => {
  fc.assert(
    fc.property(fc.array(someRow, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (rows, chance) => {
      const shuffled = [...rows, ...rows]
        .map((row) => ({ row, order: chance.next().value as number }))
        .sort((a, b) => a.order - b.order)
        .map(({ row }) => row);
      const once = intake([], rows, around);
      const twice = intake([], shuffled, around);
      assert.deepEqual(twice.entries, once.entries);
      const rejected = (all: readonly Incoming[], outcomes: typeof once.outcomes): string[] =>
        [
          ...new Set(all.filter((_, index) => outcomes[index]?.kind === 'rejected').map((row) => JSON.stringify(row))),
        ].sort();
      assert.deepEqual(rejected(shuffled, twice.outcomes), rejected(rows, once.outcomes));
    }),
    { numRuns: 300 },
  );
});

test('the same rows again add nothing, and reject what was rejected', () => {
  fc.assert(
    fc.property(fc.array(someRow, { maxLength: 12 }), (rows) => {
      const once = intake([], rows, around);
      const again = intake(once.entries, rows, around);
      assert.deepEqual(again.entries, []);
      for (const [index, { kind }] of again.outcomes.entries())
        assert.equal(kind, once.outcomes[index]?.kind === 'rejected' ? 'rejected' : 'repeated');
    }),
    { numRuns: 300 },
  );
});
