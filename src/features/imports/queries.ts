/** What the pages of imports ask the database, in the rights of the person. */
import sql from 'sql-template-tag';
import type { FeedName } from '../../domain/feeds/definition.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { RunState } from '../../db/imports/runs.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Result } from './tally.ts';

/** A run, as pages show it. */
export type RunShown = {
  readonly importId: number;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly state: RunState;
  readonly by: string | null;
  readonly progress: { readonly rows?: number; readonly ofRows?: number };
  readonly summary: Result | { readonly file: string; readonly reason: string } | null;
};

const RUN = sql`
  select r.import_id as "importId", (extract(epoch from r.started_at) * 1000)::float8 as "startedAt",
    (extract(epoch from r.finished_at) * 1000)::float8 as "finishedAt", r.state, u.display_name as by, r.progress, r.summary
  from homeward.import_run r left join homeward.user_account u using (user_id)`;

/** The agency's latest runs. */
export async function findRuns(tx: Transaction, atMost: number): Promise<RunShown[]> {
  return tx.query<RunShown>(sql`${RUN} order by r.import_id desc limit ${atMost}`);
}

/** One run of the agency. */
export async function findRun(tx: Transaction, importId: number): Promise<RunShown | undefined> {
  return tx.maybeOne<RunShown>(sql`${RUN} where r.import_id = ${importId}`);
}

/** A rejected row with its cells as sent. */
export type RejectedRow = {
  readonly feed: FeedName;
  readonly line: number;
  readonly ref: string | null;
  readonly reason: string;
  readonly header: readonly string[];
  readonly cells: readonly string[];
};

/** Rejected rows of a run: of one feed, or of all, after a line. */
export async function findRejected(
  tx: Transaction,
  importId: number,
  { feed, after = 0, atMost }: { readonly feed?: FeedName; readonly after?: number; readonly atMost: number },
): Promise<RejectedRow[]> {
  return tx.query<RejectedRow>(sql`
    select feed, line, ref, reason, fields -> 'header' as header, fields -> 'cells' as cells
    from homeward.import_rejection
    where import_id = ${importId} and (${feed ?? null}::text is null or feed = ${feed ?? null}) and line > ${after}
    order by feed, line limit ${atMost}`);
}
