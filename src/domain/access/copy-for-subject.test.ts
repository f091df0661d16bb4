import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aChild,
  aChronology,
  aNotification,
  anInterview,
  at,
  FOLD_RULES,
  received,
} from '../../../test/support/notifications.ts';
import { fold } from '../chronology/fold.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { copyOf, mayReview, passagesOf, type Passage } from './copy-for-subject.ts';

const contents: EntryContent[] = [
  { kind: 'child-recorded', details: aChild({ homePostcode: 'OX4 2LP' }) },
  received(
    aNotification({
      notificationRef: 'SECRET-1',
      incidentRef: 'SECRET-2',
      missingFromPostcode: 'OX4 2LP',
      circumstances: 'Left after a row with Uncle Tobias at 12 Mill Lane',
      risk: 'high',
    }),
  ),
  received(
    aNotification({
      notificationRef: 'SECRET-3',
      incidentRef: 'SECRET-2',
      kind: 'found',
      occurredAt: at('2026-03-02T08:00Z'),
      foundPostcode: 'OX4 2LQ',
      distanceMiles: 12.4,
      returnedBy: 'Tobias Quill',
    }),
  ),
  {
    kind: 'notification-corrected',
    notificationRef: 'SECRET-3',
    was: { foundPostcode: 'OX4 2LQ', returnedBy: 'Tobias Quill' },
    now: { foundPostcode: 'OX4 2LR', returnedBy: 'Police' },
    why: 'Mrs Quill rang',
  },
  {
    kind: 'interview-recorded',
    interview: anInterview({
      interviewRef: 'SECRET-4',
      incidentRefs: ['SECRET-2'],
      completedAt: at('2026-03-03T08:00Z'),
    }),
  },
  {
    kind: 'letter-sent',
    letterRef: 'SECRET-5',
    episodeKey: 'SECRET-2',
    to: 'parent-or-carer',
    relation: 'grandparent',
    form: 'plain',
    way: 'post',
    words: { name: 'Tobias Quill', letter: 'Dear parent or carer, we heard of Tobias Quill' },
  },
];
const entries = aChronology(contents);
const passages = passagesOf({
  record: fold(entries, FOLD_RULES),
  entries,
  ledger: [],
  agencyName: (code) => code,
  agencies: [],
});
const all = (pick: (passage: Passage) => string | null): string => passages.map(pick).join('\n');

test('a copy says who, when and what was done, and every text that a person wrote is a passage to decide', () => {
  const words = all(({ heading, text }) => `${heading}: ${text}`);
  assert.match(words, /Name: Ada Marsh\. Born 15 June 2012/);
  assert.match(
    words,
    /Missing from 1 March 2026 at 8pm: Until 2 March 2026 at 8am\. From: family home\. The police graded it: high risk/,
  );
  assert.match(words, /Held 3 March 2026 at 8am/);
  assert.deepEqual(
    passages.filter(({ free }) => free).map(({ text }) => text),
    [
      'Left after a row with Uncle Tobias at 12 Mill Lane',
      'Tobias Quill',
      'Tobias Quill',
      'Police',
      'Mrs Quill rang',
      'Tobias Quill',
      'Dear parent or carer, we heard of Tobias Quill',
    ],
  );
});

test('a copy says of an interview that was opened again that it is to be improved, and not to be signed off', () => {
  const interview = { interviewRef: 'R-1', incidentRefs: ['SECRET-2'], agency: 'oxfordshire', interviewerId: null };
  const how = {
    participation: 'part',
    independent: true,
    chose: [],
    place: 'school',
    present: [],
    reasons: [],
  } as const;
  const written = [...contents, { kind: 'interview-held', ...interview, ...how, words: {} } as const];
  const headings = (...more: EntryContent[]): string[] => {
    const told = aChronology([...written, ...more]);
    const source = { record: fold(told, FOLD_RULES), entries: told, ledger: [], agencyName: String, agencies: [] };
    return passagesOf(source)
      .filter(({ section }) => section === 'What had to be done')
      .map(({ heading }) => heading);
  };
  const of = { interviewRef: 'R-1', why: 'More was said' };
  assert.ok(headings().includes('Interview to sign off'));
  const opened = headings({ kind: 'interview-signed-off', ...of }, { kind: 'interview-reopened', ...of });
  assert.ok(opened.includes('Interview to improve') && !opened.includes('Interview to sign off'), opened.join());
});

test('no postcode, distance or reference is in any passage, and no other person in what is proposed', () => {
  const text = all((passage) => `${passage.heading} ${passage.free ? (passage.proposed ?? '') : passage.text}`);
  assert.doesNotMatch(text, /OX4|SECRET|12\.4|miles|Mill Lane|Tobias|Quill/);
  assert.doesNotMatch(
    all((passage) => passage.text),
    /OX4|SECRET|12\.4/,
  );
});

test('what was decided is what stands in the copy', () => {
  const passage = { text: 'whole', proposed: 'shorter' };
  assert.equal(copyOf({ ...passage, decision: 'whole' }), 'whole');
  assert.equal(copyOf({ ...passage, decision: 'as-proposed' }), 'shorter');
  assert.equal(copyOf({ ...passage, decision: 'taken-out' }), '[taken out]');
  assert.equal(copyOf({ ...passage, decision: null }), null);
});

test('who had a hand in it does not review it', () => {
  assert.equal(mayReview(7, [1, 2, null]), true);
  assert.equal(mayReview(2, [1, 2, null]), false);
});
