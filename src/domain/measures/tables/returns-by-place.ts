/** Offer, answer, completion and timeliness by the kind of place the child went missing from. */
import type { TableDefinition } from '../definition.ts';
import type { MissingFromPlace } from '../../chronology/entry.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

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
    known: { alike: 'place' },
  },
  example: threeReturns({
    besides: 'Nobody said where Cara went missing from.',
    ana: { missingFrom: 'residential' },
    ben: { missingFrom: 'home' },
    expect: { 'residential.completed': 1, 'home.declined': 1, 'not-known.returns': 1 },
  }),
});
