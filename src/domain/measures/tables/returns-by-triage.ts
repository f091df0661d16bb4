/** Offer, answer, completion and timeliness by triage. */
import type { TableDefinition } from '../definition.ts';
import type { TriageLevel } from '../../triage/acts.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

const ROWS = [
  { id: 'red', title: 'Red' },
  { id: 'amber', title: 'Amber' },
  { id: 'green', title: 'Green' },
  { id: 'not-triaged', title: 'Not triaged' },
] as const satisfies readonly { id: TriageLevel | 'not-triaged'; title: string }[];

/** @source The Children’s Society (Streetwise), evidence 2015, red, amber and green, and uptake */
export const returnsByTriage: TableDefinition = returnsSplit({
  id: 'returns-by-triage',
  title: 'Return interviews by triage',
  question: 'Are the children whose return was triaged red interviewed, and in time?',
  source: 'The Children’s Society (Streetwise), evidence 2015, red, amber and green, and uptake',
  rows: {
    heading: 'Our triage',
    by: 'episode',
    list: () => ROWS,
    place: (fact) => ROWS.findIndex(({ id }) => id === (fact.triageLevel ?? 'not-triaged')),
    noRow: [],
  },
  example: threeReturns({
    besides: 'Cara’s return was not triaged.',
    ana: { triageLevel: 'red' },
    ben: { triageLevel: 'green' },
    expect: { 'red.completed': 1, 'green.declined': 1, 'not-triaged.returns': 1 },
  }),
});
