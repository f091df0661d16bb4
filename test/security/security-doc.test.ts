/** The page on security names tests that are there, for each requirement, or says plainly that it is not met. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { programFolder } from '../../src/config.ts';

const read = (file: string): string => readFileSync(path.join(programFolder, file), 'utf8');

test('every test that the page on security names is there, and each of the 56 names one or says that it is not met', () => {
  const page = read('docs/security.md');
  const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line));
  assert.deepEqual(
    rows.map((row) => Number(/\d+/.exec(row)?.[0])),
    Array.from({ length: 56 }, (_, index) => index + 1),
  );
  const wrong: string[] = [];
  let named = 0;
  for (const line of page.split('\n')) {
    const proofs = [...line.matchAll(/`([\w/.-]+\.test\.ts)`: “([^”]+)”/g)];
    named += proofs.length;
    if (/^\| \d+ \|/.test(line) && proofs.length === 0 && !/\| not met: /.test(line))
      wrong.push(`${line.slice(0, 20)} names no test`);
    for (const [, file = '', name = ''] of proofs) {
      if (!existsSync(path.join(programFolder, file))) wrong.push(`${file} is not there`);
      else if (!new RegExp(`(?:it|test)\\(\\s*['"\`]${RegExp.escape(name)}`).test(read(file)))
        wrong.push(`${file} has no test “${name}”`);
    }
  }
  assert.ok(named > 60);
  assert.deepEqual(wrong, []);
});
