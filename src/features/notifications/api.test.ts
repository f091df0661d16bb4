import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { programOf, systemOf } from '../../../test/support/programs.ts';
import { recordChild } from '../../../test/support/recording.ts';

const missing = (changes: Readonly<Record<string, unknown>> = {}) => ({
  notification_ref: 'TV-1',
  kind: 'missing',
  incident_ref: 'I-1',
  child_ref: 'OX1',
  occurred_at: '2026-03-09T20:00',
  reported_by: 'thames-valley-police',
  missing_from_authority: 'oxfordshire',
  ...changes,
});

async function countOf(front: Front, table: 'chronology_entry' | 'idempotency_key' | 'episode'): Promise<number> {
  const counts = {
    chronology_entry: sql`select count(*) as count from homeward.chronology_entry where kind = 'notification-received'`,
    idempotency_key: sql`select count(*) as count from homeward.idempotency_key`,
    episode: sql`select count(*) as count from homeward.episode`,
  };
  const { count } = await front.database.read('owner', OPERATOR, (tx) => tx.one<{ count: number }>(counts[table]));
  return count;
}

test('the police tell of an absence and of the return, the worklist of the council has the interview due 72 hours later', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, at('2026-03-01T12:00Z'));
  const police = await systemOf(front, 'thames-valley-police');
  const told = await police.post('/notifications', missing({ distance_miles: null }));
  assert.equal(told.statusCode, 201, told.body);
  assert.deepEqual(told.json(), {
    notification_ref: 'TV-1',
    outcome: 'accepted',
    child_id: childId,
    episode_key: 'I-1',
    reason: null,
  });
  assert.equal((await police.post('/notifications', missing())).json().outcome, 'repeated');
  const { episode_id: episodeId } = (await police.get('/episodes?open=true')).json().episodes[0];
  const back = await police.post(`/episodes/${episodeId}/return`, {
    notification_ref: 'TV-2',
    occurred_at: '2026-03-10T08:30',
    distance_miles: 3.5,
  });
  assert.equal(back.statusCode, 201, back.body);
  assert.equal(back.json().ended_at, '2026-03-10T08:30:00Z');
  assert.equal(back.json().interview_due_at, '2026-03-13T08:30:00Z');
  const council = await systemOf(front, 'oxfordshire');
  const [duty] = (await council.get('/worklist?kind=return-interview')).json().duties;
  assert.equal(duty.due_at, '2026-03-13T08:30:00Z');
  assert.equal(duty.child_id, childId);
  const again = await police.post(`/episodes/${episodeId}/return`, {
    notification_ref: 'TV-3',
    occurred_at: '2026-03-10T08:45',
  });
  assert.equal(again.statusCode, 409);
});

test('twenty identical posts at once with one key have one effect and one answer', async (t) => {
  const front = await openFront(t);
  await recordChild(front.database, at('2026-03-01T12:00Z'));
  const police = await systemOf(front, 'thames-valley-police');
  const post = () => police.post('/notifications', missing(), { 'idempotency-key': 'key-1' });
  const answers = await Promise.all(Array.from({ length: 20 }, post));
  assert.deepEqual(new Set(answers.map(({ statusCode }) => statusCode)), new Set([201]));
  assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
  assert.equal(answers[0]?.json().outcome, 'accepted', 'the first answer, not that of a repetition');
  assert.equal(await countOf(front, 'chronology_entry'), 1);
  assert.equal(await countOf(front, 'episode'), 1);
  assert.equal(await countOf(front, 'idempotency_key'), 1);
});

test('a key with another body is refused, and another sender’s key of the same text is another key', async (t) => {
  const front = await openFront(t);
  await recordChild(front.database, at('2026-03-01T12:00Z'));
  const police = await systemOf(front, 'thames-valley-police');
  const key = { 'idempotency-key': 'key-1' };
  assert.equal((await police.post('/notifications', missing(), key)).statusCode, 201);
  const reordered = Object.fromEntries(Object.entries(missing()).toReversed());
  assert.equal(
    (await police.post('/notifications', reordered, key)).json().outcome,
    'accepted',
    'the order of names is no difference',
  );
  const other = await police.post('/notifications', missing({ notification_ref: 'TV-9', incident_ref: 'I-9' }), key);
  assert.equal(other.statusCode, 422);
  assert.match(other.json().detail, /another request/);
  assert.equal(await countOf(front, 'chronology_entry'), 1);
  const worker = await programOf(front, await front.addPerson('oxfordshire', 'social-worker'));
  const own = missing({ notification_ref: 'OX-1', incident_ref: null, reported_by: 'oxfordshire' });
  assert.equal((await worker.post('/notifications', own, key)).json().outcome, 'accepted');
});

test('what is rejected says where and why, changes nothing, and leaves its key free', async (t) => {
  const front = await openFront(t);
  await recordChild(front.database, at('2026-03-01T12:00Z'));
  const police = await systemOf(front, 'thames-valley-police');
  const key = { 'idempotency-key': 'key-1' };
  const wrong = await police.post('/notifications', missing({ occurred_at: '2027-01-01T00:00' }), key);
  assert.equal(wrong.statusCode, 422);
  assert.match(String(wrong.headers['content-type']), /^application\/problem\+json/);
  assert.equal(wrong.json().errors[0].pointer, '/occurred_at');
  assert.equal(await countOf(front, 'idempotency_key'), 0);
  assert.equal((await police.post('/notifications', missing(), key)).statusCode, 201);
  const unknown = await police.post('/notifications', missing({ childref: 'OX1' }));
  assert.equal(unknown.statusCode, 400);
  assert.deepEqual(
    unknown.json().errors.map(({ pointer }: { pointer: string }) => pointer),
    ['/childref'],
  );
  const foreign = await police.post('/notifications', missing({ notification_ref: 'X', reported_by: 'oxfordshire' }));
  assert.equal(foreign.json().errors[0].pointer, '/reported_by');
});

test('a batch takes what can be taken in order, and says of each what became of it', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, at('2026-03-01T12:00Z'));
  const police = await systemOf(front, 'thames-valley-police');
  const notifications = [
    missing(),
    missing({ notification_ref: 'TV-2', kind: 'found', occurred_at: '2026-03-08T20:00' }),
    missing({ notification_ref: 'TV-3', kind: 'found', occurred_at: '2026-03-10T08:00' }),
    missing(),
    missing({
      notification_ref: 'TV-4',
      incident_ref: 'I-4',
      child_ref: null,
      forename: 'Nobody',
      surname: 'Known',
      date_of_birth: '2012-01-01',
    }),
    missing({ notification_ref: 'TV-5', child_ref: 'NO-SUCH' }),
  ];
  const answer = await police.post('/notifications/batch', { notifications }, { 'idempotency-key': 'batch-1' });
  assert.equal(answer.statusCode, 200, answer.body);
  const { results } = answer.json();
  assert.deepEqual(
    results.map(({ outcome }: { outcome: string }) => outcome),
    ['accepted', 'rejected', 'accepted', 'repeated', 'review', 'rejected'],
  );
  assert.equal(results[2].child_id, childId);
  const again = await police.post('/notifications/batch', { notifications }, { 'idempotency-key': 'batch-1' });
  assert.equal(again.body, answer.body);
  assert.equal(await countOf(front, 'chronology_entry'), 2);
  assert.equal((await police.post('/notifications/batch', { notifications: [] })).statusCode, 400);
});

test('the return of a child whom the agency may not see, and of none at all, are answered alike', async (t) => {
  const front = await openFront(t);
  await recordChild(front.database, front.now, {}, [
    aNotification({ notificationRef: 'P-1', incidentRef: 'I-1', occurredAt: at('2026-03-09T20:00Z') }),
  ]);
  const council = await systemOf(front, 'oxfordshire');
  const { episode_id: episodeId } = (await council.get('/episodes')).json().episodes[0];
  const swindon = await systemOf(front, 'swindon');
  const body = { notification_ref: 'S-1', occurred_at: '2026-03-10T08:00' };
  const without = (text: string): string => text.replace(/"requestId":"[^"]*"/, '');
  const [theirs, nobodys] = [
    await swindon.post(`/episodes/${episodeId}/return`, body),
    await swindon.post('/episodes/999999/return', body),
  ];
  assert.equal(theirs.statusCode, 404);
  assert.equal(without(theirs.body), without(nobodys.body));
  const early = await council.post(`/episodes/${episodeId}/return`, { ...body, occurred_at: '2026-03-09T19:00' });
  assert.equal(early.json().errors[0].pointer, '/occurred_at');
});

test('a session needs its form token to tell, and a role that may not tell is refused', async (t) => {
  const front = await openFront(t);
  const userId = await front.addPerson('oxfordshire', 'social-worker');
  const { browser, token } = await front.signedIn(userId);
  const send = (headers: Record<string, string>) =>
    browser.send({
      method: 'POST',
      url: '/api/v1/notifications',
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(missing()),
    });
  assert.equal((await send({})).statusCode, 403);
  assert.notEqual((await send({ 'x-csrf-token': token })).statusCode, 403);
  const analyst = await programOf(front, await front.addPerson('oxfordshire', 'analyst'));
  assert.equal((await analyst.post('/notifications', missing())).statusCode, 403);
  const nobody = await front.app.inject({
    method: 'POST',
    url: '/api/v1/notifications',
    headers: { 'content-type': 'application/json' },
    payload: '{}',
  });
  assert.equal(nobody.statusCode, 401);
});
