import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { AGENCY_KINDS } from '../child/agency.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { basisWords, ledgerLines, purposeWords, type LedgerAgency, type ShownRow } from './ledger.ts';

const row = (changes: Partial<ShownRow>): ShownRow => ({
  onDay: '2026-03-10' as PlainDate,
  agencyCode: 'thames-valley-police',
  role: 'call-taker',
  verb: 'consultation',
  act: 'look',
  purpose: 'child',
  fieldGroups: ['identity'],
  firstAt: at('2026-03-10T09:00Z'),
  lastAt: at('2026-03-10T10:00Z'),
  times: 2,
  ...changes,
});
const agencies = new Map<string, LedgerAgency>([
  [
    'thames-valley-police',
    { code: 'thames-valley-police', name: 'Thames Valley Police', kind: 'police', relationships: ['police'] },
  ],
  [
    'oxfordshire',
    {
      code: 'oxfordshire',
      name: 'Oxfordshire Council',
      kind: 'local-authority',
      relationships: ['responsible-authority'],
    },
  ],
]);

test('another agency’s look is a line with its purpose, basis and what was shown, in words', () => {
  const [line] = ledgerLines([row({})], agencies, 'oxfordshire', 'subject');
  assert.equal(line?.agency, 'Thames Valley Police');
  assert.equal(line?.role, 'Call taker');
  assert.equal(line?.what, 'Looked');
  assert.equal(line?.purpose, 'To read the child’s record');
  assert.match(line?.basis ?? '', /^The police must find and protect.*Its part: police who recorded it\.$/);
  assert.deepEqual(line?.shown, ['Names, date of birth, sex, ethnicity and references']);
});

test('looks inside the agency asked are no disclosure; what it took away is', () => {
  const own = row({ agencyCode: 'oxfordshire', role: 'social-worker' });
  const taken = row({
    agencyCode: 'oxfordshire',
    role: 'analyst',
    verb: 'disclosure',
    purpose: 'reports',
    firstAt: at('2026-03-09T09:00Z'),
  });
  const lines = ledgerLines([row({}), own, taken], agencies, 'oxfordshire', 'professional');
  assert.deepEqual(
    lines.map(({ agency, what }) => `${agency}: ${what}`),
    ['Oxfordshire Council: Took or was given a copy', 'Thames Valley Police: Looked'],
  );
});

test('a purpose that a person wrote is for professionals, and a family is told that there is one', () => {
  assert.equal(
    purposeWords('Strategy meeting about K. and her uncle', 'professional'),
    'Strategy meeting about K. and her uncle',
  );
  assert.doesNotMatch(purposeWords('Strategy meeting about K. and her uncle', 'subject'), /uncle/);
  assert.equal(purposeWords('toString', 'subject'), 'For a purpose that the agency has on record');
  assert.equal(purposeWords(null, 'subject'), 'Not recorded');
});

test('an agency that is gone, the operator and a system are named as such, and every kind of agency has a basis in law', () => {
  const lines = ledgerLines(
    [row({ agencyCode: 'gone' }), row({ agencyCode: null, role: null })],
    agencies,
    'oxfordshire',
    'subject',
  );
  assert.deepEqual(
    lines.map(({ agency, role }) => [agency, role]),
    [
      ['gone', 'Call taker'],
      ['The operator of the system', 'A computer system'],
    ],
  );
  for (const kind of AGENCY_KINDS) assert.match(basisWords(kind), /\d{4}|article/);
});
