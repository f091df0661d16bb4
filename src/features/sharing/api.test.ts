/** Interviews sent to the police, taken and answered by their own system. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFront } from '../../../test/support/front.ts';
import { interviewed } from '../../../test/support/interviewed.ts';
import { at } from '../../../test/support/notifications.ts';
import { programOf, systemOf } from '../../../test/support/programs.ts';
import { record } from '../../../test/support/recording.ts';

const sending = {
  kind: 'transmission-sent',
  interviewRef: 'V1',
  purpose: 'police-intelligence',
  toAgency: 'thames-valley-police',
  factRefs: ['fact-ash'],
  words: { summary: 'Was at the bus station' },
} as const;

test('a system of the police takes what was sent to it with its facts, and its receipt settles what was due', async (t) => {
  const front = await openFront(t);
  const childId = await interviewed(front.database);
  await record(
    front.database,
    'oxfordshire',
    childId,
    [
      {
        occurredAt: front.now,
        sourceKey: null,
        content: { ...sending, transmissionRef: 'T1' },
      },
    ],
    front.now,
  );
  const police = await systemOf(front, 'thames-valley-police');
  const list = async () => (await police.get('/transmissions')).json().transmissions;
  assert.deepEqual(await list(), [
    {
      child_id: childId,
      transmission_ref: 'T1',
      interview_ref: 'V1',
      purpose: 'police-intelligence',
      from_agency: 'oxfordshire',
      sent_at: '2026-03-10T09:00:00Z',
      receipt_due_at: '2026-03-11T09:00:00Z',
      interview_held_at: '2026-03-09T15:00:00Z',
      state: 'sent',
      earlier_text: null,
      summary: 'Was at the bus station',
      facts: [
        {
          fact_ref: 'fact-ash',
          kind: 'person',
          value: 'Ash Grove',
          detail: null,
          grade: '2AC',
          conditions: 'Nobody learns who said it',
        },
      ],
    },
  ]);
  // Written again, what was sent is of an earlier text; written back, it is what it says.
  const rewritten = (where: string) => ({
    occurredAt: at('2026-03-09T15:00Z'),
    sourceKey: null,
    content: {
      kind: 'interview-held',
      interviewRef: 'V1',
      incidentRefs: ['I1'],
      agency: 'oxfordshire',
      interviewerId: null,
      participation: 'whole',
      independent: true,
      chose: [],
      place: 'school',
      present: [],
      reasons: [],
      words: { where },
    } as const,
  });
  await record(front.database, 'oxfordshire', childId, [rewritten('A flat in Cowley')], front.now);
  assert.deepEqual((await list())[0].earlier_text, { rewritten_at: '2026-03-10T09:00:00Z', changed: ['Where'] });
  await record(front.database, 'oxfordshire', childId, [rewritten('The bus station')], front.now);
  assert.equal((await list())[0].earlier_text, null);
  const address = `/children/${childId}/transmissions/T1/answer`;
  assert.deepEqual((await police.post(address, { outcome: 'received' })).json(), { state: 'received' });
  assert.deepEqual((await police.post(address, { outcome: 'received' })).json(), { state: 'received' });
  assert.equal((await list())[0].receipt_due_at, null);
  assert.equal((await police.post(address, { outcome: 'recorded' })).statusCode, 422, 'its own reference is asked for');
  assert.deepEqual((await police.post(address, { outcome: 'recorded', why: 'Log 7' })).json(), { state: 'on-record' });
  assert.deepEqual(await list(), []);
  const chronology = (await police.get(`/children/${childId}/chronology`)).json().entries;
  const answers = chronology.filter(
    (one: { content: { kind: string } }) => one.content.kind === 'transmission-answered',
  );
  assert.equal(answers.length, 2, 'the same answer twice is one entry');

  const more = Array.from({ length: 45 }, (_, place) => String(place + 10));
  await record(
    front.database,
    'oxfordshire',
    childId,
    more.map((ref) => ({ occurredAt: front.now, sourceKey: null, content: { ...sending, transmissionRef: ref } })),
    front.now,
  );
  const page = async (after: string | null) =>
    (await police.get(`/transmissions${after === null ? '' : `?after=${encodeURIComponent(after)}`}`)).json();
  const [first, seen] = [await page(null), [] as string[]];
  assert.equal(first.transmissions.length, 20);
  // One that came meanwhile moves behind those without a receipt: nothing is left out, and nothing comes twice.
  const came = `/children/${childId}/transmissions/54/answer`;
  assert.equal((await police.post(came, { outcome: 'received' })).statusCode, 200);
  for (let next = first; ; next = await page(next.next)) {
    seen.push(...next.transmissions.map((one: { transmission_ref: string }) => one.transmission_ref));
    if (next.next === null) break;
  }
  assert.deepEqual(seen, more);
  assert.equal((await police.get('/transmissions?after=7')).statusCode, 400);
});

test('an answer with a key has one effect and one answer, and its key is free where it was refused', async (t) => {
  const front = await openFront(t);
  const childId = await interviewed(front.database);
  const sent = { occurredAt: front.now, sourceKey: null, content: { ...sending, transmissionRef: 'T1' } };
  await record(front.database, 'oxfordshire', childId, [sent], front.now);
  const police = await systemOf(front, 'thames-valley-police');
  const address = `/children/${childId}/transmissions/T1/answer`;
  const key = { 'idempotency-key': 'key-1' };
  assert.equal((await police.post(address, { outcome: 'refused' }, key)).statusCode, 422);
  const back = await police.post(address, { outcome: 'refused', why: 'Not ours' }, key);
  assert.deepEqual(back.json(), { state: 'sent-back' });
  assert.deepEqual((await police.post(address, { outcome: 'received' })).json(), { state: 'received' });
  const again = await police.post(address, { outcome: 'refused', why: 'Not ours' }, key);
  assert.equal(again.body, back.body, 'the first answer, though it has come since');
  assert.equal((await police.post(address, { outcome: 'received' }, key)).statusCode, 422, 'another request');
  const state = (await police.get('/transmissions')).json().transmissions[0].state;
  assert.equal(state, 'received', 'what was sent again had no second effect');
});

test('what was sent to another agency is not there, and a role without the act is refused', async (t) => {
  const front = await openFront(t);
  const childId = await interviewed(front.database);
  const address = `/children/${childId}/transmissions/T1/answer`;
  const council = await systemOf(front, 'oxfordshire');
  assert.deepEqual((await council.get('/transmissions')).json(), { transmissions: [], next: null });
  assert.equal((await council.post(address, { outcome: 'received' })).statusCode, 404);
  const neighbour = await systemOf(front, 'swindon');
  assert.equal((await neighbour.post(address, { outcome: 'received' })).statusCode, 404);
  const taker = await programOf(front, await front.addPerson('thames-valley-police', 'call-taker'));
  assert.equal((await taker.get('/transmissions')).statusCode, 403);
  assert.equal((await taker.post(address, { outcome: 'received' })).statusCode, 403);
});
