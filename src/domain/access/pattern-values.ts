/** From how much on a way of looking is asked about: dated values, each with its source. */
import type { PlainDate } from '../time/plain-date.ts';

/** A number and where it comes from. @source the list of values below */
export type Threshold = { readonly value: number; readonly source: string };

/** What the patterns go by. Counts are of different children unless their name says otherwise. @source the list of values below */
export type PatternValues = {
  /** Elapsed hours after a look within which work that justifies it is on record. */
  readonly actWithinHours: Threshold;
  /** A surname that no more children on record than this share is rare. */
  readonly rareSurname: Threshold;
  /** Children of one surname, opened in a day outside one's work. */
  readonly oneFamily: Threshold;
  /** Children opened in a day, below which it is never a spike. */
  readonly spikeAtLeast: Threshold;
  /** How many times one's own median of the days before makes a spike. */
  readonly spikeTimesMedian: Threshold;
  /** Children opened in 7 days outside one's work with nothing done after. */
  readonly nothingDone: Threshold;
  /** Children opened in a day between 10pm and 6am outside one's work, by somebody who seldom works then. */
  readonly outOfHours: Threshold;
  /** Of a hundred of one's earlier looks, how many out of hours are still seldom. */
  readonly seldomPercent: Threshold;
  /** Refusals in a day. */
  readonly refused: Threshold;
  /** Elapsed hours within which breaking the glass is reviewed. */
  readonly reviewWithinHours: Threshold;
  /** Days out of 14 on which one child outside one's work is opened, with nothing done. */
  readonly sameChildDays: Threshold;
  /** Children without an absence for a year, opened in a day outside one's work. */
  readonly oldRecords: Threshold;
  /** Searches in a day of which hardly any child is opened. */
  readonly searches: Threshold;
  /** Days without anything, after which an account that wakes is noticed. */
  readonly quietDays: Threshold;
  /** Children an account opens outside its work on the day it wakes. */
  readonly wakes: Threshold;
  /** Files or copies taken in a day. */
  readonly taken: Threshold;
  /** Children opened within half an hour whose numbers follow each other. */
  readonly inARow: Threshold;
  /** People of an agency who open one child in a day outside their work. */
  readonly crowd: Threshold;
};

const judged = (value: number, why: string): Threshold => ({ value, source: `our judgement: ${why}` });

/**
 * The values in force from each day on, the earliest first.
 * @source our judgement for each that names no other source; the simulated year in test/security/snooping.test.ts shows
 *   what they find and how often they are wrong
 */
export const PATTERN_VALUES: readonly { readonly validFrom: PlainDate; readonly values: PatternValues }[] = [
  {
    validFrom: '1900-01-01' as PlainDate,
    values: {
      actWithinHours: judged(8, 'a shift'),
      rareSurname: judged(2, 'a child, and a brother or sister'),
      oneFamily: judged(3, 'a child, a brother or sister, and one more'),
      spikeAtLeast: judged(40, 'five an hour all day'),
      spikeTimesMedian: judged(4, 'a bad day is two or three times the usual'),
      nothingDone: judged(12, 'two a day and some'),
      outOfHours: judged(3, 'one is a call at night, three are browsing'),
      seldomPercent: judged(10, 'whoever works nights looks at night more often'),
      refused: judged(6, 'a slip of the hand is refused once or twice'),
      reviewWithinHours: { value: 24, source: 'the policy, break-glass: reviewed within 24 hours' },
      sameChildDays: judged(4, 'once a week is not yet watching'),
      oldRecords: judged(6, 'history is looked up for one child, not for six'),
      searches: judged(25, 'who looks for a child opens one'),
      quietDays: judged(45, 'longer than a long leave'),
      wakes: judged(8, 'who comes back begins with their own work'),
      taken: judged(5, 'a committee needs one or two files'),
      inARow: judged(5, 'numbers that follow each other have nothing in common but that'),
      crowd: judged(6, 'more than a team on duty'),
    },
  },
];

/** The values in force on a day. @source the list of values above */
export function patternValuesOn(day: PlainDate): PatternValues {
  const found = PATTERN_VALUES.findLast(({ validFrom }) => validFrom <= day) ?? PATTERN_VALUES[0];
  if (found === undefined) throw new RangeError('no values of patterns');
  return found.values;
}
