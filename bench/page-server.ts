/**
 * Serves the product on a nation of a given size, and beside it a bare handler for the same pages: it runs the same
 * statements under the same role, and sends the same bytes. Run as a child process by `bench/pages.ts`.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sql from 'sql-template-tag';
import { buildApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { sessionsIn } from '../src/db/sessions.ts';
import type { Database } from '../src/db/transaction.ts';
import { instant } from '../src/domain/time/instant.ts';
import { hashOf, newToken } from '../src/web/tokens.ts';
import { withDatabase } from '../test/support/database.ts';
import { populate } from './population.ts';
import { recorderOf, type Recorder } from './replay.ts';

/** What the child tells its parent when it is ready. */
export type Ready = {
  readonly cookie: string;
  readonly pages: readonly { name: string; product: string; bare: string }[];
};

const MAKER = { userId: null, agencyCode: null, purpose: 'bench', requestId: 'bench' };
const ends: (() => unknown)[] = [];

async function signIn(database: Database): Promise<string> {
  const { user_id: userId } = await database.transaction('job', MAKER, (tx) =>
    tx.one<{ user_id: number }>(sql`insert into homeward.user_account (agency_code, display_name, email, role)
      values ('authority-1', 'Bench', 'bench@example.org', 'team-manager') returning user_id`),
  );
  const token = newToken();
  const now = instant(Temporal.Now.instant().epochMilliseconds);
  await sessionsIn(database).create({
    tokenHash: hashOf(token),
    userId,
    csrfToken: newToken(),
    createdAt: now,
    lastSeenAt: now,
    authenticatedAt: now,
    methods: ['password', 'code'],
  });
  return `homeward=${token}`;
}

/** A handler that does nothing but run a page's statements and send its bytes. */
async function bareHandler(recorder: Recorder, address: string, cookie: string): Promise<Server> {
  recorder.start();
  const answer = await fetch(address, { headers: { cookie }, redirect: 'manual' });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200) throw new Error(`${new URL(address).pathname} answered ${answer.status}`);
  const run = recorder.stop();
  const server = createServer((_, reply) => {
    run().then(
      () =>
        reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': bytes.length }).end(bytes),
      (error: unknown) => reply.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  ends.unshift(() => server.close());
  return server;
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function start(episodes: number): Promise<Ready> {
  const database = await withDatabase({ after: (end: () => unknown) => void ends.push(end) });
  await populate(database, { children: episodes / 5, episodesPerChild: 5, authorities: 24 });
  const recorder = recorderOf(database);
  const app = await buildApp({
    database: recorder.database,
    config: { ...loadConfig({}), demonstration: false },
    log: false,
  });
  const product = await app.listen({ host: '127.0.0.1', port: 0 });
  ends.unshift(() => app.close());
  const cookie = await signIn(database);
  const { child_id: childId } = await database.read('job', MAKER, (tx) =>
    tx.one<{ child_id: number }>(
      sql`select min(child_id) as child_id from homeward.child where responsible_authority = 'authority-1'`,
    ),
  );
  const pages = [];
  for (const [name, path] of [
    ['worklist', '/worklist'],
    ['child page', `/children/${childId}`],
  ] as const) {
    const bare = await bareHandler(recorder, `${product}${path}`, cookie);
    pages.push({ name, product: `${product}${path}`, bare: addressOf(bare) });
  }
  return { cookie, pages };
}

process.on('message', (message) => {
  if (message === 'memory') process.send?.({ rss: process.memoryUsage.rss() });
  if (message === 'stop') {
    void (async () => {
      for (const end of ends) await end();
      process.exit(0);
    })();
  }
});
process.send?.(await start(Number(process.argv[2])));
