/** A provider’s answer to a request, on the child’s record. */
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries, loadEntries } from '../../db/chronology/store.ts';
import type { Transaction } from '../../db/transaction.ts';
import { whyNotAccepted } from '../../domain/capacity/crossing.ts';
import type { Because } from '../../domain/chronology/because.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { foldInterviews } from '../../domain/interview/interviews.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { answerRequest } from './queries.ts';

/** What a provider answers. */
export type Answer = {
  readonly requestRef: string;
  /** Agency that asked. */
  readonly asker: string;
  readonly accepted: boolean;
  readonly interviewerId: number | null;
  readonly why: string;
  readonly now: Instant;
};

/** An interview that was accepted and can be taken no more: nothing of the answer may stay. */
export class NotToBeTaken extends Error {
  readonly sentence: string;

  constructor({ sentence, code }: Because) {
    super(`an interview can be accepted no more: ${code}`);
    this.sentence = sentence;
  }
}

/**
 * Puts the answer on record. By accepting, the agency becomes involved with the child; by refusing it learns nothing.
 * @returns whether the request was open
 * @throws NotToBeTaken where it is accepted, and is not needed any more or was given to somebody else
 */
export async function recordAnswer(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  { requestRef, asker, accepted, interviewerId, why, now }: Answer,
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
  if (accepted) {
    const { record } = outcome;
    // As it stood before the answer: by the answer itself it is the provider's.
    const before = foldInterviews((await loadEntries(tx, childId)).filter(({ version }) => version < record.version));
    const asked = before.find(({ requests }) => requests.some((one) => one.requestRef === requestRef));
    const because = whyNotAccepted(record, asked, { asker, provider: requester.agencyCode });
    if (because !== null) throw new NotToBeTaken(because);
  }
  await recordAudit(tx, requester, {
    verb: 'alteration',
    act: 'answer-interview-request',
    route: paths.interviewRequest,
    childIds: [childId],
  });
  return true;
}
