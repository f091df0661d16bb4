import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync, writeFileSync, mkdirSync, appendFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { programFolder } from '../../config.ts';
import { instant } from '../../domain/time/instant.ts';
import { runSealing } from '../../jobs/seal-audit.ts';
import { auditConfig, keptOutside, recordLooks, sealAndSign, sealedAudit } from '../../../test/support/auditing.ts';
import { withDatabase } from '../../../test/support/database.ts';
import { addAgencies, OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { canonicalText, ENTRY_COLUMNS, sealedValues, sealHash } from './canonical.ts';
import { signingKey, termDigester } from './keys.ts';
import { HEADS_FILE } from './places.ts';
import { recordAudit } from './record.ts';
import { searchDigests } from './search-terms.ts';
import { verifyAudit } from './verify.ts';

const NOW = instant(1_780_000_000_000);

type Vector = { previous: string; sequence: number; given: unknown[]; text: string; hash: string };

test('the sealed bytes are those of the vectors, whatever wrote the JSON', () => {
  const vectors = JSON.parse(readFileSync(path.join(programFolder, 'test', 'audit-vectors.json'), 'utf8')) as Vector[];
  assert.ok(vectors.length >= 4);
  for (const { previous, sequence, given, text, hash } of vectors) {
    assert.equal(canonicalText(previous, sequence, sealedValues(given)), text);
    assert.equal(sealHash(previous, sequence, sealedValues(given)), hash);
  }
});

test('every column of the audit is sealed', async (t) => {
  const database = await withDatabase(t);
  const columns = await database.read('owner', OPERATOR, (tx) =>
    tx.query<{ name: string }>(sql`select attname as name from pg_attribute
      where attrelid = 'homeward.audit_entry'::regclass and attnum > 0 and not attisdropped`),
  );
  assert.deepEqual(columns.map(({ name }) => name).toSorted(), ENTRY_COLUMNS.map(([name]) => name).toSorted());
});

test('entries are sealed densely in the order in which they are found, though identifiers commit out of order and some never do', async (t) => {
  const database = await withDatabase(t);
  await addAgencies(database);
  const config = auditConfig(t);
  const one = requesterOf('oxfordshire');
  const look = { verb: 'consultation', route: '/test', childIds: [] } as const;
  await assert.rejects(
    database.transaction('request', one, async (tx) => {
      await recordAudit(tx, one, look);
      throw new Error('never committed');
    }),
    /never committed/,
  );
  let letGo = (): void => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let recorded = (): void => {};
  const hasRecorded = new Promise<void>((resolve) => (recorded = resolve));
  const slow = database.transaction('request', one, async (tx) => {
    await recordAudit(tx, { ...one, requestId: 'slow' }, look);
    recorded();
    await held;
  });
  await hasRecorded;
  await recordLooks(database, 2);
  await runSealing({ database, config }, NOW);
  letGo();
  await slow;
  await runSealing({ database, config }, NOW);
  const seals = await database.read('job', OPERATOR, (tx) =>
    tx.query<{ sequence: number; request: string }>(sql`select s.sequence, a.request_id as request
      from homeward.audit_seal s join homeward.audit_entry a using (audit_id) order by s.sequence`),
  );
  assert.deepEqual(
    seals.map(({ sequence, request }) => `${sequence} ${request}`),
    ['1 request 0', '2 request 1', '3 slow'],
  );
  const { faults, sealed, waiting } = await verifyAudit(database, keptOutside(config));
  assert.deepEqual({ faults, sealed, waiting }, { faults: [], sealed: 3, waiting: 0 });
});

test('a head is signed at the first seal, then a minute after the last, and not where nothing is new', async (t) => {
  const database = await withDatabase(t);
  const config = auditConfig(t);
  await addAgencies(database);
  const heads = (): number[] =>
    keptOutside(config).sources.flatMap(({ heads: all }) => all.map(({ sequence }) => sequence));
  await recordLooks(database, 1);
  await runSealing({ database, config }, NOW);
  await recordLooks(database, 1, 1);
  await runSealing({ database, config }, instant(NOW + 59_999));
  assert.deepEqual(heads(), [1]);
  await runSealing({ database, config }, instant(NOW + 60_000));
  await runSealing({ database, config }, instant(NOW + 600_000));
  assert.deepEqual(heads(), [1, 2]);
  assert.equal(statSync(path.join(config.dataFolder, 'keys', 'audit-signing.pem')).mode & 0o777, 0o600);
});

test('each place gets every head, a line cut off by a crash is written again, and a place that fails is told of until it works', async (t) => {
  const database = await withDatabase(t);
  const base = auditConfig(t);
  const [good, bad] = [path.join(base.dataFolder, 'good'), path.join(base.dataFolder, 'bad')];
  const config = { ...base, auditHeads: [bad, good] };
  writeFileSync(bad, 'a file where a folder should be');
  const standing = () =>
    database.ask<{ failing: number }>('request', sql`select failing from homeward.audit_standing()`);
  await assert.rejects(sealedAudit(database, config, 4, 2), { code: /EEXIST|ENOTDIR/ });
  assert.deepEqual(await standing(), [{ failing: 1 }]);
  rmSync(bad);
  mkdirSync(bad);
  appendFileSync(path.join(good, HEADS_FILE), '{"sequence": 3, "ha');
  await recordLooks(database, 2, 4);
  await sealAndSign(database, config, instant(NOW + 100_000));
  assert.deepEqual(await standing(), [{ failing: 0 }]);
  const kept = keptOutside(config).sources.map(({ heads }) => heads.map(({ sequence }) => sequence));
  assert.deepEqual(kept, [
    [2, 4],
    [2, 4],
  ]);
  const { faults } = await verifyAudit(database, keptOutside(config));
  assert.deepEqual(faults, []);
});

test('a key that is gone is noticed, and not replaced, once heads were signed', async (t) => {
  const database = await withDatabase(t);
  const config = auditConfig(t);
  await sealedAudit(database, config, 1, 1);
  const file = path.join(config.dataFolder, 'keys', 'audit-signing.pem');
  const pem = readFileSync(file);
  rmSync(file);
  await recordLooks(database, 1, 1);
  await assert.rejects(sealAndSign(database, config, instant(NOW + 60_001)), /audit-signing.pem is gone/);
  const standing = () =>
    database.ask<{ behind: number; failing: number }>(
      'request',
      sql`select behind_seconds as behind, failing from homeward.audit_standing()`,
    );
  assert.deepEqual(await standing(), [{ behind: 0, failing: 1 }]);
  writeFileSync(file, pem, { mode: 0o600 });
  await sealAndSign(database, config, instant(NOW + 60_001));
  assert.deepEqual(await standing(), [{ behind: 0, failing: 0 }]);
});

test('words are digested with a key: the same word alike, with another key otherwise', (t) => {
  const [here, there] = [auditConfig(t), auditConfig(t)];
  assert.deepEqual(termDigester(here)('Marsh'), termDigester(here)('marsh'));
  assert.notDeepEqual(termDigester(here)('marsh'), termDigester(here)('march'));
  assert.notDeepEqual(termDigester(here)('marsh'), termDigester(there)('marsh'));
  assert.equal(signingKey(here, true).keyId, signingKey(here, false).keyId);
});

test('no role that serves may change a seal, a head or an entry, give an entry its number or time, or take one from the waiting', async (t) => {
  const database = await withDatabase(t);
  const config = auditConfig(t);
  await sealedAudit(database, config, 3, 3);
  await recordLooks(database, 1, 3);
  const everywhere = [
    'update homeward.audit_seal set hash = previous_hash',
    'delete from homeward.audit_seal',
    'truncate homeward.audit_seal',
    'update homeward.audit_head set entries = 1',
    'delete from homeward.audit_head',
    'update homeward.audit_entry set route = route',
    'delete from homeward.audit_entry',
    'update homeward.audit_unsealed set waiting_since = now()',
    'insert into homeward.audit_unsealed (audit_id) values (99)',
    "insert into homeward.audit_entry (at, verb, route, child_ids, request_id) values (now(), 'consultation', 'x', '{}', 'x')",
    "insert into homeward.audit_entry (audit_id, verb, route, child_ids, request_id) overriding system value values (99, 'consultation', 'x', '{}', 'x')",
    'alter table homeward.audit_entry disable trigger list_for_sealing',
    'set session_replication_role = replica',
  ];
  const ofRequests = [
    "insert into homeward.audit_seal values (9, 9, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))",
    'delete from homeward.audit_unsealed',
    "insert into homeward.audit_head values (9, decode(repeat('00', 32), 'hex'), 9, now(), 'x', '')",
    "insert into homeward.audit_place (place, tried_at) values ('x', now())",
  ];
  for (const [role, attempts] of [
    ['request', [...everywhere, ...ofRequests]],
    ['job', everywhere],
  ] as const) {
    for (const attempt of attempts) {
      await assert.rejects(
        database.transaction(role, requesterOf('oxfordshire'), (tx) => tx.query(sql`${raw(attempt)}`)),
        { code: '42501' },
        `${role}: ${attempt}`,
      );
    }
  }
});

test('a search is kept as one digest a word, of a name, a reference and a date alike', (t) => {
  const config = auditConfig(t);
  const digest = termDigester(config);
  const sought = { name: 'Ada  MARSH ada', reference: 'P-1', bornOn: '2010-02-03' as never };
  assert.deepEqual(searchDigests(config, sought), [
    digest('ada'),
    digest('marsh'),
    digest('p-1'),
    digest('2010-02-03'),
  ]);
});
