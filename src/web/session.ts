import { HOUR, type Instant } from '../domain/time/instant.ts';

/** A person as the store of sessions knows them. */
export type Person = {
  readonly userId: number;
  readonly agencyCode: string;
  readonly displayName: string;
  readonly agencyName: string;
  readonly agencyKind: string;
  readonly role: string;
  readonly team: string | null;
  /** Police rank; null for everybody else. */
  readonly rank: string | null;
};

/** Who asks: what the database goes by, and what the page says of them. */
export type SignedIn = Omit<Person, 'userId'> & {
  /** The person's account; null for a system of an agency. */
  readonly userId: number | null;
  /** Why they look, in a word or two; kept with every look. */
  readonly purpose: string;
  readonly requestId: string;
  /** When the request is answered. */
  readonly at: Instant;
  /** When the person last proved who they are; null for a system of an agency. */
  readonly authenticatedAt?: Instant | null;
};

/** A session as it is kept. It holds no case data. */
export type Session = {
  /** SHA-256 of the token in the cookie. */
  readonly tokenHash: Buffer;
  readonly person: Person;
  /** What each form must bring back. */
  readonly csrfToken: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  /** When the person last proved who they are, by every factor asked of them. */
  readonly authenticatedAt: Instant;
  /** How: `password`, `passkey`, `code`, `recovery`, `demonstration`, or `oidc` and what the provider says of it. */
  readonly methods: readonly string[];
};

/** A session about to begin, with what its person will know it by in the list of their sessions. */
export type NewSession = Omit<Session, 'person'> & {
  readonly userId: number;
  /** Network address it begins from. */
  readonly source?: string | null;
  /** Browser and system in a few words. */
  readonly device?: string | null;
};

/** A form that was sent after its session had ended, or before its author had confirmed who they are. */
export type HeldSubmission = {
  /** SHA-256 of the token in the cookie. */
  readonly heldHash: Buffer;
  /** Whose session it was; shown to nobody else. */
  readonly userId: number;
  readonly path: string;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly heldAt: Instant;
};

/** Where sessions are kept. Sessions that are past their limits are still found for a day, so that what was typed can be held for the right person. */
export type SessionStore = {
  /** The session and its person; null when there is none or the account is closed. */
  readonly find: (tokenHash: Buffer) => Promise<Session | null>;
  readonly create: (session: NewSession) => Promise<void>;
  readonly touch: (tokenHash: Buffer, lastSeenAt: Instant) => Promise<void>;
  readonly end: (tokenHash: Buffer) => Promise<void>;
  readonly holdSubmission: (held: HeldSubmission) => Promise<void>;
  /** What was typed, for the person who typed it and nobody else. */
  readonly findHeld: (heldHash: Buffer, userId: number) => Promise<HeldSubmission | null>;
  readonly dropHeld: (held: Pick<HeldSubmission, 'heldHash' | 'userId'>) => Promise<void>;
};

/** A session ends after so long without a request: 15 minutes, in milliseconds. */
export const IDLE_LIMIT = HOUR / 4;

/** A session ends so long after signing in, whatever is done: 12 hours, in milliseconds. */
export const ABSOLUTE_LIMIT = 12 * HOUR;

/** Acts that matter most ask who it is when it was last proved longer ago than this: 5 minutes, in milliseconds. */
export const FRESH_LIMIT = HOUR / 12;

/** What was typed is held for so long: 1 hour, in milliseconds. */
export const HELD_LIMIT = HOUR;

/** Who goes to an identity provider to sign in comes back within 10 minutes, in milliseconds, or begins again. */
export const PROVIDER_LIMIT = HOUR / 6;

/** How a session stands. At the limit itself it has ended. */
export type Standing = 'live' | 'idle too long' | 'too old';

/** Whether a session may still be used. */
export function standingOf(session: Pick<Session, 'createdAt' | 'lastSeenAt'>, now: Instant): Standing {
  if (now - session.createdAt >= ABSOLUTE_LIMIT) return 'too old';
  return now - session.lastSeenAt >= IDLE_LIMIT ? 'idle too long' : 'live';
}

/** Whether this request is worth recording as the last: half a minute or more after the one recorded. */
export function needsTouch(session: Pick<Session, 'lastSeenAt'>, now: Instant): boolean {
  return now - session.lastSeenAt >= 30_000;
}

/** Whether it was proved lately enough who this is. At the limit itself it was not. */
export function isFresh(
  session: Pick<Session, 'authenticatedAt'>,
  now: Instant,
  maxAge: number = FRESH_LIMIT,
): boolean {
  return now - session.authenticatedAt < maxAge;
}
