/** Signed heads: how long the chain of seals is and its last digest, in a form that can be kept anywhere and checked alone. */
import { type KeyObject, verify } from 'node:crypto';
import sql from 'sql-template-tag';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../transaction.ts';
import type { SigningKey } from './keys.ts';
import type { LastSeal } from './seal.ts';

/** A head as it is kept and handed out; digest and signature in hexadecimal. */
export type Head = {
  /** The last seal. */
  readonly sequence: number;
  readonly hash: string;
  /** How many seals there are. */
  readonly entries: number;
  readonly signedAt: Instant;
  readonly keyId: string;
  readonly signature: string;
};

/** What is signed: UTF-8 of a JSON array as RFC 8785 writes it. */
export function headText(head: Omit<Head, 'signature'>): string {
  const { sequence, hash, entries, signedAt, keyId } = head;
  return JSON.stringify(['homeward audit head 1', sequence, hash, entries, signedAt, keyId]);
}

/** Whether a head was signed by a key that we know. */
export function isSigned(head: Head, keys: ReadonlyMap<string, KeyObject>): boolean {
  const key = keys.get(head.keyId);
  return key !== undefined && verify(null, Buffer.from(headText(head)), key, Buffer.from(head.signature, 'hex'));
}

/** Signs the end of the chain. A chain without a gap has as many seals as the number of its last. */
export function signHead(last: LastSeal, signedAt: Instant, key: SigningKey): Head {
  const head = { ...last, entries: last.sequence, signedAt, keyId: key.keyId };
  return { ...head, signature: key.sign(headText(head)).toString('hex') };
}

/** Keeps a head. */
export async function keepHead(tx: Transaction, head: Head): Promise<void> {
  await tx.query(
    sql`insert into homeward.audit_head (sequence, hash, entries, signed_at, key_id, signature)
      values (${head.sequence}, decode(${head.hash}, 'hex'), ${head.entries}, ${new Date(head.signedAt)}, ${head.keyId}, decode(${head.signature}, 'hex'))`,
  );
}

/** Heads after a seal, in their order, up to so many. */
export async function headsAfter(tx: Transaction, sequence: number, atMost: number): Promise<Head[]> {
  const rows = await tx.query<Omit<Head, 'signedAt'> & { signedAt: Date }>(
    sql`select sequence, encode(hash, 'hex') as hash, entries, signed_at as "signedAt", key_id as "keyId", encode(signature, 'hex') as signature
      from homeward.audit_head where sequence > ${sequence} order by sequence limit ${atMost}`,
  );
  return rows.map((row) => ({ ...row, signedAt: instant(row.signedAt.getTime()) }));
}

/** The last head; undefined before the first. */
export async function lastHead(tx: Transaction): Promise<Pick<Head, 'sequence' | 'signedAt'> | undefined> {
  const row = await tx.maybeOne<{ sequence: number; signed_at: Date }>(
    sql`select sequence, signed_at from homeward.audit_head order by sequence desc limit 1`,
  );
  return row && { sequence: row.sequence, signedAt: instant(row.signed_at.getTime()) };
}
