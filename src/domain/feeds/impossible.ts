/** What cannot be beside everything else that is known of a child, each with the way out. */
import type { EntryContent } from '../chronology/entry.ts';
import type { Received } from '../episode/received.ts';
import type { Instant } from '../time/instant.ts';

/**
 * The incidents that a child's notifications name, each with its earliest start; null where only a return is known.
 * @unit instant
 * @source feeds definition: a notification with an incident_ref belongs to that episode
 */
export function firstStarts(standing: readonly Received[]): Map<string, Instant | null> {
  const found = new Map<string, Instant | null>();
  for (const { notification } of standing) {
    const { incidentRef, kind, occurredAt } = notification;
    if (incidentRef === null) continue;
    const before = found.get(incidentRef) ?? null;
    if (kind === 'found') found.set(incidentRef, before);
    else found.set(incidentRef, before === null || occurredAt < before ? occurredAt : before);
  }
  return found;
}

/**
 * Why a return cannot be: the child was found before the same incident started. The same instant is possible.
 * @returns undefined where it can be
 * @source feeds definition: a row says what cannot be (found before it was missing)
 */
export function whyReturnCannotBe(
  content: EntryContent,
  incidents: ReadonlyMap<string, Instant | null>,
): string | undefined {
  if (content.kind !== 'notification-received') return undefined;
  const { kind, incidentRef, occurredAt } = content.notification;
  if (kind !== 'found' || incidentRef === null) return undefined;
  const start = incidents.get(incidentRef) ?? null;
  if (start === null || occurredAt >= start) return undefined;
  return 'occurred_at is before the child went missing in the same incident. Check both times, and that incident_ref is right.';
}

/**
 * Why an interview cannot be: it covers an incident that nobody reported of this child, or was completed before one of
 * its absences began.
 * @returns undefined where it can be
 * @source feeds definition: an incident that is nowhere known; what cannot be
 */
export function whyInterviewCannotBe(
  content: EntryContent,
  incidents: ReadonlyMap<string, Instant | null>,
  awaitsReview: (incidentRef: string) => boolean,
): string | undefined {
  if (content.kind !== 'interview-recorded') return undefined;
  const { incidentRefs, completedAt } = content.interview;
  const faults: string[] = [];
  if (incidentRefs.some((ref) => !incidents.has(ref) && !awaitsReview(ref))) {
    faults.push(
      'incident_refs names an absence that is not known of this child. Correct the reference, or send its notification too.',
    );
  }
  if (completedAt !== null && incidentRefs.some((ref) => completedAt < (incidents.get(ref) ?? completedAt))) {
    faults.push('completed_at is before an absence it covers began. Check the time, and that incident_refs is right.');
  }
  return faults.length === 0 ? undefined : faults.join(' ');
}
