/** The duties to share an interview and to say that it came: due to the minute, across changes of the clocks, and back with the sender. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aChild, aNotification, at, DUTY_RULES, FOLD_RULES, received } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { Duty } from '../chronology/record.ts';
import { HOUR, type Instant } from '../time/instant.ts';
import { latenessOf } from './lateness.ts';

const HELD = at('2026-03-05T10:00Z');

type Told = readonly [at: Instant, content: EntryContent, by?: string];

function held(
  when: Instant,
  agency = 'streetwise',
  words: Readonly<Record<string, string>> = { where: 'The bus station' },
): Told {
  return [
    when,
    {
      kind: 'interview-held',
      interviewRef: 'V1',
      incidentRefs: ['I1'],
      agency,
      interviewerId: null,
      participation: 'whole',
      independent: true,
      chose: [],
      place: 'school',
      present: [],
      reasons: [],
      words,
    },
    agency,
  ];
}

function sent(
  when: Instant,
  transmissionRef = 'T1',
  purpose: 'police-intelligence' | 'child-record' = 'police-intelligence',
): Told {
  const toAgency = purpose === 'child-record' ? 'oxfordshire' : 'thames-valley-police';
  return [
    when,
    { kind: 'transmission-sent', transmissionRef, interviewRef: 'V1', purpose, toAgency, factRefs: [], words: {} },
    'streetwise',
  ];
}

function answered(when: Instant, outcome: 'received' | 'recorded' | 'refused', transmissionRef = 'T1'): Told {
  return [when, { kind: 'transmission-answered', transmissionRef, outcome, why: 'x' }, 'thames-valley-police'];
}

function recordOf(told: readonly Told[], before: Instant) {
  return fold(recordEntries(before, told), FOLD_RULES);
}

function recordEntries(before: Instant, told: readonly Told[] = []): Entry[] {
  const start = (before - 60 * HOUR) as Instant;
  const end = (before - 24 * HOUR) as Instant;
  const absence = aNotification({ notificationRef: 'N1', incidentRef: 'I1', occurredAt: start });
  const found = aNotification({ notificationRef: 'N2', incidentRef: 'I1', kind: 'found', occurredAt: end });
  return (
    [
      [start, { kind: 'child-recorded', details: aChild() }, 'oxfordshire'],
      [start, received(absence), 'thames-valley-police'],
      [end, received(found), 'thames-valley-police'],
      ...told,
    ] as readonly Told[]
  ).map(([when, content, by], index): Entry => ({
    version: index + 1,
    occurredAt: when,
    recordedAt: when,
    recordedBy: by ?? null,
    userId: null,
    sourceKey: null,
    content,
  }));
}

function duty(told: readonly Told[], kind: Duty['kind'], subjectKey: string, before = HELD): Duty {
  const found = recordOf(told, before).duties.find((one) => one.kind === kind && one.subjectKey === subjectKey);
  assert.ok(found, `${kind} ${subjectKey}`);
  return found;
}

const TO_POLICE = 'V1 police-intelligence';
const after = (when: Instant, hours: number, minutes = 0): Instant =>
  (when + hours * HOUR + minutes * 60_000) as Instant;

describe('sharing an interview', () => {
  it('is owed by who held it, to the police and to the child’s record, from when it was held', () => {
    for (const key of [TO_POLICE, 'V1 child-record']) {
      const owed = duty([held(HELD)], 'interview-sharing', key);
      assert.equal(owed.owedBy, 'streetwise');
      assert.equal(owed.dueAt, after(HELD, DUTY_RULES.sharingWithinHours));
      assert.equal(owed.settledAt, null);
    }
    const own = recordOf([held(HELD, 'oxfordshire')], HELD).duties.filter(({ kind }) => kind === 'interview-sharing');
    assert.deepEqual(
      own.map(({ subjectKey }) => subjectKey),
      [TO_POLICE],
      'what the authority held itself is on the child’s record',
    );
  });

  it('comes back to the sender when nobody said in time that it came: not a minute before, not at the minute, a minute after', () => {
    const at0 = after(HELD, 3);
    const back = duty([held(HELD), sent(at0)], 'interview-sharing', TO_POLICE);
    const due = after(at0, DUTY_RULES.receiptWithinHours);
    assert.equal(back.dueAt, due);
    assert.equal(back.because[0]?.code, 'not-acknowledged');
    assert.equal(back.settledAt, null);
    assert.deepEqual(
      [-1, 0, 1].map((minutes) => latenessOf(back.dueAt, after(due, 0, minutes)) === 'late'),
      [false, false, true],
    );
    const receipt = duty([held(HELD), sent(at0)], 'interview-receipt', 'T1');
    assert.deepEqual([receipt.dueAt, receipt.owedBy], [due, 'thames-valley-police']);
  });

  it('is settled by the receipt, also a late one, for the sender and the receiver', () => {
    for (const minutes of [-1, 0, 1]) {
      const when = after(HELD, 3 + DUTY_RULES.receiptWithinHours, minutes);
      for (const outcome of ['received', 'recorded'] as const) {
        const told = [held(HELD), sent(after(HELD, 3)), answered(when, outcome)];
        assert.equal(duty(told, 'interview-sharing', TO_POLICE).settledAt, when);
        assert.equal(duty(told, 'interview-receipt', 'T1').settledAt, when);
      }
    }
  });

  it('comes back at once when it was sent back, also after it came, and is settled when it is taken after all', () => {
    const [first, second] = [after(HELD, 3), after(HELD, 5)];
    const refused = [held(HELD), sent(first), answered(second, 'refused')];
    assert.equal(duty(refused, 'interview-sharing', TO_POLICE).dueAt, second);
    const cameAndWent = [held(HELD), sent(first), answered(after(HELD, 4), 'received'), answered(second, 'refused')];
    const back = duty(cameAndWent, 'interview-sharing', TO_POLICE);
    assert.deepEqual([back.settledAt, back.dueAt], [null, second]);
    const interview = recordOf(cameAndWent, HELD).interviews[0];
    assert.equal(interview?.sharedWithPoliceAt, null);
    const again = [...refused, sent(after(HELD, 6), 'T2')];
    assert.equal(
      duty(again, 'interview-sharing', TO_POLICE).dueAt,
      after(HELD, 6 + DUTY_RULES.receiptWithinHours),
      'sent again, the receipt is waited for again',
    );
    const taken = [...again, answered(after(HELD, 7), 'recorded', 'T2')];
    assert.equal(duty(taken, 'interview-sharing', TO_POLICE).settledAt, after(HELD, 7));
    const afterAll = [...cameAndWent, answered(after(HELD, 8), 'recorded')];
    assert.equal(duty(afterAll, 'interview-sharing', TO_POLICE).settledAt, after(HELD, 4));
  });

  it('counts elapsed hours over both changes of the clocks', () => {
    for (const change of ['2026-03-29T01:00Z', '2026-10-25T01:00Z']) {
      const when = after(at(change), -5);
      const told = [held(when), sent(after(when, 1))];
      assert.equal(duty([held(when)], 'interview-sharing', TO_POLICE, when).dueAt, after(when, 24));
      assert.equal(duty(told, 'interview-sharing', TO_POLICE, when).dueAt, after(when, 25));
      assert.equal(duty(told, 'interview-receipt', 'T1', when).dueAt, after(when, 25));
    }
  });

  it('is apart for each purpose: the receipt of the one is not that of the other', () => {
    const told = [held(HELD), sent(after(HELD, 1), 'T1', 'child-record'), answered(after(HELD, 2), 'recorded')];
    assert.equal(duty(told, 'interview-sharing', 'V1 child-record').settledAt, after(HELD, 2));
    assert.equal(duty(told, 'interview-sharing', TO_POLICE).settledAt, null);
  });
});

describe('an interview that is written again after it was sent', () => {
  const again = (when: Instant, words: Readonly<Record<string, string>>): Told => {
    const [, content, by] = held(HELD, 'streetwise', words);
    return [HELD, content, `${by ?? ''}@${when}`];
  };
  /** Written at the time after the @, held when it was held. */
  const told = (...all: readonly Told[]) => {
    const entries = all.map(
      ([when, content, by]): { when: Instant; at: Instant; content: EntryContent; by: string } => {
        const [agency = '', written] = (by ?? '').split('@');
        return { when, at: written === undefined ? when : (Number(written) as Instant), content, by: agency };
      },
    );
    const before = recordEntries(HELD);
    return fold(
      [
        ...before,
        ...entries.map(({ when, at: recordedAt, content, by }, index): Entry => ({
          version: before.length + index + 1,
          occurredAt: when,
          recordedAt,
          recordedBy: by,
          userId: null,
          sourceKey: null,
          content,
        })),
      ],
      FOLD_RULES,
    );
  };
  const sharingOf = (record: ReturnType<typeof told>, key = TO_POLICE): Duty => {
    const found = record.duties.find(({ kind, subjectKey }) => kind === 'interview-sharing' && subjectKey === key);
    assert.ok(found);
    return found;
  };
  const first = [held(HELD), sent(after(HELD, 1)), answered(after(HELD, 2), 'recorded')] as const;
  const T = after(HELD, 50);

  it('is owed again from then, naming what changed and not what it says, until the new text came', () => {
    const rewritten = again(T, { where: 'A flat above the shop', harm: 'He took my phone' });
    const owed = sharingOf(told(...first, rewritten));
    assert.deepEqual([owed.settledAt, owed.dueAt], [null, after(T, DUTY_RULES.sharingWithinHours)]);
    assert.equal(owed.because[0]?.code, 'written-again');
    assert.match(owed.because[0]?.sentence ?? '', /“Where” and “Harm” changed/);
    assert.doesNotMatch(owed.because[0]?.sentence ?? '', /flat|phone/);
    const waiting = sharingOf(told(...first, rewritten, sent(after(T, 1), 'T2')));
    assert.deepEqual(
      [waiting.because[0]?.code, waiting.dueAt],
      ['not-acknowledged', after(T, 1 + DUTY_RULES.receiptWithinHours)],
    );
    const came = told(...first, rewritten, sent(after(T, 1), 'T2'), answered(after(T, 2), 'received', 'T2'));
    assert.equal(sharingOf(came).settledAt, after(T, 2));
    assert.deepEqual(
      came.transmissions.map(({ earlier }) => earlier?.since ?? null),
      [T, null],
    );
  });

  it('is the same text where it was written again word for word, or back to what was sent', () => {
    const same = again(T, { where: ' The bus station' });
    assert.equal(sharingOf(told(...first, same)).settledAt, after(HELD, 2));
    const other = again(T, { where: 'Elsewhere' });
    assert.equal(sharingOf(told(...first, other)).settledAt, null);
    const back = again(after(T, 1), { where: 'The bus station' });
    assert.equal(sharingOf(told(...first, other, back)).settledAt, after(HELD, 2));
  });

  it('is owed to the police for what goes to the police, and to the child’s record for all of it', () => {
    const toRecord = sent(after(HELD, 1), 'T9', 'child-record');
    const both = [...first, toRecord, answered(after(HELD, 2), 'recorded', 'T9')];
    const noticed = told(...both, again(T, { where: 'The bus station', worker: 'Bruises' }));
    assert.equal(sharingOf(noticed).settledAt, after(HELD, 2));
    assert.equal(sharingOf(noticed, 'V1 child-record').settledAt, null);
  });

  it('is owed to the police where only carers turn out to have been asked, until they have that', () => {
    const [, content, by] = held(HELD, 'streetwise', { carers: 'She was at home' });
    assert.ok(content.kind === 'interview-held');
    const carers: Told = [HELD, { ...content, participation: 'carer-only' }, `${by ?? ''}@${T}`];
    const owed = sharingOf(told(...first, carers));
    assert.deepEqual(
      [owed.settledAt, owed.openedAt, owed.dueAt, owed.owedBy, owed.because[0]?.code],
      [null, T, after(T, DUTY_RULES.sharingWithinHours), 'streetwise', 'written-again'],
    );
    const resent = [sent(after(T, 1), 'T2'), answered(after(T, 2), 'received', 'T2')];
    assert.equal(sharingOf(told(...first, carers, ...resent)).settledAt, after(T, 2));
    const unsent = told(held(HELD), carers).duties.filter(({ kind }) => kind === 'interview-sharing');
    assert.deepEqual(unsent, [], 'nothing was sent that no longer stands');
  });

  it('is owed to each force that has the earlier text, whoever else has the present one', () => {
    const [when, content, by] = sent(after(T, 1), 'T2');
    const toAnother: Told = [when, { ...content, toAgency: 'wiltshire-police' } as EntryContent, by ?? ''];
    const other = [again(T, { where: 'Elsewhere' }), toAnother, answered(after(T, 2), 'received', 'T2')];
    const owed = sharingOf(told(...first, ...other));
    assert.deepEqual([owed.settledAt, owed.because[0]?.code], [null, 'written-again']);
  });

  it('waits for the first text no longer where nobody said that it came', () => {
    const unheard = [held(HELD), sent(after(HELD, 1))] as const;
    const owed = sharingOf(told(...unheard, again(T, { where: 'Elsewhere' })));
    assert.equal(owed.settledAt, null);
    assert.equal(owed.because[0]?.code, 'not-acknowledged');
    const late = sharingOf(told(...unheard, again(T, { where: 'Elsewhere' }), answered(after(T, 1), 'received')));
    assert.deepEqual([late.settledAt, late.because[0]?.code], [null, 'written-again']);
  });
});

describe('what an agency was asked before triage', () => {
  const asked: Told = [
    after(HELD, -20),
    {
      kind: 'information-asked',
      questionRef: 'Q1',
      episodeKey: 'I1',
      agency: 'thames-valley-police',
      factors: [],
      dueAt: after(HELD, 4),
      why: 'Amber',
    },
    'oxfordshire',
  ];
  it('is needed no more once the return has its outcome, and stands as answered where it was', () => {
    const open = duty([asked], 'information-request', 'Q1');
    assert.equal(open.settledAt, null);
    const moot = duty([asked, held(HELD)], 'information-request', 'Q1');
    assert.deepEqual([moot.settledAt, moot.because.at(-1)?.code], [HELD, 'return-has-its-outcome']);
    const told: Told = [
      after(HELD, -1),
      { kind: 'risk-factors-recorded', questionRef: 'Q1', factors: {}, why: 'Nothing known' },
      'thames-valley-police',
    ];
    const answer = duty([asked, told, held(HELD)], 'information-request', 'Q1');
    assert.deepEqual([answer.settledAt, answer.because.length], [after(HELD, -1), 1]);
    const late: Told = [after(HELD, 1), { ...asked[1], questionRef: 'Q2' } as EntryContent, 'oxfordshire'];
    assert.equal(
      duty([held(HELD), late], 'information-request', 'Q2').settledAt,
      after(HELD, 1),
      'never before it was asked',
    );
  });

  it('stays needed no more when the child is offered the interview again, or the closed return is opened again', () => {
    const offered = (hours: number, outcome: 'declined' | 'no-response'): Told => {
      const to = { interviewRef: 'V1', incidentRefs: ['I1'], means: 'telephone', spokeTo: 'child' } as const;
      return [after(HELD, hours), { kind: 'interview-offered', ...to, outcome, words: {} }, 'oxfordshire'];
    };
    const twice = [asked, offered(-18, 'declined'), offered(200, 'no-response')];
    assert.equal(duty(twice, 'information-request', 'Q1').settledAt, after(HELD, -18));
    const closed: Told = [
      after(HELD, -17),
      { kind: 'return-closed', episodeKey: 'I1', as: 'not-required', decidedBy: 'Team manager', why: 'Lost' },
      'oxfordshire',
    ];
    const reopened: Told = [
      after(HELD, -10),
      { kind: 'return-reopened', episodeKey: 'I1', why: 'More is known' },
      'oxfordshire',
    ];
    assert.equal(duty([asked, closed, reopened], 'information-request', 'Q1').settledAt, after(HELD, -17));
    const anew: Told = [after(HELD, 201), { ...asked[1], questionRef: 'Q2' } as EntryContent, 'oxfordshire'];
    assert.equal(duty([...twice, anew], 'information-request', 'Q2').settledAt, null, 'asked again, it is owed again');
  });
});

describe('an interview of a return that another authority took over', () => {
  const pass: Told = [
    after(HELD, -20),
    {
      kind: 'return-passed',
      passRef: 'P1',
      episodeKey: 'I1',
      toAuthority: 'swindon',
      why: 'It lives there',
    },
    'oxfordshire',
  ];
  const taken: Told = [
    after(HELD, -19),
    { kind: 'return-pass-answered', passRef: 'P1', accepted: true, why: 'Yes' },
    'swindon',
  ];
  it('is signed off by the authority that took it over, and by the responsible one where none did', () => {
    assert.equal(duty([held(HELD)], 'interview-sign-off', 'V1').owedBy, 'oxfordshire');
    assert.equal(duty([pass, held(HELD)], 'interview-sign-off', 'V1').owedBy, 'oxfordshire');
    assert.equal(duty([pass, taken, held(HELD)], 'interview-sign-off', 'V1').owedBy, 'swindon');
  });
});
