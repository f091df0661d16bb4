import assert from 'node:assert/strict';
import { test } from 'node:test';
import { swappedLetters } from './name.ts';

test('each swap of two neighbouring letters of a word is given once, and never the word itself', () => {
  assert.deepEqual(swappedLetters('anna'), ['nana', 'anan']);
  assert.ok(swappedLetters('oldryod').includes('oldroyd'));
});

test('a word of 4 to 16 letters has swaps; a shorter or a longer one, or several words, have none', () => {
  assert.deepEqual(swappedLetters('kim'), []);
  assert.equal(swappedLetters('kims').length, 3);
  assert.equal(swappedLetters('abcdefghijklmnop').length, 15);
  assert.deepEqual(swappedLetters('abcdefghijklmnopq'), []);
  assert.deepEqual(swappedLetters('kieran oldryod'), []);
});
