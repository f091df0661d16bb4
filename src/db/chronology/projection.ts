/** What a table of projections is: its columns, its key, and the rows of one child. */
import type { ChildRecord } from '../../domain/chronology/record.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';

/** A value as it is sent to PostgreSQL. */
export type Value = string | number | boolean | null | readonly string[];

/** One table of projections. */
export type Projection = {
  readonly table: string;
  /** Columns that identify a row of one child, after `child_id`. */
  readonly key: readonly string[];
  /** Columns after `child_id`, with their PostgreSQL types. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** The rows of one child, values in the order of `columns`. */
  readonly rows: (record: ChildRecord) => Value[][];
};

/** An instant as it is sent to PostgreSQL. */
export const at = (instant: Instant | null): string | null => (instant === null ? null : toIso(instant));
