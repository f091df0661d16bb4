/** The demonstration's door: sign-in by a click is offered only while nothing but the demonstration is in the database. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginDemonstration, finishDemonstration } from '../../src/db/demonstration.ts';
import { openRun } from '../../src/db/imports/runs.ts';
import { plusHours } from '../../src/domain/time/instant.ts';
import { browserOf, formTokenIn } from '../support/cookie-jar.ts';
import { withDatabase } from '../support/database.ts';
import { openFront, type Front } from '../support/front.ts';
import { at } from '../support/notifications.ts';
import { addAgencies, OPERATOR, requesterOf } from '../support/people.ts';
import { isOnlyDemonstration } from '../../src/db/demonstration.ts';

async function isOpen(front: Front, person: number): Promise<boolean> {
  const browser = browserOf(front.app);
  const page = (await browser.get('/sign-in')).body;
  const answer = await browser.post('/sign-in/as', { person: String(person) }, { token: formTokenIn(page) });
  assert.equal(page.includes('name="person"'), answer.statusCode === 303, 'what is offered is what opens');
  return answer.statusCode === 303;
}

test('the first account of a real person closes the door, at the next request, for new and for present visitors', async (t) => {
  const front = await openFront(t, { demonstration: true });
  const invented = await front.addPerson('oxfordshire', 'team-manager', { demonstration: true });
  assert.equal(await isOpen(front, invented), true);
  const visitor = browserOf(front.app);
  await visitor.post('/sign-in/as', { person: String(invented) }, '/sign-in');
  assert.match((await visitor.get('/sign-in/confirm')).body, /Yes, I am Person 1/);
  await front.addPerson('swindon', 'agency-administrator');
  assert.equal(await isOpen(front, invented), false);
  assert.doesNotMatch((await visitor.get('/sign-in/confirm')).body, /Yes, I am Person 1/, 'no click confirms either');
});

test('a file that the operator reads closes the door; those of the demonstration and of its people do not', async (t) => {
  const database = await withDatabase(t);
  const now = at('2026-03-10T09:00Z');
  const only = (): Promise<boolean> => database.transaction('job', OPERATOR, isOnlyDemonstration);
  await database.transaction('job', OPERATOR, async (tx) => {
    assert.equal(await beginDemonstration(tx, now), true);
    await openRun(tx, OPERATOR, now);
    await finishDemonstration(tx, now);
  });
  assert.equal(await only(), true, 'what the demonstration read itself');
  await addAgencies(database);
  await database.transaction('job', OPERATOR, (tx) => openRun(tx, requesterOf(null), plusHours(now, 1)));
  assert.equal(await only(), false);
});
