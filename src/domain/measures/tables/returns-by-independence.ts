/** Completion and timeliness by whether the interviewer was independent of the child's care. */
import type { TableDefinition } from '../definition.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

const ROWS = [
  { id: 'independent', title: 'Independent of the child’s care' },
  { id: 'not-independent', title: 'Not independent' },
  { id: 'not-said', title: 'Interviewed; nobody said' },
  { id: 'not-interviewed', title: 'Not interviewed' },
] as const;

/** @source Ofsted 2015: failures to make interviews independent; statutory guidance of January 2014: an independent person */
export const returnsByIndependence: TableDefinition = returnsSplit({
  id: 'returns-by-independence',
  title: 'Return interviews by independence of the interviewer',
  question: 'Are interviews held by somebody independent of the child’s care, and does that cost time?',
  source:
    'Ofsted, 2015, on interviews that were not independent; statutory guidance of January 2014: an independent person',
  notes: ['Of the interview that covers the return, as whoever held it or sent it said.'],
  rows: {
    heading: 'Interviewer',
    by: 'episode',
    list: () => ROWS,
    place: (fact) => {
      if (!fact.interviewCompleted) return 3;
      return fact.independent === null ? 2 : fact.independent === 'yes' ? 0 : 1;
    },
    noRow: [],
  },
  example: threeReturns({
    besides: 'Ana’s interviewer was independent.',
    ana: { independent: 'yes' },
    expect: { 'independent.in_time': 1, 'not-independent.returns': 0, 'not-interviewed.declined': 1 },
  }),
});
