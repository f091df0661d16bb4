/** Moving a notification to the child it was about. */
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries, type AppendOutcome } from '../../db/chronology/store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Notification } from '../../domain/chronology/entry.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SignedIn } from '../../web/session.ts';
import { lockChildren } from './queries.ts';

/** A notification to be moved from the child it was recorded with to the child it was about. */
export type Move = {
  readonly fromChildId: number;
  readonly toChildId: number;
  readonly notification: Notification;
  readonly expectedVersion: number;
  readonly why: string;
  readonly route: string;
  readonly now: Instant;
};

/**
 * Moves a notification: it no longer counts with the one child and counts, as it stands, with the other. Both or
 * neither: one transaction.
 */
export async function moveNotification(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  move: Move,
): Promise<AppendOutcome> {
  const { fromChildId, toChildId, notification, expectedVersion, why, route, now } = move;
  const leave = (): Promise<AppendOutcome> =>
    appendEntries(tx, requester, rules, {
      childId: fromChildId,
      expectedVersion,
      entries: [
        {
          occurredAt: now,
          sourceKey: null,
          content: { kind: 'notification-moved', notificationRef: notification.notificationRef, toChildId, why },
        },
      ],
      now,
    });
  const arrive = (): Promise<AppendOutcome> =>
    appendEntries(tx, requester, rules, {
      childId: toChildId,
      expectedVersion: null,
      entries: [
        {
          occurredAt: notification.occurredAt,
          sourceKey: null,
          content: { kind: 'notification-received', notification },
        },
      ],
      now,
    });
  await lockChildren(tx, [fromChildId, toChildId]);
  const outcome = await leave();
  if (outcome.kind === 'stale') return outcome;
  await arrive();
  await recordAudit(tx, requester, { verb: 'alteration', route, childIds: [fromChildId, toChildId] });
  return outcome;
}
