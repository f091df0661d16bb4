/** What is encrypted is so for its owner, whole; and nothing is reached in clear text that could be read on the way. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { loadConfig } from '../../src/config.ts';
import { sealingIn } from '../../src/second-factor/sealing.ts';
import { SetupError } from '../../src/setup-error.ts';

test('what is sealed is opened by its own key for its own person alone, and not once a bit of it changed', (t) => {
  const folders = [1, 2].map(() => mkdtempSync(path.join(os.tmpdir(), 'homeward-keys-')));
  t.after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  const [own, other] = folders.map((dataFolder) => sealingIn({ ...loadConfig({}), dataFolder }));
  assert.ok(own !== undefined && other !== undefined);
  const said = Buffer.from('the key of a code');
  const sealed = own.seal(said, '7');
  assert.deepEqual(own.open(sealed, '7'), said);
  assert.ok(!sealed.includes(said), 'it does not stand there');
  assert.notDeepEqual(own.seal(said, '7'), sealed, 'never the same twice');
  assert.throws(() => own.open(sealed, '8'));
  assert.throws(() => other.open(sealed, '7'));
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    assert.throws(() => own.open(changed, '7'), `byte ${index}`);
  }
});

test('a database beyond this machine is not reached without checking who answers', () => {
  const beyond = 'postgresql://homeward@db.example.org/homeward';
  for (const mode of [
    '',
    '?sslmode=disable',
    '?sslmode=allow',
    '?sslmode=prefer',
    '?sslmode=require',
    '?sslmode=verify-ca',
    '?sslmode=VERIFY-FULL',
  ])
    for (const name of ['DATABASE_URL', 'DATABASE_READ_URL'])
      assert.throws(
        () => loadConfig({ DATABASE_URL: `${beyond}?sslmode=verify-full`, [name]: beyond + mode }),
        SetupError,
        `${name} ${mode}`,
      );
  assert.equal(loadConfig({ DATABASE_URL: `${beyond}?sslmode=verify-full` }).databaseUrl?.hostname, 'db.example.org');
});
