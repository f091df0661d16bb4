import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aChild, aNotification, at, FOLD_RULES, received } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import { dutyWords } from '../chronology/words.ts';
import { HOUR, plusHours, type Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { interviewStateWords } from './words.ts';

const RETURNED = at('2026-03-02T08:00Z');
const DUE = plusHours(RETURNED, 72);
const child: EntryContent = { kind: 'child-recorded', details: aChild() };

type Step = readonly [Instant, EntryContent];

function absence(ref: string, from: Instant, to: Instant | null, kind: 'missing' | 'absent' = 'missing'): Step[] {
  const started = aNotification({ kind, notificationRef: `${ref}-1`, incidentRef: ref, occurredAt: from });
  const ended = { ...started, notificationRef: `${ref}-2`, kind: 'found' as const };
  return [[from, received(started)], ...(to === null ? [] : [[to, received({ ...ended, occurredAt: to })] as const])];
}

const FIRST = absence('I1', at('2026-03-01T20:00Z'), RETURNED);

function recordOf(...steps: readonly Step[]): ChildRecord {
  const all: readonly Step[] = [[at('2026-01-01T00:00Z'), child], ...steps];
  const entries = all.map(([occurredAt, content], index): Entry => ({
    version: index + 1,
    occurredAt,
    recordedAt: occurredAt,
    recordedBy: 'oxfordshire',
    userId: null,
    sourceKey: null,
    content,
  }));
  return fold(entries, FOLD_RULES);
}

function offered(when: Instant, outcome: 'accepted' | 'declined' | 'no-response', ref = 'R1'): Step {
  const to = { interviewRef: ref, incidentRefs: ['I1'] };
  return [when, { kind: 'interview-offered', ...to, means: 'telephone', spokeTo: 'child', outcome, words: {} }];
}

function held(when: Instant, incidentRefs: readonly string[], participation: 'part' | 'carer-only' = 'part'): Step {
  const interview = { interviewRef: 'R1', incidentRefs, agency: 'oxfordshire', interviewerId: null, participation };
  const how = { independent: true, chose: [], place: 'school', present: [], reasons: [], words: {} } as const;
  return [when, { kind: 'interview-held', ...interview, ...how }];
}

function outcomes(record: ChildRecord): string[] {
  return record.returns.map(({ outcome, stage }) => outcome ?? `open: ${stage}`);
}

describe('what became of a return', () => {
  it('is open at the stage that the latest attempt left it in', () => {
    assert.deepEqual(outcomes(recordOf(...FIRST)), ['open: not-offered']);
    const once = offered(plusHours(RETURNED, 2), 'no-response');
    assert.deepEqual(outcomes(recordOf(...FIRST, once)), ['open: unreached']);
    assert.deepEqual(outcomes(recordOf(...FIRST, offered(plusHours(RETURNED, 9), 'accepted'), once)), [
      'open: accepted',
    ]);
  });

  it('is declined by the latest offer, and not by one before it', () => {
    const declined = offered(plusHours(RETURNED, 2), 'declined');
    assert.deepEqual(outcomes(recordOf(...FIRST, declined)), ['declined']);
    assert.deepEqual(outcomes(recordOf(...FIRST, declined, offered(plusHours(RETURNED, 5), 'accepted', 'R2'))), [
      'open: accepted',
    ]);
  });

  it('is interviewed for the last return that an interview covers, and covered for those before', () => {
    const second = absence('I2', plusHours(RETURNED, 10), plusHours(RETURNED, 20));
    const record = recordOf(...FIRST, ...second, held(plusHours(RETURNED, 30), ['I1', 'I2']));
    assert.deepEqual(outcomes(record), ['covered', 'completed']);
  });

  it('is interviewed where an absence that the interview names besides, and that was not missing, ended later', () => {
    const absent = absence('I2', plusHours(RETURNED, 10), plusHours(RETURNED, 20), 'absent');
    const record = recordOf(...FIRST, ...absent, held(plusHours(RETURNED, 30), ['I1', 'I2']));
    assert.deepEqual(outcomes(record), ['completed']);
  });

  it('is not interviewed where only carers were asked', () => {
    const declined = offered(plusHours(RETURNED, 2), 'declined');
    const record = recordOf(...FIRST, declined, held(plusHours(RETURNED, 3), ['I1'], 'carer-only'));
    assert.deepEqual(outcomes(record), ['declined']);
    assert.equal(record.episodes[0]?.interviewCompletedAt, null);
    assert.equal(record.interviews[0]?.carersAskedAt, plusHours(RETURNED, 3));
  });

  it('is missing again where the child went within the 72 hours, to the millisecond, and stays open after', () => {
    assert.deepEqual(outcomes(recordOf(...FIRST, ...absence('I2', DUE, null))), ['missing-again']);
    const later = absence('I2', (DUE + 1) as Instant, null);
    assert.deepEqual(outcomes(recordOf(...FIRST, ...later)), ['open: not-offered']);
  });

  it('is closed by a named person’s decision until somebody reopens it or makes an offer', () => {
    const closed: Step = [
      plusHours(RETURNED, 5),
      { kind: 'return-closed', episodeKey: 'I1', as: 'not-required', decidedBy: 'Team manager', why: 'Lost at a fair' },
    ];
    const record = recordOf(...FIRST, closed);
    assert.deepEqual(outcomes(record), ['not-required']);
    assert.match(record.returns[0]?.because[0]?.sentence ?? '', /Team manager/);
    const reopened: Step = [
      plusHours(RETURNED, 6),
      { kind: 'return-reopened', episodeKey: 'I1', why: 'More is known' },
    ];
    assert.deepEqual(outcomes(recordOf(...FIRST, closed, reopened)), ['open: not-offered']);
    assert.deepEqual(outcomes(recordOf(...FIRST, closed, offered(plusHours(RETURNED, 6), 'accepted'))), [
      'open: accepted',
    ]);
  });

  it('stands twice once another authority accepted it: passed for the one, its own for the other', () => {
    const ask: Step = [
      plusHours(RETURNED, 1),
      { kind: 'return-passed', passRef: 'pass-1', episodeKey: 'I1', toAuthority: 'swindon', why: 'Placed there' },
    ];
    const answer = (accepted: boolean): Step => [
      plusHours(RETURNED, 4),
      { kind: 'return-pass-answered', passRef: 'pass-1', accepted, why: 'We know the home' },
    ];
    assert.deepEqual(outcomes(recordOf(...FIRST, ask)), ['open: pass-asked']);
    assert.deepEqual(outcomes(recordOf(...FIRST, ask, answer(false))), ['open: not-offered']);
    const accepted = recordOf(...FIRST, ask, answer(true));
    assert.deepEqual(
      accepted.returns.map(({ authority, takenOverFrom, outcome }) => [authority, takenOverFrom, outcome]),
      [
        ['oxfordshire', null, 'passed'],
        ['swindon', 'oxfordshire', null],
      ],
    );
    const duty = accepted.duties.find(({ kind }) => kind === 'return-interview');
    assert.deepEqual([duty?.owedBy, duty?.dueAt], ['swindon', DUE]);
    const interviewing = accepted.involvements.find(({ agency }) => agency === 'swindon');
    assert.equal(interviewing?.relationship, 'interviewing-authority');
  });

  describe('and was passed to another authority', () => {
    const ask: Step = [
      plusHours(RETURNED, 10),
      { kind: 'return-passed', passRef: 'pass-1', episodeKey: 'I1', toAuthority: 'swindon', why: 'Placed there' },
    ];
    const accept = (hours: number): Step => [
      plusHours(RETURNED, hours),
      { kind: 'return-pass-answered', passRef: 'pass-1', accepted: true, why: 'We know the home' },
    ];
    const settled = (record: ChildRecord) => ({
      rows: record.returns.map(({ authority, outcome }) => [authority, outcome]),
      answerBy: record.duties.find(({ kind }) => kind === 'pass-answer')?.settledAt,
      sight: record.involvements
        .filter(({ agency }) => agency === 'swindon')
        .map(({ relationship, untilAt }) => [relationship, untilAt]),
    });
    const ended = (outcome: string, hours: number) => ({
      rows: [['oxfordshire', outcome]],
      answerBy: plusHours(RETURNED, hours),
      sight: [['consulted', plusHours(RETURNED, hours)]],
    });
    const theirs = (outcome: string | null, hours: number) => ({
      rows: [
        ['oxfordshire', 'passed'],
        ['swindon', outcome],
      ],
      answerBy: plusHours(RETURNED, hours),
      sight: [['interviewing-authority', null]],
    });

    it('is theirs where they accepted the minute before it was held, and not where they accepted as it was held, or after', () => {
      const done = held(plusHours(RETURNED, 30), ['I1']);
      const before = recordOf(...FIRST, ask, accept(30 - 1 / 60), done);
      assert.deepEqual(settled(before), theirs('completed', 30 - 1 / 60));
      assert.deepEqual(settled(recordOf(...FIRST, ask, accept(30), done)), ended('completed', 30));
      assert.deepEqual(settled(recordOf(...FIRST, ask, accept(31), done)), ended('completed', 30));
      assert.deepEqual(settled(recordOf(...FIRST, ask, done)), ended('completed', 30));
    });

    it('asks them no more once it was declined, the child went again, or it was closed', () => {
      const declined = offered(plusHours(RETURNED, 20), 'declined');
      assert.deepEqual(settled(recordOf(...FIRST, ask, declined)), ended('declined', 20));
      const again = absence('I2', plusHours(RETURNED, 40), null);
      assert.deepEqual(settled(recordOf(...FIRST, ask, ...again)), ended('missing-again', 40));
      const closed: Step = [
        plusHours(RETURNED, 15),
        { kind: 'return-closed', episodeKey: 'I1', as: 'not-required', decidedBy: 'Team manager', why: 'Lost' },
      ];
      assert.deepEqual(settled(recordOf(...FIRST, ask, closed, accept(16))), ended('not-required', 15));
      const reopened: Step = [plusHours(RETURNED, 18), { kind: 'return-reopened', episodeKey: 'I1', why: 'More' }];
      // Whoever opens it again asks again, if it is still to be passed on.
      const open = { ...ended('x', 15), rows: [['oxfordshire', null]] };
      assert.deepEqual(settled(recordOf(...FIRST, ask, closed, reopened)), open);
      assert.deepEqual(settled(recordOf(...FIRST, ask, closed, reopened, accept(19))), open);
    });

    it('stays at its end when the child is offered it again, or it turns out that only carers were asked', () => {
      const open = (hours: number) => ({ ...ended('x', hours), rows: [['oxfordshire', null]] });
      const declined = offered(plusHours(RETURNED, 20), 'declined');
      const later = offered(plusHours(RETURNED, 240), 'no-response');
      const record = recordOf(...FIRST, ask, declined, later);
      assert.deepEqual(settled(record), open(20));
      assert.deepEqual(
        record.duties.filter(({ kind, settledAt }) => kind === 'pass-answer' && settledAt === null),
        [],
      );
      // Learnt in another order it is the same, and of several ends the first counts.
      assert.deepEqual(settled(recordOf(...FIRST, later, ask, declined)), open(20));
      const twice = [declined, later, offered(plusHours(RETURNED, 250), 'declined')];
      assert.deepEqual(settled(recordOf(...FIRST, ask, ...twice)), ended('declined', 20));
      const [done, carers] = [30, 30].map((hours, index) =>
        held(plusHours(RETURNED, hours), ['I1'], index === 0 ? 'part' : 'carer-only'),
      ) as [Step, Step];
      assert.deepEqual(settled(recordOf(...FIRST, ask, done, carers)), open(30));
    });

    it('is asked again with a time of its own after an end', () => {
      const again: Step = [
        plusHours(RETURNED, 241),
        { kind: 'return-passed', passRef: 'pass-2', episodeKey: 'I1', toAuthority: 'swindon', why: 'Still there' },
      ];
      const declined = offered(plusHours(RETURNED, 20), 'declined');
      const later = offered(plusHours(RETURNED, 240), 'no-response');
      const { duties, passes } = recordOf(...FIRST, ask, declined, later, again);
      const asked = duties.filter(({ kind }) => kind === 'pass-answer');
      assert.deepEqual(
        asked.map(({ subjectKey, openedAt, settledAt }) => [subjectKey, openedAt, settledAt]),
        [
          ['pass-1', plusHours(RETURNED, 10), plusHours(RETURNED, 20)],
          ['pass-2', plusHours(RETURNED, 241), null],
        ],
      );
      assert.deepEqual(
        passes.map(({ endedAs }) => endedAs),
        ['settled', null],
      );
    });

    it('stays theirs where they had held it before they accepted, or heard the child decline', () => {
      const [when, content] = held(plusHours(RETURNED, 30), ['I1']);
      assert.ok(content.kind === 'interview-held');
      const own: Step = [when, { ...content, agency: 'swindon' }];
      assert.deepEqual(settled(recordOf(...FIRST, ask, accept(31), own)).rows, theirs('completed', 31).rows);
      const declined = offered(plusHours(RETURNED, 20), 'declined');
      assert.deepEqual(settled(recordOf(...FIRST, ask, accept(21), declined)), theirs('declined', 21));
    });

    it('stays with who asked where they withdraw it, whatever is answered then', () => {
      const withdrawn: Step = [
        plusHours(RETURNED, 12),
        { kind: 'return-pass-withdrawn', passRef: 'pass-1', why: 'Our own worker has time' },
      ];
      const open = { ...ended('x', 12), rows: [['oxfordshire', null]] };
      assert.deepEqual(settled(recordOf(...FIRST, ask, withdrawn)), open);
      assert.deepEqual(settled(recordOf(...FIRST, ask, withdrawn, accept(13))), open);
      // Accepted already, it is no more theirs to withdraw.
      assert.deepEqual(settled(recordOf(...FIRST, ask, accept(11), withdrawn)), theirs(null, 11));
    });
  });

  it('is not required by the protocol from the eighteenth birthday on, and is the day before', () => {
    const born = (dateOfBirth: string): Step => [
      at('2026-01-01T00:00Z'),
      { kind: 'child-recorded', details: aChild({ dateOfBirth: dateOfBirth as PlainDate }) },
    ];
    assert.deepEqual(outcomes(recordOf(born('2008-03-01'), ...FIRST)), ['not-required']);
    assert.deepEqual(outcomes(recordOf(born('2008-03-02'), ...FIRST)), ['open: not-offered']);
  });
});

describe('an interview that was given to a provider', () => {
  const given: Step = [
    plusHours(RETURNED, 1),
    {
      kind: 'interview-allocated',
      interviewRef: 'R1',
      incidentRefs: ['I1'],
      agency: 'streetwise',
      interviewerId: null,
      why: 'Near the placement',
    },
  ];

  it('is due from the provider when it is due from the authority, and ends with it', () => {
    const duties = recordOf(...FIRST, given).duties.filter(({ episodeKey }) => episodeKey === 'I1');
    assert.deepEqual(
      duties.map(({ kind, owedBy, dueAt, settledAt }) => [kind, owedBy, dueAt, settledAt]),
      [
        ['return-interview', 'oxfordshire', DUE, null],
        ['interview-given', 'streetwise', DUE, null],
      ],
    );
    const declined = recordOf(...FIRST, given, offered(plusHours(RETURNED, 9), 'declined')).duties;
    assert.equal(declined.find(({ kind }) => kind === 'interview-given')?.settledAt, plusHours(RETURNED, 9));
  });

  it('is due from nobody else where the authority holds it itself', () => {
    const own: Step = [given[0], { ...given[1], agency: 'oxfordshire' } as EntryContent];
    assert.deepEqual(
      recordOf(...FIRST, own).duties.map(({ kind }) => kind),
      ['return-interview'],
    );
  });
});

describe('what is due after an interview', () => {
  const HELD = plusHours(RETURNED, 30);
  const dutyOf = (kind: string, ...steps: readonly Step[]) => {
    const found = recordOf(...FIRST, held(HELD, ['I1']), ...steps).duties.filter((duty) => duty.kind === kind);
    assert.equal(found.length, 1, kind);
    return found[0];
  };
  const sent: Step = [
    plusHours(HELD, 3),
    {
      kind: 'transmission-sent',
      transmissionRef: 'sent-1',
      interviewRef: 'R1',
      purpose: 'police-intelligence',
      toAgency: 'thames-valley-police',
      factRefs: [],
      words: { summary: 'Was in town' },
    },
  ];
  const answered = (outcome: 'received' | 'refused'): Step => [
    plusHours(HELD, 5),
    { kind: 'transmission-answered', transmissionRef: 'sent-1', outcome, why: 'Wrong force' },
  ];

  it('is to share it with the police within a day, and no later for being sent', () => {
    const duty = dutyOf('interview-sharing');
    assert.deepEqual([duty?.owedBy, duty?.dueAt, duty?.settledAt], ['oxfordshire', HELD + 24 * HOUR, null]);
  });

  it('comes back to the sender a day after sending where nobody says that it came, and at once where it is refused', () => {
    const waiting = dutyOf('interview-sharing', sent);
    assert.deepEqual([waiting?.dueAt, waiting?.because[0]?.code], [HELD + 27 * HOUR, 'not-acknowledged']);
    assert.equal(dutyOf('interview-sharing', sent, answered('refused'))?.dueAt, HELD + 5 * HOUR);
    assert.equal(dutyOf('interview-sharing', sent, answered('received'))?.settledAt, HELD + 5 * HOUR);
  });

  it('asks the receiver for a receipt, and tells the time of it as the time it was shared', () => {
    assert.equal(dutyOf('interview-receipt', sent)?.owedBy, 'thames-valley-police');
    const record = recordOf(...FIRST, held(HELD, ['I1']), sent, answered('received'));
    assert.equal(record.interviews[0]?.sharedWithPoliceAt, HELD + 5 * HOUR);
  });

  it('is signed off by the authority, or goes back to who held it', () => {
    assert.equal(dutyOf('interview-sign-off')?.dueAt, HELD + 48 * HOUR);
    const back: Step = [plusHours(HELD, 8), { kind: 'interview-sent-back', interviewRef: 'R1', why: 'Say who' }];
    assert.equal(dutyOf('interview-sign-off', back)?.because[0]?.code, 'sent-back');
    const off: Step = [plusHours(HELD, 9), { kind: 'interview-signed-off', interviewRef: 'R1', why: 'Good' }];
    assert.equal(dutyOf('interview-sign-off', back, held(HELD, ['I1']), off)?.settledAt, HELD + 9 * HOUR);
  });

  it('goes back to who held it where it is opened again, and says that it was opened and not sent back', () => {
    const off: Step = [plusHours(HELD, 9), { kind: 'interview-signed-off', interviewRef: 'R1', why: 'Good' }];
    const open: Step = [plusHours(HELD, 10), { kind: 'interview-reopened', interviewRef: 'R1', why: 'She said more' }];
    const again: Step = [plusHours(HELD, 11), held(HELD, ['I1'])[1]];
    const back: Step = [plusHours(HELD, 12), { kind: 'interview-sent-back', interviewRef: 'R1', why: 'Say who' }];
    const stands = (...steps: Step[]) => {
      const [interview] = recordOf(...FIRST, held(HELD, ['I1']), ...steps).interviews;
      const duty = dutyOf('interview-sign-off', ...steps);
      return [interview && interviewStateWords(interview), duty?.because[0]?.code, duty && dutyWords(duty)];
    };
    const opened = ['Opened again, to be improved', 'opened-again', 'Interview to improve'];
    assert.deepEqual(stands(off, open), opened);
    assert.equal(dutyOf('interview-sign-off', off, open)?.dueAt, HELD + 58 * HOUR);
    assert.deepEqual(stands(off, open, again), ['Waits to be signed off', 'sign-off-owed', 'Interview to sign off']);
    const sentBack = ['Sent back to be improved', 'sent-back', 'Interview to improve'];
    assert.deepEqual(stands(off, open, again, back), sentBack);
    assert.deepEqual(stands(off, open, again, off), ['Signed off', 'sign-off-owed', 'Interview to sign off']);
  });
});
