/**
 * Servers are killed at random instants while many people read: no byte about a child reached anybody without its durable
 * record. `SEED=… KILLS=… npm test -- test/audit-kill.test.ts` repeats a run, or makes it longer.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import path from 'node:path';
import { it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { programFolder } from '../src/config.ts';
import { createAccount } from '../src/db/accounts.ts';
import { sessionsIn } from '../src/db/sessions.ts';
import type { Database } from '../src/db/transaction.ts';
import { HOUR, instant } from '../src/domain/time/instant.ts';
import { hashOf, newToken } from '../src/web/tokens.ts';
import { auditConfig } from './support/auditing.ts';
import { chanceFrom } from './support/chance.ts';
import { withDatabase } from './support/database.ts';
import { aNotification } from './support/notifications.ts';
import { addAgencies, OPERATOR } from './support/people.ts';
import { recordChild } from './support/recording.ts';

const KILLS = Number(process.env['KILLS'] ?? 40);
const SEED = Number(process.env['SEED'] ?? 20_261_121);
const SERVERS = 4;
const READERS = 16;

/** A server that is started again whenever it is killed. */
class Victim {
  port: number | null = null;
  #child: ChildProcess | null = null;
  readonly #arguments: readonly string[];

  constructor(...given: readonly string[]) {
    this.#arguments = given;
  }

  async start(): Promise<void> {
    const file = path.join(programFolder, 'test', 'support', 'serve-once-more.ts');
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...this.#arguments], {
      env: { ...process.env, NODE_COMPILE_CACHE: path.join(programFolder, '.tmp', 'compiled') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    this.port = Number(said.toString().trim());
  }

  kill(): void {
    this.port = null;
    this.#child?.kill('SIGKILL');
  }
}

/** What one reader got: the answers of which a byte of the body came, and how many were cut off. */
type Got = { readonly disclosed: Set<string>; cutOff: number; refused: number };

async function read(port: number, url: string, cookie: string, got: Got): Promise<void> {
  await new Promise<void>((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: url, headers: { cookie } }, (answer) => {
      const id = String(answer.headers['x-request-id']);
      if (answer.statusCode !== 200) got.refused += 1;
      answer.on('data', () => {
        if (answer.statusCode === 200) got.disclosed.add(id);
      });
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
  const database = await withDatabase(t);
  await addAgencies(database);
  const now = instant(Temporal.Now.instant().epochMilliseconds);
  for (let child = 0; child < 20; child++) {
    const occurredAt = instant(now - 2 * HOUR);
    const names = { notificationRef: `K-${child}`, incidentRef: `KI-${child}`, occurredAt };
    await recordChild(database, now, { forename: `Ada${child}`, surname: 'Marsh' }, [aNotification(names)]);
  }
  const cookie = await signIn(database);
  const { name } = await database.read('job', OPERATOR, (tx) =>
    tx.one<{ name: string }>(sql`select current_database() as name`),
  );
  const { dataFolder } = auditConfig(t);
  const victims = Array.from({ length: SERVERS }, () => new Victim(name, dataFolder));
  t.after(() => victims.forEach((victim) => victim.kill()));
  await Promise.all(victims.map((victim) => victim.start()));
  const got: Got = { disclosed: new Set(), cutOff: 0, refused: 0 };
  let over = false;
  const readers = Array.from({ length: READERS }, async () => {
    while (!over) {
      const { port } = chance.oneOf(victims);
      if (port === null) await pause(5);
      else await read(port, chance.oneOf(['/missing-now', '/worklist']), cookie, got);
    }
  });
  let killed = 0;
  const killers = victims.map(async (victim) => {
    while (killed < KILLS) {
      killed += 1;
      await pause(10 + chance.next() * 150);
      victim.kill();
      await victim.start();
    }
  });
  await Promise.all(killers);
  over = true;
  await Promise.all(readers);
  for (const victim of victims) victim.kill();
  const rows = await database.read('job', OPERATOR, (tx) =>
    tx.query<{ request_id: string }>(
      sql`select distinct request_id from homeward.audit_entry where outcome = 'allowed'`,
    ),
  );
  const kept = new Set(rows.map((row) => row.request_id));
  t.diagnostic(`${got.disclosed.size} answers, ${got.cutOff} cut off, ${kept.size} on record`);
  assert.ok(got.disclosed.size > KILLS, 'the readers got through');
  assert.ok(got.cutOff > KILLS / 4, 'the kills struck while somebody read');
  assert.equal(got.refused, 0);
  assert.deepEqual(
    [...got.disclosed].filter((id) => !kept.has(id)),
    [],
    'shown without a record',
  );
});
