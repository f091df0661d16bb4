import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { plusHours, type Instant } from '../time/instant.ts';
import { clockOf } from './clock.ts';
import { changedSince, type WeekChange } from './scrutiny.ts';
import type { InterviewAct } from './acts.ts';
import { type NOT_TRIED, TRIED_KINDS, triedAfter } from './tried.ts';

const now = at('2026-03-11T10:00Z');
const before = at('2026-03-04T10:00Z');
const RULES = { interviewWithinHours: 72, atRiskWithinHours: 24 };
const MINUTE = 60_000;

function changeOf(
  returnedAt: Instant,
  more: { readonly learntAt?: Instant; readonly outcomeAt?: Instant } = {},
): WeekChange {
  const one = {
    returnedAt,
    dueAt: plusHours(returnedAt, 72),
    outcome: more.outcomeAt === undefined ? null : ('completed' as const),
    outcomeAt: more.outcomeAt ?? null,
    returnLearntAt: more.learntAt ?? returnedAt,
  };
  return changedSince(one, clockOf(one, RULES, now), before).change;
}

test('a return is newly late, as a week ago, new or done by what was so at the minute a week ago', () => {
  const minute = (instant: Instant, minutes: number): Instant => (instant + minutes * MINUTE) as Instant;
  // Due exactly a week ago it was not late yet; a minute earlier it was.
  const dueThen = plusHours(before, -72);
  assert.equal(changeOf(minute(dueThen, -1)), 'still');
  assert.equal(changeOf(dueThen), 'newly-late');
  assert.equal(changeOf(minute(dueThen, 1)), 'newly-late');
  // Come back long ago, and told of only since.
  assert.equal(changeOf(at('2026-02-01T10:00Z'), { learntAt: before }), 'newly-late');
  assert.equal(changeOf(at('2026-02-01T10:00Z'), { learntAt: minute(before, -1) }), 'still');
  assert.equal(changeOf(plusHours(now, -60)), 'new');
  assert.equal(changeOf(dueThen, { outcomeAt: minute(before, -1) }), 'done-before');
  assert.equal(changeOf(dueThen, { outcomeAt: before }), 'done');
  assert.equal(changeOf(dueThen, { outcomeAt: minute(before, 1) }), 'done');
});

test('what was tried after a return is told in order, with whoever told of it, and nothing of another return', () => {
  const of = (occurredAt: string, content: EntryContent, userId: number | null = 7): Omit<Entry, 'version'> => ({
    occurredAt: at(occurredAt),
    recordedAt: at(occurredAt),
    recordedBy: 'oxfordshire',
    userId,
    sourceKey: null,
    content,
  });
  const offered = (
    incidentRefs: readonly string[],
    outcome: 'declined' | 'no-response',
    spokeTo: 'child' | 'parent-or-carer' | 'nobody',
  ): EntryContent => ({
    kind: 'interview-offered',
    interviewRef: `V-${incidentRefs.join('-')}`,
    incidentRefs,
    means: 'telephone',
    spokeTo,
    outcome,
    words: {},
  });
  const fed = (offeredAt: string, offerOutcome: 'waiting' | 'declined'): EntryContent => ({
    kind: 'interview-recorded',
    interview: {
      interviewRef: 'F1',
      incidentRefs: ['A2'],
      offeredAt: at(offeredAt),
      offerOutcome,
      allocatedTo: null,
      completedAt: null,
      independent: null,
      sharedWithPoliceAt: null,
      reasons: [],
    },
  });
  const entries = [
    of('2026-03-02T12:00Z', offered(['A2'], 'no-response', 'nobody')),
    of('2026-03-01T09:00Z', fed('2026-03-01T08:00Z', 'waiting'), null),
    // Before this return, of the earlier one that the same interview names; and one of another return altogether.
    of('2026-02-20T09:00Z', offered(['A1', 'A2'], 'no-response', 'nobody')),
    of('2026-03-02T13:00Z', offered(['A1'], 'declined', 'child')),
    of('2026-03-03T09:00Z', offered(['A1', 'A2'], 'declined', 'parent-or-carer')),
    of('2026-03-01T10:00Z', fed('2026-03-01T08:30Z', 'declined'), null),
    of('2026-03-03T10:00Z', {
      kind: 'return-passed',
      passRef: 'P1',
      episodeKey: 'K2',
      toAuthority: 'swindon',
      why: 'Placed there',
    }),
    of('2026-03-03T11:00Z', { kind: 'return-pass-answered', passRef: 'P1', accepted: false, why: 'No' }),
    of('2026-03-03T12:00Z', { kind: 'return-pass-answered', passRef: 'P9', accepted: false, why: 'No' }),
  ].map((entry, place): Entry => ({ ...entry, version: place + 1 }));
  const one = { episodeKey: 'K2', incidentRefs: ['A2'], returnedAt: at('2026-03-01T07:00Z') };
  assert.deepEqual(
    triedAfter(one, entries, (code) => code).map(({ what, userId }) => [what, userId]),
    [
      ['Offered: declined by the child', null],
      ['By telephone, spoke to nobody: no response', 7],
      ['By telephone, spoke to a parent or carer: declined, but not by the child', 7],
      ['swindon was asked to see to it', 7],
      ['That authority refused', 7],
    ],
  );
});

type Tellable = Exclude<InterviewAct['kind'], keyof typeof NOT_TRIED>;

test('every act of a return is told as tried, or named as left out', () => {
  const V1 = { interviewRef: 'V1', incidentRefs: ['A1'] } as const;
  const why = 'A reason';
  const request = { requestRef: 'R1', ...V1, agency: 'streetwise', dueAt: at('2026-03-02T12:00Z'), pricePence: null };
  const pass = { passRef: 'P1', episodeKey: 'A1', toAuthority: 'swindon', why };
  const asked: InterviewAct = { kind: 'interview-requested', ...request, why };
  const passed: InterviewAct = { kind: 'return-passed', ...pass };
  // Of each kind what came before, and what is told of it; a kind that is not here is not compiled.
  const acts: {
    readonly [Kind in Tellable]: readonly [readonly InterviewAct[], InterviewAct & { kind: Kind }, string];
  } = {
    'interview-offered': [
      [],
      { kind: 'interview-offered', ...V1, means: 'letter', spokeTo: 'nobody', outcome: 'no-response', words: {} },
      'By letter, spoke to nobody: no response',
    ],
    'interview-allocated': [
      [],
      { kind: 'interview-allocated', ...V1, agency: 'streetwise', interviewerId: null, why },
      'Given to streetwise',
    ],
    'interview-requested': [[], { kind: 'interview-requested', ...request, why }, 'streetwise was asked to hold it'],
    'interview-request-answered': [
      [asked],
      { kind: 'interview-request-answered', requestRef: 'R1', accepted: true, interviewerId: null, why },
      'The provider accepted',
    ],
    'interview-request-withdrawn': [
      [asked],
      { kind: 'interview-request-withdrawn', requestRef: 'R1', cause: 'not-needed', pricePence: null, why },
      'The request to the provider was withdrawn',
    ],
    'interview-given-back': [
      [asked],
      { kind: 'interview-given-back', requestRef: 'R1', why },
      'The provider gave it back',
    ],
    'interview-held': [
      [],
      {
        kind: 'interview-held',
        ...V1,
        agency: 'streetwise',
        interviewerId: null,
        participation: 'carer-only',
        independent: true,
        chose: [],
        place: 'home',
        present: [],
        reasons: [],
        words: {},
      },
      'Parents or carers were asked instead',
    ],
    'return-passed': [[], { kind: 'return-passed', ...pass }, 'swindon was asked to see to it'],
    'return-pass-answered': [
      [passed],
      { kind: 'return-pass-answered', passRef: 'P1', accepted: false, why },
      'That authority refused',
    ],
    'return-pass-withdrawn': [
      [passed],
      { kind: 'return-pass-withdrawn', passRef: 'P1', why },
      'The request to that authority was withdrawn',
    ],
  };
  const one = { episodeKey: 'A1', incidentRefs: ['A1'], returnedAt: at('2026-03-01T07:00Z') };
  for (const [kind, [earlier, act, told]] of Object.entries(acts)) {
    assert.ok((TRIED_KINDS as readonly string[]).includes(kind), `${kind} is not read`);
    const entries = [...earlier, act].map((content, place): Entry => ({
      version: place + 1,
      occurredAt: plusHours(at('2026-03-01T10:00Z'), place),
      recordedAt: at('2026-03-01T12:00Z'),
      recordedBy: 'oxfordshire',
      userId: null,
      sourceKey: null,
      content,
    }));
    assert.equal(triedAfter(one, entries, (code) => code).at(-1)?.what, told, kind);
  }
});
