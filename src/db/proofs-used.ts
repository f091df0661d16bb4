/** Proofs that came: none counts a second time. */
import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** A proof: what kind, who sent it, its identifier, and until when its time would let it in. */
export type Proof = {
  readonly kind: 'assertion' | 'possession' | 'message';
  readonly sender: string;
  readonly identifier: string;
  readonly until: Instant;
};

/**
 * Claims a proof; false where it was used before. Of two that come at once one waits for the other's transaction. Commit
 * it before the effect: a proof that was used up by a failure is made again by its sender, never taken again by us.
 */
export async function useProof(
  tx: Transaction,
  { kind, sender, identifier, until }: Proof,
  now: Instant,
): Promise<boolean> {
  const digest = createHash('sha256')
    .update(JSON.stringify([kind, sender, identifier]))
    .digest();
  await tx.query(sql`delete from homeward.proof_used where until < ${toIso(now)}`);
  const claimed = await tx.maybeOne(
    sql`insert into homeward.proof_used (digest, until) values (${digest}, ${toIso(until)})
      on conflict (digest) do nothing returning digest`,
  );
  return claimed !== undefined;
}
