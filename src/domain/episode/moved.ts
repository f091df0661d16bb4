/** Absences that turned out to be of another child: what was done about them here goes no further. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import { incidentRefsEver, type EpisodeNames } from './names.ts';

/**
 * Every name of an absence whose report was moved to another child, with when it was. A name that an absence of this child
 * still has, because somebody else reported it too, is not among them.
 * @source our judgement: a report of another child leaves nothing to do here, and gives nobody sight of this one
 */
export function movedAway(entries: readonly Entry[], { keys }: EpisodeNames): ReadonlyMap<string, Instant> {
  const moved = new Map<string, Instant>();
  let ever: ReadonlyMap<string, readonly string[]> | null = null;
  for (const { content, occurredAt } of entries) {
    if (content.kind !== 'notification-moved') continue;
    ever ??= incidentRefsEver(entries);
    for (const name of [content.notificationRef, ...(ever.get(content.notificationRef) ?? [])])
      if (!keys.has(name)) moved.set(name, occurredAt);
  }
  return moved;
}
