/** Offer, answer, completion and timeliness by policing area. */
import type { TableDefinition } from '../definition.ts';
import { nameOfCode } from '../rows.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

/** @source Oxfordshire County Council, prevalence report of 12 November 2020, policing areas; The Children’s Society (Streetwise), evidence 2015, missing from locations */
export const returnsByPolicingArea: TableDefinition = returnsSplit({
  id: 'returns-by-policing-area',
  title: 'Return interviews by policing area',
  question: 'In which policing areas are children offered interviews, and do they have them?',
  source:
    'Oxfordshire County Council, prevalence report of 12 November 2020, policing areas; The Children’s Society (Streetwise), evidence 2015, missing from locations',
  rows: {
    heading: 'Policing area',
    by: 'episode',
    list: (_scope, facts) =>
      facts.policingArea.texts.map((code) =>
        code === null ? { id: 'not-known', title: 'Not known' } : { id: code, title: nameOfCode(code) },
      ),
    place: (fact) => fact.columns.policingArea.codes[fact.row] as number,
    noRow: [],
    onlyFilled: true,
  },
  example: threeReturns({
    besides: 'Nobody said where Cara went missing.',
    ana: { policingArea: 'city' },
    ben: { policingArea: 'south' },
    expect: { 'city.completed': 1, 'south.declined': 1, 'not-known.returns': 1 },
  }),
});
