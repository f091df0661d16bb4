/** The list of guards that `npm run guards` takes away one by one is current: each stands where it says, and its tests are there. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ALL_GUARDS } from '../../scripts/guards/all.ts';
import { programFolder } from '../../src/config.ts';

test('every guard on the list stands once where it says, and names tests that exist', () => {
  assert.ok(ALL_GUARDS.length >= 100, `${ALL_GUARDS.length} guards`);
  const wrong: string[] = [];
  for (const guard of ALL_GUARDS) {
    const absent = guard.tests.filter((file) => !existsSync(path.join(programFolder, file)));
    if (absent.length > 0 || guard.tests.length === 0) wrong.push(`${guard.guard}: no test ${absent.join(', ')}`);
    if ('sql' in guard) continue;
    const times = readFileSync(path.join(programFolder, guard.file), 'utf8').split(guard.find).length - 1;
    if (times !== 1) wrong.push(`${guard.guard}: stands ${times} times in ${guard.file}`);
  }
  assert.deepEqual(wrong, []);
  assert.equal(new Set(ALL_GUARDS.map(({ guard }) => guard)).size, ALL_GUARDS.length, 'each has a name of its own');
});
