import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sql from 'sql-template-tag';
import { emptyDataFolder, postmasterPid } from '../../../test/support/holder.ts';
import { connectTo } from '../connect.ts';
import { accessEmbedded } from '../server-access.ts';
import { keeperFolder } from './folder.ts';
import { processesOfCluster } from './postmaster.ts';
import { DATABASE_NAME } from './prepare.ts';

const WRITERS = 16;
const KILLS = 24;
const ROWS = 4;

test('whatever of PostgreSQL is killed under its users, it comes back; nothing acknowledged is lost, nothing is torn', async (t) => {
  const dataFolder = emptyDataFolder(t);
  const { cluster } = keeperFolder(dataFolder);
  const requester = { userId: null, agencyCode: null, purpose: 'test', requestId: 'test' };
  const database = connectTo(await accessEmbedded(dataFolder, DATABASE_NAME));
  await database.transaction('owner', requester, async (tx) => {
    await tx.query(sql`create schema homeward`);
    await tx.query(sql`create table homeward.written (act text, row int, primary key (act, row))`);
    await tx.query(sql`grant usage on schema homeward to homeward_request`);
    await tx.query(sql`grant insert on homeward.written to homeward_request`);
  });
  const acknowledged = new Set<string>();
  let writing = true;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let n = 0; writing; n += 1) {
      const act = `${writer}-${n}`;
      const write = database.transaction('request', requester, async (tx) => {
        for (let row = 0; row < ROWS; row += 1) {
          await tx.query(sql`insert into homeward.written values (${act}, ${row})`);
        }
      });
      await write.then(
        () => acknowledged.add(act),
        () => pause(5),
      );
    }
  });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = acknowledged.size;
    while (acknowledged.size <= before + kill) await pause(1);
    const postmaster = postmasterPid(dataFolder);
    const all = processesOfCluster(cluster);
    // In turn: the postmaster, the whole of PostgreSQL, one process of it.
    const victims = [all.filter((pid) => pid === postmaster), all, all.filter((pid) => pid !== postmaster).slice(-1)];
    for (const pid of victims[kill % 3] ?? []) killOutright(pid);
  }
  writing = false;
  await Promise.all(writers);
  const kept = await database.read('owner', requester, (tx) =>
    tx.query<{ act: string; rows: number }>(sql`select act, count(*) as rows from homeward.written group by act`),
  );
  await database.close();
  const whole = new Set(kept.filter(({ rows }) => rows === ROWS).map(({ act }) => act));
  const lost = [...acknowledged].filter((act) => !whole.has(act));
  assert.deepEqual({ torn: kept.length - whole.size, lost }, { torn: 0, lost: [] });
  t.diagnostic(`${KILLS} kills, ${acknowledged.size} acts acknowledged`);
});

function killOutright(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
