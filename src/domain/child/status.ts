/** A child's statuses in social care, and the one that counts on a day. */
import type { PlainDate } from '../time/plain-date.ts';

/**
 * Statuses that a social care system sends.
 * @source feeds definition, statuses
 */
export const STATUS_KINDS = ['looked-after', 'child-protection', 'child-in-need', 'early-help', 'other-open'] as const;
/** @source feeds definition, statuses */
export type StatusKind = (typeof STATUS_KINDS)[number];

/**
 * A child's status as reports count it: the first that applies, or not known to social care.
 * @source feeds definition, measures
 */
export const COUNTED_STATUSES = ['looked-after', 'child-protection', 'other-open', 'not-known'] as const;
/** @source feeds definition, measures */
export type CountedStatus = (typeof COUNTED_STATUSES)[number];

/**
 * The status that counts on a day: looked after before child protection before any other open status;
 * `not-known` when no status covers the day. First and last day are included.
 * @unit calendar dates, both ends included
 * @source feeds definition, measures
 */
export function statusOn(
  periods: readonly { readonly status: StatusKind; readonly fromOn: PlainDate; readonly toOn: PlainDate | null }[],
  day: PlainDate,
): CountedStatus {
  let found: CountedStatus = 'not-known';
  for (const period of periods) {
    if (period.fromOn > day || (period.toOn !== null && period.toOn < day)) continue;
    if (period.status === 'looked-after') return 'looked-after';
    if (period.status === 'child-protection') found = 'child-protection';
    else if (found === 'not-known') found = 'other-open';
  }
  return found;
}
