/** Return interviews held, and held in time: Oxfordshire's summary. */
import type { TableDefinition } from '../definition.ts';
import { hasReturned, ownChildren } from '../populations.ts';
import { heldInTime } from '../timeliness.ts';

/** @source Oxfordshire prevalence report, 12 November 2020, return home interviews */
export const interviews: TableDefinition = {
  id: 'interviews',
  title: 'Return interviews',
  question: 'After how many returns was a return interview held, and how often within 72 hours?',
  source:
    'Oxfordshire County Council, prevalence report of 12 November 2020, return home interviews; statutory guidance of January 2014 for 72 hours',
  population: ownChildren,
  rows: {
    heading: 'Whose',
    by: 'episode',
    list: () => [{ id: 'all', title: 'All the authority’s own children' }],
    place: () => 0,
    noRow: [],
    known: { wholeOf: { all: { population: ownChildren } } },
  },
  parts: [
    { whole: 'returned_episodes', parts: ['completed'] },
    { whole: 'completed', parts: ['within_72h'] },
  ],
  columns: [
    {
      id: 'returned_episodes',
      title: 'Returns',
      kind: 'count',
      unit: 'episodes',
      definition: 'Episodes that started in the period and have ended.',
      counts: hasReturned,
    },
    {
      id: 'completed',
      title: 'Interviews held',
      kind: 'count',
      unit: 'episodes',
      definition: 'Of them, those covered by a completed return interview.',
      counts: (fact) => fact.hasEnded && fact.interviewCompleted,
    },
    {
      id: 'completed_percent',
      title: 'Held (%)',
      kind: 'percent',
      numerator: 'completed',
      denominator: 'returned_episodes',
      of: 'row',
      definition: 'Of the returns.',
    },
    {
      id: 'within_72h',
      title: 'Held in time',
      kind: 'count',
      unit: 'episodes',
      definition:
        'Of the interviews held, those completed 72 hours of elapsed time or less after the return; exactly 72 hours is in time, and so is an interview that is recorded as completed before the return.',
      counts: (fact, scope) => fact.hasEnded && heldInTime(fact, scope),
    },
    {
      id: 'within_72h_percent',
      title: 'Held in time (%)',
      kind: 'percent',
      numerator: 'within_72h',
      denominator: 'completed',
      of: 'row',
      definition: 'Of the interviews held.',
    },
  ],
  notes: [
    'The hours within which an interview is in time are those of the protocol.',
    'Elapsed time: over a change of the clocks, three days are 71 or 73 hours.',
  ],
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back, Ben a minute later, and Cara is still missing. The clocks go forward between Ana’s return and her interview.',
    from: '2020-01-01',
    to: '2020-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2020-03-27T18:00Z',
        endedAt: '2020-03-28T12:00Z',
        completedAt: '2020-03-31T13:00+01:00',
      },
      {
        child: 'Ben',
        startedAt: '2020-03-27T18:00Z',
        endedAt: '2020-03-28T12:00Z',
        completedAt: '2020-03-31T13:01+01:00',
      },
      { child: 'Cara', startedAt: '2020-06-27T18:00Z' },
    ],
    expect: {
      'all.returned_episodes': 2,
      'all.completed': 2,
      'all.completed_percent': 100,
      'all.within_72h': 1,
      'all.within_72h_percent': 50,
    },
  },
};
