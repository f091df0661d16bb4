/** What was done with what the child said: referrals, reports to the police, sharing. */
import { wasInterviewed } from '../answers.ts';
import type { TableDefinition } from '../definition.ts';
import { describedReturns } from '../described-returns.ts';

/** @source requests for information of 2019 and 2024, outcomes and sharing; Oxfordshire prevalence report 2020, section 8 */
export const returnsPassedOn: TableDefinition = describedReturns({
  id: 'returns-passed-on',
  title: 'What came of the interviews',
  question:
    'How many interviews led to a referral or a report to the police, and how many were shared with the police and received?',
  source:
    'Requests for information of 2019 and 2024, outcomes and sharing; Oxfordshire prevalence report 2020, section 8',
  rows: [
    { id: 'interviewed', title: 'Interviewed', holds: wasInterviewed, interviewed: 'exactly' },
    {
      id: 'referred',
      title: 'Led to a referral',
      holds: (fact) => fact.interviewCompleted && fact.passedOn('referred'),
      interviewed: 'only',
    },
    {
      id: 'police-report',
      title: 'Led to a report to the police',
      holds: (fact) => fact.interviewCompleted && fact.passedOn('reportedToPolice'),
      interviewed: 'only',
    },
    {
      id: 'shared-with-police',
      title: 'Shared with the police',
      holds: (fact) => fact.interviewCompleted && fact.passedOn('sharedWithPolice'),
      interviewed: 'only',
    },
    {
      id: 'received-by-police',
      title: 'Police said that it came',
      holds: (fact) => fact.interviewCompleted && fact.passedOn('receivedByPolice'),
      interviewed: 'only',
    },
  ],
  notes: [
    'A return may stand in several rows, so they do not add up.',
    'A referral or a receipt counts only where it was recorded in Homeward: a file of interviews says when one was shared, and neither.',
  ],
  example: {
    sentence: 'Ana’s interview led to a referral and was shared and received, Ben’s was only shared, Cara had none.',
    from: '2024-04-01',
    to: '2024-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
        passedOn: ['referred', 'sharedWithPolice', 'receivedByPolice'],
      },
      {
        child: 'Ben',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
        passedOn: ['sharedWithPolice'],
      },
      { child: 'Cara', startedAt: '2024-04-01T18:00Z', endedAt: '2024-04-02T08:00Z' },
    ],
    expect: {
      'interviewed.returns': 2,
      'interviewed.of_interviewed_percent': 100,
      'referred.of_interviewed_percent': 50,
      'police-report.returns': 0,
      'shared-with-police.returns': 2,
      'received-by-police.returns': 1,
    },
  },
});
