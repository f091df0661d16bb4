/** The reasons that an episode's times, kind and extent may carry, each with its source. */
import type { Because } from '../chronology/record.ts';

const FEEDS = 'Feeds definition, from notifications to episodes';

/**
 * Every reason an episode may carry.
 * @source feeds definition, from notifications to episodes; our judgement where it says so
 */
export const REASONS = {
  policeTimes: {
    code: 'police-times',
    sentence: 'The police reported it, so the times are theirs: their earliest start and latest return.',
    source: FEEDS,
  },
  everyonesTimes: {
    code: 'everyones-times',
    sentence:
      'The police did not report it, so the times are the earliest start and the latest return that anyone reported.',
    source: FEEDS,
  },
  policeTimesContradicted: {
    code: 'police-times-contradicted',
    sentence: 'The times the police gave leave no return after the start, so the times that others reported are used.',
    source: 'Our judgement',
  },
  strongestKind: {
    code: 'strongest-kind',
    sentence: 'It was reported as more than one kind; missing counts before away, and away before absent.',
    source: 'Our judgement: never the lesser concern',
  },
  joinedByTime: {
    code: 'joined-by-time',
    sentence:
      'A report without an incident reference was made while this absence was under way, so it tells of the same absence.',
    source: FEEDS,
  },
  joinedByOverlap: {
    code: 'joined-by-overlap',
    sentence: 'Two reports of absence overlap in time; a child has one absence at a time, so they are one.',
    source: FEEDS,
  },
  overlapOfOneAgency: {
    code: 'overlap-of-one-agency',
    sentence: 'One agency gave two incident references for absences that overlap in time; they are counted as one.',
    source: 'Our judgement: two episodes of one child do not overlap',
  },
  superseded: {
    code: 'superseded',
    sentence:
      'No return was recorded before the same agency reported the next absence, so how long it lasted is not known.',
    source: 'Our judgement: two episodes of one child do not overlap',
  },
} as const satisfies Record<string, Because>;
