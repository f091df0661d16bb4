/** Making a copy of a record for the child who asks for it. */
import { actorOf, requireOfChild } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { loadEntries, loadRecord } from '../../db/chronology/store.ts';
import { ledgerAgencies, shownOf } from '../../db/disclosures.ts';
import type { Transaction } from '../../db/transaction.ts';
import { mayReview, passagesOf } from '../../domain/access/copy-for-subject.ts';
import { ledgerLines } from '../../domain/access/ledger.ts';
import { COPIED_RECORD } from '../../domain/access/policy/groups.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { paths } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import {
  decidePassage,
  findCopy,
  finishCopy,
  insertCopy,
  insertPassages,
  passagesIn,
  returnCopy,
  sendCopy,
  type Copy,
  type KeptPassage,
} from './queries.ts';

/** The account that acts; a system makes no copies. */
function handOf(requester: SignedIn): number {
  actorOf(requester);
  if (requester.userId === null) throw new Refused(403);
  return requester.userId;
}

/** Gathers a child's record into passages and begins a copy; returns its number. */
export async function startCopy(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  childId: number,
  asked: { readonly askedBy: string; readonly askedOn: PlainDate },
  now: Instant,
): Promise<number> {
  await requireOfChild(tx, requester, 'make-subject-copy', childId);
  const by = handOf(requester);
  const record = await loadRecord(tx, rules, childId);
  if (record === undefined) throw notFound();
  const agencies = await ledgerAgencies(tx, childId);
  const passages = passagesOf({
    record,
    entries: await loadEntries(tx, childId),
    ledger: ledgerLines(await shownOf(tx, childId), agencies, requester.agencyCode, 'subject'),
    agencyName: (code) => agencies.get(code)?.name ?? code,
    agencies: [...agencies.values()].map(({ name }) => name),
  });
  const copyId = await insertCopy(tx, {
    childId,
    agencyCode: requester.agencyCode,
    ...asked,
    version: record.version,
    startedBy: by,
    now,
  });
  await insertPassages(tx, copyId, childId, passages, by, now);
  await auditCopy(tx, requester, childId, copyId, 'consultation', paths.subjectAccess);
  return copyId;
}

/** A copy with its passages; answered as not there where the person may not see it, or no longer the child. */
export async function openCopy(
  tx: Transaction,
  requester: SignedIn,
  copyId: number,
  lock = false,
): Promise<{ copy: Copy; passages: KeptPassage[] }> {
  const copy = await findCopy(tx, copyId, lock);
  if (copy === undefined) {
    // The database lets nobody take the turn of a copy that is finished.
    if (lock && (await findCopy(tx, copyId)) !== undefined) throw new Refused(409, 'The copy is finished.');
    throw notFound();
  }
  await requireOfChild(tx, requester, 'review-subject-copy', copy.childId);
  return { copy, passages: await passagesIn(tx, copyId) };
}

/** Records what was done with a copy. */
export async function auditCopy(
  tx: Transaction,
  requester: SignedIn,
  childId: number,
  copyId: number,
  verb: 'consultation' | 'alteration' | 'disclosure',
  route: string,
): Promise<void> {
  await recordAudit(tx, requester, {
    verb,
    route,
    childIds: [childId],
    act: verb === 'consultation' ? 'review-subject-copy' : 'make-subject-copy',
    fieldGroups: COPIED_RECORD,
    detail: { copy: copyId },
  });
}

/** Decides passages of a copy that is being decided. */
export async function decidePassages(
  tx: Transaction,
  requester: SignedIn,
  copyId: number,
  decisions: readonly { readonly position: number; readonly decision: string; readonly reason: string | null }[],
  now: Instant,
): Promise<void> {
  const { copy } = await openCopy(tx, requester, copyId, true);
  await requireOfChild(tx, requester, 'make-subject-copy', copy.childId);
  if (copy.state !== 'deciding') throw new Refused(409, 'The copy was sent to a second person meanwhile.');
  const by = handOf(requester);
  for (const one of decisions) await decidePassage(tx, copyId, { ...one, by, now });
  await auditCopy(tx, requester, copy.childId, copyId, 'alteration', paths.subjectCopy);
}

/** Hands a copy to a second person; false where a passage is still to be decided. */
export async function sendToReview(
  tx: Transaction,
  requester: SignedIn,
  copyId: number,
  now: Instant,
): Promise<boolean> {
  const { copy, passages } = await openCopy(tx, requester, copyId, true);
  await requireOfChild(tx, requester, 'make-subject-copy', copy.childId);
  if (copy.state !== 'deciding' || passages.some(({ decision }) => decision === null)) return false;
  await sendCopy(tx, copyId, handOf(requester), now);
  await auditCopy(tx, requester, copy.childId, copyId, 'alteration', paths.subjectCopySend);
  return true;
}

/** Whether this person may be the second one. */
export function isSecondPerson(requester: SignedIn, copy: Copy, passages: readonly KeptPassage[]): boolean {
  if (requester.userId === null) return false;
  return mayReview(requester.userId, [copy.startedBy, copy.sentBy, ...passages.map(({ decidedBy }) => decidedBy)]);
}

/** What the second person said: finished for good, or sent back with what has to change. */
export async function reviewCopy(
  tx: Transaction,
  requester: SignedIn,
  copyId: number,
  review: { readonly agree: boolean; readonly why: string },
  now: Instant,
): Promise<Copy> {
  const { copy, passages } = await openCopy(tx, requester, copyId, true);
  if (copy.state !== 'to-review') throw new Refused(409, 'The copy does not wait for a review any more.');
  if (!isSecondPerson(requester, copy, passages))
    throw new Refused(403, 'The copy is reviewed by somebody who had no part in making it.');
  if (review.agree) await finishCopy(tx, copyId, handOf(requester), now);
  else await returnCopy(tx, copyId, review.why);
  await auditCopy(tx, requester, copy.childId, copyId, 'alteration', paths.subjectCopyReview);
  return copy;
}
