/** Offer, answer, completion and timeliness by who delivers. */
import type { TableDefinition } from '../definition.ts';
import { nameOfCode } from '../rows.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

/** @source requests for information of 2019 and 2024, who delivers; Croydon Council 2018 */
export const returnsByProvider: TableDefinition = returnsSplit({
  id: 'returns-by-provider',
  title: 'Return interviews by who delivers them',
  question: 'Who delivers the interviews, and how many of those given to each were held, and in time?',
  source: 'Requests for information of 2019 and 2024, who delivers; Croydon Council 2018',
  notes: ['Who held the interview, else to whom it is allocated; the authority itself where its own people interview.'],
  rows: {
    heading: 'Who delivers',
    by: 'episode',
    list: (_scope, facts) =>
      facts.provider.texts.map((code) =>
        code === null ? { id: 'nobody', title: 'Nobody yet' } : { id: code, title: nameOfCode(code) },
      ),
    place: (fact) => fact.columns.provider.codes[fact.row] as number,
    noRow: [],
    onlyFilled: true,
  },
  example: threeReturns({
    besides: 'Cara’s interview is given to nobody.',
    ana: { provider: 'streetwise' },
    ben: { provider: 'harbourton' },
    expect: { 'streetwise.completed': 1, 'harbourton.declined': 1, 'nobody.returns': 1 },
  }),
});
