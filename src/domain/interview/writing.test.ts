import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aChild,
  aChronology,
  anInterview,
  aNotification,
  at,
  FOLD_RULES,
  received,
} from '../../../test/support/notifications.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import type { Instant } from '../time/instant.ts';
import { mayBeReopened, mayBeSignedOff } from './signing-off.ts';
import {
  COVERABLE_AT_MOST,
  coverableReturns,
  faultsOfHeld,
  faultsOfOffer,
  independenceConcern,
  interviewToGoOnWith,
  refsOf,
} from './writing.ts';

function absence(number: number, day: string): EntryContent[] {
  const incidentRef = `I-${number}`;
  return [
    received(aNotification({ notificationRef: `M-${number}`, incidentRef, occurredAt: at(`2026-${day}T20:00Z`) })),
    received(
      aNotification({
        notificationRef: `F-${number}`,
        incidentRef,
        kind: 'found',
        occurredAt: at(`2026-${day}T23:00Z`),
      }),
    ),
  ];
}

function recordOf(contents: readonly EntryContent[]): ChildRecord {
  return fold(aChronology([{ kind: 'child-recorded', details: aChild() }, ...contents]), FOLD_RULES);
}

const offered = (interviewRef: string, incidentRefs: readonly string[]): EntryContent => ({
  kind: 'interview-offered',
  interviewRef,
  incidentRefs,
  means: 'telephone',
  spokeTo: 'child',
  outcome: 'accepted',
  words: {},
});

describe('what may be written of interviews', () => {
  it('lists returns that no other interview covers, the latest first, and always those it covers already', () => {
    const record = recordOf([
      ...absence(1, '03-01'),
      ...absence(2, '03-02'),
      ...absence(3, '03-03'),
      {
        kind: 'interview-recorded',
        interview: anInterview({ interviewRef: 'R-2', incidentRefs: ['I-2'], completedAt: at('2026-03-03T10:00Z') }),
      },
      offered('R-9', ['I-3']),
    ]);
    const [first, second, third] = record.episodes;
    assert.ok(first && second && third);
    assert.deepEqual(refsOf(coverableReturns(record, 'R-9', third.episodeKey)), ['I-3', 'I-1']);
    assert.deepEqual(refsOf(coverableReturns(record, null, second.episodeKey)), ['I-3', 'I-2', 'I-1']);
    assert.equal(interviewToGoOnWith(record, third)?.interviewRef, 'R-9');
    assert.equal(interviewToGoOnWith(record, second), null, 'what a feed told was held is not ours to write');
    assert.equal(interviewToGoOnWith(record, first), null);
  });

  it('lists no more than can be read, and an absence that lasts not at all', () => {
    const many = Array.from({ length: COVERABLE_AT_MOST + 3 }, (_, index) =>
      absence(index, `02-${String(index + 1).padStart(2, '0')}`),
    );
    const record = recordOf([
      ...many.flat(),
      received(aNotification({ notificationRef: 'M-99', incidentRef: 'I-99', occurredAt: at('2026-03-05T20:00Z') })),
    ]);
    const oldest = record.episodes[0];
    assert.ok(oldest);
    const listed = coverableReturns(record, null, oldest.episodeKey);
    assert.equal(listed.length, COVERABLE_AT_MOST);
    assert.ok(listed.includes(oldest));
    assert.ok(!refsOf(listed).includes('I-99'));
  });

  it('holds no interview before the return, to the very instant, nor for a return after it', () => {
    const { episodes } = recordOf([...absence(1, '03-01'), ...absence(2, '03-02')]);
    const [first] = episodes;
    assert.ok(first);
    const codes = (when: Instant, covered = episodes): string[] =>
      faultsOfHeld({ at: when, covered }).map(({ because }) => because.code);
    assert.deepEqual(codes(at('2026-03-01T22:59:59Z')), ['before-the-return']);
    assert.deepEqual(codes(at('2026-03-01T23:00Z')), ['covers-a-later-return']);
    assert.deepEqual(codes(at('2026-03-01T23:00Z'), [first]), []);
    assert.deepEqual(codes(at('2026-03-02T23:00Z')), []);
    assert.deepEqual(codes(at('2026-03-02T23:00Z'), []), ['not-back-yet']);
  });

  it('takes no answer from nobody', () => {
    const { episodes: covered } = recordOf(absence(1, '03-01'));
    const when = at('2026-03-02T09:00Z');
    for (const outcome of ['accepted', 'declined'] as const)
      assert.deepEqual(
        faultsOfOffer({ at: when, covered, spokeTo: 'nobody', outcome }).map(({ about }) => about),
        ['outcome'],
      );
    assert.deepEqual(faultsOfOffer({ at: when, covered, spokeTo: 'nobody', outcome: 'no-response' }), []);
    assert.deepEqual(faultsOfOffer({ at: when, covered, spokeTo: 'child', outcome: 'declined' }), []);
    assert.deepEqual(
      faultsOfOffer({ at: at('2026-03-01T22:59Z'), covered, spokeTo: 'child', outcome: 'declined' }).map(
        ({ about }) => about,
      ),
      ['at'],
    );
  });

  it('warns who works for the child’s care, and nobody else', () => {
    const involvements = [
      { agency: 'oxfordshire', relationship: 'responsible-authority' },
      { agency: 'home', relationship: 'placement-provider' },
      { agency: 'streetwise', relationship: 'interview-provider' },
    ] as const;
    const code = (role: string, agencyCode: string): string | undefined =>
      independenceConcern({ role, agencyCode }, involvements)?.code;
    assert.equal(code('interviewer', 'home'), 'cares-for-the-child');
    assert.equal(code('social-worker', 'oxfordshire'), 'social-worker-of-the-child');
    assert.equal(code('missing-team-worker', 'oxfordshire'), undefined);
    assert.equal(code('interviewer', 'streetwise'), undefined);
    assert.equal(code('social-worker', 'swindon'), undefined);
  });

  it('is signed off once, by a second person, and only as it was written', () => {
    const written = {
      completedAt: at('2026-03-02T09:00Z'),
      writtenHere: true,
      signedOffAt: null,
      sentBackAt: null,
      reopenedAt: null,
    };
    const who = { by: 1, writtenBy: 2 };
    const code = (changes: object, by = who): string | null =>
      mayBeSignedOff({ ...written, ...changes }, by)?.code ?? null;
    assert.equal(code({}), null);
    assert.equal(code({}, { by: 2, writtenBy: 2 }), 'written-by-the-same');
    assert.equal(code({ writtenHere: false }), 'nothing-to-sign-off');
    assert.equal(code({ completedAt: null }), 'nothing-to-sign-off');
    assert.equal(code({ signedOffAt: written.completedAt }), 'signed-off-already');
    assert.equal(code({ sentBackAt: written.completedAt }), 'sent-back-already');
    assert.equal(code({ sentBackAt: written.completedAt, reopenedAt: written.completedAt }), 'opened-again');
    assert.equal(mayBeReopened({ signedOffAt: null })?.code, 'not-signed-off');
    assert.equal(mayBeReopened({ signedOffAt: written.completedAt }), null);
  });
});
