/** Opening a record in an emergency: the child is found, the record opened, and all of it on record before anything is shown. */
import type { Transaction } from '../../db/transaction.ts';
import { candidatesFor } from '../../db/child-candidates.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { standingTowards } from '../../db/standing.ts';
import { actorOf } from '../../access.ts';
import { maySeeChild } from '../../domain/access/decide.ts';
import { glassTimes, type GlassReason } from '../../domain/access/broken-glass.ts';
import { matchByName, type NamedChild } from '../../domain/child/matching.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { breakGlass } from './queries.ts';

/** Which child, and why. */
export type Asked = { readonly named: NamedChild; readonly reason: GlassReason; readonly words: string };

/**
 * Opens the record of the one child who is meant for certain.
 * @returns the child; null where nobody, more than one, or a child barred to the person is meant: these are answered alike
 */
export async function openInEmergency(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  asked: Asked,
  now: Instant,
): Promise<number | null> {
  const childId = await meant(tx, asked.named);
  const opened = childId === null ? null : await open(tx, requester, rules, { ...asked, childId }, now);
  await recordAudit(tx, requester, {
    verb: 'disclosure',
    act: 'break-glass',
    outcome: opened === null ? 'refused' : 'allowed',
    route: paths.breakGlass,
    childIds: childId === null ? [] : [childId],
    purpose: asked.reason,
    counted: false,
  });
  return opened;
}

/** The one child who is meant: by a reference, or by date of birth and name. A guess opens nothing. */
async function meant(tx: Transaction, named: NamedChild): Promise<number | null> {
  const candidates = await candidatesFor(tx, named);
  const byReference = candidates.filter(
    ({ childRef, policeRef }) =>
      (named.childRef !== null && childRef === named.childRef) ||
      (named.policeRef !== null && policeRef === named.policeRef),
  );
  if (byReference.length > 0) return byReference.length === 1 ? (byReference[0]?.childId ?? null) : null;
  const match = matchByName(named, candidates);
  return match.kind === 'certain' ? match.childId : null;
}

async function open(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  asked: Asked & { readonly childId: number },
  now: Instant,
): Promise<number | null> {
  const { childId, reason, words } = asked;
  if (maySeeChild(actorOf(requester), await standingTowards(tx, childId)).allowed) return childId;
  const times = glassTimes(now, rules.dutyRules(null));
  return (await breakGlass(tx, childId, { reason, words, ...times })) === null ? null : childId;
}
