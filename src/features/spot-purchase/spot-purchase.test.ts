import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../../../test/support/front.ts';
import { aNotification } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { EntryContent } from '../../domain/chronology/entry.ts';
import { instant, plusHours } from '../../domain/time/instant.ts';

const TERMS = {
  provider: 'streetwise',
  price: '180',
  travel: '24.50',
  cancel: '40',
  'fromOn-day': '1',
  'fromOn-month': '1',
  'fromOn-year': '2026',
};

/** Oxfordshire with a child who came back in Swindon, and Streetwise, whom it has approved. */
async function openPartnership(t: TestContext) {
  const front = await openFront(t);
  const away = { reportedBy: 'thames-valley-police', incidentRef: 'I-1', missingFromAuthority: 'swindon' };
  const child = await recordChild(
    front.database,
    front.now,
    { childRef: 'OX-1', policeRef: 'T-1', forename: 'Wilhelmina', surname: 'Quillfeather' },
    [
      aNotification({ ...away, notificationRef: 'N-1', occurredAt: plusHours(front.now, -30) }),
      aNotification({ ...away, notificationRef: 'N-2', kind: 'found', occurredAt: plusHours(front.now, -14) }),
    ],
  );
  const { episode } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episode: number }>(sql`select episode_id as episode from homeward.episode where child_id = ${child}`),
  );
  const member = async (agency: string, role: Role) => {
    const userId = await front.addPerson(agency, role);
    // Signed in anew each time: between two visits a session may have ended.
    const get = async (url: string) => {
      const { browser } = await front.signedIn(userId);
      const answer = await browser.get(url);
      return { status: answer.statusCode, body: answer.body, words: wordsOf(answer.body) };
    };
    const post = async (url: string, fields: Record<string, string> = {}) => {
      const { browser, token } = await front.signedIn(userId);
      const answer = await browser.post(url, fields, { token });
      return { status: answer.statusCode, words: wordsOf(answer.body) };
    };
    return { userId, get, post };
  };
  const manager = await member('oxfordshire', 'team-manager');
  const provider = await member('streetwise', 'provider-manager');
  assert.equal((await manager.post('/return-interviews/providers', TERMS)).status, 303);
  const page = `/children/${child}/episodes/${episode}/interview-request`;
  const ask = async () => {
    const form = await manager.get(page);
    const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
    return manager.post(page, {
      version,
      provider: 'streetwise',
      within: '4',
      languages: 'sq',
      why: 'Placed far away',
    });
  };
  const refOf = async (): Promise<string> => {
    const { body } = await provider.get('/return-interviews/requests');
    return /requests\/([\w-]{36})/.exec(body)?.[1] ?? 'none';
  };
  const tell = (content: EntryContent) =>
    record(front.database, 'oxfordshire', child, [{ occurredAt: front.now, sourceKey: null, content }], front.now);
  const involved = () =>
    front.database.read('job', OPERATOR, (tx) =>
      tx.query<{ as: string }>(
        sql`select relationship as as from homeward.child_agency where child_id = ${child} and agency_code = 'streetwise'`,
      ),
    );
  const disclosed = () =>
    front.database.read('job', OPERATOR, (tx) =>
      tx.one<{ times: number }>(
        sql`select count(*)::int as times from homeward.audit_entry where agency_code = 'streetwise' and verb = 'disclosure' and ${child} = any (child_ids)`,
      ),
    );
  return { front, child, page, manager, provider, member, ask, refOf, tell, involved, disclosed };
}

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

test('the database itself keeps a request from the provider, and each agency’s people, terms and money from the others', async (t) => {
  const { front, child, manager, provider, member, ask } = await openPartnership(t);
  await ask();
  const ina = await front.addPerson('oxfordshire', 'social-worker');
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    await tx.query(sql`insert into homeward.interviewer (user_id, agency_code, working, most_a_day, interview_minutes, travel_minutes, from_on)
      values (${ina}, 'oxfordshire', '[]', 1, 60, 0, '2026-01-01')`);
    await tx.query(
      sql`insert into homeward.interviewer_leave (user_id, agency_code, from_on, to_on) values (${ina}, 'oxfordshire', '2026-04-01', '2026-04-02')`,
    );
    await tx.query(
      sql`insert into homeward.funding (agency_code, source, financial_year, pence) values ('streetwise', 'A grant', 2025, 1)`,
    );
  });
  const as = (agency: string, userId: number, role: Role) => ({ ...requesterOf(agency, userId), role });
  const swindon = await member('swindon', 'team-manager');
  const beside = async (who: ReturnType<typeof as>) =>
    front.database.read('request', who, (tx) =>
      tx.one(sql`select (select count(*)::int from homeward.interview_request) as requests, (select count(*)::int from homeward.interviewer) as people,
        (select count(*)::int from homeward.interviewer_leave) as leave, (select count(*)::int from homeward.provider_terms) as terms,
        (select count(*)::int from homeward.funding) as money, (select count(*)::int from homeward.interview_requests_to_me()) as asked`),
    );
  const none = { requests: 0, people: 0, leave: 0, terms: 0, money: 0, asked: 0 };
  assert.deepEqual(await beside(as('oxfordshire', manager.userId, 'team-manager')), {
    ...none,
    requests: 1,
    people: 1,
    leave: 1,
    terms: 1,
  });
  assert.deepEqual(await beside(as('streetwise', provider.userId, 'provider-manager')), {
    ...none,
    terms: 1,
    money: 1,
    asked: 1,
  });
  assert.deepEqual(await beside(as('swindon', swindon.userId, 'team-manager')), none);
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(
      sql`insert into homeward.child_access (child_id, restricted, grounds) values (${child}, true, 'other-risk')`,
    ),
  );
  const closed = (await beside(as('oxfordshire', manager.userId, 'team-manager'))) as { requests: number };
  assert.equal(closed.requests, 0, 'a restriction closes the request with the rest');
  const refused = (who: ReturnType<typeof as>, statement: ReturnType<typeof sql>) =>
    assert.rejects(
      front.database.transaction('request', who, (tx) => tx.query(statement)),
      /row-level security|permission denied/,
    );
  const worker = as('oxfordshire', ina, 'social-worker');
  await refused(
    worker,
    sql`insert into homeward.interviewer_leave (user_id, agency_code, from_on, to_on) values (${ina}, 'oxfordshire', '2026-05-01', '2026-05-02')`,
  );
  await refused(
    worker,
    sql`insert into homeward.provider_terms (authority, provider, from_on, price_pence, travel_pence) values ('oxfordshire', 'streetwise', '2026-01-01', 1, 1)`,
  );
  await refused(
    worker,
    sql`insert into homeward.funding (agency_code, source, financial_year, pence) values ('oxfordshire', 'x', 2025, 1)`,
  );
  await refused(
    as('streetwise', provider.userId, 'provider-manager'),
    sql`update homeward.interview_request set accepted = true`,
  );
  await refused(
    as('swindon', swindon.userId, 'team-manager'),
    sql`insert into homeward.interview_request (request_ref, child_id, interview_ref, from_agency, to_agency, age_band, sex, due_at, asked_at, answer_by)
      values ('x', ${child}, 'x', 'swindon', 'streetwise', '13-15', 'U', now(), '2026-03-01', '2026-03-20')`,
  );
});

test('a request of another provider is answered as one that is not there; terms and money are each agency’s own', async (t) => {
  const { front, manager, provider, member, ask, refOf } = await openPartnership(t);
  await ask();
  const url = `/return-interviews/requests/${await refOf()}`;
  await front.database.transaction('job', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.agency (code, kind, name) values ('beacon', 'interview-provider', 'Beacon')`),
  );
  const other = await member('beacon', 'provider-manager');
  assert.equal((await other.get(url)).status, 404);
  assert.equal((await other.post(url, { answer: 'accept' })).status, 404);
  assert.match((await other.get('/return-interviews/requests')).words, /Nobody has asked/);
  assert.equal((await provider.get('/return-interviews/providers')).status, 403);
  const swindon = await member('swindon', 'team-manager');
  assert.match((await swindon.get('/return-interviews/providers')).words, /No provider is approved\./);
  const number = /providers\/(\d+)\/end/.exec((await manager.get('/return-interviews/providers')).body)?.[1];
  assert.equal((await swindon.post(`/return-interviews/providers/${number}/end`)).status, 404);
  assert.equal((await manager.post(`/return-interviews/providers/${number}/end`)).status, 303);
  assert.match((await manager.get('/return-interviews/providers')).words, /Ended/);
  const money = { source: 'A lottery grant', financialYear: '2025', pounds: '1200.50' };
  assert.equal((await provider.post('/return-interviews/funding', money)).status, 303);
  assert.match(
    (await provider.get('/return-interviews/our-work')).words,
    /2025 to 2026 A lottery grant £1,200\.50 £1,200\.50 0 0 Not known/,
  );
  const kept = /funding\/(\d+)\/remove/.exec((await provider.get('/return-interviews/funding')).body)?.[1];
  assert.doesNotMatch((await other.get('/return-interviews/funding')).words, /lottery grant £/);
  assert.equal((await other.post(`/return-interviews/funding/${kept}/remove`)).status, 404);
  assert.equal((await provider.post(`/return-interviews/funding/${kept}/remove`)).status, 303);
});
