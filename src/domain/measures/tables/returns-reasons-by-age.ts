/** Why children go, by age. */
import { AGE_BANDS } from '../age-bands.ts';
import { wasInterviewed } from '../answers.ts';
import type { CountColumn, TableDefinition } from '../definition.ts';
import { namesReason, reasonCodes } from '../named-reasons.ts';
import { ownChildrenReturned } from '../populations.ts';
import { reasonTitle } from './returns-reasons.ts';

const BY_AGE = AGE_BANDS.map(({ id, title, from, below }): CountColumn => ({
  id,
  title,
  kind: 'count',
  unit: 'episodes',
  definition: `Of them, those of children ${title === 'Not known' ? 'whose age is not known' : title.toLowerCase()}.`,
  counts: (fact) => fact.interviewCompleted && fact.ageAtStart >= from && fact.ageAtStart < below,
}));

/** @source Croydon scrutiny minutes of 28 November 2017: ask ages and motives */
export const returnsReasonsByAge: TableDefinition = {
  id: 'returns-reasons-by-age',
  title: 'Reasons for going by age',
  question: 'Which reasons do younger and older children give for going?',
  source: 'Croydon Council, scrutiny minutes of 28 November 2017, ages and motives',
  population: ownChildrenReturned,
  rows: {
    heading: 'Reason',
    by: 'description',
    list: (_scope, facts) => reasonCodes(facts).map((id) => ({ id, title: reasonTitle(id) })),
    belongs: namesReason,
    noRow: [],
    onlyFilled: true,
    known: { alike: 'reason' },
  },
  parts: [{ whole: 'returns', parts: BY_AGE.map(({ id }) => id), all: true }],
  columns: [
    {
      id: 'returns',
      title: 'Returns',
      kind: 'count',
      unit: 'episodes',
      definition: 'Returns covered by a completed interview that names the reason.',
      counts: wasInterviewed,
    },
    ...BY_AGE,
  ],
  notes: [
    'An interview may name several reasons, so rows do not add up. Age in completed years on the day the absence began.',
    'Nothing is known of the reasons of those who were not interviewed.',
  ],
  example: {
    sentence: 'Ana, 13, gives two reasons, Ben, 17, one of them; nobody recorded the age of Cara, who gives the same.',
    from: '2024-04-01',
    to: '2024-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
        ageAtStart: 13,
        reasons: ['social-networks', 'wanting-space'],
      },
      {
        child: 'Ben',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
        ageAtStart: 17,
        reasons: ['wanting-space'],
      },
      {
        child: 'Cara',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
        reasons: ['wanting-space'],
      },
    ],
    expect: {
      'wanting-space.returns': 3,
      'wanting-space.12-13': 1,
      'wanting-space.17': 1,
      'wanting-space.not-known': 1,
      'social-networks.16': 0,
    },
  },
};
