import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOfPassword } from './password-choice.ts';

test('a password is refused when it is short, of few different characters, or easy to guess', () => {
  assert.equal(faultOfPassword('elevenchars', []), 'Password must be 12 characters or more');
  assert.equal(faultOfPassword('twelve chars', []), null);
  assert.equal(faultOfPassword('aaaaaaaaaaaaab', []), 'Password must have more different characters');
  assert.match(faultOfPassword('Password1234', []) ?? '', /easy to guess/);
  assert.match(faultOfPassword('ada.marsh-2026', ['Ada Marsh']) ?? '', /easy to guess/);
  assert.equal(faultOfPassword('the marsh floods in wet winters', ['Ada Marsh']), null);
  assert.equal(faultOfPassword('x1y2z3'.repeat(40), []), 'Password must be 200 characters or fewer');
});
