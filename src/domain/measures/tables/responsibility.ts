/** Whose children, and where: the first table of Oxfordshire's prevalence report. */
import type { TableDefinition } from '../definition.ts';
import { ownChildren, ownChildrenInArea, ownOrInArea } from '../populations.ts';

/** @source Oxfordshire prevalence report, 12 November 2020, children and episodes by responsibility */
export const responsibility: TableDefinition = {
  id: 'responsibility',
  title: 'Whose children went missing, and where',
  question: 'How many children went missing, whose responsibility are they, and were they in the area?',
  source: 'Oxfordshire County Council, prevalence report of 12 November 2020, children and episodes by responsibility',
  population: ownOrInArea,
  rows: {
    heading: 'Responsibility',
    by: 'episode',
    list: () => [
      { id: 'own-in-area', title: 'Own children, in the area' },
      { id: 'own-out-of-area', title: 'Own children, out of the area' },
      { id: 'other-authority-in-area', title: 'Other authorities’ children, in the area' },
    ],
    place: (fact, scope) => {
      if (fact.responsibleAuthority !== scope.authority) return 2;
      return fact.missingFromAuthority === scope.authority ? 0 : 1;
    },
    noRow: [],
    known: {
      wholeOf: { 'own-in-area': { population: ownChildrenInArea } },
      apart: [{ rows: ['own-in-area', 'own-out-of-area'], of: ownChildren }],
    },
  },
  withTotal: true,
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Distinct children with an episode in the row.',
    },
    {
      id: 'episodes',
      title: 'Episodes',
      kind: 'count',
      unit: 'episodes',
      definition: 'Episodes that started in the period.',
    },
  ],
  notes: [
    'A child with episodes in two rows counts in each, and once in the total.',
    'Own: the authority is responsible for the child. In the area: the child went missing from the authority’s area.',
  ],
  example: {
    sentence:
      'Ana, the authority’s own, goes missing once in the area and once out of it; Ben, of another authority, once in the area. Ana counts in two rows and once in the total.',
    from: '2020-01-01',
    to: '2020-06-30',
    episodes: [
      { child: 'Ana', startedAt: '2020-01-05T18:00Z' },
      { child: 'Ana', startedAt: '2020-02-05T18:00Z', missingFromAuthority: 'milltown' },
      { child: 'Ana', startedAt: '2020-03-05T18:00Z', missingFromAuthority: null },
      { child: 'Ben', startedAt: '2020-02-06T18:00Z', responsibleAuthority: 'milltown' },
    ],
    expect: {
      'own-in-area.children': 1,
      'own-out-of-area.children': 1,
      'other-authority-in-area.children': 1,
      'total.children': 2,
      'total.episodes': 3,
    },
  },
};
