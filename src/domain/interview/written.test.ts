import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Entry } from '../chronology/entry.ts';
import { instant } from '../time/instant.ts';
import { hasWithheld, lastWritten, standingWords, writtenSince, type Held } from './written.ts';

const held: Held = {
  kind: 'interview-held',
  interviewRef: 'R1',
  incidentRefs: ['I1'],
  agency: 'oxfordshire',
  interviewerId: 1,
  participation: 'whole',
  independent: true,
  chose: [],
  place: 'home',
  present: [],
  reasons: [],
  words: {},
};

function entry(version: number, change: Partial<Held>) {
  return { content: { ...held, ...change }, occurredAt: instant(version), userId: version };
}

describe('an interview that was written again', () => {
  it('says what was written last, and what that kept of before, however often it was kept', () => {
    const first = entry(1, { words: { where: 'At 4 Mill Lane', feelings: 'Cold' } });
    const second = entry(2, { keeps: ['where'], words: { feelings: 'Cold and tired' } });
    const third = entry(3, { keeps: ['where'], words: { where: 'And at the mill' } });
    const other = entry(4, { interviewRef: 'R2', words: { where: 'Elsewhere' } });
    assert.deepEqual(lastWritten([first, second], 'R1')?.content.words, {
      where: 'At 4 Mill Lane',
      feelings: 'Cold and tired',
    });
    const last = lastWritten([first, second, third, other], 'R1');
    assert.deepEqual(last?.content.words, { where: 'At 4 Mill Lane\n\nAnd at the mill' });
    assert.equal(last?.userId, 3);
    assert.equal(lastWritten([other], 'R1'), undefined);
  });

  it('keeps nothing where nothing was written, and replaces what it does not keep', () => {
    assert.deepEqual(standingWords({}, { keeps: ['where'], words: { where: 'New' } }), { where: 'New' });
    assert.deepEqual(standingWords({ where: 'Old' }, { words: { where: 'New' } }), { where: 'New' });
    assert.deepEqual(standingWords({ where: 'Old' }, { words: {} }), {});
  });

  it('loses no word of a question that every later writing kept', () => {
    const name = fc.constantFrom<string>('where', 'feelings', 'harm');
    const words = fc.dictionary(name, fc.string({ minLength: 1 }), { maxKeys: 3, noNullPrototype: true });
    fc.assert(
      fc.property(
        words,
        fc.array(fc.record({ words, keeps: fc.uniqueArray(name) }), { maxLength: 6 }),
        (first, later) => {
          const all = [entry(0, { words: first }), ...later.map((change, index) => entry(index + 1, change))];
          const stands = lastWritten(all, 'R1')?.content.words ?? {};
          for (const [question, text] of Object.entries(first))
            if (later.every(({ keeps }) => keeps.includes(question)))
              assert.ok(stands[question]?.startsWith(text), `${question} lost its first words`);
        },
      ),
    );
  });

  it('knows a text with an address taken out', () => {
    assert.ok(hasWithheld('At [address withheld] all night'));
    assert.ok(!hasWithheld('At the mill'));
  });

  it('is written since a version by whoever wrote it, or another of the same return, after that version', () => {
    const all = [
      entryOf(3, { interviewRef: 'R1' }),
      entryOf(5, { interviewRef: 'R2', incidentRefs: ['I9'] }),
      entryOf(7, { interviewRef: 'R3', incidentRefs: ['I1'] }),
    ];
    const returned = { episodeKey: 'I1', incidentRefs: ['I1'] };
    const since = (version: number, about: typeof returned | null = returned) =>
      writtenSince(all, { interviewRef: 'R1', returned: about ?? undefined, version })?.version ?? null;
    assert.deepEqual([since(2, null), since(3, null)], [3, null]);
    assert.deepEqual([since(2), since(6), since(7)], [7, 7, null]);
  });
});

function entryOf(version: number, content: Partial<Held>): Entry {
  const [occurredAt, recordedAt] = [instant(1), instant(2)];
  const by = { recordedBy: 'oxfordshire', userId: 1, sourceKey: null };
  return { version, occurredAt, recordedAt, ...by, content: { ...held, ...content } };
}
