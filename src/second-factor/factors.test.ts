import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openFront } from '../../test/support/front.ts';
import { requesterOf } from '../../test/support/people.ts';
import { addPasskey, ownerOfPasskey, usePasskey } from '../db/second-factors.ts';
import { newCodeKey, stepOfCode } from './one-time-code.ts';
import { relyingPartyOf } from './passkey.ts';
import { digestOfRecoveryCode, newRecoveryCode } from './recovery-code.ts';
import { sealingIn } from './sealing.ts';
import { instant } from '../domain/time/instant.ts';

function aFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'homeward-keys-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('what was sealed for one account opens for it alone, unaltered, and under the same key', (t) => {
  const dataFolder = aFolder(t);
  const sealing = sealingIn({ dataFolder, factorKeyFile: null });
  const plain = newCodeKey();
  const sealed = sealing.seal(plain, '7');
  assert.deepEqual(sealingIn({ dataFolder, factorKeyFile: null }).open(sealed, '7'), plain, 'after a restart');
  assert.notDeepEqual(sealing.seal(plain, '7'), sealed, 'never the same twice');
  assert.throws(() => sealing.open(sealed, '8'));
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    assert.throws(() => sealing.open(altered, '7'), `byte ${index}`);
  }
  assert.throws(() => sealingIn({ dataFolder: aFolder(t), factorKeyFile: null }).open(sealed, '7'));
});

test('a key file of the operator’s own is never made, and one that is not a key is refused by name', (t) => {
  const folder = aFolder(t);
  const factorKeyFile = path.join(folder, 'key');
  const seal = () => sealingIn({ dataFolder: folder, factorKeyFile }).seal(Buffer.from('x'), '1');
  assert.throws(seal, /key does not hold a key/);
  writeFileSync(factorKeyFile, 'too short');
  assert.throws(seal, /key does not hold a key/);
  writeFileSync(factorKeyFile, `${Buffer.alloc(32, 7).toString('base64')}\n`);
  assert.ok(seal().length > 0);
});

test('a code is six figures, however they are spaced, and nothing else', () => {
  const key = newCodeKey();
  for (const typed of ['', '12345', '1234567', '12345x', '１２３４５６', '-123456.0', '0x1234'])
    assert.equal(stepOfCode(key, typed, instant(0)), null, typed);
});

test('passkeys belong to a name that is reached safely, and to no address of figures', () => {
  assert.deepEqual(relyingPartyOf('https://homeward.example.org'), {
    origin: 'https://homeward.example.org',
    id: 'homeward.example.org',
  });
  assert.equal(relyingPartyOf('http://localhost:8080')?.id, 'localhost');
  for (const none of ['http://homeward.example.org', 'http://127.0.0.1:8080', 'https://[::1]', 'https://10.0.0.5', 'x'])
    assert.equal(relyingPartyOf(none), null, none);
});

test('a recovery code has more than 128 bits and is known again however it was typed', () => {
  const code = newRecoveryCode();
  assert.match(code, /^(?:[a-hj-km-np-z2-9]{4}-){6}[a-hj-km-np-z2-9]{4}$/);
  assert.ok(28 * Math.log2(31) > 128);
  assert.deepEqual(digestOfRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `), digestOfRecoveryCode(code));
  assert.notDeepEqual(digestOfRecoveryCode(`${code}2`), digestOfRecoveryCode(code));
});

test('a passkey whose counter does not go on is a copy, and refused; one that counts nothing stays at nought', async (t) => {
  const front = await openFront(t);
  const ada = await front.addPerson('oxfordshire', 'team-manager');
  const ben = await front.addPerson('oxfordshire', 'team-manager');
  const kept = { publicKey: Buffer.from('k'), transports: [], relyingParty: 'localhost', name: 'Desk' };
  await front.database.transaction('request', requesterOf('oxfordshire', ada), async (tx) => {
    await addPasskey(tx, ada, { ...kept, credentialId: 'counts', counter: 5 }, front.now);
    await addPasskey(tx, ada, { ...kept, credentialId: 'still', counter: 0 }, front.now);
    const uses = [];
    for (const counter of [5, 4, 6, 6, 0, 7]) uses.push(await usePasskey(tx, 'counts', counter, front.now));
    assert.deepEqual(uses, [false, false, true, false, false, true]);
    assert.equal(await usePasskey(tx, 'still', 0, front.now), true);
    assert.equal(await usePasskey(tx, 'still', 0, front.now), true);
  });
  await front.database.transaction('request', requesterOf('oxfordshire', ben), async (tx) => {
    assert.equal(await usePasskey(tx, 'still', 1, front.now), false, 'nobody else’s is reached');
    assert.equal(await addPasskey(tx, ben, { ...kept, credentialId: 'still', counter: 0 }, front.now), false);
    assert.equal(await ownerOfPasskey(tx, 'still'), ada);
  });
});
