/** Why interviews were late. */
import type { TableDefinition } from '../definition.ts';
import { LATE_REASONS, wasLate, wasLateBecause } from '../late-reasons.ts';
import { ownChildrenReturned } from '../populations.ts';

const LATE = 'late';
const ROWS = [{ id: LATE, title: 'Late' }, ...LATE_REASONS];

/** @source Bracknell Forest 2014: 72 hours missed because information between agencies is slow, and out of hours; an audit trail of reasons is kept */
export const returnsLate: TableDefinition = {
  id: 'returns-late',
  title: 'Why interviews were late',
  question: 'Why were interviews not held within 72 hours?',
  source:
    'Bracknell Forest, 2014: hours missed between agencies and out of hours, and an audit trail of reasons; Croydon Council, report of 6 February 2018: travel and aborted visits',
  population: ownChildrenReturned,
  rows: {
    heading: 'Why',
    by: 'description',
    list: () => ROWS,
    belongs: (fact, row) => (row === 0 ? wasLate(fact) : wasLateBecause(fact, ROWS[row]?.id ?? '')),
    noRow: [],
    known: {
      each: Object.fromEntries(
        ROWS.map(({ id }) => [id, id === LATE ? { counts: wasLate, exactly: true as const } : { counts: wasLate }]),
      ),
    },
  },
  columns: [
    {
      id: 'returns',
      title: 'Returns',
      kind: 'count',
      unit: 'episodes',
      definition:
        'Returns whose interview was held after the 72 hours, or was not held and somebody explained why it is late.',
      counts: wasLate,
    },
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Distinct children whose returns they are.',
      counts: wasLate,
    },
    {
      id: 'percent',
      title: 'Of returns late (%)',
      kind: 'percent',
      numerator: 'returns',
      denominator: 'returns',
      of: 'table',
      definition: 'Of all returns that were late.',
    },
  ],
  notes: [
    'A return may stand in several rows, so they do not add up: what somebody explained, and what the record shows by itself.',
    'A return that is still open and that nobody explained is not in it: it is on the weekly scrutiny. Nor is one that ended without an interview, unless somebody explained it.',
  ],
  example: {
    sentence:
      'Ana’s interview was held late: no interviewer was free, and the police told of the return late. Ben’s was held late, and nothing says why. Cara’s was held in time.',
    from: '2024-04-01',
    to: '2024-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-08T08:00Z',
        lateBecause: ['no-interviewer', 'learnt-late'],
      },
      {
        child: 'Ben',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-08T08:00Z',
        lateBecause: ['nothing-said'],
      },
      {
        child: 'Cara',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
      },
    ],
    expect: {
      'late.returns': 2,
      'no-interviewer.returns': 1,
      'learnt-late.percent': 50,
      'nothing-said.children': 1,
      'distance.returns': 0,
    },
  },
};
