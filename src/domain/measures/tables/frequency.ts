/** How often each child went missing: Oxfordshire's bands. */
import { bandOf } from '../../protocol/bands.ts';
import type { TableDefinition } from '../definition.ts';
import { ownChildrenInArea } from '../populations.ts';
import { bandRows } from '../rows.ts';

/** @source Oxfordshire prevalence report, 12 November 2020, children by number of episodes */
export const frequency: TableDefinition = {
  id: 'frequency',
  title: 'How often children went missing',
  question:
    'Of the authority’s own children who went missing in its area, how many did so once, and how many again and again?',
  source: 'Oxfordshire County Council, prevalence report of 12 November 2020, children by number of episodes',
  population: ownChildrenInArea,
  rows: {
    heading: 'Episodes',
    by: 'child',
    list: bandRows((scope) => scope.protocol.measures.frequency),
    place: (episodes, scope) => bandOf(scope.protocol.measures.frequency, episodes.count),
    noRow: [{ code: 'no-band', sentence: 'Children with a number of episodes for which the protocol has no band.' }],
  },
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Children by the number of their episodes that started in the period, in the area.',
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
  notes: ['The published percentages of 2020 mixed two denominators; here each is of the same children.'],
  example: {
    sentence: 'Ana goes missing once, Ben twice.',
    from: '2020-01-01',
    to: '2020-06-30',
    episodes: [
      { child: 'Ana', startedAt: '2020-01-05T18:00Z' },
      { child: 'Ben', startedAt: '2020-01-05T18:00Z', endedAt: '2020-01-05T20:00Z' },
      { child: 'Ben', startedAt: '2020-06-30T22:59Z' },
      { child: 'Ben', startedAt: '2020-06-30T23:00Z' },
    ],
    expect: { '1.children': 1, '1.percent': 50, '2-4.children': 1, '20+.children': 0 },
  },
};
