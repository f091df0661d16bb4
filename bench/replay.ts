/** Records the statements a page runs, so that a bare handler can run the very same and do nothing else. */
import type { Sql } from 'sql-template-tag';
import type { Requester } from '../src/db/requester.ts';
import type { Database, DatabaseRole, Transaction, TransactionOptions } from '../src/db/transaction.ts';

/** One transaction as it was run on behalf of a person. */
type Recorded = {
  readonly role: DatabaseRole;
  readonly requester: Requester;
  readonly reading: boolean;
  readonly statements: Sql[];
};

/** A database that remembers what was run on it while `recording` is on. */
export type Recorder = {
  readonly database: Database;
  /** Forgets what was recorded, and records from now on. */
  readonly start: () => void;
  /** Stops recording, and returns a function that runs the same transactions again. */
  readonly stop: () => () => Promise<void>;
};

/** Wraps a database. Transactions before anyone is known (the session's own) are not a page's query, and are left out. */
export function recorderOf(database: Database): Recorder {
  let recorded: Recorded[] | null = null;
  const watch = (role: DatabaseRole, requester: Requester, reading: boolean, tx: Transaction): Transaction => {
    if (recorded === null || requester.agencyCode === null) return tx;
    const statements: Sql[] = [];
    recorded.push({ role, requester, reading, statements });
    const seen = <Answer>(run: (statement: Sql) => Promise<Answer>, statement: Sql): Promise<Answer> => {
      statements.push(statement);
      return run(statement);
    };
    return {
      ...tx,
      query: <Row extends object>(statement: Sql) => seen((told) => tx.query<Row>(told), statement),
      one: <Row extends object>(statement: Sql) => seen((told) => tx.one<Row>(told), statement),
      maybeOne: <Row extends object>(statement: Sql) => seen((told) => tx.maybeOne<Row>(told), statement),
    };
  };
  return {
    database: {
      ...database,
      transaction: (role, requester, work, options?: TransactionOptions) =>
        database.transaction(role, requester, (tx) => work(watch(role, requester, false, tx)), options),
      read: (role, requester, work, options) =>
        database.read(role, requester, (tx) => work(watch(role, requester, true, tx)), options),
    },
    start: () => {
      recorded = [];
    },
    stop: () => {
      const transactions = recorded ?? [];
      recorded = null;
      if (transactions.length === 0) throw new Error('the page ran no statement on behalf of a person');
      return async () => {
        for (const { role, requester, reading, statements } of transactions) {
          const run = async (tx: Transaction): Promise<void> => {
            for (const statement of statements) await tx.query(statement);
          };
          await (reading ? database.read(role, requester, run) : database.transaction(role, requester, run));
        }
      };
    },
  };
}
