/** How persistent: children of the period by everything known of them up to its last day. */
import { bandOf } from '../../protocol/bands.ts';
import type { TableDefinition } from '../definition.ts';
import { ownChildren, ownChildrenToDate, startedInPeriod } from '../populations.ts';
import { bandRows } from '../rows.ts';

/** @source The Children's Society, evidence to the Birmingham inquiry 2015, persistence */
export const episodesToDate: TableDefinition = {
  id: 'episodes-to-date',
  title: 'Children by all their episodes to date',
  question: 'Of the children who went missing in the period, how many have a long history of going missing?',
  source: 'The Children’s Society, evidence to the Birmingham inquiry 2015, persistence',
  population: ownChildrenToDate,
  rows: {
    heading: 'Episodes to date',
    by: 'child',
    list: bandRows((scope) => scope.protocol.measures.episodesToDate),
    place: (episodes, scope) => {
      // In order of start, so the last shows whether any lies in the period.
      if (!startedInPeriod(episodes.counted(episodes.count - 1), scope)) return -1;
      return bandOf(scope.protocol.measures.episodesToDate, episodes.count) < 0
        ? -2
        : bandOf(scope.protocol.measures.episodesToDate, episodes.count);
    },
    known: { wholeOf: { total: { population: ownChildren, unit: 'children' } } },
    noRow: [
      { code: 'none-in-period', sentence: 'Earlier episodes of children who had no missing episode in the period.' },
      { code: 'no-band', sentence: 'Children with a number of episodes for which the protocol has no band.' },
    ],
  },
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition:
        'Children with a missing episode in the period, by the number of all their missing episodes that started on or before its last day.',
    },
    {
      id: 'percent',
      title: 'Percent',
      kind: 'percent',
      numerator: 'children',
      denominator: 'children',
      of: 'table',
      definition: 'Of all children of the table.',
    },
  ],
  notes: ['The episodes listed are all those of the child up to the last day, also from before the period.'],
  example: {
    sentence: 'Ana went missing twice before the period and once in it: three to date. Ben only before it.',
    from: '2014-11-01',
    to: '2015-04-30',
    episodes: [
      { child: 'Ana', startedAt: '2013-05-01T18:00Z', endedAt: '2013-05-02T18:00Z' },
      { child: 'Ana', startedAt: '2014-10-31T18:00Z', endedAt: '2014-11-02T18:00Z' },
      { child: 'Ana', startedAt: '2015-04-30T22:59Z', endedAt: '2015-05-02T18:00Z' },
      { child: 'Ben', startedAt: '2014-10-31T18:00Z', endedAt: '2014-11-02T18:00Z' },
    ],
    expect: { '1-2.children': 0, '3-5.children': 1, '3-5.percent': 100 },
  },
};
