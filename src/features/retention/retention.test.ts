import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { loadConfig, programFolder } from '../../config.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { plusHours } from '../../domain/time/instant.ts';
import { eraseConfirmed } from '../../jobs/retention/erase-confirmed.ts';
import { listWhatIsDue } from '../../jobs/retention/list-due.ts';
import { loadRetention } from '../../retention.ts';

const PAST = at('2000-03-10T09:00Z');
const why = 'Nothing is open';

/** A council in 2060, a child who was last heard of in 2000, and two people who answer for what is kept. */
async function aTown(t: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tombstones-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const tombstoneFiles = [path.join(folder, 'tombstones.jsonl')];
  const front = await openFront(t, { tombstoneFiles });
  front.now = at('2060-03-10T09:00Z');
  const born = { dateOfBirth: '1990-02-28' as PlainDate };
  const child = await recordChild(front.database, PAST, { forename: 'Wilhelmina', surname: 'Quillfeather', ...born });
  const retention = loadRetention(path.join(programFolder, 'retention'));
  const jobs = {
    database: front.database,
    rules: FOLD_RULES,
    retention,
    config: { ...loadConfig({}), tombstoneFiles },
  };
  const signIn = async (agency: string, role: Parameters<Front['addPerson']>[1]) =>
    front.signedIn(await front.addPerson(agency, role));
  const one = await signIn('oxfordshire', 'information-governance');
  const two = await signIn('oxfordshire', 'strategic-lead');
  return { front, child, jobs, signIn, one, two };
}

const acts = (front: Front): Promise<string[]> =>
  front.database.read('job', OPERATOR, async (tx) =>
    (
      await tx.query<{ act: string }>(
        sql`select act from homeward.audit_entry where verb in ('alteration', 'erasure') and act <> 'look' order by audit_id`,
      )
    ).map(({ act }) => act),
  );

describe('deciding what becomes of a record', () => {
  it('lists it, takes two different people, and then answers as if the child had never been', async (t) => {
    const { front, child, jobs, one, two } = await aTown(t);
    await listWhatIsDue(jobs, front.now);
    assert.match(
      wordsOf((await one.browser.get('/retention')).body),
      /Wilhelmina Quillfeather 28 February 2020 .*Waits for a/,
    );
    const page = await one.browser.get('/retention/reviews/1');
    assert.match(
      wordsOf(page.body),
      /Entries of the chronology: 1; episodes: 0.*A child who went missing: 30 years from the birth/,
    );
    const decide = (person: typeof one, fields: Record<string, string>) =>
      person.browser.post('/retention/reviews/1', { why, ...fields }, person);
    assert.match((await decide(one, { decision: 'confirm' })).body, /Select what is to become of it/);
    assert.match((await decide(one, { decision: 'keep' })).body, /Enter a day in the future/);
    assert.equal((await decide(one, { decision: 'dispose' })).statusCode, 303);
    const same = await decide(one, { decision: 'confirm' });
    assert.equal(same.statusCode, 422);
    assert.doesNotMatch((await one.browser.get('/retention/reviews/1')).body, /value="confirm"/);
    assert.equal((await decide(two, { decision: 'confirm' })).statusCode, 303);
    assert.match(wordsOf((await one.browser.get('/retention')).body), /Confirmed 10 March 2060/);
    front.now = plusHours(front.now, 24);
    assert.deepEqual(await eraseConfirmed(jobs, front.now), [child]);
    const [three, absent] = [`/children/${child}`, `/children/${child + 1000}`];
    const { browser } = await front.signedIn(await front.addPerson('oxfordshire', 'information-governance'));
    const [gone, never] = [await browser.get(three), await browser.get(absent)];
    const without = (body: string, id: unknown): string => body.replaceAll(String(id), '');
    assert.deepEqual(
      [gone.statusCode, without(gone.body, gone.headers['x-request-id'])],
      [404, without(never.body, never.headers['x-request-id'])],
    );
    const list = wordsOf((await browser.get('/retention')).body);
    assert.match(list, new RegExp(`Nothing is due.*${child} 11 March 2060.* 1 About`));
    assert.doesNotMatch(list, /Quillfeather/);
    assert.deepEqual(await acts(front), ['retention-dispose', 'retention-confirm', 'erase-child']);
  });

  it('asks again who it is where that was proved too long ago, with nothing typed lost', async (t) => {
    const { front, jobs, one } = await aTown(t);
    await listWhatIsDue(jobs, front.now);
    front.now = plusHours(front.now, 0.2);
    const answer = await one.browser.post('/retention/reviews/1', { decision: 'dispose', why }, one);
    assert.equal(answer.statusCode, 303);
    assert.match(String(answer.headers.location), /confirm/);
    assert.deepEqual(await acts(front), []);
  });

  it('is closed to other agencies and other roles', async (t) => {
    const { front, child, jobs, signIn } = await aTown(t);
    await listWhatIsDue(jobs, front.now);
    const neighbour = await signIn('swindon', 'information-governance');
    assert.match(wordsOf((await neighbour.browser.get('/retention')).body), /Nothing is due/);
    assert.equal((await neighbour.browser.get('/retention/reviews/1')).statusCode, 404);
    assert.equal((await neighbour.browser.get(`/retention/children/${child}`)).statusCode, 404);
    const manager = await signIn('oxfordshire', 'team-manager');
    assert.equal((await manager.browser.get('/retention')).statusCode, 403);
    assert.equal((await manager.browser.get('/retention/reviews/1')).statusCode, 403);
  });
});

describe('holding a record, and asking for erasure', () => {
  it('takes it off the list while it is held; only the agency that holds lifts it', async (t) => {
    const { front, child, jobs, one, signIn } = await aTown(t);
    await listWhatIsDue(jobs, front.now);
    const form = await one.browser.post(`/retention/children/${child}/hold`, { kind: '', reason: '' }, one);
    assert.equal(form.statusCode, 422);
    const fields = { kind: 'inquiry', reason: 'Letter 7' };
    assert.equal((await one.browser.post(`/retention/children/${child}/hold`, fields, one)).statusCode, 303);
    await listWhatIsDue(jobs, front.now);
    assert.match(wordsOf((await one.browser.get('/retention')).body), /Nothing is due\. Held Wilhelmina/);
    assert.match(
      wordsOf((await one.browser.get(`/retention/children/${child}`)).body),
      /inquiry: Letter 7 .*Lift the hold/,
    );
    const police = await signIn('thames-valley-police', 'information-governance');
    assert.equal((await police.browser.get('/retention/holds/1/lift')).statusCode, 404);
    assert.equal((await one.browser.post('/retention/holds/1/lift', { why: 'It is over' }, one)).statusCode, 303);
    assert.equal((await one.browser.post('/retention/holds/1/lift', { why: 'It is over' }, one)).statusCode, 404);
    await listWhatIsDue(jobs, front.now);
    assert.match(
      wordsOf((await one.browser.get('/retention')).body),
      /Due for review .*Wilhelmina Quillfeather 28 February 2020/,
    );
    assert.deepEqual(await acts(front), ['hold-placed', 'hold-lifted']);
  });

  it('puts a request on the list before the clocks have passed, but not before one that a law sets', async (t) => {
    const { front, one } = await aTown(t);
    const recent = await recordChild(front.database, front.now, {
      childRef: 'R1',
      dateOfBirth: '2050-01-01' as PlainDate,
    });
    const ask = (childId: number) =>
      one.browser.post(`/retention/children/${childId}/ask-erasure`, { why: 'Article 17' }, one);
    assert.equal((await ask(recent)).statusCode, 303);
    assert.match((await ask(recent)).body, /on the review list already/);
    const content = {
      kind: 'status-recorded',
      period: { status: 'looked-after', fromOn: '2055-01-01' as PlainDate, toOn: '2056-01-01' as PlainDate },
    } as const;
    const cared = await recordChild(front.database, front.now, {
      childRef: 'R2',
      dateOfBirth: '2050-01-01' as PlainDate,
    });
    await record(
      front.database,
      'oxfordshire',
      cared,
      [{ occurredAt: front.now, sourceKey: null, content }],
      front.now,
    );
    const refused = await ask(cared);
    assert.equal(refused.statusCode, 422);
    assert.match(
      wordsOf(refused.body),
      /It cannot be erased\. A child who was ever looked after: 75 years from the birth/,
    );
    assert.deepEqual(await acts(front), ['erasure-asked']);
  });
});
