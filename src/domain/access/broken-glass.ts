/** Opening a record in an emergency: why, for how long, and when it is looked at afterwards. */
import { plusHours, type Instant } from '../time/instant.ts';
import type { DutyRules } from '../duties/rules.ts';

/** Why somebody opens a record that they could not otherwise. @source our judgement: the emergencies in which a professional must not be stuck */
export const GLASS_REASONS = {
  'missing-now': 'The child is missing and I must act now',
  'found-child': 'I am with a child who has been found',
  'immediate-danger': 'The child is in immediate danger',
  'emergency-duty': 'I am on duty out of hours for the team that works with the child',
} as const satisfies Readonly<Record<string, string>>;

/** @source the list of reasons above */
export type GlassReason = keyof typeof GLASS_REASONS;

/** What a reviewer may find. @source our judgement */
export const GLASS_REVIEWS = { justified: 'Justified', 'not-justified': 'Not justified' } as const satisfies Readonly<
  Record<string, string>
>;

/** @source the list of findings above */
export type GlassReview = keyof typeof GLASS_REVIEWS;

/** Until when a record stays open, and by when the opening is reviewed. @source the protocol of the partnership */
export type GlassTimes = { readonly untilAt: Instant; readonly reviewDueAt: Instant };

/**
 * The times of an opening.
 * @unit elapsed hours from the opening; at the end itself the record is closed, and a review at its due time is in time
 * @source the protocol of the partnership; reliability and security bar: review within 24 hours
 */
export function glassTimes(
  openedAt: Instant,
  rules: Pick<DutyRules, 'glassLastsHours' | 'glassReviewedWithinHours'>,
): GlassTimes {
  return {
    untilAt: plusHours(openedAt, rules.glassLastsHours),
    reviewDueAt: plusHours(openedAt, rules.glassReviewedWithinHours),
  };
}

/** How a review stands. @source the protocol of the partnership */
export type ReviewStanding = 'reviewed' | 'due' | 'late';

/** Whether an opening was reviewed, is to be, or should have been; at the due time itself it is not late. @source the protocol of the partnership */
export function reviewStanding(
  glass: { readonly reviewedAt: Instant | null; readonly reviewDueAt: Instant },
  now: Instant,
): ReviewStanding {
  if (glass.reviewedAt !== null) return 'reviewed';
  return now > glass.reviewDueAt ? 'late' : 'due';
}
