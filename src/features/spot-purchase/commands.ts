/** A provider’s answer to a request, on the child’s record. */
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries } from '../../db/chronology/store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import { answerRequest } from './queries.ts';

/** What a provider answers. */
export type Answer = {
  readonly requestRef: string;
  readonly accepted: boolean;
  readonly interviewerId: number | null;
  readonly why: string;
  readonly now: Instant;
};

/**
 * Puts the answer on record. By accepting, the agency becomes involved with the child; by refusing it learns nothing.
 * @returns whether the request was open
 * @throws Refused where it is accepted and not needed any more: then nothing of it stays
 */
export async function recordAnswer(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  { requestRef, accepted, interviewerId, why, now }: Answer,
): Promise<boolean> {
  const childId = await answerRequest(tx, requestRef, accepted);
  if (childId === null) return false;
  const outcome = await appendEntries(tx, requester, rules, {
    childId,
    expectedVersion: null,
    entries: [
      {
        occurredAt: now,
        sourceKey: null,
        content: { kind: 'interview-request-answered', requestRef, accepted, interviewerId, why },
      },
    ],
    now,
  });
  if (outcome.kind !== 'saved') throw new Error('an answer was decided on no version, and found another');
  const { record } = outcome;
  const interview = record.interviews.find(({ requests }) => requests.some((one) => one.requestRef === requestRef));
  const needed = record.returns.some((one) => one.outcome === null && one.interviewRef === interview?.interviewRef);
  if (accepted && !needed)
    throw new Refused(409, 'This interview is not needed any more: what became of the return is settled. Refuse it.');
  await recordAudit(tx, requester, {
    verb: 'alteration',
    act: 'answer-interview-request',
    route: paths.interviewRequest,
    childIds: [childId],
  });
  return true;
}
