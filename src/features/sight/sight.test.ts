import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import type { Browser } from '../../../test/support/cookie-jar.ts';
import { openFront } from '../../../test/support/front.ts';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { verifyRecord } from '../../db/verify.ts';
import type { Role } from '../../domain/access/roles.ts';

type Person = { readonly userId: number; readonly browser: Browser; readonly token: string };

/** A child of Oxfordshire who is missing now, reported by the police; and people to look. */
async function opened(t: TestContext) {
  const front = await openFront(t);
  const child = await recordChild(front.database, front.now, { forename: 'Wilhelmina', surname: 'Quillfeather' }, [
    aNotification({ notificationRef: 'S-1', incidentRef: 'SI-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  const person = async (agency: string, role: Role, rank: string | null = null): Promise<Person> => {
    const userId = await front.addPerson(agency, role, { rank });
    return { userId, ...(await front.signedIn(userId)) };
  };
  return { front, child, person };
}

async function decide(who: Person, url: string, fields: Record<string, string>): Promise<number> {
  const answer = await who.browser.post(url, { ...fields, confirmed: 'yes' }, { token: who.token });
  return answer.statusCode;
}

async function sees(who: Person, child: number): Promise<boolean> {
  const page = await who.browser.get(`/children/${child}`);
  const search = await found(who, 'Quillfeather');
  assert.ok(page.statusCode === 200 || page.statusCode === 404, `answered ${page.statusCode}`);
  assert.equal(search.includes(`/children/${child}`), page.statusCode === 200, 'page and search agree');
  return page.statusCode === 200;
}

async function found(who: Person, words: string): Promise<string> {
  const answer = await who.browser.post('/children', { q: words }, { token: who.token });
  return (await who.browser.get(answer.headers.location ?? '')).body;
}

test('a duty inspector restricts a record: only the people it names see it, anywhere, and it opens again', async (t) => {
  const { front, child, person } = await opened(t);
  const inspector = await person('thames-valley-police', 'duty-inspector', 'inspector');
  const worker = await person('oxfordshire', 'social-worker');
  const manager = await person('oxfordshire', 'team-manager');
  const sight = `/children/${child}/sight`;
  assert.deepEqual(await Promise.all([inspector, worker, manager].map((who) => sees(who, child))), [true, true, true]);
  const restriction = { grounds: 'forced-marriage', why: 'The family is looking for her.' };
  const preview = await inspector.browser.post(`${sight}/restriction`, restriction, { token: inspector.token });
  assert.match(preview.body, /What this changes/);
  assert.match(preview.body, /2 people may no longer open the record/);
  assert.ok(await sees(worker, child), 'nothing is decided before it is confirmed');
  assert.equal(await decide(inspector, `${sight}/restriction`, restriction), 303);
  assert.deepEqual(await Promise.all([inspector, worker, manager].map((who) => sees(who, child))), [
    true,
    false,
    false,
  ]);
  for (const page of ['/worklist', '/missing-now'])
    assert.doesNotMatch((await worker.browser.get(page)).body, /Quillfeather/, page);
  assert.doesNotMatch(await found(worker, 'SI-1'), /Quillfeather/);
  assert.match((await inspector.browser.get('/missing-now')).body, /Quillfeather/);
  const naming = { person: String(worker.userId), why: 'Her social worker.' };
  assert.equal(await decide(inspector, `${sight}/people`, naming), 303);
  assert.deepEqual(await Promise.all([worker, manager].map((who) => sees(who, child))), [true, false]);
  assert.equal(await decide(worker, `${sight}/restriction/lift`, { why: 'No.' }), 403);
  assert.equal(await decide(inspector, `${sight}/restriction/lift`, { why: 'The risk is over.' }), 303);
  assert.ok(await sees(manager, child));
  assert.deepEqual((await verifyRecord(front.database, FOLD_RULES)).differences, []);
});

test('a restricted record always names somebody, and who is barred cannot be named', async (t) => {
  const { child, person } = await opened(t);
  const inspector = await person('thames-valley-police', 'duty-inspector', 'inspector');
  const sergeant = await person('thames-valley-police', 'duty-inspector', 'sergeant');
  const worker = await person('oxfordshire', 'social-worker');
  const sight = `/children/${child}/sight`;
  assert.equal(await decide(sergeant, `${sight}/restriction`, { grounds: 'other-risk', why: 'x' }), 403);
  assert.equal(await decide(inspector, `${sight}/restriction`, { grounds: 'other-risk', why: 'x' }), 303);
  const last = await inspector.browser.post(
    `${sight}/people/remove`,
    { person: String(inspector.userId), why: 'x' },
    { token: inspector.token },
  );
  assert.match(last.body, /Name somebody else first/);
  assert.equal(await decide(inspector, `${sight}/bars`, { person: String(worker.userId), why: 'Her uncle.' }), 303);
  const barred = await inspector.browser.post(
    `${sight}/people`,
    { person: String(worker.userId), why: 'x' },
    { token: inspector.token },
  );
  assert.match(barred.body, /End the bar before naming them/);
});

test('a barred person sees nothing of the child, and nothing says why', async (t) => {
  const { child, person } = await opened(t);
  const manager = await person('oxfordshire', 'team-manager');
  const worker = await person('oxfordshire', 'social-worker');
  assert.ok(await sees(worker, child));
  const bar = { person: String(worker.userId), why: 'He is the child’s uncle.' };
  assert.equal(await decide(manager, `/children/${child}/sight/bars`, bar), 303);
  assert.equal(await sees(worker, child), false);
  const [denied, absent] = await Promise.all([
    worker.browser.get(`/children/${child}`),
    worker.browser.get('/children/999999'),
  ]);
  const plain = (body: string): string => body.replaceAll(/nonce="[^"]*"|[0-9a-f-]{36}/g, '');
  assert.equal(plain(denied.body), plain(absent.body));
  assert.ok(await sees(manager, child));
});

test('an agency given sight for a meeting sees the record to the end of the last day, and not a minute longer', async (t) => {
  const { front, child, person } = await opened(t);
  const manager = await person('oxfordshire', 'team-manager');
  const guest = await person('swindon', 'social-worker');
  assert.equal(await sees(guest, child), false);
  const agreed = { agency: 'swindon', relationship: 'meeting-member', why: 'Strategy meeting.' };
  const url = `/children/${child}/sight/agencies`;
  const open = await manager.browser.post(url, agreed, { token: manager.token });
  assert.match(open.body, /Enter the last day/);
  const day = { 'until-day': '10', 'until-month': '3', 'until-year': '2026' };
  const preview = await manager.browser.post(url, { ...agreed, ...day }, { token: manager.token });
  assert.match(preview.body, /1 person may open the record and could not before/);
  assert.equal(await decide(manager, url, { ...agreed, ...day }), 303);
  assert.ok(await sees(guest, child));
  front.now = at('2026-03-10T23:59Z');
  const late = { ...guest, ...(await front.signedIn(guest.userId)) };
  assert.ok(await sees(late, child));
  front.now = at('2026-03-11T00:00Z');
  assert.equal(await sees(late, child), false);
  assert.deepEqual((await verifyRecord(front.database, FOLD_RULES)).differences, []);
});

test('sight that was given is ended before its time, at the next request', async (t) => {
  const { child, person } = await opened(t);
  const manager = await person('oxfordshire', 'team-manager');
  const guest = await person('swindon', 'social-worker');
  const url = `/children/${child}/sight/agencies`;
  const agreed = { agency: 'swindon', relationship: 'placing-authority', why: 'Placed here.' };
  assert.equal(await decide(manager, url, agreed), 303);
  assert.ok(await sees(guest, child));
  const page = await manager.browser.get(`${url}/end`);
  const involvement = /name="involvement" type="radio" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  assert.notEqual(involvement, '');
  assert.equal(await decide(manager, `${url}/end`, { involvement, why: 'The placement ended.' }), 303);
  assert.equal(await sees(guest, child), false);
});

test('what is told of a child whose record is closed to the teller reaches that record, and shows nothing of it', async (t) => {
  const { front, child, person } = await opened(t);
  const inspector = await person('thames-valley-police', 'duty-inspector', 'inspector');
  const worker = await person('oxfordshire', 'social-worker');
  const restriction = { grounds: 'honour-based-violence', why: 'At risk from relatives.' };
  assert.equal(await decide(inspector, `/children/${child}/sight/restriction`, restriction), 303);
  const bodies = await tellOf(worker);
  for (const body of bodies) assert.doesNotMatch(body, /already known|restricted/i);
  const told = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ child_id: number }>(sql`
      select child_id from homeward.chronology_entry
      where kind = 'notification-received' and user_id = ${worker.userId}`),
  );
  assert.deepEqual(told, [{ child_id: child }]);
  assert.equal(await sees(worker, child), false);
  assert.deepEqual((await verifyRecord(front.database, FOLD_RULES)).differences, []);
});

/** Tells of the child as somebody who does not know that there is a record; returns every page that was shown. */
async function tellOf(who: Person): Promise<string[]> {
  const answers: readonly Record<string, string>[] = [
    {},
    {
      forename: 'Wilhelmina',
      surname: 'Quillfeather',
      'dateOfBirth-day': '15',
      'dateOfBirth-month': '6',
      'dateOfBirth-year': '2012',
    },
    { sex: 'F', responsibleAuthority: 'oxfordshire', homePostcode: 'ox1 1nd' },
    { kind: 'missing' },
    { 'lastSeen-day': '10', 'lastSeen-month': '3', 'lastSeen-year': '2026', 'lastSeen-time': '8am' },
    { missingFrom: 'home', missingFromPostcode: '', missingFromAuthority: 'oxfordshire', policingArea: '' },
    { circumstances: 'Red coat', incidentRef: '' },
    {},
  ];
  const shown: string[] = [];
  let where = '/tell-us/missing';
  for (const fields of answers) {
    const answer = await who.browser.post(where, fields, { token: who.token });
    assert.equal(answer.statusCode, 303, where);
    where = answer.headers.location ?? '';
    const page = await who.browser.get(where);
    shown.push(page.body.replace(/<nav[\s\S]*?<\/nav>/g, ''));
    if (page.headers.location !== undefined) where = page.headers.location;
  }
  assert.match(shown.at(-1) ?? '', /We have your report/);
  return shown;
}
