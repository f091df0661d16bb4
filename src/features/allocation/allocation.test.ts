import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { WORKED_AT_HOURS } from '../../domain/capacity/waiting.ts';
import { plusHours } from '../../domain/time/instant.ts';
import { readWorking } from './interviewer-fields.ts';
import { ALL_RETURNS, listOpenReturns } from './open-queries.ts';

const WEEK = {
  monday: '9am to 5pm',
  tuesday: '9am-5pm',
  wednesday: '09:00 to 17:00',
  thursday: '9am to 1pm and 2pm to 5pm',
  friday: '',
  mostADay: '2',
  interviewMinutes: '120',
  travelMinutes: '60',
  'fromOn-day': '1',
  'fromOn-month': '1',
  'fromOn-year': '2026',
};

/** A team manager of Oxfordshire, an interviewer, and a child who came back the evening before. */
async function openTeam(t: TestContext) {
  const front = await openFront(t);
  const manager = await front.addPerson('oxfordshire', 'team-manager');
  const ina = await front.addPerson('oxfordshire', 'social-worker', { displayName: 'Ina Berg' });
  const olu = await front.addPerson('oxfordshire', 'social-worker', { displayName: 'Olu Ade' });
  const child = await aReturnedChild(front, 'Wilhelmina', 'I-1');
  const { episode } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episode: number }>(sql`select episode_id as episode from homeward.episode where child_id = ${child}`),
  );
  const { browser, token } = await front.signedIn(manager);
  const post = (url: string, fields: Record<string, string>) => browser.post(url, fields, { token });
  const interview = (userId: number, changes: Record<string, string> = {}) =>
    post(`/return-interviews/interviewers/${userId}`, { ...WEEK, ...changes });
  const page = `/children/${child}/episodes/${episode}/interviewer`;
  return { front, manager, ina, olu, child, episode, browser, token, post, interview, page };
}

function aReturnedChild(front: Front, forename: string, incidentRef: string): Promise<number> {
  const away = { reportedBy: 'thames-valley-police', incidentRef };
  return recordChild(
    front.database,
    front.now,
    { childRef: `OX-${incidentRef}`, policeRef: `T-${incidentRef}`, forename },
    [
      aNotification({ ...away, notificationRef: `${incidentRef}-1`, occurredAt: plusHours(front.now, -30) }),
      aNotification({
        ...away,
        notificationRef: `${incidentRef}-2`,
        kind: 'found',
        occurredAt: plusHours(front.now, -14),
      }),
    ],
  );
}

test('a manager puts down who interviews, and gives a return to the person suggested, on record with the reasons', async (t) => {
  const { front, ina, child, browser, post, interview, page } = await openTeam(t);
  assert.equal((await interview(ina)).statusCode, 303);
  const list = wordsOf((await browser.get('/return-interviews/interviewers')).body);
  assert.match(
    list,
    /Ina Berg Monday 09:00 to 17:00; Tuesday 09:00 to 17:00; Wednesday 09:00 to 17:00; Thursday 09:00 to 13:00 and 14:00 to 17:00/,
  );
  const before = wordsOf((await browser.get('/return-interviews/allocation')).body);
  assert.match(before, /1 return is open: 0 late, 1 with nobody named/);
  assert.match(before, /Ina Berg \. Free from 10 March 2026 at 9am, before it is due/);
  assert.match(before, /Waiting list[^]*Wilhelmina/);
  const form = await browser.get(page);
  const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
  const saved = await post(page, { version, interviewer: String(ina) });
  assert.equal(saved.statusCode, 303, wordsOf(saved.body));
  const after = wordsOf((await browser.get('/return-interviews/allocation')).body);
  assert.match(after, /1 return is open: 0 late, 0 with nobody named/);
  assert.match(after, /Nobody is waiting/);
  assert.match(after, /1 open one has an interviewer/);
  const kept = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ who: number; agency: string; looks: number }>(sql`
      select interviewer_id as who, allocated_to as agency,
        (select count(*)::int from homeward.audit_entry where ${child} = any (child_ids) and act = 'see-interview-capacity') as looks
      from homeward.return_follow_up where child_id = ${child}`),
  );
  assert.deepEqual(kept, { who: ina, agency: 'oxfordshire', looks: 2 });
  const told = wordsOf((await browser.get(`/children/${child}`)).body);
  assert.match(told, /before it is due/);
});

test('who has a part in the child’s care may not interview, though the form is sent by hand', async (t) => {
  const { ina, olu, browser, post, interview, page } = await openTeam(t);
  // The team that owes an interview for a child whom social care does not know.
  await interview(ina, { careTeam: 'Return interviews' });
  await interview(olu, { careTeam: 'Children looked after' });
  const form = await browser.get(page);
  assert.match(wordsOf(form.body), /Who may not Ina Berg: Their team has a part in the child’s care/);
  const version = /name="version" value="(\d+)"/.exec(form.body)?.[1] ?? '';
  const refused = await post(page, { version, interviewer: String(ina) });
  assert.equal(refused.statusCode, 422);
  assert.match(refused.body, /Select who interviews the child/);
  assert.equal((await post(page, { version, interviewer: String(olu) })).statusCode, 303);
});

test('days away take appointments away, until they are taken back', async (t) => {
  const { ina, browser, post, interview } = await openTeam(t);
  await interview(ina);
  const room = async (): Promise<string | undefined> =>
    /Languages Ina Berg (\d+) 0/.exec(wordsOf((await browser.get('/return-interviews/allocation')).body))?.[1];
  assert.equal(await room(), '6');
  const days = {
    'fromOn-day': '11',
    'fromOn-month': '3',
    'fromOn-year': '2026',
    'toOn-day': '11',
    'toOn-month': '3',
    'toOn-year': '2026',
  };
  const leave = `/return-interviews/interviewers/${ina}/leave`;
  assert.equal((await post(leave, { ...days, 'toOn-day': '10' })).statusCode, 422);
  assert.equal((await post(leave, days)).statusCode, 303);
  assert.equal(await room(), '4');
  const number = /leave\/(\d+)\/end/.exec((await browser.get('/return-interviews/interviewers')).body)?.[1];
  assert.equal((await post(`${leave}/${number}/end`, {})).statusCode, 303);
  assert.equal(await room(), '6');
});

test('suggestions, the week’s room and the forecast take interviews to need what those that were held needed', async (t) => {
  const { front, ina, browser, interview, page } = await openTeam(t);
  await interview(ina, { monday: '', tuesday: '', wednesday: '', thursday: '9am to 1pm' });
  const said = async () => {
    const list = wordsOf((await browser.get('/return-interviews/allocation')).body);
    const forecast = wordsOf((await browser.get('/return-interviews/forecast')).body);
    return {
      room: /Languages Ina Berg (\d+) 0/.exec(list)?.[1],
      listed: /Ina Berg \. (Free from|Has no free time)/.exec(list)?.[1],
      offered: /(Free from|Has no free time)/.exec(wordsOf((await browser.get(page)).body))?.[1],
      needs: [list, forecast].map(
        (words) => /An interview is taken to need (?:\d+ minutes|what is put down)/.exec(words)?.[0],
      ),
    };
  };
  const asPutDown = 'An interview is taken to need what is put down';
  const before = { room: '1', listed: 'Free from', offered: 'Free from', needs: [asPutDown, asPutDown] };
  assert.deepEqual(await said(), before);

  const hold = async (index: number): Promise<void> => {
    const [incidentRef, start] = [`H-${index}`, plusHours(front.now, -24 * (20 + 3 * index))];
    const away = { reportedBy: 'thames-valley-police', incidentRef };
    const child = await recordChild(front.database, start, { childRef: incidentRef, policeRef: incidentRef }, [
      aNotification({ ...away, notificationRef: `${incidentRef}-1`, occurredAt: start }),
      aNotification({ ...away, notificationRef: `${incidentRef}-2`, kind: 'found', occurredAt: plusHours(start, 8) }),
    ]);
    const content = {
      kind: 'interview-held',
      interviewRef: incidentRef,
      incidentRefs: [incidentRef],
      agency: 'oxfordshire',
      interviewerId: null,
      participation: 'whole',
      independent: true,
      chose: [],
      place: 'school',
      present: [],
      reasons: [],
      interviewMinutes: 180,
      travelMinutes: 60,
      words: {},
    } as const;
    const held = plusHours(start, 30);
    await record(front.database, 'oxfordshire', child, [{ occurredAt: held, sourceKey: null, content }], held);
  };
  for (let index = 1; index <= 9; index += 1) await hold(index);
  assert.deepEqual(await said(), before, 'nine are too few');
  await hold(10);
  const learnt = 'An interview is taken to need 240 minutes';
  const none = 'Has no free time';
  assert.deepEqual(await said(), { room: '0', listed: none, offered: none, needs: [learnt, learnt] });
});

test('what was due more than two weeks ago is listed apart, and hides nothing of this week', async (t) => {
  const { front, child, ina, browser, post, interview } = await openTeam(t);
  await interview(ina);
  const old = { reportedBy: 'thames-valley-police', incidentRef: 'I-9' };
  const ottilie = await recordChild(
    front.database,
    front.now,
    { childRef: 'OX-I-9', policeRef: 'T-I-9', forename: 'Ottilie' },
    [
      aNotification({ ...old, notificationRef: 'I-9-1', occurredAt: plusHours(front.now, -24 * 60) }),
      aNotification({ ...old, notificationRef: 'I-9-2', kind: 'found', occurredAt: plusHours(front.now, -24 * 59) }),
    ],
  );
  const page = await browser.get('/return-interviews/allocation');
  assert.match(wordsOf(page.body), /1 return is open: 0 late[^]*1 more was due more than two weeks ago/);
  assert.doesNotMatch(page.body, /Ottilie/);
  const older = await browser.get('/return-interviews/allocation?older=yes');
  assert.match(older.body, /Ottilie/);
  assert.doesNotMatch(older.body, new RegExp(`/children/${child}"`));
  const giving = new RegExp(`/children/${ottilie}/episodes/\\d+/interviewer`).exec(older.body)?.[0] ?? '';
  const version = /name="version" value="(\d+)"/.exec((await browser.get(giving)).body)?.[1] ?? '';
  assert.equal((await post(giving, { version, interviewer: String(ina) })).statusCode, 303);
  assert.match(
    wordsOf((await browser.get('/return-interviews/allocation')).body),
    /Languages Ina Berg \d+ 0 English/,
    'what nobody works at any more takes none of her time',
  );
});

test('open returns are chosen by who, team and area, page by page, in the order in which they are due', async (t) => {
  const { front, manager, ina, child, browser, post, interview, page } = await openTeam(t);
  await interview(ina);
  await aReturnedChild(front, 'Ottilie', 'I-2');
  const version = /name="version" value="(\d+)"/.exec((await browser.get(page)).body)?.[1] ?? '';
  await post(page, { version, interviewer: String(ina) });
  const shown = async (query: string): Promise<string> => {
    const answer = await browser.get(`/return-interviews/allocation?${query}`);
    assert.equal(answer.statusCode, 200, query);
    const rows = /<tbody[^]*?<\/tbody>/.exec(answer.body.split('id="capacity"')[0] ?? '')?.[0] ?? '';
    return ['Wilhelmina', 'Ottilie'].filter((name) => rows.includes(name)).join(' ');
  };
  assert.equal(await shown(''), 'Wilhelmina Ottilie');
  assert.equal(await shown(`who=${ina}`), 'Wilhelmina');
  assert.equal(await shown('who=nobody'), 'Ottilie');
  assert.equal(await shown('who=provider'), '');
  assert.equal(await shown('team=Return+interviews'), 'Wilhelmina');
  assert.equal(await shown('area=oxfordshire&authority=oxfordshire'), 'Wilhelmina Ottilie');
  assert.equal(await shown('area=swindon'), '');
  assert.equal(await shown('page=2'), '');
  assert.match(
    (await browser.get('/return-interviews/allocation?page=2')).body,
    /There is no open return to show here/,
  );
  for (const wrong of ['page=0', 'page=two', 'who=x', 'older=no', `team=${'x'.repeat(101)}`])
    assert.equal((await browser.get(`/return-interviews/allocation?${wrong}`)).statusCode, 400, wrong);
  assert.equal((await browser.get("/return-interviews/allocation?area=o'--&who=")).statusCode, 200);
  const requester = { ...requesterOf('oxfordshire', manager), role: 'team-manager', at: front.now };
  const which = { worked: true, dueFrom: plusHours(front.now, -WORKED_AT_HOURS) };
  const at = (offset: number) =>
    front.database.read('request', requester, (tx) =>
      listOpenReturns(tx, 'oxfordshire', which, ALL_RETURNS, front.now, { offset, atMost: 1, order: 'due' }),
    );
  const oneByOne = [await at(0), await at(1), await at(2)];
  const [first, second, third] = oneByOne.map((rows) => rows.map(({ childId }) => childId));
  assert.deepEqual(first, [child]);
  assert.equal(second?.length, 1);
  assert.notDeepEqual(second, first);
  assert.deepEqual(third, []);
});

test('nobody of another agency is found, kept or named by it', async (t) => {
  const { front, ina, interview, child, episode } = await openTeam(t);
  await interview(ina);
  const { browser, token } = await front.signedIn(await front.addPerson('swindon', 'team-manager'));
  assert.equal((await browser.get(`/return-interviews/interviewers/${ina}`)).statusCode, 404);
  assert.equal((await browser.post(`/return-interviews/interviewers/${ina}`, WEEK, { token })).statusCode, 404);
  assert.equal((await browser.get(`/return-interviews/interviewers/${ina}/leave`)).statusCode, 404);
  assert.doesNotMatch((await browser.get('/return-interviews/allocation')).body, /Wilhelmina|Ina Berg/);
  assert.equal((await browser.get(`/children/${child}/episodes/${episode}/interviewer`)).statusCode, 404);
});

test('the forecast says how many will be late, the same for the same number, and what it rests on', async (t) => {
  const { ina, browser, interview } = await openTeam(t);
  const said = async (query = ''): Promise<string> =>
    wordsOf((await browser.get(`/return-interviews/forecast${query}`)).body);
  assert.match(await said(), /With these 0 people and the returns expected by 13 March 2026, (\d+) of \1 will be late/);
  await interview(ina);
  const first = await said('?seed=5');
  assert.match(first, /With this 1 person and the returns expected by 13 March 2026, 0 of \d+ will be late/);
  assert.equal(await said('?seed=5'), first);
  assert.match(first, /What it rests on 200 runs/);
  assert.match(
    first,
    /An interview is taken to need what is put down for each person: no interview of the last 26 weeks says/,
  );
  assert.match(first, /How such forecasts fared No past week could be tested yet/);
  assert.match(await said('?until=fortnight'), /expected by 24 March 2026/);
  assert.doesNotMatch(first, /Wilhelmina/);
});

test('the forecast says what more people, somebody away and a provider would change, and keeps what was typed', async (t) => {
  const { front, ina, browser, post, interview } = await openTeam(t);
  await interview(ina);
  for (const incidentRef of ['I-2', 'I-3', 'I-4']) await aReturnedChild(front, 'Ottilie', incidentRef);
  const terms = { provider: 'streetwise', price: '180', travel: '20' };
  const since = { 'fromOn-day': '1', 'fromOn-month': '3', 'fromOn-year': '2026' };
  await post('/return-interviews/providers', { ...terms, ...since });
  const look = async (query: string) => {
    const answer = await browser.get(`/return-interviews/forecast${query}`);
    return { status: answer.statusCode, body: answer.body, words: wordsOf(answer.body) };
  };
  const day = (name: string, date: string) => `&${name}-day=${date}&${name}-month=3&${name}-year=2026`;
  const more = `more=2&moreHours=20&moreDays=all${day('moreFrom', '11')}`;
  const away = `away=${ina}${day('awayFrom', '10')}${day('awayTo', '13')}`;
  const all = await look(`?until=friday&seed=1&${more}&${away}&give-streetwise=9`);
  assert.equal(all.status, 200, all.words);
  assert.match(all.words, /As it is (\d+)( \(\d+ to \d+\))? \d+( \(\d+ to \d+\))? \d+ £0/);
  assert.match(all.words, /With 2 more people for 20 hours a week each from 11 March 2026, weekends too \d/);
  assert.match(all.words, /With Ina Berg away from 10 March 2026 to 13 March 2026 [^£]* 0 £0/);
  assert.match(all.words, /4 given to Streetwise, of 9 asked for [^£]* £800/);
  assert.match(all.words, /weekends too; with Ina Berg away [^£]*; 4 given to Streetwise, of 9 asked for: \d+/);
  assert.doesNotMatch(all.words, /These are examples/);
  assert.match(all.body, /name="more"[^>]*value="2"/);
  assert.match(all.body, /name="give-streetwise"[^>]*value="9"/);
  const wrong = async (query: string, says: RegExp) => {
    const { status, words, body } = await look(query);
    assert.equal(status, 422, query);
    assert.match(words, /There is a problem/);
    assert.match(words, says);
    assert.match(body, /<title>Error: /);
  };
  await wrong('?more=2', /Enter how many hours a week each of them works/);
  await wrong('?moreHours=20', /Enter how many more people work these hours/);
  await wrong('?more=1&moreHours=20&moreFrom-day=31&moreFrom-month=2&moreFrom-year=2026', /must be a real date/);
  await wrong('?more=99&moreHours=20', /How many more people must be 20 or less/);
  await wrong(`?away=${ina}`, /Enter the first day away[^]*Enter the last day away/);
  await wrong(`?away=${ina}${day('awayFrom', '13')}${day('awayTo', '12')}`, /same as or after the first/);
  await wrong('?give-streetwise=two', /Open returns for Streetwise must be a number/);
  await wrong('?seed=&until=friday', /Enter the number that the chances come from/);
  const kept = await look('?more=2&give-streetwise=two');
  assert.ok(kept.body.includes('value="two"'), 'what was typed is there to be put right');
  assert.match((await look('?seed=5&seed=6&until=never')).words, /Select until when returns are counted/);
});

test('working time is read as people type it, and refused where it says nothing', () => {
  const minutes = (typed: string) =>
    readWorking(typed, 1)?.map(({ fromMinute, toMinute }) => [fromMinute, toMinute]) ?? null;
  assert.deepEqual(minutes('9am to 5pm'), [[540, 1020]]);
  assert.deepEqual(minutes('17:00–20:00, 9am-1pm'), [
    [540, 780],
    [1020, 1200],
  ]);
  assert.deepEqual(minutes('6pm to midnight'), [[1080, 1440]]);
  assert.deepEqual(minutes(' '), []);
  for (const wrong of ['9 to 5', '5pm to 9am', '9am', '9am to 5pm to 6pm', '9am to 1pm and 12pm to 2pm', 'mornings'])
    assert.equal(minutes(wrong), null, wrong);
});
