/** Nothing about anybody leaves without its committed record; and where the audit cannot be written, nothing leaves at all. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { recordAudit } from '../../src/db/audit/record.ts';
import { requesterOf } from '../../src/web/requests.ts';
import { openFront, type Front } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';
import { routesIn } from '../support/routes.ts';

async function withChild(t: TestContext) {
  const front = await openFront(t);
  const child = await recordChild(front.database, front.now, { forename: 'Ada', surname: 'Marsh' }, [
    aNotification({ notificationRef: 'D-1', incidentRef: 'DI-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  const { browser } = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  return { front, child, browser };
}

async function recordsOf(front: Front, requestId: unknown): Promise<{ outcome: string; detail: object }[]> {
  return front.database.read('job', OPERATOR, (tx) =>
    tx.query(sql`select outcome, detail from homeward.audit_entry where request_id = ${String(requestId)}`),
  );
}

test('a route that forgets to record answers with a fault of ours and shows nothing, though it says nothing of what it shows', async (t) => {
  const front = await openFront(t);
  front.app.get('/forgetful', async (_request, reply) => reply.type('text/html').send('<p>Ada Marsh</p>'));
  front.app.get('/rolled-back', async (request, reply) => {
    const requester = requesterOf(request);
    await front.database
      .transaction('request', requester, async (tx) => {
        await recordAudit(tx, requester, { verb: 'consultation', route: '/rolled-back', childIds: [] });
        throw new Error('rolled back');
      })
      .catch(() => {});
    return reply.header('content-disposition', 'attachment; filename="Ada Marsh.csv"').send('Ada Marsh');
  });
  front.app.get('/careful', async (request, reply) => {
    const requester = requesterOf(request);
    await front.database.transaction('request', requester, (tx) =>
      recordAudit(tx, requester, { verb: 'consultation', route: '/careful', childIds: [] }),
    );
    return reply.send('Ada Marsh');
  });
  const { browser } = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  for (const url of ['/forgetful', '/rolled-back']) {
    const answer = await browser.send({ method: 'GET', url });
    assert.equal(answer.statusCode, 500, url);
    assert.doesNotMatch(answer.body + JSON.stringify(answer.headers), /Ada|Marsh/, url);
  }
  const careful = await browser.send({ method: 'GET', url: '/careful' });
  assert.deepEqual([careful.statusCode, careful.body], [200, 'Ada Marsh']);
});

test('every page that names nothing in its address answers each role with a record or shows nobody', async (t) => {
  const front = await openFront(t, { demonstration: true });
  const routes = routesIn(front.app.printRoutes({ commonPrefix: false })).filter(
    (route) => route.startsWith('GET ') && !route.includes(':') && !route.includes('*'),
  );
  assert.ok(routes.length > 20, 'the picture of the router was read');
  const failed = new Set<string>();
  for (const role of ['team-manager', 'agency-administrator', 'information-governance', 'analyst'] as const) {
    const { browser } = await front.signedIn(await front.addPerson('oxfordshire', role));
    for (const route of routes) {
      const answer = await browser.send({ method: 'GET', url: route.slice('GET '.length) });
      if (answer.statusCode >= 500) failed.add(`${route} ${answer.statusCode}`);
    }
  }
  assert.deepEqual([...failed], []);
});

test('what is refused is on record before it is answered, by the number that was asked for', async (t) => {
  const { front, child } = await withChild(t);
  const { browser } = await front.signedIn(await front.addPerson('swindon', 'team-manager'));
  for (const asked of [child, child + 1000]) {
    const answer = await browser.send({ method: 'GET', url: `/children/${asked}` });
    assert.equal(answer.statusCode, 404);
    assert.deepEqual(await recordsOf(front, answer.headers['x-request-id']), [
      { outcome: 'refused', detail: { status: 404, childId: asked } },
    ]);
  }
  const refused = await browser.send({ method: 'GET', url: '/administration' });
  assert.equal(refused.statusCode, 403);
  assert.deepEqual(await recordsOf(front, refused.headers['x-request-id']), [
    { outcome: 'refused', detail: { status: 403 } },
  ]);
});

for (const [what, broken, mended] of [
  ['may not be written', 'revoke insert on homeward.audit_entry from homeward_request', null],
  [
    'is not there',
    'alter table homeward.audit_entry rename to audit_away',
    'alter table homeward.audit_away rename to audit_entry',
  ],
  ['cannot be listed for its seal', 'alter table homeward.audit_unsealed rename to unsealed_away', null],
] as const) {
  test(`where the audit ${what}, nothing about a child is answered and health says why`, async (t) => {
    const { front, child, browser } = await withChild(t);
    await front.database.transaction('owner', OPERATOR, (tx) => tx.query(sql`${raw(broken)}`));
    for (const url of [`/children/${child}`, '/worklist', '/missing-now', `/children/${child + 1000}`]) {
      const answer = await browser.send({ method: 'GET', url });
      assert.equal(answer.statusCode, 503, url);
      assert.doesNotMatch(answer.body, /Marsh/, url);
    }
    const health = await front.app.inject('/health');
    assert.equal(health.statusCode, 503);
    assert.equal((await front.app.inject('/api/v1/health')).statusCode, 503);
    if (mended === null) return;
    await front.database.transaction('owner', OPERATOR, (tx) => tx.query(sql`${raw(mended)}`));
    assert.equal((await browser.send({ method: 'GET', url: `/children/${child}` })).statusCode, 200);
  });
}

test('while the audit is locked nothing about a child is answered; afterwards it is again', async (t) => {
  const { front, child, browser } = await withChild(t);
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    await tx.query(sql`lock table homeward.audit_entry in share mode`);
    const answer = await browser.send({ method: 'GET', url: `/children/${child}` });
    assert.equal(answer.statusCode, 503);
    assert.doesNotMatch(answer.body, /Marsh/);
    assert.deepEqual((await front.app.inject('/health')).json(), {
      status: 'down',
      database: 'up',
      audit: 'cannot be written',
    });
  });
  assert.equal((await browser.send({ method: 'GET', url: `/children/${child}` })).statusCode, 200);
});

test('health tells of entries that wait too long for their seal, and of heads that are not handed on', async (t) => {
  const { front, child, browser } = await withChild(t);
  const health = async () => (await front.app.inject('/health')).json<unknown>();
  assert.deepEqual(await health(), { status: 'up', database: 'up', audit: 'up' });
  await browser.send({ method: 'GET', url: `/children/${child}` });
  const waits = (seconds: number) =>
    front.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(
        sql`update homeward.audit_unsealed set waiting_since = clock_timestamp() - make_interval(secs => ${seconds})`,
      ),
    );
  await waits(50);
  assert.deepEqual(await health(), { status: 'up', database: 'up', audit: 'up' });
  await waits(61);
  assert.deepEqual(await health(), { status: 'degraded', database: 'up', audit: 'sealed too late' });
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    await tx.query(sql`delete from homeward.audit_unsealed`);
    await tx.query(sql`insert into homeward.audit_place (place, tried_at, failing_since) values ('far', now(), now())`);
  });
  assert.deepEqual(await health(), { status: 'degraded', database: 'up', audit: 'heads not handed on' });
});
