/** Laying down the rows of an import before any of them is recorded, and taking them up again. */
import sql, { raw } from 'sql-template-tag';
import { copyRow } from '../copy-text.ts';
import type { Transaction } from '../transaction.ts';

/** A row laid down. */
export type StagedRow = {
  readonly feed: string;
  readonly line: number;
  readonly ref: string | null;
  readonly sourceKey: string | null;
  readonly childRef: string | null;
  readonly policeRef: string | null;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly bornOn: string | null;
  /** What it says, as JSON; null where it was not understood. */
  readonly content: string | null;
  /** The cells as sent, as a JSON list. */
  readonly cells: string;
  readonly reason: string | null;
};

const TABLES =
  'homeward.import_staged, homeward.import_child, homeward.import_reference, homeward.import_match, homeward.import_resolved';
/** Names the turn that one import takes; any number that nothing else uses. */
const IMPORT_TURN = 4_712_310;

/** Whether this is the one import at a time; held until the transaction ends, however it ends. */
export async function takeImportTurn(tx: Transaction): Promise<boolean> {
  await tx.query(sql`set local idle_in_transaction_session_timeout = 0`);
  const { taken } = await tx.one<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${IMPORT_TURN}) as taken`);
  return taken;
}

/** Clears what an import laid down. */
export async function clearStaging(tx: Transaction): Promise<void> {
  await tx.query(sql`truncate ${raw(TABLES)}`);
}

/** Lays rows down; returns how many. */
export async function stageRows(tx: Transaction, rows: AsyncIterable<readonly StagedRow[]>): Promise<number> {
  return tx.copyIn(
    'copy homeward.import_staged (feed, line, ref, source_key, child_ref, police_ref, forename, surname, born_on, content, cells, reason) from stdin',
    encode(rows),
  );
}

async function* encode(portions: AsyncIterable<readonly StagedRow[]>): AsyncGenerator<string> {
  for await (const rows of portions) {
    let piece = '';
    for (const row of rows) {
      piece += copyRow([
        row.feed,
        row.line,
        row.ref,
        row.sourceKey,
        row.childRef,
        row.policeRef,
        row.forename,
        row.surname,
        row.bornOn,
        row.content,
        row.cells,
        row.reason,
      ]);
    }
    if (piece !== '') yield piece;
  }
}

/** Lets PostgreSQL look at what was laid down, so that it plans the rest well. */
export async function knowStaging(
  tx: Transaction,
  tables: readonly ('import_staged' | 'import_child' | 'import_reference' | 'import_match' | 'import_resolved')[],
): Promise<void> {
  await tx.query(sql`analyze ${raw(tables.map((table) => `homeward.${table}`).join(', '))}`);
}

/** How many rows are to be recorded. */
export async function countResolved(tx: Transaction): Promise<number> {
  return (await tx.one<{ count: number }>(sql`select count(*) as count from homeward.import_resolved`)).count;
}
