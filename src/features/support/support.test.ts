import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { anInterview, aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { verifyRecord } from '../../db/verify.ts';
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
  assert.deepEqual((await verifyRecord(front.database, FOLD_RULES)).differences, []);
});

test('a referral out of an interview is due from who answers it, leads there from the worklist, and is answered', async (t) => {
  const { front, childId } = await aChildInterviewed(t);
  const provider = await asRole(front, 'interviewer', 'streetwise');
  const page = `/children/${childId}/support`;
  const form = `/children/${childId}/referrals/new/R1`;
  assert.match((await provider.get(form)).body, /name="interview" type="radio" value="R1" checked/);
  assert.equal((await provider.get(`/children/${childId}/referrals/new/R2`)).status, 404, 'no such interview');
  const asked = { to: 'childrens-services', interview: 'R1', why: 'Somebody waits outside her school.' };
  const wrong = await provider.post(form, { ...asked, agency: 'thames-valley-police' });
  assert.match(wrong.words, /Thames Valley Police does not see to “Children’s services”/);
  const made = await provider.post(form, { ...asked, agency: 'oxfordshire', name: 'Not kept' });
  assert.equal(made.status, 303, made.words);
  const council = await asRole(front, 'missing-team-worker');
  const worklist = await council.get('/worklist?team=all&kind=referral-answer');
  assert.match(worklist.body, new RegExp(`href="/children/${childId}/referrals/[0-9a-f-]{36}/answer"`));
  const waiting = await council.get(page);
  assert.match(
    waiting.words,
    /Children’s services Oxfordshire.*Somebody waits outside her school\. .*Due 13 March 2026/,
  );
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
  assert.match((await council.get(page)).words, /Seen tomorrow/);
  assert.doesNotMatch((await council.get('/worklist?team=all&kind=referral-answer')).body, /\/answer"/);
});

test('a referral to somebody outside is due from who made it; the police answer what was referred to them, and read no more', async (t) => {
  const { front, childId } = await aChildInterviewed(t);
  const provider = await asRole(front, 'interviewer', 'streetwise');
  const form = `/children/${childId}/referrals/new`;
  const outside = { to: 'mental-health', agency: 'none', interview: 'R1', why: 'She does not sleep.' };
  const nobody = await provider.post(form, { ...outside, contact: '01865 901000' });
  assert.equal(nobody.status, 422);
  assert.match(nobody.words, /Enter who you refer the child to/);
  assert.match(nobody.words, /She does not sleep/, 'nothing typed is lost');
  const named = { ...outside, name: 'Single point of access', contact: '01865 901000' };
  assert.equal((await provider.post(form, named)).status, 303);
  const toPolice = {
    to: 'police-report',
    agency: 'thames-valley-police',
    interview: 'R1',
    why: 'She wants it reported.',
  };
  assert.equal((await provider.post(form, toPolice)).status, 303);

  const page = await provider.get(`/children/${childId}/support`);
  assert.match(page.words, /mental health service Single point of access, 01865 901000/);
  const own = await provider.get('/worklist?team=all&kind=referral-answer');
  const [first, second] = [...own.body.matchAll(/href="([^"]*referrals[^"]*answer)"/g)].map(([, href]) => href);
  assert.ok(first !== undefined && second === undefined, 'the one that nobody in Homeward answers');
  assert.match((await provider.get(first)).words, /Single point of access/);

  const police = await asRole(front, 'missing-person-coordinator', 'thames-valley-police');
  await police.post(`/children/${childId}/why`, { purpose: 'strategy-meeting' });
  assert.equal((await police.get(first)).status, 404, 'what was not referred to them');
  const theirs = /href="([^"]*referrals[^"]*answer)"/.exec(
    (await police.get('/worklist?team=all&kind=referral-answer')).body,
  )?.[1];
  assert.ok(theirs);
  const shown = await police.get(theirs);
  assert.match(shown.words, /Report to the police .*Thames Valley Police .*She wants it reported/);
  assert.doesNotMatch(shown.words, /She does not sleep/);
  const answered = await police.post(theirs, { accepted: 'yes', why: 'An officer was named.' });
  assert.deepEqual([answered.status, answered.location], [303, '/worklist']);
  assert.equal((await provider.post(first, { accepted: 'no', why: 'The waiting list is closed.' })).status, 303);
  const after = await provider.get(`/children/${childId}/support`);
  assert.match(after.words, /Accepted, .*An officer was named/);
  assert.match(after.words, /Not accepted, .*The waiting list is closed/);
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

test('the list over all children counts what is under way this month and what waits, narrows, goes on, and shows no child to a stranger', async (t) => {
  const { front, childId } = await aChildInterviewed(t);
  const supportRef = 'S1';
  const held = (sessionRef: string, when: string, attended = true) => ({
    occurredAt: at(when),
    sourceKey: null,
    content: {
      kind: 'support-session-held',
      supportRef,
      sessionRef,
      attended,
      minutes: 30,
      topics: [],
      progress: {},
      words: {},
    } as const,
  });
  const begun = {
    programme: 'counselling',
    agency: 'streetwise',
    interviewRef: 'R1',
    goalRefs: [],
    words: {},
  } as const;
  await record(
    front.database,
    'streetwise',
    childId,
    [
      {
        occurredAt: at('2026-02-20T10:00Z'),
        sourceKey: null,
        content: { kind: 'support-started', supportRef, ...begun },
      },
      held('A', '2026-02-28T23:59Z'),
      held('B', '2026-03-01T00:00Z'),
      held('C', '2026-03-09T10:00Z'),
      held('D', '2026-03-09T12:00Z', false),
      ...Array.from({ length: 26 }, (_, place) => ({
        occurredAt: at(`2026-03-0${place === 0 ? 5 : 9}T10:00Z`),
        sourceKey: null,
        content: {
          kind: 'referral-made',
          referralRef: `F${place}`,
          to: place === 0 ? 'sexual-health' : 'advocacy',
          agency: null,
          interviewRef: 'R1',
          why: 'Asked for',
          words: { name: 'Quietly named' },
        } as const,
      })),
    ],
    front.now,
  );
  const council = await asRole(front, 'team-manager');
  const waiting = await council.get('/return-interviews/support');
  assert.match(waiting.words, /1 Programmes under way 2 Sessions this month 26 Referrals waiting, 1 late/);
  assert.match(waiting.words, /Sexual health service Streetwise.* 1 day 23 hours late/, 'the soonest due first');
  assert.match(waiting.body, /href="\/children\/\d+\/support#referrals"/);
  assert.match(waiting.body, /page=2/);
  const second = await council.get('/return-interviews/support?list=waiting&page=2');
  assert.equal(second.body.match(/support#referrals/g)?.length, 1);
  const narrowed = await council.get('/return-interviews/support?list=waiting&kind=sexual-health');
  assert.equal(narrowed.body.match(/support#referrals/g)?.length, 1);
  const running = await council.get('/return-interviews/support?list=sessions&kind=sexual-health');
  assert.match(running.words, /Counselling Streetwise.* 20 February 2026 2 3 9 March 2026/);
  assert.match((await council.get('/return-interviews/support?list=ended')).words, /There is none/);
  assert.match(
    (await council.get('/return-interviews/support?list=x&page=0')).words,
    /Referrals waiting for an answer/,
  );
  const stranger = await (await asRole(front, 'team-manager', 'swindon')).get('/return-interviews/support');
  assert.match(stranger.words, /0 Programmes under way 0 Sessions this month 0 Referrals waiting/);
  const police = await asRole(front, 'missing-person-coordinator', 'thames-valley-police');
  assert.equal((await police.get('/return-interviews/support')).status, 403);
});
