/** What is known of how a person looks at children, as the patterns read it: the audit, and nothing else of the person. */
import type { Because } from '../chronology/record.ts';
import { plainName } from '../child/name.ts';
import { HOUR, TWENTY_FOUR_HOURS, type Instant } from '../time/instant.ts';
import type { PatternValues } from './pattern-values.ts';

/** One thing a person did, as the audit has it. @source Data Protection Act 2018, section 62: the logs */
export type Happening = {
  readonly at: Instant;
  /** `opened` is the record of one child; `recorded` added or changed something; `taken` is a file or a copy. */
  readonly kind: 'opened' | 'searched' | 'recorded' | 'taken' | 'refused' | 'barred';
  readonly childIds: readonly number[];
};

/** What a pattern needs to know of a child that was looked at. @source UK GDPR article 5(1)(c): no more than is needed */
export type LookedAtChild = {
  /** As `surnameOf` gives it. */
  readonly surname: string;
  /** How many children on record share the surname, this one included. */
  readonly sharing: number;
  /** Whether the person's agency has, or had in the last 14 days, work to do for the child. */
  readonly ours: boolean;
  readonly lastAbsenceAt: Instant | null;
};

/**
 * Who looked. Of the person only the name is used that colleagues see, and of the agency the surnames of its people:
 * nobody's home or family is collected for this.
 * @source UK GDPR article 5(1)(c): no more than is needed
 */
export type Looker = {
  readonly surname: string;
  /** Surnames of present and former colleagues. */
  readonly colleagues: ReadonlySet<string>;
};

/** Everything by which one person's day is judged. @source our judgement: a person's own past says what is usual */
export type Looking = {
  readonly looker: Looker;
  /** What the person did, in order, over the 60 days before the end of the day. */
  readonly happenings: readonly Happening[];
  readonly children: ReadonlyMap<number, LookedAtChild>;
  /** Times the glass was broken that nobody has reviewed. */
  readonly unreviewed: readonly { readonly childId: number; readonly at: Instant }[];
};

/** The day judged, from its start up to its end, and the present. @source our judgement */
export type JudgedDay = { readonly from: Instant; readonly until: Instant; readonly now: Instant };

/** A pattern that was found: a question for a person, never a finding of fault. @source design: a decision is data, with its reason */
export type Found = {
  readonly pattern: string;
  /** What it is about, so that it is asked once: a child's number or a day. */
  readonly subject: string;
  readonly childIds: readonly number[];
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly because: Because;
};

/** A surname as patterns compare it: the last word of a name, without case or marks. @source feeds definition: case, accents, hyphens */
export function surnameOf(name: string): string {
  return plainName(name.trim().split(/\s+/).at(-1) ?? '');
}

/**
 * Looks of a day at children with whom the person had no work: none of the agency's, nothing recorded by the person
 * before, and nothing since, once there was time for it.
 * @source our judgement: work leaves a trace on the record
 */
export function looksWithoutWork(looking: Looking, day: JudgedDay, values: PatternValues): Happening[] {
  const worked = workedOn(looking.happenings);
  return looking.happenings.filter(
    ({ kind, at, childIds }) =>
      kind === 'opened' &&
      at >= day.from &&
      at < day.until &&
      at + values.actWithinHours.value * HOUR <= day.now &&
      childIds.every((id) => looking.children.get(id)?.ours === false && !worked.has(id)),
  );
}

/** Children for whom the person recorded something. @source our judgement: work leaves a trace on the record */
export function workedOn(happenings: readonly Happening[]): ReadonlySet<number> {
  return new Set(happenings.flatMap(({ kind, childIds }) => (kind === 'recorded' ? childIds : [])));
}

/** Number of a day since 1970 by elapsed time, for windows of days. @unit whole days @source our judgement: windows need no calendar */
export function dayOf(at: Instant): number {
  return Math.floor(at / TWENTY_FOUR_HOURS);
}
