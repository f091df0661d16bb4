import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { openFront } from '../../../test/support/front.ts';
import { recordLooks, sealAndSign } from '../../../test/support/auditing.ts';
import { loadConfig } from '../../config.ts';

type Heads = {
  heads: { sequence: number; hash: string; entries: number; signed_at_ms: number; key_id: string; signature: string }[];
};
type Keys = { keys: { key_id: string; pem: string }[] };

test('heads and keys are pulled by who may, and a head is checked with nothing else', async (t) => {
  const front = await openFront(t);
  const config = { ...loadConfig({}), dataFolder: front.dataFolder };
  for (const from of [0, 3]) {
    await recordLooks(front.database, 3, from);
    await sealAndSign(front.database, config, front.now);
  }
  const { browser } = await front.signedIn(await front.addPerson('oxfordshire', 'information-governance'));
  const all = (await browser.send({ method: 'GET', url: '/api/v1/audit-heads' })).json<Heads>();
  assert.deepEqual(
    all.heads.map(({ sequence }) => sequence),
    [3, 6],
  );
  const later = (await browser.send({ method: 'GET', url: '/api/v1/audit-heads?after=3' })).json<Heads>();
  const head = later.heads[0] ?? assert.fail();
  const { keys } = (await browser.send({ method: 'GET', url: '/api/v1/audit-heads/key' })).json<Keys>();
  const key = keys.find(({ key_id: id }) => id === head.key_id) ?? assert.fail();
  const { sequence, hash, entries, signed_at_ms: signedAt, key_id: keyId } = head;
  const text = JSON.stringify(['homeward audit head 1', sequence, hash, entries, signedAt, keyId]);
  const isSigned = (words: string): boolean =>
    verify(null, Buffer.from(words), createPublicKey(key.pem), Buffer.from(head.signature, 'hex'));
  assert.deepEqual([isSigned(text), isSigned(text.replace('6', '5'))], [true, false]);
  const { browser: worker } = await front.signedIn(await front.addPerson('oxfordshire', 'social-worker'));
  assert.equal((await worker.send({ method: 'GET', url: '/api/v1/audit-heads' })).statusCode, 403);
});
