/** No control differs between a test and production: nothing in the program asks where it runs. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadConfig, programFolder } from '../../src/config.ts';

const sources = globSync('src/**/*.ts', { cwd: programFolder }).filter((file) => !file.endsWith('.test.ts'));

test('nothing in the program asks whether it is a test, and nothing of the tests is in it', () => {
  assert.ok(sources.length > 200, 'the sources were found');
  const asking =
    /\bNODE_ENV\b|NODE_TEST_CONTEXT|\bisTest\b|\btestMode\b|\bdebugMode\b|from '[^']*\/test\/|node:test|process\.execArgv|\bdebugger\b|node:inspector/;
  assert.deepEqual(
    sources.filter((file) => asking.test(readFileSync(path.join(programFolder, file), 'utf8'))),
    [],
  );
});

test('no setting but those listed changes anything, whatever the environment calls itself', () => {
  const usual = loadConfig({});
  for (const name of ['test', 'development', 'production', 'staging'])
    assert.deepEqual(
      loadConfig({ NODE_ENV: name, DEBUG: '*', CI: 'true', HOMEWARD_TEST: 'yes', HOMEWARD_DEBUG: 'yes' }),
      usual,
      name,
    );
});
