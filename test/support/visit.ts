/** Visits to the pages as a person makes them: signed in, with cookies, the form token and what links and forms say. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { TestContext } from 'node:test';
import sql from 'sql-template-tag';
import type { FastifyInstance } from 'fastify';
import { features } from '../../src/app.ts';
import { loadConfig, programFolder } from '../../src/config.ts';
import type { Database } from '../../src/db/transaction.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { loadProtocols } from '../../src/protocols.ts';
import { loadRetention } from '../../src/retention.ts';
import type { Services } from '../../src/services.ts';
import { createServer } from '../../src/web/server.ts';
import type { Person } from '../../src/web/session.ts';
import { hashOf } from '../../src/web/tokens.ts';
import { withDatabase } from './database.ts';
import { memorySessions } from './memory-sessions.ts';
import { FOLD_RULES } from './notifications.ts';
import { addAgencies, OPERATOR } from './people.ts';

/** The people of the test partnership, by whom pages are visited. */
export const PEOPLE = {
  council: person('oxfordshire', 'Oxfordshire Council', 'local-authority', 'team-manager', 'Asha Field'),
  neighbour: person('swindon', 'Swindon Council', 'local-authority', 'social-worker', 'Ben Okoro'),
  neighbourManager: person('swindon', 'Swindon Council', 'local-authority', 'team-manager', 'Nora Penn'),
  police: person(
    'thames-valley-police',
    'Thames Valley Police',
    'police',
    'missing-person-coordinator',
    'Carol Hughes',
  ),
  worker: {
    ...person('oxfordshire', 'Oxfordshire Council', 'local-authority', 'social-worker', 'Ewa Lis'),
    team: 'Children looked after',
  },
  governance: person('oxfordshire', 'Oxfordshire Council', 'local-authority', 'information-governance', 'Gita Shah'),
  reader: person('oxfordshire', 'Oxfordshire Council', 'local-authority', 'scrutiny-reader', 'Rhys Owen'),
  director: person('oxfordshire', 'Oxfordshire Council', 'local-authority', 'strategic-lead', 'Dina Shaw'),
  provider: person('streetwise', 'Streetwise', 'interview-provider', 'provider-manager', 'Pia Lund'),
  analyst: person('oxfordshire', 'Oxfordshire Council', 'local-authority', 'analyst', 'Dev Rao'),
} as const;

type WithoutId = Omit<Person, 'userId'>;

function person(
  agencyCode: string,
  agencyName: string,
  agencyKind: string,
  role: string,
  displayName: string,
): WithoutId {
  return { agencyCode, agencyName, agencyKind, role, displayName, team: null, rank: null };
}

/** What a page answered. */
export type Answer = { readonly status: number; readonly body: string; readonly location: string | null };

/** A person's browser without script. */
export type Visitor = {
  readonly userId: number;
  /** The token in the cookie of the session, for a browser. */
  readonly token: string;
  readonly get: (url: string) => Promise<Answer>;
  /** Sends a form with the form token of the session. */
  readonly post: (url: string, fields?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Sends a form as the page's own script does while somebody types. */
  readonly save: (url: string, fields?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Sends files as a form does, the form token first. */
  readonly upload: (url: string, token: string, files: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Sends a form and follows where it leads. */
  readonly send: (url: string, fields?: Readonly<Record<string, string>>) => Promise<Answer & { readonly at: string }>;
};

/** The application on a database of the test's own, at a time that the test sets. */
export type Town = {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly services: Services;
  now: Instant;
  readonly visit: (who: keyof typeof PEOPLE) => Promise<Visitor>;
};

/** Starts the application for a test: real routes, real database, real form tokens. */
export async function openTown(t: TestContext, now: Instant): Promise<Town> {
  const database = await withDatabase(t);
  await addAgencies(database);
  const people: Person[] = [];
  for (const one of Object.values(PEOPLE)) {
    const { user_id: userId } = await database.transaction('job', OPERATOR, (tx) =>
      tx.one<{ user_id: number }>(sql`insert into homeward.user_account (agency_code, display_name, email, role)
        values (${one.agencyCode}, ${one.displayName}, ${`${one.displayName.replaceAll(' ', '.')}@example.org`}, ${one.role}) returning user_id`),
    );
    people.push({ ...one, userId });
  }
  const sessions = memorySessions(people);
  const protocols = loadProtocols(path.join(programFolder, 'protocols'));
  const town: { now: Instant } = { now };
  const services: Services = {
    database,
    config: loadConfig({}),
    protocols,
    retention: loadRetention(path.join(programFolder, 'retention')),
    rules: FOLD_RULES,
    clock: () => town.now,
    demonstration: false,
  };
  const app = await createServer({ sessions, clock: services.clock, log: false });
  for (const { register } of features) await register(app, services);
  t.after(() => app.close());
  const visit = async (who: keyof typeof PEOPLE): Promise<Visitor> => {
    const one = people.find(({ displayName }) => displayName === PEOPLE[who].displayName);
    assert.ok(one);
    const token = randomBytes(32).toString('base64url');
    const csrfToken = randomBytes(32).toString('base64url');
    await sessions.create({
      tokenHash: hashOf(token),
      userId: one.userId,
      csrfToken,
      createdAt: town.now,
      lastSeenAt: town.now,
      authenticatedAt: town.now,
      methods: ['password', 'code'],
    });
    return visitorOf(app, one.userId, token, csrfToken);
  };
  return Object.assign(town, { app, database, services, visit });
}

function visitorOf(app: FastifyInstance, userId: number, session: string, csrfToken: string): Visitor {
  const cookie = `homeward=${session}`;
  const get = async (url: string): Promise<Answer> =>
    answerOf(await app.inject({ method: 'GET', url, headers: { cookie } }));
  const post = async (
    url: string,
    fields: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> =>
    answerOf(
      await app.inject({
        method: 'POST',
        url,
        headers: {
          cookie,
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
        payload: new URLSearchParams({ _csrf: csrfToken, ...fields }).toString(),
      }),
    );
  const send = async (url: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer & { at: string }> => {
    let at = url;
    let answer = await post(url, fields);
    while (answer.location !== null) {
      at = answer.location;
      answer = await get(at);
    }
    return { ...answer, at };
  };
  const save: Visitor['save'] = (url, fields) => post(url, fields, { 'x-homeward-background': 'save' });
  const upload: Visitor['upload'] = async (url, token, files) => {
    const form = new FormData();
    form.append('_csrf', token);
    for (const [name, text] of Object.entries(files))
      form.append('files', new Blob([text], { type: 'text/csv' }), name);
    const encoded = new Response(form);
    const headers = {
      cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': encoded.headers.get('content-type') ?? '',
    };
    return answerOf(
      await app.inject({ method: 'POST', url, headers, payload: Buffer.from(await encoded.arrayBuffer()) }),
    );
  };
  return { userId, token: session, get, post: (url, fields) => post(url, fields), save, upload, send };
}

function answerOf(answer: { statusCode: number; body: string; headers: Record<string, unknown> }): Answer {
  const { location } = answer.headers;
  return { status: answer.statusCode, body: answer.body, location: typeof location === 'string' ? location : null };
}

/** The words of a page as they are read, one space between. */
export function wordsOf(body: string): string {
  const main = body.slice(Math.max(0, body.indexOf('<main')));
  return main
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What was recorded of the looks of one person, in order. */
export async function looksOf(
  town: Town,
  userId: number,
): Promise<{ verb: string; route: string; child_ids: readonly number[] }[]> {
  return town.database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select verb, route, child_ids from homeward.audit_entry where user_id = ${userId} order by audit_id`),
  );
}
