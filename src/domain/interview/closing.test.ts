import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aChronology,
  anInterview,
  aNotification,
  at,
  DUTY_RULES,
  FOLD_RULES,
  received,
} from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import type { ReturnFollowUp } from './follow-up.ts';
import { mayClose, mayPass, mayReopen } from './closing.ts';
import type { ReturnPass } from './closures.ts';
import { mayAnswerPass, mayWithdrawPass } from './passes.ts';

const WENT = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-01T20:00Z') });
const BACK = aNotification({
  notificationRef: 'P2',
  incidentRef: 'I1',
  kind: 'found',
  occurredAt: at('2026-03-02T06:00Z'),
});

type When = readonly [content: EntryContent, occurredAt: string];

function attempt(occurredAt: string, outcome: 'no-response' | 'declined' | 'accepted' = 'no-response'): When {
  const how = { means: 'telephone', spokeTo: 'nobody', words: {} } as const;
  return [{ kind: 'interview-offered', interviewRef: 'V1', incidentRefs: ['I1'], outcome, ...how }, occurredAt];
}

function recordOf(more: readonly When[]): ChildRecord {
  const begun = aChronology([received(WENT), received(BACK)]);
  const rest = more.map(([content, occurredAt], index): Entry => ({
    version: begun.length + index + 1,
    occurredAt: at(occurredAt),
    recordedAt: at(occurredAt),
    recordedBy: 'oxfordshire',
    userId: null,
    sourceKey: null,
    content,
  }));
  return fold([...begun, ...rest], FOLD_RULES);
}

function onlyReturn(record: ChildRecord): ReturnFollowUp {
  const [one] = record.returns;
  assert.ok(one);
  return one;
}

function codeOfClosing(as: 'not-required' | 'attempts-exhausted', more: readonly When[]): string {
  const record = recordOf(more);
  const verdict = mayClose(onlyReturn(record), as, record, DUTY_RULES);
  return `${verdict.allowed ? 'yes' : 'no'} ${verdict.because.code}`;
}

const CLOSED: When = [
  { kind: 'return-closed', episodeKey: 'I1', as: 'not-required', decidedBy: 'team-manager', why: 'Moved abroad' },
  '2026-03-03T10:00Z',
];

describe('closing a return', () => {
  it('as not required is for a person to decide while it is open or declined', () => {
    assert.equal(codeOfClosing('not-required', []), 'yes not-required');
    assert.equal(codeOfClosing('not-required', [attempt('2026-03-02T10:00Z', 'declined')]), 'yes not-required');
    assert.equal(codeOfClosing('not-required', [CLOSED]), 'no settled');
  });

  it('as exhausted needs as many attempts as the protocol asks for, each on another day in London', () => {
    const [one, two, three] = ['2026-03-02T10:00Z', '2026-03-03T10:00Z', '2026-03-04T10:00Z'] as const;
    assert.equal(codeOfClosing('attempts-exhausted', []), 'no too-few-attempts');
    assert.equal(codeOfClosing('attempts-exhausted', [attempt(one), attempt(two)]), 'no too-few-attempts');
    assert.equal(
      codeOfClosing('attempts-exhausted', [attempt(one), attempt(two), attempt(three)]),
      'yes attempts-exhausted',
    );
    // Three on two days are two; the last minute of a day and the first of the next are two days.
    assert.equal(
      codeOfClosing('attempts-exhausted', [attempt(one), attempt('2026-03-03T23:58Z'), attempt('2026-03-03T23:59Z')]),
      'no too-few-attempts',
    );
    assert.equal(
      codeOfClosing('attempts-exhausted', [attempt(one), attempt('2026-03-03T23:59Z'), attempt('2026-03-04T00:00Z')]),
      'yes attempts-exhausted',
    );
    // What came before the return was an attempt about another one.
    assert.equal(
      codeOfClosing('attempts-exhausted', [attempt('2026-03-01T22:00Z'), attempt(two), attempt(three)]),
      'no too-few-attempts',
    );
  });

  it('says in words what is missing', () => {
    const record = recordOf([attempt('2026-03-02T10:00Z')]);
    const { because } = mayClose(onlyReturn(record), 'attempts-exhausted', record, DUTY_RULES);
    assert.match(because.sentence, /after 3 on different days; there was an attempt on 1 day\./);
  });
});

describe('opening a return again', () => {
  it('is for one that a person closed, and for no other outcome', () => {
    assert.equal(mayReopen(onlyReturn(recordOf([CLOSED]))).allowed, true);
    assert.equal(mayReopen(onlyReturn(recordOf([]))).allowed, false);
    assert.equal(mayReopen(onlyReturn(recordOf([attempt('2026-03-02T10:00Z', 'declined')]))).allowed, false);
  });
});

describe('passing a return to another authority', () => {
  const passed: When = [
    { kind: 'return-passed', passRef: 'pass-1', episodeKey: 'I1', toAuthority: 'swindon', why: 'Lives there' },
    '2026-03-02T12:00Z',
  ];
  const answered = (accepted: boolean): When => [
    { kind: 'return-pass-answered', passRef: 'pass-1', accepted, why: 'We know the child' },
    '2026-03-02T15:00Z',
  ];

  it('is for an open one, to another authority, one at a time', () => {
    const code = (more: readonly When[], to: string | null): string =>
      mayPass(onlyReturn(recordOf(more)), to).because.code;
    assert.equal(code([], 'swindon'), 'may-pass');
    assert.equal(code([], 'oxfordshire'), 'own');
    assert.equal(code([CLOSED], 'swindon'), 'settled');
    assert.equal(code([passed], 'croydon'), 'asked-already');
    assert.equal(code([passed, answered(false)], 'croydon'), 'may-pass');
    assert.equal(code([passed, answered(true)], 'croydon'), 'settled');
  });

  it('is withdrawn by who asked alone, and answered by whom it was asked, while it waits', () => {
    const one = (...more: readonly When[]): ReturnPass | undefined => recordOf([passed, ...more]).passes.at(-1);
    const withdrawn: When = [
      { kind: 'return-pass-withdrawn', passRef: 'pass-1', why: 'Not needed' },
      '2026-03-02T13:00Z',
    ];
    const codes = (pass: ReturnPass | undefined): string[] => [
      mayWithdrawPass(pass, 'oxfordshire').because.code,
      mayWithdrawPass(pass, 'swindon').because.code,
      ...(pass === undefined ? [] : [mayAnswerPass(pass).because.code]),
    ];
    assert.deepEqual(codes(one()), ['may-withdraw', 'asked-by-another', 'may-answer']);
    assert.deepEqual(codes(one(answered(true))), ['not-waiting', 'not-waiting', 'answered']);
    assert.deepEqual(codes(one(withdrawn)), ['not-waiting', 'not-waiting', 'withdrawn']);
    assert.deepEqual(codes(one([CLOSED[0], '2026-03-02T14:00Z'])), ['not-waiting', 'not-waiting', 'settled']);
    assert.deepEqual(codes(undefined), ['not-waiting', 'not-waiting']);
  });

  it('is one return of the authority, where it has since become responsible itself', () => {
    const details = {
      childRef: 'X1',
      policeRef: null,
      forename: 'Ada',
      surname: 'Marsh',
      dateOfBirth: null,
      sex: 'F',
      ethnicity: 'WBRI',
      homePostcode: null,
      responsibleAuthority: 'swindon',
    } as const;
    const moved: When = [{ kind: 'child-recorded', details }, '2026-03-10T10:00Z'];
    const { returns } = recordOf([passed, answered(true), moved]);
    assert.deepEqual(
      returns.map(({ authority, takenOverFrom, outcome }) => [authority, takenOverFrom, outcome]),
      [['swindon', null, null]],
    );
  });
});

describe('an interview that covers two returns of one instant', () => {
  it('counts with one of them alone', () => {
    const absence = (ref: string, from: string, to: string): When[] => [
      [received({ ...WENT, notificationRef: `${ref}-1`, incidentRef: ref, occurredAt: at(from) }), from],
      [received({ ...BACK, notificationRef: `${ref}-2`, incidentRef: ref, occurredAt: at(to) }), to],
    ];
    const interview: EntryContent = {
      kind: 'interview-recorded',
      interview: anInterview({ interviewRef: 'V1', incidentRefs: ['J1', 'J2'], completedAt: at('2026-03-06T10:00Z') }),
    };
    const { returns } = recordOf([
      ...absence('J1', '2026-03-05T10:00Z', '2026-03-05T12:00Z'),
      // Told of as gone and back in the minute in which the other one ended.
      ...absence('J2', '2026-03-05T12:00Z', '2026-03-05T12:00Z'),
      [interview, '2026-03-06T10:00Z'],
    ]);
    assert.deepEqual(
      returns.filter(({ episodeKey }) => episodeKey !== 'I1').map(({ episodeKey, outcome }) => [episodeKey, outcome]),
      [
        ['J1', 'covered'],
        ['J2', 'completed'],
      ],
    );
  });
});
