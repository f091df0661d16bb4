/** What the clocks of retention go by, out of a child's chronology. Nothing of what was told is kept in it. */
import type { AgencyKind } from '../child/agency.ts';
import type { Entry } from '../chronology/entry.ts';
import type { ChildRecord } from '../chronology/record.ts';
import { londonDate } from '../time/london.ts';
import { instant, type Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { RetentionCondition } from './schedule.ts';

/** An agency that is or ever was involved with the child, with its last contact. @source our judgement: each agency's copy has its own clock */
export type AgencyContact = { readonly code: string; readonly kind: AgencyKind; readonly lastContactAt: Instant };

/** What the clocks go by. @source our judgement */
export type RetentionFacts = {
  readonly dateOfBirth: PlainDate | null;
  /** The first day that anything on record happened: a child without a date of birth was born by then. */
  readonly firstOn: PlainDate;
  /** Whether the child is missing, absent or away now: then no clock runs. */
  readonly isAway: boolean;
  /** Which conditions the record meets; `always` among them. */
  readonly meets: readonly RetentionCondition[];
  /** Last day of the last status in social care; null where there was none, or one that nobody ended and no birthday ends. */
  readonly lastStatusOn: PlainDate | null;
  /** Whether a status lasts that nobody ended and no birthday ends. */
  readonly hasOpenStatus: boolean;
  /** Sorted by code; never empty. */
  readonly agencies: readonly AgencyContact[];
};

/**
 * The facts of one child. An agency that once was responsible, or reported, or was given an interview stays among them
 * whoever has taken over since; entries that came with a merge or were moved away count on both records.
 * @param kindOf the kind of an agency; one that nobody listed is left out
 * @source our judgement: a transfer and a merge carry the clocks of all, and the latest governs
 */
export function retentionFacts(
  entries: readonly Entry[],
  record: ChildRecord,
  kindOf: (code: string) => AgencyKind | undefined,
): RetentionFacts {
  const { dateOfBirth } = record.details;
  const lastOf = new Map<string, Instant | null>();
  const involve = (code: string | null, at: Instant | null): void => {
    if (code === null) return;
    const known = lastOf.get(code) ?? null;
    lastOf.set(code, at === null || (known !== null && known > at) ? known : at);
  };
  const meets = new Set<RetentionCondition>(['always']);
  let [first, last] = [entries[0]?.occurredAt ?? instant(0), entries[0]?.occurredAt ?? instant(0)];
  for (const { content, occurredAt, recordedBy } of entries) {
    if (occurredAt < first) first = occurredAt;
    if (occurredAt > last) last = occurredAt;
    involve(recordedBy, occurredAt);
    if (content.kind === 'child-recorded') involve(content.details.responsibleAuthority, null);
    else if (content.kind === 'notification-received') {
      involve(content.notification.reportedBy, occurredAt);
      involve(content.notification.missingFromAuthority, null);
      if (content.notification.risk === 'high') meets.add('graded-high');
    } else if (content.kind === 'notification-corrected') {
      involve(content.now.missingFromAuthority ?? null, null);
      if (content.now.risk === 'high') meets.add('graded-high');
    } else if (content.kind === 'interview-recorded') involve(content.interview.allocatedTo, null);
    else if (content.kind === 'involvement-agreed') involve(content.agency, null);
    else if (content.kind === 'review-recorded' && content.risk === 'high') meets.add('graded-high');
    else if (content.kind === 'status-recorded' && content.period.status !== 'other-open')
      meets.add(content.period.status);
  }
  const adultOn = dateOfBirth === null ? null : birthday(dateOfBirth, 18);
  const ends = record.statuses.map(({ toOn }) => toOn ?? adultOn);
  return {
    dateOfBirth,
    firstOn: londonDate(first),
    isAway: record.episodes.some(({ endedAt, supersededAt }) => endedAt === null && supersededAt === null),
    meets: [...meets],
    lastStatusOn: ends.reduce<PlainDate | null>(
      (latest, on) => (on !== null && (latest === null || on > latest) ? on : latest),
      null,
    ),
    hasOpenStatus: ends.includes(null),
    agencies: [...lastOf]
      .flatMap(([code, at]) => {
        const kind = kindOf(code);
        return kind === undefined ? [] : [{ code, kind, lastContactAt: at ?? last }];
      })
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

/**
 * The day of a birthday, or of the anniversary of any other day. After 29 February it is 1 March in a year without one.
 * @unit completed years
 * @source Family Law Reform Act 1969, section 9(1); for 29 February as `child/age.ts`
 */
export function birthday(on: PlainDate, years: number): PlainDate {
  const year = Number(on.slice(0, 4)) + years;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const day = on.slice(4) === '-02-29' && !leap ? '-03-01' : on.slice(4);
  return `${String(year).padStart(4, '0')}${day}` as PlainDate;
}
