/**
 * Instants: points in time, the same everywhere in the world.
 *
 * Statutory clocks run on elapsed time between instants, never on calendar arithmetic: three days after a
 * Saturday in March are 71 hours when the clocks go forward between them.
 */

/**
 * A point in time, as whole milliseconds since 1970-01-01T00:00Z.
 * @unit milliseconds, UTC
 * @source our judgement: a number sorts, subtracts and stores without a library
 */
export type Instant = number & { readonly instant: unique symbol };

/**
 * Milliseconds in one elapsed hour.
 * @unit milliseconds
 * @source definition of the hour
 */
export const HOUR = 3_600_000;

/**
 * Milliseconds in twenty-four elapsed hours; not a calendar day, which has 23 or 25 hours twice a year.
 * @unit milliseconds
 * @source definition of the hour
 */
export const TWENTY_FOUR_HOURS = 24 * HOUR;

/**
 * Marks a number of milliseconds since 1970 as an instant.
 * @unit milliseconds, UTC
 * @throws RangeError when the number is not finite: a bug in the caller, since input is checked when it is parsed
 * @source our judgement
 */
export function instant(milliseconds: number): Instant {
  if (!Number.isFinite(milliseconds)) throw new RangeError(`not an instant: ${milliseconds}`);
  return Math.trunc(milliseconds) as Instant;
}

/**
 * The instant that lies some elapsed hours after another (or before it, when negative).
 * @unit elapsed hours
 * @source our judgement
 */
export function plusHours(from: Instant, hours: number): Instant {
  return instant(from + hours * HOUR);
}

/**
 * Elapsed hours from one instant to another; negative when the second is earlier.
 * @unit elapsed hours, fractions kept
 * @source our judgement
 */
export function hoursBetween(from: Instant, to: Instant): number {
  return (to - from) / HOUR;
}

/**
 * An instant as ISO 8601 text in UTC, for storing and for machines.
 * @unit ISO 8601, milliseconds only where there are any
 * @source ISO 8601
 */
export function toIso(value: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(value).toString();
}
