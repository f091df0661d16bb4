/** Where a request meets the policy: who asks as an actor, and refusals as the web shows them. */
import { decide, type Actor, type Decision } from './domain/access/decide.ts';
import type { Act } from './domain/access/policy.ts';
import { isRole } from './domain/access/roles.ts';
import { AGENCY_KINDS, type AgencyKind } from './domain/child/agency.ts';
import type { Relationship } from './domain/chronology/record.ts';
import { relationshipsTo } from './db/relationships.ts';
import type { Transaction } from './db/transaction.ts';
import { notFound, Refused } from './web/refusal.ts';
import type { SignedIn } from './web/session.ts';

/** Who asks, as the policy knows people. An account whose role or agency the policy does not know may do nothing. */
export function actorOf(requester: SignedIn): Actor {
  const { agencyCode, agencyKind, role } = requester;
  if (!isRole(role) || !(AGENCY_KINDS as readonly string[]).includes(agencyKind)) throw new Refused(403);
  return { agencyCode, agencyKind: agencyKind as AgencyKind, role };
}

/** Goes on only where the policy allows an act that concerns no child on record. */
export function requireAct(requester: SignedIn, act: Act): void {
  insist(decide(actorOf(requester), act));
}

/** Goes on only where the decision allows; a refusal says why. */
export function insist(decision: Decision): void {
  if (!decision.allowed) throw new Refused(403, decision.because.sentence);
}

/**
 * The agency's relationships to a child whom this person may see. A child who is not there and a child who may not be
 * seen are answered alike.
 */
export async function requireSeen(
  tx: Transaction,
  requester: SignedIn,
  childId: number,
): Promise<readonly Relationship[]> {
  const relationships = await relationshipsTo(tx, requester.agencyCode, childId);
  if (!decide(actorOf(requester), 'see-child', relationships).allowed) throw notFound();
  return relationships;
}

/** Whether the person may do an act of a child to whom the agency has these relationships; for showing what can be done. */
export function may(requester: SignedIn, act: Act, relationships: readonly Relationship[]): boolean {
  return decide(actorOf(requester), act, relationships).allowed;
}

/** Goes on only where the person may see the child and do this to its record. */
export async function requireOfChild(
  tx: Transaction,
  requester: SignedIn,
  act: Act,
  childId: number,
): Promise<readonly Relationship[]> {
  const relationships = await requireSeen(tx, requester, childId);
  insist(decide(actorOf(requester), act, relationships));
  return relationships;
}
