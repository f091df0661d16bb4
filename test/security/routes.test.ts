/** Every address there is, who it is open to, and that a child whom an agency may not see is answered as one who is not there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';
import { routesIn } from '../support/routes.ts';

/** Open to everybody. */
const PUBLIC = [
  'GET /api/v1/health',
  'GET /api/v1/openapi.json',
  'GET /assets/x/x',
  'GET /health',
  'GET /sign-in',
  'GET /sign-in/join',
  'GET /sign-in/passkey',
  'GET /sign-in/recover',
  'GET /sign-in/through/x',
  'GET /sign-in/through/x/back',
  'GET /signed-out/x',
  'POST /api/v1/token',
  'POST /sign-in',
  'POST /sign-in/as',
  'POST /sign-in/join',
  'POST /sign-in/new-password',
  'POST /sign-in/recover',
  'POST /sign-in/second-factor',
  'POST /sign-in/set-up',
  'POST /sign-in/through/x/ended',
];

/** Addresses of one child, by the numbers that they name. */
const OF_A_CHILD = [
  'GET /api/v1/children/:child',
  'GET /api/v1/children/:child/chronology',
  'GET /api/v1/episodes/:episode',
  'GET /children/:child',
  'GET /children/:child/disclosures',
  'GET /children/:child/entries/2/another-child',
  'GET /children/:child/entries/2/correct',
  'GET /children/:child/episodes/:episode',
  'GET /children/:child/episodes/:episode/review',
  'GET /children/:child/faults/1',
  'GET /children/:child/looks',
  'GET /children/:child/subject-access',
  'GET /children/:child/why',
  'GET /retention/children/:child',
  'GET /retention/children/:child/ask-erasure',
  'GET /retention/children/:child/hold',
  'POST /children/:child/entries/2/another-child',
  'POST /children/:child/entries/2/correct',
  'POST /children/:child/episodes/:episode/review',
  'POST /children/:child/faults/1',
  'POST /children/:child/subject-access',
  'POST /children/:child/why',
  'POST /retention/children/:child/ask-erasure',
  'POST /retention/children/:child/hold',
];

test('every address but those on the list is closed to who is not signed in', async (t) => {
  const { app } = await openFront(t, { demonstration: true });
  const routes = routesIn(app.printRoutes({ commonPrefix: false }));
  assert.ok(routes.length > 60, 'the picture of the router was read');
  const open: string[] = [];
  for (const route of routes) {
    const [method = '', pattern = ''] = route.split(' ');
    const url = pattern.replace(/:\w+/g, 'x');
    const answer = await app.inject({ method: method as 'GET', url });
    const closed = answer.statusCode === 401 || String(answer.headers.location).startsWith('/sign-in');
    if (!closed) open.push(`${method} ${url}`);
  }
  assert.deepEqual(open.toSorted(), PUBLIC);
});

test('a child whom an agency may not see is answered as one who is not there, and no form without its token is taken', async (t) => {
  const front = await openFront(t);
  const start = at('2026-03-09T20:00Z');
  const child = await recordChild(front.database, front.now, { forename: 'Wilhelmina', surname: 'Quillfeather' }, [
    aNotification({ notificationRef: 'S-1', incidentRef: 'SI-1', occurredAt: start }),
  ]);
  const { episode } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episode: number }>(sql`select episode_id as episode from homeward.episode where child_id = ${child}`),
  );
  const { browser, token } = await front.signedIn(await front.addPerson('swindon', 'team-manager'));
  const ask = async (route: string, ids: { child: number; episode: number }, formToken: string) => {
    const [method = '', pattern = ''] = route.split(' ');
    const url = pattern.replace(':child', String(ids.child)).replace(':episode', String(ids.episode));
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const payload = new URLSearchParams({ _csrf: formToken, why: 'x', version: '2', searched: 'Quillfeather' });
    const post = method === 'POST' ? { headers, payload: payload.toString() } : {};
    const answer = await browser.send({ method: method, url, ...post });
    return { status: answer.statusCode, body: answer.body.replaceAll(String(answer.headers['x-request-id']), '') };
  };
  for (const route of OF_A_CHILD) {
    const hidden = await ask(route, { child, episode }, token);
    const absent = await ask(route, { child: child + 1000, episode: episode + 1000 }, token);
    assert.equal(hidden.status, 404, route);
    assert.deepEqual(hidden, absent, route);
    assert.doesNotMatch(hidden.body, /Wilhelmina|Quillfeather/, route);
    if (route.startsWith('POST')) assert.equal((await ask(route, { child, episode }, 'made-up')).status, 403, route);
  }
  const { entries, looks, refusals } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ entries: number; looks: number; refusals: number }>(sql`
      select (select count(*) from homeward.chronology_entry where child_id = ${child}) as entries,
        (select count(*) from homeward.audit_entry where agency_code = 'swindon' and outcome = 'allowed' and ${child} = any (child_ids)) as looks,
        (select count(*) from homeward.audit_entry where agency_code = 'swindon' and outcome = 'refused') as refusals`),
  );
  // Each refusal is on record: of the child that is not there as of the one that may not be seen, and of a made-up token.
  const posts = OF_A_CHILD.filter((route) => route.startsWith('POST')).length;
  assert.deepEqual({ entries, looks, refusals }, { entries: 2, looks: 0, refusals: 2 * OF_A_CHILD.length + posts });
});
