/** Which return interviews cover an episode, and what they amount to for it. */
import type { Instant } from '../time/instant.ts';
import type { InterviewRecord, OfferOutcome } from '../chronology/entry.ts';

/** By what an episode may be named. */
type Named = { readonly incidentRefs: readonly string[]; readonly episodeKey: string };

/** References by which an interview may name an absence. @source feeds definition: by incident or, where it had none, by notification */
export function namesOf({ incidentRefs, episodeKey }: Named): readonly string[] {
  return incidentRefs.length > 0 ? incidentRefs : [episodeKey];
}

/** Whether an interview that names these absences names this one. @source feeds definition, interviews */
export function isNamed(episode: Named, incidentRefs: readonly string[]): boolean {
  return namesOf(episode).some((name) => incidentRefs.includes(name));
}

/** What a child's interviews amount to for one episode. @source feeds definition, measures, rhi-monthly */
export type InterviewCover = {
  readonly offered: boolean;
  /** Earliest completion; null where none was completed. */
  readonly completedAt: Instant | null;
  /** The interview completed first, else the latest offered; null where there is none. */
  readonly interviewRef: string | null;
  /** Outcome of the latest offer; null where nothing was offered or no outcome is known. */
  readonly offerOutcome: OfferOutcome | null;
  /** When the latest offer was made. */
  readonly latestOfferAt: Instant | null;
};

/**
 * What the interviews that name an episode amount to for it: one interview may cover several episodes, and an
 * episode may be named by several interviews. A completed interview was offered.
 * @source feeds definition, measures, rhi-monthly; a reference names the absence by incident or, where it had none, by notification
 */
export function coverOf(names: readonly string[], interviews: readonly InterviewRecord[]): InterviewCover {
  let done: InterviewRecord | null = null;
  let latest: InterviewRecord | null = null;
  for (const interview of interviews) {
    if (!interview.incidentRefs.some((ref) => names.includes(ref))) continue;
    if (isEarlierCompletion(interview, done)) done = interview;
    if (isLaterOffer(interview, latest)) latest = interview;
  }
  return {
    offered: done !== null || (latest !== null && latest.offeredAt !== null),
    completedAt: done?.completedAt ?? null,
    interviewRef: (done ?? latest)?.interviewRef ?? null,
    offerOutcome: latest?.offerOutcome ?? null,
    latestOfferAt: latest?.offeredAt ?? null,
  };
}

function isEarlierCompletion(candidate: InterviewRecord, best: InterviewRecord | null): boolean {
  if (candidate.completedAt === null) return false;
  if (best === null || best.completedAt === null) return true;
  return (
    candidate.completedAt < best.completedAt ||
    (candidate.completedAt === best.completedAt && candidate.interviewRef < best.interviewRef)
  );
}

function isLaterOffer(candidate: InterviewRecord, best: InterviewRecord | null): boolean {
  if (best === null) return true;
  const [a, b] = [candidate.offeredAt ?? Number.NEGATIVE_INFINITY, best.offeredAt ?? Number.NEGATIVE_INFINITY];
  return a > b || (a === b && candidate.interviewRef > best.interviewRef);
}
