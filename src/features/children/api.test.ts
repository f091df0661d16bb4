import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../../../test/support/front.ts';
import { interviewed } from '../../../test/support/interviewed.ts';
import { aCouncilNotification, aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { programOf, systemOf } from '../../../test/support/programs.ts';
import { record, recordChild, told } from '../../../test/support/recording.ts';

const lastSeen = at('2026-03-09T20:00Z');

test('a system of an agency involved reads a child, the chronology and the episodes, and each look is recorded', async (t) => {
  const front = await openFront(t);
  const system = await systemOf(front, 'oxfordshire');
  const childId = await recordChild(front.database, at('2026-03-09T21:00Z'), { forename: 'Zoë', surname: 'Quill' }, [
    aNotification({ notificationRef: 'TV-1', incidentRef: 'I-1', occurredAt: lastSeen, risk: 'high' }),
  ]);
  const child = await system.get(`/children/${childId}`);
  assert.equal(child.statusCode, 200, child.body);
  assert.equal(child.json().details.surname, 'Quill');
  assert.equal(child.json().episodes[0].started_at, '2026-03-09T20:00:00Z');
  assert.deepEqual(
    child.json().involvements.map(({ agency }: { agency: string }) => agency),
    ['oxfordshire', 'thames-valley-police'],
  );
  const chronology = await system.get(`/children/${childId}/chronology`);
  assert.deepEqual(
    chronology.json().entries.map((one: { content: { kind: string } }) => one.content.kind),
    ['child-recorded', 'notification-received'],
  );
  const open = await system.get('/episodes?open=true');
  assert.equal(open.json().episodes.length, 1);
  assert.equal(open.json().episodes[0].risk, 'high');
  const { episode_id: episodeId } = open.json().episodes[0];
  const one = await system.get(`/episodes/${episodeId}`);
  assert.equal(one.json().episode.child_id, childId);
  assert.equal(one.json().duties[0].kind, 'episode-review');
  assert.equal((await system.get('/episodes?open=false')).json().episodes.length, 0);
  const found = await system.post('/children/search', { name: 'zoe quil' });
  assert.equal(found.json().children[0].child_id, childId);
  const looks = await front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select route, agency_code from homeward.audit_entry where ${childId} = any (child_ids) and verb = 'consultation' order by audit_id`,
    ),
  );
  assert.deepEqual(
    looks.map(({ route }) => route),
    [
      '/children/:child_id',
      '/children/:child_id/chronology',
      '/episodes',
      '/episodes/:episode_id',
      '/children/search',
    ].map((path) => `/api/v1${path}`),
  );
});

test('a system reads nothing of an interview that the people of its agency may not', async (t) => {
  const front = await openFront(t);
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(
      sql`insert into homeward.agency (code, kind, name) values ('northgate', 'placement-provider', 'Northgate Homes')`,
    ),
  );
  front.now = at('2026-03-10T09:00Z');
  const childId = await interviewed(front.database);
  const byHome = { reportedBy: 'northgate', reportedByKind: 'placement-provider', incidentRef: null } as const;
  const absence = aNotification({ ...byHome, notificationRef: 'H-1', occurredAt: at('2026-03-09T20:00Z') });
  await record(front.database, 'northgate', childId, [told(absence)], front.now);
  const read = async (agency: string): Promise<string> => {
    const chronology = await (await systemOf(front, agency)).get(`/children/${childId}/chronology`);
    assert.equal(chronology.statusCode, 200, chronology.body);
    return chronology.body;
  };
  assert.match(await read('oxfordshire'), /The bus station/);
  const police = await read('thames-valley-police');
  assert.match(police, /interview-held/);
  assert.doesNotMatch(police, /The bus station/);
  assert.doesNotMatch(await read('northgate'), /interview|The bus station|Ash Grove/);
});

test('a child as known on a day leaves out what was learnt later', async (t) => {
  const front = await openFront(t);
  const system = await systemOf(front, 'oxfordshire');
  const childId = await recordChild(front.database, at('2026-03-01T12:00Z'), {}, []);
  await record(
    front.database,
    'oxfordshire',
    childId,
    [told(aCouncilNotification({ notificationRef: 'C-1', occurredAt: lastSeen }))],
    at('2026-03-09T22:00Z'),
  );
  assert.equal((await system.get(`/children/${childId}?as_known_on=2026-03-08`)).json().episodes.length, 0);
  assert.equal((await system.get(`/children/${childId}?as_known_on=2026-03-09`)).json().episodes.length, 1);
  assert.equal(
    (await system.get(`/children/${childId}?as_known_on=2026-02-28`)).statusCode,
    404,
    'nobody knew the child yet',
  );
  assert.equal((await system.get(`/children/${childId}?as_known_on=2026-02-30`)).statusCode, 400);
});

test('a child whom the agency is not involved with answers as one who does not exist, everywhere', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, { surname: 'Quill' }, [
    aCouncilNotification({ notificationRef: 'C-1', occurredAt: lastSeen }),
  ]);
  const oxfordshire = await systemOf(front, 'oxfordshire');
  const { episode_id: episodeId } = (await oxfordshire.get('/episodes')).json().episodes[0];
  const swindon = await systemOf(front, 'swindon');
  const without = (body: string): string => body.replace(/"requestId":"[^"]*"/, '');
  for (const [path, absent] of [
    [`/children/${childId}`, '/children/999999'],
    [`/children/${childId}/chronology`, '/children/999999/chronology'],
    [`/episodes/${episodeId}`, '/episodes/999999'],
  ] as const) {
    const [theirs, nobodys] = [await swindon.get(path), await swindon.get(absent)];
    assert.equal(theirs.statusCode, 404);
    assert.equal(without(theirs.body), without(nobodys.body));
    assert.match(String(theirs.headers['content-type']), /^application\/problem\+json/);
  }
  assert.deepEqual((await swindon.get('/episodes')).json(), { episodes: [], next: null });
  assert.deepEqual((await swindon.get(`/episodes?child_id=${childId}`)).json().episodes, []);
  assert.deepEqual((await swindon.post('/children/search', { name: 'Ada Quill' })).json(), { children: [] });
});

test('a role that may not see a child reads none through its own session either', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, {}, [
    aNotification({ notificationRef: 'N-1', occurredAt: lastSeen }),
  ]);
  const analyst = await programOf(front, await front.addPerson('oxfordshire', 'analyst'));
  const worker = await programOf(front, await front.addPerson('oxfordshire', 'social-worker'));
  assert.equal((await worker.get(`/children/${childId}`)).statusCode, 200);
  assert.equal((await analyst.get(`/children/${childId}`)).statusCode, 404);
  assert.equal((await analyst.get('/episodes')).statusCode, 403);
  assert.equal((await analyst.post('/children/search', { name: 'Ada Marsh' })).statusCode, 403);
});

test('a search says by pointer what is wrong with it, and never repeats the value', async (t) => {
  const front = await openFront(t);
  const system = await systemOf(front, 'oxfordshire');
  const answer = await system.post('/children/search', { name: '', dob: '2012-06-15' });
  assert.equal(answer.statusCode, 400);
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
  assert.deepEqual(
    answer
      .json()
      .errors.map(({ pointer }: { pointer: string }) => pointer)
      .toSorted(),
    ['/dob', '/name'],
  );
  assert.ok(!answer.body.includes('2012-06-15'));
  assert.equal((await system.post('/children/search', {})).statusCode, 400);
});
