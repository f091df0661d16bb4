/** Offer, answer, completion and timeliness by who delivers. */
import type { TableDefinition } from '../definition.ts';
import { nameOfCode } from '../rows.ts';
import { returnsSplit } from '../returns-split.ts';

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
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Cara’s interview is given to nobody.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        provider: 'streetwise',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        provider: 'harbourton',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z' },
    ],
    expect: { 'streetwise.completed': 1, 'harbourton.declined': 1, 'nobody.returns': 1 },
  },
});
