/** Who meets the repeat trigger: three starts in ninety days. */
import { HOUR } from '../../time/instant.ts';
import type { TableDefinition } from '../definition.ts';
import { ownChildren } from '../populations.ts';

/** @source West Midlands regional child sexual exploitation framework, missing pathway, in the Birmingham inquiry evidence 2015 */
export const repeatMissingTrigger: TableDefinition = {
  id: 'repeat-missing-trigger',
  title: 'Children who met the repeat trigger',
  question: 'How many children went missing so often in so short a time that they must be discussed?',
  source:
    'West Midlands regional child sexual exploitation framework, missing pathway, in the Birmingham inquiry evidence 2015: three times in three months',
  population: ownChildren,
  rows: {
    heading: 'Trigger',
    by: 'episode',
    list: (scope) => {
      const { starts, withinHours } = scope.protocol.measures.repeatTrigger;
      const days = withinHours / 24;
      return [{ id: `${starts}-in-${days}-days`, title: `${starts} missing episodes in ${days} days` }];
    },
    place: () => 0,
    noRow: [],
  },
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition:
        'Children with an episode in the period that is at least the third to start within 90 × 24 elapsed hours; exactly that many count. Earlier episodes may lie before the period.',
      counts: (fact, scope, episodes) => {
        const { starts, withinHours } = scope.protocol.measures.repeatTrigger;
        return fact.startedAt - episodes.missingStartBefore(fact.row, starts - 1) <= withinHours * HOUR;
      },
    },
  ],
  notes: [
    'The number of starts and the hours are those of the protocol.',
    'The episodes listed are those that met the trigger, not the earlier ones that they rest on.',
  ],
  example: {
    sentence:
      'Ana’s third start is exactly 90 times 24 hours after her first, which lies before the period; Ben’s is a minute later.',
    from: '2015-03-01',
    to: '2015-03-31',
    episodes: [
      { child: 'Ana', startedAt: '2014-12-01T12:00Z', endedAt: '2014-12-01T13:00Z' },
      { child: 'Ana', startedAt: '2015-02-01T12:00Z', endedAt: '2015-02-01T13:00Z' },
      { child: 'Ana', startedAt: '2015-03-01T12:00Z', endedAt: '2015-03-01T13:00Z' },
      { child: 'Ben', startedAt: '2014-12-01T12:00Z', endedAt: '2014-12-01T13:00Z' },
      { child: 'Ben', startedAt: '2015-02-01T12:00Z', endedAt: '2015-02-01T13:00Z' },
      { child: 'Ben', startedAt: '2015-03-01T12:01Z', endedAt: '2015-03-01T13:00Z' },
    ],
    expect: { '3-in-90-days.children': 1 },
  },
};
