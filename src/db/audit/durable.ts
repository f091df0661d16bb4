/** Which requests that are being answered have a committed record in the audit: kept from the first look at a request until its answer is over. */
import type { Transaction } from '../transaction.ts';

type Outcome = 'allowed' | 'refused';

const answering = new Map<string, Set<Outcome>>();

/** From now on it is remembered what this request has on record. */
export function beginAnswer(requestId: string): void {
  answering.set(requestId, new Set());
}

/** The answer has left, or nobody waits for it any more. */
export function endAnswer(requestId: string): void {
  answering.delete(requestId);
}

/** Whether a record of this request with this outcome has committed: durable, whatever is killed from now on. */
export function isOnRecord(requestId: string, outcome: Outcome): boolean {
  return answering.get(requestId)?.has(outcome) ?? false;
}

/** Remembers it once the transaction has committed, and never where it is rolled back. */
export function rememberAfterCommit(tx: Transaction, requestId: string, outcome: Outcome): void {
  tx.afterCommit(() => answering.get(requestId)?.add(outcome));
}
