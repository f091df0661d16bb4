/** A partnership whose record differs in one hidden address alone, for the tests that nothing shows it. */
import type { TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createAccount } from '../../src/db/accounts.ts';
import { appendEntries } from '../../src/db/chronology/store.ts';
import { receiveNotifications, type SentNotification } from '../../src/db/imports/receive.ts';
import { sessionsIn } from '../../src/db/sessions.ts';
import type { Database } from '../../src/db/transaction.ts';
import type { Role } from '../../src/domain/access/roles.ts';
import type { EntryContent } from '../../src/domain/chronology/entry.ts';
import type { FeedName } from '../../src/domain/feeds/definition.ts';
import { beginImport, runImport } from '../../src/features/imports/run.ts';
import { hashOf } from '../../src/web/tokens.ts';
import { browserOf, type Browser } from './cookie-jar.ts';
import { withDatabase } from './database.ts';
import { aFile, feedText, type Feeds } from './importing.ts';
import { at, FOLD_RULES } from './notifications.ts';
import { addAgencies, OPERATOR, requesterOf } from './people.ts';

/** Where a child lives, and what follows from it. */
export type Whereabouts = {
  readonly line: string;
  readonly district: string;
  readonly postcode: string;
  readonly foundPostcode: string;
  readonly miles: string;
};

/** One person's browser, with the form token of the session. */
export type Reader = { readonly name: string; readonly browser: Browser; readonly token: string };

/** The application on a database of its own, with the child whose address is hidden. */
export type HiddenTown = {
  readonly app: Awaited<ReturnType<typeof buildApp>>;
  readonly database: Database;
  /** Everything that was logged, line by line. */
  readonly logged: string[];
  readonly childId: number;
  readonly otherChildId: number;
  readonly readers: readonly Reader[];
  /** Tells of the child again, as agencies do, after the address was hidden. */
  readonly tellMore: () => Promise<readonly unknown[]>;
};

/** Who reads: people who may not see the address, involved with the child and not. */
const READERS: readonly (readonly [agency: string, role: Role])[] = [
  ['oxfordshire', 'social-worker'],
  ['oxfordshire', 'team-manager'],
  ['oxfordshire', 'strategic-lead'],
  ['oxfordshire', 'analyst'],
  ['oxfordshire', 'scrutiny-reader'],
  ['oxfordshire', 'information-governance'],
  ['oxfordshire', 'agency-administrator'],
  ['thames-valley-police', 'missing-person-coordinator'],
  ['thames-valley-police', 'duty-inspector'],
  ['thames-valley-police', 'call-taker'],
  ['swindon', 'team-manager'],
  ['streetwise', 'interviewer'],
  ['streetwise', 'provider-manager'],
];

const NOW = at('2026-03-10T09:00Z');
const BORN = '2012-06-15';

/** Opens the town; the same calls give the same identifiers. */
export async function openHiddenTown(t: TestContext, where: Whereabouts): Promise<HiddenTown> {
  const database = await withDatabase(t);
  await addAgencies(database);
  // The audit keeps the time of the database, which is shown to whoever asks who looked: here it is that of the town.
  await database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`alter table homeward.audit_entry alter column at set default homeward.present_instant()`),
  );
  const logged: string[] = [];
  const config = { ...loadConfig({}), demonstration: false };
  const log = { write: (line: string) => void logged.push(line) };
  const app = await buildApp({ database, config, clock: () => NOW, log });
  t.after(() => app.close());
  const readers: Reader[] = [];
  for (const [index, [agencyCode, role]] of READERS.entries()) {
    const name = `${role} of ${agencyCode}`;
    const email = `reader${index}@example.org`;
    const account = { agencyCode, role, displayName: `Reader ${index}`, email, passwordHash: null };
    const userId = await database.transaction('job', OPERATOR, (tx) => createAccount(tx, account));
    if (userId === undefined) throw new Error('the account was not made');
    const [session, token] = [`session-of-reader-${index}`.padEnd(43, 'x'), `token-of-reader-${index}`.padEnd(43, 'x')];
    await sessionsIn(database).create({
      tokenHash: hashOf(session),
      userId,
      csrfToken: token,
      methods: ['password', 'code'],
      createdAt: NOW,
      lastSeenAt: NOW,
      authenticatedAt: NOW,
    });
    const browser = browserOf(app);
    browser.cookies.set('homeward', session);
    readers.push({ name, browser, token });
  }
  await importAs(database, null, feedsOf(where));
  const { childId, otherChildId } = await database.read('job', OPERATOR, (tx) =>
    tx.one<{ childId: number; otherChildId: number }>(sql`
      select (select child_id from homeward.child where child_ref = 'OX1') as "childId",
        (select child_id from homeward.child where child_ref = 'OX2') as "otherChildId"`),
  );
  await correct(database, childId, where);
  const tell = (rows: readonly SentNotification[], agency = 'thames-valley-police') =>
    receiveNotifications(database, requesterOf(agency), rows, { rules: FOLD_RULES, now: NOW, route: 'test' });
  // Nobody knows of whom this tells: a child of another name, born on the same day, living at the same address.
  await tell([uncertain(where)]);
  await importAs(database, 'oxfordshire', { notifications: [rejectedRow(where)] }, 'first.csv');
  const worker = readers[0];
  const hidden = await worker?.browser.post(
    `/children/${childId}/address/new`,
    { kind: 'home', class: 'hidden', lines: `${where.line}\n${where.district}`, postcode: where.postcode },
    { token: worker.token },
  );
  if (hidden?.statusCode !== 303) throw new Error(`the address was not hidden: ${hidden?.statusCode} ${hidden?.body}`);
  const tellMore = async (): Promise<readonly unknown[]> => {
    const later = telling(where, { ref: 'H-5', kind: 'missing', incident: 'HI-3', at: '2026-03-10T01:00' });
    const answers = await tell([
      later,
      later,
      telling(where, { ref: 'H-1', kind: 'missing', incident: 'HI-1', at: '2026-03-01T20:00' }),
    ]);
    const waiting = await tell([{ ...uncertain(where), notification_ref: 'U-2' }]);
    const results = [
      await importAs(database, 'oxfordshire', { notifications: [rejectedRow(where)] }, 'second.csv'),
      await importAs(database, null, feedsOf(where)),
    ];
    return [...answers, ...waiting, ...results];
  };
  return { app, database, logged, childId, otherChildId, readers, tellMore };
}

async function importAs(database: Database, agency: string | null, feeds: Feeds, _name?: string): Promise<unknown> {
  const by = requesterOf(agency);
  const files = Object.entries(feeds).map(([feed, rows]) => aFile(`${feed}.csv`, feedText(feed as FeedName, rows)));
  const importId = await beginImport(database, by, NOW);
  return (await runImport(database, by, importId, files, { rules: FOLD_RULES, now: NOW })).result;
}

function feedsOf(where: Whereabouts): Feeds {
  const child = (ref: string, forename: string, home: string) => ({
    child_ref: ref,
    police_ref: `P-${ref}`,
    forename,
    surname: 'Marsh',
    date_of_birth: BORN,
    sex: 'F',
    ethnicity: 'WBRI',
    home_postcode: home,
    responsible_authority: 'oxfordshire',
    lives_at: `${home} ${forename === 'Ada' ? where.line : 'Somewhere else'}`,
  });
  return {
    children: [child('OX1', 'Ada', where.postcode), child('OX2', 'Bea', 'LS1 4AP')],
    statuses: [{ child_ref: 'OX1', status: 'child-protection', from: '2020-01-01' }],
    notifications: [
      telling(where, { ref: 'H-1', kind: 'missing', incident: 'HI-1', at: '2026-03-01T20:00' }),
      telling(where, { ref: 'H-2', kind: 'found', incident: 'HI-1', at: '2026-03-02T08:00' }),
      telling(where, { ref: 'H-3', kind: 'missing', incident: 'HI-2', at: '2026-03-05T20:00' }),
      telling(where, { ref: 'H-4', kind: 'found', incident: 'HI-2', at: '2026-03-06T20:00' }),
      {
        ...telling(where, { ref: 'B-1', kind: 'missing', incident: 'BI-1', at: '2026-03-09T20:00' }),
        child_ref: 'OX2',
        missing_from_postcode: 'LS1 4AP',
        circumstances: 'Left the house at night.',
      },
    ],
    interviews: [
      {
        interview_ref: 'V1',
        child_ref: 'OX1',
        incident_refs: 'HI-1',
        offered_at: '2026-03-02T10:00',
        offer_outcome: 'accepted',
        allocated_to: 'streetwise',
        completed_at: '2026-03-03T10:00',
        independent: 'yes',
        reasons: 'boredom',
      },
    ],
    screenings: [
      {
        child_ref: 'OX1',
        tool: 'child-exploitation',
        completed_on: '2026-02-01',
        outcome: `low, seen at ${where.line}`,
      },
    ],
  };
}

function telling(
  where: Whereabouts,
  told: { ref: string; kind: 'missing' | 'found'; incident: string; at: string },
): Record<string, string> {
  const found = told.kind === 'found';
  return {
    notification_ref: told.ref,
    kind: told.kind,
    incident_ref: told.incident,
    child_ref: 'OX1',
    occurred_at: told.at,
    reported_by: 'thames-valley-police',
    missing_from: 'home',
    missing_from_postcode: where.postcode,
    missing_from_authority: 'oxfordshire',
    policing_area: 'city',
    risk: found ? '' : 'medium',
    found_postcode: found ? where.foundPostcode : '',
    distance_miles: found ? where.miles : '',
    returned_by: found ? `aunt at ${where.line}` : '',
    circumstances: `Left ${where.line}, ${where.district}, ${where.postcode.toLowerCase().replace(' ', '')} at night.`,
  };
}

/** Rejected, because it says no kind; it names the child and the address. */
function rejectedRow(where: Whereabouts): Record<string, string> {
  return {
    ...telling(where, { ref: 'R-1', kind: 'missing', incident: 'HI-9', at: '2026-03-08T20:00' }),
    kind: 'gone',
    reported_by: 'oxfordshire',
  };
}

function uncertain(where: Whereabouts): Record<string, string> {
  const told = telling(where, { ref: 'U-1', kind: 'missing', incident: 'UI-1', at: '2026-03-07T20:00' });
  return { ...told, child_ref: '', forename: 'Adeline', surname: 'Marsh', date_of_birth: BORN };
}

async function correct(database: Database, childId: number, where: Whereabouts): Promise<void> {
  const by = requesterOf('oxfordshire');
  const contents: EntryContent[] = [
    {
      kind: 'notification-corrected',
      notificationRef: 'H-4',
      was: {
        foundPostcode: where.foundPostcode,
        distanceMiles: Number(where.miles),
        returnedBy: `aunt at ${where.line}`,
      },
      now: { foundPostcode: where.postcode, distanceMiles: 0, returnedBy: `mother, ${where.line}` },
      why: `The child was found at home, ${where.line}, ${where.postcode}`,
    },
    {
      kind: 'review-recorded',
      episodeKey: 'HI-1',
      risk: 'high',
      rationale: `Visited ${where.line}, ${where.district}`,
    },
    {
      kind: 'letter-sent',
      letterRef: 'L-1',
      episodeKey: 'HI-1',
      to: 'parent-or-carer',
      relation: 'mother',
      form: 'plain',
      way: 'by-hand',
      words: { name: `Mara Marsh, ${where.line}`, letter: `We can come to ${where.line}, ${where.postcode}.` },
    },
  ];
  await database.transaction('request', by, (tx) =>
    appendEntries(tx, by, FOLD_RULES, {
      childId,
      expectedVersion: null,
      entries: contents.map((content) => ({ occurredAt: NOW, sourceKey: null, content })),
      now: NOW,
    }),
  );
}
