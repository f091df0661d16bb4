/** Offer, answer, completion and timeliness by group of ethnicity. */
import type { TableDefinition } from '../definition.ts';
import { ETHNICITY_GROUPS, groupOf } from '../ethnicity-groups.ts';
import { returnsSplit } from '../returns-split.ts';

/** @source missing People, research on ethnicity and missing children; The Children’s Society (Streetwise), evidence 2015, ethnicity; groups of the census of 2011 */
export const returnsByEthnicity: TableDefinition = returnsSplit({
  id: 'returns-by-ethnicity',
  title: 'Return interviews by ethnicity',
  question: 'Are children of every ethnicity offered interviews, and do they have them, alike?',
  source:
    'Missing People, research on ethnicity and missing children; The Children’s Society (Streetwise), evidence 2015, ethnicity; groups of the census of 2011',
  rows: {
    heading: 'Ethnicity',
    by: 'episode',
    list: () => ETHNICITY_GROUPS,
    place: (fact) => groupOf(fact.ethnicity),
    noRow: [],
  },
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Cara’s ethnicity was not obtained.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        ethnicity: 'BAFR',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        ethnicity: 'WBRI',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z', ethnicity: 'NOBT' },
    ],
    expect: { 'black.completed': 1, 'white.declined': 1, 'not-known.returns': 1 },
  },
});
