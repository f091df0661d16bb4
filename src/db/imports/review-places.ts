/**
 * Putting notifications on the review queue. Whose they are is not certain, so they may be of a child whose address is hidden:
 * what they say of places nobody reads until they have a child, and of their words nobody reads an address.
 */
import sql from 'sql-template-tag';
import { takeApart, withoutPlaces, type Places, type Said } from '../../domain/chronology/apart.ts';
import type { EntryContent } from '../../domain/chronology/entry.ts';
import type { ToldNotification } from '../../domain/feeds/definition.ts';
import type { Transaction } from '../transaction.ts';

/** Fields of a notification that are kept from everybody, wholly or where they say an address, while it waits. */
export const READ_BY_NOBODY: readonly string[] = [
  'missingFromPostcode',
  'foundPostcode',
  'distanceMiles',
  'circumstances',
  'returnedBy',
];

/** A notification as an entry says it; the kind of its sender is not known yet. */
export function received(notification: ToldNotification): Extract<EntryContent, { kind: 'notification-received' }> {
  return { kind: 'notification-received', notification: { ...notification, reportedByKind: 'police' } };
}

/** A notification as it stands on the review queue. */
export function reviewed(notification: ToldNotification): ToldNotification {
  const shown = withoutPlaces(received(notification));
  if (shown.kind !== 'notification-received') return notification;
  const { reportedByKind: _, ...told } = shown.notification;
  return told;
}

/** A notification to keep until a person decides. */
export type ReviewItem = {
  readonly source_key: string;
  readonly notification: ToldNotification;
  readonly named: object;
  readonly reported_by: string;
  readonly concerns: readonly string[];
  readonly because: object;
};

/** Puts notifications on the review queue; returns how many are new there, or changed by their sender. */
export async function queueForReview(
  tx: Transaction,
  items: readonly ReviewItem[],
  receivedAt: string,
): Promise<number> {
  const kept = items.map((item) => ({ ...item, notification: reviewed(item.notification) }));
  const rows = await tx.query(sql`
    insert into homeward.review_item as r (source_key, notification, named, reported_by, concerns, received_at, because)
    select source_key, notification, named, reported_by, array(select jsonb_array_elements_text(concerns)), ${receivedAt}::timestamptz, because
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
      as i (source_key text, notification jsonb, named jsonb, reported_by text, concerns jsonb, because jsonb)
    on conflict (source_key) do update set notification = excluded.notification, named = excluded.named, because = excluded.because
      where r.decided_at is null and r.reported_by = excluded.reported_by and (r.notification, r.named) is distinct from (excluded.notification, excluded.named)
    returning r.review_id`);
  const places = items.map(({ source_key, notification }) => {
    const parted = takeApart(received(notification));
    return { source_key, places: parted.places, said: parted.said };
  });
  await tx.query(sql`select homeward.keep_review_places(${JSON.stringify(places)}::jsonb)`);
  return rows.length;
}

/** What a notification on the review queue says of places and in words, for the record of a child; undefined where that child's address is hidden. */
export async function reviewPlaces(
  tx: Transaction,
  reviewId: number,
  childId: number,
): Promise<{ places: Places; said: Said } | undefined> {
  return tx.maybeOne<{ places: Places; said: Said }>(
    sql`select places, said from homeward.review_places(${reviewId}, ${childId})`,
  );
}
