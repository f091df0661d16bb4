/** Notifications as they stand after corrections, ready to be made into episodes. */
import type { Instant } from '../time/instant.ts';
import type { CorrectableFields, Entry, Notification } from '../chronology/entry.ts';

/** A notification as it stands now, and when Homeward first learnt it. @source design: the chronology is the record, and all else follows from it */
export type Received = { readonly notification: Notification; readonly recordedAt: Instant };

/**
 * The notifications of a chronology as they stand: the sender's own later version in place of the earlier,
 * people's corrections laid over it, and those moved to another child left out.
 * Does not judge whether they agree with each other: see `assembleEpisodes`.
 * @source design: a correction is a new entry that points at the old one
 */
export function standingNotifications(entries: readonly Entry[]): Received[] {
  const standing = new Map<string, Received>();
  const corrections = new Map<string, CorrectableFields>();
  for (const entry of entries) {
    const { content } = entry;
    if (content.kind === 'notification-received') {
      const ref = content.notification.notificationRef;
      const recordedAt = standing.get(ref)?.recordedAt ?? entry.recordedAt;
      standing.set(ref, { notification: content.notification, recordedAt });
    } else if (content.kind === 'notification-corrected') {
      corrections.set(content.notificationRef, { ...corrections.get(content.notificationRef), ...content.now });
    } else if (content.kind === 'notification-moved') {
      standing.delete(content.notificationRef);
      corrections.delete(content.notificationRef);
    }
  }
  for (const [ref, correction] of corrections) {
    const received = standing.get(ref);
    if (received) {
      standing.set(ref, { notification: { ...received.notification, ...correction }, recordedAt: received.recordedAt });
    }
  }
  return [...standing.values()];
}
