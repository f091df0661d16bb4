/**
 * Puts the demonstration into an empty database: three partnerships as their feeds tell them, and a live, invented
 * situation relative to now, told by invented people through the same commands as everybody's. Cut off, it goes on.
 */
import path from 'node:path';
import { programFolder } from '../../config.ts';
import { createAccount, listDemonstrationPeople } from '../../db/accounts.ts';
import { appendEntries, reserveChildId } from '../../db/chronology/store.ts';
import { beginDemonstration, childWithReference, finishDemonstration } from '../../db/demonstration.ts';
import { keepInterviewer } from '../../db/interviewers.ts';
import type { Requester } from '../../db/requester.ts';
import type { Database } from '../../db/transaction.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { plusDays } from '../../domain/time/plain-date.ts';
import { feedsOfFolder } from '../../features/imports/folder.ts';
import { beginImport, runImport } from '../../features/imports/run.ts';
import type { ImportSource } from '../../features/imports/table-file.ts';
import { AWAY_NOW } from './away-now.ts';
import { BACK_AGAIN } from './back-again.ts';
import { FOLLOWED_UP } from './followed-up.ts';
import { IN_SUPPORT } from './in-support.ts';
import { INTERVIEWERS } from './interviewers.ts';
import { DEMONSTRATION_PEOPLE } from './people.ts';
import { TRIAGED } from './triaged.ts';
import { bornYearsAgo, hoursBefore, type Step, type Story } from './telling.ts';

/** The partnerships whose feeds the demonstration reads. */
const PARTNERSHIPS = ['oxfordshire-2020-h1', 'croydon-2017', 'birmingham-2015'] as const;
const LOADER: Requester = { userId: null, agencyCode: null, purpose: 'demonstration', requestId: 'demonstration' };

/** What loading needs; `onProgress` is told in a few words what comes next. */
export type Loading = {
  readonly rules: FoldRules;
  readonly now: Instant;
  readonly onProgress?: (words: string) => void;
  /** Aborted when loading should stop; it goes on when Homeward is started again. */
  readonly signal?: AbortSignal;
};

/** Loads the demonstration where the database is empty, or goes on with one that was cut off; returns whether it did. */
export async function loadDemonstration(database: Database, loading: Loading): Promise<boolean> {
  const { now, onProgress } = loading;
  if (!(await database.transaction('job', LOADER, (tx) => beginDemonstration(tx, now)))) return false;
  for (const name of PARTNERSHIPS) {
    onProgress?.(`Loading the demonstration: ${name}`);
    await importAll(database, loading, await feedsOfFolder(path.join(programFolder, 'test', 'feeds', name)));
  }
  onProgress?.('Loading the demonstration: children missing now');
  await importAll(database, loading, [csv('agencies', ['code,kind,name', 'the-limes,placement-provider,The Limes Children’s Home'])]);
  const people = await addPeople(database);
  await addInterviewers(database, now, people);
  for (const story of [...AWAY_NOW, ...BACK_AGAIN, ...IN_SUPPORT, ...FOLLOWED_UP, ...TRIAGED]) await tellStory(database, loading, story, people);
  await importAll(database, loading, [uncertainNotification(now)]);
  await database.transaction('job', LOADER, (tx) => finishDemonstration(tx, now));
  return true;
}

async function importAll(database: Database, { rules, now, signal }: Loading, sources: readonly ImportSource[]): Promise<void> {
  const importId = await beginImport(database, LOADER, now);
  await runImport(database, LOADER, importId, sources, { rules, now, ...(signal === undefined ? {} : { signal }) });
}

/** A feed of a few lines, written here. */
function csv(feed: 'agencies' | 'notifications', lines: readonly string[]): ImportSource {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };
  return { name: `${feed}.csv`, bytes: bytes.length, feed, open };
}

/** A child told of by a name one slip away from two: nobody can be certain which twin it is, so a person decides. */
function uncertainNotification(now: Instant): ImportSource {
  const born = bornYearsAgo(now, 13, 45);
  const [at, told] = [toFeed(hoursBefore(now, 3)), toFeed(hoursBefore(now, 2.5))];
  return csv('notifications', [
    'notification_ref,kind,forename,surname,date_of_birth,occurred_at,reported_at,reported_by,missing_from,missing_from_authority,circumstances',
    `LIMES-22,missing,Ela,Thornley,${born},${at},${told},the-limes,other,oxfordshire,Did not come back from a visit to the cinema with other children of the home.`,
  ]);
}

function toFeed(at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}

/** Identifiers of the invented people, by agency and role. */
async function addPeople(database: Database): Promise<ReadonlyMap<string, number>> {
  return database.transaction('job', LOADER, async (tx) => {
    for (const { agency, role, name, rank } of DEMONSTRATION_PEOPLE) {
      const email = `${name.toLowerCase().replaceAll(' ', '.')}@demonstration.invalid`;
      const account = { agencyCode: agency, role, displayName: name, email, passwordHash: null, demonstration: true };
      await createAccount(tx, { ...account, rank: rank ?? null });
    }
    const people = await listDemonstrationPeople(tx);
    return new Map(people.map(({ agencyCode, role, userId }) => [`${agencyCode} ${role}`, userId]));
  });
}

/** Who interviews, when and where, so that returns can be given to somebody. */
async function addInterviewers(database: Database, now: Instant, people: ReadonlyMap<string, number>): Promise<void> {
  for (const { role, agency, ...person } of INTERVIEWERS) {
    const userId = personOf(people, agency, role);
    const fromOn = plusDays(londonDate(now), -365);
    await database.transaction('job', LOADER, (tx) => keepInterviewer(tx, { ...person, userId, agency, fromOn, untilOn: null }));
  }
}

/** Tells a story step by step, each as the agency that told it then; steps already on record are passed over. */
async function tellStory(database: Database, { rules, now }: Loading, story: Story, people: ReadonlyMap<string, number>): Promise<void> {
  const known = await database.transaction('job', LOADER, (tx) => childWithReference(tx, story.childRef));
  let childId = known?.childId;
  for (const step of story.steps.slice(known?.version ?? 0)) {
    const by = requesterOf(step, people);
    childId = await database.transaction('request', by, async (tx): Promise<number> => {
      const isNew = childId === undefined;
      const ofChild = childId ?? (await reserveChildId(tx));
      const entry = {
        occurredAt: hoursBefore(now, step.hoursAgo),
        sourceKey: step.sourceKey,
        content: step.content(now, (agency, role) => personOf(people, agency, role)),
      };
      const outcome = await appendEntries(tx, by, rules, {
        childId: ofChild,
        expectedVersion: isNew ? 0 : null,
        entries: [entry],
        now: hoursBefore(now, step.toldHoursAgo),
      });
      if (outcome.kind !== 'saved') throw new Error('a step of the demonstration was not saved');
      return ofChild;
    });
  }
}

function personOf(people: ReadonlyMap<string, number>, agency: string, role: Role): number {
  const userId = people.get(`${agency} ${role}`);
  if (userId === undefined) throw new Error(`the demonstration has no ${role} of ${agency}`);
  return userId;
}

function requesterOf(step: Step, people: ReadonlyMap<string, number>): Requester {
  const userId = step.role === null ? null : personOf(people, step.agency, step.role);
  return { userId, agencyCode: step.agency, role: 'agency-system', purpose: 'demonstration', requestId: 'demonstration' };
}
