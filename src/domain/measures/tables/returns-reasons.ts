/** Why children go, as they say it in interviews. */
import { codeWords, GOING_REASONS } from '../../interview/code-lists.ts';
import { wasInterviewed } from '../answers.ts';
import type { TableDefinition } from '../definition.ts';
import { namesReason, reasonCodes } from '../named-reasons.ts';
import { ownChildrenReturned } from '../populations.ts';
import { nameOfCode } from '../rows.ts';

/** A reason as people read it. @source feeds definition, interviews: reasons */
export function reasonTitle(code: string): string {
  return code in GOING_REASONS ? codeWords(GOING_REASONS, code) : nameOfCode(code);
}

/** @source Croydon scrutiny minutes of 28 November 2017: ask ages and motives; feeds definition, interviews: reasons */
export const returnsReasons: TableDefinition = {
  id: 'returns-reasons',
  title: 'Reasons for going',
  question: 'Which reasons do children give for going?',
  source: 'Croydon Council, scrutiny minutes of 28 November 2017, motives; feeds definition, reasons of interviews',
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
  columns: [
    {
      id: 'returns',
      title: 'Returns',
      kind: 'count',
      unit: 'episodes',
      definition: 'Returns covered by a completed interview that names the reason.',
      counts: wasInterviewed,
    },
    {
      id: 'children',
      title: 'Children',
      kind: 'count',
      unit: 'children',
      definition: 'Distinct children whose interview names the reason.',
      counts: wasInterviewed,
    },
    {
      id: 'percent',
      title: 'Of returns interviewed (%)',
      kind: 'percent',
      numerator: 'returns',
      denominator: 'returns',
      of: 'table',
      definition: 'Of all returns covered by a completed interview.',
    },
  ],
  notes: [
    'An interview may name several reasons, so they add up to more than 100.',
    'An interview that covers several returns names its reasons for each of them.',
    'Nothing is known of the reasons of those who were not interviewed.',
  ],
  example: {
    sentence: 'Ana gives two reasons, Ben one of them, Cara was interviewed and gives none, Dev was not interviewed.',
    from: '2024-04-01',
    to: '2024-04-30',
    episodes: [
      {
        child: 'Ana',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
        reasons: ['social-networks', 'wanting-space'],
      },
      {
        child: 'Ben',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
        reasons: ['wanting-space'],
      },
      {
        child: 'Cara',
        startedAt: '2024-04-01T18:00Z',
        endedAt: '2024-04-02T08:00Z',
        completedAt: '2024-04-03T08:00Z',
      },
      { child: 'Dev', startedAt: '2024-04-01T18:00Z', endedAt: '2024-04-02T08:00Z' },
    ],
    expect: {
      'wanting-space.returns': 2,
      'wanting-space.percent': 66.67,
      'social-networks.children': 1,
      'social-networks.percent': 33.33,
    },
  },
};
