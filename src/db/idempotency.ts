/** Keys of requests that write: the same key again gets the first answer, and has no second effect. */
import sql from 'sql-template-tag';
import type { Transaction } from './transaction.ts';

/** A key is new, or was used: for the same request, whose answer is known, or for another. */
export type KeyUse =
  | { readonly kind: 'new' }
  | { readonly kind: 'same'; readonly status: number; readonly response: unknown }
  | { readonly kind: 'other' };

/**
 * Claims a key in the transaction of the effect. A second request with the same key waits here until the first has
 * committed, and then finds its answer; where the first was rolled back, the key is new again.
 */
export async function claimKey(tx: Transaction, sender: string, key: string, requestHash: Buffer): Promise<KeyUse> {
  const claimed = await tx.maybeOne(
    sql`insert into homeward.idempotency_key (sender, key, request_hash) values (${sender}, ${key}, ${requestHash})
      on conflict (sender, key) do nothing returning key`,
  );
  if (claimed !== undefined) return { kind: 'new' };
  const used = await tx.one<{ same: boolean; status: number | null; response: unknown }>(
    sql`select request_hash = ${requestHash} as same, status, response from homeward.idempotency_key where sender = ${sender} and key = ${key}`,
  );
  if (!used.same) return { kind: 'other' };
  if (used.status === null) throw new Error('a key was committed without the answer of its request');
  return { kind: 'same', status: used.status, response: used.response };
}

/** Keeps the answer with the key, before the transaction commits. */
export async function keepAnswer(
  tx: Transaction,
  sender: string,
  key: string,
  status: number,
  response: unknown,
): Promise<void> {
  await tx.query(
    sql`update homeward.idempotency_key set status = ${status}, response = ${JSON.stringify(response)}::jsonb where sender = ${sender} and key = ${key}`,
  );
}
