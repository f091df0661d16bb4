/** Whether the police knew of the absences. */
import type { TableDefinition } from '../definition.ts';
import { describedReturns } from '../described-returns.ts';

/** @source requests for information of 2019 and 2024, police notified */
export const returnsPoliceTold: TableDefinition = describedReturns({
  id: 'returns-police-told',
  title: 'Whether the police were told of the absence',
  question: 'Of how many absences were the police told?',
  source: 'Requests for information of 2019 and 2024, police notified',
  rows: [
    { id: 'police-told', title: 'The police reported the absence', holds: (fact) => fact.passedOn('reportedByPolice') },
    {
      id: 'police-not-told',
      title: 'Nobody but others reported it',
      holds: (fact) => !fact.passedOn('reportedByPolice'),
    },
  ],
  apart: [{ rows: ['police-told', 'police-not-told'], all: true }],
  notes: ['The police were told of an absence where a notification of it came from a police force.'],
  example: {
    sentence: 'The police reported Ana’s absence; only the home reported Ben’s.',
    from: '2024-04-01',
    to: '2024-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        passedOn: ['reportedByPolice'],
      },
      { child: 'Ben', startedAt: '2024-04-01T18:00Z', endedAt: '2024-04-02T08:00Z' },
    ],
    expect: { 'police-told.returns': 1, 'police-told.of_returns_percent': 50, 'police-not-told.children': 1 },
  },
});
