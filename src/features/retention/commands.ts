/** What is opened and decided of records that are due, held, or asked to be erased. */
import { requireOfChild } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import {
  childOfHold,
  factsOf,
  holdsOf,
  keptUntil,
  liftHold,
  placeHold,
  type HoldKind,
} from '../../db/retention/child.ts';
import { findReview, keepDecision, namesOf, requestErasure, sizeOf, type Review } from '../../db/retention/reviews.ts';
import type { Transaction } from '../../db/transaction.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { reviewState, whyNotConfirm, whyNotDispose, type ReviewDecision } from '../../domain/retention/disposal.ts';
import { agencyClocks, retentionStanding } from '../../domain/retention/standing.ts';
import { startOfLondonDay } from '../../domain/time/london.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';

type Rules = Pick<Services, 'rules' | 'retention'>;

/** The person asking: a system decides nothing here. */
export function personOf({ userId, agencyCode }: SignedIn): { userId: number; agencyCode: string } {
  if (userId === null) throw new Refused(403);
  return { userId, agencyCode };
}

/** How long a child's record is kept, by whose clocks, and who stops it. */
export async function retentionOfChild(tx: Transaction, { rules, retention }: Rules, childId: number, now: Instant) {
  const facts = (await factsOf(tx, rules, [childId])).get(childId);
  const child = (await namesOf(tx, [childId])).get(childId);
  if (facts === undefined || child === undefined) throw notFound();
  const holds = await holdsOf(tx, [childId]);
  const stops = { holds, keptUntil: await keptUntil(tx, childId) };
  return {
    childId,
    name: fullName(child),
    dateOfBirth: child.dateOfBirth,
    size: await sizeOf(tx, childId),
    standing: retentionStanding(facts, retention.schedules, stops, now),
    clocks: agencyClocks(facts, retention.schedules, now).clocks,
    holds,
  };
}

/** The same, as pages show it. */
export type ChildRetention = Awaited<ReturnType<typeof retentionOfChild>>;

/** A review that the person may decide, with the record; answered as not there where they may not see the child. */
export async function openReview(
  tx: Transaction,
  requester: SignedIn,
  rules: Rules,
  reviewId: number,
  now: Instant,
  lock = false,
): Promise<{ readonly review: Review; readonly record: ChildRetention }> {
  const review = await findReview(tx, reviewId, { lock });
  if (review === undefined) throw notFound();
  await requireOfChild(tx, requester, 'decide-retention', review.childId);
  return { review, record: await retentionOfChild(tx, rules, review.childId, now) };
}

/** What came of deciding: done, or not, and why. */
export type Decided = { readonly kind: 'done' } | { readonly kind: 'impossible'; readonly reason: string };

/** Keeps a person's decision on a review, where the rules let it be. */
export async function decide(
  tx: Transaction,
  requester: SignedIn,
  rules: Rules,
  reviewId: number,
  decision: { readonly kind: ReviewDecision['kind']; readonly why: string; readonly keepUntil: PlainDate | null },
  now: Instant,
): Promise<Decided> {
  const by = personOf(requester);
  const { review, record } = await openReview(tx, requester, rules, reviewId, now, true);
  const state = reviewState(review.decisions);
  const disposing = decision.kind === 'dispose' || decision.kind === 'confirm';
  const obstacle =
    (decision.kind === 'confirm' ? whyNotConfirm(state, by.userId) : null) ??
    (disposing ? whyNotDispose(review.basis, record.standing, record.clocks, now) : null);
  if (obstacle !== null) return { kind: 'impossible', reason: obstacle.sentence };
  if (decision.kind === 'withdraw' && state.kind !== 'proposed' && state.kind !== 'confirmed')
    return { kind: 'impossible', reason: 'Nobody proposes to dispose of this record now.' };
  const keepUntil = decision.kind === 'keep' ? decision.keepUntil : null;
  const proposal = review.decisions.findLast(({ kind }) => kind === 'dispose');
  const confirms = decision.kind === 'confirm' && proposal !== undefined ? proposal : null;
  await keepDecision(tx, { review, kind: decision.kind, ...by, reason: decision.why, keepUntil, confirms, now });
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route: paths.retentionReview,
    childIds: [review.childId],
    act: `retention-${decision.kind}`,
  });
  return { kind: 'done' };
}

/** Holds a record in the name of the person's agency. */
export async function hold(
  tx: Transaction,
  requester: SignedIn,
  childId: number,
  asked: { readonly kind: HoldKind; readonly reason: string; readonly until: PlainDate | null },
  now: Instant,
): Promise<void> {
  await requireOfChild(tx, requester, 'hold-record', childId);
  const until = asked.until === null ? null : startOfLondonDay(asked.until);
  await placeHold(tx, personOf(requester), { childId, kind: asked.kind, reason: asked.reason, until, now });
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route: paths.holdRecord,
    childIds: [childId],
    act: 'hold-placed',
  });
}

/** The child of a hold that the person may lift: one of their own agency. */
export async function requireHold(tx: Transaction, requester: SignedIn, holdId: number): Promise<number> {
  const childId = await childOfHold(tx, requester.agencyCode, holdId);
  if (childId === undefined) throw notFound();
  await requireOfChild(tx, requester, 'hold-record', childId);
  return childId;
}

/** Lifts a hold of the person's agency; returns the child. */
export async function lift(
  tx: Transaction,
  requester: SignedIn,
  holdId: number,
  why: string,
  now: Instant,
): Promise<number> {
  const childId = await requireHold(tx, requester, holdId);
  await liftHold(tx, personOf(requester).userId, holdId, why, now);
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route: paths.liftHold,
    childIds: [childId],
    act: 'hold-lifted',
  });
  return childId;
}

/** Puts a record on the review list because its erasure was asked for, unless a law still keeps it. */
export async function ask(
  tx: Transaction,
  requester: SignedIn,
  rules: Rules,
  childId: number,
  why: string,
  now: Instant,
): Promise<Decided> {
  await requireOfChild(tx, requester, 'decide-retention', childId);
  const { standing, clocks } = await retentionOfChild(tx, rules, childId, now);
  const obstacle = whyNotDispose('request', standing, clocks, now);
  if (obstacle !== null) return { kind: 'impossible', reason: `It cannot be erased. ${obstacle.sentence}` };
  if (!(await requestErasure(tx, childId, personOf(requester).userId, why, now)))
    return { kind: 'impossible', reason: 'This record is on the review list already.' };
  await recordAudit(tx, requester, {
    verb: 'alteration',
    route: paths.askErasure,
    childIds: [childId],
    act: 'erasure-asked',
  });
  return { kind: 'done' };
}
