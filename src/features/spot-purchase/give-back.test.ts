/** A provider gives back what it accepted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openPartnership } from '../../../test/support/asked-provider.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { instant, plusHours } from '../../domain/time/instant.ts';

test('a provider gives back what it accepted, with the reason: nothing is paid, it sees the child no more, and others can be asked', async (t) => {
  const { front, child, manager, provider, member, ask, refOf, tell, involved, page } = await openPartnership(t);
  await ask();
  const url = `/return-interviews/requests/${await refOf()}`;
  const giving = `/children/${child}/interview-requests/${await refOf()}/give-back`;
  assert.equal((await provider.get(giving)).status, 404, 'before it accepted there is no child');
  await provider.post(url, { answer: 'accept' });
  assert.match((await provider.get(url)).body, new RegExp(`Wilhelmina Quillfeather[^]*href="${giving}"`));
  const ofReturn = page.replace('interview-request', 'return');
  const links = (body: string) =>
    ['interviewer', 'interview-request', 'give-back'].filter((last) => body.includes(`/${last}"`));
  assert.deepEqual(links((await provider.get(ofReturn)).body), ['interviewer', 'give-back']);
  assert.deepEqual(links((await manager.get(ofReturn)).body), ['interviewer', 'interview-request']);
  for (const where of [`/children/${child}`, page.replace('/interview-request', '')]) {
    assert.deepEqual(links((await provider.get(where)).body), ['interviewer'], where);
    assert.deepEqual(links((await manager.get(where)).body), ['interviewer', 'interview-request'], where);
  }
  assert.equal((await manager.get(giving)).status, 404, 'who asked withdraws');
  const give = async (fields: Record<string, string>) => {
    const form = await provider.get(giving);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
    return { form, answer: await provider.post(giving, { version, ...fields }) };
  };
  const empty = await give({});
  assert.match(
    empty.form.words,
    /Nothing is paid for it\. You will see the child no more, and Oxfordshire Council can ask/,
  );
  assert.match(empty.answer.words, /Enter why you give it back/);
  assert.doesNotMatch(empty.form.words, /writing this interview/);
  const writing = page.replace('interview-request', 'interview/write');
  assert.equal((await provider.post(writing, { begin: 'yes' })).status, 303);
  assert.match(
    (await provider.get(giving)).words,
    /You are writing this interview and have not sent it\. Once it is given back nobody can read or send what was written/,
  );
  const given = await give({ why: 'Bo has left us' });
  assert.equal(given.answer.status, 303, given.answer.words);
  assert.deepEqual(await involved(), []);
  assert.equal((await provider.get(`/children/${child}`)).status, 404);
  assert.equal((await provider.get(giving)).status, 404);
  const seen = await provider.get(url);
  assert.match(seen.words, /Accepted, and given back since Given back 10 March 2026/);
  assert.doesNotMatch(seen.body, /Quillfeather|give-back|name="answer"/);
  assert.match((await provider.get('/return-interviews/our-work')).words, /March 2026 1 0 0 1 0 0/);
  assert.match(
    (await manager.get('/return-interviews/allocation')).body,
    /Allocation \(1\)[^]*1 came back from a provider[^]*Streetwise was asked\. Accepted, and given back since/,
  );
  assert.match((await manager.get('/return-interviews/allocation?who=came-back')).words, /Wilhelmina/);
  assert.match(
    (await manager.get(`/children/${child}`)).words,
    /The provider gave the interview back[^]*Bo has left us/,
  );
  const worker = { ...requesterOf('streetwise', provider.userId), role: 'provider-manager', at: front.now };
  const again = await front.database.transaction('request', worker, (tx) =>
    tx.one<{ gone: boolean }>(sql`select homeward.give_back_interview_request(${url.slice(-36)}) as gone`),
  );
  assert.equal(again.gone, false, 'once, and by the database itself');

  front.now = plusHours(front.now, 1);
  assert.match((await manager.get(page)).words, /Which provider\?/);
  assert.equal((await ask()).status, 303, 'others, or the same, can be asked');
  const second = `/return-interviews/requests/${await refOf()}`;
  assert.equal((await provider.post(second, { answer: 'accept' })).status, 303);
  const { interview } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ interview: string }>(sql`select distinct interview_ref as interview from homeward.interview_request`),
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
  assert.match(
    (await manager.get('/return-interviews/providers')).words,
    /March 2026 Streetwise 1 0 £204\.50/,
    'paid once',
  );
  const late = `/children/${child}/interview-requests/${second.slice(-36)}/give-back`;
  assert.match((await provider.get(late)).words, /has been held: there is nothing to give back/);
  assert.equal((await provider.post(late, { version: '1', why: 'x' })).status, 422);

  // What it gives beside interviews counts in the year in which each session was held.
  await tell({
    kind: 'support-started',
    supportRef: 'S-1',
    programme: 'intensive-support',
    agency: 'streetwise',
    interviewRef: null,
    goalRefs: [],
    words: {},
  });
  const session = {
    kind: 'support-session-held',
    supportRef: 'S-1',
    minutes: 60,
    topics: [],
    progress: {},
    words: {},
  } as const;
  await tell({ ...session, sessionRef: 'S-1-1', attended: true });
  front.now = instant(Date.UTC(2026, 2, 31, 22, 59));
  await tell({ ...session, sessionRef: 'S-1-2', attended: true });
  front.now = instant(Date.UTC(2026, 2, 31, 23, 0));
  await tell({ ...session, sessionRef: 'S-1-3', attended: true });
  await tell({ ...session, sessionRef: 'S-1-4', attended: false });
  const years = (await (await member('streetwise', 'provider-manager')).get('/return-interviews/our-work')).words;
  assert.match(years, /2026 to 2027 Not put down £0 0 1 Not known 2025 to 2026 Not put down £0 1 2 Not known/);
});
