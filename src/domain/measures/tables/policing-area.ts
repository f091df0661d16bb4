/** Children and episodes by the policing area they went missing in. */
import type { TableDefinition } from '../definition.ts';
import { ownOrInArea } from '../populations.ts';
import { nameOfCode } from '../rows.ts';

const NOT_KNOWN = 'not-known';

/** @source Oxfordshire prevalence report, 12 November 2020, children and episodes by local policing area */
export const policingArea: TableDefinition = {
  id: 'policing-area',
  title: 'Where children went missing',
  question: 'In which policing areas do children go missing?',
  source:
    'Oxfordshire County Council, prevalence report of 12 November 2020, children and episodes by local policing area',
  population: ownOrInArea,
  rows: {
    heading: 'Policing area',
    by: 'episode',
    list: (_scope, facts) =>
      facts.policingArea.texts.map((text) =>
        text === null ? { id: NOT_KNOWN, title: 'Not known' } : { id: text, title: nameOfCode(text) },
      ),
    place: (fact) => fact.columns.policingArea.codes[fact.row] as number,
    noRow: [],
    onlyFilled: true,
  },
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Distinct children with an episode in the area.',
    },
    {
      id: 'children_percent',
      title: 'Children (%)',
      kind: 'percent',
      numerator: 'children',
      denominator: 'children',
      of: 'table',
      definition:
        'Of the distinct children of the table. They add up to more than 100 where a child went missing in two areas.',
    },
    {
      id: 'episodes',
      title: 'Episodes',
      kind: 'count',
      unit: 'episodes',
      definition: 'Episodes that started in the period in the area.',
    },
    {
      id: 'episodes_percent',
      title: 'Episodes (%)',
      kind: 'percent',
      numerator: 'episodes',
      denominator: 'episodes',
      of: 'table',
      definition: 'Of all episodes of the table.',
    },
  ],
  notes: [
    'The same children and episodes as the total of responsibility.',
    'There is a row for not known only where an episode names no area.',
  ],
  example: {
    sentence: 'Ana goes missing in two areas, Ben in one of them.',
    from: '2020-01-01',
    to: '2020-06-30',
    episodes: [
      { child: 'Ana', startedAt: '2020-01-05T18:00Z', endedAt: '2020-01-05T20:00Z', policingArea: 'city' },
      { child: 'Ana', startedAt: '2020-03-05T18:00Z', policingArea: 'south' },
      { child: 'Ben', startedAt: '2020-03-05T18:00Z', policingArea: 'city' },
    ],
    expect: {
      'city.children': 2,
      'city.children_percent': 100,
      'city.episodes': 2,
      'south.children_percent': 50,
      'south.episodes_percent': 33.33,
    },
  },
};
