/** The ledger for readers who may open no figure: without small numbers, and without what would tell one. */
import type { Column } from '../measures/definition.ts';
import type { Cell } from '../measures/report.ts';
import { TOTAL, type Shape } from '../measures/shape.ts';
import { withoutSmall } from '../measures/suppression.ts';
import { OPEN_STAGES, RETURN_OUTCOMES } from './follow-up.ts';
import type { LedgerNumber, LedgerRow } from './ledger.ts';

const SUMS = ['returns', 'open', 'offered', 'held', 'inTime'] as const;
/** Shown of every row. */
const NUMBERS: readonly LedgerNumber[] = [...SUMS, ...RETURN_OUTCOMES];

const SHAPE: Shape = {
  id: 'ledger',
  columns: NUMBERS.map((id): Column => ({
    id,
    title: '',
    definition: '',
    kind: 'count',
    unit: 'episodes',
    counts: () => id !== 'returns',
  })),
  parts: [
    { whole: 'returns', parts: ['open', ...RETURN_OUTCOMES], all: true },
    { whole: 'held', parts: ['completed', 'covered'], all: true },
    { whole: 'returns', parts: ['offered'] },
    { whole: 'offered', parts: ['held'] },
    { whole: 'held', parts: ['inTime'] },
  ],
  addsUp: 'episodes',
  known: {},
  whole: {},
  leavesOut: () => SHAPE,
  considered: null,
};

/**
 * Rows and their total without the counts from 1 to 4, and without what would tell one of them, or how many are left of
 * one count without another. A number of the total goes as soon as that of any row does: readers choose the months, and two
 * totals subtracted from each other would tell of the months between. Stages stand in no row, so that nothing says which of
 * the total would tell of a month: none is shown.
 * @unit returns
 * @source our reliability and security bar, T22 and S-SMALL; decision on secondary suppression
 */
export function ledgerForOutsiders(
  rows: readonly LedgerRow[],
  total: LedgerRow,
): { readonly rows: readonly LedgerRow[]; readonly total: LedgerRow } {
  const table = {
    rows: [
      ...rows.map((row) => ({ id: row.key, title: '', cells: NUMBERS.map((name) => cellOf(row, name)) })),
      { id: TOTAL, title: '', cells: NUMBERS.map((name) => cellOf(total, name)) },
    ],
    considered: 0,
    included: 0,
    leftOut: [],
  };
  const [shown] = withoutSmall([{ shape: SHAPE, table }]);
  const hiddenOf = (place: number): ReadonlySet<LedgerNumber> =>
    new Set([...NUMBERS.filter((_, index) => shown?.rows[place]?.cells[index]?.withheld === true), ...OPEN_STAGES]);
  const ofRows = rows.map((_, place) => hiddenOf(place));
  return {
    rows: rows.map((row, place) => without(row, ofRows[place] ?? new Set(NUMBERS))),
    total: without(
      total,
      ofRows.reduce((all, hidden) => all.union(hidden), hiddenOf(rows.length)),
    ),
  };
}

function numberOf(row: LedgerRow, name: LedgerNumber): number {
  if (isOneOf(SUMS, name)) return row[name];
  return isOneOf(RETURN_OUTCOMES, name) ? row.outcomes[name] : row.stages[name];
}

function cellOf(row: LedgerRow, name: LedgerNumber): Cell {
  const value = numberOf(row, name);
  return { column: name, value, numerator: value, denominator: null };
}

function without(row: LedgerRow, hidden: ReadonlySet<LedgerNumber>): LedgerRow {
  const kept = <Name extends LedgerNumber>(names: readonly Name[]): Record<Name, number> =>
    Object.fromEntries(names.map((name) => [name, hidden.has(name) ? 0 : numberOf(row, name)])) as Record<Name, number>;
  return { ...row, ...kept(SUMS), outcomes: kept(RETURN_OUTCOMES), stages: kept(OPEN_STAGES), hidden };
}

function isOneOf<Name extends LedgerNumber>(names: readonly Name[], name: LedgerNumber): name is Name {
  return (names as readonly LedgerNumber[]).includes(name);
}
