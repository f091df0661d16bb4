/** Requests to providers, as whoever asked changes them. What a provider may see and answer comes out of functions alone. */
import sql from 'sql-template-tag';
import type { WithdrawalCause } from '../domain/interview/acts.ts';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/**
 * Withdraws a request of the requester's agency that stands; says whether there was one.
 * @param withdrawal why, as the provider reads it, and what is to be paid for it
 */
export async function withdrawRequest(
  tx: Transaction,
  requestRef: string,
  withdrawal: { readonly at: Instant; readonly cause: WithdrawalCause; readonly pence: number | null },
): Promise<boolean> {
  const gone = await tx.query(sql`
    update homeward.interview_request set withdrawn_at = ${toIso(withdrawal.at)}, withdrawn_for = ${withdrawal.cause}, withdrawn_pence = ${withdrawal.pence}
    where request_ref = ${requestRef} and withdrawn_at is null and given_back_at is null and accepted is distinct from false returning request_ref`);
  return gone.length > 0;
}

/** Which of some requests the requester's agency asked, and may know of. */
export async function askedByUs(tx: Transaction, requestRefs: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ ref: string }>(sql`
    select request_ref as ref from homeward.interview_request
    where request_ref = any (${requestRefs}::text[]) and from_agency = homeward.current_agency()`);
  return new Set(rows.map(({ ref }) => ref));
}
