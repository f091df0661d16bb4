import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { dataDictionary } from '../scripts/data-dictionary.ts';
import { programFolder } from '../src/config.ts';
import { withDatabase } from './support/database.ts';

it('the data dictionary says what the database holds today (npm run docs writes it)', async (t) => {
  const database = await withDatabase(t);
  const written = readFileSync(path.join(programFolder, 'docs', 'data-dictionary.md'), 'utf8');
  assert.equal(await dataDictionary(database), written);
});
