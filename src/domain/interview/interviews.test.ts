/** Interviews that are written again: who held them stays who held them, and sees the child while there is work on them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aChild, aNotification, at, DUTY_RULES, FOLD_RULES, received } from '../../../test/support/notifications.ts';
import type { Entry, EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import { plusHours, type Instant } from '../time/instant.ts';
import type { Participation } from './acts.ts';
import { isInterviewGiven } from './given.ts';

const RETURNED = at('2026-03-02T08:00Z');
const HELD = plusHours(RETURNED, 40);
const DAY = 24;

type Step = readonly [Instant, EntryContent, by?: string];

const started = aNotification({
  notificationRef: 'N1',
  incidentRef: 'I1',
  kind: 'missing',
  occurredAt: at('2026-03-01T20:00Z'),
});
const ALLOCATED: Step = [
  plusHours(RETURNED, 2),
  {
    kind: 'interview-allocated',
    interviewRef: 'R1',
    incidentRefs: ['I1'],
    agency: 'streetwise',
    interviewerId: 7,
    why: 'Near',
  },
];
const SIGNED: Step = [plusHours(RETURNED, 60), { kind: 'interview-signed-off', interviewRef: 'R1', why: 'Good' }];
const REOPENED_AT = plusHours(RETURNED, 45 * DAY);
const REOPENED: Step = [REOPENED_AT, { kind: 'interview-reopened', interviewRef: 'R1', why: 'A wrong name' }];

function written(
  agency: string,
  o: { readonly userId?: number | null; readonly where?: string; readonly participation?: Participation } = {},
): Step {
  const { userId = agency === 'streetwise' ? 7 : 3, where = 'A flat', participation = 'whole' } = o;
  const of = { interviewRef: 'R1', incidentRefs: ['I1'], agency, interviewerId: userId, participation };
  const how = { independent: true, chose: [], place: 'school', present: [], reasons: [], words: { where } } as const;
  return [HELD, { kind: 'interview-held', ...of, ...how }, agency];
}

function recordOf(...steps: readonly Step[]): ChildRecord {
  const all: readonly Step[] = [
    [at('2026-01-01T00:00Z'), { kind: 'child-recorded', details: aChild() }],
    [started.occurredAt, received(started)],
    [RETURNED, received({ ...started, notificationRef: 'N2', kind: 'found', occurredAt: RETURNED })],
    ...steps,
  ];
  let recordedAt = RETURNED;
  const entries = all.map(([occurredAt, content, by], index): Entry => {
    if (occurredAt > recordedAt) recordedAt = occurredAt;
    const own = { version: index + 1, occurredAt, recordedAt, recordedBy: by ?? 'oxfordshire' };
    return { ...own, userId: null, sourceKey: null, content };
  });
  return fold(entries, FOLD_RULES);
}

describe('an interview that another agency writes again', () => {
  it('stays held by who held it, who is paid for it and keeps it, with who wrote it last apart', () => {
    const { interviews } = recordOf(ALLOCATED, written('streetwise'), SIGNED, REOPENED, written('oxfordshire'));
    const [interview] = interviews;
    assert.ok(interview);
    assert.deepEqual(
      [interview.heldBy, interview.interviewerId, interview.writtenBy, interview.completedAt],
      ['streetwise', 7, 'oxfordshire', HELD],
    );
    assert.equal(isInterviewGiven(interview, 'streetwise'), true);
  });

  it('goes back to who held it when it is sent back after that', () => {
    const back: Step = [
      plusHours(REOPENED_AT, 2),
      { kind: 'interview-sent-back', interviewRef: 'R1', why: 'Say who she met' },
    ];
    const steps = [ALLOCATED, written('streetwise'), SIGNED, REOPENED, written('oxfordshire'), back];
    const owed = recordOf(...steps).duties.find(({ kind }) => kind === 'interview-sign-off');
    assert.equal(owed?.owedBy, 'streetwise');
  });

  it('is held by who held it with the child, whoever had asked the carers before', () => {
    const carers = written('oxfordshire', { participation: 'carer-only' });
    const [interview] = recordOf(ALLOCATED, carers, written('streetwise')).interviews;
    assert.deepEqual([interview?.heldBy, interview?.interviewerId], ['streetwise', 7]);
  });

  it('is sent on by who held it; the record of the authority that wrote it has it, whatever was sent to it before', () => {
    const sent: Step = [
      plusHours(HELD, 1),
      {
        kind: 'transmission-sent',
        transmissionRef: 'T1',
        interviewRef: 'R1',
        purpose: 'child-record',
        toAgency: 'oxfordshire',
        factRefs: [],
        words: {},
      },
      'streetwise',
    ];
    const came: Step = [
      plusHours(HELD, 2),
      { kind: 'transmission-answered', transmissionRef: 'T1', outcome: 'recorded', why: 'Ours' },
    ];
    const sharing = (...steps: readonly Step[]) =>
      recordOf(ALLOCATED, written('streetwise'), ...steps)
        .duties.filter(({ kind }) => kind === 'interview-sharing')
        .map(({ subjectKey, owedBy, settledAt }) => [subjectKey, owedBy, settledAt]);
    const again = [SIGNED, REOPENED, written('oxfordshire', { where: 'A house' })] as const;
    const police = ['R1 police-intelligence', 'streetwise', null];
    assert.deepEqual(sharing(...again), [police, ['R1 child-record', 'streetwise', REOPENED_AT]]);
    assert.deepEqual(sharing(sent, came, ...again), [police, ['R1 child-record', 'streetwise', plusHours(HELD, 2)]]);
  });
});

describe('sight of a child whose interview was sent back or opened again', () => {
  const sight = (...steps: readonly Step[]): Instant | null | undefined =>
    recordOf(ALLOCATED, written('streetwise'), ...steps).involvements.find(({ agency }) => agency === 'streetwise')
      ?.untilAt;
  const lasts = DUTY_RULES.involvementLastsDays * DAY;

  it('ends its days after it was held, also where it was signed off', () => {
    assert.equal(sight(), plusHours(HELD, lasts));
    assert.equal(sight(SIGNED), plusHours(HELD, lasts));
  });

  it('goes on until it is signed off again, for who is to write it, and runs again from then', () => {
    assert.equal(sight(SIGNED, REOPENED), null);
    assert.equal(sight(SIGNED, REOPENED, written('streetwise')), null, 'it may be sent back once more');
    const again: Step = [plusHours(REOPENED_AT, 9), SIGNED[1]];
    assert.equal(sight(SIGNED, REOPENED, written('streetwise'), again), plusHours(REOPENED_AT, 9 + lasts));
    const back: Step = [plusHours(HELD, 9), { kind: 'interview-sent-back', interviewRef: 'R1', why: 'More' }];
    assert.equal(sight(back), null);
  });
});
