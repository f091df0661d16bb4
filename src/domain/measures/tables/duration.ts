/** How long children were missing. */
import { bandOf, type Bands } from '../../protocol/bands.ts';
import { HOUR } from '../../time/instant.ts';
import type { Scope, TableDefinition } from '../definition.ts';
import { ownChildren, ownChildrenEnded } from '../populations.ts';
import { bandRows } from '../rows.ts';

const bandsOf = (scope: Scope): Bands => scope.protocol.measures.duration;
const rows = bandRows(bandsOf);

/** @source The Children's Society, evidence to the Birmingham inquiry 2015, length of time missing */
export const duration: TableDefinition = {
  id: 'duration',
  title: 'How long children were missing',
  question: 'For how long do children go missing?',
  source: 'The Children’s Society, evidence to the Birmingham inquiry 2015, length of time missing',
  population: ownChildren,
  rows: {
    heading: 'Length',
    by: 'episode',
    list: (scope) => [...rows(scope), { id: 'not-known', title: 'Not known: no return recorded' }],
    place: (fact, scope) => {
      const bands = bandsOf(scope);
      const band = fact.hasEnded ? bandOf(bands, (fact.endedAt - fact.startedAt) / HOUR) : -1;
      return band < 0 ? bands.bands.length : band;
    },
    noRow: [],
    known: { apart: [{ allBut: ['not-known'], of: ownChildrenEnded, all: true }] },
  },
  columns: [
    {
      id: 'episodes',
      title: 'Episodes',
      kind: 'count',
      unit: 'episodes',
      definition:
        'Episodes that started in the period, by elapsed time from start to return. The lower end is included: exactly 8 hours is in 8 to 16.',
    },
    {
      id: 'percent',
      title: 'Percent',
      kind: 'percent',
      numerator: 'episodes',
      denominator: 'episodes',
      of: 'table',
      definition: 'Of all episodes of the table, those of unknown length included.',
    },
  ],
  notes: [
    'Elapsed time: a night on which the clocks go forward is an hour shorter than it looks.',
    'Not known while the child is missing, and where nobody recorded a return before the child’s next episode.',
  ],
  example: {
    sentence:
      'Ana is away for exactly 8 hours, over the night on which the clocks go forward; Ben a millisecond less; Cara is still missing.',
    from: '2015-03-01',
    to: '2015-03-31',
    episodes: [
      { child: 'Ana', startedAt: '2015-03-28T22:00Z', endedAt: '2015-03-29T07:00+01:00' },
      { child: 'Ben', startedAt: '2015-03-28T22:00Z', endedAt: '2015-03-29T05:59:59.999Z' },
      { child: 'Cara', startedAt: '2015-03-28T22:00Z' },
    ],
    expect: { '0-8h.episodes': 1, '8-16h.episodes': 1, '8-16h.percent': 33.33, 'not-known.episodes': 1 },
  },
};
