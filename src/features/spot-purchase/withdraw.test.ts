/** An interview is with one at a time: given to somebody else, or withdrawn. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openPartnership } from '../../../test/support/asked-provider.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import type { Role } from '../../domain/access/roles.ts';
import { plusHours } from '../../domain/time/instant.ts';

test('an interview is with one at a time: giving it to a person withdraws the request, and what was given away cannot be accepted', async (t) => {
  const { front, child, manager, provider, ask, refOf, tell, involved, page } = await openPartnership(t);
  const ina = await front.addPerson('oxfordshire', 'social-worker', { displayName: 'Ina Berg' });
  const week = {
    monday: '9am to 5pm',
    thursday: '9am to 5pm',
    mostADay: '2',
    interviewMinutes: '60',
    travelMinutes: '0',
  };
  const since = { 'fromOn-day': '1', 'fromOn-month': '1', 'fromOn-year': '2026' };
  await manager.post(`/return-interviews/interviewers/${ina}`, { ...week, ...since });
  await ask();
  const giving = page.replace('interview-request', 'interviewer');
  const give = async (fields: Record<string, string>) => {
    const form = await manager.get(giving);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
    return { form, answer: await manager.post(giving, { version, interviewer: String(ina), ...fields }) };
  };
  const first = await give({});
  assert.match(
    first.form.words,
    /Streetwise was asked for this interview, and may answer until .* Nothing is to be paid/,
  );
  assert.equal(first.answer.status, 422);
  assert.match(first.answer.words, /Confirm that the request to Streetwise is withdrawn/);
  const waiting = await provider.get(`/return-interviews/requests/${await refOf()}`);
  assert.match(waiting.words, /Do you take this interview/, 'without the confirmation it stands');
  assert.equal((await give({ withdraw: 'yes' })).answer.status, 303);
  const url = `/return-interviews/requests/${await refOf()}`;
  assert.match((await provider.get(url)).words, /Withdrawn by who asked.*Because Somebody else/);
  assert.equal((await provider.post(url, { answer: 'accept' })).status, 422);
  assert.match((await manager.get('/return-interviews/allocation')).words, /0 with nobody named[^]*Ina Berg/);

  const asking = await manager.get(page);
  assert.match(asking.words, /Ina Berg has this interview\. By asking a provider you take it from them/);
  front.now = plusHours(front.now, 1);
  const unconfirmed = await ask();
  assert.equal(unconfirmed.status, 422);
  assert.match(unconfirmed.words, /Confirm that the interview is taken from Ina Berg/);
  const version = /name="version" value="(\d+)"/.exec(asking.body)?.[1] ?? '';
  const fields = { version, provider: 'streetwise', within: '4', why: 'Ina is ill', release: 'yes' };
  assert.equal((await manager.post(page, fields)).status, 303);
  assert.match((await manager.get('/return-interviews/allocation')).words, /1 with nobody named/);

  // By another way than the form, somebody is named while the provider reads.
  const { interview } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ interview: string }>(sql`select distinct interview_ref as interview from homeward.interview_request`),
  );
  await tell({
    kind: 'interview-allocated',
    interviewRef: interview,
    incidentRefs: ['I-1'],
    agency: 'oxfordshire',
    interviewerId: ina,
    why: 'x',
  });
  const second = `/return-interviews/requests/${await refOf()}`;
  const late = await provider.post(second, { answer: 'accept', why: 'Our Bo is near' });
  assert.equal(late.status, 409);
  assert.match(late.words, /given to somebody else after you were asked/);
  assert.match(late.words, /Our Bo is near/, 'what was typed is not lost');
  assert.deepEqual(await involved(), []);
  assert.equal((await provider.get(`/children/${child}`)).status, 404);

  assert.equal((await give({ withdraw: 'yes' })).answer.status, 303);
  front.now = plusHours(front.now, 1);
  const again = /name="version" value="(\d+)"/.exec((await manager.get(page)).body)?.[1] ?? '';
  assert.equal((await manager.post(page, { ...fields, version: again })).status, 303);
  assert.equal((await provider.post(`/return-interviews/requests/${await refOf()}`, { answer: 'accept' })).status, 303);
  assert.match((await manager.get(page)).words, /Streetwise has accepted it\. Somebody else can be asked once/);
  const taken = await give({ withdraw: 'yes' });
  assert.match(taken.form.words, /Streetwise has accepted this interview\. .* £40 were agreed for that/);
  assert.equal(taken.answer.status, 303);
  assert.match((await manager.get('/return-interviews/providers')).words, /March 2026 Streetwise 0 1 £40/);
  assert.deepEqual(await involved(), [], 'it sees the child no more');
});

test('a request is withdrawn with a reason: for nothing before the answer, for the price agreed after it, and counts nowhere as work', async (t) => {
  const { front, child, manager, provider, member, ask, refOf, involved, page } = await openPartnership(t);
  await ask();
  const withdrawal = async (fields: Record<string, string>, who = manager) => {
    const url = `/children/${child}/interview-requests/${await refOf()}/withdraw`;
    const form = await who.get(url);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
    return { form, answer: await who.post(url, { version, ...fields }) };
  };
  assert.match((await manager.get(page)).body, /interview-requests\/[\w-]{36}\/withdraw/);
  const empty = await withdrawal({});
  assert.match(empty.form.words, /It has not answered yet: nothing is to be paid/);
  assert.equal(empty.answer.status, 422);
  assert.match(empty.answer.words, /Select what the provider should read[^]*Enter why it is withdrawn/);
  const swindon = await member('swindon', 'team-manager');
  assert.equal(
    (await withdrawal({ cause: 'other', why: 'x' }, swindon)).answer.status,
    403,
    'where the child is, and not who asked',
  );
  const first = await withdrawal({ cause: 'asked-by-mistake', why: 'Wilhelmina is at her grandmother’s' });
  assert.equal(first.answer.status, 303, first.answer.words);
  const seen = await provider.get(`/return-interviews/requests/${await refOf()}`);
  assert.match(seen.words, /Withdrawn by who asked.*Because It was asked by mistake/);
  assert.doesNotMatch(seen.body, /grandmother|Paid for it|name="answer"/);
  assert.equal((await provider.post(`/return-interviews/requests/${await refOf()}`, { answer: 'accept' })).status, 422);
  const itself = { ...requesterOf('streetwise', provider.userId), role: 'provider-manager', at: front.now };
  const { answered } = await front.database.transaction('request', itself, (tx) =>
    tx.one<{ answered: number | null }>(
      sql`select homeward.answer_interview_request((select request_ref from homeward.interview_requests_to_me()), true) as answered`,
    ),
  );
  assert.equal(answered, null, 'nor by the database itself');
  assert.equal((await withdrawal({ cause: 'other', why: 'Twice' })).answer.status, 422);
  assert.match((await provider.get('/return-interviews/our-work')).words, /asked for no interview, and held none/);

  front.now = plusHours(front.now, 1);
  assert.equal((await ask()).status, 303, 'somebody may be asked again');
  const url = `/return-interviews/requests/${await refOf()}`;
  assert.match((await provider.get(url)).words, /If they withdraw it after you accept £40/);
  assert.equal((await provider.post(url, { answer: 'accept' })).status, 303);
  // Who was asked answers; it does not withdraw.
  assert.equal((await withdrawal({ cause: 'other', why: 'x' }, provider)).answer.status, 404);
  // Nor does it in the database, where it sees the request by now; nor does anybody of the sender who may not.
  const takenBack = (agency: string, userId: number, role: Role) =>
    front.database.transaction('request', { ...requesterOf(agency, userId), role }, (tx) =>
      tx.query(sql`update homeward.interview_request set withdrawn_at = '2026-03-10', withdrawn_for = 'other'
        where accepted and withdrawn_at is null returning request_ref`),
    );
  assert.deepEqual(await takenBack('streetwise', provider.userId, 'provider-manager'), []);
  const worker = await front.addPerson('oxfordshire', 'social-worker');
  assert.deepEqual(await takenBack('oxfordshire', worker, 'social-worker'), []);
  const second = await withdrawal({ cause: 'child-asked', why: 'She asked for Olu' });
  assert.match(second.form.words, /It has accepted\. For a withdrawal £40 were agreed/);
  assert.equal(second.answer.status, 303, second.answer.words);
  assert.match((await provider.get(url)).words, /Because The child asked for somebody else Paid for it £40/);
  assert.deepEqual(await involved(), [], 'who does not interview sees the child no more');
  assert.equal((await provider.get(`/children/${child}`)).status, 404);
  assert.match(
    (await manager.get('/return-interviews/allocation')).words,
    /1 with nobody named[^]*Withdrawn by who asked/,
  );
  assert.match((await manager.get('/return-interviews/providers')).words, /March 2026 Streetwise 0 1 £40/);
  assert.match(
    (await manager.get(`/children/${child}`)).words,
    /The request to a provider was withdrawn[^]*She asked for Olu/,
  );
  assert.match(
    (await provider.get('/return-interviews/our-work')).words,
    /asked for no interview, and held none[^]*£40 in all/,
  );
});
