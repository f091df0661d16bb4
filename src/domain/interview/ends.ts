/** When a return first had its outcome, whether or not it still has: what was asked about it until then stays at its end. */
import type { Instant } from '../time/instant.ts';
import type { Interview } from './interviews.ts';
import { offersMade } from './offers.ts';
import { outcomeOf, type ReturnInContext } from './outcome.ts';

/** A return beside what became of it, without regard to requests to other authorities. @source design: the chronology is the record */
export type ReturnAlone = Omit<ReturnInContext, 'passed' | 'passAsked'>;

/**
 * The first instant, from one on, at which a return had an outcome; null where it never had one since. A decline that an offer
 * followed, a closure that was opened again, and an interview that turned out to be with carers alone are ends too.
 * @param closedAt when somebody closed it, whether or not that stands
 * @source our judgement: an end stays an end; whoever is still needed is asked again, with a time of their own
 */
export function firstEndFrom(from: Instant, around: ReturnAlone, closedAt: readonly Instant[]): Instant | null {
  const { interviews } = around;
  const offeredAt = interviews.flatMap(({ offers }) => offers.flatMap(({ at }) => at ?? []));
  const atPresent = Number.POSITIVE_INFINITY as Instant;
  const ends = [from, ...offeredAt.filter((at) => at > from), atPresent].flatMap((at) => {
    const { outcome, at: since } = outcomeOf({ ...asOf(around, at), passed: null, passAsked: false });
    return outcome === null || since === null ? [] : [Math.max(from, since)];
  });
  const heldOnce = interviews.flatMap(({ onceHeldAt }) => onceHeldAt ?? []);
  const all = [...ends, ...[...closedAt, ...heldOnce].filter((at) => at >= from)];
  return all.length === 0 ? null : (Math.min(...all) as Instant);
}

/** What was so at an instant, that instant included. */
function asOf(around: ReturnAlone, at: Instant): ReturnAlone {
  const { held, closure, nextStartedAt } = around;
  return {
    ...around,
    interviews: around.interviews.map((interview) => offeredBy(interview, at)),
    held: held?.completedAt != null && held.completedAt <= at ? held : null,
    closure: closure !== null && closure.at <= at ? closure : null,
    nextStartedAt: nextStartedAt !== null && nextStartedAt <= at ? nextStartedAt : null,
  };
}

function offeredBy(interview: Interview, until: Instant): Interview {
  const offers = interview.offers.filter(({ at }) => at === null || at <= until);
  return { ...interview, offers, ...offersMade(offers) };
}
