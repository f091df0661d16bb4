/** What followed three returns of one child, so that every address of a return is one of something that is there. */
import sql from 'sql-template-tag';
import type { NewEntry } from '../../src/db/chronology/store.ts';
import type { EntryContent } from '../../src/domain/chronology/entry.ts';
import { addRequest } from '../../src/features/spot-purchase/queries.ts';
import type { Front } from './front.ts';
import { aNotification, at } from './notifications.ts';
import { OPERATOR, requesterOf } from './people.ts';
import { record, told } from './recording.ts';

/** Whom the acts after a return concern. */
export type Concerned = {
  /** Whom the interview was sent to. */
  readonly sentTo: string;
  /** Who was asked about the risks, and has not answered. */
  readonly asked: string;
  /** Authority that was asked to see to the interview, and has not answered; null where none was. */
  readonly passedTo: string | null;
  /** Provider to which every interview of the child was given; null where the authority holds them. */
  readonly givenTo: string | null;
  /** Authority that asked a provider for the interview, which has not answered. */
  readonly asking: string;
};

/** The numbers and references of what followed. */
export type CameBack = {
  /** A return that is open and late, with a question about it. */
  readonly openReturn: number;
  /** A green return, closed without an interview. */
  readonly closedReturn: number;
  readonly interviewId: number;
  readonly questionId: number;
  readonly interviewRef: string;
  readonly factRef: string;
  readonly transmissionRef: string;
  /** A letter of the green return. */
  readonly letterRef: string;
  readonly supportRef: string;
  readonly referralRef: string;
  /** A request to a provider for the interview after the return that is open. */
  readonly requestRef: string;
};

const RECORDED_BY = 'oxfordshire';
const HELD = at('2026-02-26T15:00Z');
/** Whom no person of the tests works for; it is asked where the interviews were given to nobody. */
const ANOTHER_PROVIDER = 'streetwise';
const ANSWER_BY = at('2026-04-01T09:00Z');

/** Puts three returns of a child on record: one interviewed, one closed, one open; and all that can follow them. */
export async function cameBack(
  front: Front,
  childId: number,
  index: number,
  { sentTo, asked, passedTo, givenTo, asking }: Concerned,
): Promise<CameBack> {
  const absence = (name: string, from: string, to: string): NewEntry[] =>
    [
      aNotification({
        notificationRef: `${name}-from-${index}`,
        incidentRef: `${name}-${index}`,
        occurredAt: at(from),
      }),
      aNotification({
        notificationRef: `${name}-to-${index}`,
        incidentRef: `${name}-${index}`,
        kind: 'found',
        occurredAt: at(to),
      }),
    ].map(told);
  const [interviewed, closed, open] = [`HELD-${index}`, `CLOSED-${index}`, `OPEN-${index}`];
  await record(
    front.database,
    'thames-valley-police',
    childId,
    [
      ...absence('HELD', '2026-02-24T20:00Z', '2026-02-25T08:00Z'),
      ...absence('CLOSED', '2026-03-02T20:00Z', '2026-03-03T08:00Z'),
      ...absence('OPEN', '2026-03-05T20:00Z', '2026-03-06T08:00Z'),
    ],
    front.now,
  );
  const refs = {
    interviewRef: `interview-${index}`,
    factRef: `fact-${index}`,
    transmissionRef: `sent-${index}`,
    letterRef: `letter-${index}`,
    supportRef: `support-${index}`,
    referralRef: `referral-${index}`,
    requestRef: `request-${index}`,
  };
  const { interviewRef, factRef } = refs;
  const given = (incident: string, name: string): readonly EntryContent[] =>
    givenTo === null
      ? []
      : [
          {
            kind: 'interview-allocated',
            interviewRef: `${name}-${index}`,
            incidentRefs: [incident],
            agency: givenTo,
            interviewerId: null,
            why: 'Because of the test',
          },
        ];
  const acts: readonly EntryContent[] = [
    ...given(interviewed, 'interview'),
    ...given(closed, 'closed'),
    ...given(open, 'wanted'),
    {
      kind: 'interview-held',
      interviewRef,
      incidentRefs: [interviewed],
      agency: givenTo ?? RECORDED_BY,
      interviewerId: null,
      participation: 'whole',
      independent: true,
      chose: [],
      place: 'school',
      present: [],
      reasons: [],
      words: { where: 'The bus station' },
    },
    {
      kind: 'fact-recorded',
      factRef,
      factKind: 'person',
      grading: { source: '2', assessment: 'A', handling: 'P' },
      interviewRef,
      words: { value: 'Ash Grove' },
    },
    {
      kind: 'transmission-sent',
      transmissionRef: refs.transmissionRef,
      interviewRef,
      purpose: 'police-intelligence',
      toAgency: sentTo,
      factRefs: [factRef],
      words: { summary: 'Was at the bus station' },
    },
    {
      kind: 'support-started',
      supportRef: refs.supportRef,
      programme: 'intensive-support',
      agency: RECORDED_BY,
      interviewRef,
      goalRefs: ['goal'],
      words: { goal: 'To ring home when late' },
    },
    {
      kind: 'referral-made',
      referralRef: refs.referralRef,
      to: 'health',
      agency: null,
      interviewRef,
      why: 'Sleeps badly',
      words: {},
    },
    {
      kind: 'triage-decided',
      episodeKey: closed,
      protocolId: 'test',
      proposed: 'amber',
      decided: 'green',
      because: [],
      why: 'Because of the test',
    },
    {
      kind: 'letter-sent',
      letterRef: refs.letterRef,
      episodeKey: closed,
      to: 'child',
      form: 'plain',
      way: 'post',
      words: { letter: 'We are glad that you are back.' },
    },
    {
      kind: 'return-closed',
      episodeKey: closed,
      as: 'not-required',
      decidedBy: 'team-manager',
      why: 'Because of the test',
    },
    {
      kind: 'information-asked',
      questionRef: `question-${index}`,
      episodeKey: open,
      agency: asked,
      factors: ['associates'],
      dueAt: at('2026-03-11T09:00Z'),
      why: 'Because of the test',
    },
    {
      kind: 'interview-requested',
      requestRef: refs.requestRef,
      interviewRef: `wanted-${index}`,
      incidentRefs: [open],
      agency: givenTo ?? ANOTHER_PROVIDER,
      dueAt: ANSWER_BY,
      pricePence: 20_000,
      why: 'Because of the test',
    },
    ...(passedTo === null
      ? []
      : [
          {
            kind: 'return-passed',
            passRef: `pass-${index}`,
            episodeKey: open,
            toAuthority: passedTo,
            why: 'Because of the test',
          } as const,
        ]),
  ];
  const entries = acts.map((content) => ({ occurredAt: HELD, sourceKey: null, content }));
  await record(front.database, RECORDED_BY, childId, entries, front.now);
  await front.database.transaction('job', requesterOf(asking), (tx) =>
    addRequest(tx, {
      requestRef: refs.requestRef,
      interviewRef: `wanted-${index}`,
      childId,
      from: asking,
      to: givenTo ?? ANOTHER_PROVIDER,
      ageBand: '13-15',
      sex: 'F',
      area: null,
      languages: [],
      dueAt: ANSWER_BY,
      pricePence: 20_000,
      cancelPence: null,
      askedAt: HELD,
      answerBy: ANSWER_BY,
    }),
  );
  const numbers = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ openReturn: number; closedReturn: number; interviewId: number; questionId: number }>(sql`
      select (select episode_id from homeward.episode where child_id = ${childId} and episode_key = ${open}) as "openReturn",
        (select episode_id from homeward.episode where child_id = ${childId} and episode_key = ${closed}) as "closedReturn",
        (select interview_id from homeward.interview where child_id = ${childId} and interview_ref = ${interviewRef}) as "interviewId",
        (select duty_id from homeward.duty where child_id = ${childId} and kind = 'information-request') as "questionId"`),
  );
  return { ...refs, ...numbers };
}
