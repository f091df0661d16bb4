/** The whole application on a database of the test's own, with real sessions and accounts, at a time that the test sets. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../src/app.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import { createAccount, type NewAccount } from '../../src/db/accounts.ts';
import { setOneTimeCode } from '../../src/db/second-factors.ts';
import { sessionsIn } from '../../src/db/sessions.ts';
import type { Database } from '../../src/db/transaction.ts';
import type { Role } from '../../src/domain/access/roles.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import { newCodeKey } from '../../src/second-factor/one-time-code.ts';
import { sealingIn } from '../../src/second-factor/sealing.ts';
import { hashOf, newToken } from '../../src/web/tokens.ts';
import { browserOf, type Browser } from './cookie-jar.ts';
import { withDatabase } from './database.ts';
import { at } from './notifications.ts';
import { codeOf } from './authenticator.ts';
import { addAgencies, OPERATOR, requesterOf } from './people.ts';

/** The application, its database and its clock. */
export type Front = {
  readonly app: FastifyInstance;
  readonly database: Database;
  /** Where the application keeps its keys. */
  readonly dataFolder: string;
  now: Instant;
  /** Makes an account; returns its identifier. */
  readonly addPerson: (agencyCode: string, role: Role, changes?: Partial<NewAccount>) => Promise<number>;
  /** A browser in which a person is signed in, and the form token of the session. */
  readonly signedIn: (userId: number) => Promise<{ browser: Browser; token: string }>;
  /** Gives an account an authenticator app; returns what shows its code at the time of the front. */
  readonly giveApp: (userId: number) => Promise<() => string>;
};

/** Opens the application as `npm start` does, but for the demonstration unless asked for. */
export async function openFront(t: TestContext, config: Partial<Config> = {}): Promise<Front> {
  const database = await withDatabase(t);
  await addAgencies(database);
  const front = { now: at('2026-03-10T09:00Z') };
  const settings = {
    ...loadConfig({}),
    dataFolder: mkdtempSync(path.join(os.tmpdir(), 'homeward-front-')),
    demonstration: false,
    ...config,
  };
  const app = await buildApp({ database, config: settings, clock: () => front.now, log: false });
  t.after(async () => {
    await app.close();
    rmSync(settings.dataFolder, { recursive: true, force: true });
  });
  let people = 0;
  const addPerson: Front['addPerson'] = async (agencyCode, role, changes = {}) => {
    people += 1;
    const account = {
      agencyCode,
      role,
      displayName: `Person ${people}`,
      email: `person${people}@example.org`,
      passwordHash: null,
      ...changes,
    };
    const userId = await database.transaction('job', OPERATOR, (tx) => createAccount(tx, account));
    if (userId === undefined) throw new Error('the address has an account already');
    return userId;
  };
  const signedIn: Front['signedIn'] = async (userId) => {
    const [session, token] = [newToken(), newToken()];
    const times = { createdAt: front.now, lastSeenAt: front.now, authenticatedAt: front.now };
    await sessionsIn(database).create({
      tokenHash: hashOf(session),
      userId,
      csrfToken: token,
      methods: ['password', 'code'],
      ...times,
    });
    const browser = browserOf(app);
    browser.cookies.set('homeward', session);
    return { browser, token };
  };
  const giveApp: Front['giveApp'] = async (userId) => {
    const key = newCodeKey();
    const sealed = sealingIn(settings).seal(key, String(userId));
    await database.transaction('request', requesterOf(null, userId), (tx) =>
      setOneTimeCode(tx, userId, sealed, 0, front.now),
    );
    return () => codeOf(key, front.now);
  };
  return Object.assign(front, { app, database, dataFolder: settings.dataFolder, addPerson, signedIn, giveApp });
}
