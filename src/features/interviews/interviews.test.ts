import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import type { Browser } from '../../../test/support/cookie-jar.ts';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { programFolder } from '../../config.ts';
import { loadRecord } from '../../db/chronology/store.ts';
import { verifyRecord } from '../../db/verify.ts';
import { decide } from '../../domain/access/decide.ts';
import { ROLE_NAMES, rolesOf, type Role } from '../../domain/access/roles.ts';
import { NO_STANDING } from '../../domain/access/standing.ts';
import { foldRules } from '../../domain/protocol/fold-rules.ts';
import { loadProtocols } from '../../protocols.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';

type Fields = Record<string, string | string[]>;

/** A person at work. */
type Person = {
  readonly userId: number;
  readonly browser: Browser;
  readonly token: string;
  readonly get: (url: string) => Promise<{ status: number; body: string }>;
  readonly post: (url: string, fields?: Fields) => Promise<{ status: number; body: string; location: string }>;
  readonly save: (draft: string, body: object) => Promise<{ status: number; json: Record<string, unknown> }>;
};

async function personOf(front: Front, role: Role, agency = 'oxfordshire'): Promise<Person> {
  const userId = await front.addPerson(agency, role);
  const { browser, token } = await front.signedIn(userId);
  return {
    userId,
    browser,
    token,
    get: async (url) => {
      const { statusCode, body } = await browser.get(url);
      return { status: statusCode, body };
    },
    post: async (url, fields = {}) => {
      const payload = new URLSearchParams([['_csrf', token]]);
      for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) payload.append(name, one);
      const answer = await browser.send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        payload: payload.toString(),
      });
      return { status: answer.statusCode, body: answer.body, location: answer.headers.location ?? '' };
    },
    save: async (draft, body) => {
      const answer = await browser.send({
        method: 'POST',
        url: `${draft}/save`,
        headers: { 'x-csrf-token': token, 'x-homeward-background': 'save', 'sec-fetch-site': 'same-origin' },
        payload: body,
      });
      return { status: answer.statusCode, json: answer.body.startsWith('{') ? answer.json() : {} };
    },
  };
}

type Place = {
  readonly front: Front;
  readonly childId: number;
  readonly episodes: readonly number[];
  readonly worker: Person;
};

/** Two absences that ended, on 7 and 8 March; now is 9 o’clock on 10 March. */
async function openPlace(t: TestContext): Promise<Place> {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, {}, [
    aNotification({ notificationRef: 'M1', incidentRef: 'I1', occurredAt: at('2026-03-07T20:00Z') }),
    aNotification({ notificationRef: 'F1', incidentRef: 'I1', kind: 'found', occurredAt: at('2026-03-07T23:00Z') }),
    aNotification({ notificationRef: 'M2', incidentRef: 'I2', occurredAt: at('2026-03-08T20:00Z') }),
    aNotification({ notificationRef: 'F2', incidentRef: 'I2', kind: 'found', occurredAt: at('2026-03-08T23:00Z') }),
  ]);
  const rows = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ episode_id: number }>(
      sql`select episode_id from homeward.episode where child_id = ${childId} order by started_at`,
    ),
  );
  return {
    front,
    childId,
    episodes: rows.map((row) => row.episode_id),
    worker: await personOf(front, 'missing-team-worker'),
  };
}

async function recordOf({ front, childId }: Place): Promise<ChildRecord> {
  const record = await front.database.read('job', OPERATOR, (tx) => loadRecord(tx, FOLD_RULES, childId));
  assert.ok(record);
  return record;
}

const on = (name: string, day: string, time: string): Fields => ({
  [`${name}-day`]: day,
  [`${name}-month`]: '3',
  [`${name}-year`]: '2026',
  [`${name}-time`]: time,
});

function versionIn(body: string): string {
  return /name="version" value="(\d+)"/.exec(body)?.[1] ?? '';
}

async function offer(place: Place, fields: Fields): Promise<{ status: number; body: string; location: string }> {
  const { worker, childId, episodes } = place;
  const url = `/children/${childId}/episodes/${episodes[1]}/interview`;
  const version = versionIn((await worker.get(url)).body);
  const usual = { means: 'telephone', spokeTo: 'child', outcome: 'accepted', covers: String(episodes[1]), version };
  return worker.post(url, { ...usual, ...on('at', '9', '10am'), ...fields });
}

async function begin(place: Place, who = place.worker): Promise<string> {
  const { childId, episodes } = place;
  const answer = await who.post(`/children/${childId}/episodes/${episodes[1]}/interview/write`, { begin: 'yes' });
  assert.equal(answer.status, 303);
  assert.match(answer.location, /^\/interviews\/[0-9a-f-]{36}$/);
  return answer.location;
}

function hiddenIn(body: string): { writer: string; base: string } {
  return {
    writer: /name="writer" value="([^"]+)"/.exec(body)?.[1] ?? '',
    base: /name="base" value="(\d+)"/.exec(body)?.[1] ?? '',
  };
}

/** The form filled in as somebody without script sends it. */
async function filled(place: Place, draft: string, fields: Fields, who = place.worker): Promise<Fields> {
  const { writer, base } = hiddenIn((await who.get(draft)).body);
  return {
    writer,
    step: '0',
    base,
    covers: String(place.episodes[1]),
    ...on('heldAt', '9', '4pm'),
    participation: 'part',
    place: 'school',
    chose: ['person', 'place'],
    independent: 'yes',
    where: 'To the "old" mill, <with Ash>',
    reasons: 'wanting-space',
    ...fields,
  };
}

describe('offers', () => {
  it('are recorded one by one, with the choice given, for one or several returns', async (t) => {
    const place = await openPlace(t);
    const { worker, childId, episodes } = place;
    const url = `/children/${childId}/episodes/${episodes[1]}/interview`;
    assert.match(wordsOf((await worker.get(url)).body), /Not offered yet.*None is on record one by one/);
    const unreached = await offer(place, { spokeTo: 'nobody', outcome: 'no-response', choices: ['person', 'time'] });
    assert.equal(unreached.status, 303);
    const second = await offer(place, {
      ...on('at', '9', '3pm'),
      covers: episodes.map(String),
      said: 'Yes, on Tuesday',
    });
    assert.equal(second.status, 303);
    const { interviews, returns } = await recordOf(place);
    assert.equal(interviews.length, 1, 'both are attempts at one interview');
    assert.deepEqual(interviews[0]?.incidentRefs, ['I2', 'I1']);
    assert.deepEqual(
      interviews[0]?.attempts.map(({ outcome }) => outcome),
      ['no-response', 'accepted'],
    );
    assert.deepEqual(
      returns.map(({ stage }) => stage),
      [null, 'accepted'],
    );
    assert.match(
      wordsOf((await worker.get(url)).body),
      /9 March 2026 at 3pm By telephone The child Accepted 9 March 2026 at 10am/,
    );
  });

  it('are refused before the return, in the future, from nobody, and for nothing', async (t) => {
    const place = await openPlace(t);
    const refused = async (fields: Fields, words: RegExp): Promise<void> => {
      const { status, body } = await offer(place, fields);
      assert.equal(status, 422);
      assert.match(wordsOf(body), words);
    };
    await refused(on('at', '8', '10:59pm'), /The offer was made after the child came back/);
    await refused(on('at', '10', '9:01am'), /must be in the past/);
    await refused({ spokeTo: 'nobody', outcome: 'declined' }, /Nobody was spoken to/);
    await refused({ covers: [] }, /Select at least one return/);
    await refused({ covers: '99999' }, /Select at least one return/);
    assert.deepEqual((await recordOf(place)).interviews, []);
    assert.equal((await offer(place, on('at', '8', '11pm'))).status, 303, 'the very minute of the return is after it');
  });
});

describe('the hour that October repeats', () => {
  it('is asked after by the form of an offer and of an interview, kept in the draft, and judged as it was meant', async (t) => {
    const front = await openFront(t);
    Object.assign(front, { now: at('2026-10-26T09:00Z') });
    const missing = aNotification({ notificationRef: 'M1', incidentRef: 'I1', occurredAt: at('2026-10-24T20:00Z') });
    const found = { ...missing, notificationRef: 'F1', kind: 'found' as const, occurredAt: at('2026-10-25T00:45Z') };
    const childId = await recordChild(front.database, front.now, {}, [missing, found]);
    const { episode_id: episodeId } = await front.database.read('job', OPERATOR, (tx) =>
      tx.one<{ episode_id: number }>(sql`select episode_id from homeward.episode where child_id = ${childId}`),
    );
    const worker = await personOf(front, 'missing-team-worker');
    const place: Place = { front, childId, episodes: [0, episodeId], worker };
    const half = (name: string): Fields => ({
      ...on(name, '25', '1:30am'),
      [`${name}-month`]: '10',
    });
    const asked = await offer(place, half('at'));
    assert.equal(asked.status, 422);
    assert.match(wordsOf(asked.body), /this time came twice\. Which was it\?.*at 1:30am BST.*at 1:30am GMT/);
    const before = await offer(place, { ...half('at'), 'at-hour': 'first' });
    assert.match(wordsOf(before.body), /The offer was made after the child came back/);
    assert.equal((await offer(place, { ...half('at'), 'at-hour': 'second' })).status, 303);
    const [interview] = (await recordOf(place)).interviews;
    assert.equal(interview?.attempts[0]?.at, at('2026-10-25T01:30Z'));

    const draft = await begin(place);
    const { writer, base } = hiddenIn((await worker.get(draft)).body);
    await worker.save(draft, { writer, step: 1, base: Number(base), changed: half('heldAt') });
    assert.match((await worker.get(draft)).body, /id="heldAt-hour"/, 'the page asks as soon as the time is known');
    const unsaid = await worker.post(draft, await filled(place, draft, half('heldAt')));
    assert.match(wordsOf(unsaid.body), /choose which it was/);
    const second = { ...half('heldAt'), 'heldAt-hour': 'second' };
    const changed = { 'heldAt-hour': 'second' };
    const { base: now } = hiddenIn((await worker.get(draft)).body);
    await worker.save(draft, { writer, step: 9, base: Number(now), changed });
    assert.match((await worker.get(draft)).body, /value="second" checked/, 'the draft keeps what was chosen');
    const sent = await worker.post(draft, await filled(place, draft, second));
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(wordsOf((await worker.get(sent.location)).body), /Held 25 October 2026 at 1:30am GMT/);
    assert.equal((await recordOf(place)).interviews[0]?.completedAt, at('2026-10-25T01:30Z'));
  });
});

describe('writing an interview', () => {
  it('keeps what the child said as it was said, covers several returns, and is read, sent back, improved and signed off', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId, episodes } = place;
    await offer(place, {});
    const draft = await begin(place);
    assert.equal(await begin(place), draft, 'one draft of one interview');
    const took = { interviewMinutes: '45', travelMinutes: '0' };
    const sent = await worker.post(draft, await filled(place, draft, { covers: episodes.map(String), ...took }));
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(sent.location, new RegExp(`^/children/${childId}/interviews/\\d+\\?sent=`));
    assert.equal((await worker.get(draft)).status, 404, 'the draft is gone');
    const record = await recordOf(place);
    const [interview] = record.interviews;
    assert.equal(interview?.completedAt, at('2026-03-09T16:00Z'));
    assert.deepEqual([interview?.interviewMinutes, interview?.travelMinutes], [45, 0]);
    assert.deepEqual(
      record.returns.map(({ outcome }) => outcome),
      ['covered', 'completed'],
    );
    const page = await worker.get(sent.location);
    assert.match(wordsOf(page.body), /Waits to be signed off/);
    assert.match(wordsOf(page.body), /How long 45 minutes The way there and back 0 minutes/);
    assert.ok(
      page.body.includes(
        '<blockquote class="homeward-quote homeward-as-typed">To the &quot;old&quot; mill, &lt;with Ash&gt;</blockquote>',
      ),
    );

    const address = sent.location.split('?')[0] ?? '';
    const manager = await personOf(front, 'team-manager');
    const settle = async (who: Person, decision: string, why: string) => {
      const version = versionIn((await who.get(`${address}/sign-off`)).body);
      return who.post(`${address}/sign-off`, { decision, why, version });
    };
    assert.equal((await worker.get(`${address}/sign-off`)).status, 403);
    const due = /<a class="govuk-link" href="([^"]+)">[^<]*sign/i.exec(
      (await manager.get('/worklist?team=all')).body,
    )?.[1];
    assert.equal(due, address, 'the worklist leads to what is to be signed off');
    assert.equal((await settle(manager, 'send-back', 'Say where the mill is')).status, 303);
    assert.match(wordsOf((await worker.get(address)).body), /Sent back to be improved.*Say where the mill is/);
    const improving = await worker.post(`${address}/write`, { begin: 'yes' });
    const again = await worker.get(improving.location);
    assert.match(wordsOf(again.body), /Say where the mill is/);
    assert.ok(
      again.body.includes('To the &quot;old&quot; mill, &lt;with Ash&gt;</textarea>'),
      'what was written is there',
    );
    assert.match(again.body, /name="interviewMinutes"[^>]*value="45"/);
    const better = await filled(place, improving.location, {
      covers: episodes.map(String),
      where: 'The old mill by the river',
    });
    assert.equal((await worker.post(improving.location, better)).status, 303);
    assert.equal((await settle(manager, 'sign-off', 'Good')).status, 303);
    const signed = (await recordOf(place)).interviews[0];
    assert.ok(signed?.signedOffAt);
    assert.match(wordsOf((await worker.get(address)).body), /Signed off.*The old mill by the river/);
    assert.doesNotMatch((await worker.get(address)).body, /Improve it|Write it again/);
    assert.equal((await settle(manager, 'send-back', 'Once more')).status, 422);
    const refused = await worker.post(`${address}/write`, { begin: 'yes' });
    assert.equal(refused.location, address, 'what is signed off is not written again');
    const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
    assert.deepEqual((await verifyRecord(front.database, rules)).differences, []);
  });

  it('keeps words with a withheld address as they were written, adds to them, or replaces them, and loses none', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId } = place;
    const draft = await begin(place);
    const first = await filled(place, draft, {
      covers: place.episodes.map(String),
      where: 'At the Old Vicarage with Ash',
      harm: 'Shouted at in the Old Vicarage',
      feelings: 'Cold',
      independence: '',
    });
    const sent = await worker.post(draft, first);
    const address = sent.location.split('?')[0] ?? '';
    const social = await personOf(front, 'social-worker');
    const hiding = { kind: 'home', class: 'hidden', lines: 'The Old Vicarage', postcode: 'ox37ql' };
    assert.equal((await social.post(`/children/${childId}/address/new`, hiding)).status, 303);

    const improving = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    const { body } = await worker.get(improving);
    assert.match(wordsOf(body), /stays on the record: At \[address withheld\] with Ash/);
    assert.match(body, /name="keeps-where" type="radio" value="keep" checked/);
    assert.doesNotMatch(body, /withheld\][^<]*<\/textarea>|Vicarage/, 'what is shown is not typed back');
    assert.doesNotMatch(body, /name="keeps-feelings"/);
    assert.ok(body.includes('Cold</textarea>'));
    const { base, writer } = hiddenIn(body);
    const saved = await worker.save(improving, {
      writer,
      step: 1,
      base: Number(base),
      changed: { 'keeps-harm': 'replace' },
    });
    assert.equal(saved.status, 200);
    assert.match((await worker.get(improving)).body, /name="keeps-harm" type="radio" value="replace" checked/);
    const kept = { 'keeps-where': 'keep', 'keeps-harm': 'replace', feelings: 'Cold and tired' };
    const bare = await filled(place, improving, { ...kept, where: 'Until the morning', harm: '' });
    const refused = await worker.post(improving, bare);
    assert.equal(refused.status, 422);
    assert.match(wordsOf(refused.body), /Write what takes the place of what was written before, or keep that/);
    const again = await filled(place, improving, { ...kept, where: 'Until the morning', harm: 'Nobody hurt her' });
    assert.equal((await worker.post(improving, again)).status, 303);
    const shown = wordsOf((await worker.get(address)).body);
    assert.match(shown, /At \[address withheld\] with Ash Until the morning/);
    assert.match(shown, /Nobody hurt her/);
    assert.doesNotMatch(shown, /Shouted/);

    const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
    assert.deepEqual((await verifyRecord(front.database, rules)).differences, []);

    // A draft begun while the address is hidden keeps what it could not read, whenever it is sent.
    const late = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    await front.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(sql`update homeward.child_access set address_hidden = false where child_id = ${childId}`),
    );
    const open = wordsOf((await worker.get(address)).body);
    assert.match(open, /At the Old Vicarage with Ash Until the morning/, 'the true words were there all along');
    const last = await filled(place, late, { ...kept, 'keeps-where': 'keep', where: '', harm: 'Nobody hurt her' });
    assert.equal((await worker.post(late, last)).status, 303);
    assert.match(wordsOf((await worker.get(address)).body), /At the Old Vicarage with Ash Until the morning/);
    const once = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    assert.ok((await worker.get(once)).body.includes('At the Old Vicarage with Ash\n\nUntil the morning</textarea>'));
  });

  it('may stay empty, and says everything that is wrong without losing a word', async (t) => {
    const place = await openPlace(t);
    const { worker } = place;
    const draft = await begin(place);
    const wrong = await worker.post(
      draft,
      await filled(place, draft, { ...on('heldAt', '8', '10pm'), feelings: 'Cold' }),
    );
    assert.equal(wrong.status, 422);
    assert.match(wordsOf(wrong.body), /The interview was held after the child came back/);
    assert.ok(wrong.body.includes('Cold</textarea>'));
    assert.ok((await worker.get(draft)).body.includes('Cold</textarea>'), 'and it is kept');
    const later = await worker.post(draft, await filled(place, draft, on('heldAt', '10', '9:01am')));
    assert.match(wordsOf(later.body), /must be in the past/);
    const both = { covers: place.episodes.map(String), ...on('heldAt', '8', '9am') };
    assert.match(
      wordsOf((await worker.post(draft, await filled(place, draft, both))).body),
      /only after the interview/,
    );
    const wrongly = async (name: string, minutes: string): Promise<string> =>
      wordsOf((await worker.post(draft, await filled(place, draft, { [name]: minutes }))).body);
    assert.match(await wrongly('interviewMinutes', '0'), /How long it took must be 1 or more/);
    assert.match(await wrongly('interviewMinutes', '721'), /How long it took must be 720 or less/);
    assert.match(await wrongly('interviewMinutes', '1.5'), /How long it took must be a whole number/);
    assert.match(await wrongly('travelMinutes', '-1'), /How long the way was must be 0 or more/);
    assert.match(await wrongly('travelMinutes', '1441'), /How long the way was must be 1440 or less/);
    const bare = await filled(place, draft, { where: '', feelings: '', reasons: [], chose: [] });
    assert.equal((await worker.post(draft, bare)).status, 303);
    const [interview] = (await recordOf(place)).interviews;
    assert.deepEqual(
      [interview?.participation, interview?.interviewMinutes, interview?.travelMinutes],
      ['part', null, null],
    );
  });

  it('keeps what carers said where the child refused, and counts it as no interview', async (t) => {
    const place = await openPlace(t);
    await offer(place, { outcome: 'declined' });
    const draft = await begin(place);
    const none = await place.worker.post(draft, await filled(place, draft, { participation: 'carer-only' }));
    assert.match(wordsOf(none.body), /Write what parents or carers said/);
    const told = await filled(place, draft, { participation: 'carer-only', carers: 'She was at the mill' });
    const sent = await place.worker.post(draft, told);
    assert.match(
      wordsOf((await place.worker.get(sent.location)).body),
      /Not held: parents or carers were asked.*She was at the mill/,
    );
    const record = await recordOf(place);
    assert.deepEqual([record.interviews[0]?.completedAt, record.returns.at(-1)?.outcome], [null, 'declined']);
  });

  it('warns a social worker of the child, who may go on only by saying how they are independent', async (t) => {
    const place = await openPlace(t);
    const social = await personOf(place.front, 'social-worker');
    const draft = await begin(place, social);
    assert.match(
      wordsOf((await social.get(draft)).body),
      /You are a social worker of the authority that is responsible/,
    );
    const refused = await social.post(draft, await filled(place, draft, {}, social));
    assert.match(wordsOf(refused.body), /Say how you are independent all the same/);
    const sent = await social.post(draft, await filled(place, draft, { independent: 'no' }, social));
    assert.equal(sent.status, 303);
    assert.equal((await recordOf(place)).interviews[0]?.independent, false);
    assert.doesNotMatch(
      wordsOf((await place.worker.get(await begin({ ...place, episodes: [0, place.episodes[0] ?? 0] }))).body),
      /social worker of the authority/,
    );
  });
});

describe('a draft', () => {
  it('is saved while it is typed, one window after another, and nothing is overwritten unseen', async (t) => {
    const place = await openPlace(t);
    const { worker } = place;
    const draft = await begin(place);
    const [one, two] = [
      hiddenIn((await worker.get(draft)).body).writer,
      hiddenIn((await worker.get(draft)).body).writer,
    ];
    const first = await worker.save(draft, { writer: one, step: 1, base: 0, changed: { where: 'The park' } });
    assert.deepEqual([first.status, first.json], [200, { version: 1, elsewhere: {}, beside: {} }]);
    const second = await worker.save(draft, {
      writer: two,
      step: 1,
      base: 0,
      changed: { where: 'The station', nonsense: 'x' },
    });
    assert.deepEqual(second.json['beside'], { where: [{ value: 'The park', when: '10 March 2026 at 9am' }] });
    assert.deepEqual(
      (await worker.save(draft, { writer: one, step: 2, base: 1, changed: { help: 'A bus\u0000\ud800' } })).json[
        'elsewhere'
      ],
      { where: 'The station' },
    );
    const page = await worker.get(draft);
    assert.match(wordsOf(page.body), /Another window of yours wrote, 10 March 2026 at 9am: The park/);
    assert.ok(page.body.includes('The station</textarea>') && page.body.includes('A bus\ufffd</textarea>'));
    assert.doesNotMatch(page.body, /nonsense/);
    const unsettled = await worker.post(draft, await filled(place, draft, { where: 'The station', help: 'A bus' }));
    assert.equal(unsettled.status, 422);
    assert.match(wordsOf(unsettled.body), /Two windows wrote .* choose which text is to stand/);
    const settled = await filled(place, draft, { where: 'The station', help: 'A bus', 'settle-where': 'both' });
    const sent = await worker.post(draft, settled);
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.ok((await worker.get(sent.location)).body.includes('The station\n\nThe park</blockquote>'));
  });

  it('keeps the text of a whole form that was opened before another window wrote', async (t) => {
    const place = await openPlace(t);
    const { worker } = place;
    const draft = await begin(place);
    const old = await filled(place, draft, { where: 'The bridge', later: 'yes' });
    await worker.save(draft, {
      writer: '01890a5d-ac96-774b-bcce-b302099a8057',
      step: 1,
      base: 0,
      changed: { where: 'The park' },
    });
    assert.equal((await worker.post(draft, old)).status, 303);
    const page = await worker.get(draft);
    assert.ok(page.body.includes('The bridge</textarea>'));
    assert.match(wordsOf(page.body), /Another window of yours wrote.*The park/);
  });

  it('is not sent where another window saved at the very moment of sending, and keeps what that wrote', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    const owner = (statement: ReturnType<typeof sql>) =>
      front.database.transaction('owner', OPERATOR, (tx) => tx.query(statement));
    await owner(sql`create function homeward.another_window() returns trigger language plpgsql as $$
      begin
        if (new.state ->> 'version')::int = 1 then
          update homeward.interview_draft set state = new.state || jsonb_build_object('version', 2,
            'answers', new.state -> 'answers' || '{"help": "A bus"}',
            'marks', new.state -> 'marks' || '{"help": {"version": 2, "writer": "two", "step": 1, "at": 0}}')
          where draft_id = new.draft_id;
        end if;
        return null;
      end $$`);
    await owner(sql`create constraint trigger another_window after update on homeward.interview_draft
      deferrable initially deferred for each row execute function homeward.another_window()`);
    const refused = await worker.post(draft, await filled(place, draft, {}));
    assert.equal(refused.status, 422);
    assert.match(wordsOf(refused.body), /Another window wrote the answer under .* at this very moment/);
    assert.ok(refused.body.includes('A bus</textarea>'));
    assert.deepEqual((await recordOf(place)).interviews, []);
    const sent = await worker.post(draft, await filled(place, draft, { help: 'A bus' }));
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(wordsOf((await worker.get(sent.location)).body), /A bus/);
  });

  it('is its author’s alone: nobody else finds it, by page, by script or in the database', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    await worker.save(draft, {
      writer: '01890a5d-ac96-774b-bcce-b302099a8057',
      step: 1,
      base: 0,
      changed: { where: 'The park' },
    });
    const other = await personOf(front, 'missing-team-worker');
    assert.equal((await other.get(draft)).status, 404);
    assert.equal((await other.get(`${draft}/save`)).status, 404);
    assert.equal((await other.save(draft, { writer: draft, step: 1, base: 0, changed: {} })).status, 404);
    assert.equal((await other.post(draft, { later: 'yes' })).status, 404);
    assert.equal((await other.post(`${draft}/discard`, { discard: 'yes' })).status, 404);
    assert.match(wordsOf((await other.get('/interviews')).body), /You are writing no interview/);
    assert.match(wordsOf((await worker.get('/interviews')).body), /Ada Marsh/);
    assert.notEqual(await begin(place, other), draft);
  });

  it('is closed to its author with the record of the child, and gone with it when it is thrown away', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId } = place;
    const draft = await begin(place);
    const bar = (statement: ReturnType<typeof sql>) =>
      front.database.transaction('owner', OPERATOR, (tx) => tx.query(statement));
    await bar(
      sql`insert into homeward.child_person (child_id, user_id, standing) values (${childId}, ${worker.userId}, 'barred')`,
    );
    assert.equal((await worker.get(draft)).status, 404);
    assert.equal((await worker.save(draft, { writer: draft, step: 1, base: 0, changed: {} })).status, 404);
    await bar(sql`delete from homeward.child_person where child_id = ${childId}`);
    assert.equal((await worker.get(draft)).status, 200);
    assert.equal((await worker.post(`${draft}/discard`, {})).status, 422);
    assert.equal((await worker.post(`${draft}/discard`, { discard: 'yes' })).status, 303);
    assert.equal((await worker.get(draft)).status, 404);
  });

  it('is not saved after the session ended; a form is held for its author alone and sent from where it stood', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    const form = await filled(place, draft, { where: 'The park' });
    front.now = at('2026-03-10T09:16Z');
    assert.equal((await worker.save(draft, { writer: draft, step: 1, base: 0, changed: {} })).status, 401);
    const held = await worker.post(draft, form);
    assert.match(held.location, /^\/sign-in\?return=/);
    const again = await front.signedIn(worker.userId);
    worker.browser.cookies.set('homeward', again.browser.cookies.get('homeward') ?? '');
    assert.match(wordsOf((await worker.get('/sign-in/held')).body), /The park/);
  });
});

describe('the words of an interview', () => {
  it('are for who may read them: of another agency involved nobody reads more than the policy opens', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    const sent = await worker.post(draft, await filled(place, draft, { where: 'The old mill' }));
    const address = sent.location.split('?')[0] ?? '';
    for (const role of ROLE_NAMES.filter((one) => rolesOf('police').includes(one))) {
      const police = await personOf(front, role, 'thames-valley-police');
      const actor = { agencyCode: 'thames-valley-police', agencyKind: 'police', role, rank: null } as const;
      const { allowed, shows } = decide(actor, 'see-child', { ...NO_STANDING, relationships: ['police'] });
      await police.post(`/children/${place.childId}/why`, { purpose: 'strategy-meeting' });
      const { status, body } = await police.get(address);
      const opens = allowed && shows.includes('interviews');
      assert.equal(status === 200, opens, role);
      assert.equal(body.includes('The old mill'), opens && shows.includes('interview-words'), role);
    }
  });
});
