/**
 * Servers are killed at random instants while many people read: no byte about a child reached anybody without its durable
 * record, on a PostgreSQL of its own that waits for the disk as in production. `SEED=… KILLS=… npm test -- test/audit-kill.test.ts` repeats a run, or makes it longer.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { loadConfig, programFolder } from '../src/config.ts';
import { createAccount } from '../src/db/accounts.ts';
import { openDatabase } from '../src/db/connect.ts';
import { sessionsIn } from '../src/db/sessions.ts';
import type { Database } from '../src/db/transaction.ts';
import { HOUR, instant } from '../src/domain/time/instant.ts';
import { hashOf, newToken } from '../src/web/tokens.ts';
import { chanceFrom } from './support/chance.ts';
import { aNotification } from './support/notifications.ts';
import { addAgencies, OPERATOR } from './support/people.ts';
import { recordChild } from './support/recording.ts';

const KILLS = Number(process.env['KILLS'] ?? 30);
const SEED = Number(process.env['SEED'] ?? 20_261_121);
const SERVERS = 4;
const READERS = 16;

/** Answers of one server, at most, before it is killed. */
const ANSWERS_AT_MOST = 12;
const dataFolder = path.join(programFolder, '.tmp', 'audit-killed');
/** What a PostgreSQL does that waits for the disk before it says that something is kept. */
const WAITS_FOR_THE_DISK = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** A server that is started again whenever it is killed. */
class Victim {
  port: number | null = null;
  #child: ChildProcess | null = null;
  readonly #answers = new EventEmitter();

  async start(): Promise<void> {
    const file = path.join(programFolder, 'test', 'support', 'serve-once-more.ts');
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, dataFolder], {
      env: { ...process.env, DATABASE_URL: '', NODE_COMPILE_CACHE: path.join(programFolder, '.tmp', 'compiled') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    this.port = await new Promise<number>((resolve, reject) => {
      child.stdout.once('data', (said: Buffer) => resolve(Number(said.toString().trim())));
      child.once('exit', (code) => reject(new Error(`a server ended with ${code} before it was ready`)));
    });
  }

  /** Says that a byte of an answer has come from it. */
  answered(): void {
    this.#answers.emit('answer');
  }

  /** Waits until it has given so many answers, however long that takes on a busy machine. */
  async hasAnswered(times: number): Promise<void> {
    for (let left = times; left > 0; left--) await once(this.#answers, 'answer');
  }

  kill(): void {
    this.port = null;
    this.#child?.kill('SIGKILL');
  }

  /** Kills it for good. PostgreSQL is stopped by who leaves it last, so whoever is killed must be gone by then. */
  async end(): Promise<void> {
    this.kill();
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

/** What the readers got: the answers of which a byte of the body came, how many were cut off, and what else was answered. */
type Got = { readonly disclosed: Set<string>; cutOff: number; readonly otherwise: Set<number> };

async function read(victim: Victim, port: number, url: string, cookie: string, got: Got): Promise<void> {
  await new Promise<void>((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: url, headers: { cookie } }, (answer) => {
      const id = String(answer.headers['x-request-id']);
      const { statusCode = 0 } = answer;
      if (statusCode !== 200) got.otherwise.add(statusCode);
      answer.once('data', () => {
        if (statusCode === 200) got.disclosed.add(id);
        victim.answered();
      });
      answer.on('data', () => {});
      answer.on('close', () => {
        if (!answer.complete) got.cutOff += 1;
        resolve();
      });
      answer.on('error', () => {});
    });
    request.on('error', () => {
      got.cutOff += 1;
      resolve();
    });
  });
}

async function signIn(database: Database): Promise<string> {
  const now = instant(Temporal.Now.instant().epochMilliseconds);
  const userId = await database.transaction('job', OPERATOR, (tx) =>
    createAccount(tx, {
      agencyCode: 'oxfordshire',
      role: 'team-manager',
      displayName: 'Reader',
      email: 'reader@example.org',
      passwordHash: null,
    }),
  );
  assert.ok(userId !== undefined);
  const token = newToken();
  const times = { createdAt: now, lastSeenAt: now, authenticatedAt: now };
  const session = { tokenHash: hashOf(token), userId, csrfToken: newToken(), methods: ['password', 'code'], ...times };
  await sessionsIn(database).create(session);
  return `homeward=${token}`;
}

it(`${KILLS} kills around reads: no disclosure without its durable record`, { timeout: 900_000 }, async (t) => {
  t.diagnostic(`SEED=${SEED}`);
  const chance = chanceFrom(SEED);
  rmSync(dataFolder, { recursive: true, force: true });
  mkdirSync(dataFolder, { recursive: true });
  const database = await openDatabase({ ...loadConfig({}), dataFolder });
  const victims = Array.from({ length: SERVERS }, () => new Victim());
  t.after(async () => {
    await Promise.all(victims.map((victim) => victim.end()));
    await database.close();
  });
  for (const setting of WAITS_FOR_THE_DISK) {
    const { value } = await database.read('job', OPERATOR, (tx) =>
      tx.one<{ value: string }>(sql`select current_setting(${setting}) as value`),
    );
    assert.equal(value, 'on', setting);
  }
  await addAgencies(database);
  const now = instant(Temporal.Now.instant().epochMilliseconds);
  for (let child = 0; child < 20; child++) {
    const occurredAt = instant(now - 2 * HOUR);
    const names = { notificationRef: `K-${child}`, incidentRef: `KI-${child}`, occurredAt };
    await recordChild(database, now, { forename: `Ada${child}`, surname: 'Marsh' }, [aNotification(names)]);
  }
  const cookie = await signIn(database);
  await Promise.all(victims.map((victim) => victim.start()));
  const got: Got = { disclosed: new Set(), cutOff: 0, otherwise: new Set() };
  let over = false;
  t.after(() => {
    over = true;
  });
  const readers = Array.from({ length: READERS }, async () => {
    while (!over) {
      const victim = chance.oneOf(victims);
      if (victim.port === null) await pause(5);
      else await read(victim, victim.port, chance.oneOf(['/missing-now', '/worklist']), cookie, got);
    }
  });
  let killed = 0;
  const killers = victims.map(async (victim) => {
    while (killed < KILLS) {
      killed += 1;
      // After so many answers, and then at any instant of those that are under way.
      await victim.hasAnswered(chance.between(1, ANSWERS_AT_MOST));
      await pause(chance.next() * 50);
      victim.kill();
      await victim.start();
    }
  });
  await Promise.all(killers);
  over = true;
  await Promise.all(readers);
  await Promise.all(victims.map((victim) => victim.end()));
  const rows = await database.read('job', OPERATOR, (tx) =>
    tx.query<{ request_id: string }>(
      sql`select distinct request_id from homeward.audit_entry where outcome = 'allowed'`,
    ),
  );
  const kept = new Set(rows.map((row) => row.request_id));
  t.diagnostic(`${got.disclosed.size} answers, ${got.cutOff} cut off, ${kept.size} on record`);
  assert.ok(got.disclosed.size > KILLS, 'the readers got through');
  assert.ok(got.cutOff > KILLS / 4, 'the kills struck while somebody read');
  // A machine that is busy with other things may answer 503, which shows nobody.
  assert.deepEqual(
    [...got.otherwise].filter((status) => status !== 503),
    [],
  );
  assert.deepEqual(
    [...got.disclosed].filter((id) => !kept.has(id)),
    [],
    'shown without a record',
  );
});
