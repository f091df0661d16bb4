/** Offer, answer, completion and timeliness by triage. */
import type { TableDefinition } from '../definition.ts';
import type { TriageLevel } from '../../triage/acts.ts';
import { returnsSplit } from '../returns-split.ts';

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
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Cara’s return was not triaged.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        triageLevel: 'red',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        triageLevel: 'green',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z' },
    ],
    expect: { 'red.completed': 1, 'green.declined': 1, 'not-triaged.returns': 1 },
  },
});
