/** Offer, answer, completion and timeliness by status in social care. */
import type { TableDefinition } from '../definition.ts';
import type { COUNTED_STATUSES } from '../../child/status.ts';
import { returnsSplit } from '../returns-split.ts';

const ROWS = [
  { id: 'looked-after', title: 'Looked after' },
  { id: 'child-protection', title: 'Child protection plan' },
  { id: 'other-open', title: 'Open to another team' },
  { id: 'not-known', title: 'Not known to social care' },
] as const satisfies readonly { id: (typeof COUNTED_STATUSES)[number]; title: string }[];

/** @source requests for information of 2019 and 2024, looked-after split; The First Step (The Children’s Society, 2019) */
export const returnsByStatus: TableDefinition = returnsSplit({
  id: 'returns-by-status',
  title: 'Return interviews by status in social care',
  question: 'Are looked-after children offered interviews, and do they have them, more or less often than others?',
  source:
    'Requests for information of 2019 and 2024, looked-after split; The First Step (The Children’s Society, 2019)',
  notes: ['Status on the day the absence began.'],
  rows: {
    heading: 'Status',
    by: 'episode',
    list: () => ROWS,
    place: (fact) => ROWS.findIndex(({ id }) => id === fact.statusAtStart),
    noRow: [],
  },
  example: {
    sentence:
      'Ana is interviewed exactly 72 hours after she came back; Ben declines an offer made after more than 72; Cara is offered nothing. Cara is not known to social care.',
    from: '2024-04-01',
    to: '2024-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        statusAtStart: 'looked-after',
        firstOfferedAt: '2024-04-02T10:00Z',
        offered: true,
        offerOutcome: 'accepted',
        completedAt: '2024-04-05T08:00Z',
      },
      {
        child: 'Ben',
        startedAt: '2024-05-01T18:00Z',
        endedAt: '2024-05-02T08:00Z',
        statusAtStart: 'child-protection',
        firstOfferedAt: '2024-05-06T10:00Z',
        offered: true,
        offerOutcome: 'declined',
      },
      { child: 'Cara', startedAt: '2024-05-03T18:00Z', endedAt: '2024-05-04T08:00Z' },
    ],
    expect: { 'looked-after.completed': 1, 'child-protection.declined': 1, 'not-known.returns': 1 },
  },
});
