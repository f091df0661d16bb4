import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../../test/support/database.ts';
import { aChildRow, aTellingRow, importFeeds, NOW, PARTNERSHIP } from '../../../test/support/importing.ts';
import { FOLD_RULES } from '../../../test/support/notifications.ts';
import { countOf } from '../../../test/support/whole-record.ts';
import { verifyRecord } from '../verify.ts';
import { receiveNotifications } from './receive.ts';

const OPTIONS = { rules: FOLD_RULES, now: NOW, route: '/api/v1/notifications' };
const POLICE = {
  userId: null,
  agencyCode: 'loamshire-police',
  role: 'agency-system',
  purpose: 'notifications',
  requestId: 'test',
};
const COUNCIL = { ...POLICE, agencyCode: 'loamshire' };

test('a system tells of an absence and of the return, by reference, and sends both again', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, { agencies: PARTNERSHIP, children: [aChildRow()] });
  const rows = [
    aTellingRow(),
    aTellingRow({ notification_ref: 'N2', kind: 'found', occurred_at: '2026-03-02T08:00', reported_at: '' }),
  ];
  const told = await receiveNotifications(database, POLICE, rows, OPTIONS);
  assert.deepEqual(
    told.map((answer) => (answer.kind === 'accepted' ? answer.episodeKey : answer.kind)),
    ['I1', 'I1'],
  );
  const again = await receiveNotifications(database, POLICE, rows, OPTIONS);
  assert.deepEqual(
    again.map(({ kind }) => kind),
    ['repeated', 'repeated'],
  );
  assert.equal(await countOf(database, 'episode'), 1);
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
});

test('what cannot be is rejected, also where only what another agency told shows it', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, {
    agencies: PARTNERSHIP,
    children: [aChildRow({ responsible_authority: 'loamshire' })],
    notifications: [aTellingRow()],
  });
  const provider = { ...POLICE, agencyCode: 'listeners' };
  const early = aTellingRow({
    notification_ref: 'X1',
    kind: 'found',
    reported_by: 'listeners',
    occurred_at: '2026-03-01T19:00',
    reported_at: '',
  });
  const entries = await countOf(database, 'chronology_entry');
  const [answer] = await receiveNotifications(database, provider, [early], OPTIONS);
  assert.equal(answer?.kind, 'rejected');
  assert.equal(await countOf(database, 'chronology_entry'), entries);
  const [foreign] = await receiveNotifications(database, COUNCIL, [aTellingRow({ notification_ref: 'X2' })], OPTIONS);
  assert.match(foreign?.kind === 'rejected' ? foreign.reason : '', /another agency/);
  const [taken] = await receiveNotifications(database, provider, [aTellingRow({ reported_by: 'listeners' })], OPTIONS);
  assert.match(taken?.kind === 'rejected' ? taken.reason : '', /reference of another message/);
});

test('a child who is not certain goes to the review queue once, and is recorded when certain', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, { agencies: PARTNERSHIP });
  const unsure = aTellingRow({ child_ref: '', forename: 'Ivo', surname: 'Marsh', date_of_birth: '2010-01-02' });
  const told = await receiveNotifications(database, POLICE, [unsure, unsure], OPTIONS);
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['review', 'repeated'],
  );
  await importFeeds(database, {
    children: [aChildRow({ forename: 'Ivo', surname: 'Marsh', date_of_birth: '2010-01-02' })],
  });
  const [certain] = await receiveNotifications(database, POLICE, [unsure], OPTIONS);
  assert.equal(certain?.kind, 'accepted');
  const [unknown] = await receiveNotifications(
    database,
    POLICE,
    [aTellingRow({ notification_ref: 'N9', child_ref: 'NOBODY' })],
    OPTIONS,
  );
  assert.equal(unknown?.kind, 'rejected');
});
