import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { aChildRow, aTellingRow, importFeeds } from '../../../test/support/importing.ts';
import { at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { looksOf, openTown, wordsOf, type Town } from '../../../test/support/visit.ts';
import { countOf } from '../../../test/support/whole-record.ts';
import { verifyRecord } from '../../db/verify.ts';

const now = at('2026-04-01T12:00Z');
const why = 'Spoke to the officer';
const unsure = aTellingRow({
  reported_by: 'thames-valley-police',
  missing_from_authority: 'oxfordshire',
  child_ref: '',
  forename: 'Tom',
  surname: 'Reed',
  date_of_birth: '2010-01-03',
});
const tom = aChildRow({
  child_ref: 'O1',
  police_ref: '',
  forename: 'Tom',
  surname: 'Reed',
  date_of_birth: '2010-01-03',
  responsible_authority: 'oxfordshire',
});
const tim = { ...tom, child_ref: 'O2', forename: 'Tim' };

/** A town where one notification may be about either of two children. */
async function aDoubt(t: TestContext): Promise<Town> {
  const town = await openTown(t, now);
  const printed = await importFeeds(town.database, { children: [tom, tim], notifications: [unsure] });
  assert.equal(printed.review, 1);
  return town;
}

/** The value of the radio beside a child. */
function choiceOf(body: string, name: string): string {
  const label = new RegExp(`value="(\\d+)"[^>]*>\\s*<label[^>]*>\\s*${name}`).exec(body);
  assert.ok(label, `${name} is offered`);
  return label[1] ?? '';
}

describe('the review queue', () => {
  it('shows what was told and each child it may be about, with why, after the look is on record', async (t) => {
    const town = await aDoubt(t);
    const council = await town.visit('council');
    const queue = await council.get('/review-queue');
    assert.match(wordsOf(queue.body), /Tom Reed, born 3 January 2010 Thames Valley Police More than one child/);
    const item = await council.get('/review-queue/1');
    assert.match(
      wordsOf(item.body),
      /Tom Reed, born 3 January 2010 Has none of the references given; the same name; the same date of birth/,
    );
    assert.match(
      wordsOf(item.body),
      /Tim Reed, born 3 January 2010 .*a name one letter different; the same date of birth/,
    );
    const looks = await looksOf(town, council.userId);
    assert.deepEqual(
      looks.map(({ route, child_ids }) => [route, child_ids.length]),
      [
        ['/review-queue', 0],
        ['/review-queue/:reviewId', 2],
      ],
    );
  });

  it('puts the notification on the record of the child that a person chose, once', async (t) => {
    const town = await aDoubt(t);
    const council = await town.visit('council');
    const decision = choiceOf((await council.get('/review-queue/1')).body, 'Tim Reed');
    const done = await council.post('/review-queue/1', { decision, why });
    assert.equal(done.location, `/children/${decision}`);
    assert.equal(await countOf(town.database, 'episode'), 1);
    assert.equal(
      (await (await town.visit('council')).post('/review-queue/1', { decision: 'set-aside', why })).status,
      409,
    );
    assert.match(wordsOf((await council.get('/review-queue/1')).body), /has been decided/);
    const again = await importFeeds(town.database, { notifications: [unsure] });
    assert.deepEqual([again.review, again.repeated.notifications], [0, 1]);
    assert.deepEqual((await verifyRecord(town.database, FOLD_RULES)).differences, []);
  });

  it('begins a record for a child whom nobody knew', async (t) => {
    const town = await aDoubt(t);
    const council = await town.visit('council');
    const done = await council.post('/review-queue/1', {
      decision: 'new-child',
      responsibleAuthority: 'oxfordshire',
      why,
    });
    assert.equal(done.status, 303);
    assert.equal(await countOf(town.database, 'child'), 3);
    assert.match(wordsOf((await council.get(done.location ?? '')).body), /Tom Reed/);
  });

  it('sets aside what is about nobody, and the same again stays aside', async (t) => {
    const town = await aDoubt(t);
    const council = await town.visit('council');
    assert.equal((await council.post('/review-queue/1', { decision: 'set-aside', why })).location, '/review-queue');
    await importFeeds(town.database, { notifications: [unsure] });
    assert.match(wordsOf((await council.get('/review-queue')).body), /Nothing waits/);
    assert.equal(await countOf(town.database, 'episode'), 0);
  });

  it('asks for a decision and how the person knows, and keeps what was typed', async (t) => {
    const town = await aDoubt(t);
    const answer = await (await town.visit('council')).post('/review-queue/1', { why: 'Because <I know>' });
    assert.equal(answer.status, 422);
    assert.match(wordsOf(answer.body), /There is a problem Select which child it is about/);
    assert.ok(answer.body.includes('Because &lt;I know&gt;'));
  });

  it('says why a return cannot be the chosen child’s, and records nothing', async (t) => {
    const town = await openTown(t, now);
    const early = {
      ...unsure,
      notification_ref: 'N2',
      kind: 'found',
      occurred_at: '2026-02-01T20:00',
      reported_at: '',
    };
    const start = aTellingRow({
      reported_by: 'thames-valley-police',
      missing_from_authority: 'oxfordshire',
      child_ref: 'O1',
    });
    await importFeeds(town.database, { children: [tom, tim], notifications: [start, early] });
    const council = await town.visit('council');
    const decision = choiceOf((await council.get('/review-queue/1')).body, 'Tom Reed');
    const answer = await council.post('/review-queue/1', { decision, why });
    assert.equal(answer.status, 422);
    assert.match(wordsOf(answer.body), /before the child went missing/);
    assert.equal(await countOf(town.database, 'chronology_entry'), 3);
  });

  it('is closed to other agencies and to who may not decide', async (t) => {
    const town = await aDoubt(t);
    assert.equal((await (await town.visit('neighbour')).get('/review-queue/1')).status, 403);
    assert.equal((await (await town.visit('analyst')).get('/review-queue')).status, 403);
  });
});
