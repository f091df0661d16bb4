/**
 * Whatever the owner of the database does to the audit is found, and the first bad row named: 300 tamperings by chance.
 * `SEED=… TAMPERINGS=… npm test -- test/security/tampering.test.ts` repeats a run.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { ENTRY_AS_JSON, ENTRY_COLUMNS, sealedValues, sealHash } from '../../src/db/audit/canonical.ts';
import type { Fault } from '../../src/db/audit/chain.ts';
import type { Transaction } from '../../src/db/transaction.ts';
import { verifyAuditIn, type KeptOutside } from '../../src/db/audit/verify.ts';
import { auditConfig, keptOutside, recordLooks, sealedAudit } from '../support/auditing.ts';
import { chanceFrom, type Chance } from '../support/chance.ts';
import { withDatabase } from '../support/database.ts';
import { OPERATOR } from '../support/people.ts';

const TAMPERINGS = Number(process.env['TAMPERINGS'] ?? 300);
const SEED = Number(process.env['SEED'] ?? 20_261_121);
const ENTRIES = 120;
const HEAD_EVERY = 15;
const WAITING = 3;

/** The first bad seal by its number, or the entry where no seal is bad, or the last head that holds where a head is bad. */
type Expected = { readonly seal: number } | { readonly entry: number };
type Tampering = (tx: Transaction, chance: Chance) => Promise<Expected>;

const run = (tx: Transaction, text: string): Promise<unknown> => tx.query(sql`${raw(text)}`);
const anySeal = (chance: Chance): number => chance.between(1, ENTRIES);
const entryAt = (seal: number): string => `(select audit_id from homeward.audit_seal where sequence = ${seal})`;

/** What each column may be changed to: never what it is already. */
const CHANGED: Readonly<Record<string, string>> = {
  audit_id: 'audit_id + 1000000',
  at: "at + interval '1 microsecond'",
  user_id: 'coalesce(user_id, 0) + 1',
  agency_code: "agency_code || 'x'",
  role: "coalesce(role, '') || 'x'",
  verb: "case verb when 'consultation' then 'disclosure' else 'consultation' end",
  act: "act || ' '",
  outcome: "case outcome when 'allowed' then 'refused' else 'allowed' end",
  route: 'upper(route)',
  child_ids: 'child_ids[2:] || child_ids[1:1]',
  field_groups: "field_groups || array['address']",
  about_user_id: 'coalesce(about_user_id, 0) + 1',
  terms_digests: "terms_digests || array[''::bytea]",
  detail: `detail || '{"added": null}'`,
  purpose: 'null',
  request_id: "request_id || '0'",
};

async function rehashFrom(tx: Transaction, first: number, last: number): Promise<void> {
  const { hash: before } = (await tx.maybeOne<{ hash: string }>(
    sql`select encode(hash, 'hex') as hash from homeward.audit_seal where sequence = ${first - 1}`,
  )) ?? { hash: '0'.repeat(64) };
  let previous = before;
  for (let seal = first; seal <= last; seal++) {
    const { entry } = await tx.one<{ entry: unknown[] }>(
      sql`select ${raw(ENTRY_AS_JSON)} as entry from homeward.audit_seal s join homeward.audit_entry a using (audit_id) where s.sequence = ${seal}`,
    );
    const made = sealHash(previous, seal, sealedValues(entry));
    await tx.query(
      sql`update homeward.audit_seal set previous_hash = decode(${previous}, 'hex'), hash = decode(${made}, 'hex') where sequence = ${seal}`,
    );
    previous = made;
  }
}

/** Takes every seal after this one so many places further. */
async function renumber(tx: Transaction, after: number, by: number): Promise<void> {
  await run(tx, `update homeward.audit_seal set sequence = sequence + 1000000 where sequence > ${after}`);
  await run(tx, `update homeward.audit_seal set sequence = sequence - 1000000 + ${by} where sequence > 1000000`);
}

async function putIn(tx: Transaction): Promise<number> {
  const { audit_id: made } = await tx.one<{ audit_id: number }>(
    sql`insert into homeward.audit_entry (agency_code, verb, route, child_ids, request_id)
      values ('oxfordshire', 'consultation', '/put-in', '{1}', 'put in') returning audit_id`,
  );
  await tx.query(sql`delete from homeward.audit_unsealed where audit_id = ${made}`);
  return made;
}

async function cutAfter(tx: Transaction, last: number): Promise<void> {
  await run(
    tx,
    `delete from homeward.audit_entry where audit_id not in (select audit_id from homeward.audit_seal where sequence <= ${last})`,
  );
  await run(tx, `delete from homeward.audit_seal where sequence > ${last}`);
  await run(tx, `delete from homeward.audit_head where sequence > ${last}`);
  await run(tx, 'delete from homeward.audit_unsealed');
}

async function change(tx: Transaction, column: string, seal: number): Promise<void> {
  const changed = CHANGED[column];
  if (changed === undefined) throw new Error(`how is ${column} changed?`);
  await run(tx, `update homeward.audit_entry set ${column} = ${changed} where audit_id = ${entryAt(seal)}`);
}

/** Every way that we know, each with the first row that is bad by it. */
const TAMPERINGS_KNOWN: Readonly<Record<string, Tampering>> = {
  'an entry edited': async (tx, chance) => {
    const seal = anySeal(chance);
    await change(tx, chance.oneOf(ENTRY_COLUMNS.map(([name]) => name)), seal);
    return { seal };
  },
  'an entry edited, and its digest made anew': async (tx, chance) => {
    const seal = anySeal(chance);
    await change(tx, chance.oneOf(['at', 'user_id', 'child_ids', 'route', 'purpose', 'outcome']), seal);
    await rehashFrom(tx, seal, seal);
    return { seal };
  },
  'a seal edited': async (tx, chance) => {
    const seal = anySeal(chance);
    const column = chance.oneOf(['hash', 'previous_hash', 'audit_id']);
    const value =
      column === 'audit_id' ? 'audit_id + 1000000' : `set_byte(${column}, 5, (get_byte(${column}, 5) + 1) % 256)`;
    await run(tx, `update homeward.audit_seal set ${column} = ${value} where sequence = ${seal}`);
    return { seal };
  },
  'an entry deleted': async (tx, chance) => {
    const seal = anySeal(chance);
    await run(tx, `delete from homeward.audit_entry where audit_id = ${entryAt(seal)}`);
    return { seal };
  },
  'a seal deleted': async (tx, chance) => {
    const seal = anySeal(chance);
    await run(tx, `delete from homeward.audit_seal where sequence = ${seal}`);
    return { seal };
  },
  'an entry and its seal deleted, and the gap closed': async (tx, chance) => {
    const seal = anySeal(chance);
    await run(tx, `delete from homeward.audit_entry where audit_id = ${entryAt(seal)}`);
    await run(tx, `delete from homeward.audit_seal where sequence = ${seal}`);
    await renumber(tx, seal, -1);
    return { seal };
  },
  'two entries swapped': async (tx, chance) => {
    const [one, other] = [chance.between(1, ENTRIES - 1), chance.between(2, ENTRIES)].toSorted((a, b) => a - b);
    if (one === undefined || other === undefined || one === other) return { seal: await editFirst(tx) };
    const { a, b } = await tx.one<{ a: number; b: number }>(
      sql`select ${raw(entryAt(one))} as a, ${raw(entryAt(other))} as b`,
    );
    await run(tx, `update homeward.audit_seal set audit_id = 99000000 where sequence = ${one}`);
    await run(tx, `update homeward.audit_seal set audit_id = ${a} where sequence = ${other}`);
    await run(tx, `update homeward.audit_seal set audit_id = ${b} where sequence = ${one}`);
    return { seal: one };
  },
  'an entry put in without a seal': async (tx) => ({ entry: await putIn(tx) }),
  'an entry put in between, with a seal that fits': async (tx, chance) => {
    const seal = anySeal(chance);
    const made = await putIn(tx);
    await renumber(tx, seal - 1, 1);
    const zero = `decode(repeat('00', 32), 'hex')`;
    await run(tx, `insert into homeward.audit_seal values (${seal}, ${made}, ${zero}, ${zero})`);
    await rehashFrom(tx, seal, seal);
    return { seal };
  },
  'an entry of long ago put in at the end': async (tx, chance) => {
    const made = await putIn(tx);
    await run(
      tx,
      `update homeward.audit_entry set at = at - interval '${chance.between(2, 9000)} hours' where audit_id = ${made}`,
    );
    const zero = `decode(repeat('00', 32), 'hex')`;
    await run(tx, `insert into homeward.audit_seal values (${ENTRIES + 1}, ${made}, ${zero}, ${zero})`);
    await rehashFrom(tx, ENTRIES + 1, ENTRIES + 1);
    return { seal: ENTRIES + 1 };
  },
  'an entry deleted before it was sealed': async (tx, chance) => {
    const { audit_id: gone } = await tx.one<{ audit_id: number }>(
      sql`select audit_id from homeward.audit_unsealed order by audit_id offset ${chance.between(0, WAITING - 1)} limit 1`,
    );
    await tx.query(sql`delete from homeward.audit_entry where audit_id = ${gone}`);
    return { entry: gone };
  },
  'the tail cut off, with its heads': async (tx, chance) => {
    const last = chance.between(0, ENTRIES - 1);
    await cutAfter(tx, last);
    return { seal: last + 1 };
  },
  'the chain made anew, heads and all': async (tx, chance) => {
    const seal = anySeal(chance);
    await change(tx, chance.oneOf(['at', 'user_id', 'child_ids', 'route', 'purpose', 'outcome']), seal);
    await rehashFrom(tx, chance.oneOf([1, seal]), ENTRIES);
    await run(
      tx,
      `update homeward.audit_head h set hash = s.hash from homeward.audit_seal s where s.sequence = h.sequence`,
    );
    return { seal };
  },
  'the chain made anew, its heads deleted': async (tx, chance) => {
    const seal = anySeal(chance);
    await change(tx, chance.oneOf(['at', 'user_id', 'child_ids', 'route', 'purpose', 'outcome']), seal);
    await rehashFrom(tx, seal, ENTRIES);
    await run(tx, `delete from homeward.audit_head where sequence >= ${seal}`);
    return { seal };
  },
  'an older database put back, and used again': async (tx, chance) => {
    const last = chance.between(0, ENTRIES - 1);
    await cutAfter(tx, last);
    const zero = `decode(repeat('00', 32), 'hex')`;
    // Up to the next head at least: a chain that grew again by less is found by its cut tail, as that one above.
    const more = chance.between(HEAD_EVERY, 2 * HEAD_EVERY);
    for (let seal = last + 1; seal <= last + more; seal++) {
      await run(tx, `insert into homeward.audit_seal values (${seal}, ${await putIn(tx)}, ${zero}, ${zero})`);
    }
    await rehashFrom(tx, last + 1, last + more);
    return { seal: last + 1 };
  },
  'a head edited': async (tx, chance) => {
    const seal = HEAD_EVERY * chance.between(1, ENTRIES / HEAD_EVERY);
    const changed = chance.oneOf([
      'hash = set_byte(hash, 0, (get_byte(hash, 0) + 1) % 256)',
      'entries = entries - 1',
      "signed_at = signed_at + interval '1 minute'",
      "key_id = 'aaaaaaaaaaaaaaaa'",
      'signature = set_byte(signature, 9, (get_byte(signature, 9) + 1) % 256)',
      'sequence = sequence + 1',
    ]);
    await run(tx, `update homeward.audit_head set ${changed} where sequence = ${seal}`);
    return { seal };
  },
  'a head deleted': async (tx, chance) => {
    const seal = HEAD_EVERY * chance.between(1, ENTRIES / HEAD_EVERY);
    await run(tx, `delete from homeward.audit_head where sequence = ${seal}`);
    return { seal };
  },
};

async function editFirst(tx: Transaction): Promise<number> {
  await change(tx, 'route', 1);
  return 1;
}

/** Whether a fault names the row: exactly, or in a span between two heads where the chain was made anew. */
function names(fault: Fault, expected: Expected): boolean {
  if ('entry' in expected) return fault.from === null && fault.auditId === expected.entry;
  if (fault.from === null) return false;
  const spans = fault.kind === 'rewritten' || fault.kind === 'missing' || fault.kind === 'cut tail';
  return spans
    ? fault.from <= expected.seal && expected.seal <= (fault.to ?? fault.from)
    : fault.from === expected.seal;
}

class PutBack extends Error {}

test(`${TAMPERINGS} tamperings are all found, and the first bad row is named`, { timeout: 300_000 }, async (t) => {
  t.diagnostic(`SEED=${SEED}`);
  const chance = chanceFrom(SEED);
  const database = await withDatabase(t);
  const config = auditConfig(t);
  await sealedAudit(database, config, ENTRIES, HEAD_EVERY);
  await recordLooks(database, WAITING, ENTRIES);
  const outside: KeptOutside = keptOutside(config);
  const untouched = async (): Promise<void> => {
    const { faults, sealed, waiting, notYetOutside } = await database.read('owner', OPERATOR, (tx) =>
      verifyAuditIn(tx, outside),
    );
    assert.deepEqual(
      { faults, sealed, waiting, notYetOutside },
      { faults: [], sealed: ENTRIES, waiting: WAITING, notYetOutside: 0 },
    );
  };
  await untouched();
  const ways = Object.entries(TAMPERINGS_KNOWN);
  const missed: string[] = [];
  for (let number = 0; number < TAMPERINGS; number++) {
    const [what, tamper] = ways[number % ways.length] ?? assert.fail();
    await database
      .transaction('owner', OPERATOR, async (tx) => {
        await tx.query(sql`alter table homeward.audit_entry alter column audit_id set generated by default`);
        const expected = await tamper(tx, chance);
        const { faults } = await verifyAuditIn(tx, outside);
        const first = faults[0];
        if (first === undefined || !names(first, expected)) {
          missed.push(`${number}, ${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(first)}`);
        }
        throw new PutBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof PutBack)) throw error;
      });
  }
  assert.deepEqual(missed, []);
  await untouched();
});
