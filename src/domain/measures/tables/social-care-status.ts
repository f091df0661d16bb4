/** Children by their status in social care, and how many of them were screened for exploitation. */
import type { COUNTED_STATUSES } from '../../child/status.ts';
import type { TableDefinition } from '../definition.ts';
import { ownChildrenInArea } from '../populations.ts';

const ROWS = [
  { id: 'not-known', title: 'Not known to social care' },
  { id: 'looked-after', title: 'Looked after' },
  { id: 'child-protection', title: 'Child protection plan' },
  { id: 'other-open', title: 'Open to another team' },
] as const satisfies readonly { id: (typeof COUNTED_STATUSES)[number]; title: string }[];

/** @source Oxfordshire prevalence report, 12 November 2020, children by status and screenings completed */
export const socialCareStatus: TableDefinition = {
  id: 'social-care-status',
  title: 'Children by status in social care',
  question: 'Are the children who go missing known to social care, and have they been screened for exploitation?',
  source: 'Oxfordshire County Council, prevalence report of 12 November 2020, status and screenings completed',
  population: ownChildrenInArea,
  rows: {
    heading: 'Status',
    by: 'child',
    list: () => ROWS,
    place: (episodes) => {
      const status = episodes.counted(0).statusAtStart;
      return ROWS.findIndex((row) => row.id === status);
    },
    noRow: [],
  },
  parts: [{ whole: 'children', parts: ['screened'] }],
  columns: [
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Children by their status on the day their first counted episode of the period started.',
    },
    {
      id: 'screened',
      title: 'Screened for exploitation',
      kind: 'count',
      unit: 'children',
      definition:
        'Of them, those with a screening for child exploitation completed on or before the last day of the period.',
      counts: (fact, scope) => fact.screenedDay <= scope.toDay,
    },
  ],
  notes: ['The first that applies counts: looked after, child protection, any other open status, not known.'],
  example: {
    sentence:
      'Ana is not known to social care when she first goes missing, and looked after when she does again: she counts as not known. She is screened on the last day.',
    from: '2020-01-01',
    to: '2020-06-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2020-01-05T18:00Z',
        endedAt: '2020-01-05T20:00Z',
        statusAtStart: 'not-known',
        screenedOn: '2020-06-30',
      },
      { child: 'Ana', startedAt: '2020-03-05T18:00Z', statusAtStart: 'looked-after', screenedOn: '2020-06-30' },
      { child: 'Ben', startedAt: '2020-03-05T18:00Z', statusAtStart: 'looked-after', screenedOn: '2020-07-01' },
    ],
    expect: {
      'not-known.children': 1,
      'not-known.screened': 1,
      'looked-after.children': 1,
      'looked-after.screened': 0,
    },
  },
};
