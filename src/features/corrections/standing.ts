/** Which notification of an opened record an address means. */
import type { Opened } from '../../decisions/opened.ts';
import type { Notification } from '../../domain/chronology/entry.ts';
import { standingNotifications } from '../../domain/episode/received.ts';
import { notFound } from '../../web/refusal.ts';

/** The notification that an entry received, as it stands now; what does not stand here any more is not found. */
export function standingIn({ entries }: Opened, version: number): Notification {
  const content = entries.find((entry) => entry.version === version)?.content;
  if (content?.kind !== 'notification-received') throw notFound();
  const { notificationRef } = content.notification;
  const standing = standingNotifications(entries).find(
    ({ notification }) => notification.notificationRef === notificationRef,
  );
  if (standing === undefined) throw notFound();
  return standing.notification;
}
