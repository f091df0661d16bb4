import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aChild, aChronology, aNotification, at, FOLD_RULES, received } from '../../../test/support/notifications.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { Episode } from '../chronology/record.ts';
import { isFactGiven, isInterviewGiven, isReturnGiven, mayCoverToo, whyNotGiven } from './given.ts';

const absence = (incidentRef: string, day: string): EntryContent[] => [
  received(aNotification({ notificationRef: `${incidentRef}-M`, incidentRef, occurredAt: at(`${day}T08:00Z`) })),
  received(
    aNotification({ notificationRef: `${incidentRef}-F`, incidentRef, kind: 'found', occurredAt: at(`${day}T20:00Z`) }),
  ),
];
const given = (interviewRef: string, incidentRef: string, agency: string): EntryContent => ({
  kind: 'interview-allocated',
  interviewRef,
  incidentRefs: [incidentRef],
  agency,
  interviewerId: null,
  why: 'Free',
});
const record = fold(
  aChronology([
    { kind: 'child-recorded', details: aChild() },
    ...absence('I-1', '2026-03-01'),
    ...absence('I-2', '2026-03-08'),
    ...absence('I-3', '2026-03-15'),
    ...absence('I-4', '2026-03-22'),
    given('V-2', 'I-2', 'streetwise'),
    given('V-3', 'I-3', 'oxfordshire'),
  ]),
  FOLD_RULES,
);
const episodeOf = (ref: string): Episode => {
  const episode = record.episodes.find(({ incidentRefs }) => incidentRefs.includes(ref));
  assert.ok(episode);
  return episode;
};

test('a provider acts on the return that it was given, and on no other; who answers for the child on all', () => {
  const of = (to: string | null) =>
    ['I-1', 'I-2', 'I-3', 'I-4'].filter((ref) => isReturnGiven(record, episodeOf(ref).episodeKey, to));
  assert.deepEqual(of('streetwise'), ['I-2']);
  assert.deepEqual(of('oxfordshire'), ['I-3']);
  assert.deepEqual(of(null), ['I-1', 'I-2', 'I-3', 'I-4']);
  assert.equal(isReturnGiven(record, 'no such absence', 'streetwise'), false);
});

test('an interview is of whom it is allocated to, and once it was held of who held it', () => {
  const open = { completedAt: null, allocatedTo: 'streetwise', heldBy: null };
  assert.equal(isInterviewGiven(open, 'streetwise'), true);
  assert.equal(isInterviewGiven({ ...open, allocatedTo: 'oxfordshire' }, 'streetwise'), false);
  const held = { ...open, completedAt: at('2026-03-09T10:00Z'), heldBy: 'oxfordshire' };
  assert.equal(isInterviewGiven(held, 'streetwise'), false);
  assert.equal(isInterviewGiven({ ...held, allocatedTo: 'oxfordshire', heldBy: 'streetwise' }, 'streetwise'), true);
  // Carers were asked by one agency, and the interview was given to another then.
  assert.equal(isInterviewGiven({ ...open, allocatedTo: 'oxfordshire', heldBy: 'streetwise' }, 'streetwise'), false);
  assert.equal(isInterviewGiven({ ...open, allocatedTo: null }, null), true);
});

test('an interview covers beside its own return an earlier one that nobody was given, and none that another was given or that came later', () => {
  const covers = (to: string | null) =>
    ['I-1', 'I-2', 'I-3', 'I-4'].filter((ref) => mayCoverToo(record, episodeOf('I-2'), episodeOf(ref), to));
  assert.deepEqual(covers('streetwise'), ['I-1', 'I-2']);
  assert.deepEqual(covers(null), ['I-1', 'I-2', 'I-3', 'I-4']);
  assert.equal(mayCoverToo(record, episodeOf('I-4'), episodeOf('I-3'), 'streetwise'), false);
});

test('a fact is withdrawn by who recorded it or in whose interview it was said', () => {
  assert.equal(isFactGiven(record, { learntFrom: 'streetwise', interviewRef: null }, 'streetwise'), true);
  assert.equal(isFactGiven(record, { learntFrom: 'oxfordshire', interviewRef: 'V-2' }, 'streetwise'), true);
  assert.equal(isFactGiven(record, { learntFrom: 'oxfordshire', interviewRef: 'V-3' }, 'streetwise'), false);
  assert.equal(isFactGiven(record, { learntFrom: 'thames-valley-police', interviewRef: null }, 'streetwise'), false);
  assert.equal(isFactGiven(record, { learntFrom: 'thames-valley-police', interviewRef: null }, null), true);
});

test('whoever loses an interview while writing it is told why by its own request, and not who has it now', () => {
  const request = {
    requestRef: 'Q-1',
    agency: 'streetwise',
    askedAt: at('2026-03-09T09:00Z'),
    dueAt: at('2026-03-11T20:00Z'),
    pricePence: null,
    answeredAt: at('2026-03-09T10:00Z'),
    accepted: true,
    cancelPence: null,
    withdrawnAt: null,
    givenBackAt: null,
  };
  const code = (...requests: (typeof request | object)[]): string =>
    whyNotGiven({ requests: requests.map((one) => ({ ...request, ...one })) }, 'streetwise').code;
  const ended = at('2026-03-10T09:00Z');
  assert.equal(code({ withdrawnAt: ended }), 'request-withdrawn');
  assert.equal(code({ withdrawnAt: ended }, { givenBackAt: ended }), 'given-back', 'the latest');
  assert.equal(code({ agency: 'swift', withdrawnAt: ended }), 'given-to-others', 'another agency’s request is its own');
  assert.equal(code({}), 'given-to-others');
  assert.equal(whyNotGiven(undefined, 'streetwise').code, 'given-to-others', 'it is not on record any more');
});
