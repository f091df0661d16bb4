/** Offer, answer, completion and timeliness by age. */
import { AGE_BANDS } from '../age-bands.ts';
import type { TableDefinition } from '../definition.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

/** @source requests for information of 2019 and 2024, acceptance and decline by age; Croydon Council 2018, older teenagers who refuse */
export const returnsByAge: TableDefinition = returnsSplit({
  id: 'returns-by-age',
  title: 'Return interviews by age',
  question: 'At which ages do children accept or decline an interview?',
  source:
    'Requests for information of 2019 and 2024, acceptance and decline by age; Croydon Council 2018, older teenagers who refuse',
  notes: ['Age in completed years on the day the absence began.'],
  rows: {
    heading: 'Age',
    by: 'episode',
    list: () => AGE_BANDS,
    place: (fact) => AGE_BANDS.findIndex(({ from, below }) => fact.ageAtStart >= from && fact.ageAtStart < below),
    noRow: [],
  },
  example: threeReturns({
    besides: 'Nobody recorded Cara’s age.',
    ana: { ageAtStart: 13 },
    ben: { ageAtStart: 17 },
    expect: { '12-13.accepted': 1, '17.declined': 1, 'not-known.returns': 1 },
  }),
});
