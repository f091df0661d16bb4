/** Worked examples: a few invented episodes and the figures that follow, shown to people and run by a test. */
import type { CountedStatus } from '../child/status.ts';
import type { MissingFromPlace, NotificationKind, OfferOutcome, PoliceRiskLevel } from '../chronology/entry.ts';
import { dayNumber, type PlainDate } from '../time/plain-date.ts';
import type { OpenStage, ReturnOutcome } from '../interview/follow-up.ts';
import type { TriageLevel } from '../triage/acts.ts';
import { NO_DAY, PASSED_ON, type FactColumns } from './columns.ts';
import { FactGatherer } from './gather.ts';

/** One episode of an example; what is not said is the most usual. @source our judgement */
export type ExampleEpisode = {
  /** Invented forename; the same name is the same child. */
  readonly child: string;
  /** ISO 8601 with an offset. */
  readonly startedAt: string;
  /** ISO 8601 with an offset; open when absent. */
  readonly endedAt?: string;
  /** missing when absent. */
  readonly kind?: Exclude<NotificationKind, 'found'>;
  /** The example's authority when absent. */
  readonly responsibleAuthority?: string | null;
  /** The example's authority when absent. */
  readonly missingFromAuthority?: string | null;
  readonly policingArea?: string | null;
  readonly distanceMiles?: number;
  readonly ageAtStart?: number;
  readonly sex?: 'M' | 'F' | 'U';
  readonly ethnicity?: string;
  /** not-known when absent. */
  readonly statusAtStart?: CountedStatus;
  readonly offered?: boolean;
  readonly offerOutcome?: OfferOutcome;
  readonly completedAt?: string;
  readonly interviewEndsLater?: boolean;
  readonly screenedOn?: string;
  readonly firstOfferedAt?: string;
  readonly missingFrom?: MissingFromPlace;
  readonly followUp?: ReturnOutcome | OpenStage;
  readonly triageLevel?: TriageLevel;
  readonly provider?: string;
  readonly reasons?: readonly string[];
  readonly policeRisk?: PoliceRiskLevel;
  readonly independent?: 'yes' | 'no';
  readonly lateBecause?: readonly string[];
  readonly passedOn?: readonly (keyof typeof PASSED_ON)[];
};

/** Episodes, a period, and figures that follow from them. @source our judgement */
export type WorkedExample = {
  /** What it shows. */
  readonly sentence: string;
  readonly from: string;
  readonly to: string;
  readonly episodes: readonly ExampleEpisode[];
  /** By `row.column`. */
  readonly expect: Readonly<Record<string, number | null>>;
};

/** Authority of every worked example; no such authority exists. @source our judgement */
export const EXAMPLE_AUTHORITY = 'harbourton';

/**
 * Columns of facts made from plain episodes, in any order. Children and episodes are numbered from 1 as they are first named.
 * @source our judgement
 */
export function factsOf(episodes: readonly ExampleEpisode[]): FactColumns {
  const childIds = new Map<string, number>();
  for (const { child } of episodes) if (!childIds.has(child)) childIds.set(child, childIds.size + 1);
  const numbered = episodes.map((episode, index) => ({
    episode,
    episodeId: index + 1,
    childId: childIds.get(episode.child) as number,
    startedAt: milliseconds(episode.startedAt),
  }));
  numbered.sort((a, b) => a.childId - b.childId || a.startedAt - b.startedAt);
  const gatherer = new FactGatherer(numbered.length);
  for (const { episode, episodeId, childId, startedAt } of numbered) {
    const text = (column: Parameters<FactGatherer['codeOf']>[0], value: string | null) =>
      gatherer.codeOf(column, value);
    gatherer.childId = childId;
    gatherer.episodeId = episodeId;
    gatherer.startedAt = startedAt;
    gatherer.endedAt = milliseconds(episode.endedAt);
    gatherer.kind = text('kind', episode.kind ?? 'missing');
    gatherer.responsibleAuthority = text('responsibleAuthority', orUsual(episode.responsibleAuthority));
    gatherer.missingFromAuthority = text('missingFromAuthority', orUsual(episode.missingFromAuthority));
    gatherer.policingArea = text('policingArea', episode.policingArea ?? null);
    gatherer.distanceMiles = episode.distanceMiles ?? NaN;
    gatherer.ageAtStart = episode.ageAtStart ?? -1;
    gatherer.sex = text('sex', episode.sex ?? 'U');
    gatherer.ethnicity = text('ethnicity', episode.ethnicity ?? 'NOBT');
    gatherer.statusAtStart = text('statusAtStart', episode.statusAtStart ?? 'not-known');
    gatherer.interviewOffered = episode.offered === true || episode.completedAt !== undefined;
    gatherer.offerOutcome = text('offerOutcome', episode.offerOutcome ?? null);
    gatherer.interviewCompletedAt = milliseconds(episode.completedAt);
    gatherer.interviewEndsLater = episode.interviewEndsLater ?? false;
    gatherer.screenedDay = episode.screenedOn === undefined ? NO_DAY : dayNumber(episode.screenedOn as PlainDate);
    gatherer.firstOfferedAt = milliseconds(episode.firstOfferedAt);
    gatherer.missingFrom = text('missingFrom', episode.missingFrom ?? null);
    gatherer.followUp = text('followUp', episode.followUp ?? null);
    gatherer.triageLevel = text('triageLevel', episode.triageLevel ?? null);
    gatherer.provider = text('provider', episode.provider ?? null);
    gatherer.reasons = text('reasons', episode.reasons === undefined ? null : episode.reasons.join(';'));
    gatherer.policeRisk = text('policeRisk', episode.policeRisk ?? null);
    gatherer.independent = text('independent', episode.independent ?? null);
    gatherer.lateBecause = text(
      'lateBecause',
      episode.lateBecause === undefined ? null : episode.lateBecause.join(';'),
    );
    gatherer.passedOn = (episode.passedOn ?? []).reduce((sum, what) => sum | PASSED_ON[what], 0);
    gatherer.next();
  }
  return gatherer.finish();
}

function orUsual(authority: string | null | undefined): string | null {
  return authority === undefined ? EXAMPLE_AUTHORITY : authority;
}

function milliseconds(iso: string | undefined): number {
  return iso === undefined ? NaN : Temporal.Instant.from(iso).epochMilliseconds;
}
