import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { programFolder } from '../../config.ts';
import { verifyRecord } from '../../db/verify.ts';
import { FEED_NAMES } from '../../domain/feeds/definition.ts';
import { withDatabase } from '../../../test/support/database.ts';
import {
  aChildRow,
  aFile,
  aTellingRow,
  feedText,
  importFeeds,
  importFiles,
  NOW,
  PARTNERSHIP,
  type Feeds,
} from '../../../test/support/importing.ts';
import { at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { countOf, wholeRecord } from '../../../test/support/whole-record.ts';
import { FileRefused } from './table-file.ts';

const found = aTellingRow({
  notification_ref: 'N2',
  kind: 'found',
  occurred_at: '2026-03-02T08:00',
  reported_at: '2026-03-02T08:30',
  distance_miles: '3.5',
});
const interview = {
  interview_ref: 'V1',
  child_ref: 'L1',
  incident_refs: 'I1',
  offered_at: '2026-03-02T10:00',
  offer_outcome: 'accepted',
  allocated_to: 'listeners',
  completed_at: '2026-03-03T10:00',
  independent: 'yes',
  reasons: 'wanting-space;boredom',
};
const ONE_ABSENCE: Feeds = {
  agencies: PARTNERSHIP,
  children: [aChildRow()],
  statuses: [{ child_ref: 'L1', status: 'looked-after', from: '2020-01-01' }],
  notifications: [aTellingRow(), found],
  interviews: [interview],
  screenings: [{ child_ref: 'L1', tool: 'child-exploitation', completed_on: '2026-02-01', outcome: 'low' }],
};

/** What was rejected, as feed, line and the first words of the reason. */
function lines(printed: Awaited<ReturnType<typeof importFeeds>>): string[] {
  return printed.rejected.map(({ feed, line, ref }) => `${feed} ${line} ${ref}`);
}

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
      { ...found, distance_miles: '3.50' },
    ],
    interviews: [{ ...interview, reasons: 'boredom; wanting-space' }],
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
  await importFeeds(later, { notifications: [found] });
  await importFeeds(later, { notifications: [aTellingRow()], screenings: ONE_ABSENCE.screenings ?? [] });
  await importFeeds(later, { interviews: [interview], statuses: ONE_ABSENCE.statuses ?? [] });
  assert.deepEqual(await wholeRecord(later), await wholeRecord(atOnce));
  assert.deepEqual((await verifyRecord(later, FOLD_RULES)).differences, []);
});

test('exactly the rows that say what cannot be are rejected, each with its line', async (t) => {
  const database = await withDatabase(t);
  const printed = await importFeeds(database, {
    agencies: [...PARTNERSHIP, { code: 'x', kind: 'scouts', name: 'Scouts' }],
    children: [
      aChildRow(),
      aChildRow({ child_ref: 'L2', police_ref: '', date_of_birth: '2026-04-02' }),
      aChildRow({ child_ref: 'L3', police_ref: '', responsible_authority: 'nowhere' }),
      aChildRow({ child_ref: 'L4', police_ref: '', forename: '' }),
      aChildRow({ child_ref: 'L5', police_ref: 'P1' }),
      aChildRow({ child_ref: 'L6', police_ref: '', ethnicity: 'WHITE' }),
    ],
    statuses: [
      { child_ref: 'L1', status: 'looked-after', from: '2020-01-01', to: '2030-01-01' },
      { child_ref: 'L1', status: 'early-help', from: '2020-01-02', to: '2020-01-01' },
      { child_ref: 'L9', status: 'early-help', from: '2020-01-02' },
      { child_ref: 'L1', status: 'early-help', from: '2026-04-02' },
    ],
    notifications: [
      aTellingRow(),
      found,
      aTellingRow({ notification_ref: 'N3', occurred_at: '2026-04-01T13:00+01:01', reported_at: '' }),
      aTellingRow({ notification_ref: 'N4', occurred_at: '2026-04-01T13:01', reported_at: '' }),
      aTellingRow({ notification_ref: 'N5', kind: 'found', occurred_at: '2026-03-01T19:59', reported_at: '' }),
      aTellingRow({ notification_ref: 'N6', reported_at: '2026-03-01T19:59' }),
      aTellingRow({ notification_ref: 'N7', child_ref: 'L99', police_ref: 'P1' }),
      aTellingRow({ notification_ref: 'N8', reported_by: 'nobody' }),
      aTellingRow({ notification_ref: 'N9', distance_miles: '-1' }),
      aTellingRow({ notification_ref: 'N10', date_of_birth: '2026-03-02' }),
      aTellingRow({ notification_ref: 'N11', occurred_at: '2026-03-29T01:30', reported_at: '' }),
      aTellingRow({ notification_ref: 'N12', child_ref: '' }),
      aTellingRow({ notification_ref: '', kind: 'lost' }),
    ],
    interviews: [
      interview,
      { ...interview, interview_ref: 'V2', incident_refs: 'I1;I77' },
      { ...interview, interview_ref: 'V3', offered_at: '', completed_at: '2026-03-01T19:59' },
      { ...interview, interview_ref: 'V4', completed_at: '2026-03-02T09:59' },
      { ...interview, interview_ref: 'V5', shared_with_police_at: '2026-03-03T09:59' },
      { ...interview, interview_ref: 'V6', child_ref: 'L98' },
      { ...interview, interview_ref: 'V7', allocated_to: 'nobody' },
      { ...interview, interview_ref: 'V8', incident_refs: '' },
    ],
    screenings: [
      { child_ref: 'L1', tool: 'child-exploitation', completed_on: '2026-04-01' },
      { child_ref: 'L1', tool: 'child-exploitation', completed_on: '2026-04-02' },
    ],
  });
  assert.deepEqual(lines(printed), [
    'agencies 5 x',
    'children 3 L2',
    'children 4 L3',
    'children 5 L4',
    'children 6 L5',
    'children 7 L6',
    'statuses 3 L1',
    'statuses 4 L9',
    'statuses 5 L1',
    'notifications 5 N4',
    'notifications 6 N5',
    'notifications 7 N6',
    'notifications 8 N7',
    'notifications 9 N8',
    'notifications 10 N9',
    'notifications 11 N10',
    'notifications 12 N11',
    'notifications 13 N12',
    'notifications 14 null',
    'interviews 3 V2',
    'interviews 4 V3',
    'interviews 5 V4',
    'interviews 6 V5',
    'interviews 7 V6',
    'interviews 8 V7',
    'interviews 9 V8',
    'screenings 3 L1',
  ]);
  for (const { reason } of printed.rejected) assert.match(reason, /[;,.] .*\.$/, reason);
  assert.equal(printed.accepted.notifications, 3);
  assert.equal(await countOf(database, 'child'), 1);
});

test('an impossible return is rejected whichever of the two rows came first, and a return at the very start is not', async (t) => {
  const database = await withDatabase(t);
  const early = aTellingRow({
    notification_ref: 'N0',
    kind: 'found',
    occurred_at: '2026-03-01T19:59',
    reported_at: '',
  });
  const printed = await importFeeds(database, {
    agencies: PARTNERSHIP,
    children: [aChildRow()],
    notifications: [
      early,
      aTellingRow({ notification_ref: 'N3', kind: 'found', occurred_at: '2026-03-01T20:00', reported_at: '' }),
      aTellingRow(),
    ],
  });
  assert.deepEqual(lines(printed), ['notifications 2 N0']);
});

test('a row of an agency, child or incident that comes later in the run, or came in an earlier one, is known', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, { agencies: PARTNERSHIP, children: [aChildRow()] });
  const printed = await importFeeds(database, {
    notifications: [found, aTellingRow()],
    interviews: [interview],
    children: [aChildRow({ child_ref: 'L2', police_ref: 'P2', forename: 'Ivo', responsible_authority: 'newshire' })],
    agencies: [{ code: 'newshire', kind: 'local-authority', name: 'Newshire' }],
  });
  assert.deepEqual(printed.rejected, []);
});

test('a child is found by police reference, and by date of birth with a name one slip away; two candidates are left to a person', async (t) => {
  const database = await withDatabase(t);
  const nameless = { child_ref: '', incident_ref: '' };
  const printed = await importFeeds(database, {
    agencies: PARTNERSHIP,
    children: [
      aChildRow(),
      aChildRow({
        child_ref: 'L2',
        police_ref: '',
        forename: 'Zoë-Anne',
        surname: "O'Neil",
        date_of_birth: '2010-01-02',
      }),
      aChildRow({ child_ref: 'L3', police_ref: '', forename: 'Tom', surname: 'Reed', date_of_birth: '2010-01-03' }),
      aChildRow({ child_ref: 'L4', police_ref: '', forename: 'Tim', surname: 'Reed', date_of_birth: '2010-01-03' }),
    ],
    notifications: [
      aTellingRow({
        ...nameless,
        notification_ref: 'A',
        police_ref: 'P1',
        forename: 'Someone',
        surname: 'Else',
        date_of_birth: '1999-01-01',
      }),
      aTellingRow({
        ...nameless,
        notification_ref: 'B',
        forename: 'zoe anne',
        surname: 'ONIEL',
        date_of_birth: '2010-01-02',
      }),
      aTellingRow({
        ...nameless,
        notification_ref: 'C',
        forename: 'Tom',
        surname: 'Reed',
        date_of_birth: '2010-01-03',
      }),
      aTellingRow({
        ...nameless,
        notification_ref: 'D',
        forename: 'Zoe',
        surname: "O'Neil",
        date_of_birth: '2010-01-02',
      }),
      aTellingRow({ ...nameless, notification_ref: 'E', forename: 'Wren', surname: 'Ashby' }),
      aTellingRow({
        ...nameless,
        notification_ref: 'F',
        police_ref: 'P999',
        forename: 'Wren',
        surname: 'Ashbey',
        date_of_birth: '2011-05-06',
      }),
      aTellingRow({ notification_ref: 'G', police_ref: 'P1', child_ref: 'L2' }),
    ],
  });
  assert.deepEqual(printed.rejected, []);
  assert.deepEqual([printed.matched, printed.review, printed.accepted.notifications], [2, 4, 7]);
  assert.equal(await countOf(database, 'review_item'), 4);
});

test('what waits for review is not put there twice, and is recorded when its child becomes certain', async (t) => {
  const database = await withDatabase(t);
  const unsure = aTellingRow({ child_ref: '', forename: 'Ivo', surname: 'Marsh', date_of_birth: '2010-01-02' });
  const first = await importFeeds(database, { agencies: PARTNERSHIP, notifications: [unsure, unsure] });
  assert.deepEqual([first.review, first.accepted.notifications, first.repeated.notifications], [1, 1, 1]);
  const again = await importFeeds(database, { notifications: [unsure] });
  assert.deepEqual([again.review, again.accepted.notifications, again.repeated.notifications], [0, 0, 1]);
  const listed = await importFeeds(database, {
    children: [aChildRow({ forename: 'Ivo', surname: 'Marsh', date_of_birth: '2010-01-02' })],
    notifications: [unsure],
  });
  assert.deepEqual([listed.matched, listed.review], [1, 0]);
  assert.equal(await countOf(database, 'episode'), 1);
});

test('a sender’s correction counts instead of what it sent before, and the older version sent again does not', async (t) => {
  const database = await withDatabase(t);
  const corrected = aTellingRow({ occurred_at: '2026-03-01T19:30', reported_at: '2026-03-01T22:00' });
  await importFeeds(database, { agencies: PARTNERSHIP, children: [aChildRow()], notifications: [aTellingRow()] });
  assert.equal((await importFeeds(database, { notifications: [corrected] })).accepted.notifications, 1);
  const record = await wholeRecord(database);
  assert.equal((await importFeeds(database, { notifications: [aTellingRow()] })).repeated.notifications, 1);
  assert.deepEqual(await wholeRecord(database), record);
  const atOnce = await withDatabase(t);
  await importFeeds(atOnce, {
    agencies: PARTNERSHIP,
    children: [aChildRow()],
    notifications: [corrected, aTellingRow()],
  });
  assert.deepEqual(await wholeRecord(atOnce), record);
});

test('a sender that names another child moves its notification there', async (t) => {
  const database = await withDatabase(t);
  const two = [aChildRow(), aChildRow({ child_ref: 'L2', police_ref: 'P2', forename: 'Ivo' })];
  await importFeeds(database, { agencies: PARTNERSHIP, children: two, notifications: [aTellingRow(), found] });
  await importFeeds(database, { notifications: [aTellingRow({ child_ref: 'L2' })] });
  await importFeeds(database, { notifications: [{ ...found, child_ref: 'L2' }] });
  const { episodes } = (await wholeRecord(database)) as {
    episodes: { child_ref: string; episode: { ended_at: string } }[];
  };
  assert.deepEqual(
    episodes.map(({ child_ref }) => child_ref),
    ['L2'],
  );
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
});

test('one reference sent for two children in one run is kept for the one told last', async (t) => {
  const database = await withDatabase(t);
  const two = [aChildRow(), aChildRow({ child_ref: 'L2', police_ref: 'P2', forename: 'Ivo' })];
  const printed = await importFeeds(database, {
    agencies: PARTNERSHIP,
    children: two,
    notifications: [aTellingRow({ child_ref: 'L2', reported_at: '2026-03-01T22:00' }), aTellingRow()],
  });
  assert.deepEqual(lines(printed), ['notifications 3 N1']);
});

test('an interview that has been completed is not undone by the offer that arrives late', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, ONE_ABSENCE);
  const before = (await wholeRecord(database)) as { interviews: unknown };
  const late = await importFeeds(database, {
    interviews: [{ ...interview, completed_at: '', offer_outcome: 'waiting' }],
  });
  assert.equal(late.accepted.interviews, 1);
  assert.deepEqual(((await wholeRecord(database)) as { interviews: unknown }).interviews, before.interviews);
});

test('two agencies that report one absence make one episode, and both may see the child', async (t) => {
  const database = await withDatabase(t);
  const carers = {
    reported_by: 'loamshire',
    incident_ref: 'HOME-7',
    child_ref: '',
    forename: 'Wren',
    surname: 'Ashbi',
    date_of_birth: '2011-05-06',
  };
  await importFeeds(database, {
    ...ONE_ABSENCE,
    notifications: [
      aTellingRow(),
      found,
      aTellingRow({ ...carers, notification_ref: 'H1', occurred_at: '2026-03-01T19:00' }),
      { ...found, ...carers, notification_ref: 'H2', occurred_at: '2026-03-02T09:00', reported_at: '' },
    ],
  });
  const { episodes } = (await wholeRecord(database)) as { episodes: { episode: Record<string, unknown> }[] };
  assert.equal(episodes.length, 1);
  assert.deepEqual(episodes[0]?.episode['incident_refs'], ['HOME-7', 'I1']);
  assert.equal(new Date(String(episodes[0]?.episode['started_at'])).toISOString(), '2026-03-01T20:00:00.000Z');
});

test('columns that no feed defines are kept with the entry', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, { agencies: PARTNERSHIP, children: [aChildRow({ nhs_area: 'North' })] });
  const { entries } = (await wholeRecord(database)) as { entries: { payload: { otherColumns?: unknown } }[] };
  assert.deepEqual(entries[0]?.payload.otherColumns, { nhs_area: 'North' });
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
