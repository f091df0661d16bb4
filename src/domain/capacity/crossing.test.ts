import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChildRecord } from '../chronology/record.ts';
import { foldInterviews, type Interview } from '../interview/interviews.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { instant, plusHours } from '../time/instant.ts';
import { isWithProvider, requestsOf, whyNotAccepted } from './crossing.ts';

const NOON = instant(Date.UTC(2026, 2, 10, 12));
const EPISODE = { incidentRefs: ['I1'], episodeKey: 'I1' };

function interviewsAfter(...contents: readonly EntryContent[]): Interview[] {
  return foldInterviews(
    contents.map((content, index): Entry => ({
      version: index + 1,
      occurredAt: plusHours(NOON, index),
      recordedAt: plusHours(NOON, index),
      recordedBy: 'oxfordshire',
      userId: 1,
      sourceKey: null,
      content,
    })),
  );
}

const asked: EntryContent = {
  kind: 'interview-requested',
  requestRef: 'Q1',
  interviewRef: 'R1',
  incidentRefs: ['I1'],
  agency: 'streetwise',
  dueAt: plusHours(NOON, 4),
  pricePence: 100,
  why: '',
};

function allocated(agency: string, interviewerId: number | null): EntryContent {
  return { kind: 'interview-allocated', interviewRef: 'R1', incidentRefs: ['I1'], agency, interviewerId, why: '' };
}

function record(outcome: 'declined' | null): Pick<ChildRecord, 'episodes' | 'returns'> {
  const one = { episodes: [EPISODE], returns: [{ episodeKey: 'I1', outcome }] };
  return one as unknown as Pick<ChildRecord, 'episodes' | 'returns'>;
}

describe('whether a provider can take what it was asked for', () => {
  const parties = { asker: 'oxfordshire', provider: 'streetwise' };
  const code = (outcome: 'declined' | null, ...contents: readonly EntryContent[]): string | null =>
    whyNotAccepted(record(outcome), interviewsAfter(...contents)[0], parties)?.code ?? null;

  it('while the return is open and nobody was given it', () => {
    assert.equal(code(null, asked), null);
    assert.equal(code(null, asked, allocated('oxfordshire', null)), null, 'without a person it is given to nobody');
    assert.equal(code(null, asked, allocated('streetwise', 7)), null, 'what is its own already');
  });

  it('not once somebody was given it, or the return is settled', () => {
    assert.equal(code(null, asked, allocated('oxfordshire', 7)), 'given-elsewhere');
    assert.equal(code(null, asked, allocated('barnardos', null)), 'given-elsewhere');
    assert.equal(code('declined', asked), 'settled');
    assert.equal(whyNotAccepted(record(null), undefined, parties)?.code, 'settled');
  });
});

describe('what a provider has', () => {
  const standing = (hours: number, ...contents: readonly EntryContent[]): boolean[] =>
    requestsOf(interviewsAfter(asked, ...contents), EPISODE, plusHours(NOON, hours)).map(isWithProvider);

  it('waits until the limit, and is kept once it was accepted', () => {
    const yes: EntryContent = {
      kind: 'interview-request-answered',
      requestRef: 'Q1',
      accepted: true,
      interviewerId: null,
      why: '',
    };
    assert.deepEqual(standing(3), [true]);
    assert.deepEqual(standing(4), [false]);
    assert.deepEqual(standing(40, yes), [true]);
    assert.deepEqual(standing(3, { ...yes, accepted: false }), [false]);
  });

  it('is of this return alone', () => {
    assert.deepEqual(requestsOf(interviewsAfter(asked), { incidentRefs: ['I2'], episodeKey: 'I2' }, NOON), []);
  });
});
