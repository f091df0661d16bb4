/** How a duty stands against the clock. */
import { formatDate, formatTime, formatElapsed } from '../time/format.ts';
import type { Instant } from '../time/instant.ts';
import { londonDate } from '../time/london.ts';
import { plusDays } from '../time/plain-date.ts';

/**
 * Late, due on this calendar day in London, or later.
 * @unit exactly at the due time a duty is not late
 * @source statutory guidance January 2014: within 72 hours; our judgement for the day
 */
export type Lateness = 'late' | 'due-today' | 'later';

/**
 * How a duty stands at an instant.
 * @unit exactly at the due time a duty is not late; days are those of Europe/London
 * @source our judgement: what a person can still do today is told apart from what can wait
 */
export function latenessOf(dueAt: Instant, now: Instant): Lateness {
  if (dueAt < now) return 'late';
  return londonDate(dueAt) === londonDate(now) ? 'due-today' : 'later';
}

/**
 * The same in words, for a tag: `2 hours late`, `Due today at 4pm`, `Due tomorrow at 9am`, `Due 24 March 2026`.
 * @unit minutes; less than a minute late is `Due now`
 * @source our judgement: words carry the state, colour only helps
 */
export function latenessWords(dueAt: Instant, now: Instant): string {
  if (Math.abs(dueAt - now) < 60_000) return 'Due now';
  if (dueAt < now) return `${formatElapsed(now - dueAt)} late`;
  const today = londonDate(now);
  const day = londonDate(dueAt);
  if (day === today) return `Due today at ${formatTime(dueAt)}`;
  if (day === plusDays(today, 1)) return `Due tomorrow at ${formatTime(dueAt)}`;
  return `Due ${formatDate(day)}`;
}
