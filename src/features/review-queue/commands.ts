/** Deciding which child a notification is about. */
import { mayDecideReview } from '../../domain/access/decide.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Candidate } from '../../domain/child/matching.ts';
import { joinParts, takeApart } from '../../domain/chronology/apart.ts';
import type { ChildDetails, EntryContent } from '../../domain/chronology/entry.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { standingNotifications } from '../../domain/episode/received.ts';
import { firstStarts, whyReturnCannotBe } from '../../domain/feeds/impossible.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { actorOf, insist, requireAct } from '../../access.ts';
import { listAgencies } from '../../db/agencies.ts';
import { appendEntries, loadEntries, reserveChildId, type NewEntry } from '../../db/chronology/store.ts';
import { reviewPlaces } from '../../db/imports/review-places.ts';
import { candidatesFor } from '../../db/child-candidates.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import { likelyChildren } from './likely.ts';
import { findItem, isOnRecord, keepDecision, type ReviewItem } from './queries.ts';

/** What a person decided. */
export type Decision =
  | { readonly kind: 'matched'; readonly childId: number; readonly why: string }
  | { readonly kind: 'new-child'; readonly responsibleAuthority: string | null; readonly why: string }
  | { readonly kind: 'set-aside'; readonly why: string };

/** What came of it: done, decided by someone else meanwhile, or impossible, and why. */
export type Decided =
  | { readonly kind: 'done'; readonly childId: number | null }
  | { readonly kind: 'already' }
  | { readonly kind: 'impossible'; readonly reason: string };

/** A decision that turned out impossible after it was written: what it wrote is rolled back by whoever opened the transaction. */
export class ImpossibleDecision extends Error {
  override name = 'ImpossibleDecision';
  readonly reason: string;
  constructor(reason: string) {
    super('a decision cannot be');
    this.reason = reason;
  }
}

/** An item that the person may decide; answered as not there where it does not concern their agency. */
export async function requireItem(
  tx: Transaction,
  requester: SignedIn,
  reviewId: number,
  lock = false,
): Promise<ReviewItem> {
  requireAct(requester, 'decide-review');
  const item = await findItem(tx, reviewId, { lock });
  if (item === undefined) throw notFound();
  insist(mayDecideReview(actorOf(requester), item.concerns));
  return item;
}

/** Carries out a decision. The notification goes on the child's record as its sender told it; who decided is on the entry. */
export async function decideReview(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  reviewId: number,
  decision: Decision,
  now: Instant,
): Promise<Decided> {
  const item = await requireItem(tx, requester, reviewId, true);
  if (item.decidedAt !== null || (await isOnRecord(tx, item.sourceKey))) return { kind: 'already' };
  const childId = await record(tx, requester, rules, item, decision, now);
  await keepDecision(tx, reviewId, {
    decidedAt: now,
    decidedBy: requester.userId,
    decision: decision.kind,
    childId,
    why: decision.why,
  });
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route: paths.reviewItem,
    childIds: childId === null ? [] : [childId],
  });
  return { kind: 'done', childId };
}

async function record(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  item: ReviewItem,
  decision: Decision,
  now: Instant,
): Promise<number | null> {
  if (decision.kind === 'set-aside') return null;
  if (decision.kind === 'new-child') {
    const childId = await reserveChildId(tx);
    const told = await entryOf(tx, item, childId);
    const taken = await candidatesFor(tx, item.named);
    const details: EntryContent = {
      kind: 'child-recorded',
      details: detailsOf(item, decision.responsibleAuthority, taken),
    };
    const entries = [{ occurredAt: now, sourceKey: null, content: details }, told];
    await appendEntries(tx, requester, rules, { childId, expectedVersion: 0, entries, now });
    return childId;
  }
  // Only one of the children offered: an identifier that was made up leads nowhere.
  const offered = await likelyChildren(tx, item.named);
  if (!offered.some(({ childId }) => childId === decision.childId)) throw notFound();
  const told = await entryOf(tx, item, decision.childId);
  await appendEntries(tx, requester, rules, { childId: decision.childId, expectedVersion: null, entries: [told], now });
  const reason = whyReturnCannotBe(
    told.content,
    firstStarts(standingNotifications(await loadEntries(tx, decision.childId))),
  );
  if (reason !== undefined) throw new ImpossibleDecision(reason);
  return decision.childId;
}

async function entryOf(tx: Transaction, item: ReviewItem, childId: number): Promise<NewEntry> {
  const { notification, sourceKey, reviewId } = item;
  const sender = (await listAgencies(tx)).find(({ code }) => code === notification.reportedBy);
  const reportedByKind: AgencyKind = sender?.kind ?? 'local-authority';
  const content: EntryContent = { kind: 'notification-received', notification: { ...notification, reportedByKind } };
  const places = await reviewPlaces(tx, reviewId, childId);
  return {
    occurredAt: notification.occurredAt,
    sourceKey,
    reviewId,
    content: places === undefined ? content : joinParts(content.kind, { kept: takeApart(content).kept, ...places }),
  };
}

/** The new child as the sender named it; a reference that names another child stays with that child. */
function detailsOf(
  { named }: ReviewItem,
  responsibleAuthority: string | null,
  taken: readonly Candidate[],
): ChildDetails {
  const free = (kind: 'childRef' | 'policeRef'): string | null =>
    taken.some((child) => child[kind] === named[kind]) ? null : named[kind];
  return {
    childRef: free('childRef'),
    policeRef: free('policeRef'),
    forename: named.forename ?? '',
    surname: named.surname ?? '',
    dateOfBirth: named.dateOfBirth,
    sex: 'U',
    ethnicity: 'NOBT',
    homePostcode: null,
    responsibleAuthority,
  };
}
