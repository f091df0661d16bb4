import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../../../test/support/front.ts';
import { aNotification } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { instant, plusHours, type Instant } from '../../domain/time/instant.ts';

const MINUTE = 60_000;

/** Two children of Oxfordshire: one whom the police told of, one with agreements and a restriction. */
async function openPartnership(t: TestContext) {
  const front = await openFront(t);
  const soon = plusHours(front.now, 30 * 24);
  await recordChild(front.database, front.now, { childRef: 'OX-OPEN', forename: 'Wilhelmina' }, [
    aNotification({ reportedBy: 'thames-valley-police', notificationRef: 'N-1', occurredAt: plusHours(front.now, -2) }),
  ]);
  const child = await recordChild(front.database, front.now, { childRef: 'OX-AGREED', forename: 'Ottilie' });
  const agree = (agency: string, untilAt: Instant | null) =>
    record(
      front.database,
      'oxfordshire',
      child,
      [
        {
          occurredAt: front.now,
          sourceKey: null,
          content: {
            kind: 'involvement-agreed',
            involvementRef: `${agency} ${untilAt}`,
            agency,
            relationship: 'consulted',
            untilAt,
            why: 'Works with the family',
          },
        },
      ],
      front.now,
    );
  const page = async (role: Parameters<typeof front.addPerson>[1], agency = 'oxfordshire') => {
    const userId = await front.addPerson(agency, role);
    const { browser } = await front.signedIn(userId);
    const { statusCode, body } = await browser.get('/agencies');
    const rows = [...body.matchAll(/<tr class="govuk-table__row">(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '').trim()),
    );
    return { userId, statusCode, body, rows };
  };
  return { front, soon, child, agree, page };
}

test('an administrator sees numbers of agencies, agreements and restrictions, and no child', async (t) => {
  const { front, soon, child, agree, page } = await openPartnership(t);
  await agree('streetwise', instant(soon - MINUTE));
  await agree('swindon', soon);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency)
      values (${child}, true, 'forced-marriage', 'thames-valley-police')`),
  );
  const { body, rows, statusCode } = await page('agency-administrator');
  assert.equal(statusCode, 200);
  const of = (agency: string): string[][] => rows.filter(([first]) => first === agency).map((row) => row.slice(1, 4));
  assert.deepEqual(of('Streetwise'), [
    ['Asked for advice', '1', '1'],
    ['Asked for advice', '1', '1'],
  ]);
  assert.deepEqual(of('Swindon Council'), [
    ['Asked for advice', '1', '0'],
    ['Asked for advice', '1', '0'],
  ]);
  assert.deepEqual(of('Thames Valley Police'), [['Police who recorded it', '1', '0'], ['1']]);
  assert.doesNotMatch(body, /OX-|Wilhelmina|Ottilie|Forced marriage|those that end first/);
});

test('who may see the children is given those behind the numbers, each a look on record, and never a record closed to them', async (t) => {
  const { front, soon, child, agree, page } = await openPartnership(t);
  await agree('streetwise', soon);
  const governance = await page('information-governance');
  assert.match(governance.body, /OX-AGREED/);
  assert.match(governance.body, new RegExp(`href="/children/${child}/sight"`));
  const looked = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ children: number[] }>(
      sql`select child_ids as children from homeward.audit_entry where act = 'see-agencies' and user_id = ${governance.userId}`,
    ),
  );
  assert.deepEqual(
    looked.map(({ children }) => children.map(Number)),
    [[child]],
  );
  const named = await front.addPerson('oxfordshire', 'information-governance');
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    await tx.query(sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency)
      values (${child}, true, 'forced-marriage', 'thames-valley-police')`);
    await tx.query(
      sql`insert into homeward.child_person (child_id, user_id, standing) values (${child}, ${named}, 'named')`,
    );
  });
  assert.doesNotMatch((await page('information-governance')).body, /OX-AGREED|Forced marriage/);
  assert.doesNotMatch((await page('strategic-lead')).body, /OX-AGREED|Forced marriage/);
  const { browser } = await front.signedIn(named);
  assert.match((await browser.get('/agencies')).body, /OX-AGREED[^]*Forced marriage/);
});

test('an agreement is counted until the instant at which it ends, and not once somebody ended it', async (t) => {
  const { front, child, agree, page } = await openPartnership(t);
  const until = plusHours(front.now, 48);
  await agree('streetwise', until);
  const streetwise = async (): Promise<number> => {
    const { rows } = await page('strategic-lead');
    return rows.filter((row) => row.includes('Streetwise')).length;
  };
  // Among the agencies, among the agreements, and the agreement itself.
  assert.equal(await streetwise(), 3);
  front.now = instant(until - MINUTE);
  assert.equal(await streetwise(), 3);
  front.now = until;
  assert.equal(await streetwise(), 0);
  front.now = instant(until - MINUTE);
  const content = {
    kind: 'involvement-ended',
    involvementRef: `streetwise ${until}`,
    why: 'The work is over',
  } as const;
  await record(front.database, 'oxfordshire', child, [{ occurredAt: front.now, sourceKey: null, content }], front.now);
  assert.equal(await streetwise(), 0);
});

test('nobody else sees the page, and another agency sees its own numbers alone', async (t) => {
  const { front, agree, page } = await openPartnership(t);
  await agree('streetwise', null);
  for (const role of ['social-worker', 'team-manager', 'analyst'] as const)
    assert.equal((await page(role)).statusCode, 403, role);
  const swindon = await page('agency-administrator', 'swindon');
  assert.match(swindon.body, /No other agency is involved with a child of ours/);
  assert.match(swindon.body, /No record of a child of ours is restricted/);
  const streetwise = await page('agency-administrator', 'streetwise');
  assert.ok(streetwise.rows.some((row) => row[0] === 'Oxfordshire Council' && row[2] === '1'));
  const counted = await front.database.transaction(
    'request',
    {
      userId: await front.addPerson('oxfordshire', 'social-worker'),
      agencyCode: 'oxfordshire',
      purpose: 'test',
      requestId: 'test',
    },
    (tx) =>
      tx.query(sql`select agency_code from homeward.agencies_shared_with(now())
        union all select agency_code from homeward.restrictions_counted()
        union all select agency_code from homeward.agreements_counted(now())`),
  );
  assert.deepEqual(counted, []);
});
