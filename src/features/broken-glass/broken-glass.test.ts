import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import type { Browser } from '../../../test/support/cookie-jar.ts';
import { openFront } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { GLASS_REASONS, glassTimes, reviewStanding } from '../../domain/access/broken-glass.ts';
import type { Role } from '../../domain/access/roles.ts';

type Person = { readonly userId: number; readonly browser: Browser; readonly token: string };

const NAMED = {
  reference: '',
  forename: 'Wilhelmina',
  surname: 'Quillfeather',
  'bornOn-day': '15',
  'bornOn-month': '6',
  'bornOn-year': '2012',
};
const WHY = { reason: 'found-child', words: 'She has walked into our station.' };

async function opened(t: TestContext) {
  const front = await openFront(t);
  const details = { forename: 'Wilhelmina', surname: 'Quillfeather', childRef: 'OX-77' };
  const child = await recordChild(front.database, front.now, details, [
    aNotification({ notificationRef: 'S-1', incidentRef: 'SI-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  const person = async (agency: string, role: Role, rank: string | null = null): Promise<Person> => {
    const userId = await front.addPerson(agency, role, { rank });
    return { userId, ...(await front.signedIn(userId)) };
  };
  const again = async (one: Person): Promise<Person> => ({ ...one, ...(await front.signedIn(one.userId)) });
  return { front, child, person, again };
}

async function breakGlass(
  who: Person,
  fields: Record<string, string>,
): Promise<{ status: number; to: string; body: string }> {
  const answer = await who.browser.post('/break-glass', fields, { token: who.token });
  return { status: answer.statusCode, to: answer.headers.location ?? '', body: answer.body };
}

test('a professional who needs a record gets it at once, for four hours and not a minute longer, and the owner is told', async (t) => {
  const { front, child, person, again } = await opened(t);
  const stranger = await person('swindon', 'social-worker');
  const owner = await person('oxfordshire', 'information-governance');
  assert.equal((await stranger.browser.get(`/children/${child}`)).statusCode, 404);
  const answer = await breakGlass(stranger, { ...NAMED, ...WHY });
  assert.deepEqual([answer.status, answer.to], [303, `/children/${child}`]);
  const page = await stranger.browser.get(`/children/${child}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /You opened this record in an emergency/);
  const other = await person('swindon', 'social-worker');
  assert.equal((await other.browser.get(`/children/${child}`)).statusCode, 404, 'it is open to one person alone');
  const list = await owner.browser.get('/break-glass/reviews');
  assert.match(list.body, /I am with a child who has been found/);
  assert.match(list.body, /Due 11 March 2026 at 9am/);
  assert.match(
    (await owner.browser.get('/reports')).body,
    /Emergency openings \(1\)/,
    'the owner is told on every page',
  );
  front.now = at('2026-03-10T12:59Z');
  assert.equal((await (await again(stranger)).browser.get(`/children/${child}`)).statusCode, 200);
  front.now = at('2026-03-10T13:00Z');
  assert.equal((await (await again(stranger)).browser.get(`/children/${child}`)).statusCode, 404);
});

test('the owning agency reviews it, never who opened it, and a review closes the record at once', async (t) => {
  const { child, person } = await opened(t);
  const stranger = await person('swindon', 'team-manager');
  const owner = await person('oxfordshire', 'information-governance');
  await breakGlass(stranger, { ...NAMED, ...WHY });
  assert.equal((await stranger.browser.get('/break-glass/reviews/1')).statusCode, 404);
  const page = await owner.browser.get('/break-glass/reviews/1');
  assert.match(page.body, /She has walked into our station/);
  const empty = await owner.browser.post('/break-glass/reviews/1', {}, { token: owner.token });
  assert.match(empty.body, /There is a problem/);
  const found = { review: 'not-justified', words: 'Nobody had come in.' };
  assert.equal((await owner.browser.post('/break-glass/reviews/1', found, { token: owner.token })).statusCode, 303);
  assert.equal((await stranger.browser.get(`/children/${child}`)).statusCode, 404);
  const late = await owner.browser.post('/break-glass/reviews/1', found, { token: owner.token });
  assert.equal(late.statusCode, 409);
});

test('who opened a record cannot review it themselves, also within the owning agency', async (t) => {
  const { child, person } = await opened(t);
  const inspector = await person('thames-valley-police', 'duty-inspector', 'inspector');
  const manager = await person('oxfordshire', 'team-manager');
  const restriction = { grounds: 'other-risk', why: 'x', confirmed: 'yes' };
  const lead = await person('oxfordshire', 'information-governance');
  assert.equal(
    (await lead.browser.post(`/children/${child}/sight/restriction`, restriction, { token: lead.token })).statusCode,
    303,
  );
  assert.equal((await manager.browser.get(`/children/${child}`)).statusCode, 404);
  assert.equal((await breakGlass(manager, { ...NAMED, ...WHY, reference: 'OX-77' })).status, 303);
  assert.equal(
    (await manager.browser.get(`/children/${child}`)).statusCode,
    200,
    'a restriction can be broken through',
  );
  assert.match((await manager.browser.get('/break-glass/reviews/1')).body, /somebody else reviews it/);
  const own = await manager.browser.post(
    '/break-glass/reviews/1',
    { review: 'justified', words: 'x' },
    { token: manager.token },
  );
  assert.equal(own.statusCode, 403);
  assert.equal(
    (await inspector.browser.get('/break-glass/reviews/1')).statusCode,
    404,
    'the restricting agency answers for it',
  );
});

test('absent, ambiguous and barred are answered alike, and each attempt is on record', async (t) => {
  const { front, child, person } = await opened(t);
  const manager = await person('oxfordshire', 'team-manager');
  const uncle = await person('oxfordshire', 'social-worker');
  const bar = { person: String(uncle.userId), why: 'Her uncle.', confirmed: 'yes' };
  await manager.browser.post(`/children/${child}/sight/bars`, bar, { token: manager.token });
  const plain = (body: string): string => body.replaceAll(/nonce="[^"]*"|[0-9a-f-]{36}|value="[^"]*"/g, '');
  const barred = await breakGlass(uncle, { ...NAMED, ...WHY });
  const absent = await breakGlass(uncle, { ...NAMED, ...WHY, surname: 'Nobody' });
  assert.deepEqual([barred.status, absent.status], [422, 422]);
  assert.match(barred.body, /No record was opened/);
  assert.equal(plain(barred.body), plain(absent.body));
  assert.equal((await uncle.browser.get(`/children/${child}`)).statusCode, 404);
  const attempts = await front.database.read('owner', OPERATOR, (tx) =>
    tx.query(sql`select outcome, child_ids from homeward.audit_entry where act = 'break-glass' order by audit_id`),
  );
  assert.deepEqual(attempts, [
    { outcome: 'refused', child_ids: [child] },
    { outcome: 'refused', child_ids: [] },
  ]);
  const nobody = await breakGlass(manager, { ...NAMED, ...WHY, surname: '' });
  assert.match(nobody.body, /Enter the last name/);
});

test('people whose role sees no child cannot break the glass', async (t) => {
  const { person } = await opened(t);
  for (const role of ['analyst', 'scrutiny-reader', 'agency-administrator'] as const) {
    const reader = await person('oxfordshire', role);
    assert.equal((await breakGlass(reader, { ...NAMED, ...WHY })).status, 403, role);
  }
});

test('an opening lasts elapsed hours, also over the clock change, and its review is late from the minute after', () => {
  const rules = { glassLastsHours: 4, glassReviewedWithinHours: 24 };
  const times = glassTimes(at('2026-03-28T23:30Z'), rules);
  assert.equal(times.untilAt, at('2026-03-29T03:30Z'));
  assert.equal(times.reviewDueAt, at('2026-03-29T23:30Z'));
  const glass = { reviewedAt: null, reviewDueAt: times.reviewDueAt };
  assert.equal(reviewStanding(glass, times.reviewDueAt), 'due');
  assert.equal(reviewStanding(glass, at('2026-03-29T23:31Z')), 'late');
  assert.equal(reviewStanding({ ...glass, reviewedAt: at('2026-03-30T09:00Z') }, at('2026-03-31T09:00Z')), 'reviewed');
  assert.ok(Object.keys(GLASS_REASONS).length > 0);
});
