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

function held(when: Instant, agency = 'streetwise'): Told {
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
      words: { where: 'The bus station' },
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
  const start = (before - 60 * HOUR) as Instant;
  const end = (before - 24 * HOUR) as Instant;
  const absence = aNotification({ notificationRef: 'N1', incidentRef: 'I1', occurredAt: start });
  const found = aNotification({ notificationRef: 'N2', incidentRef: 'I1', kind: 'found', occurredAt: end });
  const entries = (
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
  return fold(entries, FOLD_RULES);
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
