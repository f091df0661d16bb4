/** Missing against absent: whether children who go missing more were recorded as absent more. */
import { bandOf } from '../../protocol/bands.ts';
import type { TableDefinition } from '../definition.ts';
import type { EpisodeFact } from '../fact.ts';
import { ownChildrenMissingOrAbsent } from '../populations.ts';
import { bandRows } from '../rows.ts';

const isMissing = (fact: EpisodeFact): boolean => fact.kind === 'missing';

/** @source The Children's Society, evidence to the Birmingham inquiry 2015, missing and absent */
export const missingAndAbsent: TableDefinition = {
  id: 'missing-and-absent',
  title: 'Missing and absent episodes of the same children',
  question: 'Were children who went missing more often also recorded as absent more often?',
  source:
    'The Children’s Society, evidence to the Birmingham inquiry 2015, average absences by number of missing episodes',
  population: ownChildrenMissingOrAbsent,
  rows: {
    heading: 'Missing episodes',
    by: 'child',
    list: bandRows((scope) => scope.protocol.measures.missingAndAbsent),
    place: (episodes, scope) => {
      const missing = episodes.countWhere(isMissing);
      if (missing === 0) return -1;
      const band = bandOf(scope.protocol.measures.missingAndAbsent, missing);
      return band < 0 ? -2 : band;
    },
    noRow: [
      { code: 'never-missing', sentence: 'Absent episodes of children with no missing episode in the period.' },
      {
        code: 'more-than-bands',
        sentence:
          'Episodes of children with more missing episodes in the period than the last row has, 9 or more where the protocol does not say otherwise: the published table ends there.',
      },
    ],
  },
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Children by the number of their missing episodes that started in the period.',
      counts: isMissing,
    },
    {
      id: 'absences',
      title: 'Absent episodes',
      kind: 'count',
      unit: 'episodes',
      hidden: true,
      definition: 'Absent episodes of these children that started in the period.',
      counts: (fact) => fact.kind === 'absent',
    },
    {
      id: 'mean_absences',
      title: 'Mean absent episodes',
      kind: 'mean',
      numerator: 'absences',
      denominator: 'children',
      of: 'row',
      definition: 'Absent episodes of these children that started in the period, divided by the children.',
    },
  ],
  notes: ['Absent is the police category of 2013 to 2017.'],
  example: {
    sentence:
      'Ana goes missing once and is absent twice, Ben goes missing once, Cara is absent once and never missing.',
    from: '2015-03-01',
    to: '2015-03-31',
    episodes: [
      { child: 'Ana', startedAt: '2015-03-02T22:00Z', endedAt: '2015-03-03T07:00Z' },
      { child: 'Ana', startedAt: '2015-03-04T22:00Z', endedAt: '2015-03-05T07:00Z', kind: 'absent' },
      { child: 'Ana', startedAt: '2015-03-06T22:00Z', endedAt: '2015-03-07T07:00Z', kind: 'absent' },
      { child: 'Ben', startedAt: '2015-03-02T22:00Z', endedAt: '2015-03-03T07:00Z' },
      { child: 'Cara', startedAt: '2015-03-02T22:00Z', kind: 'absent' },
    ],
    expect: { '1.children': 2, '1.mean_absences': 1, '2.children': 0, '2.mean_absences': null },
  },
};
