/** The facts to try now that a child is missing, for whoever may see them, with the look at the other children on record. */
import { actorOf } from '../access.ts';
import { recordAudit } from '../db/audit/record.ts';
import { factsElsewhere, factsOfOthers, withUsesElsewhere } from '../db/facts-across.ts';
import { standingTowards } from '../db/standing.ts';
import type { Transaction } from '../db/transaction.ts';
import { decide } from '../domain/access/decide.ts';
import { POLICY } from '../domain/access/policy.ts';
import type { Rule } from '../domain/access/policy/rule.ts';
import type { Standing } from '../domain/access/standing.ts';
import type { ChildRecord } from '../domain/chronology/record.ts';
import { offerFacts, type Offer, type OtherChild } from '../domain/intelligence/offer.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { SignedIn } from '../web/session.ts';

/** For whom facts are asked: a child whose record is open to the person already. */
export type Asked = {
  readonly childId: number;
  readonly record: ChildRecord;
  readonly standing: Standing;
  /** Pattern of the address on whose page they are shown. */
  readonly route: string;
  readonly now: Instant;
};

/** Whether the person reads facts of a child to whom they stand so. */
export function readsFacts(requester: SignedIn, standing: Standing): boolean {
  return decide(actorOf(requester), 'see-child', standing).shows.includes('facts');
}

/** Whether facts of some children may be open to the person's role at all; for lists of children. */
export function mayReadFacts(requester: SignedIn): boolean {
  const rule: Rule = POLICY['see-child'];
  const { role } = actorOf(requester);
  return rule.grants.some(({ roles, shows }) => roles.includes(role) && shows?.includes('facts') === true);
}

/**
 * What to try, the first first: this child's facts, those of children who share something with this one and whom the
 * person may see, and that there are others elsewhere. The other children looked at are on record as combined with this
 * one; no budget stands in the way, since a child is missing.
 * @returns null where the person reads no facts of this child
 */
export async function openOffers(tx: Transaction, requester: SignedIn, asked: Asked): Promise<readonly Offer[] | null> {
  const { childId, record, standing, route, now } = asked;
  if (!readsFacts(requester, standing)) return null;
  const own = await withUsesElsewhere(tx, childId, record.facts);
  if (!own.some(({ matchKey }) => matchKey !== null)) return offerFacts(own, [], [], now);
  const others: OtherChild[] = [];
  for (const other of await factsOfOthers(tx, childId))
    if (readsFacts(requester, await standingTowards(tx, other.childId))) others.push(other);
  const elsewhere = await factsElsewhere(tx, childId);
  await recordAudit(tx, requester, {
    verb: 'combination',
    act: 'search',
    route,
    childIds: [childId, ...others.map((other) => other.childId)],
    fieldGroups: ['facts'],
    counted: false,
    detail: { others: others.length, elsewhere: elsewhere.length },
  });
  return offerFacts(own, others, elsewhere, now);
}
