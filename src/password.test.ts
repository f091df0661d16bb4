import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashPassword, verifyPassword } from './password.ts';

test('a password is known again, and no other is taken for it', async () => {
  const stored = await hashPassword('correct horse battery');
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.equal(await verifyPassword('correct horse battery', stored), true);
  assert.equal(await verifyPassword('correct horse batterY', stored), false);
});

test('the same password is stored differently for each account', async () => {
  assert.notEqual(await hashPassword('correct horse battery'), await hashPassword('correct horse battery'));
});

test('a letter is the same letter however a keyboard composes it', async () => {
  const stored = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9');
  assert.equal(await verifyPassword('cafe\u0301 cafe\u0301 cafe\u0301', stored), true);
});

test('a hash made at another cost is still checked at its own', async () => {
  // The published vector's shape at a lower cost, made by the same algorithm.
  const { argon2Sync } = await import('node:crypto');
  const salt = Buffer.alloc(16, 7);
  const hash = argon2Sync('argon2id', {
    message: 'an older password',
    nonce: salt,
    memory: 8192,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  assert.equal(
    await verifyPassword('an older password', `$argon2id$v=19$m=8192,t=1,p=1$${text(salt)}$${text(hash)}`),
    true,
  );
});

test('an account without a password, or with a damaged one, admits nobody', async () => {
  assert.equal(await verifyPassword('', null), false);
  assert.equal(await verifyPassword('', ''), false);
  assert.equal(await verifyPassword('x', '$argon2id$v=19$m=8,t=1,p=1$$'), false);
});
