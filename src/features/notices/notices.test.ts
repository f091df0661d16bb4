import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { requesterOf } from '../../../test/support/people.ts';
import { record, recordChild, told } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';

test('the authority is told that the police became involved, until somebody marks it as read', async (t) => {
  const front = await openFront(t);
  const { database, now } = front;
  const childId = await recordChild(database, now, { surname: 'Quillfeather' });
  const manager = await front.signedIn(
    await front.addPerson('oxfordshire', 'team-manager', { displayName: 'Asha Field' }),
  );
  assert.doesNotMatch((await manager.browser.get('/worklist')).body, /new notice/);
  const report = told(aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-09T20:00Z') }));
  await record(database, 'thames-valley-police', childId, [report], now);
  assert.match(wordsOf((await manager.browser.get('/worklist')).body), /1 new notice of who has become involved/);
  const page = await manager.browser.get('/notices');
  assert.match(
    wordsOf(page.body),
    /Ada Quillfeather Thames Valley Police became involved: police who recorded it .* New/,
  );
  const upTo = /name="upTo" value="(\d+)"/.exec(page.body)?.[1] ?? '';
  assert.equal((await manager.browser.post('/notices', { upTo }, { token: manager.token })).statusCode, 303);
  assert.match(wordsOf((await manager.browser.get('/notices')).body), /Asha Field, 10 March 2026/);
  assert.doesNotMatch((await manager.browser.get('/worklist')).body, /new notice/);
});

test('an agency that is made involved by another is told itself, and nobody else is', async (t) => {
  const front = await openFront(t);
  const { database, now } = front;
  const childId = await recordChild(database, now, { surname: 'Quillfeather' });
  const report = told(
    aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-09T20:00Z'), missingFromAuthority: 'swindon' }),
  );
  await record(database, 'thames-valley-police', childId, [report], now);
  const page = async (agency: string, role: 'social-worker' | 'interviewer') =>
    (await (await front.signedIn(await front.addPerson(agency, role))).browser.get('/notices')).body;
  assert.match(
    wordsOf(await page('swindon', 'social-worker')),
    /Quillfeather Your agency became involved: authority in whose area/,
  );
  assert.match(wordsOf(await page('oxfordshire', 'social-worker')), /Swindon Council became involved/);
  assert.match(await page('streetwise', 'interviewer'), /There is no notice for your agency/);
  const seen = (agency: string) =>
    database.read('request', requesterOf(agency), (tx) => tx.query(sql`select agency_code from homeward.notice`));
  assert.deepEqual(await seen('swindon'), [{ agency_code: 'swindon' }]);
  assert.deepEqual(await seen('streetwise'), []);
});

test('no agency leaves a notice about a child whom it is not involved with, nor marks another’s as read', async (t) => {
  const front = await openFront(t);
  const { database, now } = front;
  const childId = await recordChild(database, now);
  await record(database, 'thames-valley-police', childId, [told(aNotification({ notificationRef: 'P1' }))], now);
  await assert.rejects(
    database.transaction('request', requesterOf('swindon'), (tx) =>
      tx.query(
        sql`insert into homeward.notice (agency_code, child_id, about_agency, relationship, made_at) values ('oxfordshire', ${childId}, 'swindon', 'police', now())`,
      ),
    ),
    /row-level security/,
  );
  const userId = await front.addPerson('swindon', 'social-worker');
  const changed = await database.transaction('request', requesterOf('swindon', userId), (tx) =>
    tx.query(sql`update homeward.notice set read_at = now(), read_by = ${userId} returning notice_id`),
  );
  assert.deepEqual(changed, []);
  const analyst = await front.signedIn(await front.addPerson('oxfordshire', 'analyst'));
  assert.equal((await analyst.browser.get('/notices')).statusCode, 403);
});
