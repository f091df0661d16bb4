import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { formTokenIn, type Browser } from '../../../test/support/cookie-jar.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { discardExpiredFiles } from '../../db/expired.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { Instant } from '../../domain/time/instant.ts';

const FIGURE =
  '/exports/new?kind=figure&report=rhi-monthly&authority=oxfordshire&from=2026-02-01&to=2026-02-28&cell=rhi-monthly.2026-02.children';

type Person = {
  readonly userId: number;
  readonly browser: Browser;
  readonly post: (url: string, fields: Readonly<Record<string, string>>) => ReturnType<Browser['post']>;
};

async function aPerson(front: Front, agency: string, role: Role): Promise<Person> {
  const userId = await front.addPerson(agency, role);
  const { browser, token } = await front.signedIn(userId);
  return { userId, browser, post: (url, fields) => browser.post(url, fields, { token }) };
}

/** Five children who went missing in February and came back. */
async function fiveChildren(front: Front): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 1; index <= 5; index += 1) {
    const started = at(`2026-02-0${index}T08:00Z`);
    ids.push(
      await recordChild(
        front.database,
        started,
        { forename: 'Kit', surname: `Quill${index}`, childRef: `OX-${index}` },
        [
          aNotification({ notificationRef: `N${index}`, incidentRef: `I${index}`, occurredAt: started }),
          aNotification({
            notificationRef: `F${index}`,
            incidentRef: `I${index}`,
            kind: 'found',
            occurredAt: at(`2026-02-0${index}T20:00Z`),
          }),
        ],
      ),
    );
  }
  return ids;
}

async function setLimit(front: Front, children: number): Promise<void> {
  const admin = await aPerson(front, 'oxfordshire', 'agency-administrator');
  const set = await admin.post('/administration/exports', { children: String(children) });
  assert.equal(set.statusCode, 303);
}

async function auditOf(
  front: Front,
  act: string,
): Promise<{ user_id: number; child_ids: number[]; purpose: string }[]> {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select user_id, child_ids, purpose from homeward.audit_entry where act = ${act} order by audit_id`),
  );
}

describe('a file within the limit', () => {
  it('is asked for with a purpose, downloaded, counted, and says on every row who made it', async (t) => {
    const front = await openFront(t);
    const ids = await fiveChildren(front);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    const form = await manager.browser.get(FIGURE);
    assert.equal(form.statusCode, 200);
    assert.doesNotMatch(form.body, /Quill/);
    const none = await manager.post(FIGURE, {});
    assert.equal(none.statusCode, 422);
    assert.match(wordsOf(none.body), /Select what the file is for/);
    const noWords = await manager.post(FIGURE, { purpose: 'other' });
    assert.match(wordsOf(noWords.body), /Enter what the file is for, in your own words/);
    const asked = await manager.post(FIGURE, { purpose: 'meeting' });
    const page = String(asked.headers.location);
    assert.match(page, /^\/exports\/\d+$/);
    assert.deepEqual((await auditOf(front, 'export')).length, 0, 'nothing left yet');
    const file = await manager.post(`${page}/download`, {});
    assert.equal(file.statusCode, 200);
    assert.match(
      String(file.headers['content-disposition']),
      /^attachment; filename="rhi-monthly-2026-02-children-oxfordshire-2026-02-01-2026-02-28-export-\d+\.csv"$/,
    );
    assert.equal(file.headers['x-content-type-options'], 'nosniff');
    const lines = file.body.trim().split('\r\n');
    assert.equal(lines.length, 6);
    assert.match(lines[0] ?? '', /^\uFEFF?child,forename,surname,.*,export,export_made_by,export_made_at$/);
    for (const line of lines.slice(1))
      assert.match(line, /,\d+,"?Person \d+, Oxfordshire Council"?,2026-03-10T09:00:00Z$/);
    const [disclosed] = await auditOf(front, 'export');
    assert.deepEqual(new Set(disclosed?.child_ids), new Set(ids));
    assert.equal(disclosed?.purpose, 'export: meeting');
    await manager.post(`${page}/download`, {});
    assert.match(wordsOf((await manager.browser.get(page)).body), /Downloaded 2 times/);
    const about = await manager.browser.get(`${page}/about`);
    assert.equal(about.json().sha256, createHash('sha256').update(file.body).digest('hex'));
    assert.equal(about.json().children, 5);
  });

  it('is its author’s alone, of roles that may, for 24 hours, and gone afterwards', async (t) => {
    const front = await openFront(t);
    await fiveChildren(front);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    const page = String((await manager.post(FIGURE, { purpose: 'meeting' })).headers.location);
    await manager.post(`${page}/download`, {});
    const colleague = await aPerson(front, 'oxfordshire', 'social-worker');
    const lead = await aPerson(front, 'oxfordshire', 'strategic-lead');
    const stranger = await aPerson(front, 'swindon', 'team-manager');
    const reader = await aPerson(front, 'oxfordshire', 'scrutiny-reader');
    for (const [who, status] of [
      [colleague, 404],
      [stranger, 404],
      [reader, 403],
    ] as const) {
      assert.equal((await who.browser.get(page)).statusCode, status);
      assert.equal((await who.post(`${page}/download`, {})).statusCode, status);
      assert.equal((await who.browser.get(`${page}/about`)).statusCode, status);
    }
    assert.equal((await lead.post(`${page}/download`, {})).statusCode, 404, 'who may decide may not download');
    assert.equal((await reader.browser.get(FIGURE)).statusCode, 403);
    assert.equal(
      (await (await aPerson(front, 'oxfordshire', 'analyst')).post(FIGURE, { purpose: 'audit' })).statusCode,
      403,
    );
    front.now = (front.now + 24 * 3_600_000) as Instant;
    const { browser, token } = await front.signedIn(manager.userId);
    assert.equal((await browser.post(`${page}/download`, {}, { token })).statusCode, 409);
    await front.database.transaction('job', OPERATOR, (tx) => discardExpiredFiles(tx, front.now));
    const left = await front.database.read('owner', OPERATOR, (tx) => tx.query(sql`select from homeward.export_file`));
    assert.equal(left.length, 0);
  });

  it('asks again who it is before it is downloaded', async (t) => {
    const front = await openFront(t);
    await fiveChildren(front);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    const page = String((await manager.post(FIGURE, { purpose: 'meeting' })).headers.location);
    front.now = (front.now + 5 * 60_000) as Instant;
    const asked = await manager.post(`${page}/download`, {});
    assert.equal(asked.statusCode, 303);
    assert.match(String(asked.headers.location), /^\/sign-in\/confirm/);
    assert.equal((await auditOf(front, 'export')).length, 0);
  });
});

describe('a file above the limit', () => {
  it('is made only when a second person approved it, and never by who asked', async (t) => {
    const front = await openFront(t);
    await fiveChildren(front);
    await setLimit(front, 4);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    const page = String((await manager.post(FIGURE, { purpose: 'audit' })).headers.location);
    assert.match(wordsOf((await manager.browser.get(page)).body), /Waits for a second person/);
    assert.doesNotMatch((await manager.browser.get(page)).body, /Your decision/);
    assert.equal((await manager.post(`${page}/download`, {})).statusCode, 409);
    assert.equal((await manager.post(`${page}/decide`, { decision: 'approved' })).statusCode, 403);
    const worker = await aPerson(front, 'oxfordshire', 'social-worker');
    assert.equal((await worker.post(`${page}/decide`, { decision: 'approved' })).statusCode, 403);
    const stranger = await aPerson(front, 'swindon', 'strategic-lead');
    assert.equal((await stranger.post(`${page}/decide`, { decision: 'approved' })).statusCode, 404);
    const lead = await aPerson(front, 'oxfordshire', 'strategic-lead');
    assert.match(wordsOf((await lead.browser.get('/exports')).body), /1 file waits for a second person to decide/);
    assert.doesNotMatch((await lead.browser.get(page)).body, /Quill/);
    assert.equal((await lead.post(`${page}/decide`, { decision: 'approved' })).statusCode, 303);
    assert.equal((await lead.post(`${page}/decide`, { decision: 'refused', words: 'No' })).statusCode, 409);
    const file = await manager.post(`${page}/download`, {});
    assert.equal(file.statusCode, 200);
    assert.equal(file.body.trim().split('\r\n').length, 6);
    assert.equal((await auditOf(front, 'export-approved'))[0]?.user_id, lead.userId);
  });

  it('is not made when refused, which needs a reason', async (t) => {
    const front = await openFront(t);
    await fiveChildren(front);
    await setLimit(front, 4);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    const page = String((await manager.post(FIGURE, { purpose: 'audit' })).headers.location);
    const lead = await aPerson(front, 'oxfordshire', 'strategic-lead');
    assert.equal((await lead.post(`${page}/decide`, { decision: 'refused' })).statusCode, 422);
    await lead.post(`${page}/decide`, { decision: 'refused', words: 'Too many' });
    assert.match(wordsOf((await manager.browser.get(page)).body), /Refused by Person \d+, .*: Too many/);
    assert.equal((await manager.post(`${page}/download`, {})).statusCode, 409);
  });

  it('is made in the rights of that moment: what has grown waits, and what has left is not in it', async (t) => {
    const front = await openFront(t);
    const ids = await fiveChildren(front);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    const page = String((await manager.post(FIGURE, { purpose: 'audit' })).headers.location);
    await setLimit(front, 4);
    const grown = await manager.post(`${page}/download`, {});
    assert.equal(grown.statusCode, 303, 'somebody else must decide now');
    assert.match(wordsOf((await manager.browser.get(page)).body), /Waits for a second person/);
    await (await aPerson(front, 'oxfordshire', 'strategic-lead')).post(`${page}/decide`, { decision: 'approved' });
    await front.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(sql`delete from homeward.child_agency where child_id = ${ids[0] ?? 0} and agency_code = 'oxfordshire'`),
    );
    await front.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(
        sql`insert into homeward.fact_change (authority, transaction_id) values ('oxfordshire', pg_current_xact_id())`,
      ),
    );
    const file = await manager.post(`${page}/download`, {});
    assert.equal(file.body.trim().split('\r\n').length, 5);
    assert.doesNotMatch(file.body, /Quill1/);
    await front.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(sql`delete from homeward.child_agency where child_id = ${ids[1] ?? 0} and agency_code = 'oxfordshire'`),
    );
    assert.equal(
      (await manager.post(`${page}/download`, {})).statusCode,
      409,
      'not fetched again when sight has ended',
    );
  });

  it('cannot be made behind the back of the second person, whatever the request role tries', async (t) => {
    const front = await openFront(t);
    await fiveChildren(front);
    await setLimit(front, 4);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    const page = String((await manager.post(FIGURE, { purpose: 'audit' })).headers.location);
    const exportId = Number(page.split('/').at(-1));
    const by = { userId: manager.userId, agencyCode: 'oxfordshire', purpose: 'test', requestId: 'test' };
    await assert.rejects(
      front.database.transaction('request', by, (tx) =>
        tx.query(sql`insert into homeward.export_file (export_id, content, child_ids) values (${exportId}, 'x', '{}')`),
      ),
      /row-level security/,
    );
    const colleague = await front.addPerson('oxfordshire', 'strategic-lead');
    const forged = [
      sql`update homeward.export set decision = 'approved', decided_at = now(), decided_by = ${manager.userId} where export_id = ${exportId}`,
      sql`update homeward.export set decision = 'approved', decided_at = now(), decided_by = ${colleague} where export_id = ${exportId}`,
      sql`update homeward.export set needs_second = false where export_id = ${exportId}`,
    ];
    for (const statement of forged)
      await assert.rejects(
        front.database.transaction('request', by, (tx) => tx.query(statement)),
        /second person/,
      );
  });
});

describe('the limit of an agency', () => {
  it('is set by its administrator and nobody else, from 1 on', async (t) => {
    const front = await openFront(t);
    const admin = await aPerson(front, 'oxfordshire', 'agency-administrator');
    const page = await admin.browser.get('/administration/exports');
    assert.match(page.body, /value="100"/);
    assert.ok(formTokenIn(page.body));
    assert.equal((await admin.post('/administration/exports', { children: '0' })).statusCode, 422);
    assert.equal((await admin.post('/administration/exports', { children: '20' })).statusCode, 303);
    assert.match((await admin.browser.get('/administration/exports')).body, /value="20"/);
    const manager = await aPerson(front, 'oxfordshire', 'team-manager');
    assert.equal((await manager.browser.get('/administration/exports')).statusCode, 403);
    assert.equal((await manager.post('/administration/exports', { children: '9' })).statusCode, 403);
  });
});
