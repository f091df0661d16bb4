import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { aNotification, anInterview, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf, type Answer, type Town, type Visitor } from '../../../test/support/visit.ts';
import { loadRecord } from '../../db/chronology/store.ts';
import { verifyRecord } from '../../db/verify.ts';
import type { ReturnFollowUp } from '../../domain/interview/follow-up.ts';
import type { TestContext } from 'node:test';

const now = at('2026-03-04T10:00Z');
const WENT = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-01T20:00Z') });
const BACK = aNotification({
  notificationRef: 'P2',
  incidentRef: 'I1',
  kind: 'found',
  occurredAt: at('2026-03-02T06:00Z'),
});

type Case = { readonly town: Town; readonly childId: number; readonly url: string };

/** A child of Oxfordshire who came back 52 hours before now. */
async function aReturn(t: TestContext): Promise<Case> {
  const town = await openTown(t, now);
  const childId = await recordChild(town.database, at('2026-03-02T07:00Z'), {}, [WENT, BACK]);
  const { episode_id: episodeId } = await town.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episode_id: number }>(sql`select episode_id from homeward.episode where child_id = ${childId}`),
  );
  return { town, childId, url: `/children/${childId}/episodes/${episodeId}/return` };
}

async function sendOn(visitor: Visitor, url: string, fields: Record<string, string>): Promise<Answer & { at: string }> {
  const version = /name="version" value="(\d+)"/.exec((await visitor.get(url)).body)?.[1] ?? '';
  return visitor.send(url, { ...fields, version });
}

async function returnsOf({ town, childId }: Case): Promise<readonly ReturnFollowUp[]> {
  const found = await town.database.read('job', requesterOf(null), (tx) => loadRecord(tx, FOLD_RULES, childId));
  return found?.returns ?? [];
}

async function tried(one: Case, ...days: readonly string[]): Promise<void> {
  for (const day of days) {
    const content = {
      kind: 'interview-offered',
      interviewRef: 'V1',
      incidentRefs: ['I1'],
      means: 'telephone',
      spokeTo: 'nobody',
      outcome: 'no-response',
      words: {},
    } as const;
    await record(
      one.town.database,
      'oxfordshire',
      one.childId,
      [{ occurredAt: at(day), sourceKey: null, content }],
      now,
    );
  }
}

async function clean({ town }: Case): Promise<void> {
  assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
}

describe('the page of a return', () => {
  it('shows what became of it, the clock and that nothing pauses it, and keeps the look', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    const page = await council.get(one.url);
    assert.equal(page.status, 200);
    const words = wordsOf(page.body);
    assert.match(words, /Return of 2 March 2026 at 6am Not offered yet/);
    assert.match(words, /At risk Due 5 March 2026 at 6am\./);
    assert.match(words, /20 hours are left, which is 24 hours or less/);
    assert.match(words, /nothing pauses them/);
    const looks = await looksOf(one.town, council.userId);
    assert.deepEqual(looks.at(-1)?.child_ids, [one.childId]);
  });

  it('is not there for an authority that has nothing to do with the child, nor for an absence of another', async (t) => {
    const one = await aReturn(t);
    const neighbour = await one.town.visit('neighbourManager');
    assert.equal((await neighbour.get(one.url)).status, 404);
    assert.equal((await neighbour.get(`${one.url}/answer`)).status, 404);
    const council = await one.town.visit('council');
    const theirs = { incidentRef: 'I9', reportedBy: 'oxfordshire', reportedByKind: 'local-authority' } as const;
    const other = await recordChild(one.town.database, now, { childRef: 'OX2', forename: 'Bea' }, [
      { ...WENT, ...theirs, notificationRef: 'P8' },
      { ...BACK, ...theirs, notificationRef: 'P9' },
    ]);
    assert.equal((await council.get(one.url.replace(`/${one.childId}/`, `/${other}/`))).status, 404);
  });

  it('is reached from the worklist', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    assert.match((await council.get('/worklist?team=all')).body, new RegExp(`href="${one.url}"`));
  });
});

describe('closing a return', () => {
  it('as not required keeps who decided and why, and can be taken back', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    const empty = await sendOn(council, `${one.url}/close`, {});
    assert.equal(empty.status, 422);
    const saved = await sendOn(council, `${one.url}/close`, {
      as: 'not-required',
      why: 'Was lost at a fair for an hour',
    });
    assert.equal(saved.status, 200);
    assert.match(wordsOf(saved.body), /Not required .*no interview is required, by: Team manager/);
    assert.deepEqual(
      (await returnsOf(one)).map(({ outcome }) => outcome),
      ['not-required'],
    );
    const nothing = await council.get(`${one.url}/close`);
    assert.equal(nothing.status, 200);
    assert.match(wordsOf(nothing.body), /Not required\. This return has an outcome already\. Back to the return/);
    assert.match(nothing.body, new RegExp(`href="${one.url}"`));
    assert.doesNotMatch(nothing.body, new RegExp(`action="${one.url}/close"`));
    const again = await sendOn(council, `${one.url}/reopen`, { why: 'A carer told us more' });
    assert.match(wordsOf(again.body), /Not offered yet/);
    assert.match(wordsOf((await council.get(`${one.url}/reopen`)).body), /Only a return that somebody closed/);
    await clean(one);
  });

  it('as exhausted is refused in words below the protocol’s attempts on different days, and nothing typed is lost', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    await tried(one, '2026-03-02T10:00Z', '2026-03-03T10:00Z');
    const asked = { as: 'attempts-exhausted', why: 'Tried by telephone and at home' };
    const refused = await sendOn(council, `${one.url}/close`, asked);
    assert.equal(refused.status, 422);
    assert.match(wordsOf(refused.body), /exhausted after 3 on different days; there were attempts on 2 days/);
    assert.match(refused.body, /Tried by telephone and at home/);
    await tried(one, '2026-03-04T09:00Z');
    const saved = await sendOn(council, `${one.url}/close`, asked);
    assert.match(wordsOf(saved.body), /Attempts exhausted/);
    await clean(one);
  });

  it('is not for a social worker', async (t) => {
    const one = await aReturn(t);
    const worker = await one.town.visit('worker');
    assert.equal((await worker.get(`${one.url}/close`)).status, 403);
    assert.doesNotMatch((await worker.get(one.url)).body, /return\/close/);
  });
});

describe('passing a return to another authority', () => {
  const asked = { toAuthority: 'swindon', why: 'Ada has lived in Swindon since May' };

  it('lets them see the child, decide, and answer for it from then on', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    const neighbour = await one.town.visit('neighbourManager');
    assert.equal((await sendOn(council, `${one.url}/pass`, { toAuthority: '', why: 'x' })).status, 422);
    assert.equal((await sendOn(council, `${one.url}/pass`, { toAuthority: 'oxfordshire', why: 'x' })).status, 422);
    const sent = await sendOn(council, `${one.url}/pass`, asked);
    assert.match(wordsOf(sent.body), /Another authority asked .*Swindon Council was asked .*It has not answered/);
    const list = await neighbour.get('/worklist?team=all');
    assert.match(list.body, new RegExp(`href="${one.url}/answer"`));
    const form = await neighbour.get(`${one.url}/answer`);
    assert.match(wordsOf(form.body), /Oxfordshire Council asks: Ada has lived in Swindon since May/);
    const answered = await sendOn(neighbour, `${one.url}/answer`, { accepted: 'yes', why: 'We know her' });
    assert.equal(answered.at, '/worklist');
    assert.deepEqual(
      (await returnsOf(one)).map(({ authority, outcome, stage }) => [authority, outcome, stage]),
      [
        ['oxfordshire', 'passed', null],
        ['swindon', null, 'not-offered'],
      ],
    );
    // It is theirs now: they close it, and the one that passed it cannot.
    assert.match(wordsOf((await neighbour.get(one.url)).body), /Taken over from Oxfordshire Council/);
    assert.match(wordsOf((await council.get(`${one.url}/close`)).body), /This return has an outcome already/);
    const closed = await sendOn(neighbour, `${one.url}/close`, {
      as: 'not-required',
      why: 'Interviewed by the school',
    });
    assert.equal(closed.status, 200);
    await clean(one);
  });

  it('stays with who held the interview before they accepted, and says so of the request', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    const neighbour = await one.town.visit('neighbourManager');
    await sendOn(council, `${one.url}/pass`, asked);
    await sendOn(neighbour, `${one.url}/answer`, { accepted: 'yes', why: 'We know her' });
    const completedAt = at('2026-03-03T15:00Z');
    const interview = anInterview({ interviewRef: 'V1', incidentRefs: ['I1'], offeredAt: completedAt, completedAt });
    const content = { kind: 'interview-recorded', interview } as const;
    await record(
      one.town.database,
      'oxfordshire',
      one.childId,
      [{ occurredAt: completedAt, sourceKey: null, content }],
      now,
    );
    assert.match(
      wordsOf((await council.get(one.url)).body),
      /It accepted 4 March 2026 at 10am, which does not count: the return had its outcome [34] March 2026/,
    );
    await clean(one);
  });

  it('stays with who asked where they refuse, and their sight of the child ends', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    const neighbour = await one.town.visit('neighbourManager');
    await sendOn(council, `${one.url}/pass`, asked);
    const answered = await sendOn(neighbour, `${one.url}/answer`, { accepted: 'no', why: 'She has never lived here' });
    assert.equal(answered.status, 200);
    assert.equal(answered.at, '/worklist');
    assert.deepEqual(
      (await returnsOf(one)).map(({ authority, outcome, stage }) => [authority, outcome, stage]),
      [['oxfordshire', null, 'not-offered']],
    );
    assert.equal((await neighbour.get(one.url)).status, 404);
    assert.match(wordsOf((await council.get(one.url)).body), /It refused 4 March 2026/);
    await clean(one);
  });
});

describe('a request to another authority that is needed no more', () => {
  const asked = { toAuthority: 'swindon', why: 'Ada has lived in Swindon since May' };

  it('is withdrawn by who asked, and by nobody else, and their sight of the child ends', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    const neighbour = await one.town.visit('neighbourManager');
    const url = `${one.url}/pass/withdraw`;
    assert.match(wordsOf((await council.get(url)).body), /No request waits for an answer/);
    await sendOn(council, `${one.url}/pass`, asked);
    assert.match((await council.get(one.url)).body, new RegExp(`href="${url}"`));
    assert.match(wordsOf((await council.get(`${one.url}/pass`)).body), /Another authority was asked and has not/);
    // Whom it was asked of may answer it, and neither withdraw it nor come to the form.
    assert.equal((await neighbour.get(one.url)).status, 200);
    assert.ok([403, 404].includes((await neighbour.get(url)).status));
    assert.ok([403, 404].includes((await sendOn(neighbour, url, { why: 'x' })).status));
    const form = await council.get(url);
    assert.match(wordsOf(form.body), /Swindon Council was asked and has not answered/);
    assert.equal((await sendOn(council, url, { why: '' })).status, 422);
    const saved = await sendOn(council, url, { why: 'Our own worker has time' });
    assert.match(wordsOf(saved.body), /Not offered yet .*It was withdrawn 4 March 2026/);
    assert.equal((await neighbour.get(`${one.url}/answer`)).status, 404);
    assert.doesNotMatch((await neighbour.get('/worklist?team=all')).body, new RegExp(one.url));
    await clean(one);
  });

  it('ends with the return: what was typed is shown again with the reason, and nothing is answered', async (t) => {
    const one = await aReturn(t);
    const council = await one.town.visit('council');
    const neighbour = await one.town.visit('neighbourManager');
    await sendOn(council, `${one.url}/pass`, asked);
    const withdrawing = await council.get(`${one.url}/pass/withdraw`);
    const version = /name="version" value="(\d+)"/.exec(withdrawing.body)?.[1] ?? '';
    const answer = await neighbour.get(`${one.url}/answer`);
    const answerVersion = /name="version" value="(\d+)"/.exec(answer.body)?.[1] ?? '';
    await sendOn(council, `${one.url}/close`, { as: 'not-required', why: 'Was lost at a fair' });
    const late = await neighbour.send(`${one.url}/answer`, { accepted: 'yes', why: 'We go', version: answerVersion });
    assert.equal(late.status, 404);
    const kept = await council.send(`${one.url}/pass/withdraw`, { why: 'Typed before that', version });
    assert.equal(kept.status, 422);
    assert.match(kept.body, /Typed before that/);
    assert.match(wordsOf(kept.body), /there is nothing to withdraw/);
    assert.match(wordsOf((await council.get(one.url)).body), /The return had its outcome 4 March 2026/);
    assert.deepEqual(
      (await returnsOf(one)).map(({ authority, outcome }) => [authority, outcome]),
      [['oxfordshire', 'not-required']],
    );
    await clean(one);
  });
});

describe('explaining why an interview is late', () => {
  it('is asked for once it is at risk, and stands with the reasons that the record shows', async (t) => {
    const one = await aReturn(t);
    one.town.now = at('2026-03-04T05:59Z');
    const early = await one.town.visit('council');
    assert.match(wordsOf((await early.get(`${one.url}/lateness`)).body), /there is nothing to explain/);
    one.town.now = at('2026-03-05T06:01Z');
    const council = await one.town.visit('council');
    const saved = await sendOn(council, `${one.url}/lateness`, {
      cause: 'distance',
      why: 'The home is in Kent; visit on Friday',
    });
    assert.match(wordsOf(saved.body), /Late Due 5 March 2026 at 6am/);
    assert.match(
      wordsOf(saved.body),
      /Why it is late The placement is far away\. The home is in Kent; visit on Friday/,
    );
    assert.deepEqual(
      (await returnsOf(one)).map(({ lateCause }) => lateCause),
      ['distance'],
    );
    await clean(one);
  });
});
