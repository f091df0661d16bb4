/** No expression of ours hangs on a text that somebody made for it. A detector of hangs, not a measure of speed. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { programFolder } from '../../src/config.ts';
import { expressionsIn } from '../support/expressions.ts';

/** An expression gets this long for a hundred texts of 100 kB each, and as long again where the machine is busy. */
const GENEROUS_MS = 20_000;

/** Expressions that see only short texts of ours: the start of their source, where they stand, and what keeps the text short. */
const SHORT: readonly (readonly [file: string, start: string, because: string])[] = [];

test('the expressions of a source are found as a compiler finds them', () => {
  const source =
    "const a = /x+[/\\]]/u; // /no/\nconst b = 4 / 2 / 1; /* /no/ */ const s = '/no/'; f(`/no/ ${g(/y\\/z/gi)} /no/`);\nreturn /w/.test(a)";
  assert.deepEqual(
    expressionsIn(source).map(({ source: text, flags }) => `${text} ${flags}`),
    ['x+[/\\]] u', 'y\\/z gi', 'w '],
  );
});

test('no expression hangs on 100 kB that were made for it', { timeout: 280_000 }, async () => {
  const all = globSync('src/**/*.ts', { cwd: programFolder })
    .filter((file) => !file.endsWith('.test.ts'))
    .toSorted()
    .flatMap((file) =>
      expressionsIn(readFileSync(path.join(programFolder, file), 'utf8')).map((one) => ({ ...one, file })),
    )
    .filter(({ file, source }) => !SHORT.some(([where, start]) => file === where && source.startsWith(start)));
  assert.ok(all.length > 100, `${all.length} expressions were found`);
  for (const { source, flags } of all) assert.doesNotThrow(() => new RegExp(source, flags), source);
  const hung: string[] = [];
  let child: ChildProcessWithoutNullStreams | undefined;
  let answers: AsyncIterator<string> | undefined;
  const start = (): void => {
    child = spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      path.join(programFolder, 'test/support/try-expressions.ts'),
    ]);
    answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };
  start();
  for (const [id, { file, source, flags, line }] of all.entries()) {
    child?.stdin.write(`${JSON.stringify({ id, source, flags })}\n`);
    const late = setTimeout(() => child?.kill('SIGKILL'), GENEROUS_MS);
    const answer = await answers?.next();
    clearTimeout(late);
    if (answer === undefined || answer.done === true) {
      hung.push(`${file}:${line} /${source}/${flags}`);
      start();
    }
  }
  child?.kill();
  assert.deepEqual(hung, []);
});
