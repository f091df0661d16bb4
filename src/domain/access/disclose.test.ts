import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aChild, aChronology, FOLD_RULES } from '../../../test/support/notifications.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import { entriesWithin, recordWithin } from './disclose.ts';
import { POLICE_RECORD, WHOLE_RECORD } from './policy/groups.ts';

const sentTo = (toAgency: string): EntryContent => ({
  kind: 'transmission-sent',
  transmissionRef: `to-${toAgency}`,
  interviewRef: 'V-1',
  purpose: toAgency === 'oxfordshire' ? 'child-record' : 'police-intelligence',
  toAgency,
  factRefs: [],
  words: { summary: `What ${toAgency} was told` },
});
const ENTRIES = aChronology([
  { kind: 'child-recorded', details: aChild() },
  sentTo('oxfordshire'),
  sentTo('thames-valley-police'),
  sentTo('west-midlands-police'),
]);

test('what was sent out of an interview is read by its receiver, and else only by who reads what the child said', () => {
  const record = fold(ENTRIES, FOLD_RULES);
  const summaries = (groups: typeof WHOLE_RECORD | typeof POLICE_RECORD, reader: string | null) => ({
    record: recordWithin(record, groups, reader).transmissions.flatMap(({ summary }) => summary ?? []),
    entries: entriesWithin(ENTRIES, groups, reader).flatMap(({ content }) =>
      content.kind === 'transmission-sent' ? (content.words['summary'] ?? []) : [],
    ),
  });
  const only = ['What thames-valley-police was told'];
  assert.deepEqual(summaries(POLICE_RECORD, 'thames-valley-police'), { record: only, entries: only });
  assert.deepEqual(summaries(POLICE_RECORD, 'hampshire-police'), { record: [], entries: [] });
  assert.deepEqual(summaries(POLICE_RECORD, null), { record: [], entries: [] });
  assert.equal(summaries(WHOLE_RECORD, 'streetwise').record.length, 3);
  assert.equal(summaries(WHOLE_RECORD, 'streetwise').entries.length, 3);
  assert.equal(
    recordWithin(record, POLICE_RECORD, 'hampshire-police').transmissions.length,
    3,
    'that it was sent is told',
  );
});

test('what the child and the family said for the triage is read by who reads what a child said; that they answered, by who sees the triage', () => {
  const answer: EntryContent = {
    kind: 'family-answered',
    episodeKey: 'I1',
    member: 'child',
    means: 'in-person',
    factors: { family: 'yes' },
    words: { said: 'He shouts' },
  };
  const asAgency: EntryContent = {
    kind: 'risk-factors-recorded',
    questionRef: null,
    factors: { places: 'yes' },
    why: 'From the file',
  };
  const entries = aChronology([{ kind: 'child-recorded', details: aChild() }, answer, asAgency]);
  const record = fold(entries, FOLD_RULES);
  const read = (groups: typeof WHOLE_RECORD | typeof POLICE_RECORD) => {
    const { answers, factors } = recordWithin(record, groups, 'thames-valley-police').triage;
    return {
      answers: answers.map(({ why }) => why),
      factors: factors.map(({ why }) => why),
      entries: entriesWithin(entries, groups, 'thames-valley-police').flatMap(({ content }) =>
        content.kind === 'family-answered' ? [content.words] : [],
      ),
    };
  };
  const rest = 'From the file';
  assert.deepEqual(read(POLICE_RECORD), { answers: ['', rest], factors: ['', rest], entries: [{}] });
  const whole = ['He shouts', rest];
  assert.deepEqual(read(WHOLE_RECORD), { answers: whole, factors: whole, entries: [{ said: 'He shouts' }] });
});
