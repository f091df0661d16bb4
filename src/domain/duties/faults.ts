/** Recording faults: what a child's record says that cannot be the whole truth, and who can put it right. */
import type { Instant } from '../time/instant.ts';
import type { Because } from '../chronology/record.ts';
import { REASONS } from '../episode/reasons.ts';
import type { DutyFacts } from './facts.ts';
import { isHistory } from './history.ts';
import type { DutyRules } from './rules.ts';

/**
 * Kinds of recording fault, each with its explanation.
 * @source feeds definition (a return that matches no episode); our judgement for the others
 */
export const FAULTS = {
  'unmatched-return': {
    code: 'unmatched-return',
    sentence:
      'A return was reported, but no absence of this child was under way then. Correct its time, or record the absence.',
    source: 'Feeds definition, from notifications to episodes',
  },
  'return-not-recorded': {
    code: 'return-not-recorded',
    sentence: 'The next absence began before a return from this one was recorded. Record when the child came back.',
    source: 'Our judgement: two episodes of one child do not overlap',
  },
  'overlapping-incidents': {
    code: 'overlapping-incidents',
    sentence: 'One agency reported two incidents that overlap in time. Correct their times, or one of them.',
    source: 'Our judgement: two episodes of one child do not overlap',
  },
  'open-since-long-ago': {
    code: 'open-since-long-ago',
    sentence:
      'This absence was loaded from earlier records and has no return. Record when the child came back, or confirm that the child is still missing.',
    source: 'Our judgement: no child falls through',
  },
} as const satisfies Record<string, Because>;

/** One fault, before it becomes a duty. @source our judgement: no child falls through */
export type Fault = {
  readonly kind: keyof typeof FAULTS;
  /** Unique within the child. */
  readonly key: string;
  readonly episodeKey: string | null;
  readonly owedBy: string | null;
  readonly learntAt: Instant;
};

/**
 * The recording faults of a child's record. Each is owed by the agency that reported what is at fault.
 * @source feeds definition; our judgement
 */
export function findFaults(facts: DutyFacts, rules: DutyRules): Fault[] {
  const faults: Fault[] = [];
  for (const { notification, recordedAt } of facts.unmatchedReturns) {
    faults.push({
      kind: 'unmatched-return',
      key: `unmatched-return:${notification.notificationRef}`,
      episodeKey: null,
      owedBy: notification.reportedBy,
      learntAt: recordedAt,
    });
  }
  for (const episode of facts.episodes) {
    const police = episode.reportedBy.find((agency) => facts.agencyKinds.get(agency) === 'police');
    const about = {
      episodeKey: episode.episodeKey,
      owedBy: police ?? episode.reportedBy[0] ?? null,
      learntAt: episode.learntAt,
    };
    const add = (kind: Fault['kind']): void => {
      faults.push({ kind, key: `${kind}:${episode.episodeKey}`, ...about });
    };
    if (episode.supersededAt !== null) add('return-not-recorded');
    else if (episode.endedAt === null && isHistory(episode.startedAt, episode.learntAt, rules))
      add('open-since-long-ago');
    if (episode.because.some((reason) => reason.code === REASONS.overlapOfOneAgency.code)) add('overlapping-incidents');
  }
  return faults;
}
