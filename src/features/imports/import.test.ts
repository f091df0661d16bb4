import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { FEED_NAMES } from '../../domain/feeds/definition.ts';
import { programFolder } from '../../config.ts';
import { verifyRecord } from '../../db/verify.ts';
import { FileRefused } from './table-file.ts';
import { withDatabase } from '../../../test/support/database.ts';
import {
  aChildRow,
  aFile,
  aTellingRow,
  feedText,
  FOUND,
  importFeeds,
  importFiles,
  INTERVIEW,
  NOW,
  ONE_ABSENCE,
  OPERATOR,
  PARTNERSHIP,
} from '../../../test/support/importing.ts';
import { at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { countOf, wholeRecord } from '../../../test/support/whole-record.ts';

test('one absence of one child goes in, with all that follows from it', async (t) => {
  const database = await withDatabase(t);
  const printed = await importFeeds(database, ONE_ABSENCE);
  assert.deepEqual(printed, {
    accepted: { agencies: 3, children: 1, statuses: 1, notifications: 2, interviews: 1, screenings: 1 },
    repeated: { agencies: 0, children: 0, statuses: 0, notifications: 0, interviews: 0, screenings: 0 },
    rejected: [],
    matched: 0,
    review: 0,
  });
  assert.equal(await countOf(database, 'episode'), 1);
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
});

test('an absence keeps its number when a later file of the police gives it another name', async (t) => {
  const database = await withDatabase(t);
  const told = aTellingRow({
    notification_ref: 'C1',
    incident_ref: '',
    reported_by: 'loamshire',
    occurred_at: '2026-03-01T20:10',
  });
  await importFeeds(database, { agencies: PARTNERSHIP, children: [aChildRow()], notifications: [told] });
  const episodes = (): Promise<unknown> =>
    database.read('job', OPERATOR, (tx) => tx.query(sql`select episode_id, episode_key from homeward.episode`));
  assert.deepEqual(await episodes(), [{ episode_id: 1, episode_key: 'C1' }]);
  await importFeeds(database, { notifications: [aTellingRow()] });
  assert.deepEqual(await episodes(), [{ episode_id: 1, episode_key: 'I1' }]);
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
});

test('the same files again change nothing, and every row is counted as repeated', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, ONE_ABSENCE);
  const before = await wholeRecord(database);
  const again = await importFeeds(database, ONE_ABSENCE, at('2026-04-02T12:00Z'));
  assert.deepEqual(again.accepted, {
    agencies: 0,
    children: 0,
    statuses: 0,
    notifications: 0,
    interviews: 0,
    screenings: 0,
  });
  assert.deepEqual(again.repeated, {
    agencies: 3,
    children: 1,
    statuses: 1,
    notifications: 2,
    interviews: 1,
    screenings: 1,
  });
  assert.deepEqual(await wholeRecord(database), before);
});

test('a row typed in another way means the same and is repeated', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, ONE_ABSENCE);
  const again = await importFeeds(database, {
    children: [aChildRow({ forename: ' Wren ' })],
    notifications: [
      aTellingRow({ occurred_at: '2026-03-01T20:00:00Z', reported_at: '2026-03-01T22:00+01:00' }),
      { ...FOUND, distance_miles: '3.50' },
    ],
    interviews: [{ ...INTERVIEW, reasons: 'boredom; wanting-space' }],
  });
  assert.deepEqual(again.accepted, { children: 0, notifications: 0, interviews: 0 });
});

test('rows delivered twice and in any order, with a mark at the start and Windows line ends, give the same record', async (t) => {
  const folder = path.join(programFolder, 'test', 'feeds', 'croydon-2017');
  const texts = FEED_NAMES.map((feed) => ({ feed, text: readFileSync(path.join(folder, `${feed}.csv`), 'utf8') }));
  const plain = await withDatabase(t);
  await importFiles(
    plain,
    texts.map(({ feed, text }) => aFile(feed, text, 65_536)),
    NOW,
    50,
  );
  const messy = await withDatabase(t);
  const printed = await importFiles(
    messy,
    texts.map(({ feed, text }) => aFile(feed, `\uFEFF${shuffledTwice(text)}`, 65_536)),
    NOW,
    40,
  );
  assert.deepEqual(printed.rejected, []);
  assert.deepEqual(printed.accepted, {
    agencies: 6,
    children: 172,
    statuses: 121,
    notifications: 3274,
    interviews: 571,
    screenings: 0,
  });
  assert.deepEqual(printed.repeated, printed.accepted);
  assert.deepEqual(await wholeRecord(messy), await wholeRecord(plain));
  assert.deepEqual((await verifyRecord(messy, FOLD_RULES)).differences, []);
});

/** The rows of a file twice, in an order far from the first, with Windows line ends. */
function shuffledTwice(text: string): string {
  const [header = '', ...rows] = text.trimEnd().split(/\r?\n/);
  const order = (row: string): number =>
    [...row].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
  const twice = [...rows, ...rows].sort((a, b) => order(a) - order(b));
  return `${[header, ...twice].join('\r\n')}\r\n`;
}

test('files that arrive one by one, in the wrong order, end in the same record as all at once', async (t) => {
  const atOnce = await withDatabase(t);
  await importFeeds(atOnce, ONE_ABSENCE);
  const later = await withDatabase(t);
  await importFeeds(later, { agencies: PARTNERSHIP, children: [aChildRow()] });
  await importFeeds(later, { notifications: [FOUND] });
  await importFeeds(later, { notifications: [aTellingRow()], screenings: ONE_ABSENCE.screenings ?? [] });
  await importFeeds(later, { interviews: [INTERVIEW], statuses: ONE_ABSENCE.statuses ?? [] });
  assert.deepEqual(await wholeRecord(later), await wholeRecord(atOnce));
  assert.deepEqual((await verifyRecord(later, FOLD_RULES)).differences, []);
});

test('columns that no feed defines are kept with the entry', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, { agencies: PARTNERSHIP, children: [aChildRow({ nhs_area: 'North' })] });
  const { entries } = (await wholeRecord(database)) as { entries: { places: { otherColumns?: unknown } }[] };
  assert.deepEqual(entries[0]?.places.otherColumns, { nhs_area: 'North' });
});

test('a file that cannot be read refuses the whole run before anything is recorded', async (t) => {
  const database = await withDatabase(t);
  const good = aFile('agencies.csv', feedText('agencies', PARTNERSHIP));
  const latin = aFile('children.csv', Buffer.from(feedText('children', [aChildRow({ forename: 'Zoë' })]), 'latin1'));
  await assert.rejects(
    importFiles(database, [good, latin]),
    (error) => error instanceof FileRefused && /children\.csv cannot be read: it is not in UTF-8/.test(error.message),
  );
  const after = await importFeeds(database, { agencies: PARTNERSHIP });
  assert.equal(after.accepted.agencies, 3);
});
