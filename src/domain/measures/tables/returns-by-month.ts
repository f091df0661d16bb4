/** Offer, answer, completion and timeliness by the month of the return. */
import type { TableDefinition } from '../definition.ts';
import { monthOfPeriod, monthsOfPeriod } from '../scope.ts';
import { monthInWords } from '../../time/month.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

/** @source requests for information of 2019 and 2024: returned instances per month */
export const returnsByMonth: TableDefinition = returnsSplit({
  id: 'returns-by-month',
  title: 'Return interviews by month of the return',
  question: 'How many children came back each month, how many were offered an interview, and how many had one in time?',
  source: 'Requests for information of 2019 and 2024, returned instances per month; statutory guidance of January 2014',
  withTotal: true,
  rows: {
    heading: 'Month of the return',
    by: 'episode',
    list: (scope) => monthsOfPeriod(scope).map((id) => ({ id, title: monthInWords(id) })),
    place: (fact, scope) => monthOfPeriod(fact.endDay, scope),
    noRow: [],
    known: { alike: 'months of the return' },
  },
  example: threeReturns({
    expect: {
      '2024-04.returns': 1,
      '2024-04.offered_in_time': 1,
      '2024-04.in_time': 1,
      '2024-05.offered': 1,
      '2024-05.offered_in_time': 0,
      '2024-05.declined_percent': 100,
      '2024-06.offered_percent': null,
      'total.returns': 3,
      'total.offered_percent': 66.67,
      'total.completed': 1,
      'total.in_time_of_completed_percent': 100,
      'total.in_time_of_returns_percent': 33.33,
    },
  }),
});
