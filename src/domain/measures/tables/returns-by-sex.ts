/** Offer, answer, completion and timeliness by sex. */
import type { TableDefinition } from '../definition.ts';
import { returnsSplit } from '../returns-split.ts';

const ROWS = [
  { id: 'F', title: 'Girls' },
  { id: 'M', title: 'Boys' },
  { id: 'U', title: 'Not known' },
] as const;

/** @source requests for information of 2019 and 2024; The Children’s Society (Streetwise), evidence 2015, gender */
export const returnsBySex: TableDefinition = returnsSplit({
  id: 'returns-by-sex',
  title: 'Return interviews by sex',
  question: 'Are boys and girls offered interviews, and do they have them, alike?',
  source: 'Requests for information of 2019 and 2024; The Children’s Society (Streetwise), evidence 2015, gender',
  rows: {
    heading: 'Sex',
    by: 'episode',
    list: () => ROWS,
    place: (fact) => ROWS.findIndex(({ id }) => id === fact.sex),
    noRow: [],
  },
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Nobody recorded Cara’s sex.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        sex: 'F',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        sex: 'M',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z' },
    ],
    expect: { 'F.completed': 1, 'M.declined': 1, 'U.returns': 1 },
  },
});
