/** `npm test`: types, lint, then every test. `npm test -- src/domain` runs the tests under these paths only. */
import { existsSync, globSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { holdPostgres } from '../src/db/keeper/keeper.ts';
import { testDataFolder } from '../test/support/test-data-folder.ts';
import { projectFolder, readTheCode, succeeds } from './read-the-code.ts';

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
try {
  const passed = await succeeds('Tests', [
    'node',
    '--disable-warning=ExperimentalWarning',
    '--test',
    `--test-concurrency=${Math.max(2, os.availableParallelism())}`,
    '--test-reporter=spec',
    ...files,
  ]);
  process.exitCode = read && passed ? 0 : 1;
} finally {
  await hold.release();
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
