import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aChild, anInterview, aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import type { Participation, SpokenTo } from './acts.ts';
import type { OfferOutcome } from './told.ts';

type Told = { readonly content: EntryContent; readonly when: string; readonly learnt?: string };

function absence(incidentRef: string, from: string, to: string): Told[] {
  return (['missing', 'found'] as const).map((kind, index) => {
    const when = index === 0 ? from : to;
    const notification = aNotification({
      notificationRef: `${incidentRef}${kind}`,
      incidentRef,
      kind,
      occurredAt: at(when),
    });
    return { content: { kind: 'notification-received', notification }, when };
  });
}

const ABSENCE = absence('I1', '2026-03-01T20:00Z', '2026-03-02T08:00Z');

function recordOf(...told: readonly Told[]): ChildRecord {
  const first: Told = { content: { kind: 'child-recorded', details: aChild() }, when: '2026-02-01T00:00Z' };
  const entries = [first, ...told].map(({ content, when, learnt }, index): Entry => ({
    version: index + 1,
    occurredAt: at(when),
    recordedAt: at(learnt ?? when),
    recordedBy: 'oxfordshire',
    userId: 1,
    sourceKey: null,
    content,
  }));
  return fold(entries, FOLD_RULES);
}

function fed(when: string, changes: Parameters<typeof anInterview>[0] | object): Told {
  const interview = anInterview({ interviewRef: 'F1', incidentRefs: ['I1'], ...changes });
  return { content: { kind: 'interview-recorded', interview }, when };
}

function offered(when: string, outcome: OfferOutcome, spokeTo: SpokenTo = 'child'): Told {
  const about = { interviewRef: 'F1', incidentRefs: ['I1'], means: 'telephone', words: {} } as const;
  return { content: { kind: 'interview-offered', ...about, spokeTo, outcome }, when };
}

function held(participation: Participation, learnt = '2026-03-03T10:00Z', incidentRefs = ['I1']): Told {
  const about = {
    interviewRef: 'F1',
    incidentRefs,
    agency: 'oxfordshire',
    interviewerId: 1,
    independent: true,
  } as const;
  const content: EntryContent = {
    kind: 'interview-held',
    ...about,
    participation,
    chose: [],
    place: 'home',
    present: [],
    reasons: [],
    words: {},
  };
  return { content, when: '2026-03-03T10:00Z', learnt };
}

const SIGNED_OFF: Told = {
  content: { kind: 'interview-signed-off', interviewRef: 'F1', why: 'Read' },
  when: '2026-03-04T10:00Z',
};
const SENT_BACK: Told = {
  content: { kind: 'interview-sent-back', interviewRef: 'F1', why: 'Say more' },
  when: '2026-03-04T10:00Z',
};

describe('offers of an interview', () => {
  it('stay held here though a feed that does not know of it tells of the offer again', () => {
    const waiting = { offeredAt: at('2026-03-02T10:00Z'), offerOutcome: 'waiting' } as const;
    const { returns, interviews } = recordOf(...ABSENCE, held('whole'), SIGNED_OFF, fed('2026-03-05T10:00Z', waiting));
    assert.deepEqual([returns[0]?.outcome, interviews[0]?.heldBy], ['completed', 'oxfordshire']);
    assert.equal(interviews[0]?.completedAt, at('2026-03-03T10:00Z'));
  });

  it('end as the latest says, whoever told of it', () => {
    const declined = fed('2026-03-04T10:00Z', { offeredAt: at('2026-03-04T10:00Z'), offerOutcome: 'declined' });
    const own = offered('2026-03-02T12:00Z', 'no-response');
    for (const told of [
      [own, declined],
      [declined, own],
    ])
      assert.equal(recordOf(...ABSENCE, ...told).returns[0]?.outcome, 'declined');
    const later = offered('2026-03-04T12:00Z', 'accepted');
    assert.equal(recordOf(...ABSENCE, declined, later).returns[0]?.stage, 'accepted');
  });

  it('are not declined by the child where somebody else declined', () => {
    const [one] = recordOf(...ABSENCE, offered('2026-03-02T12:00Z', 'declined', 'parent-or-carer')).returns;
    assert.deepEqual([one?.outcome, one?.stage], [null, 'unreached']);
    assert.deepEqual(
      one?.because.map(({ code }) => code),
      ['unreached', 'declined-by-another'],
    );
    assert.equal(recordOf(...ABSENCE, offered('2026-03-02T12:00Z', 'declined')).returns[0]?.outcome, 'declined');
  });

  it('do not count for a return that came after them', () => {
    const second = absence('I2', '2026-03-02T20:00Z', '2026-03-03T08:00Z');
    const both = held('whole', '2026-03-06T10:00Z', ['I1', 'I2']);
    const { returns } = recordOf(...ABSENCE, offered('2026-03-02T12:00Z', 'accepted'), ...second, both);
    assert.deepEqual(
      returns.map(({ outcome, firstOfferedAt, attempts }) => [outcome, firstOfferedAt, attempts]),
      [
        ['covered', at('2026-03-02T12:00Z'), 1],
        ['completed', null, 0],
      ],
    );
  });
});

describe('an interview that is written again', () => {
  it('is not held when it says only what carers said', () => {
    const { returns, interviews } = recordOf(...ABSENCE, held('whole'), SENT_BACK, held('carer-only'));
    assert.deepEqual([returns[0]?.outcome, interviews[0]?.participation], [null, null]);
    assert.equal(interviews[0]?.carersAskedAt, at('2026-03-03T10:00Z'));
  });

  it('is to be signed off within the time from its last writing', () => {
    const { duties } = recordOf(...ABSENCE, held('whole'), SENT_BACK, held('whole', '2026-03-10T10:00Z'));
    const duty = duties.find(({ kind }) => kind === 'interview-sign-off');
    assert.deepEqual([duty?.openedAt, duty?.dueAt], [at('2026-03-10T10:00Z'), at('2026-03-12T10:00Z')]);
  });
});
