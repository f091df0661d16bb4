import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Sql } from 'sql-template-tag';
import type { ConnectionPool } from './connection-pool.ts';
import { inlineParameters } from './inline-parameters.ts';
import { toIso } from '../domain/time/instant.ts';
import type { Requester } from './requester.ts';

/** Who PostgreSQL takes a transaction for: the owner changes tables and never serves; requests are under row-level security; jobs import and maintain. */
export type DatabaseRole = 'owner' | 'request' | 'job';

/** What a transaction may ask for beyond the ordinary. */
export type TransactionOptions = {
  /** Read committed where not said. */
  readonly isolation?: 'repeatable read' | 'serializable';
  /** In milliseconds, for each statement; 0 is no limit. Otherwise 5,000 for requests and 60,000 for jobs. */
  readonly statementTimeoutMs?: number;
};

/** What a read may ask for beyond the ordinary. */
export type ReadOptions = Pick<TransactionOptions, 'statementTimeoutMs'> & {
  /** Reads from DATABASE_READ_URL where there is one, which may be a little behind. */
  readonly fromReplica?: boolean;
};

/** One open transaction. It ends with the function it was given to, and cannot be used after. */
export type Transaction = {
  query<Row extends object = Record<string, unknown>>(statement: Sql): Promise<Row[]>;
  /** The only row; throws where there is none, or more. */
  one<Row extends object>(statement: Sql): Promise<Row>;
  /** The only row, or undefined; throws where there are more. */
  maybeOne<Row extends object>(statement: Sql): Promise<Row | undefined>;
  /** Feeds `copy … from stdin`; returns the number of rows taken. */
  copyIn(statement: string, source: AsyncIterable<string | Buffer> | Iterable<string | Buffer>): Promise<number>;
  /** The bytes of `copy (…) to stdout`. Read them to the end before the next statement. */
  copyOut(statement: Sql | string): AsyncIterable<Buffer>;
  /** Does something once the transaction has committed; never where it is rolled back. */
  afterCommit(then: () => void): void;
};

/** The database, open. A transaction is the only way to reach it. */
export type Database = {
  /** Runs the function in a transaction and commits when it resolves; rolls back and rethrows when it rejects. Never retries. */
  transaction<T>(
    role: DatabaseRole,
    requester: Requester,
    work: (tx: Transaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** The same, read only, every statement seeing one and the same instant. */
  read<T>(
    role: DatabaseRole,
    requester: Requester,
    work: (tx: Transaction) => Promise<T>,
    options?: ReadOptions,
  ): Promise<T>;
  /**
   * Asks one question on nobody's behalf, in one round trip: with no agency set it sees no child. For what must be known
   * before it is known who asks. The statement must only read, since it is asked again where the server is just back.
   */
  ask<Row extends object>(role: DatabaseRole, question: Sql): Promise<Row[]>;
  /** Waits for open transactions to end, then lets go of every connection; throws when some did not end in time. */
  close(): Promise<void>;
};

/** Runs one transaction on a connection of the pool. */
export async function runTransaction<T>(
  pool: ConnectionPool,
  requester: Requester,
  work: (tx: Transaction) => Promise<T>,
  begin: string,
  options: TransactionOptions,
): Promise<T> {
  return pool.withConnection(
    (client) => client.query(openingStatements(client, requester, begin, options)),
    async (client) => {
      const { tx, end, afterwards } = transactionOn(client);
      try {
        const result = await work(tx);
        end();
        // PostgreSQL answers COMMIT with ROLLBACK where a statement had failed and the failure was swallowed.
        const { command } = await client.query('commit');
        if (command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements had failed');
        for (const then of afterwards) then();
        return result;
      } catch (error) {
        end();
        if (client.getTransactionStatus() !== 'I') await client.query('rollback').catch(() => {});
        throw error;
      }
    },
  );
}

/** Asks one question outside a transaction. */
export async function askAlone<Row extends object>(pool: ConnectionPool, question: Sql): Promise<Row[]> {
  let rows: Row[] = [];
  return pool.withConnection(
    async (client) => {
      rows = (await client.query<Row>({ text: question.text, values: question.values })).rows;
    },
    async () => rows,
  );
}

/** Opens the transaction and says on whose behalf it is, in one round trip. The settings end with the transaction. */
function openingStatements(
  client: pg.ClientBase,
  requester: Requester,
  begin: string,
  options: TransactionOptions,
): string {
  const settings: Record<string, string> = {
    'homeward.user_id': requester.userId === null ? '' : String(requester.userId),
    'homeward.agency': requester.agencyCode ?? '',
    'homeward.role': requester.role ?? '',
    'homeward.request_id': requester.requestId,
    'homeward.purpose': requester.purpose,
    'homeward.now': requester.at === undefined ? '' : toIso(requester.at),
    ...(options.statementTimeoutMs === undefined ? {} : { statement_timeout: String(options.statementTimeoutMs) }),
  };
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${client.escapeLiteral(value.replaceAll('\0', ''))}, true)`,
  );
  const isolation = options.isolation === undefined ? '' : ` isolation level ${options.isolation}`;
  return `${begin}${isolation}; select ${calls.join(', ')}`;
}

function transactionOn(client: pg.PoolClient): {
  tx: Transaction;
  end: () => void;
  afterwards: readonly (() => void)[];
} {
  let ended = false;
  const afterwards: (() => void)[] = [];
  const open = (): pg.PoolClient => {
    if (ended) throw new Error('this transaction has ended: a statement was not awaited, or its tx was kept');
    return client;
  };
  const query = async <Row extends object>(statement: Sql): Promise<Row[]> => {
    const result = await open().query<Row>({ text: statement.text, values: statement.values });
    return result.rows;
  };
  const maybeOne = async <Row extends object>(statement: Sql): Promise<Row | undefined> => {
    const rows = await query<Row>(statement);
    if (rows.length > 1)
      throw new Error(`one row was expected and ${rows.length} came: ${statement.text.slice(0, 80)}`);
    return rows[0];
  };
  const tx: Transaction = {
    query,
    maybeOne,
    one: async <Row extends object>(statement: Sql): Promise<Row> => {
      const row = await maybeOne<Row>(statement);
      if (row === undefined) throw new Error(`one row was expected and none came: ${statement.text.slice(0, 80)}`);
      return row;
    },
    copyIn: async (statement, source) => {
      const sink = open().query(copyFrom(statement));
      await pipeline(Readable.from(source, { objectMode: true }), sink);
      return sink.rowCount;
    },
    copyOut: (statement) =>
      open().query(copyTo(typeof statement === 'string' ? statement : inlineParameters(client, statement))),
    afterCommit: (then) => {
      afterwards.push(then);
    },
  };
  return {
    tx,
    afterwards,
    end: () => {
      ended = true;
    },
  };
}
