import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyRecord } from '../../db/verify.ts';
import { withDatabase } from '../../../test/support/database.ts';
import {
  aChildRow,
  aTellingRow,
  FOUND,
  importFeeds,
  INTERVIEW,
  lines,
  ONE_ABSENCE,
  PARTNERSHIP,
} from '../../../test/support/importing.ts';
import { FOLD_RULES } from '../../../test/support/notifications.ts';
import { countOf, wholeRecord } from '../../../test/support/whole-record.ts';

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
  await importFeeds(database, { agencies: PARTNERSHIP, children: two, notifications: [aTellingRow(), FOUND] });
  await importFeeds(database, { notifications: [aTellingRow({ child_ref: 'L2' })] });
  await importFeeds(database, { notifications: [{ ...FOUND, child_ref: 'L2' }] });
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
    interviews: [{ ...INTERVIEW, completed_at: '', offer_outcome: 'waiting' }],
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
      FOUND,
      aTellingRow({ ...carers, notification_ref: 'H1', occurred_at: '2026-03-01T19:00' }),
      { ...FOUND, ...carers, notification_ref: 'H2', occurred_at: '2026-03-02T09:00', reported_at: '' },
    ],
  });
  const { episodes } = (await wholeRecord(database)) as { episodes: { episode: Record<string, unknown> }[] };
  assert.equal(episodes.length, 1);
  assert.deepEqual(episodes[0]?.episode['incident_refs'], ['HOME-7', 'I1']);
  assert.equal(new Date(String(episodes[0]?.episode['started_at'])).toISOString(), '2026-03-01T20:00:00.000Z');
});
