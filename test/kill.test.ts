/**
 * The server and PostgreSQL are killed at random instants while sixteen systems report: nothing that was acknowledged is
 * lost, nothing is torn, nothing counts twice. `SEED=… KILLS=… npm test -- test/kill.test.ts` repeats a run.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { loadConfig, programFolder } from '../src/config.ts';
import { appendEntries, reserveChildId } from '../src/db/chronology/store.ts';
import { openDatabase } from '../src/db/connect.ts';
import type { Database } from '../src/db/transaction.ts';
import { verifyRecord } from '../src/db/verify.ts';
import { foldRules } from '../src/domain/protocol/fold-rules.ts';
import { instant } from '../src/domain/time/instant.ts';
import { loadProtocols } from '../src/protocols.ts';
import { aChild, at, FOLD_RULES } from './support/notifications.ts';
import { addAgencies, OPERATOR } from './support/people.ts';
import { addSystemWithKey } from './support/programs.ts';
import { makeKeyPair, signingSystem, type KeyPair, type Signing, type Transport } from './support/signing.ts';

const KILLS = Number(process.env['KILLS'] ?? 40);
const SEED = Number(process.env['SEED'] ?? 20_261_121);
const WRITERS = 16;
const CHILDREN = 24;
const dataFolder = path.join(programFolder, '.tmp', 'killed');

/** Chance from a seed, so that a failure can be repeated. */
function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A server of Homeward that can be killed and started again on the same data. */
class Server {
  address = '';
  #process: ChildProcess | null = null;

  async start(): Promise<void> {
    const child = spawn(process.execPath, [path.join(programFolder, 'src', 'main.ts'), 'serve'], {
      env: { ...process.env, HOMEWARD_DATA: dataFolder, HOMEWARD_DEMO: 'no', PORT: '0', DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-4000);
    });
    const ready = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        const address = /ready at (\S+)/.exec(text.toString())?.[1];
        if (address !== undefined) resolve(address);
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready: ${said}`)));
    });
    this.address = await ready;
  }

  kill(): void {
    this.#process?.kill('SIGKILL');
  }

  get isRunning(): boolean {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.#process?.kill('SIGINT');
    if (this.#process) await once(this.#process, 'exit');
  }
}

/** Kills PostgreSQL, unless it is just being started again. */
function killPostgres(): void {
  try {
    const pid = Number(readFileSync(path.join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    if (Number.isInteger(pid) && pid > 1) process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!['ESRCH', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Tells of one absence after another, and counts as acknowledged only what was answered. A message without an answer is sent again with its key. */
async function write(
  writer: number,
  server: Server,
  system: Signing,
  acknowledged: Set<string>,
  until: () => boolean,
): Promise<void> {
  for (let message = 0; !until(); message++) {
    const absence = writer * 10_000 + Math.floor(message / 2);
    const kind = message % 2 === 0 ? 'missing' : 'found';
    const occurredAt = Temporal.Instant.from('2026-01-01T00:00Z').add({
      hours: (absence * 7) % 6000,
      minutes: message % 2 === 0 ? 0 : 90,
    });
    const reference = `W${writer}-${message}`;
    const notification = {
      notification_ref: reference,
      kind,
      incident_ref: `W${writer}-I${absence}`,
      child_ref: `C${(writer * 31 + Math.floor(message / 2)) % CHILDREN}`,
      occurred_at: occurredAt.toString(),
      reported_by: 'thames-valley-police',
      missing_from_authority: 'oxfordshire',
    };
    while (!until()) {
      const answer = await post(server, system, reference, notification);
      if (answer === 'no answer') {
        await pause(25);
        continue;
      }
      assert.ok(answer.status < 300, `${reference} was answered ${answer.status}: ${answer.body}`);
      acknowledged.add(reference);
      break;
    }
  }
}

async function post(
  server: Server,
  system: Signing,
  key: string,
  content: object,
): Promise<'no answer' | { status: number; body: string }> {
  try {
    const url = '/api/v1/notifications';
    const body = JSON.stringify(content);
    const { address } = server;
    const headers = await system.headersFor('POST', url, { 'idempotency-key': key }, body);
    // The server was killed while the message was signed, and listens elsewhere: what is signed names the old address.
    if (server.address !== address) return 'no answer';
    const answer = await transportTo(server)({ method: 'POST', url, headers, body });
    return answer.status >= 500 ? 'no answer' : { status: answer.status, body: answer.text };
  } catch {
    return 'no answer';
  }
}

function transportTo(server: Server): Transport {
  return async ({ url, ...sent }) => {
    const answer = await fetch(server.address + url, { ...sent, signal: AbortSignal.timeout(20_000) });
    return { status: answer.status, text: await answer.text() };
  };
}

async function prepare(database: Database): Promise<{ clientId: number; key: KeyPair }> {
  await addAgencies(database);
  const key = await makeKeyPair();
  const now = instant(Temporal.Now.instant().epochMilliseconds);
  return { ...(await addSystemWithKey({ database, now }, 'thames-valley-police', key)), key };
}

/** Puts the children on record whom the messages name. */
async function addChildren(database: Database): Promise<void> {
  const now = at('2026-01-01T00:00Z');
  for (let number = 0; number < CHILDREN; number++) {
    await database.transaction('job', OPERATOR, async (tx) => {
      const content = { kind: 'child-recorded', details: aChild({ childRef: `C${number}` }) } as const;
      const entries = [{ occurredAt: now, sourceKey: `child:C${number}`, content }];
      await appendEntries(tx, OPERATOR, FOLD_RULES, {
        childId: await reserveChildId(tx),
        expectedVersion: 0,
        entries,
        now,
      });
    });
  }
}

it(
  `${KILLS} kills under ${WRITERS} writers lose nothing acknowledged and tear nothing`,
  { timeout: 900_000 },
  async (t) => {
    t.diagnostic(`SEED=${SEED}`);
    const chance = chanceFrom(SEED);
    rmSync(dataFolder, { recursive: true, force: true });
    mkdirSync(dataFolder, { recursive: true });
    const config = { ...loadConfig({}), dataFolder };
    const database = await openDatabase(config);
    const { clientId, key } = await prepare(database);
    await addChildren(database);
    await database.close();

    const server = new Server();
    await server.start();
    t.after(() => server.stop());
    const system = signingSystem({
      transport: transportTo(server),
      origin: () => server.address,
      clientName: `system-${clientId}`,
      key,
      now: () => Temporal.Now.instant().epochMilliseconds,
    });
    let over = false;
    const acknowledged = new Set<string>();
    const writers = Array.from({ length: WRITERS }, (_, writer) =>
      write(writer, server, system, acknowledged, () => over),
    );
    const failed = Promise.all(writers);
    failed.catch(() => {
      over = true;
    });
    t.after(() => {
      over = true;
    });
    // A busy machine takes longer to start and to answer: kills wait for what got through, not for a time.
    const moreThan = async (count: number): Promise<void> => {
      while (acknowledged.size <= count && !over) await pause(25);
    };
    for (let kill = 0; kill < KILLS && !over; kill++) {
      await pause(100 + chance() * 500);
      await moreThan(kill);
      const victim = Math.floor(chance() * 3);
      if (victim !== 0) killPostgres();
      if (victim !== 1) {
        server.kill();
        while (server.isRunning) await pause(5);
        await server.start();
      }
    }
    await pause(1500);
    await moreThan(KILLS);
    over = true;
    await failed;
    await server.stop();

    const after = await openDatabase(config);
    t.after(() => after.close());
    const rows = await after.read('job', OPERATOR, (tx) =>
      tx.query<{ source_key: string; times: number }>(
        sql`select source_key, count(*)::int as times from homeward.chronology_entry where kind = 'notification-received' group by source_key`,
      ),
    );
    const kept = new Map(rows.map((row) => [row.source_key.slice('notification:'.length), row.times]));
    t.diagnostic(`${acknowledged.size} acknowledged, ${kept.size} kept`);
    assert.deepEqual(
      [...acknowledged].filter((reference) => !kept.has(reference)),
      [],
      'acknowledged and lost',
    );
    assert.deepEqual(
      [...kept].filter(([, times]) => times !== 1),
      [],
      'kept more than once',
    );
    assert.ok(
      kept.size - acknowledged.size <= WRITERS,
      'no more than one message a writer is kept without its answer having come',
    );
    const { differences } = await verifyRecord(after, foldRules(loadProtocols(path.join(programFolder, 'protocols'))));
    assert.deepEqual(differences, [], 'torn');
  },
);
