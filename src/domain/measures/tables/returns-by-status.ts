/** Offer, answer, completion and timeliness by status in social care. */
import type { TableDefinition } from '../definition.ts';
import type { COUNTED_STATUSES } from '../../child/status.ts';
import { returnsSplit, threeReturns } from '../returns-split.ts';

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
    known: { alike: 'status' },
  },
  example: threeReturns({
    besides: 'Cara is not known to social care.',
    ana: { statusAtStart: 'looked-after' },
    ben: { statusAtStart: 'child-protection' },
    expect: { 'looked-after.completed': 1, 'child-protection.declined': 1, 'not-known.returns': 1 },
  }),
});
