/** Offer, answer, completion and timeliness by group of ethnicity. */
import type { TableDefinition } from '../definition.ts';
import { ETHNICITY_GROUPS, groupOf } from '../ethnicity-groups.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

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
    known: { childInOneRow: true },
  },
  example: threeReturns({
    besides: 'Cara’s ethnicity was not obtained.',
    ana: { ethnicity: 'BAFR' },
    ben: { ethnicity: 'WBRI' },
    cara: { ethnicity: 'NOBT' },
    expect: { 'black.completed': 1, 'white.declined': 1, 'not-known.returns': 1 },
  }),
});
