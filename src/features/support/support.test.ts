import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { anInterview, aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import type { Role } from '../../domain/access/roles.ts';

/** A child of Oxfordshire who came back and was interviewed by Streetwise. */
async function aChildInterviewed(t: TestContext): Promise<{ front: Front; childId: number }> {
  const front = await openFront(t);
  const absence = { incidentRef: 'I1', missingFromAuthority: 'oxfordshire' } as const;
  const childId = await recordChild(front.database, front.now, { responsibleAuthority: 'oxfordshire' }, [
    aNotification({ notificationRef: 'N1', occurredAt: at('2026-03-05T20:00Z'), ...absence }),
    aNotification({ notificationRef: 'N2', kind: 'found', occurredAt: at('2026-03-06T08:00Z'), ...absence }),
  ]);
  const interview = anInterview({
    interviewRef: 'R1',
    incidentRefs: ['I1'],
    offeredAt: at('2026-03-06T10:00Z'),
    completedAt: at('2026-03-07T10:00Z'),
    allocatedTo: 'streetwise',
  });
  const told = { occurredAt: at('2026-03-07T10:00Z'), sourceKey: null };
  await record(
    front.database,
    'oxfordshire',
    childId,
    [{ ...told, content: { kind: 'interview-recorded', interview } }],
    front.now,
  );
  return { front, childId };
}

async function asRole(front: Front, role: Role, agency = 'oxfordshire') {
  const { browser, token } = await front.signedIn(await front.addPerson(agency, role));
  const get = async (url: string) => {
    const answer = await browser.get(url);
    return { status: answer.statusCode, body: answer.body, words: wordsOf(answer.body) };
  };
  const post = async (url: string, fields: Record<string, string>) => {
    const version = /name="version" value="(\d+)"/.exec((await get(url)).body)?.[1] ?? '';
    const answer = await browser.post(url, { version, ...fields }, { token });
    return { status: answer.statusCode, location: answer.headers.location, words: wordsOf(answer.body) };
  };
  return { get, post };
}

const session = (day: string, fields: Record<string, string> = {}) => ({
  'heldAt-day': day,
  'heldAt-month': '3',
  'heldAt-year': '2026',
  'heldAt-time': '10:00',
  attended: 'yes',
  minutes: '45',
  topics: 'grooming',
  ...fields,
});

test('support begins with the child’s goals, its sessions show how far the child has come, and it ends', async (t) => {
  const { front, childId } = await aChildInterviewed(t);
  let worker = await asRole(front, 'missing-team-worker');
  await worker.post(`/children/${childId}/why`, { purpose: 'strategy-meeting' });
  const page = `/children/${childId}/support`;
  assert.match((await worker.get(`/children/${childId}`)).body, new RegExp(`href="${page}"`));
  assert.match((await worker.get(page)).words, /No support is on record/);

  const nothing = await worker.post(`${page}/begin`, { programme: 'intensive-support', goal2: 'Sleep at night' });
  assert.equal(nothing.status, 422);
  assert.match(nothing.words, /Enter what the child wants to reach/);
  assert.match(nothing.words, /Sleep at night/, 'nothing typed is lost');
  const begun = await worker.post(`${page}/begin`, {
    programme: 'intensive-support',
    agency: 'streetwise',
    interview: 'R1',
    goal1: 'I want to get on with my mum',
    goal3: 'Go to school',
  });
  assert.equal(begun.status, 303, begun.words);
  assert.equal(begun.location, page);
  const shown = await worker.get(page);
  assert.match(shown.words, /Intensive support, one to one .*Given by Streetwise.*I want to get on with my mum/);
  const ref = /support\/([0-9a-f-]{36})\/session/.exec(shown.body)?.[1];
  assert.ok(ref);

  const early = await worker.post(`${page}/${ref}/session`, session('9'));
  assert.match(early.words, /on or after 10 March 2026/);
  // Another day, another session, and the reason for looking is asked again.
  front.now = at('2026-03-20T12:00Z');
  worker = await asRole(front, 'missing-team-worker');
  await worker.post(`/children/${childId}/why`, { purpose: 'strategy-meeting' });
  const lasting = await worker.post(`${page}/${ref}/session`, session('12', { minutes: '' }));
  assert.match(lasting.words, /Enter how many minutes the session lasted/);
  const tooFar = await worker.post(`${page}/${ref}/session`, session('12', { far1: '11' }));
  assert.match(tooFar.words, /must be 10 or less/);
  const first = session('12', { far1: '2', said: 'Mum shouts less', next: 'Meet at school' });
  assert.equal((await worker.post(`${page}/${ref}/session`, first)).status, 303);
  assert.equal((await worker.post(`${page}/${ref}/session`, session('18', { far1: '6', far2: '1' }))).status, 303);
  assert.equal((await worker.post(`${page}/${ref}/session`, session('19', { attended: 'no', far1: '9' }))).status, 303);
  const later = await worker.get(page);
  assert.match(later.words, /2 held, 1 missed, 90 minutes together/);
  assert.match(later.words, /I want to get on with my mum 2 6 /);
  assert.match(later.words, /Go to school – 1/);
  assert.match(later.words, /Of 2 goals asked about, the child has come further with 1/);
  assert.match(later.words, /Mum shouts less/);
  assert.doesNotMatch(later.words, /9 of 10/, 'a child who did not come said nothing');

  assert.equal((await worker.post(`${page}/${ref}/end`, { as: 'goals-met', why: 'They talk.' })).status, 303);
  assert.match((await worker.get(page)).words, /20 March 2026 at midday: the goals were met/);
  assert.equal((await worker.get(`${page}/${ref}/session`)).status, 404, 'what has ended takes no session');
  const row = await front.database.read('job', OPERATOR, (tx) =>
    tx.one(sql`select programme, agency, interview_ref, sessions, minutes, ended_as from homeward.support`),
  );
  assert.deepEqual(row, {
    programme: 'intensive-support',
    agency: 'streetwise',
    interview_ref: 'R1',
    sessions: 2,
    minutes: 90,
    ended_as: 'goals-met',
  });
});

test('a referral out of an interview is due from who answers it, leads there from the worklist, and is answered', async (t) => {
  const { front, childId } = await aChildInterviewed(t);
  const provider = await asRole(front, 'interviewer', 'streetwise');
  const page = `/children/${childId}/support`;
  const made = await provider.post(`/children/${childId}/referrals/new`, {
    to: 'childrens-services',
    agency: 'oxfordshire',
    interview: 'R1',
    why: 'Somebody waits outside her school.',
  });
  assert.equal(made.status, 303, made.words);
  const council = await asRole(front, 'missing-team-worker');
  const worklist = await council.get('/worklist?team=all&kind=referral-answer');
  assert.match(worklist.body, new RegExp(`href="${page}#referrals"`));
  const waiting = await council.get(page);
  assert.match(waiting.words, /Children’s services .*Somebody waits outside her school\. .*Due 13 March 2026/);
  const answer = /referrals\/([0-9a-f-]{36})\/answer/.exec(waiting.body)?.[0];
  assert.ok(answer);
  assert.match(
    (await council.post(`/children/${childId}/${answer}`, {})).words,
    /Select yes if the referral was accepted/,
  );
  assert.equal(
    (await council.post(`/children/${childId}/${answer}`, { accepted: 'yes', why: 'Seen tomorrow.' })).status,
    303,
  );
  assert.match((await council.get(page)).words, /Accepted, 10 March 2026/);
  assert.equal((await council.get(`/children/${childId}/${answer}`)).status, 404, 'it is answered once');
  assert.doesNotMatch((await council.get('/worklist?team=all&kind=referral-answer')).body, /#referrals/);
});

test('a carer and the police do not read what support is about, and nobody of another council knows the child', async (t) => {
  const { front, childId } = await aChildInterviewed(t);
  const page = `/children/${childId}/support`;
  const worker = await asRole(front, 'team-manager');
  await worker.post(`/children/${childId}/why`, { purpose: 'strategy-meeting' });
  const goal = { programme: 'counselling', agency: 'oxfordshire', interview: 'none', goal1: 'I want to sleep' };
  assert.equal((await worker.post(`${page}/begin`, goal)).status, 303);
  assert.match((await worker.get(page)).words, /I want to sleep/);
  const police = await asRole(front, 'missing-person-coordinator', 'thames-valley-police');
  await police.post(`/children/${childId}/why`, { purpose: 'strategy-meeting' });
  const closed = await police.get(page);
  assert.match(closed.words, /not among what your role sees/);
  assert.doesNotMatch(closed.words, /Counselling|I want to sleep/);
  assert.equal((await police.get(`${page}/begin`)).status, 403);
  assert.doesNotMatch((await police.get(`/children/${childId}`)).body, /\/support"/);
  const neighbour = await asRole(front, 'team-manager', 'swindon');
  assert.equal((await neighbour.get(page)).status, 404);
});
