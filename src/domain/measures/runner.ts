/**
 * The one runner. It counts every table of a report in one pass over the facts, child by child; asked for a cell, it makes
 * the same pass and keeps the facts that it counts there. So a figure and what it opens to cannot disagree.
 */
import { ChildEpisodes } from './child-episodes.ts';
import type { FactColumns } from './columns.ts';
import type { CountColumn, LeftOut, Population, RowOfTable, Scope, TableDefinition } from './definition.ts';
import { EpisodeFact } from './fact.ts';

/** Episodes, and the distinct children whose they are. @source our judgement */
export type Tally = { episodes: number; children: number; lastChild: number };

/** What a pass found for one table. @source our judgement */
export type Counted = {
  readonly table: TableDefinition;
  readonly rows: readonly RowOfTable[];
  readonly counts: readonly CountColumn[];
  /** By `cellOf(row, column)`; the row after the last is the table as a whole. */
  readonly cells: readonly Tally[];
  /** All facts considered. */
  readonly considered: Tally;
  /** All facts counted somewhere in the table. */
  readonly included: Tally;
  /** What was left out, reason by reason, in the order in which the reasons are tried. */
  readonly leftOut: readonly { readonly code: string; readonly sentence: string; readonly tally: Tally }[];
};

/** Facts to keep besides counting: rows of the columns, for chosen cells and for each reason. @source our judgement */
export type Keeping = {
  readonly cells: ReadonlyMap<number, number[]>;
  readonly leftOut: ReadonlyMap<string, number[]>;
};

/** A table in the course of a pass. */
class Running implements Counted {
  readonly table: TableDefinition;
  readonly rows: readonly RowOfTable[];
  readonly counts: readonly CountColumn[];
  readonly cells: Tally[];
  readonly considered = none();
  readonly included = none();
  readonly leftOut: { code: string; sentence: string; tally: Tally }[];
  readonly #populationReasons: number;
  readonly #keeping: Keeping | null;

  constructor(table: TableDefinition, scope: Scope, facts: FactColumns, keeping: Keeping | null) {
    this.table = table;
    this.rows = table.rows.list(scope, facts);
    this.counts = table.columns.filter((column) => column.kind === 'count');
    this.cells = Array.from({ length: (this.rows.length + 1) * this.counts.length }, none);
    this.#populationReasons = table.population.leftOut.length;
    this.leftOut = [...table.population.leftOut, ...table.rows.noRow].map(({ code, sentence }) => ({
      code,
      sentence,
      tally: none(),
    }));
    this.#keeping = keeping;
  }

  leave(reason: number, row: number, child: number): void {
    const left = this.leftOut[reason] as (typeof this.leftOut)[number];
    add(left.tally, child);
    this.#keeping?.leftOut.get(left.code)?.push(row);
  }

  /** Counts the facts of one child that are in the population. */
  take(fact: EpisodeFact, episodes: ChildEpisodes, scope: Scope): void {
    const rows = this.table.rows;
    const whole = this.rows.length;
    const childPlace = rows.by === 'child' ? rows.place(episodes, scope) : 0;
    for (let at = 0; at < episodes.count; at++) {
      const row = episodes.rows[at] as number;
      fact.row = row;
      const place = rows.by === 'episode' ? rows.place(fact, scope) : childPlace;
      if (place < 0) {
        this.leave(this.#populationReasons - 1 - place, row, fact.child);
        continue;
      }
      add(this.included, fact.child);
      this.#count(whole, fact, episodes, scope);
      if (rows.by !== 'description') this.#count(place, fact, episodes, scope);
      else
        for (let other = 0; other < whole; other++)
          if (rows.belongs(fact, other, scope)) this.#count(other, fact, episodes, scope);
    }
  }

  #count(place: number, fact: EpisodeFact, episodes: ChildEpisodes, scope: Scope): void {
    const counts = this.counts;
    const first = place * counts.length;
    for (let index = 0; index < counts.length; index++) {
      const column = counts[index] as CountColumn;
      if (column.counts !== undefined && !column.counts(fact, scope, episodes)) continue;
      add(this.cells[first + index] as Tally, fact.child);
      if (this.#keeping !== null) this.#keeping.cells.get(first + index)?.push(fact.row);
    }
  }
}

function none(): Tally {
  return { episodes: 0, children: 0, lastChild: -1 };
}

function add(tally: Tally, child: number): void {
  tally.episodes++;
  if (tally.lastChild === child) return;
  tally.lastChild = child;
  tally.children++;
}

/**
 * The number of the cell in a row and a count column of a pass; the row after the last is the table as a whole.
 * @source our judgement
 */
export function cellOf(counted: Counted, row: number, column: string): number {
  return row * counted.counts.length + counted.counts.findIndex(({ id }) => id === column);
}

/**
 * Counts tables over facts. With `keeping`, for a single table, also keeps the rows of the cells and reasons it names.
 * @unit a fact is considered by its London day, both ends of the period included
 * @source design: one runner
 */
export function count(
  tables: readonly TableDefinition[],
  facts: FactColumns,
  scope: Scope,
  keeping: Keeping | null = null,
): readonly Counted[] {
  const running = tables.map((table) => new Running(table, scope, facts, keeping));
  const populations = [...new Set(tables.map((table) => table.population))];
  const fact = new EpisodeFact(facts);
  const episodes = new ChildEpisodes(facts, new Int32Array(longestHistory(facts)));
  for (const population of populations) {
    pass(
      population,
      running.filter((one) => one.table.population === population),
      facts,
      scope,
      fact,
      episodes,
    );
  }
  return running;
}

function pass(
  population: Population,
  tables: readonly Running[],
  facts: FactColumns,
  scope: Scope,
  fact: EpisodeFact,
  episodes: ChildEpisodes,
): void {
  const days = population.considered === 'ended in the period' ? facts.endDay : facts.startDay;
  const fromDay = population.considered === 'started by the last day' ? -Infinity : scope.fromDay;
  const toDay = scope.toDay;
  const first = facts.firstRowOfChild;
  for (let child = 0; child < facts.childCount; child++) {
    const end = first[child + 1] as number;
    episodes.firstRow = first[child] as number;
    episodes.endRow = end;
    episodes.count = 0;
    for (let row = episodes.firstRow; row < end; row++) {
      const day = days[row] as number;
      if (day < fromDay || day > toDay) continue;
      fact.row = row;
      const reason = reasonToLeaveOut(population.leftOut, fact, scope);
      for (const table of tables) add(table.considered, child);
      if (reason < 0) episodes.rows[episodes.count++] = row;
      else for (const table of tables) table.leave(reason, row, child);
    }
    if (episodes.count === 0) continue;
    for (const table of tables) table.take(fact, episodes, scope);
  }
}

function reasonToLeaveOut(reasons: readonly LeftOut[], fact: EpisodeFact, scope: Scope): number {
  for (let index = 0; index < reasons.length; index++)
    if ((reasons[index] as LeftOut).leavesOut(fact, scope)) return index;
  return -1;
}

function longestHistory(facts: FactColumns): number {
  let longest = 0;
  for (let child = 0; child < facts.childCount; child++) {
    longest = Math.max(
      longest,
      (facts.firstRowOfChild[child + 1] as number) - (facts.firstRowOfChild[child] as number),
    );
  }
  return longest;
}
