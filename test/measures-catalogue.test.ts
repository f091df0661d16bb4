import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { measuresCatalogue } from '../scripts/measures-catalogue.ts';
import { programFolder } from '../src/config.ts';

it('the catalogue of measures says what is counted today (npm run docs writes it)', () => {
  const written = readFileSync(path.join(programFolder, 'docs', 'measures.md'), 'utf8');
  assert.equal(measuresCatalogue(), written);
});
