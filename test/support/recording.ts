/** Puts invented children on record as agencies would, for tests of pages. */
import assert from 'node:assert/strict';
import { appendEntries, reserveChildId, type NewEntry } from '../../src/db/chronology/store.ts';
import type { Database } from '../../src/db/transaction.ts';
import type { ChildDetails, EntryContent, Notification } from '../../src/domain/chronology/entry.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { aChild, FOLD_RULES } from './notifications.ts';
import { requesterOf } from './people.ts';

/** Entries as they are appended: what happened, when. */
export function told(notification: Notification): NewEntry {
  return {
    occurredAt: notification.occurredAt,
    sourceKey: `notification:${notification.notificationRef}`,
    content: { kind: 'notification-received', notification },
  };
}

/** Appends entries to a child's chronology as an agency. */
export async function record(
  database: Database,
  agency: string,
  childId: number,
  entries: readonly NewEntry[],
  now: Instant,
): Promise<void> {
  const by = requesterOf(agency);
  const outcome = await database.transaction('request', by, (tx) =>
    appendEntries(tx, by, FOLD_RULES, { childId, expectedVersion: null, entries, now }),
  );
  assert.equal(outcome.kind, 'saved');
}

/** A child put on record by an agency at a time, with what it told of the child. */
export async function recordChild(
  database: Database,
  now: Instant,
  details: Partial<ChildDetails> = {},
  notifications: readonly Notification[] = [],
  agency = 'oxfordshire',
): Promise<number> {
  const by = requesterOf(agency);
  const childId = await database.transaction('request', by, async (tx) => {
    const reserved = await reserveChildId(tx);
    const content: EntryContent = { kind: 'child-recorded', details: aChild(details) };
    await appendEntries(tx, by, FOLD_RULES, {
      childId: reserved,
      expectedVersion: 0,
      entries: [{ occurredAt: now, sourceKey: null, content }],
      now,
    });
    return reserved;
  });
  for (const notification of notifications)
    await record(database, notification.reportedBy, childId, [told(notification)], now);
  return childId;
}
