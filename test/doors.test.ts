/** Every address there is, tried by those who should not get through it. A route nobody thought of fails here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { toIso } from '../src/domain/time/instant.ts';
import { openFront, type Front } from './support/front.ts';
import { followedUp } from './support/followed-up.ts';
import { aNotification, anInterview, at } from './support/notifications.ts';
import { OPERATOR } from './support/people.ts';
import { record, recordChild } from './support/recording.ts';

type Route = { readonly method: 'GET' | 'POST'; readonly path: string };

/** What anybody may ask without signing in. */
const PUBLIC = new Set([
  'GET /assets/:version/:file',
  'GET /api/v1/openapi.json',
  'GET /api/v1/health',
  'POST /api/v1/token',
  'GET /health',
  'GET /sign-in',
  'POST /sign-in',
  'GET /sign-in/passkey',
  'POST /sign-in/second-factor',
  'POST /sign-in/set-up',
  'GET /sign-in/recover',
  'POST /sign-in/recover',
  'POST /sign-in/new-password',
  'POST /sign-in/as',
  'GET /sign-in/through/:providerId',
  'GET /sign-in/through/:providerId/back',
  'POST /sign-in/through/:providerId/ended',
  'GET /sign-in/join',
  'POST /sign-in/join',
  'GET /signed-out/:providerId',
]);

/** What no browser sends: whoever does proves by a signature who they are, and brings no form token. */
const SIGNED = new Set(['/api/v1/token', '/sign-in/through/:providerId/ended']);

/** The routes as the router holds them. */
function routesOf({ app }: Front): Route[] {
  const trail: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line): Route[] => {
      const match = /^([│├└─\s]*)(\S.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
      if (match === null) return [];
      const [, indent = '', piece = '', methods = ''] = match;
      const depth = indent.length / 4;
      trail.length = depth;
      trail[depth] = piece;
      const path = trail.join('').replace(/\/{2,}/g, '/');
      return (['GET', 'POST'] as const)
        .filter((method) => methods.split(', ').includes(method))
        .map((method) => ({ method, path }));
    });
}

/** Addresses with numbers in the places of identifiers. */
function filled(path: string, ids: Readonly<Record<string, number | string>>, otherwise: number): string {
  const draft = '00000000-0000-4000-8000-000000000000';
  return path.replace(/:(\w+)/g, (_, name: string) => (name === 'draftId' ? draft : String(ids[name] ?? otherwise)));
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_BODY = { 'content-type': 'application/json' };
const bodyFor = (route: Route) =>
  route.method === 'GET'
    ? {}
    : route.path.startsWith('/api/')
      ? { headers: JSON_BODY, payload: '{}' }
      : { headers: FORM, payload: 'a=b' };

test('without a session every address but the few listed leads to sign-in or is refused, with every security header', async (t) => {
  const front = await openFront(t, { demonstration: true });
  const routes = routesOf(front);
  assert.ok(routes.length > 50, 'the routes were read');
  const unknown = [...PUBLIC].filter((one) => !routes.some(({ method, path }) => `${method} ${path}` === one));
  assert.deepEqual(unknown, [], 'each public address is there');
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    const answer = await front.app.inject({ method: route.method, url: filled(route.path, {}, 1), ...bodyFor(route) });
    assert.match(String(answer.headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/, name);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', name);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer', name);
    if (!route.path.startsWith('/assets/')) assert.equal(answer.headers['cache-control'], 'no-store', name);
    if (PUBLIC.has(name)) continue;
    if (route.path.startsWith('/api/')) assert.equal(answer.statusCode, 401, name);
    else {
      assert.equal(answer.statusCode, 303, name);
      assert.match(String(answer.headers.location), /^\/sign-in(\?|$)/, name);
    }
  }
});

test('nothing that changes anything is done for a session without its form token, or for a form from elsewhere', async (t) => {
  const front = await openFront(t, { demonstration: true });
  const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  for (const route of routesOf(front).filter(({ method, path }) => method === 'POST' && !SIGNED.has(path))) {
    const url = filled(route.path, {}, 1);
    const { headers, payload } = bodyFor(route);
    const without = await browser.send({ method: 'POST', url, headers: headers ?? {}, payload: payload ?? '' });
    assert.equal(without.statusCode, 403, `${route.path} without a token`);
    const elsewhere = { ...headers, 'x-csrf-token': token, 'sec-fetch-site': 'cross-site' };
    const foreign = await browser.send({ method: 'POST', url, headers: elsewhere, payload: payload ?? '' });
    assert.equal(foreign.statusCode, 403, `${route.path} from elsewhere`);
  }
  assert.equal((await browser.get('/worklist')).statusCode, 200, 'and nobody was signed out by it');
});

/** What programs send to the addresses that read it before they look for the child: right in form. */
const SENT: readonly (readonly [string, string])[] = [
  ['/return', '{"notification_ref":"S-1","occurred_at":"2026-03-10T08:00"}'],
  ['/answer', '{"outcome":"received"}'],
];

/** Pages about the child of this test that are not open to the agency involved either: its return was interviewed, nobody asked it, and what it sent went to the police. */
const NOT_OPEN = [
  'GET /children/:childId/episodes/:episodeId/triage/letters/:letter',
  'GET /children/:childId/interview-requests/:requestRef/give-back',
  'GET /children/:childId/interview-requests/:requestRef/withdraw',
  'GET /children/:childId/questions/:dutyId',
  'GET /children/:childId/received/:transmissionRef',
];

const LETTER = {
  kind: 'letter-sent',
  letterRef: 'letter-1',
  episodeKey: 'I-3',
  to: 'child',
  form: 'plain',
  way: 'post',
  words: { letter: 'We are glad that you are back.' },
} as const;

test('every address of a child answers another agency as the address of nobody does', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, { surname: 'Quillfeather' }, [
    aNotification({
      notificationRef: 'P-1',
      incidentRef: 'I-1',
      occurredAt: at('2026-03-09T20:00Z'),
      missingFromPostcode: 'OX4 2LP',
    }),
    aNotification({ notificationRef: 'P-2', kind: 'found', incidentRef: 'I-2', occurredAt: at('2026-03-05T08:00Z') }),
    aNotification({ notificationRef: 'P-3', incidentRef: 'I-3', occurredAt: at('2026-03-06T20:00Z') }),
    aNotification({ notificationRef: 'P-4', kind: 'found', incidentRef: 'I-3', occurredAt: at('2026-03-06T23:00Z') }),
  ]);
  const interview = anInterview({ interviewRef: 'R-1', incidentRefs: ['I-3'], completedAt: at('2026-03-07T09:00Z') });
  const contents = [{ kind: 'interview-recorded', interview } as const, ...followedUp('R-1'), LETTER];
  await record(
    front.database,
    'oxfordshire',
    childId,
    contents.map((content) => ({ occurredAt: front.now, sourceKey: null, content })),
    front.now,
  );
  const { episodeId, dutyId, interviewId } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episodeId: number; dutyId: number; interviewId: number }>(
      sql`select e.episode_id as "episodeId", d.duty_id as "dutyId", i.interview_id as "interviewId"
        from homeward.episode e join homeward.duty d using (child_id) join homeward.interview i using (child_id)
        where e.child_id = ${childId} and e.ended_at is not null and d.kind = 'recording-fault'`,
    ),
  );
  const asker = await front.addPerson('oxfordshire', 'social-worker');
  const { requestId } = await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.one<{ requestId: number }>(sql`
      insert into homeward.address_request (child_id, kind, why, asked_at, asked_by, asked_by_agency)
      values (${childId}, 'reveal', 'a visit', ${toIso(front.now)}, ${asker}, 'oxfordshire') returning request_id as "requestId"`),
  );
  const refs = {
    interviewRef: 'R-1',
    factRef: 'fact-1',
    transmissionRef: 'sent-1',
    supportRef: 'support-1',
    referralRef: 'referral-1',
    letterRef: 'letter-1',
    letter: 'child',
    question: 'any',
  };
  const numbers = { childId, child_id: childId, episodeId, episode_id: episodeId, dutyId, interviewId, requestId };
  const real = { ...numbers, ...refs, version: 2 };
  const addresses = routesOf(front).filter(({ path }) => /:(childId|child_id|episodeId|episode_id)\b/.test(path));
  assert.ok(addresses.length >= 10);
  const owner = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  const outsider = await front.signedIn(await front.addPerson('swindon', 'team-manager'));
  const said = (body: string): string =>
    body.replace(/"requestId":"[^"]*"/, '').replace(/<span class="homeward-reference">[^<]*<\/span>/, '');
  const absent: string[] = [];
  for (const route of addresses) {
    const ask = async ({ browser, token }: typeof owner, ids: Readonly<Record<string, number | string>>) => {
      const { headers, payload } = bodyFor(route);
      return browser.send({
        method: route.method,
        url: filled(route.path, ids, 999_999),
        headers: { ...headers, 'x-csrf-token': token },
        ...(payload === undefined
          ? {}
          : {
              payload:
                SENT.find(([path]) => route.path.startsWith('/api/') && route.path.endsWith(path))?.[1] ?? payload,
            }),
      });
    };
    const [theirs, nobodys] = [await ask(outsider, real), await ask(outsider, {})];
    const name = `${route.method} ${route.path}`;
    if (route.path === '/children/:childId/as-known-on') {
      // It only leads to the page of the child, whatever the number.
      assert.equal(theirs.statusCode, nobodys.statusCode, name);
      continue;
    }
    assert.equal(theirs.statusCode, 404, name);
    assert.equal(said(theirs.body), said(nobodys.body), name);
    assert.ok(!theirs.body.includes('Quillfeather'), name);
    if (route.method === 'GET' && (await ask(owner, real)).statusCode === 404) absent.push(name);
  }
  assert.deepEqual(absent.toSorted(), NOT_OPEN.toSorted(), 'every other is there for the agency involved');
});
