/** Where a request meets the policy: who asks as an actor, and refusals as the web shows them. */
import { decide, type Actor, type Decision } from './domain/access/decide.ts';
import type { Act } from './domain/access/policy.ts';
import { isRole } from './domain/access/roles.ts';
import { AGENCY_KINDS, type AgencyKind } from './domain/child/agency.ts';
import { isRank } from './domain/access/ranks.ts';
import { NO_STANDING, type Standing } from './domain/access/standing.ts';
import { purposeToday } from './db/audit/looking-purpose.ts';
import { standingTowards } from './db/standing.ts';
import type { Transaction } from './db/transaction.ts';
import { paths, to } from './web/paths.ts';
import { AskFirst, notFound, Refused } from './web/refusal.ts';
import type { SignedIn } from './web/session.ts';

/** Who asks, as the policy knows people. An account whose role or agency the policy does not know may do nothing. */
export function actorOf(requester: SignedIn): Actor {
  const { agencyCode, agencyKind, role, rank } = requester;
  if (!isRole(role) || !(AGENCY_KINDS as readonly string[]).includes(agencyKind)) throw new Refused(403);
  return { agencyCode, agencyKind: agencyKind as AgencyKind, role, rank: isRank(rank) ? rank : null };
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
 * How the person stands to a child whom they may see. A child who is not there and a child who may not be seen are
 * answered alike.
 */
export async function requireSeen(tx: Transaction, requester: SignedIn, childId: number): Promise<Standing> {
  const standing = await standingTowards(tx, childId);
  if (!decide(actorOf(requester), 'see-child', standing).allowed) throw notFound();
  return standing;
}

/** Whether the person may do an act of a child to whom they stand so; for showing what can be done. */
export function may(requester: SignedIn, act: Act, standing: Standing = NO_STANDING): boolean {
  return decide(actorOf(requester), act, standing).allowed;
}

/**
 * The agency of the person, where the person may do an act only of the returns and interviews that were given to it; null
 * where it is not so bounded.
 */
export function onlyGivenTo(requester: SignedIn, act: Act, standing: Standing): string | null {
  return decide(actorOf(requester), act, standing).onlyGiven ? requester.agencyCode : null;
}

/** Goes on only where the person may see the child and do this to its record. */
export async function requireOfChild(
  tx: Transaction,
  requester: SignedIn,
  act: Act,
  childId: number,
): Promise<Standing> {
  const standing = await requireSeen(tx, requester, childId);
  insist(decide(actorOf(requester), act, standing));
  return standing;
}

/**
 * The purpose for which a person opens the record of a child outside their caseload, which they are asked for once a day;
 * null for a child in it, and for a system, whose purpose is that of its agency's agreement.
 */
export async function requirePurpose(tx: Transaction, requester: SignedIn, childId: number): Promise<string | null> {
  if (requester.userId === null) return null;
  const today = await purposeToday(tx, childId, requester.at);
  if (today.kind === 'not-needed') return null;
  if (today.kind === 'stated') return today.purpose;
  throw new AskFirst(
    to(paths.lookingPurpose, { childId }),
    'This child is not in your caseload. Open the record on a page of Homeward and say why first.',
  );
}
