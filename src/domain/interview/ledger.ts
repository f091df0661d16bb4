/** The ledger of returns: counts that add up, what changed since the month before, and no small number for outside readers. */
import { percentOf } from '../measures/rounding.ts';
import { OPEN_STAGES, RETURN_OUTCOMES, type OpenStage, type ReturnOutcome } from './follow-up.ts';

/** Returns alike in everything that the ledger tells apart. @source issue of return interviews: by authority, month and team */
export type LedgerCell = {
  /** Null where no authority is known. */
  readonly authority: string | null;
  /** Month of the return in London, YYYY-MM. */
  readonly month: string;
  readonly team: string;
  readonly outcome: ReturnOutcome | null;
  readonly stage: OpenStage | null;
  readonly returns: number;
  /** Of them, offered an interview; one that was held was offered. */
  readonly offered: number;
  /** Of them, interviewed or covered in time. */
  readonly inTime: number;
};

/** A number of a row. @source issue of return interviews */
export type LedgerNumber = 'returns' | 'open' | 'offered' | 'held' | 'inTime' | ReturnOutcome | OpenStage;

const NOTHING: ReadonlySet<LedgerNumber> = new Set();

/** One row of the ledger. @source issue of return interviews: returns = outcomes + still open */
export type LedgerRow = {
  readonly key: string;
  readonly returns: number;
  readonly outcomes: Readonly<Record<ReturnOutcome, number>>;
  readonly open: number;
  readonly stages: Readonly<Record<OpenStage, number>>;
  readonly offered: number;
  /** Interviewed or covered. */
  readonly held: number;
  readonly inTime: number;
  /** Numbers of it that are not for this reader; they are nought here. */
  readonly hidden: ReadonlySet<LedgerNumber>;
};

/** The sum of cells, as one row. @source issue of return interviews */
export function rowOf(key: string, cells: readonly LedgerCell[]): LedgerRow {
  const sum = (of: (cell: LedgerCell) => boolean, what: 'returns' | 'offered' | 'inTime' = 'returns'): number =>
    cells.reduce((total, cell) => total + (of(cell) ? cell[what] : 0), 0);
  const outcomes = byName(RETURN_OUTCOMES, (name) => sum(({ outcome }) => outcome === name));
  const stages = byName(OPEN_STAGES, (name) => sum(({ outcome, stage }) => outcome === null && stage === name));
  return {
    key,
    returns: sum(() => true),
    outcomes,
    open: sum(({ outcome }) => outcome === null),
    stages,
    offered: sum(() => true, 'offered'),
    held: outcomes.completed + outcomes.covered,
    inTime: sum(() => true, 'inTime'),
    hidden: NOTHING,
  };
}

/** One row for each value of what cells are told apart by, in order. @source issue of return interviews: by authority, month and team */
export function rowsBy(cells: readonly LedgerCell[], by: (cell: LedgerCell) => string): LedgerRow[] {
  const groups = Map.groupBy(cells, by);
  return [...groups.keys()].sort().map((key) => rowOf(key, groups.get(key) ?? []));
}

function byName<Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}

/** Whether a row adds up, in words. @source issue of return interviews: it adds up on a page that anyone can open */
export type LedgerCheck = { readonly adds: boolean; readonly sentence: string };

/**
 * Whether the returns of a row are its outcomes and those still open, and as many as came back by the record of absences.
 * @unit returns; `recorded` is counted from the absences, null where it cannot be
 * @source issue of return interviews: returns = outcomes + still open
 */
export function checkOf(row: LedgerRow, recorded: number | null): LedgerCheck {
  const ended = RETURN_OUTCOMES.reduce((sum, name) => sum + row.outcomes[name], 0);
  const unseen = OPEN_STAGES.some((name) => row.hidden.has(name));
  const open = unseen ? row.open : OPEN_STAGES.reduce((sum, name) => sum + row.stages[name], 0);
  const count = (number: number): string => number.toLocaleString('en-GB');
  const inside = row.returns === ended + open;
  const adds = inside && (recorded === null || recorded === row.returns);
  if (adds) {
    const sentence = `${count(row.returns)} = ${count(ended)} with an outcome + ${count(open)} still open`;
    return { adds, sentence: recorded === null ? `${sentence}.` : `${sentence}, as many as the absences that ended.` };
  }
  return {
    adds,
    sentence: `Does not add up: ${count(recorded ?? row.returns)} came back, ${count(ended)} have an outcome and ${count(open)} are open.`,
  };
}

/** One figure of a month beside that of the month before. @source issue of return interviews: monthly figures with what changed since last month */
export type MonthlyChange = {
  readonly what: 'offered' | 'held' | 'inTime';
  readonly count: number;
  /** Of the returns of the month; null where there was none. */
  readonly percent: number | null;
  readonly countBefore: number;
  readonly percentBefore: number | null;
  /** By how much and in which direction. */
  readonly words: string;
};

/**
 * What changed from one month to the next: offered, held and held in time.
 * @unit returns, and percent of the returns of each month to two decimals; the change in percentage points
 * @source issue of return interviews; feeds definition, rhi-monthly
 */
export function changesBetween(before: LedgerRow, now: LedgerRow): MonthlyChange[] {
  return (['offered', 'held', 'inTime'] as const).map((what) => {
    const percent = percentOf(now[what], now.returns);
    const percentBefore = percentOf(before[what], before.returns);
    return {
      what,
      count: now[what],
      percent,
      countBefore: before[what],
      percentBefore,
      words: changeInWords(now[what] - before[what], percent, percentBefore),
    };
  });
}

function changeInWords(difference: number, percent: number | null, before: number | null): string {
  const counted =
    difference === 0
      ? 'As many'
      : `${Math.abs(difference).toLocaleString('en-GB')} ${difference > 0 ? 'more' : 'fewer'}`;
  if (percent === null || before === null)
    return `${counted}; no share to compare, since nobody came back in one of the months`;
  const points = Math.round((percent - before) * 100) / 100;
  if (points === 0) return `${counted}; the share is the same`;
  return `${counted}; the share is ${points > 0 ? 'up' : 'down'} by ${Math.abs(points).toLocaleString('en-GB')} percentage points`;
}
