/** Facts around a child through the pages: recorded, graded, offered while the child is missing, tried, withdrawn. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { looksOf, openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';
import { loadRecord, type NewEntry } from '../../db/chronology/store.ts';
import { verifyRecord } from '../../db/verify.ts';
import type { FactKind } from '../../domain/intelligence/acts.ts';
import type { Handling } from '../../domain/intelligence/grading.ts';
import type { KnownFact } from '../../domain/intelligence/known-facts.ts';
import { paths } from '../../web/paths.ts';

const now = at('2026-03-10T09:00Z');

async function factsOf(town: Town, childId: number): Promise<readonly KnownFact[]> {
  const found = await town.database.read('job', OPERATOR, (tx) => loadRecord(tx, FOLD_RULES, childId));
  return found?.facts ?? [];
}

async function sendForm(visitor: Visitor, url: string, fields: Readonly<Record<string, string>>) {
  const version = /name="version" value="(\d+)"/.exec((await visitor.get(url)).body)?.[1] ?? '';
  return visitor.send(url, { ...fields, version });
}

const ASH = {
  factKind: 'person',
  value: 'Ash Grove',
  detail: 'Tall, drives a red van',
  interviewRef: 'otherwise',
  source: '2',
  assessment: 'A',
  handling: 'P',
  conditions: '',
};

async function missingChild(town: Town, name = 'Ada', missing = true): Promise<number> {
  return recordChild(
    town.database,
    now,
    { forename: name, childRef: name },
    missing
      ? [aNotification({ notificationRef: name, incidentRef: `I-${name}`, occurredAt: at('2026-03-10T02:00Z') })]
      : [],
  );
}

async function recordFacts(
  town: Town,
  childId: number,
  facts: readonly (readonly [FactKind, { value: string; detail?: string }])[],
  handling: Handling = 'P',
): Promise<void> {
  const entries = facts.map(([factKind, words]): NewEntry => ({
    occurredAt: now,
    sourceKey: null,
    content: {
      kind: 'fact-recorded',
      factRef: `${childId}-${words.value}`,
      factKind,
      grading: { source: '2', assessment: 'A', handling },
      interviewRef: null,
      words,
    },
  }));
  await record(town.database, 'oxfordshire', childId, entries, now);
}

/** Answers a questionnaire to its end; says the words of its last page. */
async function answerAll(
  visitor: Visitor,
  start: string,
  begin: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<string> {
  let page = await visitor.send(start, begin);
  for (let asked = 0; !page.at.endsWith('/done'); asked += 1) {
    const slug = page.at.split('/').at(-1) ?? '';
    assert.ok(asked < 12 && (slug === 'check' || answers[slug]), page.at);
    page = await visitor.send(page.at, answers[slug] ?? {});
  }
  return wordsOf(page.body);
}

describe('facts around a child', () => {
  it('are recorded with their grade, shown to the police, and offered while the child is missing', async (t) => {
    const town = await openTown(t, now);
    const childId = await missingChild(town);
    const worker = await town.visit('worker');
    const saved = await sendForm(worker, `/children/${childId}/facts/new`, ASH);
    assert.match(wordsOf(saved.body), /Withdraw Ash Grove/);
    const [fact] = await factsOf(town, childId);
    assert.deepEqual(fact?.grading, { source: '2', assessment: 'A', handling: 'P' });
    const police = await town.visit('police');
    const list = wordsOf((await police.get(paths.missingNow)).body);
    assert.match(list, /1 fact to try : Ada Marsh/);
    const episode =
      /href="(\/children\/\d+\/episodes\/\d+)"/.exec((await police.get(paths.missingNow)).body)?.[1] ?? '';
    const page = wordsOf((await police.get(episode)).body);
    assert.match(
      page,
      /What to try now .*Person: Ash Grove 2AP Tall, drives a red van It is on this child’s own record/,
    );
    const used = await sendForm(police, `${episode}/facts`, { [`helped-${fact?.factRef}`]: 'yes', said: 'In the van' });
    assert.match(wordsOf(used.body), /Tried once, and it helped once/);
    assert.deepEqual(
      (await factsOf(town, childId))[0]?.uses.map(({ helped, episodeKey }) => [helped, episodeKey]),
      [['yes', 'I-Ada']],
    );
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
    const looks = await looksOf(town, police.userId);
    assert.ok(looks.some(({ verb, route }) => verb === 'combination' && route === paths.episode));
  });

  it('asks for the conditions of handling, and for a whole grade', async (t) => {
    const town = await openTown(t, now);
    const childId = await missingChild(town);
    const worker = await town.visit('worker');
    const url = `/children/${childId}/facts/new`;
    const without = await sendForm(worker, url, { ...ASH, handling: 'C' });
    assert.equal(without.status, 422);
    assert.match(wordsOf(without.body), /Enter the conditions under which it may be passed on/);
    assert.match(wordsOf((await sendForm(worker, url, { ...ASH, source: '' })).body), /Select how reliable/);
    assert.deepEqual(await factsOf(town, childId), []);
    const withThem = await sendForm(worker, url, { ...ASH, handling: 'C', conditions: 'Nobody learns who said it' });
    assert.match(wordsOf(withThem.body), /Conditions of handling: Nobody learns who said it/);
  });

  it('keep a reason for going as a code, shown in words, and ask for the one or the other', async (t) => {
    const town = await openTown(t, now);
    const childId = await missingChild(town);
    const worker = await town.visit('worker');
    const url = `/children/${childId}/facts/new`;
    assert.match(wordsOf((await sendForm(worker, url, { ...ASH, factKind: 'reason' })).body), /Select the reason/);
    assert.match(wordsOf((await sendForm(worker, url, { ...ASH, value: '' })).body), /Enter the name, number or place/);
    const saved = await sendForm(worker, url, { ...ASH, factKind: 'reason', reason: 'wanting-space' });
    assert.match(wordsOf(saved.body), /Reasons for going .*Wanting space/);
    assert.equal((await factsOf(town, childId))[0]?.value, 'wanting-space');
  });

  it('are withdrawn with a reason, and offered no more', async (t) => {
    const town = await openTown(t, now);
    const childId = await missingChild(town);
    const worker = await town.visit('worker');
    await sendForm(worker, `/children/${childId}/facts/new`, ASH);
    const [fact] = await factsOf(town, childId);
    const url = `/children/${childId}/facts/${fact?.factRef}/withdraw`;
    const done = await sendForm(worker, url, { why: 'Another Ash' });
    assert.doesNotMatch(wordsOf(done.body), /Ash Grove/);
    assert.deepEqual(await factsOf(town, childId), []);
    assert.equal((await worker.get(url)).status, 404);
  });

  it('come back with another child who has the same, to who may see both, at the next look', async (t) => {
    const town = await openTown(t, now);
    const ada = await missingChild(town, 'Ada');
    const bea = await missingChild(town, 'Bea', false);
    const worker = await town.visit('worker');
    await sendForm(worker, `/children/${ada}/facts/new`, ASH);
    await recordFacts(town, bea, [
      ['person', { value: 'ASH GROVE', detail: 'Has a dog' }],
      ['phone', { value: '07700 900123' }],
    ]);
    const words = wordsOf((await worker.get(`/children/${ada}/facts`)).body);
    assert.match(words, /Ash Grove 2AP Tall.*Bea Marsh: the same person is on record/);
    assert.match(words, /Person: ASH GROVE 2AP Has a dog The same person is on the record of Bea Marsh/);
    assert.match(words, /Telephone: 07700 900123 .*who shares Ash Grove with this child/);
    const episode = /href="(\/children\/\d+\/episodes\/\d+)"/.exec((await worker.get(paths.missingNow)).body)?.[1];
    const form = wordsOf((await worker.get(`${episode}/facts`)).body);
    assert.match(form, /Person: ASH GROVE .*On the record of Bea Marsh .*Telephone: 07700 900123/);
    const nothing = await sendForm(worker, `${episode}/facts`, { said: 'Found' });
    assert.match(wordsOf(nothing.body), /Say of at least one whether it helped/);
    const answered = { [`helped-${bea}-ASH GROVE`]: 'yes', [`helped-${bea}-07700 900123`]: 'no', said: 'In the van' };
    const used = await sendForm(worker, `${episode}/facts`, answered);
    assert.match(wordsOf(used.body), /A fact of another child’s record was tried/);
    const twice = await sendForm(worker, `${episode}/facts`, { ...answered, said: '' });
    assert.match(wordsOf(twice.body), /Change an answer, or say what happened/);
    const [fact] = await factsOf(town, ada);
    assert.deepEqual(fact?.uses, [], 'nothing is said of this child’s own fact');
    assert.match(
      wordsOf((await worker.get(`/children/${ada}/facts`)).body),
      /Has a dog The same person is on the record of Bea Marsh\. When another child was missing, tried once, and it helped once/,
    );
    const otherwise = await sendForm(worker, `${episode}/facts`, { [`helped-${bea}-ASH GROVE`]: 'no' });
    assert.match(wordsOf(otherwise.body), /When another child was missing, tried once, and it did not help/);
    await sendForm(worker, `${episode}/facts`, { [`helped-${bea}-ASH GROVE`]: 'yes' });
    await worker.send(`/children/${bea}/why`, { purpose: 'strategy-meeting' });
    assert.match(
      wordsOf((await worker.get(`/children/${bea}/facts`)).body),
      /ASH GROVE Has a dog .*When another child was missing, tried once, and it helped once/,
    );
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
    const networks = wordsOf((await worker.get(paths.networks)).body);
    assert.match(networks, /Tried 1, helped 1/);
    assert.match(networks, /ASH GROVE Person Bea Marsh 2AP Ada Marsh 2AP|ASH GROVE Person Ada Marsh 2AP Bea Marsh 2AP/);
    assert.doesNotMatch(networks, /07700/);
    const neighbour = await town.visit('neighbour');
    assert.match(
      wordsOf((await neighbour.get(paths.networks)).body),
      /No two children whom you may see share anything/,
    );
    const analyst = await town.visit('analyst');
    assert.equal((await analyst.get(paths.networks)).status, 403);
  });

  it('are offered on the page after telling that a child is missing, and asked about on the page after the return', async (t) => {
    const town = await openTown(t, now);
    const childId = await missingChild(town, 'Ada', false);
    await recordFacts(town, childId, [['place', { value: 'Bus station' }]]);
    const worker = await town.visit('worker');
    const missing = await answerAll(
      worker,
      paths.tellMissing,
      { child: String(childId) },
      {
        child: { child: String(childId) },
        kind: { kind: 'missing' },
        when: { 'lastSeen-day': '10', 'lastSeen-month': '3', 'lastSeen-year': '2026', 'lastSeen-time': '6am' },
        where: { missingFrom: 'home', missingFromPostcode: '', missingFromAuthority: 'oxfordshire', policingArea: '' },
        what: { circumstances: 'Red coat', incidentRef: '' },
      },
    );
    assert.match(missing, /We have your report .*What to try now .*Place: Bus station 2AP/);
    const episode = /href="(\/children\/\d+\/episodes\/(\d+))"/.exec((await worker.get(paths.missingNow)).body);
    const returned = await answerAll(
      worker,
      paths.tellReturned,
      { episode: episode?.[2] ?? '' },
      {
        when: { 'returned-day': '10', 'returned-month': '3', 'returned-year': '2026', 'returned-time': '8am' },
        how: { returnedBy: 'Police' },
        where: { foundPostcode: '', distanceMiles: '' },
        'safe-and-well': { circumstances: 'Well' },
      },
    );
    assert.match(returned, /The return is on record .*Did what was on record help to find the child\?/);
    const after = wordsOf((await worker.get(`/children/${childId}/facts`)).body);
    assert.doesNotMatch(after, /What to try now/);
  });
});
