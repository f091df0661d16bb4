/** One decision on one child's record, appended to the chronology. */
import { recordAudit } from '../db/audit/record.ts';
import { appendEntries, type AppendOutcome } from '../db/chronology/store.ts';
import type { Transaction } from '../db/transaction.ts';
import type { EntryContent } from '../domain/chronology/entry.ts';
import type { FoldRules } from '../domain/duties/rules.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SignedIn } from '../web/session.ts';

/** One decision on one child's record. */
export type Decision = {
  readonly childId: number;
  /** Version the person saw. */
  readonly expectedVersion: number;
  readonly content: EntryContent;
  /** What must be said before it, in the same turn. */
  readonly first?: readonly EntryContent[];
  /** When what it says happened, where that was not now. */
  readonly occurredAt?: Instant;
  readonly route: string;
  readonly now: Instant;
};

/** Appends a decision to the child's chronology, unless the chronology moved on since the person looked. */
export async function decideOn(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  decision: Decision,
): Promise<AppendOutcome> {
  const { childId, expectedVersion, content, first = [], occurredAt, route, now } = decision;
  const outcome = await appendEntries(tx, requester, rules, {
    childId,
    expectedVersion,
    entries: [...first, content].map((one) => ({ occurredAt: occurredAt ?? now, sourceKey: null, content: one })),
    now,
  });
  if (outcome.kind === 'saved') await recordAudit(tx, requester, { verb: 'alteration', route, childIds: [childId] });
  return outcome;
}
