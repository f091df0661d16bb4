/** Croydon's monthly table: children and episodes of each month, and what came of return interviews. */
import { monthInWords } from '../../time/month.ts';
import { wasInterviewed, wasOffered } from '../answers.ts';
import type { TableDefinition } from '../definition.ts';
import { ownChildren } from '../populations.ts';
import { monthOfPeriod, monthsOfPeriod } from '../scope.ts';

/** @source Croydon Council, report of 6 February 2018, return home interviews by month */
export const returnInterviewsMonthly: TableDefinition = {
  id: 'rhi-monthly',
  title: 'Return interviews by month',
  question:
    'Of the children who went missing each month, how many were offered a return interview, and how many had one?',
  source: 'Croydon Council, report of 6 February 2018, return home interviews by month',
  population: ownChildren,
  rows: {
    heading: 'Month',
    by: 'episode',
    list: (scope) => monthsOfPeriod(scope).map((id) => ({ id, title: monthInWords(id) })),
    place: (fact, scope) => monthOfPeriod(fact.startDay, scope),
    noRow: [],
    known: { alike: 'months of the start' },
  },
  parts: [
    { whole: 'children', parts: ['children_offered'] },
    { whole: 'children_offered', parts: ['children_done'] },
    { whole: 'episodes', parts: ['episodes_done'] },
    { whole: 'episodes', parts: ['looked_after_episodes'] },
    { whole: 'looked_after_episodes', parts: ['looked_after_episodes_done'] },
    { whole: 'episodes_done', parts: ['looked_after_episodes_done'] },
  ],
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Distinct children with an episode that started in the month.',
    },
    {
      id: 'children_offered',
      title: 'Children offered an interview',
      kind: 'count',
      unit: 'children',
      definition:
        'Of them, those offered a return interview for an episode of the month. A completed interview was offered.',
      counts: wasOffered,
    },
    {
      id: 'children_done',
      title: 'Children interviewed',
      kind: 'count',
      unit: 'children',
      definition:
        'Of them, those with a completed return interview that covers an episode of the month, whenever it was completed.',
      counts: wasInterviewed,
    },
    {
      id: 'episodes',
      title: 'Episodes',
      kind: 'count',
      unit: 'episodes',
      definition: 'Episodes that started in the month.',
    },
    {
      id: 'episodes_done',
      title: 'Episodes covered by an interview',
      kind: 'count',
      unit: 'episodes',
      definition:
        'Of them, those covered by a completed return interview, whenever it was completed. One interview may cover several.',
      counts: wasInterviewed,
    },
    {
      id: 'offered_percent',
      title: 'Children offered (%)',
      kind: 'percent',
      numerator: 'children_offered',
      denominator: 'children',
      of: 'row',
      definition: 'Children offered an interview, of the children of the month.',
    },
    {
      id: 'episodes_done_percent',
      title: 'Episodes covered (%)',
      kind: 'percent',
      numerator: 'episodes_done',
      denominator: 'episodes',
      of: 'row',
      definition: 'Episodes covered by a completed interview, of the episodes of the month.',
    },
    {
      id: 'looked_after_episodes',
      title: 'Episodes of looked-after children',
      kind: 'count',
      unit: 'episodes',
      hidden: true,
      definition: 'Episodes of children who were looked after on the day the episode started.',
      counts: (fact) => fact.statusAtStart === 'looked-after',
    },
    {
      id: 'looked_after_episodes_done',
      title: 'Episodes of looked-after children covered by an interview',
      kind: 'count',
      unit: 'episodes',
      hidden: true,
      definition: 'Of them, those covered by a completed return interview.',
      counts: (fact) => fact.interviewCompleted && fact.statusAtStart === 'looked-after',
    },
    {
      id: 'looked_after_episodes_done_percent',
      title: 'Looked-after children’s episodes covered (%)',
      kind: 'percent',
      numerator: 'looked_after_episodes_done',
      denominator: 'looked_after_episodes',
      of: 'row',
      definition:
        'Episodes covered by a completed interview, of the episodes of children looked after on the day the episode started.',
    },
  ],
  notes: [
    'A child with episodes in two months counts in both.',
    'A later interview changes the month in which the episode started, not the month in which it was held.',
  ],
  example: {
    sentence:
      'Ana goes missing twice in April, once at 23:30 UTC on 31 March, which is 00:30 on 1 April in London. One interview in May covers both. Ben goes missing once, is offered an interview and declines.',
    from: '2017-04-01',
    to: '2017-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2017-03-31T23:30Z',
        endedAt: '2017-04-01T08:00Z',
        statusAtStart: 'looked-after',
        completedAt: '2017-05-04T10:00Z',
      },
      {
        child: 'Ana',
        startedAt: '2017-04-20T18:00Z',
        endedAt: '2017-04-21T08:00Z',
        statusAtStart: 'looked-after',
        completedAt: '2017-05-04T10:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2017-04-02T18:00Z',
        endedAt: '2017-04-02T20:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
    ],
    expect: {
      '2017-04.children': 2,
      '2017-04.children_offered': 2,
      '2017-04.children_done': 1,
      '2017-04.episodes': 3,
      '2017-04.episodes_done': 2,
      '2017-04.offered_percent': 100,
      '2017-04.episodes_done_percent': 66.67,
      '2017-04.looked_after_episodes_done_percent': 100,
    },
  },
};
