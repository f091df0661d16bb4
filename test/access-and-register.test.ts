import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { accessPage } from '../scripts/access-page.ts';
import { register } from '../scripts/register.ts';
import { programFolder } from '../src/config.ts';
import { ACTS } from '../src/domain/access/policy.ts';
import { withDatabase } from './support/database.ts';

const written = (name: string): string => readFileSync(path.join(programFolder, 'docs', name), 'utf8');

test('the page of who may do what says what the policy says today, act by act (npm run docs writes it)', () => {
  const page = accessPage();
  assert.equal(page, written('access.md'));
  for (const act of ACTS) assert.ok(page.includes(`### ${act}\n`), act);
});

test('the register of processing has every table of the database once (npm run docs writes it)', async (t) => {
  assert.equal(await register(await withDatabase(t)), written('register.md'));
});
