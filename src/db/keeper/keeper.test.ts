import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { connectAsKeeper, emptyDataFolder, postmasterPid, startHolder } from '../../../test/support/holder.ts';
import { keeperFolder } from './folder.ts';
import { holdPostgres } from './keeper.ts';
import { isAlive } from './postmaster.ts';

async function record(dataFolder: string, text: string): Promise<void> {
  const client = await connectAsKeeper(dataFolder);
  await client.query('create table if not exists kept (text text)');
  await client.query('insert into kept values ($1)', [text]);
  await client.end();
}

async function recorded(dataFolder: string): Promise<string[]> {
  const client = await connectAsKeeper(dataFolder);
  const { rows } = await client.query<{ text: string }>('select text from kept order by text');
  await client.end();
  return rows.map((row) => row.text);
}

/** A process that has nothing to do with PostgreSQL. */
async function startStranger(
  t: TestContext,
  options: { uid?: number; gid?: number; cwd?: string } = {},
): Promise<ChildProcess> {
  const stranger = spawn('sleep', ['300'], { stdio: 'ignore', ...options });
  t.after(() => stranger.kill('SIGKILL'));
  await new Promise((resolve, reject) => stranger.once('spawn', resolve).once('error', reject));
  return stranger;
}

function stillRuns(stranger: ChildProcess): boolean {
  return stranger.exitCode === null && stranger.signalCode === null && isAlive(stranger.pid ?? 0);
}

/** A data folder with one thing on record and no server running. */
async function folderWithRecord(t: TestContext): Promise<string> {
  const dataFolder = emptyDataFolder(t);
  const hold = await holdPostgres(dataFolder);
  await record(dataFolder, 'before');
  await hold.release();
  return dataFolder;
}

describe('the keeper of the embedded PostgreSQL', { concurrency: 3 }, () => {
  test('the first to need it starts it, others join, and the last one out stops it', async (t) => {
    const dataFolder = emptyDataFolder(t);
    const hold = await holdPostgres(dataFolder);
    const pid = postmasterPid(dataFolder);
    const other = await startHolder(t, dataFolder);
    assert.equal(postmasterPid(dataFolder), pid);
    await hold.release();
    await record(dataFolder, 'after the first had left');
    await other.release();
    assert.equal(postmasterPid(dataFolder), null);
    assert.equal(isAlive(pid ?? 0), false);
  });

  test('two starts at once on an empty folder make one database, which both use', async (t) => {
    const dataFolder = emptyDataFolder(t);
    const holders = await Promise.all([
      startHolder(t, dataFolder),
      startHolder(t, dataFolder),
      holdPostgres(dataFolder),
    ]);
    await record(dataFolder, 'one');
    assert.deepEqual(await recorded(dataFolder), ['one']);
    await Promise.all(holders.map((holder) => holder.release()));
    assert.equal(postmasterPid(dataFolder), null);
  });

  test('what a killed process leaves running is stopped and started afresh, with everything acknowledged', async (t) => {
    const dataFolder = emptyDataFolder(t);
    const holder = await startHolder(t, dataFolder);
    await record(dataFolder, 'acknowledged');
    const orphan = postmasterPid(dataFolder);
    await holder.kill();
    assert.equal(isAlive(orphan ?? 0), true);
    const hold = await holdPostgres(dataFolder);
    assert.equal(isAlive(orphan ?? 0), false);
    assert.notEqual(postmasterPid(dataFolder), orphan);
    assert.deepEqual(await recorded(dataFolder), ['acknowledged']);
    await hold.release();
  });

  test('a killed process does not take the database away from others', async (t) => {
    const dataFolder = emptyDataFolder(t);
    const starter = await startHolder(t, dataFolder);
    const pid = postmasterPid(dataFolder);
    const hold = await holdPostgres(dataFolder);
    await starter.kill();
    const third = await startHolder(t, dataFolder);
    assert.equal(postmasterPid(dataFolder), pid);
    await third.release();
    assert.equal(isAlive(pid ?? 0), true);
    await hold.release();
    assert.equal(isAlive(pid ?? 0), false);
  });

  test('a server that is killed under its users comes back by itself', async (t) => {
    const dataFolder = await folderWithRecord(t);
    const hold = await holdPostgres(dataFolder);
    const other = await startHolder(t, dataFolder);
    const pid = postmasterPid(dataFolder) ?? 0;
    process.kill(pid, 'SIGKILL');
    while (postmasterPid(dataFolder) === pid || (await recorded(dataFolder).catch(() => null)) === null) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(await recorded(dataFolder), ['before']);
    await other.release();
    await hold.release();
    assert.equal(postmasterPid(dataFolder), null);
  });

  for (const [what, text] of [
    ['is empty', ''],
    ['holds garbage', 'not a number\n\u0000\n'],
    ['names a negative process', '-1\n/nowhere\n1700000000\n5432\n'],
    ['names a process that is dead', '4194303\n/nowhere\n1700000000\n5432\n'],
  ] as const) {
    test(`a pid file that ${what} is laid aside`, async (t) => {
      const dataFolder = await folderWithRecord(t);
      writeFileSync(path.join(keeperFolder(dataFolder).cluster, 'postmaster.pid'), text);
      const hold = await holdPostgres(dataFolder);
      assert.deepEqual(await recorded(dataFolder), ['before']);
      await hold.release();
      assert.equal(existsSync(path.join(dataFolder, 'postmaster.pid.set-aside')), true);
    });
  }

  test('a stranger who was given the number of a dead server is left alone, whoever owns it', async (t) => {
    const dataFolder = await folderWithRecord(t);
    const { cluster } = keeperFolder(dataFolder);
    const { uid, gid } = statSync(cluster);
    const strangers = [await startStranger(t), await startStranger(t, process.getuid?.() === 0 ? { uid, gid } : {})];
    for (const stranger of strangers) {
      const now = Math.floor(Date.now() / 1000);
      const text = `${stranger.pid}\n${cluster}\n${now}\n5432\n`;
      writeFileSync(path.join(cluster, 'postmaster.pid'), text);
      writeFileSync(path.join(dataFolder, 'socket', '.s.PGSQL.5432.lock'), text);
      const hold = await holdPostgres(dataFolder);
      assert.deepEqual(await recorded(dataFolder), ['before']);
      await hold.release();
      assert.equal(stillRuns(stranger), true);
    }
  });

  test('a folder with a path too long for a socket has its socket elsewhere, for itself alone, while it is in use', async (t) => {
    const dataFolder = path.join(emptyDataFolder(t), 'a'.repeat(60), 'b'.repeat(60));
    const hold = await holdPostgres(dataFolder);
    assert.equal(path.dirname(hold.socketFolder), os.tmpdir());
    assert.equal(statSync(hold.socketFolder).mode & 0o777, 0o700);
    await record(dataFolder, 'reached');
    await hold.release();
    assert.equal(existsSync(hold.socketFolder), false);
  });

  test('the passwords and the files of the database are closed to others', async (t) => {
    const dataFolder = await folderWithRecord(t);
    const { passwords, cluster } = keeperFolder(dataFolder);
    assert.equal(statSync(passwords).mode & 0o777, 0o600);
    assert.equal(statSync(cluster).mode & 0o777, 0o700);
  });

  test('a database whose passwords are gone says so instead of making others', async (t) => {
    const dataFolder = await folderWithRecord(t);
    rmSync(keeperFolder(dataFolder).passwords);
    await assert.rejects(holdPostgres(dataFolder), /passwords\.json is missing.*Put the file back/);
  });

  // Only root can become another user, and only for root does another user matter.
  if (process.getuid?.() === 0) {
    test('root keeps a database whose folders the server cannot pass through', async (t) => {
      const dataFolder = path.join(emptyDataFolder(t), 'private', 'data');
      mkdirSync(path.dirname(dataFolder), { recursive: true, mode: 0o700 });
      const hold = await holdPostgres(dataFolder);
      await record(dataFolder, 'reached');
      const holder = await startHolder(t, dataFolder);
      await hold.release();
      await holder.kill();
      const again = await holdPostgres(dataFolder);
      assert.deepEqual(await recorded(dataFolder), ['reached']);
      await again.release();
      assert.equal(statSync(path.dirname(dataFolder)).mode & 0o777, 0o700);
    });

    test('an ordinary user keeps a database as root does, and root may use it afterwards', async (t) => {
      const dataFolder = emptyDataFolder(t);
      const nobody = { uid: 65_534, gid: 65_534 };
      mkdirSync(dataFolder);
      chownSync(dataFolder, nobody.uid, nobody.gid);
      const holder = await startHolder(t, dataFolder, nobody);
      const other = await startHolder(t, dataFolder, nobody);
      await record(dataFolder, 'by an ordinary user');
      await holder.kill();
      await other.kill();
      const again = await startHolder(t, dataFolder, nobody);
      await again.release();
      assert.equal(statSync(keeperFolder(dataFolder).cluster).uid, nobody.uid);
      const hold = await holdPostgres(dataFolder);
      assert.deepEqual(await recorded(dataFolder), ['by an ordinary user']);
      await hold.release();
    });
  }

  test('a backend that works on after its server was killed is ended, and a person who only stands in the folder is not', async (t) => {
    const dataFolder = emptyDataFolder(t);
    const holder = await startHolder(t, dataFolder);
    await record(dataFolder, 'acknowledged');
    const client = await connectAsKeeper(dataFolder);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    const endless = client.query('do $$ begin loop end loop; end $$').catch(() => 'cut');
    await untilActive(dataFolder, backend);
    const bystander = await startStranger(t, { cwd: keeperFolder(dataFolder).cluster });
    await holder.kill();
    process.kill(postmasterPid(dataFolder) ?? 0, 'SIGKILL');
    const hold = await holdPostgres(dataFolder);
    assert.equal(isAlive(backend), false);
    assert.equal(stillRuns(bystander), true);
    assert.deepEqual(await recorded(dataFolder), ['acknowledged']);
    assert.equal(await endless, 'cut');
    await hold.release();
  });
});

async function untilActive(dataFolder: string, backend: number): Promise<void> {
  const client = await connectAsKeeper(dataFolder);
  const active = "select from pg_stat_activity where pid = $1 and state = 'active' and query like 'do %'";
  while ((await client.query(active, [backend])).rowCount === 0)
    await new Promise((resolve) => setTimeout(resolve, 10));
  await client.end();
}
