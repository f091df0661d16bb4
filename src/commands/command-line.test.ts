import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { programFolder } from '../config.ts';
import { emptyDataFolder, connectAsKeeper, postmasterPid } from '../../test/support/holder.ts';

type Settings = Record<string, string>;
type Outcome = { code: number | null; out: string; err: string };

function start(t: TestContext, settings: Settings, line: readonly string[], input?: string) {
  const child = spawn(path.join(programFolder, 'homeward'), line, {
    env: {
      PATH: path.dirname(process.execPath) + path.delimiter + '/usr/bin:/bin',
      PORT: '0',
      HOMEWARD_DEMO: 'no',
      ...settings,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  child.stdin.end(input ?? '');
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  const outcome = once(child, 'close').then(([code]): Outcome => ({ code: code as number | null, ...said }));
  return { child, said, outcome };
}

async function homeward(t: TestContext, settings: Settings, line: readonly string[], input?: string): Promise<Outcome> {
  return start(t, settings, line, input).outcome;
}

/** Serves until the test ends; resolves with the address once it is printed. */
async function serve(t: TestContext, settings: Settings) {
  const started = start(t, settings, ['serve']);
  await Promise.race([once(started.child.stdout, 'data'), started.outcome]);
  const address = /^Homeward is ready at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(started.said.out)?.[1];
  assert.ok(address !== undefined, `it did not start: ${started.said.out}${started.said.err}`);
  return { ...started, address };
}

const ADMIN = ['admin', 'create', '--agency', 'OXON', '--name', 'Ada Example', '--email', 'ada@example.org'];
const PASSWORD = 'a password of some length';

describe('the command line, as people use it', { concurrency: 3 }, () => {
  test('serving says where, answers, refuses a second start by naming the first, and stops clean', async (t) => {
    const HOMEWARD_DATA = emptyDataFolder(t);
    const first = await serve(t, { HOMEWARD_DATA });
    const health = await fetch(`${first.address}/health`);
    assert.deepEqual([health.status, await health.json()], [200, { status: 'up', database: 'up', audit: 'up' }]);
    const second = await homeward(t, { HOMEWARD_DATA }, ['serve']);
    assert.deepEqual([second.code, second.out], [1, '']);
    assert.ok(second.err.includes(`already running on ${HOMEWARD_DATA}: it is at ${first.address}`), second.err);
    // Any other command works beside it, and leaves it running.
    assert.equal((await homeward(t, { HOMEWARD_DATA }, ADMIN, `${PASSWORD}\n`)).code, 0);
    assert.equal((await fetch(`${first.address}/health`)).status, 200);
    first.child.kill('SIGINT');
    assert.equal((await first.outcome).code, 0);
    assert.equal(postmasterPid(HOMEWARD_DATA), null);
  });

  test('a server that was killed is simply started again', async (t) => {
    const HOMEWARD_DATA = emptyDataFolder(t);
    const killed = await serve(t, { HOMEWARD_DATA });
    assert.equal((await homeward(t, { HOMEWARD_DATA }, ADMIN, PASSWORD)).code, 0);
    killed.child.kill('SIGKILL');
    await killed.outcome;
    const again = await serve(t, { HOMEWARD_DATA });
    assert.equal((await fetch(`${again.address}/health`)).status, 200);
    const client = await connectAsKeeper(HOMEWARD_DATA);
    const { rows } = await client.query('select email from homeward.user_account');
    await client.end();
    assert.deepEqual(rows, [{ email: 'ada@example.org' }]);
    again.child.kill('SIGTERM');
    assert.equal((await again.outcome).code, 0);
    assert.equal(postmasterPid(HOMEWARD_DATA), null);
  });

  test('commands without a server start the database, do their work and stop it, two at once as well', async (t) => {
    const HOMEWARD_DATA = emptyDataFolder(t);
    const other = ADMIN.map((word) => (word === 'ada@example.org' ? 'bea@example.org' : word));
    const made = await Promise.all([ADMIN, other].map((line) => homeward(t, { HOMEWARD_DATA }, line, PASSWORD)));
    assert.deepEqual(
      made.map(({ code }) => code),
      [0, 0],
      made.map(({ err }) => err).join(),
    );
    assert.equal(postmasterPid(HOMEWARD_DATA), null);
    const again = await homeward(t, { HOMEWARD_DATA, HOMEWARD_ADMIN_PASSWORD: PASSWORD }, ADMIN);
    assert.equal(again.code, 1);
    assert.match(again.err, /There is an account with this address already/);
    assert.match((await homeward(t, { HOMEWARD_DATA }, ['migrate'])).out, /up to date/);
    const verified = await homeward(t, { HOMEWARD_DATA }, ['verify']);
    assert.deepEqual(
      [verified.code, verified.out],
      [
        0,
        'Compared 0 children with the 0 entries of their chronologies. Everything follows from them.\n' +
          'Compared 0 entries of the audit with their seals and the signed heads. Nothing was changed.\n',
      ],
    );
  });

  test('a server of the operator’s own is used by one login that takes on each role', async (t) => {
    const dataFolder = emptyDataFolder(t);
    const embedded = await serve(t, { HOMEWARD_DATA: dataFolder });
    const keeper = await connectAsKeeper(dataFolder);
    t.after(() => keeper.end());
    await keeper.query("create role operator login createrole password 'its own'");
    await keeper.query('create database operated owner operator');
    for (const role of ['owner', 'request', 'job'])
      await keeper.query(`grant homeward_${role} to operator with inherit false, set true`);
    const DATABASE_URL = `postgresql://operator:its%20own@localhost/operated?host=${encodeURIComponent(keeper.host)}`;
    const made = await homeward(t, { DATABASE_URL }, ADMIN, PASSWORD);
    assert.equal(made.code, 0, made.err);
    const own = await serve(t, { DATABASE_URL });
    assert.equal((await fetch(`${own.address}/health`)).status, 200);
    own.child.kill('SIGINT');
    assert.equal((await own.outcome).code, 0);
    embedded.child.kill('SIGINT');
    await embedded.outcome;
  });

  test('the operator confirms a recovery only where the agency has nobody to do it, and says so in the audit', async (t) => {
    const HOMEWARD_DATA = emptyDataFolder(t);
    const recover = (email: string) => homeward(t, { HOMEWARD_DATA }, ['admin', 'recover', '--email', email]);
    const running = await serve(t, { HOMEWARD_DATA });
    assert.equal((await homeward(t, { HOMEWARD_DATA }, ADMIN, PASSWORD)).code, 0);
    const alone = await recover('ada@example.org');
    assert.equal(alone.code, 0, alone.err);
    assert.match(alone.out, /^Recovery code, valid for an hour and shown only now: (?:[a-z2-9]{4}-){6}[a-z2-9]{4}\n$/);
    const other = ADMIN.map((word) => (word === 'ada@example.org' ? 'bea@example.org' : word));
    assert.equal((await homeward(t, { HOMEWARD_DATA }, other, PASSWORD)).code, 0);
    const refused = await recover('ada@example.org');
    assert.deepEqual([refused.code, refused.out], [1, '']);
    assert.match(refused.err, /An administrator of the agency must start this recovery first/);
    assert.equal((await recover('nobody@example.org')).code, 1);
    const keeper = await connectAsKeeper(HOMEWARD_DATA);
    const { rows } = await keeper.query(
      "select detail from homeward.audit_entry where act = 'recovery-confirmed' order by audit_id",
    );
    await keeper.end();
    assert.deepEqual(rows, [{ detail: { by: 'operator', started: 'operator' } }]);
    running.child.kill('SIGINT');
    await running.outcome;
  });

  test('a port that is taken is said, with the way out, and nothing is left running', async (t) => {
    const first = await serve(t, { HOMEWARD_DATA: emptyDataFolder(t) });
    const dataFolder = emptyDataFolder(t);
    const second = await homeward(t, { HOMEWARD_DATA: dataFolder, PORT: new URL(first.address).port }, ['serve']);
    assert.equal(second.code, 1);
    assert.match(second.err, /^Port \d+ of 127\.0\.0\.1 is taken by another program\. Set PORT/);
    assert.equal(postmasterPid(dataFolder), null);
    first.child.kill('SIGINT');
    await first.outcome;
  });

  test('what is typed wrong is refused with exit 2, and a setting that is wrong with exit 1', async (t) => {
    const HOMEWARD_DATA = emptyDataFolder(t);
    assert.equal((await homeward(t, { HOMEWARD_DATA }, ['sevre'])).code, 2);
    assert.equal((await homeward(t, { HOMEWARD_DATA }, [...ADMIN, '--role', 'king'], PASSWORD)).code, 2);
    assert.equal((await homeward(t, { HOMEWARD_DATA, PORT: 'x' }, ['serve'])).code, 1);
    const short = await homeward(t, { HOMEWARD_DATA }, ADMIN, 'short');
    assert.deepEqual([short.code, short.out], [1, '']);
    assert.match(short.err, /has 5 characters; it needs 12 to 200/);
    const help = await homeward(t, { HOMEWARD_DATA }, ['help']);
    assert.deepEqual([help.code, help.err], [0, '']);
  });
});
