/** Offer, answer, completion and timeliness by the kind of place the child went missing from. */
import type { TableDefinition } from '../definition.ts';
import type { MissingFromPlace } from '../../chronology/entry.ts';
import { returnsSplit } from '../returns-split.ts';

const ROWS = [
  { id: 'home', title: 'Family home' },
  { id: 'foster', title: 'Foster placement' },
  { id: 'residential', title: 'Residential placement' },
  { id: 'school', title: 'School' },
  { id: 'hospital', title: 'Hospital' },
  { id: 'other', title: 'Another place' },
  { id: 'not-known', title: 'Not known' },
] as const satisfies readonly { id: MissingFromPlace | 'not-known'; title: string }[];

/** @source The First Step (The Children’s Society, 2019), uptake for home and for care; feeds definition, notifications, missing from */
export const returnsByPlace: TableDefinition = returnsSplit({
  id: 'returns-by-place',
  title: 'Return interviews by where from',
  question:
    'Are children who go missing from home, foster care and residential care offered interviews, and do they have them, alike?',
  source:
    'The First Step (The Children’s Society, 2019), uptake for home and for care; feeds definition, notifications, missing from',
  rows: {
    heading: 'Missing from',
    by: 'episode',
    list: () => ROWS,
    place: (fact) => ROWS.findIndex(({ id }) => id === (fact.missingFrom ?? 'not-known')),
    noRow: [],
  },
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Nobody said where Cara went missing from.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        missingFrom: 'residential',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        missingFrom: 'home',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z' },
    ],
    expect: { 'residential.completed': 1, 'home.declined': 1, 'not-known.returns': 1 },
  },
});
