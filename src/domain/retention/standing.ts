/** Whether a child's record is kept, held, or due for review: the latest of every agency's clock, and what stops it. */
import type { Because } from '../chronology/record.ts';
import type { Instant } from '../time/instant.ts';
import { londonDate, startOfLondonDay } from '../time/london.ts';
import { plusDays } from '../time/plain-date.ts';
import { birthday, type AgencyContact, type RetentionFacts } from './facts.ts';
import { chooseSchedule, type RetentionClass, type RetentionSchedule } from './schedule.ts';

/** A reason not to dispose of a record, whatever the clocks say. @source College of Policing, review, retention and disposal; Inquiries Act 2005, section 35 */
export type Hold = {
  /** The agency that holds. */
  readonly agency: string;
  /** When it ends by itself; null until somebody lifts it. */
  readonly until: Instant | null;
  readonly liftedAt: Instant | null;
};

/** The clock of one agency, by one class of its schedule. @source the schedule that states the class */
export type AgencyClock = {
  readonly agency: string;
  readonly classId: string;
  readonly statutory: boolean;
  /** The first instant at which nothing of this class asks for the record any more. */
  readonly dueAt: Instant;
  readonly because: Because;
};

/** Where a record stands. @source our judgement: it goes only when every agency's clock has passed, nobody holds it, and people have decided */
export type RetentionStanding =
  | { readonly kind: 'open'; readonly because: Because }
  | { readonly kind: 'kept'; readonly until: Instant; readonly because: Because }
  | { readonly kind: 'held'; readonly because: Because }
  | { readonly kind: 'due'; readonly since: Instant; readonly because: Because };

/** Whether a hold stops disposal at an instant. @unit the instant of its end, or of its being lifted, no longer counts @source our judgement */
export function isHolding({ until, liftedAt }: Hold, now: Instant): boolean {
  return (liftedAt === null || liftedAt > now) && (until === null || until > now);
}

/**
 * The clock of every class that applies to the record, agency by agency, by the schedules in force at an instant.
 * An agency for which no schedule is in force keeps the record: it is answered as `unscheduled`.
 * @source the schedules
 */
export function agencyClocks(
  facts: RetentionFacts,
  schedules: readonly RetentionSchedule[],
  now: Instant,
): { readonly clocks: readonly AgencyClock[]; readonly unscheduled: readonly string[] } {
  const clocks: AgencyClock[] = [];
  const unscheduled: string[] = [];
  for (const agency of facts.agencies) {
    const schedule = chooseSchedule(schedules, agency, londonDate(now));
    const classes = schedule?.classes.filter(({ when }) => facts.meets.includes(when)) ?? [];
    if (classes.length === 0) unscheduled.push(agency.code);
    for (const one of classes) {
      clocks.push({
        agency: agency.code,
        classId: one.id,
        statutory: one.statutory,
        dueAt: endOf(one, facts, agency),
        because: { code: one.id, sentence: `${one.covers}: ${inWords(one)}.`, source: one.source },
      });
    }
  }
  return { clocks, unscheduled };
}

/**
 * The instant at which a class ends for an agency, at the start of a day in London. A period counted from a birth ends as
 * the birthday begins; one counted from a contact does not count the day of it, and so ends when the anniversary is over.
 * A child without a date of birth was born on the first day on record at the latest.
 */
function endOf(one: RetentionClass, facts: RetentionFacts, agency: AgencyContact): Instant {
  if (one.from === 'last-contact') {
    const contact = londonDate(agency.lastContactAt);
    const last = facts.lastStatusOn !== null && agency.kind === 'local-authority' && facts.lastStatusOn > contact;
    return startOfLondonDay(plusDays(birthday(last ? (facts.lastStatusOn ?? contact) : contact, one.years), 1));
  }
  const years = one.from === 'birth' ? one.years : one.years + 18;
  return startOfLondonDay(birthday(facts.dateOfBirth ?? facts.firstOn, years));
}

function inWords({ from, years }: RetentionClass): string {
  const span = years === 1 ? '1 year' : `${years} years`;
  if (from === 'birth') return `${span} from the birth`;
  return from === 'eighteenth-birthday' ? `${span} from the eighteenth birthday` : `${span} from the last contact`;
}

/**
 * Where a record stands at an instant.
 * @param keptUntil to when people decided to keep it; null where nobody did
 * @unit a record is due at the very instant at which the last clock ends, and not before
 * @source our judgement: a hold beats a clock; the latest of all agencies' clocks governs; an open case has no clock
 */
export function retentionStanding(
  facts: RetentionFacts,
  schedules: readonly RetentionSchedule[],
  stops: { readonly holds: readonly Hold[]; readonly keptUntil: Instant | null },
  now: Instant,
): RetentionStanding {
  if (facts.isAway) return open('away', 'The child is away, so no retention clock runs.');
  if (facts.hasOpenStatus)
    return open('open-status', 'A status in social care has not ended, so no retention clock runs.');
  const { clocks, unscheduled } = agencyClocks(facts, schedules, now);
  const governing = clocks.reduce<AgencyClock | undefined>(
    (latest, clock) => (latest === undefined || clock.dueAt > latest.dueAt ? clock : latest),
    undefined,
  );
  if (unscheduled.length > 0 || governing === undefined)
    return open('no-schedule', 'An agency that is involved has no retention schedule in force.');
  const kept = stops.keptUntil !== null && stops.keptUntil > governing.dueAt;
  const dueAt = kept ? (stops.keptUntil ?? governing.dueAt) : governing.dueAt;
  const because = kept
    ? { code: 'kept-by-decision', sentence: 'People decided to keep it for longer.', source: OURS }
    : governing.because;
  if (dueAt > now) return { kind: 'kept', until: dueAt, because };
  if (stops.holds.some((hold) => isHolding(hold, now))) {
    const sentence = 'An agency holds the record: nothing of it goes until the hold is lifted.';
    return { kind: 'held', because: { code: 'held', sentence, source: OURS } };
  }
  return { kind: 'due', since: dueAt, because };
}

const OURS = 'our judgement: a hold beats a clock, and people may keep a record for longer';

function open(code: string, sentence: string): RetentionStanding {
  return { kind: 'open', because: { code, sentence, source: 'our judgement: what is not closed is kept' } };
}

/**
 * When the last clock ends, whether or not it has; null while none runs.
 * @unit instant, by the schedules in force at `now`
 * @source our judgement: the latest of all agencies' clocks governs
 */
export function lastClockEnds(
  facts: RetentionFacts,
  schedules: readonly RetentionSchedule[],
  now: Instant,
): Instant | null {
  const standing = retentionStanding(facts, schedules, { holds: [], keptUntil: null }, now);
  if (standing.kind === 'kept') return standing.until;
  return standing.kind === 'due' ? standing.since : null;
}
