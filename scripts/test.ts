/** `npm test`: types, lint, then every test. `npm test -- src/domain` runs the tests under these paths only. */
import { existsSync, globSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { holdPostgres } from '../src/db/keeper/keeper.ts';
import { testDataFolder } from '../test/support/test-data-folder.ts';
import { projectFolder, readTheCode } from './read-the-code.ts';

const files = testFiles(process.argv.slice(2));
if (files.length === 0) {
  process.stderr.write(`There is no test under ${process.argv.slice(2).join(', ')}.\n`);
  process.exit(1);
}

const read = await readTheCode();
// One PostgreSQL for all test processes: held here, it is not stopped between two of them.
const hold = await holdPostgres(testDataFolder);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void hold.release().finally(() => process.exit(1)));
}
// Without its types once is enough: every test process reads what the first of them has stripped.
process.env['NODE_COMPILE_CACHE'] = path.join(projectFolder, '.tmp', 'compiled');
try {
  const passed = await passes(files);
  process.exitCode = read && passed ? 0 : 1;
} finally {
  await hold.release();
}

/** Runs the files, each in a process of its own, with what they say shown; whether every test passed. */
async function passes(given: readonly string[]): Promise<boolean> {
  process.stdout.write('\nTests\n');
  const startedAt = performance.now();
  let passed = true;
  const said = run({
    cwd: projectFolder,
    files: longestFirst(given).map((file) => path.join(projectFolder, file)),
    // One more than the machine has cores: part of its time a test waits for a browser, a server or a clock.
    concurrency: os.availableParallelism() + 1,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  said.on('test:fail', () => {
    passed = false;
  });
  for await (const text of said.compose(new spec())) process.stdout.write(text);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`Tests: ${passed ? 'well' : 'failed'}, ${seconds} s\n`);
  return passed;
}

/** Those of the whole application before those of one part, so that no long one is left to run alone at the end. */
function longestFirst(given: readonly string[]): string[] {
  const ofTheWhole = (file: string): boolean => file.startsWith('test/');
  return [...given.filter(ofTheWhole), ...given.filter((file) => !ofTheWhole(file))];
}

/** The test files at or under the given paths; every one where none is given. */
function testFiles(paths: readonly string[]): string[] {
  const all = globSync('{src,test,bench,scripts}/**/*.test.ts', { cwd: projectFolder }).toSorted();
  const wanted = paths.map((given) => path.relative(projectFolder, path.resolve(projectFolder, given)));
  const missing = wanted.find((given) => !existsSync(path.join(projectFolder, given)));
  if (missing !== undefined) {
    process.stderr.write(`There is no ${missing}.\n`);
    process.exit(1);
  }
  if (wanted.length === 0) return all;
  return all.filter((file) =>
    wanted.some((given) =>
      statSync(path.join(projectFolder, given)).isFile() ? file === given : file.startsWith(given + path.sep),
    ),
  );
}
