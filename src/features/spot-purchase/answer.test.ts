/** What a provider that is asked sees and answers, and what comes of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openPartnership } from '../../../test/support/asked-provider.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { instant, plusHours } from '../../domain/time/instant.ts';

test('a provider sees no name before it accepts, and the child from then on; what it held is on the invoice', async (t) => {
  const { front, child, manager, provider, ask, refOf, tell, disclosed, page } = await openPartnership(t);
  const sent = await ask();
  assert.equal(sent.status, 303, sent.words);
  assert.match(
    (await manager.get('/return-interviews/allocation')).words,
    /Streetwise was asked\. Waiting for an answer, until 10 March 2026 at 1pm/,
  );
  assert.match(
    (await manager.get(page)).words,
    /Streetwise has been asked and may still answer\. Somebody else can be asked once/,
  );
  const list = await provider.get('/return-interviews/requests');
  assert.match(list.body, /Return interviews \(1\)[^]*Asked of us \(1\)/, 'it waits for an answer');
  assert.doesNotMatch((await manager.get('/return-interviews/allocation')).body, /Return interviews \(/);
  assert.match(
    list.words,
    /Oxfordshire Council.*needs Albanian Swindon Council 12 March 2026 at 7pm 10 March 2026 at 1pm due in 4 hours £204\.50 Waiting/,
  );
  assert.doesNotMatch(list.body, new RegExp(`Wilhelmina|Quillfeather|OX-1|T-1|I-1|Placed far away|children/${child}`));
  const url = `/return-interviews/requests/${await refOf()}`;
  assert.doesNotMatch((await provider.get(url)).body, /Wilhelmina|Quillfeather|OX-1|Placed far away/);
  assert.equal((await provider.get(`/children/${child}`)).status, 404);
  const taken = await provider.post(url, { answer: 'accept' });
  assert.equal(taken.status, 303, taken.words);
  assert.match((await provider.get('/return-interviews/allocation')).words, /Wilhelmina Quillfeather/);
  assert.equal((await disclosed()).times, 1);
  assert.equal((await provider.post(url, { answer: 'refuse', why: 'x' })).status, 422, 'an answer stands');
  assert.match(
    (await manager.get('/return-interviews/providers')).words,
    /No interview that a provider accepted has been held yet/,
  );
  front.now = plusHours(front.now, 20);
  const { interview } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ interview: string }>(sql`select interview_ref as interview from homeward.interview_request`),
  );
  await tell({
    kind: 'interview-held',
    interviewRef: interview,
    incidentRefs: ['I-1'],
    agency: 'streetwise',
    interviewerId: null,
    participation: 'whole',
    independent: true,
    chose: [],
    place: 'placement',
    present: [],
    reasons: [],
    words: {},
  });
  assert.match((await manager.get('/return-interviews/providers')).words, /March 2026 Streetwise 1 0 £204\.50/);
  assert.match((await provider.get('/return-interviews/our-work')).words, /March 2026 1 1 0 0 1 1 \(100%\)/);
});

test('who refuses learns nothing, says why, and the sender may ask again', async (t) => {
  const { child, manager, provider, ask, refOf, involved, disclosed } = await openPartnership(t);
  await ask();
  assert.equal((await ask()).status, 422, 'one at a time');
  const url = `/return-interviews/requests/${await refOf()}`;
  assert.match((await provider.post(url, { answer: 'refuse' })).words, /Enter why you cannot take it/);
  assert.equal((await provider.post(url, { answer: 'refuse', why: 'Nobody speaks Albanian' })).status, 303);
  assert.match(
    (await manager.get('/return-interviews/allocation')).body,
    /Return interviews \(1\)[^]*Allocation \(1\)[^]*1 came back from a provider/,
  );
  assert.match((await manager.get('/return-interviews/allocation?who=came-back')).words, /Wilhelmina Quillfeather/);
  assert.match(
    (await manager.get('/return-interviews/allocation?who=asked')).words,
    /There is no open return to show here/,
  );
  assert.doesNotMatch((await provider.get('/return-interviews/requests')).body, /Asked of us \(/);
  assert.deepEqual(await involved(), []);
  assert.equal((await disclosed()).times, 0);
  assert.equal((await provider.get(`/children/${child}`)).status, 404);
  assert.match((await manager.get('/return-interviews/allocation')).words, /Streetwise was asked\. Refused/);
  assert.match((await manager.get(`/children/${child}`)).words, /Nobody speaks Albanian/);
  assert.equal((await ask()).status, 303);
});

test('a request that nobody answers comes back by itself, at the very minute of its limit', async (t) => {
  const { front, manager, provider, ask, refOf, involved } = await openPartnership(t);
  await ask();
  const url = `/return-interviews/requests/${await refOf()}`;
  const limit = plusHours(front.now, 4);
  front.now = instant(limit - 60_000);
  assert.match((await provider.get(url)).words, /Do you take this interview/);
  front.now = limit;
  assert.match((await provider.get(url)).words, /There is nothing more to answer/);
  assert.equal((await provider.post(url, { answer: 'accept' })).status, 422);
  // Nor by the database itself, whatever the page says.
  const late = { ...requesterOf('streetwise', provider.userId), role: 'provider-manager', at: limit };
  const { answered } = await front.database.transaction('request', late, (tx) =>
    tx.one<{ answered: number | null }>(
      sql`select homeward.answer_interview_request((select request_ref from homeward.interview_requests_to_me()), true) as answered`,
    ),
  );
  assert.equal(answered, null);
  assert.deepEqual(await involved(), []);
  assert.match(
    (await manager.get('/return-interviews/allocation')).body,
    /Allocation \(1\)[^]*Not answered in time: it came back/,
  );
  assert.equal((await ask()).status, 303);
  assert.doesNotMatch((await manager.get('/return-interviews/allocation')).body, /Allocation \(|came back from/);
});

test('what is not needed any more cannot be accepted, and nothing of the answer stays', async (t) => {
  const { child, provider, ask, refOf, tell, involved } = await openPartnership(t);
  await ask();
  const url = `/return-interviews/requests/${await refOf()}`;
  await tell({
    kind: 'return-closed',
    episodeKey: 'I-1',
    as: 'not-required',
    decidedBy: 'team-manager',
    why: 'Moved away',
  });
  const answer = await provider.post(url, { answer: 'accept' });
  assert.equal(answer.status, 409);
  assert.match(
    answer.words,
    /not needed any more: what became of the return is settled\. You can answer that you cannot/,
  );
  assert.match(answer.words, /Do you take this interview/, 'the form is there still');
  assert.deepEqual(await involved(), []);
  assert.equal((await provider.get(`/children/${child}`)).status, 404);
  assert.equal((await provider.post(url, { answer: 'refuse', why: 'Not needed' })).status, 303);
});

test('where an address is hidden, not even the area is said to whom is only asked; who was named interviews', async (t) => {
  const { front, child, provider, ask, refOf } = await openPartnership(t);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.child_access (child_id, address_hidden) values (${child}, true)`),
  );
  const ina = await front.addPerson('streetwise', 'interviewer', { displayName: 'Ina Berg' });
  const week = {
    monday: '9am to 5pm',
    mostADay: '2',
    interviewMinutes: '60',
    travelMinutes: '0',
    'fromOn-day': '1',
    'fromOn-month': '1',
    'fromOn-year': '2026',
  };
  assert.equal((await provider.post(`/return-interviews/interviewers/${ina}`, week)).status, 303);
  assert.equal((await ask()).status, 303);
  assert.match((await provider.get('/return-interviews/requests')).words, /needs Albanian Area not said/);
  const url = `/return-interviews/requests/${await refOf()}`;
  assert.equal((await provider.post(url, { answer: 'accept', interviewer: String(ina) })).status, 303);
  assert.match((await provider.get('/return-interviews/allocation')).words, /0 with nobody named[^]*Ina Berg/);
});
