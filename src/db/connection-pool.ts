import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { SetupError } from '../setup-error.ts';

/** The oldest PostgreSQL that has all that we use, and its name. */
const OLDEST_VERSION = { number: 160_000, name: '16' };
/** How long to wait for a server that is restarting, in milliseconds. */
const SERVER_BACK_WITHIN_MS = 10_000;
/** How long `close` waits for transactions that are open, in milliseconds. */
const TRANSACTIONS_END_WITHIN_MS = 10_000;

/** Connections of one role. A connection that does not come back clean is thrown away. */
export class ConnectionPool {
  readonly #pool: pg.Pool;
  readonly #inUse = new Set<Promise<unknown>>();
  #versionChecked = false;
  #closed = false;

  constructor(config: pg.PoolConfig) {
    this.#pool = new pg.Pool(config);
    // An idle connection whose server goes away is simply dropped; the next one waits for the server.
    this.#pool.on('error', () => {});
    // And of one that is lent, the next statement tells: without a listener its loss would end the whole process.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
  }

  /** Lends a connection: `open` makes it ready and is tried again while the server restarts; `work` is run once. */
  async withConnection<T>(
    open: (client: pg.PoolClient) => Promise<unknown>,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    if (this.#closed) throw new Error('the database is closed');
    const run = this.#lend(open, work);
    this.#inUse.add(run);
    try {
      return await run;
    } finally {
      this.#inUse.delete(run);
    }
  }

  async #lend<T>(
    open: (client: pg.PoolClient) => Promise<unknown>,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    const client = await this.#connect(open);
    try {
      return await work(client);
    } finally {
      client.release(client.getTransactionStatus() !== 'I');
    }
  }

  async #connect(open: (client: pg.PoolClient) => Promise<unknown>): Promise<pg.PoolClient> {
    const giveUpAt = performance.now() + SERVER_BACK_WITHIN_MS;
    for (;;) {
      let client: pg.PoolClient | undefined;
      try {
        client = await this.#pool.connect();
        if (!this.#versionChecked) await this.#checkVersion(client);
        await open(client);
        return client;
      } catch (error) {
        client?.release(true);
        if (!isServerAway(error) || performance.now() > giveUpAt) throw error;
        await pause(50);
      }
    }
  }

  async #checkVersion(client: pg.PoolClient): Promise<void> {
    const { rows } = await client.query<{ number: number; name: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
    );
    const version = rows[0];
    if (version === undefined || version.number < OLDEST_VERSION.number) {
      throw new SetupError(
        `The server of DATABASE_URL is PostgreSQL ${version?.name}; Homeward needs ${OLDEST_VERSION.name} or later. Upgrade it, or unset DATABASE_URL to use the embedded one.`,
      );
    }
    this.#versionChecked = true;
  }

  /** Waits for lent connections, then ends all. Returns how many were still lent when the wait was over. */
  async close(): Promise<number> {
    this.#closed = true;
    const timer = new AbortController();
    await Promise.race([
      Promise.allSettled(this.#inUse),
      pause(TRANSACTIONS_END_WITHIN_MS, undefined, { signal: timer.signal }).catch(() => {}),
    ]);
    timer.abort();
    const left = this.#inUse.size;
    const ended = this.#pool.end();
    if (left === 0) await ended;
    return left;
  }
}

/** Whether the error says that no server is there at the moment, before anything was asked of it. */
function isServerAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  // 57P01 to 57P03: shutting down, crashed, starting up.
  return (
    ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'].includes(String(code)) ||
    error.message.startsWith('Connection terminated')
  );
}
