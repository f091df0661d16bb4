/** Sessions, which say nothing of a child, and what was typed when one ended, which may: it is its author's alone. */
import sql from 'sql-template-tag';
import { plusHours, toIso, type Instant } from '../domain/time/instant.ts';
import type { Requester } from './requester.ts';
import type { Database } from './transaction.ts';

/** Sessions are found for so long after their last request, so that what was typed is held for the right person: a day. */
const FOUND_FOR_HOURS = 24;
/** A held form is thrown away after so long, whoever did not come back for it. */
const HELD_FOR_HOURS = 1;

/** Nobody yet: these rows are read before it is known who asks. */
const BEFORE_ANYONE: Requester = { userId: null, agencyCode: null, purpose: 'sign-in', requestId: 'sign-in' };

type SessionRow = {
  user_id: number;
  agency_code: string;
  display_name: string;
  agency_name: string;
  agency_kind: string;
  role: string;
  team: string | null;
  rank: string | null;
  csrf_token: string;
  created_at: number;
  last_seen_at: number;
  authenticated_at: number;
  methods: string[];
};

/** A person as a session names them. */
type Person = {
  userId: number;
  agencyCode: string;
  displayName: string;
  agencyName: string;
  agencyKind: string;
  role: string;
  team: string | null;
  rank: string | null;
};
type Session = {
  tokenHash: Buffer;
  person: Person;
  csrfToken: string;
  createdAt: Instant;
  lastSeenAt: Instant;
  authenticatedAt: Instant;
  methods: readonly string[];
};
type NewSession = {
  readonly tokenHash: Buffer;
  readonly userId: number;
  readonly csrfToken: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly authenticatedAt: Instant;
  readonly methods: readonly string[];
  readonly source?: string | null;
  readonly device?: string | null;
};
type Held = {
  readonly heldHash: Buffer;
  readonly userId: number;
  readonly path: string;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly heldAt: Instant;
};

/** The store of sessions that the web layer asks for. A closed account has no session from its next request on. */
export type StoredSessions = {
  find(tokenHash: Buffer): Promise<Session | null>;
  create(session: NewSession): Promise<void>;
  touch(tokenHash: Buffer, lastSeenAt: Instant): Promise<void>;
  end(tokenHash: Buffer): Promise<void>;
  holdSubmission(held: Held): Promise<void>;
  findHeld(heldHash: Buffer, userId: number): Promise<Held | null>;
  dropHeld(held: Pick<Held, 'heldHash' | 'userId'>): Promise<void>;
};

/** Keeps sessions in this database. */
export function sessionsIn(database: Database): StoredSessions {
  type Work<T> = Parameters<typeof database.transaction<T>>[2];
  const run = <T>(work: Work<T>): Promise<T> => database.transaction('request', BEFORE_ANYONE, work);
  const runAs = <T>(userId: number, work: Work<T>): Promise<T> =>
    database.transaction('request', { ...BEFORE_ANYONE, userId }, work);
  return {
    find: async (tokenHash) => {
      const [row] = await database.ask<SessionRow>(
        'request',
        sql`select u.user_id, u.agency_code, u.display_name, a.name as agency_name, a.kind as agency_kind, u.role, u.team, u.rank, s.csrf_token,
            (extract(epoch from s.created_at) * 1000)::float8 as created_at, (extract(epoch from s.last_seen_at) * 1000)::float8 as last_seen_at,
            (extract(epoch from s.authenticated_at) * 1000)::float8 as authenticated_at, s.methods
          from homeward.session s
          join homeward.user_account u on u.user_id = s.user_id and u.disabled_at is null
          join homeward.agency a on a.code = u.agency_code
          where s.token_hash = ${tokenHash}`,
      );
      return row ? toSession(tokenHash, row) : null;
    },
    create: (session) =>
      run(async (tx) => {
        await tx.query(
          sql`delete from homeward.session where last_seen_at < ${toIso(plusHours(session.createdAt, -FOUND_FOR_HOURS))}`,
        );
        await tx.query(
          sql`insert into homeward.session (token_hash, user_id, csrf_token, created_at, last_seen_at, authenticated_at, methods, source, device)
            values (${session.tokenHash}, ${session.userId}, ${session.csrfToken}, ${toIso(session.createdAt)}, ${toIso(session.lastSeenAt)},
              ${toIso(session.authenticatedAt)}, ${session.methods}::text[], ${session.source ?? null}, ${session.device ?? null})`,
        );
      }),
    touch: (tokenHash, lastSeenAt) =>
      run(async (tx) => {
        await tx.query(
          sql`update homeward.session set last_seen_at = ${toIso(lastSeenAt)} where token_hash = ${tokenHash} and last_seen_at < ${toIso(lastSeenAt)}`,
        );
      }),
    end: (tokenHash) =>
      run(async (tx) => {
        await tx.query(sql`delete from homeward.session where token_hash = ${tokenHash}`);
      }),
    holdSubmission: (held) =>
      runAs(held.userId, async (tx) => {
        await tx.query(sql`select homeward.forget_held_before(${toIso(plusHours(held.heldAt, -HELD_FOR_HOURS))})`);
        await tx.query(
          sql`insert into homeward.held_submission (held_hash, user_id, path, fields, held_at)
            values (${held.heldHash}, ${held.userId}, ${held.path}, ${JSON.stringify(held.fields)}::jsonb, ${toIso(held.heldAt)})`,
        );
      }),
    findHeld: (heldHash, userId) =>
      runAs(userId, async (tx) => {
        const row = await tx.maybeOne<{ user_id: number; path: string; fields: Held['fields']; held_at: number }>(
          sql`select user_id, path, fields, (extract(epoch from held_at) * 1000)::float8 as held_at
            from homeward.held_submission where held_hash = ${heldHash}`,
        );
        return row
          ? { heldHash, userId: row.user_id, path: row.path, fields: row.fields, heldAt: row.held_at as Instant }
          : null;
      }),
    dropHeld: ({ heldHash, userId }) =>
      runAs(userId, async (tx) => {
        await tx.query(sql`delete from homeward.held_submission where held_hash = ${heldHash}`);
      }),
  };
}

function toSession(tokenHash: Buffer, row: SessionRow): Session {
  return {
    tokenHash,
    person: {
      userId: row.user_id,
      agencyCode: row.agency_code,
      displayName: row.display_name,
      agencyName: row.agency_name,
      agencyKind: row.agency_kind,
      role: row.role,
      team: row.team,
      rank: row.rank,
    },
    csrfToken: row.csrf_token,
    createdAt: row.created_at as Instant,
    lastSeenAt: row.last_seen_at as Instant,
    authenticatedAt: row.authenticated_at as Instant,
    methods: row.methods,
  };
}
