/** A provider that sees a child after one interview acts on what it was given, and on nothing that others were given. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import type { EntryContent } from '../../src/domain/chronology/entry.ts';
import { openFront } from '../support/front.ts';
import { interviewed } from '../support/interviewed.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { record, told } from '../support/recording.ts';
import { wordsOf } from '../support/visit.ts';
import { begin as beginWriting, filled, personOf, type Place } from '../support/writing.ts';

test('a provider opens no form of a return or an interview that was not given to it, and takes none', async (t) => {
  const front = await openFront(t);
  const childId = await interviewed(front.database, { by: 'streetwise' });
  front.now = at('2026-03-20T09:00Z');
  const again = { incidentRef: 'I2', reportedBy: 'thames-valley-police' } as const;
  await record(
    front.database,
    'thames-valley-police',
    childId,
    [
      told(aNotification({ ...again, notificationRef: 'N3', occurredAt: at('2026-03-19T08:00Z') })),
      told(aNotification({ ...again, notificationRef: 'N4', kind: 'found', occurredAt: at('2026-03-19T20:00Z') })),
    ],
    front.now,
  );
  const tell = (content: EntryContent) =>
    record(front.database, 'oxfordshire', childId, [{ occurredAt: front.now, sourceKey: null, content }], front.now);
  const own = { interviewRef: 'OWN', incidentRefs: ['I2'], agency: 'oxfordshire' };
  await tell({ kind: 'interview-allocated', ...own, interviewerId: null, why: 'Ours' });
  const grading = { source: '1', assessment: 'A', handling: 'P' } as const;
  const words = { value: 'Mill Lane' };
  await tell({ kind: 'fact-recorded', factRef: 'of-own', factKind: 'place', grading, interviewRef: 'OWN', words });
  const ids = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ id: number }>(
      sql`select episode_id as id from homeward.episode where child_id = ${childId} order by started_at`,
    ),
  );
  const [theirs, ours] = ids.map(({ id }) => `/children/${childId}/episodes/${id}`);
  const forms = (episode: string | undefined, ref: string, factRef: string): string[] => [
    `${episode}/interviewer`,
    `${episode}/interview-request`,
    `${episode}/interview`,
    `${episode}/triage`,
    `${episode}/triage/decide`,
    `${episode}/triage/known`,
    `${episode}/triage/family/any`,
    `${episode}/triage/ask`,
    `/children/${childId}/share/${ref}`,
    `/children/${childId}/facts/new/${ref}`,
    `/children/${childId}/facts/${factRef}/withdraw`,
  ];
  const provider = await front.signedIn(await front.addPerson('streetwise', 'provider-manager'));
  const council = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  for (const url of forms(theirs, 'V1', 'fact-ash'))
    assert.equal((await provider.browser.get(url)).statusCode, 200, `${url}, of its own return`);
  for (const url of forms(ours, 'OWN', 'of-own')) {
    assert.equal((await provider.browser.get(url)).statusCode, 404, `${url}, seen`);
    // The page of the triage takes nothing: its forms do.
    if (!url.endsWith('/triage')) {
      const sent = await provider.browser.post(url, { version: '1' }, { token: provider.token });
      assert.equal(sent.statusCode, 404, `${url}, sent`);
    }
    assert.equal((await council.browser.get(url)).statusCode, 200, `${url}, by the council`);
  }
  const begin = { begin: 'yes' };
  const begun = await provider.browser.post(`${ours}/interview/write`, begin, { token: provider.token });
  assert.equal(begun.statusCode, 404);

  // It sees that there was another absence, and is offered nothing to do about it.
  const page = await provider.browser.get(String(ours));
  assert.equal(page.statusCode, 200);
  assert.doesNotMatch(page.body, /\/(?:triage|interview)"/);
  assert.match((await provider.browser.get(String(theirs))).body, /\/interview"/);
  const facts = (await provider.browser.get(`/children/${childId}/facts`)).body;
  assert.match(facts, /facts\/fact-ash\/withdraw/);
  assert.doesNotMatch(facts, /facts\/of-own\/withdraw/);

  const { times } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ times: number }>(
      sql`select count(*)::int as times from homeward.audit_entry
        where agency_code = 'streetwise' and outcome = 'refused' and ${childId} = any (child_ids)`,
    ),
  );
  assert.equal(times, forms(ours, 'OWN', 'of-own').length * 2, 'each refusal is on record');

  // What somebody was writing when the interview was given to others stays theirs to read, and nothing else of it.
  const worker = await personOf(front, 'provider-manager', 'streetwise');
  const place: Place = { front, childId, episodes: ids.map(({ id }) => id), worker };
  const give = (agency: string) =>
    tell({ kind: 'interview-allocated', ...own, agency, interviewerId: null, why: 'Someone is free' });
  await give('streetwise');
  const draft = await beginWriting(place);
  const held = { 'heldAt-day': '20', 'heldAt-time': '8am' };
  const form = await filled(place, draft, { ...held, where: 'To the mill', help: 'A bus' });
  await give('oxfordshire');
  const lost = await worker.post(draft, form);
  assert.equal(lost.status, 410);
  assert.match(wordsOf(lost.body), /not with your agency any more It was given to somebody else/);
  assert.match(wordsOf(lost.body), /What you wrote .*Where did you go\? To the mill .*A bus/);
  assert.doesNotMatch(lost.body, /Mill Lane|The bus station|Someone is free/);
  assert.equal((await worker.post(draft, { ...form, help: 'A train', later: 'yes' })).status, 410);
  const save = { writer: '01890a5d-ac96-774b-bcce-b302099a8057', step: 1, base: 9, changed: { harm: 'She fell' } };
  assert.equal((await worker.save(draft, save)).status, 200);
  assert.match((await worker.get('/interviews')).body, new RegExp(draft));
  const kept = await worker.get(draft);
  assert.equal(kept.status, 200);
  assert.match(wordsOf(kept.body), /A train .*She fell|She fell .*A train/);
  assert.equal((await worker.post(`${draft}/discard`, { discard: 'yes' })).status, 303);
  assert.equal((await worker.get(draft)).status, 404);

  // The same of what came late to one that was sent.
  await give('streetwise');
  const second = await beginWriting(place);
  const whole = await filled(place, second, { ...held, where: 'To the canal' });
  const sent = await worker.post(second, whole);
  assert.equal(sent.status, 303, wordsOf(sent.body));
  await front.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`update homeward.interview_draft set interview_ref = 'GONE', episode_key = 'GONE'`),
  );
  const late = await worker.post(second, { ...whole, help: 'A taxi' });
  assert.equal(late.status, 410);
  assert.match(wordsOf(late.body), /You sent it .*What you wrote .*A taxi/);
  assert.doesNotMatch(late.body, /To the canal/);
  assert.match(wordsOf((await worker.get(second)).body), /A taxi/);
  assert.equal((await worker.post(`${second}/discard`, { discard: 'yes' })).status, 303);
  assert.match(wordsOf((await worker.get(second)).body), /Everything that you wrote is in it/);
});
