import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFront, type Front } from '../../../test/support/front.ts';
import { programOf, systemOf } from '../../../test/support/programs.ts';
import { recordChild } from '../../../test/support/recording.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';

const born = '2012-01-05' as PlainDate;

/** Two children one slip from the name told, so that a person must decide. */
async function uncertain(front: Front): Promise<{ ella: number; reviewId: number }> {
  const ella = await recordChild(front.database, front.now, {
    childRef: 'OX1',
    forename: 'Ella',
    surname: 'Thornley',
    dateOfBirth: born,
  });
  await recordChild(front.database, front.now, {
    childRef: 'OX2',
    forename: 'Elia',
    surname: 'Thornley',
    dateOfBirth: born,
  });
  const police = await systemOf(front, 'thames-valley-police');
  const told = await police.post('/notifications', {
    notification_ref: 'TV-1',
    kind: 'missing',
    forename: 'Ela',
    surname: 'Thornley',
    date_of_birth: born,
    occurred_at: '2026-03-10T07:00',
    reported_by: 'thames-valley-police',
    missing_from_authority: 'oxfordshire',
  });
  assert.equal(told.json().outcome, 'review', told.body);
  assert.equal((await police.get('/reviews')).statusCode, 403, 'a system decides nothing');
  const worker = await programOf(front, await front.addPerson('oxfordshire', 'missing-team-worker'));
  return { ella, reviewId: (await worker.get('/reviews')).json().reviews[0].review_id };
}

test('a person of the council sees which children a notification may be about, and decides once', async (t) => {
  const front = await openFront(t);
  const { ella, reviewId } = await uncertain(front);
  const worker = await programOf(front, await front.addPerson('oxfordshire', 'missing-team-worker'));
  const shown = (await worker.get(`/reviews/${reviewId}`)).json();
  assert.equal(shown.review.named.forename, 'Ela');
  assert.equal(shown.likely.length, 2);
  const decide = (body: object) => worker.post(`/reviews/${reviewId}/decision`, body);
  assert.equal((await decide({ decision: 'matched', child_id: ella })).statusCode, 400, 'a reason is asked for');
  assert.equal(
    (await decide({ decision: 'matched', child_id: 999_999, why: 'a guess' })).statusCode,
    404,
    'only a child offered',
  );
  const decided = await decide({ decision: 'matched', child_id: ella, why: 'The home confirmed it.' });
  assert.deepEqual(decided.json(), { child_id: ella }, decided.body);
  assert.equal((await decide({ decision: 'set-aside', why: 'Again.' })).statusCode, 409);
  assert.equal((await worker.get('/episodes?open=true')).json().episodes[0].child_id, ella);
});

test('an item that does not concern the agency is not there, and a role that may not decide is refused', async (t) => {
  const front = await openFront(t);
  const { reviewId } = await uncertain(front);
  const neighbour = await programOf(front, await front.addPerson('swindon', 'missing-team-worker'));
  assert.deepEqual((await neighbour.get('/reviews')).json(), { reviews: [] });
  assert.equal((await neighbour.get(`/reviews/${reviewId}`)).statusCode, 404);
  const aside = { decision: 'set-aside', why: 'Not ours.' };
  assert.equal((await neighbour.post(`/reviews/${reviewId}/decision`, aside)).statusCode, 404);
  const worker = await programOf(front, await front.addPerson('oxfordshire', 'social-worker'));
  assert.equal((await worker.post(`/reviews/${reviewId}/decision`, aside)).statusCode, 403);
});
