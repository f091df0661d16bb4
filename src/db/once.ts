/** Doing a thing once, however often it is asked for with the same key. */
import { claimKey, keepAnswer } from './idempotency.ts';
import type { Requester } from './requester.ts';
import type { Database, Transaction } from './transaction.ts';

/** The key of a request, its sender and the digest of what it asks. */
export type OnceKey = { readonly sender: string; readonly key: string; readonly requestHash: Buffer };

/** What was answered, now or the first time; or that the key was another request's. */
export type OnceOutcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly again: boolean }
  | { readonly kind: 'key-of-another' };

/**
 * Does the work in a transaction of the requester's, and keeps its answer with the key in the same transaction: both are
 * on record or neither. Asked again, it gives the answer kept. Without a key it is simply done.
 */
export async function once<Answer>(
  database: Database,
  requester: Requester,
  key: OnceKey | null,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<OnceOutcome<Answer>> {
  return database.transaction('request', requester, async (tx): Promise<OnceOutcome<Answer>> => {
    if (key === null) return { kind: 'answered', answer: await work(tx), again: false };
    const use = await claimKey(tx, key.sender, key.key, key.requestHash);
    if (use.kind === 'other') return { kind: 'key-of-another' };
    if (use.kind === 'same') return { kind: 'answered', answer: use.response as Answer, again: true };
    const answer = await work(tx);
    await keepAnswer(tx, key.sender, key.key, 200, answer);
    return { kind: 'answered', answer, again: false };
  });
}
