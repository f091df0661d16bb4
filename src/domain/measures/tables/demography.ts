/** Who the children are: the figures of Oxfordshire's narrative. */
import { bandOf } from '../../protocol/bands.ts';
import type { RowOfTable, Scope, TableDefinition } from '../definition.ts';
import type { EpisodeFact } from '../fact.ts';
import { ownOrInArea } from '../populations.ts';

const WHITE_BRITISH = 'WBRI';
const GROUP = 'white-british-boys-';
const CHILDREN = ['boys', 'girls', 'white-british'];

function rows(scope: Scope): RowOfTable[] {
  const ages = scope.protocol.measures.demographyAges.bands[0] as { id: string };
  return [
    { id: 'boys', title: 'Boys' },
    { id: 'girls', title: 'Girls' },
    { id: 'white-british', title: 'White British' },
    { id: groupRow(scope), title: `White British boys aged ${ages.id.replace('-', ' to ')}` },
  ];
}

function groupRow(scope: Scope): string {
  return `${GROUP}${(scope.protocol.measures.demographyAges.bands[0] as { id: string }).id}`;
}

function belongs(fact: EpisodeFact, row: number, scope: Scope): boolean {
  if (row === 0) return fact.sex === 'M';
  if (row === 1) return fact.sex === 'F';
  if (row === 2) return fact.ethnicity === WHITE_BRITISH;
  return (
    fact.sex === 'M' &&
    fact.ethnicity === WHITE_BRITISH &&
    bandOf(scope.protocol.measures.demographyAges, fact.ageAtStart) === 0
  );
}

/** @source Oxfordshire prevalence report, 12 November 2020, demography in the text */
export const demography: TableDefinition = {
  id: 'demography',
  title: 'Who went missing',
  question:
    'How many boys, girls and White British children went missing, and how many episodes are those of White British boys of the ages that go missing most?',
  source: 'Oxfordshire County Council, prevalence report of 12 November 2020, demography in the text',
  population: ownOrInArea,
  rows: {
    heading: 'Who',
    by: 'description',
    list: rows,
    belongs,
    noRow: [],
    known: { apart: [{ rows: ['boys', 'girls'], childrenToo: true }] },
  },
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      onlyInRows: (id) => CHILDREN.includes(id),
      definition: 'Distinct children who are as the row says.',
    },
    {
      id: 'episodes',
      title: 'Episodes',
      kind: 'count',
      unit: 'episodes',
      onlyInRows: (id) => id.startsWith(GROUP),
      definition:
        'Episodes of White British boys who on the day it started were of the ages that the row names, in completed years, both included.',
    },
    {
      id: 'episodes_percent',
      title: 'Episodes (%)',
      kind: 'percent',
      onlyInRows: (id) => id.startsWith(GROUP),
      numerator: 'episodes',
      denominator: 'episodes',
      of: 'table',
      definition: 'Of all episodes of the table.',
    },
  ],
  notes: [
    'The same children and episodes as the total of responsibility. A child may stand in several rows; one whose sex is not known stands in neither of the first two.',
  ],
  example: {
    sentence:
      'Ben is White British and 12 on the day of his first episode and 17 on that of his second; Ana is not White British.',
    from: '2020-01-01',
    to: '2020-06-30',
    episodes: [
      { child: 'Ana', startedAt: '2020-01-05T18:00Z', sex: 'F', ethnicity: 'BAFR', ageAtStart: 13 },
      {
        child: 'Ben',
        startedAt: '2020-01-05T18:00Z',
        endedAt: '2020-01-05T20:00Z',
        sex: 'M',
        ethnicity: 'WBRI',
        ageAtStart: 12,
      },
      { child: 'Ben', startedAt: '2020-03-05T18:00Z', sex: 'M', ethnicity: 'WBRI', ageAtStart: 17 },
    ],
    expect: {
      'boys.children': 1,
      'girls.children': 1,
      'white-british.children': 1,
      'white-british-boys-12-16.episodes': 1,
      'white-british-boys-12-16.episodes_percent': 33.33,
    },
  },
};
