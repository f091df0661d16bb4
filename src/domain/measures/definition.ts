/**
 * What a table of a report is: its question, whom it is about, what counts and what is left out. From one definition come
 * the figures, the drill-down, the explanation and the printed catalogue.
 */
import type { Protocol } from '../protocol/protocol.ts';
import type { Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { FactColumns } from './columns.ts';
import type { ChildEpisodes } from './child-episodes.ts';
import type { EpisodeFact } from './fact.ts';
import type { WorkedExample } from './example.ts';

/** What a report is asked for. @source feeds definition, commands: both dates are included */
export type Scope = {
  /** Agency code. */
  readonly authority: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** London days since 1970-01-01 of both, included. */
  readonly fromDay: number;
  readonly toDay: number;
  /** That of the last day. */
  readonly protocol: Protocol;
  /** Within which time of a return its interview is owed, by the protocol of the London day of the return; the latest first. */
  readonly interviewWithin: readonly { readonly from: Instant; readonly milliseconds: number }[];
};

/** Which facts a table considers at all; of these each is counted, or left out with a reason. @source feeds definition, measures */
export type Considered = 'started in the period' | 'started by the last day' | 'ended in the period';

/** A reason for which facts are left out of a table. @source feeds definition, measures */
export type LeftOut = {
  /** Stable code. */
  readonly code: string;
  /** In plain English, ready for a person. */
  readonly sentence: string;
  readonly leavesOut: (fact: EpisodeFact, scope: Scope) => boolean;
};

/** Whose episodes, and which, a table counts. Shared by tables that must agree. @source feeds definition, measures */
export type Population = {
  readonly sentence: string;
  /** It is those of a larger population that count so. */
  readonly partOf?: { readonly population: Population; readonly counts: Counting };
  readonly considered: Considered;
  /** In order: the first that applies is the reason given. */
  readonly leftOut: readonly LeftOut[];
};

/** A row of a table. @source feeds definition, measures */
export type RowOfTable = { readonly id: string; readonly title: string };

/** Why facts of the population stand in no row. @source feeds definition, measures */
export type NoRow = { readonly code: string; readonly sentence: string };

/**
 * The rows of a table, and the way to them. A place is the position of the row, or `-1 - n` for the n-th reason of `noRow`.
 * @source feeds definition, measures
 */
export type Rows = {
  /** What the rows are, over their column. */
  readonly heading: string;
  readonly list: (scope: Scope, facts: FactColumns) => readonly RowOfTable[];
  readonly noRow: readonly NoRow[];
  /** Show only rows in which something counts, sorted by id. */
  readonly onlyFilled?: true;
  /** What is known of the rows besides their adding up. */
  readonly known?: KnownOfRows;
} & (
  | { readonly by: 'episode'; readonly place: (fact: EpisodeFact, scope: Scope) => number }
  | { readonly by: 'child'; readonly place: (episodes: ChildEpisodes, scope: Scope) => number }
  /** Rows that overlap: a fact stands in each that it belongs to, and in the table as a whole even when in none. */
  | { readonly by: 'description'; readonly belongs: (fact: EpisodeFact, row: number, scope: Scope) => boolean }
);

/** Whether a fact of a population counts. @source feeds definition, measures */
export type Counting = (fact: EpisodeFact, scope: Scope, episodes: ChildEpisodes) => boolean;

/**
 * What is known of rows besides their adding up, so that nothing hidden can be worked out by it. By id of the row.
 * @source our judgement: relations between figures are declared where the figures are
 */
export type KnownOfRows = {
  /** A child stands in one row only, so that children add up too. So it is wherever rows are by child. */
  readonly childInOneRow?: true;
  /** A name for what the rows hold, where other tables of the population have rows of the same episodes: for all, or for each. */
  readonly alike?: string | Readonly<Record<string, string>>;
  /** Every episode of a row counts so; `exactly`, no other of the table does. */
  readonly each?: Readonly<Record<string, { readonly counts: Counting; readonly exactly?: true }>>;
  /** A row, or `total`, is the whole of a population, of children alone where so said. */
  readonly wholeOf?: Readonly<Record<string, { readonly population: Population; readonly unit?: 'children' }>>;
  /** Rows without an episode in common, which are no more than the whole of the table or of another population; with `all` they are it. */
  readonly apart?: readonly (({ readonly rows: readonly string[] } | { readonly allBut: readonly string[] }) & {
    readonly of?: Population;
    /** Or of rows that are named so by `alike`. */
    readonly ofAlike?: string;
    readonly all?: true;
    /** They have no child in common either. */
    readonly childrenToo?: true;
  })[];
};

/** A column that counts. @source feeds definition, measures */
export type CountColumn = {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly kind: 'count';
  readonly unit: 'children' | 'episodes';
  /** Whether a fact of the population counts; every one does where this is absent. */
  readonly counts?: Counting;
  /** Which rows have it; all where this is absent. */
  readonly onlyInRows?: (rowId: string) => boolean;
  /** Counted as part of another column and not shown. */
  readonly hidden?: true;
};

/**
 * How count columns hang together in every row: the parts have nothing in common and lie within the whole; with `all` they
 * are the whole. From it follows which numbers could be worked out from others.
 * @source our judgement: relations between figures are declared where the figures are
 */
export type PartsOfColumn = { readonly whole: string; readonly parts: readonly string[]; readonly all?: true };

/** A column that divides one count by another. @source feeds definition, measures: rounded to two decimals, half up; null with a denominator of 0 */
export type RatioColumn = {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly kind: 'percent' | 'mean';
  /** Ids of count columns. */
  readonly numerator: string;
  readonly denominator: string;
  /** Whether the denominator is that of the row, or of all rows together. */
  readonly of: 'row' | 'table';
  readonly onlyInRows?: (rowId: string) => boolean;
};

/** @source feeds definition, measures */
export type Column = CountColumn | RatioColumn;

/** A table of a report. @source design: one definition a file, from which everything is made */
export type TableDefinition = {
  readonly id: string;
  readonly title: string;
  /** The question it answers, in plain English. */
  readonly question: string;
  readonly source: string;
  readonly population: Population;
  readonly rows: Rows;
  readonly columns: readonly Column[];
  /** None where this is absent. */
  readonly parts?: readonly PartsOfColumn[];
  /** Show a row `total` of all rows together, in which a child counts once. */
  readonly withTotal?: true;
  /** Columns drawn as bars, a chart each; the table’s own choice where this is absent. */
  readonly charts?: readonly (readonly string[])[];
  /** What a reader should know besides. */
  readonly notes: readonly string[];
  readonly example: WorkedExample;
};

/** A report: tables about one authority and period. @source design: the tables of the published documents */
export type ReportDefinition = {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly source: string;
  readonly tables: readonly TableDefinition[];
};
