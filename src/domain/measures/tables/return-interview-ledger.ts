/** Every return in exactly one outcome, so that none can be lost between two figures. */
import { wasDeclined, wasInterviewed, wasOffered } from '../answers.ts';
import type { TableDefinition } from '../definition.ts';
import type { EpisodeFact } from '../fact.ts';
import { ownChildrenReturned } from '../populations.ts';
import { monthOfPeriod, monthsOfPeriod } from '../scope.ts';
import { heldInTime } from '../timeliness.ts';
import { monthInWords } from '../../time/month.ts';

type Outcome = 'completed' | 'covered' | 'declined' | 'unavailable' | 'waiting' | 'accepted_not_done' | 'not_offered';

function outcomeOf(fact: EpisodeFact): Outcome {
  if (fact.interviewCompleted) return fact.interviewEndsLater ? 'covered' : 'completed';
  switch (fact.offerOutcome) {
    case 'accepted':
      return 'accepted_not_done';
    case 'declined':
      return 'declined';
    case 'no-response':
    case 'unavailable':
      return 'unavailable';
    case 'waiting':
      return 'waiting';
    case null:
      return fact.interviewOffered ? 'waiting' : 'not_offered';
  }
}

const OUTCOMES: readonly { id: Outcome; title: string; definition: string }[] = [
  {
    id: 'completed',
    title: 'Interviewed',
    definition: 'Covered by a completed interview, of whose missing episodes it is the last to have ended.',
  },
  {
    id: 'covered',
    title: 'Covered by a later one’s interview',
    definition: 'Covered by a completed interview whose last missing episode is another.',
  },
  { id: 'declined', title: 'Declined', definition: 'No interview completed, and the latest offer was declined.' },
  {
    id: 'unavailable',
    title: 'Unavailable',
    definition: 'No interview completed, and to the latest offer there was no response or the child was unavailable.',
  },
  {
    id: 'waiting',
    title: 'Waiting',
    definition: 'No interview completed, and the latest offer is waiting or no outcome of it is recorded.',
  },
  {
    id: 'accepted_not_done',
    title: 'Accepted, not held',
    definition: 'The latest offer was accepted, and no interview is completed.',
  },
  { id: 'not_offered', title: 'Not offered', definition: 'No interview was offered.' },
];

/** @source feeds definition, rhi-ledger; Croydon Council, report of 6 February 2018, refused or unavailable */
export const returnInterviewLedger: TableDefinition = {
  id: 'rhi-ledger',
  title: 'Returns and what came of them',
  question: 'What came of every return: was the child interviewed, and if not, why not?',
  source:
    'Croydon Council, report of 6 February 2018, reasons for interviews not held; statutory guidance of January 2014',
  population: ownChildrenReturned,
  rows: {
    heading: 'Month of the return',
    by: 'episode',
    list: (scope) => monthsOfPeriod(scope).map((id) => ({ id, title: monthInWords(id) })),
    place: (fact, scope) => monthOfPeriod(fact.endDay, scope),
    noRow: [],
    known: { alike: 'months of the return' },
  },
  withTotal: true,
  columns: [
    {
      id: 'returns',
      title: 'Returns',
      kind: 'count',
      unit: 'episodes',
      definition: 'Episodes that ended in the month, whenever they started.',
    },
    ...OUTCOMES.map(({ id, title, definition }) => ({
      id,
      title,
      definition,
      kind: 'count' as const,
      unit: 'episodes' as const,
      counts: id === 'declined' ? wasDeclined : (fact: EpisodeFact) => outcomeOf(fact) === id,
    })),
    {
      id: 'within_72h',
      title: 'Held in time',
      kind: 'count',
      unit: 'episodes',
      definition:
        'Interviewed or covered at most 72 hours of elapsed time after this episode’s return; exactly 72 hours is in time.',
      counts: heldInTime,
    },
    {
      id: 'offered',
      title: 'Offered',
      kind: 'count',
      unit: 'episodes',
      hidden: true,
      definition: 'Returns after which an interview was offered.',
      counts: wasOffered,
    },
    {
      id: 'held',
      title: 'Held',
      kind: 'count',
      unit: 'episodes',
      hidden: true,
      definition: 'Interviewed or covered.',
      counts: wasInterviewed,
    },
  ],
  parts: [
    { whole: 'returns', parts: OUTCOMES.map(({ id }) => id), all: true },
    { whole: 'returns', parts: ['offered', 'not_offered'], all: true },
    { whole: 'held', parts: ['completed', 'covered'], all: true },
    { whole: 'held', parts: ['within_72h'] },
    { whole: 'offered', parts: ['held', 'declined'] },
  ],
  notes: [
    'Each return has one outcome: they add up to the returns.',
    'A return counts in the month, Europe/London, in which the child came back.',
  ],
  example: {
    sentence: 'Ana comes back twice in April and one interview covers both; Ben declines, Cara was offered nothing.',
    from: '2017-04-01',
    to: '2017-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2017-03-20T18:00Z',
        endedAt: '2017-04-01T08:00Z',
        completedAt: '2017-04-23T10:00Z',
        interviewEndsLater: true,
      },
      { child: 'Ana', startedAt: '2017-04-20T18:00Z', endedAt: '2017-04-21T08:00Z', completedAt: '2017-04-23T10:00Z' },
      {
        child: 'Ben',
        startedAt: '2017-04-02T18:00Z',
        endedAt: '2017-04-02T20:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2017-04-02T18:00Z', endedAt: '2017-04-30T22:59Z' },
    ],
    expect: {
      '2017-04.returns': 4,
      '2017-04.completed': 1,
      '2017-04.covered': 1,
      '2017-04.declined': 1,
      '2017-04.not_offered': 1,
      '2017-04.within_72h': 1,
      'total.returns': 4,
    },
  },
};
