/** One child's episodes as a report sees them: those that a table counts, and the whole history behind them. */
import type { FactColumns } from './columns.ts';
import { EpisodeFact } from './fact.ts';

/**
 * The facts of one child, in order of start. Moved from child to child; a definition asks it while it stands there.
 * @source feeds definition, measures
 */
export class ChildEpisodes {
  readonly columns: FactColumns;
  /** Number of facts in the table's population. */
  count = 0;
  /** Rows of those facts, the first `count` of them. */
  readonly rows: Int32Array;
  /** First row of the child, and the row after the last. */
  firstRow = 0;
  endRow = 0;
  readonly #fact: EpisodeFact;

  constructor(columns: FactColumns, rows: Int32Array) {
    this.columns = columns;
    this.rows = rows;
    this.#fact = new EpisodeFact(columns);
  }

  /** The fact at a position among those of the population, from 0. */
  counted(position: number): EpisodeFact {
    this.#fact.row = this.rows[position] as number;
    return this.#fact;
  }

  /** How many facts of the population satisfy a condition. */
  countWhere(holds: (fact: EpisodeFact) => boolean): number {
    let found = 0;
    for (let position = 0; position < this.count; position++) if (holds(this.counted(position))) found++;
    return found;
  }

  /**
   * Start of the child's missing episode that is `back` missing episodes before the one at `row`, whenever it was;
   * NaN where there are not so many.
   * @unit milliseconds since 1970
   */
  missingStartBefore(row: number, back: number): number {
    let left = back;
    for (let at = row - 1; at >= this.firstRow; at--) {
      this.#fact.row = at;
      if (this.#fact.kind !== 'missing') continue;
      left--;
      if (left === 0) return this.#fact.startedAt;
    }
    return NaN;
  }
}
