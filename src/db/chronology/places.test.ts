/** What the database keeps of places, and keeps from everybody. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../../../test/support/database.ts';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { addAgencies, OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { record, recordChild, told } from '../../../test/support/recording.ts';
import { ANY_ADDRESS, patternsOf, redact } from '../../domain/access/redact.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import type { Database } from '../transaction.ts';
import { receiveNotifications, type SentNotification } from '../imports/receive.ts';
import { verifyRecord } from '../verify.ts';
import { patternsIn } from './places.ts';
import { loadEntries, loadRecord } from './store.ts';
import { changeWithheld } from './withhold.ts';

const NOW = at('2026-03-10T09:00Z');
const ADDRESS = { lines: ['Flat 2, 14 Larch Close', 'St. Mary’s House'], postcode: 'OX3 7QL' };

async function openHouse(t: TestContext): Promise<{ database: Database; childId: number; people: number[] }> {
  const database = await withDatabase(t);
  await addAgencies(database);
  const people = await database.transaction('job', OPERATOR, (tx) =>
    tx.query<{ user_id: number }>(sql`
      insert into homeward.user_account (agency_code, display_name, email, role)
      select 'oxfordshire', 'Person ' || n, 'person' || n || '@example.org', 'team-manager' from generate_series(1, 2) n returning user_id`),
  );
  const childId = await recordChild(database, NOW, { homePostcode: 'OX3 7QL' }, [
    aNotification({
      notificationRef: 'P-1',
      incidentRef: 'PI-1',
      missingFromPostcode: 'OX3 7QL',
      reportedAt: at('2026-03-01T22:00Z'),
    }),
  ]);
  return { database, childId, people: people.map(({ user_id }) => user_id) };
}

async function hide(database: Database, childId: number, userId: number): Promise<void> {
  await database.transaction('request', requesterOf('oxfordshire', userId), async (tx) => {
    await changeWithheld(tx, FOLD_RULES, childId, (entries) =>
      tx.query(
        sql`select homeward.hide_address(${childId}, 'Danger', ${patternsIn(entries.map(({ content }) => content))}::text[])`,
      ),
    );
  });
}

async function show(database: Database, childId: number, people: readonly number[]): Promise<void> {
  const [asker = 0, decider = 0] = people;
  await database.transaction('request', requesterOf('oxfordshire', asker), (tx) =>
    tx.query(sql`insert into homeward.address_request (child_id, kind, why, asked_at, asked_by, asked_by_agency)
      values (${childId}, 'unhide', 'Over', now(), ${asker}, 'oxfordshire')`),
  );
  for (const [userId, decided] of [
    [asker, false],
    [decider, true],
  ] as const) {
    await database.transaction('request', requesterOf('oxfordshire', userId), async (tx) => {
      await changeWithheld(tx, FOLD_RULES, childId, async () => {
        const row = await tx.one<{ done: boolean }>(sql`
          select homeward.decide_address_request(max(request_id), true, now()) as done from homeward.address_request where child_id = ${childId}`);
        assert.equal(row.done, decided, 'nobody decides what they asked for');
      });
    });
  }
}

const recordOf = (database: Database, childId: number): Promise<ChildRecord | undefined> =>
  database.transaction('request', requesterOf('oxfordshire'), (tx) => loadRecord(tx, FOLD_RULES, childId));

const tell = (database: Database, rows: readonly SentNotification[]) =>
  receiveNotifications(database, requesterOf('thames-valley-police'), rows, {
    rules: FOLD_RULES,
    now: NOW,
    route: 'test',
  });

test('PostgreSQL takes out of a text what the rule takes out of it', async (t) => {
  const database = await withDatabase(t);
  const patterns = [...ANY_ADDRESS, ...patternsOf(ADDRESS)];
  const texts = [
    'Seen at 14 Larch Close, ox37ql, by a friend; (OX3 7), O X 3-7 Q L.',
    'Larch\nClose and LARCH CL., St Marys Hse; saint mary’s house\u00a0OX3\u00a07QL',
    'Ran across the street to Elm Tree Avenue 3b elm road at 10.30pm, M25, Boxer',
    'Nothing here "quoted" \\ and {braces} $1 \\1',
    'OX3 OX37 OX3 7 boys, 0X3 7QL; 7QL',
  ];
  for (const text of texts) {
    const { shown } = await database.read('owner', OPERATOR, (tx) =>
      tx.one<{ shown: string }>(sql`select homeward.without_addresses(${text}, ${patterns}::text[]) as shown`),
    );
    assert.equal(shown, redact(text, patterns), text);
  }
});

test('what was told while an address was hidden is whole again once two people have ended the hiding', async (t) => {
  const { database, childId, people } = await openHouse(t);
  const before = await recordOf(database, childId);
  await hide(database, childId, people[0] ?? 0);
  assert.equal((await recordOf(database, childId))?.details.homePostcode, null);
  const found = aNotification({
    notificationRef: 'P-2',
    kind: 'found',
    incidentRef: 'PI-1',
    occurredAt: at('2026-03-02T08:00Z'),
    foundPostcode: 'SN1 5QB',
    distanceMiles: 30,
    returnedBy: 'aunt, 3 Elm Road',
  });
  await record(database, 'thames-valley-police', childId, [told(found)], NOW);
  const [hidden] = (await recordOf(database, childId))?.episodes ?? [];
  assert.deepEqual(
    [hidden?.missingFromPostcode, hidden?.foundPostcode, hidden?.distanceMiles, hidden?.returnedBy],
    [null, null, null, 'aunt, [address withheld]'],
  );
  await show(database, childId, people);
  const after = await recordOf(database, childId);
  const [shown] = after?.episodes ?? [];
  assert.deepEqual(
    [shown?.missingFromPostcode, shown?.foundPostcode, shown?.distanceMiles, shown?.returnedBy],
    ['OX3 7QL', 'SN1 5QB', 30, 'aunt, 3 Elm Road'],
  );
  assert.deepEqual(after?.details, before?.details);
  assert.deepEqual((await verifyRecord(database, FOLD_RULES)).differences, []);
});

test('an older version that comes while the address is hidden is outrun by the one on record, with its places', async (t) => {
  const { database, childId, people } = await openHouse(t);
  const row = {
    notification_ref: 'P-9',
    kind: 'missing',
    incident_ref: 'PI-9',
    child_ref: 'OX1',
    occurred_at: '2026-03-05T20:00',
    reported_by: 'thames-valley-police',
    missing_from_postcode: 'RG4 8ZX',
  };
  const outcomes = await tell(database, [{ ...row, reported_at: '2026-03-05T22:00', risk: 'high' }]);
  await hide(database, childId, people[0] ?? 0);
  outcomes.push(
    ...(await tell(database, [
      { ...row, reported_at: '2026-03-05T21:00', missing_from_postcode: 'SN1 5QB', risk: 'low' },
    ])),
  );
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['accepted', 'accepted'],
  );
  await show(database, childId, people);
  const episode = (await recordOf(database, childId))?.episodes.at(-1);
  assert.deepEqual([episode?.risk, episode?.missingFromPostcode], ['high', 'RG4 8ZX']);
});

test('a request cannot show an address again by itself, nor read what is withheld, nor write it for another agency', async (t) => {
  const { database, childId, people } = await openHouse(t);
  await hide(database, childId, people[0] ?? 0);
  const asCouncil = <T>(work: Parameters<typeof database.transaction<T>>[2]) =>
    database.transaction('request', requesterOf('oxfordshire', people[1] ?? 0), work);
  for (const statement of [
    sql`update homeward.child_access set address_hidden = false`,
    sql`delete from homeward.child_access`,
    sql`select * from homeward.address_pattern`,
    sql`select * from homeward.review_place`,
    sql`update homeward.chronology_place set places = '{}'`,
    sql`delete from homeward.chronology_place`,
    sql`insert into homeward.chronology_place (child_id, version, places) values (${childId}, 2, '{}')`,
    sql`insert into homeward.address_sight (child_id, user_id, agency_code, why, seen_at) values (${childId}, 1, 'oxfordshire', 'x', now())`,
    sql`update homeward.address_request set approved = true`,
  ]) {
    await assert.rejects(
      asCouncil((tx) => tx.query(statement)),
      /permission denied|row-level security/,
      statement.text,
    );
  }
  assert.deepEqual(await asCouncil((tx) => tx.query(sql`select * from homeward.chronology_place`)), []);
  const entries = await asCouncil((tx) => loadEntries(tx, childId));
  assert.equal(entries.length, 2);
  assert.doesNotMatch(JSON.stringify(entries), /OX3/);
});
