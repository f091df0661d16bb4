/** Sharing an interview through the pages: sent with its facts, received, put on record, sent back, and counted. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../../../test/support/front.ts';
import { interviewed } from '../../../test/support/interviewed.ts';
import { at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { record } from '../../../test/support/recording.ts';
import { openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';
import { loadRecord } from '../../db/chronology/store.ts';
import { verifyRecord } from '../../db/verify.ts';
import type { TransmissionPurpose } from '../../domain/interview/acts.ts';
import { paths } from '../../web/paths.ts';

const now = at('2026-03-10T09:00Z');

async function sendForm(visitor: Visitor, url: string, fields: Readonly<Record<string, string>>) {
  const version = /name="version" value="(\d+)"/.exec((await visitor.get(url)).body)?.[1] ?? '';
  return visitor.send(url, { ...fields, version });
}

async function sendingOf(town: Town, childId: number) {
  const found = await town.database.read('job', OPERATOR, (tx) => loadRecord(tx, FOLD_RULES, childId));
  return found?.transmissions.at(-1);
}

const TO_POLICE = { receiver: 'police-intelligence thames-valley-police', facts: 'fact-ash' };

describe('sharing a return interview', () => {
  it('goes to the police with its summary and facts, and is received and put on record by them', async (t) => {
    const town = await openTown(t, now);
    const childId = await interviewed(town.database);
    const worker = await town.visit('worker');
    assert.match(
      wordsOf((await worker.get(paths.sentInterviews)).body),
      /Ada Marsh .* Police intelligence Written, not sent Share it/,
    );
    const worklist = (await worker.get('/worklist')).body;
    assert.match(worklist, new RegExp(`href="/children/${childId}/share/V1"`));
    const form = (await worker.get(`/children/${childId}/share/V1`)).body;
    assert.match(form, /Where: The bus station<\/textarea>/);
    assert.match(wordsOf(form), /Conditions: Nobody learns who said it/);
    const sent = await sendForm(worker, `/children/${childId}/share/V1`, {
      ...TO_POLICE,
      summary: 'Was at the bus station',
    });
    assert.match(wordsOf(sent.body), /Thames Valley Police Sent, not received Sent 10 March 2026 at 9am Send it again/);
    const ref = (await sendingOf(town, childId))?.transmissionRef ?? '';

    const police = await town.visit('police');
    const inbox = wordsOf((await police.get(paths.receivedInterviews)).body);
    assert.match(
      inbox,
      /Ada Marsh Oxfordshire Council 10 March 2026 at 9am Police intelligence No receipt yet Due tomorrow at 9am Read it and say that it came/,
    );
    assert.match((await police.get('/worklist')).body, new RegExp(`href="/children/${childId}/received/${ref}"`));
    const url = `/children/${childId}/received/${ref}`;
    const page = wordsOf((await police.get(url)).body);
    assert.match(
      page,
      /Was at the bus station .*Person: Ash Grove 2AC.*Conditions of handling: Nobody learns who said it/,
    );
    const came = await sendForm(police, url, { outcome: 'received', why: '' });
    assert.match(wordsOf(came.body), /It came, and is not on your record Say that it is on record/);
    const without = await sendForm(police, url, { outcome: 'recorded', why: '' });
    assert.equal(without.status, 422);
    assert.match(wordsOf(without.body), /Enter your own reference/);
    const done = await sendForm(police, url, { outcome: 'recorded', why: 'Log 7' });
    assert.match(wordsOf(done.body), /Nothing is waiting/);
    assert.match(wordsOf((await worker.get(paths.sentInterviews)).body), /Nothing is open/);
    assert.match(
      wordsOf((await worker.get(`${paths.sentInterviews}?show=all`)).body),
      /On their record .*Nothing to do/,
    );

    const held = { interviewRef: 'V1', incidentRefs: ['I1'], agency: 'oxfordshire', interviewerId: null } as const;
    const how = {
      participation: 'whole',
      independent: true,
      chose: [],
      place: 'school',
      present: [],
      reasons: [],
    } as const;
    const rewritten = { kind: 'interview-held', ...held, ...how, words: { where: 'A flat in Cowley' } } as const;
    const told = { occurredAt: at('2026-03-09T15:00Z'), sourceKey: null, content: rewritten };
    await record(town.database, 'oxfordshire', childId, [told], at('2026-03-10T10:00Z'));
    assert.match(
      wordsOf((await worker.get(paths.sentInterviews)).body),
      /On their record .*Written again 10 March 2026 at 10am Send what it says now/,
    );
    const again = wordsOf((await worker.get(`/children/${childId}/share/V1`)).body);
    assert.match(again, /Of an earlier text: it was written again 10 March 2026 at 10am, and “Where” changed/);
    assert.match(wordsOf((await police.get(url)).body), /The interview was written again .*“Where” changed/);
    const counts = async () => wordsOf((await worker.get(paths.sharingCounts)).body);
    assert.match(await counts(), /Of an earlier text .* March 2026 Police intelligence 0 0 0 0 0 0 1 .* 0% 100%/);
    const month = `${paths.sharingCounted}?month=2026-03&purpose=police-intelligence&figure=`;
    const earlier = wordsOf((await worker.get(`${month}earlier-text`)).body);
    assert.match(earlier, /Of an earlier text: 1 .*Ada Marsh .*Written again 10 March 2026 at 10am/);
    assert.match(wordsOf((await worker.get(`${month}on-record`)).body), /On their record: 0 /);
    await sendForm(worker, `/children/${childId}/share/V1`, { ...TO_POLICE, summary: 'Was in a flat' });
    assert.match(wordsOf((await worker.get(paths.sentInterviews)).body), /Sent, not received Sent 10 March/);
    assert.match(await counts(), /March 2026 Police intelligence 0 0 1 .* 0 0 0 0 0% 100%/);
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
  });

  it('is sent back with why, which the sender reads before sending it again', async (t) => {
    const town = await openTown(t, now);
    const childId = await interviewed(town.database);
    const [worker, police] = [await town.visit('worker'), await town.visit('police')];
    await sendForm(worker, `/children/${childId}/share/V1`, { ...TO_POLICE, summary: 'x' });
    const ref = (await sendingOf(town, childId))?.transmissionRef ?? '';
    const url = `/children/${childId}/received/${ref}`;
    assert.equal((await sendForm(police, url, { outcome: 'refused', why: '' })).status, 422);
    await sendForm(police, url, { outcome: 'refused', why: 'Too short to use' });
    assert.match(wordsOf((await worker.get(paths.sentInterviews)).body), /Sent back .*Read why, and send it again/);
    assert.match(
      wordsOf((await worker.get(`/children/${childId}/share/V1`)).body),
      /Sent back \. Thames Valley Police said: Too short to use/,
    );
    assert.match(wordsOf((await worker.get('/worklist')).body), /Due now/);
    await sendForm(worker, `/children/${childId}/share/V1`, { ...TO_POLICE, summary: 'Longer' });
    assert.match(wordsOf((await worker.get(paths.sentInterviews)).body), /Sent, not received/);
    // Only the receiver answers: to everybody else it is not there.
    assert.equal((await worker.get(url)).status, 404);
    const neighbour = await town.visit('neighbour');
    assert.equal((await neighbour.get(url)).status, 404);
  });

  it('fills nothing in where the child named what is not to be passed on, and warns', async (t) => {
    const town = await openTown(t, now);
    const childId = await interviewed(town.database, { wish: 'Not my mother' });
    const worker = await town.visit('worker');
    const page = await worker.get(`/children/${childId}/share/V1`);
    assert.match(wordsOf(page.body), /The child asked for this not to be passed on: Not my mother/);
    assert.doesNotMatch(page.body, /bus station/);
    const empty = await sendForm(worker, `/children/${childId}/share/V1`, { ...TO_POLICE, facts: '', summary: '' });
    assert.match(wordsOf(empty.body), /Enter a summary, or choose at least one fact/);
    assert.equal(await sendingOf(town, childId), undefined);
  });

  it('counts by month what was not recorded apart from what was not received, and withholds small counts', async (t) => {
    const town = await openTown(t, now);
    const childId = await interviewed(town.database);
    await interviewed(town.database, { written: false, ref: '2' });
    const council = await town.visit('council');
    const words = wordsOf((await council.get(paths.sharingCounts)).body);
    assert.match(words, /March 2026 Police intelligence 1 .* 1 .* 0 0 0 0 0 50% .* 50%/);
    const opened = async (visitor: Visitor, figure: string) => {
      const query = `?month=2026-03&purpose=police-intelligence&figure=${figure}`;
      const page = await visitor.get(`${paths.sharingCounted}${query}`);
      return { words: wordsOf(page.body) };
    };
    assert.match(
      (await opened(council, 'not-recorded')).words,
      /Not recorded: 1 It was held, and no interview is written .*Ada Marsh .*Not recorded/,
    );
    assert.match(
      (await opened(council, 'not-received')).words,
      /Recorded, not received: 1 .*Ada Marsh .*Written, not sent/,
    );
    assert.match((await opened(council, 'on-record')).words, /On their record: 0 .*There is none to list/);
    await town.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(
        sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency) values (${childId}, true, 'other-risk', 'oxfordshire')`,
      ),
    );
    assert.match(
      (await opened(council, 'not-sent')).words,
      /Written, not sent: 1 .*1 of them is of a child whom you may not see.*There is none to list/,
    );
    const neighbour = await town.visit('neighbour');
    assert.match(wordsOf((await neighbour.get(paths.sharingCounts)).body), /No interview of the last twelve months/);
    assert.match((await opened(neighbour, 'not-sent')).words, /Written, not sent: 0 .*There is none to list/);
  });

  it('is for the provider’s list and the child’s record where a provider held it, and the scrutiny reader sees no small count', async (t) => {
    const front = await openFront(t);
    front.now = now;
    const childId = await interviewed(front.database, { by: 'streetwise' });
    const provider = await front.signedIn(await front.addPerson('streetwise', 'interviewer'));
    const list = wordsOf((await provider.browser.get(paths.sentInterviews)).body);
    assert.match(list, /The child’s record Written, not sent Share it/);
    const form = wordsOf((await provider.browser.get(`/children/${childId}/share/V1`)).body);
    assert.match(form, /Thames Valley Police: police intelligence Oxfordshire Council: the child’s record/);
    const reader = await front.signedIn(await front.addPerson('oxfordshire', 'scrutiny-reader'));
    const counts = wordsOf((await reader.browser.get(paths.sharingCounts)).body);
    assert.match(counts, /Withheld Withheld/);
    assert.doesNotMatch(counts, /\d%/);
    const figure = `${paths.sharingCounted}?month=2026-03&purpose=child-record&figure=not-sent`;
    assert.equal((await reader.browser.get(figure)).statusCode, 403);
    assert.equal((await reader.browser.get(paths.sentInterviews)).statusCode, 403);
  });

  it('is read by the agency to which it was sent, and by no other that may not read what the child said', async (t) => {
    const front = await openFront(t);
    front.now = now;
    const childId = await interviewed(front.database);
    const sentTo = (toAgency: string, purpose: TransmissionPurpose) => ({
      occurredAt: now,
      sourceKey: null,
      content: {
        kind: 'transmission-sent' as const,
        transmissionRef: `to-${toAgency}`,
        interviewRef: 'V1',
        purpose,
        toAgency,
        factRefs: [],
        words: { summary: `For ${toAgency} alone` },
      },
    });
    const both = [sentTo('oxfordshire', 'child-record'), sentTo('thames-valley-police', 'police-intelligence')];
    await record(front.database, 'oxfordshire', childId, both, now);
    const { browser, token } = await front.signedIn(
      await front.addPerson('thames-valley-police', 'missing-person-coordinator'),
    );
    const page = wordsOf((await browser.get(`/children/${childId}`)).body);
    assert.match(page, /For thames-valley-police alone/);
    assert.doesNotMatch(page, /For oxfordshire alone/);
    const received = await browser.get(`/children/${childId}/received/to-thames-valley-police`);
    assert.match(wordsOf(received.body), /For thames-valley-police alone/);
    const worker = await front.signedIn(await front.addPerson('oxfordshire', 'social-worker'));
    assert.match(wordsOf((await worker.browser.get(`/children/${childId}`)).body), /For oxfordshire alone/);

    // A form sent with an older version than the record has says what is new: of what is open to the reader alone.
    const referred = {
      kind: 'referral-made',
      referralRef: 'R1',
      to: 'national-referral-mechanism',
      agency: null,
      interviewRef: 'V1',
      why: 'Worked for a man',
      words: {},
    } as const;
    await record(
      front.database,
      'oxfordshire',
      childId,
      [{ occurredAt: now, sourceKey: null, content: referred }],
      now,
    );
    const url = `/children/${childId}/received/to-thames-valley-police`;
    const answered = async (version: number) => {
      const stale = await browser.post(url, { version: String(version), outcome: 'received', why: '' }, { token });
      assert.equal(stale.statusCode, 409);
      return wordsOf(stale.body);
    };
    const latest = Number(/name="version" value="(\d+)"/.exec((await browser.get(url)).body)?.[1]);
    for (const version of [0, 1]) {
      const told = await answered(version);
      assert.match(told, /This record changed while you were working on it .*Return interview/);
      assert.doesNotMatch(told, /Referred|national referral/i);
    }
    const told = await answered(latest - 1);
    assert.match(told, /This is new: Something that is not shown to you If yours still holds/);
    assert.doesNotMatch(told, /Referred|national referral/i);
    await record(
      front.database,
      'oxfordshire',
      childId,
      [{ occurredAt: now, sourceKey: null, content: referred }],
      now,
    );
    const open = await worker.browser.post(
      `/children/${childId}/share/V1`,
      { version: String(latest), receiver: 'police-intelligence thames-valley-police', summary: 'x' },
      { token: worker.token },
    );
    assert.match(wordsOf(open.body), /Referred: national referral mechanism/i);
  });
});
