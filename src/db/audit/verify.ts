/** Recomputes the whole chain of seals from the audit, and compares it with the heads kept in the database and outside it. */
import type { KeyObject } from 'node:crypto';
import sql, { raw } from 'sql-template-tag';
import type { Database, Transaction } from '../transaction.ts';
import { ENTRY_AS_JSON, sealedValues } from './canonical.ts';
import { ChainWalk, type Fault, type Link } from './chain.ts';
import { HeadCheck, type HeadSource } from './check-heads.ts';
import { headsAfter } from './heads.ts';

/** Seals read at a time. */
const PART = 10_000;
/** Faults of one kind that are told of at most. */
const FAULTS_AT_MOST = 100;

/** What verifying found. The first fault is the first bad row. */
export type AuditVerification = {
  readonly sealed: number;
  /** Entries that wait for their seal. */
  readonly waiting: number;
  /** Seals after the last head that was found outside. */
  readonly notYetOutside: number;
  readonly heads: number;
  readonly faults: readonly Fault[];
};

/** Heads kept outside, by the file they were read from, and the public keys by their names. */
export type KeptOutside = {
  readonly sources: readonly Omit<HeadSource, 'outside'>[];
  readonly keys: ReadonlyMap<string, KeyObject>;
};

/** Verifies the audit as it is at one instant. */
export async function verifyAudit(database: Database, outside: KeptOutside): Promise<AuditVerification> {
  const requester = { userId: null, agencyCode: null, purpose: 'verify', requestId: 'verify' };
  return database.read('job', requester, (tx) => verifyAuditIn(tx, outside), { statementTimeoutMs: 0 });
}

/** Verifies the audit as this transaction sees it. */
export async function verifyAuditIn(tx: Transaction, { sources, keys }: KeptOutside): Promise<AuditVerification> {
  const here = await headsAfter(tx, 0, Number.MAX_SAFE_INTEGER);
  const outside = sources.map((source) => ({ ...source, outside: true }));
  const heads = new HeadCheck([...outside, { name: 'the database', outside: false, heads: here }], keys);
  const walk = new ChainWalk();
  // While one part is digested, PostgreSQL reads the next.
  for (let next = nextLinks(tx, 0); ;) {
    const part = await next;
    const last = part.at(-1);
    if (last === undefined) break;
    next = nextLinks(tx, last.sequence);
    for (const link of part) {
      walk.next(link);
      heads.seal(link.sequence, link.hash);
    }
  }
  const loose = await looseEntries(tx);
  const handedOut = sources
    .flatMap((source) => source.heads)
    .reduce((most, { sequence }) => Math.max(most, sequence), 0);
  return {
    sealed: walk.sequence,
    waiting: loose.waiting,
    notYetOutside: Math.max(0, walk.sequence - handedOut),
    heads: here.length,
    faults: [...walk.faults, ...heads.end(walk.sequence), ...loose.faults].toSorted(byPlace),
  };
}

/**
 * The first bad row first. Of what is only known to lie within a span the end counts, so that what is known exactly goes
 * before it; and rows go before the heads that tell of them.
 */
function byPlace(a: Fault, b: Fault): number {
  const end = ({ kind, from, to }: Fault): number => (kind === 'rewritten' ? to : from) ?? Number.MAX_SAFE_INTEGER;
  return end(a) - end(b) || Number(isOfHead(a)) - Number(isOfHead(b));
}

function isOfHead({ kind }: Fault): boolean {
  return kind === 'forged head' || kind === 'head missing';
}

async function nextLinks(tx: Transaction, after: number): Promise<Link[]> {
  const rows = await tx.query<{ link: [number, number, string, string, readonly unknown[] | null] }>(
    sql`select json_build_array(s.sequence, s.audit_id, encode(s.previous_hash, 'hex'), encode(s.hash, 'hex'),
          case when a.audit_id is not null then ${raw(ENTRY_AS_JSON)} end) as link
        from homeward.audit_seal s left join homeward.audit_entry a on a.audit_id = s.audit_id
        where s.sequence > ${after} order by s.sequence limit ${PART}`,
  );
  return rows.map(({ link: [sequence, auditId, previous, hash, entry] }) => ({
    sequence,
    auditId,
    previous,
    hash,
    entry: entry === null ? null : sealedValues(entry),
  }));
}

/** Entries outside the chain: those that wait are well, those that neither wait nor are sealed were put in or cut out of it. */
async function looseEntries(tx: Transaction): Promise<{ waiting: number; faults: Fault[] }> {
  const { waiting } = await tx.one<{ waiting: number }>(sql`select count(*) as waiting from homeward.audit_unsealed`);
  const inserted = await tx.query<{ audit_id: number }>(
    sql`select a.audit_id from homeward.audit_entry a
      where not exists (select from homeward.audit_seal s where s.audit_id = a.audit_id)
        and not exists (select from homeward.audit_unsealed u where u.audit_id = a.audit_id)
      order by a.audit_id limit ${FAULTS_AT_MOST}`,
  );
  const gone = await tx.query<{ audit_id: number }>(
    sql`select u.audit_id from homeward.audit_unsealed u
      where not exists (select from homeward.audit_entry a where a.audit_id = u.audit_id)
      order by u.audit_id limit ${FAULTS_AT_MOST}`,
  );
  const fault =
    (kind: Fault['kind'], sentence: string) =>
    (row: { audit_id: number }): Fault => ({
      kind,
      from: null,
      to: null,
      auditId: row.audit_id,
      sentence,
    });
  return {
    waiting,
    faults: [
      ...inserted.map(
        fault('inserted', 'it has no seal and does not wait for one: it was put in, or its seal was deleted'),
      ),
      ...gone.map(fault('missing', 'it was deleted before it was sealed')),
    ],
  };
}
