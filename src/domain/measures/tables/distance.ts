/** How far children went. */
import { bandOf, type Bands } from '../../protocol/bands.ts';
import type { Scope, TableDefinition } from '../definition.ts';
import { ownChildrenEnded } from '../populations.ts';
import { bandRows } from '../rows.ts';

const bandsOf = (scope: Scope): Bands => scope.protocol.measures.distance;
const rows = bandRows(bandsOf);

/** @source The Children's Society, evidence to the Birmingham inquiry 2015, distance from home when found */
export const distance: TableDefinition = {
  id: 'distance',
  title: 'How far from home children were found',
  question: 'How far do children go?',
  source: 'The Children’s Society, evidence to the Birmingham inquiry 2015, distance from home when found',
  population: ownChildrenEnded,
  rows: {
    heading: 'Distance',
    by: 'episode',
    list: (scope) => [...rows(scope), { id: 'not-known', title: 'Not known' }],
    place: (fact, scope) => {
      const bands = bandsOf(scope);
      const band = bandOf(bands, fact.distanceMiles);
      return band < 0 ? bands.bands.length : band;
    },
    noRow: [],
  },
  columns: [
    {
      id: 'episodes',
      title: 'Episodes',
      kind: 'count',
      unit: 'episodes',
      definition:
        'Ended episodes by miles from where the child went missing to where the child was found. The upper end is included: exactly 5 miles is in 0 to 5, and so is 0.',
    },
    {
      id: 'percent',
      title: 'Percent',
      kind: 'percent',
      numerator: 'episodes',
      denominator: 'episodes',
      of: 'table',
      definition: 'Of all ended episodes of the table, those of unknown distance included.',
    },
  ],
  notes: [],
  example: {
    sentence:
      'Ana is found where she went missing, Ben 5 miles away and Cara 5.1; nobody recorded where Dev was found, and Eve is still missing.',
    from: '2015-03-01',
    to: '2015-03-31',
    episodes: [
      { child: 'Ana', startedAt: '2015-03-02T22:00Z', endedAt: '2015-03-03T07:00Z', distanceMiles: 0 },
      { child: 'Ben', startedAt: '2015-03-02T22:00Z', endedAt: '2015-03-03T07:00Z', distanceMiles: 5 },
      { child: 'Cara', startedAt: '2015-03-02T22:00Z', endedAt: '2015-03-03T07:00Z', distanceMiles: 5.1 },
      { child: 'Dev', startedAt: '2015-03-02T22:00Z', endedAt: '2015-03-03T07:00Z' },
      { child: 'Eve', startedAt: '2015-03-02T22:00Z', distanceMiles: 3 },
    ],
    expect: { '0-5mi.episodes': 2, '5-10mi.episodes': 1, '5-10mi.percent': 25, 'not-known.episodes': 1 },
  },
};
