import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aChronology,
  aCouncilNotification,
  anInterview,
  at,
  FOLD_RULES,
  received,
} from '../../../test/support/notifications.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { Instant } from '../time/instant.ts';
import { involvementsNow } from './involvement.ts';

const HOME = { reportedBy: 'willow-house', reportedByKind: 'placement-provider' } as const;
const left = (incidentRef: string, occurredAt: Instant): EntryContent =>
  received(aCouncilNotification({ ...HOME, notificationRef: `L-${incidentRef}`, incidentRef, occurredAt }));
const back = (incidentRef: string, occurredAt: Instant): EntryContent =>
  received(
    aCouncilNotification({ ...HOME, notificationRef: `B-${incidentRef}`, incidentRef, kind: 'found', occurredAt }),
  );

/** Until when an agency sees a child with this chronology: undefined where it does not, null where no end is known. */
function until(agency: string, contents: readonly EntryContent[]): Instant | null | undefined {
  return fold(aChronology(contents), FOLD_RULES).involvements.find((one) => one.agency === agency)?.untilAt;
}

test('a home that reported sees the child while an absence is open, and 30 elapsed days after the last return', () => {
  const first = at('2026-03-01T20:00Z');
  assert.equal(until('willow-house', [left('I1', first)]), null);
  // 30 days of 24 hours, over the clock change of 29 March.
  const ended = [left('I1', first), back('I1', at('2026-03-02T08:00Z'))];
  assert.equal(until('willow-house', ended), at('2026-04-01T08:00Z'));
  assert.equal(until('willow-house', [...ended, left('I2', at('2026-03-20T20:00Z'))]), null);
});

test('a provider sees the child while an interview is open, and 30 days after the last was held or declined', () => {
  const given = { allocatedTo: 'streetwise', offeredAt: at('2026-03-03T09:00Z'), incidentRefs: ['I1'] };
  const interview = (changes: Partial<ReturnType<typeof anInterview>>): EntryContent => ({
    kind: 'interview-recorded',
    interview: anInterview({ interviewRef: 'R1', ...given, ...changes }),
  });
  assert.equal(until('streetwise', [interview({ offerOutcome: 'accepted' })]), null);
  assert.equal(until('streetwise', [interview({ offerOutcome: 'declined' })]), at('2026-04-02T09:00Z'));
  const held = interview({ offerOutcome: 'accepted', completedAt: at('2026-03-05T15:00Z') });
  assert.equal(until('streetwise', [held]), at('2026-04-04T15:00Z'));
  assert.equal(until('streetwise', [held, interview({ interviewRef: 'R2', offerOutcome: 'waiting' })]), null);
});

test('a provider of an interview that was never held sees the child until 30 days after the last of its returns had its outcome', () => {
  const given = anInterview({
    interviewRef: 'R1',
    incidentRefs: ['I1', 'I2'],
    allocatedTo: 'streetwise',
    offeredAt: at('2026-03-02T09:00Z'),
    offerOutcome: 'waiting',
  });
  const asked: EntryContent = { kind: 'interview-recorded', interview: given };
  const first = [left('I1', at('2026-03-01T20:00Z')), back('I1', at('2026-03-02T08:00Z'))];
  // Missing again within the 72 hours: the first return has its outcome, the second is still to come.
  const away = [...first, left('I2', at('2026-03-03T20:00Z'))];
  assert.equal(until('streetwise', [...away, asked]), null);
  const both = [...away, back('I2', at('2026-03-04T08:00Z'))];
  assert.equal(until('streetwise', [...both, asked]), null, 'the second return is open');
  const closed: EntryContent = {
    kind: 'return-closed',
    episodeKey: 'I2',
    as: 'not-required',
    decidedBy: 'Team manager',
    why: 'The school spoke to her',
  };
  const closing = aChronology([...both, asked, closed]).map((entry) =>
    entry.content.kind === 'return-closed' ? { ...entry, occurredAt: at('2026-03-06T12:00Z') } : entry,
  );
  const { involvements } = fold(closing, FOLD_RULES);
  const end = at('2026-04-05T12:00Z');
  assert.equal(involvements.find(({ agency }) => agency === 'streetwise')?.untilAt, end);
  const seesAt = (now: Instant): boolean =>
    involvementsNow(involvements, now).some(({ agency }) => agency === 'streetwise');
  assert.deepEqual([at('2026-04-04T12:00Z'), at('2026-04-05T11:59Z'), end].map(seesAt), [true, true, false]);
  // Opened again it is work again; held by another, it ends with that interview.
  const reopened: EntryContent = { kind: 'return-reopened', episodeKey: 'I2', why: 'She told her carer more' };
  const more = aChronology([reopened]).map((entry) => ({ ...entry, version: 99, occurredAt: at('2026-03-07T12:00Z') }));
  const again = fold([...closing, ...more], FOLD_RULES).involvements;
  assert.equal(again.find(({ agency }) => agency === 'streetwise')?.untilAt, null);
  const byAnother = anInterview({
    interviewRef: 'R2',
    incidentRefs: ['I2'],
    allocatedTo: 'barnardos',
    completedAt: at('2026-03-05T10:00Z'),
  });
  const covered: EntryContent[] = [...both, asked, { kind: 'interview-recorded', interview: byAnother }];
  assert.equal(until('streetwise', covered), at('2026-04-04T10:00Z'));
});

test('a provider of an interview after an absence that owes none sees the child until 30 days after the absence, or its offer', () => {
  const absent = received(
    aCouncilNotification({
      ...HOME,
      notificationRef: 'A1',
      incidentRef: 'I1',
      kind: 'absent',
      occurredAt: at('2026-03-01T20:00Z'),
    }),
  );
  const offered = (offeredAt: Instant | null): EntryContent => ({
    kind: 'interview-recorded',
    interview: anInterview({ interviewRef: 'R1', incidentRefs: ['I1'], allocatedTo: 'streetwise', offeredAt }),
  });
  const ended = [absent, back('I1', at('2026-03-02T08:00Z'))];
  assert.equal(until('streetwise', [absent, offered(null)]), null);
  assert.equal(until('streetwise', [...ended, offered(null)]), at('2026-04-01T08:00Z'));
  assert.equal(until('streetwise', [...ended, offered(at('2026-03-09T08:00Z'))]), at('2026-04-08T08:00Z'));
});

test('a provider who gives support after its interview sees the child until 30 days after the support; giving it opens nothing to others', () => {
  const held: EntryContent = {
    kind: 'interview-recorded',
    interview: anInterview({
      interviewRef: 'R1',
      incidentRefs: ['I1'],
      allocatedTo: 'streetwise',
      offeredAt: at('2026-03-03T09:00Z'),
      completedAt: at('2026-03-05T15:00Z'),
    }),
  };
  const begun = (agency: string): EntryContent => ({
    kind: 'support-started',
    supportRef: 'S1',
    programme: 'intensive-support',
    agency,
    interviewRef: 'R1',
    goalRefs: [],
    words: {},
  });
  const ended: EntryContent = { kind: 'support-ended', supportRef: 'S1', as: 'goals-met', why: 'Done.' };
  assert.equal(until('streetwise', [held, begun('streetwise')]), null);
  const over = aChronology([held, begun('streetwise'), ended]).map((entry) =>
    entry.content.kind === 'support-ended' ? { ...entry, occurredAt: at('2026-05-01T12:00Z') } : entry,
  );
  const provider = fold(over, FOLD_RULES).involvements.find(({ agency }) => agency === 'streetwise');
  assert.equal(provider?.untilAt, at('2026-05-31T12:00Z'));
  assert.equal(until('barnardos', [held, begun('barnardos')]), undefined);
});

test('authorities and the police keep their sight; what was given ends when it says, or before when somebody ends it', () => {
  const agreed: EntryContent = {
    kind: 'involvement-agreed',
    involvementRef: 'A1',
    agency: 'swindon',
    relationship: 'consulted',
    untilAt: at('2026-03-11T00:00Z'),
    why: 'advice',
  };
  assert.equal(until('swindon', [agreed]), at('2026-03-11T00:00Z'));
  const chronology = aChronology([agreed, { kind: 'involvement-ended', involvementRef: 'A1', why: 'done' }]);
  const early = chronology.map((entry, index) => ({
    ...entry,
    occurredAt: at(index === 0 ? '2026-03-09T09:00Z' : '2026-03-10T09:00Z'),
  }));
  const [involvement] = fold(early, FOLD_RULES).involvements;
  assert.equal(involvement?.untilAt, at('2026-03-10T09:00Z'));
  const late = early.map((entry, index) => (index === 0 ? entry : { ...entry, occurredAt: at('2026-03-12T09:00Z') }));
  assert.equal(
    fold(late, FOLD_RULES).involvements[0]?.untilAt,
    at('2026-03-11T00:00Z'),
    'an end is never put off by ending',
  );
});
