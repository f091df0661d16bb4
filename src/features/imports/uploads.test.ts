import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { AT_ONCE, removeAbandonedUploads, takeUpload, UploadsAtOnce } from './uploads.ts';

/** More than any system gives to a process. */
const NO_PROCESS = 2_147_483_646;

test('what an upload left behind when its process was killed is removed, and nothing else', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'uploads-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const kept = [`homeward-import-${process.ppid}-abc`, 'homeward-other', 'homeward-import-x', 'somebody'];
  for (const name of [...kept, `homeward-import-${NO_PROCESS}-abc`, `homeward-import-${process.pid}-before`]) {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, '0'), 'forename\nWren\n');
  }
  await removeAbandonedUploads(folder);
  assert.deepEqual((await readdir(folder)).toSorted(), kept.toSorted());
});

test('an upload that is being read is left alone, and gone when it has been read', async () => {
  const names = async (): Promise<string[]> =>
    (await readdir(tmpdir())).filter((name) => name.startsWith(`homeward-import-${process.pid}-`));
  const upload = await takeUpload({
    [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
  });
  await removeAbandonedUploads();
  assert.equal((await names()).length, 1);
  await upload.remove();
  assert.deepEqual(await names(), []);
});

test('an agency reads so many imports at once and no more, and another agency is not held up by it', () => {
  const atOnce = new UploadsAtOnce();
  const ends = Array.from({ length: AT_ONCE }, () => atOnce.begin('a'));
  assert.ok(ends.every((end) => end !== null));
  assert.equal(atOnce.begin('a'), null);
  assert.notEqual(atOnce.begin('b'), null);
  ends[0]?.();
  ends[0]?.();
  assert.notEqual(atOnce.begin('a'), null);
  assert.equal(atOnce.begin('a'), null, 'ending twice makes room once');
});
