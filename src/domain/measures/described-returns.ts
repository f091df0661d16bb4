/** Tables whose rows describe returns, so that one return may stand in several: how many, of all and of those interviewed. */
import { wasInterviewed } from './answers.ts';
import type { KnownOfRows, Scope, TableDefinition } from './definition.ts';
import type { EpisodeFact } from './fact.ts';
import { ownChildrenReturned } from './populations.ts';

/** A row, and which returns it holds. @source our judgement */
export type Described = {
  readonly id: string;
  readonly title: string;
  readonly holds: (fact: EpisodeFact, scope: Scope) => boolean;
  /** It holds none but those interviewed, or exactly those. */
  readonly interviewed?: 'only' | 'exactly';
};

/** A table of such rows, over the returns of the authority’s own children. @source requests for information of 2019 and 2024 */
export function describedReturns(
  o: Pick<TableDefinition, 'id' | 'title' | 'question' | 'source' | 'notes' | 'example'> & {
    readonly rows: readonly Described[];
    readonly apart?: KnownOfRows['apart'];
  },
): TableDefinition {
  const { apart, ...rest } = o;
  const each = Object.fromEntries(
    o.rows.flatMap(({ id, interviewed }) =>
      interviewed === undefined
        ? []
        : [[id, { counts: wasInterviewed, ...(interviewed === 'exactly' ? { exactly: true as const } : {}) }]],
    ),
  );
  return {
    ...rest,
    population: ownChildrenReturned,
    rows: {
      heading: 'Which returns',
      by: 'description',
      list: () => o.rows.map(({ id, title }) => ({ id, title })),
      belongs: (fact, row, scope) => o.rows[row]?.holds(fact, scope) ?? false,
      noRow: [],
      known: { each, ...(apart === undefined ? {} : { apart }) },
    },
    parts: [{ whole: 'returns', parts: ['interviewed'] }],
    columns: [
      { id: 'returns', title: 'Returns', kind: 'count', unit: 'episodes', definition: 'Returns as the row says.' },
      {
        id: 'children',
        title: 'Children',
        kind: 'count',
        unit: 'children',
        definition: 'Distinct children whose returns they are.',
      },
      {
        id: 'of_returns_percent',
        title: 'Of all returns (%)',
        kind: 'percent',
        numerator: 'returns',
        denominator: 'returns',
        of: 'table',
        definition: 'Returns as the row says, of all returns of the period.',
      },
      {
        id: 'interviewed',
        title: 'Interviewed',
        kind: 'count',
        unit: 'episodes',
        definition: 'Of the returns of the row, those covered by a completed interview.',
        counts: wasInterviewed,
      },
      {
        id: 'of_interviewed_percent',
        title: 'Of returns interviewed (%)',
        kind: 'percent',
        numerator: 'interviewed',
        denominator: 'interviewed',
        of: 'table',
        definition: 'Returns of the row that were interviewed, of all returns covered by a completed interview.',
      },
    ],
  };
}
