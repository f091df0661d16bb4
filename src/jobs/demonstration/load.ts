/**
 * Puts the demonstration into an empty database: three partnerships as their feeds tell them, and a live, invented
 * situation relative to now, told by invented people through the same commands as everybody's. Cut off, it goes on.
 */
import path from 'node:path';
import { programFolder } from '../../config.ts';
import { beginDemonstration, childWithReference, finishDemonstration } from '../../db/demonstration.ts';
import type { Database } from '../../db/transaction.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { feedsOfFolder } from '../../features/imports/folder.ts';
import { beginImport, runImport } from '../../features/imports/run.ts';
import type { ImportSource } from '../../features/imports/table-file.ts';
import { AWAY_NOW } from './away-now.ts';
import { BACK_AGAIN } from './back-again.ts';
import { FOLLOWED_UP } from './followed-up.ts';
import { BOUGHT_SINGLY } from './bought-singly.ts';
import { carryOver, HISTORY_CHILD, historyFrom } from './history/history.ts';
import { IN_SUPPORT } from './in-support.ts';
import { addInterviewers, addPeople, addTermsAndFunding, beginWriting, LOADER, personOf } from './setting-up.ts';
import { tellStory } from './stories.ts';
import { bornYearsAgo, hoursBefore } from './telling.ts';
import { TRIAGED } from './triaged.ts';

/** The partnerships whose feeds the demonstration reads. */
const PARTNERSHIPS = ['oxfordshire-2020-h1', 'croydon-2017', 'birmingham-2015'] as const;

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
  const interviewers = await addInterviewers(database, people, historyFrom(now));
  await addTermsAndFunding(database, people, now);
  for (const story of [...AWAY_NOW, ...BACK_AGAIN, ...IN_SUPPORT, ...FOLLOWED_UP, ...TRIAGED, ...BOUGHT_SINGLY]) await tellStory(database, { ...loading, people }, story);
  await beginWriting(database, people, now);
  onProgress?.('Loading the demonstration: the last two years');
  await database.transaction('job', LOADER, async (tx) => {
    if ((await childWithReference(tx, HISTORY_CHILD)) !== undefined) return;
    await carryOver(tx, { now, rules: loading.rules, interviewers, personOf: (agency, role) => personOf(people, agency, role) });
  });
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
