/** How many children came back, and how often. */
import { bandOf } from '../../protocol/bands.ts';
import type { Scope, TableDefinition } from '../definition.ts';
import { ownChildrenReturned } from '../populations.ts';
import { bandRows } from '../rows.ts';

const bandsOf = (scope: Scope) => scope.protocol.measures.frequency;

/** @source requests for information of 2019 and 2024: children and repeat counts */
export const returnsRepeats: TableDefinition = {
  id: 'returns-repeats',
  title: 'Children by how often they came back',
  question: 'How many children came back, and how many more than once?',
  source: 'Requests for information of 2019 and 2024, children and repeat counts; the bands are those of the protocol',
  population: ownChildrenReturned,
  rows: {
    heading: 'Returns in the period',
    by: 'child',
    list: bandRows(bandsOf),
    place: (episodes, scope) => bandOf(bandsOf(scope), episodes.count),
    noRow: [],
  },
  withTotal: true,
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Children by how many times they came back in the period.',
    },
    {
      id: 'children_percent',
      title: 'Children (%)',
      kind: 'percent',
      numerator: 'children',
      denominator: 'children',
      of: 'table',
      definition: 'Of all children who came back in the period.',
    },
    {
      id: 'returns',
      title: 'Returns',
      kind: 'count',
      unit: 'episodes',
      definition: 'Their returns.',
    },
    {
      id: 'returns_percent',
      title: 'Returns (%)',
      kind: 'percent',
      numerator: 'returns',
      denominator: 'returns',
      of: 'table',
      definition: 'Of all returns of the period.',
    },
  ],
  notes: ['Returns before and after the period do not count.'],
  example: {
    sentence: 'Ana comes back twice, Ben once.',
    from: '2024-04-01',
    to: '2024-04-30',
    episodes: [
      { child: 'Ana', startedAt: '2024-04-01T18:00Z', endedAt: '2024-04-02T08:00Z' },
      { child: 'Ana', startedAt: '2024-04-11T18:00Z', endedAt: '2024-04-12T08:00Z' },
      { child: 'Ben', startedAt: '2024-04-01T18:00Z', endedAt: '2024-04-02T08:00Z' },
    ],
    expect: {
      '1.children': 1,
      '2-4.children': 1,
      '2-4.returns_percent': 66.67,
      'total.children': 2,
      'total.returns': 3,
    },
  },
};
