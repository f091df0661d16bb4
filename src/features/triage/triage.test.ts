import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { aNotification, at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { record, recordChild, told } from '../../../test/support/recording.ts';
import { openFront } from '../../../test/support/front.ts';
import { looksOf, openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { verifyRecord } from '../../db/verify.ts';
import type { EntryContent } from '../../domain/chronology/entry.ts';
import { instant } from '../../domain/time/instant.ts';
import { RISK_FACTORS, type FactorAnswer } from '../../domain/triage/acts.ts';

const now = at('2026-03-04T10:00Z');
const missing = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-03T20:00Z') });
const found = { ...missing, notificationRef: 'P2', kind: 'found' as const, occurredAt: at('2026-03-03T22:00Z') };

type Place = { readonly town: Town; readonly childId: number; readonly page: string };

async function aReturn(t: Parameters<typeof openTown>[0]): Promise<Place> {
  const town = await openTown(t, now);
  const childId = await recordChild(town.database, now, {}, [missing, found]);
  const { episode_id: episodeId } = await town.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episode_id: number }>(sql`select episode_id from homeward.episode where child_id = ${childId}`),
  );
  return { town, childId, page: `/children/${childId}/episodes/${episodeId}/triage` };
}

async function versionOn(visitor: Visitor, url: string): Promise<string> {
  return /name="version" value="(\d+)"/.exec((await visitor.get(url)).body)?.[1] ?? '';
}

async function lastOf({ town, childId }: Place): Promise<EntryContent | undefined> {
  return town.database.read('job', requesterOf(null), async (tx) => (await loadEntries(tx, childId)).at(-1)?.content);
}

async function episodeKeyIn({ town, childId }: Place): Promise<string> {
  const { key } = await town.database.read('job', OPERATOR, (tx) =>
    tx.one<{ key: string }>(sql`select episode_key as key from homeward.episode where child_id = ${childId}`),
  );
  return key;
}

/** Every risk factor answered alike by the council. */
async function answerAll({ town, childId }: Place, answer: FactorAnswer): Promise<void> {
  const factors = Object.fromEntries(RISK_FACTORS.map((factor) => [factor, answer]));
  const content = { kind: 'risk-factors-recorded', questionRef: null, factors, why: 'Asked at the visit' } as const;
  await record(town.database, 'oxfordshire', childId, [{ occurredAt: now, sourceKey: null, content }], now);
}

const LEFT = Object.fromEntries(RISK_FACTORS.map((factor) => [factor, 'left']));

describe('the triage of a return', () => {
  it('shows the proposal with its reasons, what would change it, whom to ask, and that an interview is owed whatever the level', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const words = wordsOf((await council.get(place.page)).body);
    assert.match(words, /Triage of the return of 3 March 2026 at 10pm Amber Proposed\./);
    assert.match(
      words,
      /An interview is offered after every return, whatever its level\. It is due by 6 March 2026 at 10pm/,
    );
    assert.match(words, /Why the protocol proposes amber Not known, and not known is never no:/);
    assert.match(words, /Everything not known is answered no: then green\./);
    assert.match(words, /Any of these is answered yes: .*sexual exploitation.*: then red\./);
    assert.match(
      words,
      /Criminal exploitation Police; Council; School or college Ask the child or family about criminal exploitation Not known\. A yes would make the return red\./,
    );
    assert.ok((await looksOf(place.town, council.userId)).some(({ route }) => route.endsWith('/triage')));
    const episode = await council.get(place.page.replace('/triage', ''));
    assert.match(episode.body, new RegExp(`href="${place.page}"[^>]*>\\s*Triage this return`));
    assert.match((await council.get(`/children/${place.childId}`)).body, /Triage this return/);
  });

  it('keeps what is known with who said it, and asks what it rests on', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const url = `${place.page}/known`;
    const version = await versionOn(council, url);
    const nothing = await council.post(url, { ...LEFT, version, why: 'x' });
    assert.equal(nothing.status, 422);
    assert.match(wordsOf(nothing.body), /Answer at least one: all stand as they are/);
    const bad = await council.post(url, { ...LEFT, family: 'maybe', version, why: '' });
    assert.match(wordsOf(bad.body), /Select what is known: trouble in the family Enter what this rests on/);
    const saved = await council.send(url, {
      ...LEFT,
      family: 'yes',
      'self-harm': 'yes',
      version,
      why: 'Said the carer',
    });
    assert.equal(saved.at, place.page);
    const words = wordsOf(saved.body);
    assert.match(words, /Red Proposed/);
    assert.match(words, /Trouble in the family Yes Oxfordshire Council: yes, 4 March 2026 at 10am/);
    assert.match(words, /What they said Oxfordshire Council, 4 March 2026 at 10am: Said the carer/);
    assert.equal(words.match(/Said the carer/g)?.length, 1, 'once, of two risk factors');
    const content = await lastOf(place);
    assert.deepEqual(content?.kind === 'risk-factors-recorded' && content.factors, {
      family: 'yes',
      'self-harm': 'yes',
    });
  });

  it('is decided as proposed without words, and otherwise only with a reason, which stays on record', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const url = `${place.page}/decide`;
    const version = await versionOn(council, url);
    const silent = await council.post(url, { version, level: 'green', why: '' });
    assert.equal(silent.status, 422);
    assert.match(wordsOf(silent.body), /Enter why you overrule the proposal/);
    assert.match(silent.body, /value="green"[^>]* checked/);
    assert.equal((await council.post(url, { version, level: 'purple', why: '' })).status, 422);
    const saved = await council.send(url, { version, level: 'red', why: 'The home rang in tears' });
    assert.match(
      wordsOf(saved.body),
      /Red A return interview is needed\. Decided 4 March 2026 at 10am by Asha Field, overruling amber\. Why: The home rang in tears/,
    );
    const content = await lastOf(place);
    assert.ok(content?.kind === 'triage-decided' && content.because.length > 0);
    const stale = await council.post(url, { version, level: 'amber', why: '' });
    assert.equal(stale.status, 409);
    const { rows } = await place.town.database.read('job', OPERATOR, async (tx) => ({
      rows: await tx.query(
        sql`select triage_level, triage_proposed, triage_decided_at is not null as decided from homeward.return_follow_up`,
      ),
    }));
    assert.deepEqual(rows, [{ triage_level: 'red', triage_proposed: 'amber', decided: true }]);
    assert.deepEqual((await verifyRecord(place.town.database, FOLD_RULES)).differences, []);
  });

  it('is for those who triage: another council sees nothing, the police may not, an absence that lasts has none', async (t) => {
    const place = await aReturn(t);
    assert.equal((await (await place.town.visit('neighbour')).get(place.page)).status, 404);
    const police = await place.town.visit('police');
    assert.equal((await police.get(place.page)).status, 403);
    assert.equal((await police.post(`${place.page}/decide`, { level: 'green', version: '3', why: 'x' })).status, 403);
    const again = aNotification({ notificationRef: 'P3', incidentRef: 'I2', occurredAt: at('2026-03-04T08:00Z') });
    await record(place.town.database, 'thames-valley-police', place.childId, [told(again)], now);
    const { episode_id: open } = await place.town.database.read('job', OPERATOR, (tx) =>
      tx.one<{ episode_id: number }>(sql`select episode_id from homeward.episode where ended_at is null`),
    );
    const council = await place.town.visit('council');
    assert.equal((await council.get(`/children/${place.childId}/episodes/${open}/triage`)).status, 404);
    assert.equal((await council.get(`/children/${place.childId}/episodes/9999/triage`)).status, 404);
  });
});

describe('asking an agency', () => {
  const ask = { agency: 'thames-valley-police', factors: 'criminal-exploitation', why: 'Was a phone found?' };

  it('stands on its worklist at once, is answered on a page of its own, and changes the proposal', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const url = `${place.page}/ask`;
    const version = await versionOn(council, url);
    assert.doesNotMatch((await council.get(url)).body, /value="oxfordshire"/);
    const wrong = await council.post(url, { version, agency: 'swindon', factors: 'rumours', why: '' });
    assert.match(
      wordsOf(wrong.body),
      /Select which agency to ask Select what to ask about Enter what you need to know, and why/,
    );
    const asked = await council.send(url, { version, ...ask });
    assert.match(
      wordsOf(asked.body),
      /Thames Valley Police 4 March 2026 at 10am Criminal exploitation Not yet; due 5 March 2026 at 10am/,
    );

    const police = await place.town.visit('police');
    const answerAt = /href="(\/children\/\d+\/questions\/\d+)"/.exec((await police.get('/worklist')).body)?.[1] ?? '';
    assert.notEqual(answerAt, '');
    assert.equal((await council.get(answerAt)).status, 404, 'whoever was not asked does not answer');
    const form = await police.get(answerAt);
    const words = wordsOf(form.body);
    assert.match(
      words,
      /Asked by Oxfordshire Council 4 March 2026 at 10am\. Answer by 5 March 2026 at 10am\. Was a phone found\?/,
    );
    assert.doesNotMatch(words, /Self-harm|Amber/);
    const known = await versionOn(police, answerAt);
    const empty = await police.post(answerAt, { version: known, 'criminal-exploitation': '', why: '' });
    assert.match(wordsOf(empty.body), /Select what you know: criminal exploitation Enter what this rests on/);
    const sent = await police.post(answerAt, {
      version: known,
      'criminal-exploitation': 'yes',
      'self-harm': 'yes',
      why: 'Found with two phones',
    });
    assert.deepEqual([sent.status, sent.location], [303, '/worklist']);
    const content = await lastOf(place);
    assert.deepEqual(content?.kind === 'risk-factors-recorded' && content.factors, { 'criminal-exploitation': 'yes' });
    assert.doesNotMatch((await police.get('/worklist')).body, /questions/);
    const after = wordsOf((await council.get(place.page)).body);
    assert.match(after, /Red Proposed/);
    assert.match(
      after,
      /Thames Valley Police: yes, 4 March 2026 at 10am .*Thames Valley Police, 4 March 2026 at 10am: Found with two phones/,
    );
  });

  it('may be answered otherwise later, with a reason; both answers stand on the record, and the reasons say what changed', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const asked = {
      kind: 'information-asked',
      questionRef: 'Q1',
      episodeKey: 'I1',
      agency: 'thames-valley-police',
      factors: ['criminal-exploitation', 'places'],
      dueAt: at('2026-03-05T10:00Z'),
      why: 'Was a phone found?',
    } as const;
    const entry = { occurredAt: now, sourceKey: null, content: asked };
    await record(place.town.database, 'oxfordshire', place.childId, [entry], now);
    const police = await place.town.visit('police');
    const answerAt = /href="(\/children\/\d+\/questions\/\d+)"/.exec((await police.get('/worklist')).body)?.[1] ?? '';
    const first = { 'criminal-exploitation': 'yes', places: 'no', why: 'Found with two phones' };
    assert.doesNotMatch((await police.get(answerAt)).body, /Why do you change it/);
    await police.post(answerAt, { version: await versionOn(police, answerAt), ...first });

    const child = await police.get(`/children/${place.childId}`);
    assert.match(wordsOf(child.body), /You answered 4 March 2026 at 10am\. Change the answer/);
    assert.ok(child.body.includes(`href="${answerAt}"`));
    assert.doesNotMatch((await council.get(`/children/${place.childId}`)).body, /Change the answer/);
    assert.equal((await council.get(answerAt)).status, 404, 'nobody changes what another agency answered');

    const form = await police.get(answerAt);
    assert.match(wordsOf(form.body), /Change what you answered .*You answered 4 March 2026 at 10am/);
    assert.match(form.body, /name="criminal-exploitation"[^>]* value="yes"[^>]* checked/);
    assert.match(form.body, /name="places"[^>]* value="no"[^>]* checked/);
    assert.match(form.body, /Found with two phones<\/textarea>/);
    const version = await versionOn(police, answerAt);
    const silent = await police.post(answerAt, { version, ...first, places: 'not-known', rationale: '' });
    assert.equal(silent.status, 422);
    assert.match(wordsOf(silent.body), /Enter why you change it/);
    assert.match(silent.body, /name="places"[^>]* value="not-known"[^>]* checked/);
    const same = await police.post(answerAt, { version, ...first, rationale: 'None' });
    assert.match(wordsOf(same.body), /Change an answer, or what it rests on: all stand as they were/);
    const changed = { ...first, 'criminal-exploitation': 'no', rationale: 'They were another child’s phones' };
    assert.equal((await police.post(answerAt, { version, ...changed })).status, 303);

    const content = await lastOf(place);
    assert.ok(content?.kind === 'risk-factors-recorded' && content.rationale === 'They were another child’s phones');
    const words = wordsOf((await council.get(place.page)).body);
    assert.match(words, /Amber Proposed/);
    assert.match(
      words,
      /Criminal exploitation: Thames Valley Police changed its answer from yes to no, 4 March 2026 at 10am\. Why: They were another child’s phones/,
    );
    assert.doesNotMatch(words, /Places where the child may be harmed: Thames Valley Police changed/);
    const history = wordsOf((await council.get(`/children/${place.childId}`)).body);
    assert.match(
      history,
      /Information changed that was given before .*Information given|Information given .*Information changed/,
    );
    assert.match((await police.get(answerAt)).body, /name="criminal-exploitation"[^>]* value="no"[^>]* checked/);
  });
});

describe('asking the child and the family', () => {
  it('keeps who was asked, how, when and their own words; the proposal names them', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const url = `${place.page}/family/family`;
    assert.ok((await council.get(place.page)).body.includes(`href="${url}"`));
    assert.equal((await council.get(`${place.page}/family/rumours`)).status, 404);
    const version = await versionOn(council, url);
    const asked = (day: string, time: string) => ({
      'askedAt-day': day,
      'askedAt-month': '3',
      'askedAt-year': '2026',
      'askedAt-time': time,
    });
    const answers = { ...LEFT, version, member: 'mother', means: 'telephone', said: 'He shouts at her every night' };
    const left = await council.post(url, { ...answers, ...asked('4', '9am') });
    assert.match(wordsOf(left.body), /Select what is known: trouble in the family/);
    const early = await council.post(url, { ...answers, ...asked('3', '9:59pm'), family: 'yes' });
    assert.match(wordsOf(early.body), /When they were asked must be after the return, 3 March 2026 at 10pm/);
    assert.match(early.body, /He shouts at her every night/);
    const nobody = await council.post(url, { version, ...asked('5', '9am'), family: 'yes', said: '' });
    assert.match(wordsOf(nobody.body), /Select who was asked Select how they were asked .*Enter what they said/);
    const saved = await council.send(url, { ...answers, ...asked('4', '9am'), family: 'yes', places: 'yes' });
    const words = wordsOf(saved.body);
    assert.match(words, /Trouble in the family: yes\. The mother said so on 4 March 2026\./);
    assert.match(
      words,
      /The mother, to Oxfordshire Council: yes, 4 March 2026 at 9am .*The mother, to Oxfordshire Council, 4 March 2026 at 9am: “He shouts at her every night”/,
    );
    assert.match(wordsOf((await council.get(`/children/${place.childId}`)).body), /every night/);
  });
});

describe('asking by one press', () => {
  it('asks an agency for all that it may know, and nobody the same twice', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const first = await council.get(place.page);
    assert.match(wordsOf(first.body), /Ask Thames Valley Police About [^?]*criminal exploitation[^.]*\./);
    assert.match(
      first.body,
      /<button[^>]* aria-describedby="ask-thames-valley-police"[^>]*>\s*Ask Thames Valley Police\s*</,
    );
    assert.match(first.body, /<p [^>]*id="ask-thames-valley-police"/);
    const version = /name="version" value="(\d+)"/.exec(first.body)?.[1] ?? '';
    const url = `${place.page}/ask-now`;
    const nobody = await council.post(url, { version, agencies: 'swindon' });
    assert.equal(nobody.status, 422, 'an agency without sight of the child is not asked');
    assert.match(wordsOf(nobody.body), /Select which agencies to ask/);
    const asked = await council.send(url, { version, agencies: 'thames-valley-police' });
    assert.match(
      wordsOf(asked.body),
      /Thames Valley Police 4 March 2026 at 10am .*Criminal exploitation.* Not yet; due 5 March/,
    );
    assert.doesNotMatch(wordsOf(asked.body), /Ask Thames Valley Police About/);
    assert.match((await (await place.town.visit('police')).get('/worklist')).body, /children\/\d+\/questions\/\d+/);
    assert.equal((await council.post(url, { version, agencies: 'thames-valley-police' })).status, 422);
    assert.match(wordsOf((await council.get(url)).body), /Nobody is left to ask/);
  });

  it('asks again who had not answered when the return was closed, once it is open again', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const url = `${place.page}/ask-now`;
    const version = await versionOn(council, place.page);
    await council.post(url, { version, agencies: 'thames-valley-police' });
    const episodeKey = await episodeKeyIn(place);
    const contents = [
      { kind: 'return-closed', episodeKey, as: 'not-required', decidedBy: 'team-manager', why: 'Moved away' },
      { kind: 'return-reopened', episodeKey, why: 'Came back to us' },
    ] as const;
    for (const [minute, content] of contents.entries()) {
      const occurredAt = instant(now + minute * 60_000);
      await record(place.town.database, 'oxfordshire', place.childId, [{ occurredAt, sourceKey: null, content }], now);
      const words = wordsOf((await council.get(place.page)).body);
      assert.match(words, /None; needed no more from 4 March 2026 at 10am, when the return had an outcome/);
      assert.equal(/Ask Thames Valley Police About/.test(words), content.kind === 'return-reopened');
    }
  });
});

describe('who can be asked', () => {
  it('is an agency that sees the child for as long as the answer may take, and nobody is given sight by asking', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const offered = async (untilAt: string): Promise<boolean> => {
      const content = {
        kind: 'involvement-agreed',
        involvementRef: 'A1',
        agency: 'swindon',
        relationship: 'consulted',
        untilAt: at(untilAt),
        why: 'Lived there before',
      } as const;
      await record(
        place.town.database,
        'oxfordshire',
        place.childId,
        [{ occurredAt: now, sourceKey: null, content }],
        now,
      );
      return (await council.get(`${place.page}/ask`)).body.includes('value="swindon"');
    };
    assert.equal((await council.get(`${place.page}/ask`)).body.includes('value="swindon"'), false);
    assert.equal(await offered('2026-03-05T10:00Z'), false, 'sight that ends when the answer is due');
    assert.equal(await offered('2026-03-05T10:01Z'), true);
  });
});

describe('the letters of a green return', () => {
  it('are four, offer the interview, name no risk, and are marked as sent', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    assert.equal((await council.get(`${place.page}/letters/child-plain`)).status, 404, 'amber has no letters');
    await answerAll(place, 'no');
    const page = await council.get(place.page);
    assert.match(wordsOf(page.body), /Green Proposed/);
    const links = [...page.body.matchAll(/href="([^"]+\/letters\/[^"]+)"/g)].map((match) => match[1] ?? '');
    assert.equal(links.length, 4);
    for (const link of links) {
      const letter = await council.get(link);
      const text = /<article[\s\S]*<\/article>/.exec(letter.body)?.[0] ?? '';
      assert.match(text, /return interview/);
      assert.match(text, /6 March 2026 at 10pm/);
      assert.match(text, /Asha Field/);
      assert.doesNotMatch(text, /risk|green|exploit/i);
      assert.equal(/<svg/.test(text), link.endsWith('easy-read'));
    }
    assert.match(wordsOf(page.body), /Still to be sent: a letter to the parent or carer and one to the young person\./);
    assert.equal((await council.get(`${place.page}/letters/judge-plain`)).status, 404);
  });

  it('are kept exactly as they were sent, to whom, when and how; sent again, a copy says that it is one', async (t) => {
    const place = await aReturn(t);
    await answerAll(place, 'no');
    const council = await place.town.visit('council');
    const url = `${place.page}/letters/parent-or-carer-plain`;
    const version = await versionOn(council, url);
    const wrong = await council.post(url, { version, name: '', ...leftAt('4', '') });
    assert.match(
      wordsOf(wrong.body),
      /Select who it goes to Enter their name When it left must include a time Select how it was sent/,
    );
    const to = { relation: 'grandparent', name: 'Grace Ó Briain', way: 'email' };
    const early = await council.post(url, { version, ...to, ...leftAt('3', '9:59pm') });
    assert.match(wordsOf(early.body), /When it left must be after the return, 3 March 2026 at 10pm/);
    assert.match(early.body, /value="Grace Ó Briain"/);
    assert.match(early.body, /value="grandparent"[^>]* checked/);
    const sent = await council.send(url, { version, ...to, ...leftAt('3', '11pm') });
    assert.match(
      wordsOf(sent.body),
      /Parent or carer, plain words: sent to Grace Ó Briain \(a grandparent\), 3 March 2026 at 11pm, by email/,
    );
    assert.match(wordsOf(sent.body), /Still to be sent: a letter to the young person\./);
    const kept = await lastOf(place);
    assert.ok(kept?.kind === 'letter-sent');
    assert.match(kept.words['letter'] ?? '', /^Oxfordshire Council\n\n3 March 2026\n\nDear parent or carer,\n\n/);

    const opened = await council.get(openedLetter(sent.body));
    const asSent = wordsOf(/<article[\s\S]*<\/article>/.exec(opened.body)?.[0] ?? '');
    assert.match(wordsOf(opened.body), /Sent to Grace Ó Briain \(a grandparent\), 3 March 2026 at 11pm, by email\./);
    assert.equal(asSent, wordsOf((kept.words['letter'] ?? '').replaceAll('\n', ' ')));
    assert.ok((await looksOf(place.town, council.userId)).some(({ route }) => route.endsWith('/sent/:letterRef')));
    assert.equal((await council.get(`${place.page}/sent/another`)).status, 404);
    const ofReturn = await council.get(place.page.replace('/triage', '/return'));
    assert.equal(openedLetter(ofReturn.body), openedLetter(sent.body));
    assert.equal((await (await place.town.visit('neighbour')).get(openedLetter(sent.body))).status, 404);

    const again = await council.get(url);
    assert.match(wordsOf(again.body), /It was sent before: to Grace Ó Briain .* This is a copy/);
    const copied = await council.send(url, {
      version: await versionOn(council, url),
      relation: 'mother',
      name: 'Mara Ó Briain',
      way: 'post',
      ...leftAt('4', '9am'),
    });
    const copy = await lastOf(place);
    assert.ok(copy?.kind === 'letter-sent');
    assert.equal(copy.words['letter'], `Copy of our letter sent on 3 March 2026.\n\n${kept.words['letter']}`);
    assert.match(wordsOf(copied.body), /sent to Mara Ó Briain \(the mother\), 4 March 2026 at 9am, by post/);
  });

  it('stand open when the return is green no more, and say of those sent before they were kept that they were not', async (t) => {
    const place = await aReturn(t);
    const sent = {
      kind: 'letter-sent',
      letterRef: 'L1',
      episodeKey: 'I1',
      to: 'child',
      form: 'plain',
      way: 'post',
    } as const;
    await record(
      place.town.database,
      'oxfordshire',
      place.childId,
      [{ occurredAt: now, sourceKey: null, content: { ...sent, words: {} } }],
      now,
    );
    const council = await place.town.visit('council');
    const page = await council.get(place.page);
    assert.match(wordsOf(page.body), /Amber Proposed\. .*Young person, plain words: sent to the young person, 4 March/);
    const old = await council.get(openedLetter(page.body));
    assert.match(wordsOf(old.body), /sent before the words of letters were kept/);
    assert.doesNotMatch(old.body, /<article/);
  });
});

function leftAt(day: string, time: string) {
  return { 'leftAt-day': day, 'leftAt-month': '3', 'leftAt-year': '2026', 'leftAt-time': time };
}

function openedLetter(body: string): string {
  return /href="([^"]+\/triage\/sent\/[^"]+)"/.exec(body)?.[1] ?? '';
}

describe('triage as numbers', () => {
  it('shows levels and the share overruled, and withholds small numbers from readers who may not open figures', async (t) => {
    const place = await aReturn(t);
    const council = await place.town.visit('council');
    const version = await versionOn(council, `${place.page}/decide`);
    await council.post(`${place.page}/decide`, { version, level: 'red', why: 'The home rang' });
    const { body } = await council.get('/return-interviews/triage');
    const words = wordsOf(body.replace(/<span class="govuk-visually-hidden">[^<]*<\/span>/g, ''));
    assert.match(words, /By sex .* Female 1 1 0 0 100% 1 1 100% 1 0 All returns 1 1 0 0 100% 1 1 100% 1 0/);
    assert.match(words, /By home or placement .* Family home 1 1/);
    assert.match(wordsOf((await council.get('/return-interviews/triage?period=2025')).body), /nothing to count/);
    assert.equal((await council.get('/return-interviews/triage?period=soon')).status, 400);

    const raised = /href="([^"]*by=sex&amp;row=Female&amp;column=raised[^"]*)"/
      .exec(body)?.[1]
      ?.replaceAll('&amp;', '&');
    assert.doesNotMatch(body, /column=lowered/, 'nothing stands behind a nought');
    const behind = wordsOf((await council.get(raised ?? '')).body);
    assert.match(behind, /By sex: Female Overruled upwards: 1 Returns for which Oxfordshire .*in the last 12 months/);
    assert.match(
      behind,
      /3 March 2026 at 10pm.* Red Decided by a worker 4 March 2026 .*Proposed amber, and was overruled/,
    );
    const lastLook = async () => (await looksOf(place.town, council.userId)).at(-1);
    assert.deepEqual((await lastLook())?.child_ids, [place.childId]);
    assert.match((await lastLook())?.route ?? '', /triage\/returns$/);
    const green = await council.get((raised ?? '').replace('raised', 'green'));
    assert.match(wordsOf(green.body), /Green: 0 .*There is nothing to show/);
    assert.deepEqual((await lastLook())?.child_ids, []);
    const page = '/return-interviews/triage/returns';
    assert.match(wordsOf((await council.get(`${page}?period=2025&by=area`)).body), /Returns: 0 .* in 2025/);
    for (const nothing of ['?by=names', '?row=Quillfeather', '?page=0'])
      assert.match(wordsOf((await council.get(`${page}${nothing}`)).body), /By sex: All returns Returns: 1/, nothing);

    await place.town.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(
        sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency) values (${place.childId}, true, 'other-risk', 'oxfordshire')`,
      ),
    );
    const closed = wordsOf((await council.get(raised ?? '')).body);
    assert.match(closed, /Overruled upwards: 1 .*1 of them is counted and not shown to you/);
    assert.doesNotMatch(closed, /3 March/);
    assert.deepEqual((await lastLook())?.child_ids, []);
  });

  it('opens to a reader of scrutiny without numbers below 5, and to a keeper of accounts not at all', async (t) => {
    const front = await openFront(t);
    for (const number of [1, 2]) {
      const ref = (end: string): string => `${end}${number}`;
      const gone = aNotification({
        notificationRef: ref('G'),
        incidentRef: ref('I'),
        occurredAt: at('2025-12-31T20:00Z'),
      });
      const back = { ...gone, notificationRef: ref('B'), kind: 'found' as const, occurredAt: at('2025-12-31T22:00Z') };
      await recordChild(front.database, at('2026-01-01T10:00Z'), { childRef: ref('OX') }, [gone, back]);
    }
    const read = async (role: 'scrutiny-reader' | 'team-manager' | 'agency-administrator' | 'analyst', period = '') => {
      const { browser } = await front.signedIn(await front.addPerson('oxfordshire', role));
      return browser.get(`/return-interviews/triage${period}`);
    };
    const manager = await read('team-manager');
    assert.match(manager.body, /triage\/returns\?by=sex&amp;row=Female&amp;column=amber/);
    const outside = await read('scrutiny-reader');
    assert.equal(outside.statusCode, 200);
    assert.doesNotMatch(outside.body, /triage\/returns/);
    assert.equal((await read('scrutiny-reader', '/returns?period=2025')).statusCode, 403);
    assert.equal((await read('agency-administrator', '/returns')).statusCode, 403);
    assert.match(wordsOf((await read('analyst', '/returns')).body), /Returns: 2 .*2 of them are counted and not shown/);
    assert.match(wordsOf(outside.body), /Female not shown .*Figures “not shown” are below 5/);
    assert.doesNotMatch(wordsOf(outside.body), /Female 2|All returns 2|100%/);
    assert.doesNotMatch(outside.body, /value="(?:year|all|2026)"/);
    assert.match(outside.body, /value="2025" selected/);
    for (const period of ['year', 'all', '2026'])
      assert.equal((await read('scrutiny-reader', `?period=${period}`)).statusCode, 400, period);
    assert.equal((await read('team-manager', '?period=all')).statusCode, 200);
    assert.equal((await read('agency-administrator')).statusCode, 403);
  });
});
