import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { loadConfig, programFolder } from '../config.ts';
import { foldRules } from '../domain/protocol/fold-rules.ts';
import { loadProtocols } from '../protocols.ts';
import { loadRetention } from '../retention.ts';
import type { Services } from '../services.ts';
import { withDatabase } from '../../test/support/database.ts';
import { at } from '../../test/support/notifications.ts';
import { keepRunning } from './keep-running.ts';

async function servicesOn(t: TestContext): Promise<Services> {
  const protocols = loadProtocols(path.join(programFolder, 'protocols'));
  return {
    database: await withDatabase(t),
    config: loadConfig({}),
    protocols,
    retention: loadRetention(path.join(programFolder, 'retention')),
    rules: foldRules(protocols),
    clock: () => at('2026-03-10T09:00Z'),
    demonstration: false,
  };
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await pause(5);
}

test('a job that fails is told of and tried again, and does not stop the others', async (t) => {
  const services = await servicesOn(t);
  const [runs, failures]: [string[], string[]] = [[], []];
  const running = keepRunning(
    [
      {
        name: 'failing',
        everySeconds: 0.01,
        run: async () => {
          runs.push('failing');
          throw new Error('it failed');
        },
      },
      { name: 'working', everySeconds: 0.01, run: async (_services, now) => void runs.push(`working ${now}`) },
    ],
    services,
    (name) => failures.push(name),
  );
  await until(() => failures.length > 2 && runs.filter((run) => run.startsWith('working')).length > 2);
  await running.stop();
  const afterwards = runs.length;
  assert.deepEqual([...new Set(failures)], ['failing']);
  assert.ok(runs.includes(`working ${at('2026-03-10T09:00Z')}`), 'a job is given the time');
  await pause(50);
  assert.equal(runs.length, afterwards, 'nothing is started after the stop');
});

test('a job runs in one process at a time, and stopping waits for a run that was begun', async (t) => {
  const services = await servicesOn(t);
  let [inside, most, ended] = [0, 0, 0];
  const job = {
    name: 'alone',
    everySeconds: 0.001,
    run: async () => {
      inside += 1;
      most = Math.max(most, inside);
      await pause(20);
      inside -= 1;
      ended += 1;
    },
  };
  const all = [1, 2, 3].map(() => keepRunning([job], services, (_name, error) => assert.fail(String(error))));
  await until(() => ended >= 5);
  await Promise.all(all.map((one) => one.stop()));
  assert.deepEqual({ most, inside }, { most: 1, inside: 0 });
});
