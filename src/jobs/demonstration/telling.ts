/** The words in which the live situation is written: steps of a story, each an entry of a child's chronology. */
import type {
  ChildDetails,
  CorrectableFields,
  EntryContent,
  InterviewRecord,
  Notification,
  PoliceRiskLevel,
  StatusPeriod,
} from '../../domain/chronology/entry.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Role } from '../../domain/access/roles.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { plusDays, type PlainDate } from '../../domain/time/plain-date.ts';

/** One step: when it happened and when it was told, in elapsed hours before now, and by whom. */
export type Step = {
  readonly hoursAgo: number;
  /** Later than it happened, or at once. */
  readonly toldHoursAgo: number;
  readonly agency: string;
  readonly role: Role | null;
  readonly sourceKey: string | null;
  /** Done in the person’s role at that time, where the database asks for it: a request to a provider, and its answer. */
  readonly asRole?: true;
  readonly content: (now: Instant, personOf: PersonOf) => EntryContent;
};

/** The account of one of the invented people. */
export type PersonOf = (agency: string, role: Role) => number;

/** A child of the situation: how old, who is responsible, and what happened, first things first. */
export type Story = { readonly childRef: string; readonly steps: readonly Step[] };

const KINDS: Readonly<Record<string, AgencyKind>> = {
  'thames-valley-police': 'police',
  'metropolitan-police': 'police',
  'west-midlands-police': 'police',
  'the-limes': 'placement-provider',
};

/** The instant some hours before now, on the minute. */
export function hoursBefore(now: Instant, hours: number): Instant {
  return instant(Math.floor((now - hours * 3_600_000) / 60_000) * 60_000);
}

/** The day on which somebody of this age was born, some days before the birthday that is to come. */
export function bornYearsAgo(now: Instant, years: number, daysToBirthday: number): PlainDate {
  const birthday = plusDays(londonDate(now), daysToBirthday);
  const year = Number(birthday.slice(0, 4)) - years - 1;
  return `${year}${birthday.endsWith('-02-29') ? '-02-28' : birthday.slice(4)}` as PlainDate;
}

/** A child known to an authority for a year. */
export function knownChild(
  details: Pick<ChildDetails, 'forename' | 'surname' | 'sex' | 'ethnicity' | 'homePostcode'> & {
    readonly childRef: string;
    readonly policeRef: string;
    readonly authority: string;
    readonly age: number;
    readonly daysToBirthday: number;
  },
): Step {
  const { authority, age, daysToBirthday, ...rest } = details;
  return {
    hoursAgo: 24 * 365,
    toldHoursAgo: 24 * 365,
    agency: authority,
    role: null,
    sourceKey: `child:${details.childRef}`,
    content: (now) => ({
      kind: 'child-recorded',
      details: { ...rest, dateOfBirth: bornYearsAgo(now, age, daysToBirthday), responsibleAuthority: authority },
    }),
  };
}

/** A status in social care, for some days until today and on. */
export function status(authority: string, kind: StatusPeriod['status'], daysAgo: number): Step {
  return {
    hoursAgo: 24 * daysAgo,
    toldHoursAgo: Math.min(24 * daysAgo, 24 * 364),
    agency: authority,
    role: null,
    sourceKey: null,
    content: (now) => ({
      kind: 'status-recorded',
      period: { status: kind, fromOn: plusDays(londonDate(now), -daysAgo), toOn: null },
    }),
  };
}

/** What a notification says, as stories write it. */
export type NewNotification = Omit<Notification, 'occurredAt' | 'reportedAt' | 'reportedByKind'>;

/** What an agency told: by default at once, and of a child missing. */
export function notified(
  told: Partial<Omit<Notification, 'occurredAt' | 'reportedAt' | 'reportedByKind'>> & {
    readonly notificationRef: string;
    readonly reportedBy: string;
    readonly hoursAgo: number;
    readonly toldHoursAgo?: number;
    readonly role?: Role;
  },
): Step {
  const { hoursAgo, toldHoursAgo = hoursAgo, role = null, ...said } = told;
  return {
    hoursAgo,
    toldHoursAgo,
    agency: said.reportedBy,
    role,
    sourceKey: `notification:${said.notificationRef}`,
    content: (now) => ({
      kind: 'notification-received',
      notification: {
        kind: 'missing',
        incidentRef: null,
        occurredAt: hoursBefore(now, hoursAgo),
        reportedAt: hoursBefore(now, toldHoursAgo),
        reportedByKind: KINDS[said.reportedBy] ?? 'local-authority',
        missingFrom: null,
        missingFromPostcode: null,
        missingFromAuthority: null,
        policingArea: null,
        risk: null,
        foundPostcode: null,
        distanceMiles: null,
        returnedBy: null,
        circumstances: null,
        ...said,
      },
    }),
  };
}

/** A return interview, as far as it has come. Times in hours ago. */
export function interviewed(
  said: Partial<Omit<InterviewRecord, 'offeredAt' | 'completedAt' | 'sharedWithPoliceAt'>> & {
    readonly interviewRef: string;
    readonly incidentRefs: readonly string[];
    readonly by: string;
    readonly role: Role;
    readonly offeredHoursAgo: number;
    readonly completedHoursAgo?: number;
    readonly sharedHoursAgo?: number;
  },
): Step {
  const { by, role, offeredHoursAgo, completedHoursAgo, sharedHoursAgo, ...rest } = said;
  const last = sharedHoursAgo ?? completedHoursAgo ?? offeredHoursAgo;
  return {
    hoursAgo: completedHoursAgo ?? offeredHoursAgo,
    toldHoursAgo: last,
    agency: by,
    role,
    sourceKey: null,
    content: (now) => ({
      kind: 'interview-recorded',
      interview: {
        offerOutcome: 'accepted',
        allocatedTo: null,
        independent: completedHoursAgo === undefined ? null : true,
        reasons: [],
        ...rest,
        offeredAt: hoursBefore(now, offeredHoursAgo),
        completedAt: completedHoursAgo === undefined ? null : hoursBefore(now, completedHoursAgo),
        sharedWithPoliceAt: sharedHoursAgo === undefined ? null : hoursBefore(now, sharedHoursAgo),
      },
    }),
  };
}

/** An act of somebody, told at once. */
export function acted(by: string, role: Role, hoursAgo: number, content: EntryContent | Step['content']): Step {
  return {
    hoursAgo,
    toldHoursAgo: hoursAgo,
    agency: by,
    role,
    sourceKey: null,
    content: typeof content === 'function' ? content : () => content,
  };
}

/** The police's review of an open episode. */
export function reviewed(by: string, role: Role, hoursAgo: number, episodeKey: string, risk: PoliceRiskLevel, rationale: string): Step {
  return {
    hoursAgo,
    toldHoursAgo: hoursAgo,
    agency: by,
    role,
    sourceKey: null,
    content: () => ({ kind: 'review-recorded', episodeKey, risk, rationale }),
  };
}

/** A correction of what was told. */
export function corrected(
  by: string,
  role: Role,
  hoursAgo: number,
  notificationRef: string,
  change: (now: Instant) => { readonly was: CorrectableFields; readonly now: CorrectableFields },
  why: string,
): Step {
  return {
    hoursAgo,
    toldHoursAgo: hoursAgo,
    agency: by,
    role,
    sourceKey: null,
    content: (now) => ({ kind: 'notification-corrected', notificationRef, ...change(now), why }),
  };
}
