import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { lockExclusively, tryLockExclusively, tryShareLock } from './lock.ts';

function lockFile(t: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'homeward-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return path.join(folder, 'a.lock');
}

test('a lock is one holder’s at a time, and free again when it lets go', (t) => {
  const file = lockFile(t);
  const first = tryLockExclusively(file);
  assert.notEqual(first, null);
  assert.equal(tryLockExclusively(file), null);
  assert.equal(tryShareLock(file), null);
  first?.release();
  const second = tryLockExclusively(file);
  assert.notEqual(second, null);
  second?.release();
});

test('any number share a lock, and none has it alone meanwhile', async (t) => {
  const file = lockFile(t);
  const shares = [tryShareLock(file), tryShareLock(file)];
  assert.equal(shares.includes(null), false);
  assert.equal(tryLockExclusively(file), null);
  assert.equal(await lockExclusively(file, 0), null);
  for (const share of shares) share?.release();
  const alone = await lockExclusively(file, 0);
  assert.notEqual(alone, null);
  alone?.release();
});

test('the lock of a process that is killed is free', async (t) => {
  const file = lockFile(t);
  const source = `import { tryLockExclusively } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.ts'))};
    globalThis.kept = tryLockExclusively(${JSON.stringify(file)}); console.log('locked'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    source,
  ]);
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  assert.equal(tryLockExclusively(file), null);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const lock = tryLockExclusively(file);
  assert.notEqual(lock, null);
  lock?.release();
});
