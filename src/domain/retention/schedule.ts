/** Retention schedules: how long an agency keeps what it holds of a child, as dated values with their source. */
import type { AgencyKind } from '../child/agency.ts';
import type { PlainDate } from '../time/plain-date.ts';

/** What a class of record depends on. @source our judgement: what the record itself can show */
export const RETENTION_CONDITIONS = [
  'always',
  'looked-after',
  'child-protection',
  'child-in-need',
  'early-help',
  'graded-high',
] as const;
/** @source our judgement: what the record itself can show */
export type RetentionCondition = (typeof RETENTION_CONDITIONS)[number];

/**
 * What a retention period is counted from: the birth; the eighteenth birthday; or the agency's last contact, which is
 * the latest thing it told of, or the end of the child's last status in social care where that is later.
 * @source retention schedules of councils and police forces, which count from one of these
 */
export const RETENTION_EVENTS = ['birth', 'eighteenth-birthday', 'last-contact'] as const;
/** @source retention schedules of councils and police forces */
export type RetentionEvent = (typeof RETENTION_EVENTS)[number];

/** One class of a schedule. Where several apply to a child, the one that lasts longest governs. @source the schedule that states it */
export type RetentionClass = {
  readonly id: string;
  /** What it covers, in words. */
  readonly covers: string;
  readonly when: RetentionCondition;
  readonly from: RetentionEvent;
  /** Whole years. */
  readonly years: number;
  /** Whether a law sets it: then nobody's request for erasure comes before its end. */
  readonly statutory: boolean;
  readonly source: string;
};

/** A schedule in force for some agencies for some time. @source design: retention classes are data, not code */
export type RetentionSchedule = {
  /** Name of its file, and how pages cite it. */
  readonly id: string;
  readonly name: string;
  /** Kinds of agency that it is for. */
  readonly kinds: readonly AgencyKind[];
  /** Agency codes; `*` for every agency of these kinds without one of its own. */
  readonly agencies: readonly string[];
  /** First day in force. */
  readonly validFrom: PlainDate;
  /** Last day in force, included; null while it is. */
  readonly validTo: PlainDate | null;
  readonly classes: readonly RetentionClass[];
};

/**
 * The schedule that an agency goes by on a day: its own in force that day, else the common one of its kind; the latest of
 * several. Undefined when none covers the day.
 * @unit calendar date, both ends of a schedule's validity included
 * @source our judgement: a revised schedule governs, from its first day, all that is held then
 */
export function chooseSchedule(
  schedules: readonly RetentionSchedule[],
  agency: { readonly code: string; readonly kind: AgencyKind },
  on: PlainDate,
): RetentionSchedule | undefined {
  const inForce = schedules.filter(
    (schedule) =>
      schedule.kinds.includes(agency.kind) &&
      schedule.validFrom <= on &&
      (schedule.validTo === null || schedule.validTo >= on),
  );
  const own = inForce.filter(({ agencies }) => agencies.includes(agency.code));
  const common = inForce.filter(({ agencies }) => agencies.includes('*'));
  const among = own.length > 0 ? own : common;
  return among.reduce<RetentionSchedule | undefined>(
    (latest, one) => (latest === undefined || one.validFrom > latest.validFrom ? one : latest),
    undefined,
  );
}

/** The schedules in force on a day. @unit calendar date, both ends of a schedule's validity included @source our judgement */
export function schedulesInForce(schedules: readonly RetentionSchedule[], on: PlainDate): readonly RetentionSchedule[] {
  return schedules.filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || validTo >= on));
}
