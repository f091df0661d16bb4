import assert from 'node:assert/strict';
import { it } from 'node:test';
import { whomToAsk } from './whom.ts';

const askFor = [
  { factor: 'places', of: ['police', 'local-authority'], why: '' },
  { factor: 'learning-difficulty', of: ['education'], why: '' },
] as const;
const police = { code: 'tvp', kind: 'police' } as const;
const school = { code: 'school', kind: 'education' } as const;
const charity = { code: 'charity', kind: 'charity' } as const;

it('asks each agency for what it may know, once', () => {
  assert.deepEqual(whomToAsk(askFor, [school, charity, police], []), [
    { agency: 'school', factors: ['learning-difficulty'] },
    { agency: 'tvp', factors: ['places'] },
  ]);
  assert.deepEqual(whomToAsk(askFor, [school, police], [{ agency: 'tvp', factors: ['places', 'family'] }]), [
    { agency: 'school', factors: ['learning-difficulty'] },
  ]);
  assert.deepEqual(whomToAsk([], [school, police], []), []);
});
