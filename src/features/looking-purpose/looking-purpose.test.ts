import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';

const now = at('2026-03-10T09:00Z');

async function aTown(t: Parameters<typeof openTown>[0]): Promise<{ town: Town; council: Visitor; child: number }> {
  const town = await openTown(t, now);
  const child = await recordChild(town.database, now, { forename: 'Wilhelmina', surname: 'Quillfeather' });
  return { town, council: await town.visit('council'), child };
}

describe('the record of a child outside the caseload', () => {
  it('asks why first, says nothing of the child, and then opens what was wanted; once a day', async (t) => {
    const { town, council, child } = await aTown(t);
    const wanted = `/children/${child}?as-known-on=2026-03-10`;
    const asked = await council.get(wanted);
    assert.equal(asked.status, 303);
    assert.equal(asked.location, `/children/${child}/why?return=${encodeURIComponent(wanted)}`);
    const page = await council.get(asked.location ?? '');
    assert.match(wordsOf(page.body), /Why are you opening this record\?/);
    assert.doesNotMatch(page.body, /Quillfeather|Wilhelmina/);
    const answered = await council.post(`/children/${child}/why`, { purpose: 'strategy-meeting', return: wanted });
    assert.equal(answered.location, wanted);
    assert.equal((await council.get(wanted)).status, 200);
    assert.equal((await council.get(`/children/${child}`)).status, 200);
    const purposes = await town.database.read('job', OPERATOR, (tx) =>
      tx.query<{ purpose: string }>(
        sql`select purpose from homeward.audit_entry where ${child} = any (child_ids) and user_id = ${council.userId}`,
      ),
    );
    assert.deepEqual(
      new Set(purposes.map(({ purpose }) => purpose)),
      new Set(['I am preparing for a strategy meeting']),
    );
    town.now = at('2026-03-11T00:00Z');
    assert.equal(
      (await (await town.visit('council')).get(`/children/${child}`)).status,
      303,
      'asked again the day after',
    );
  });

  it('needs a reason from the list, and words for another one', async (t) => {
    const { council, child } = await aTown(t);
    const none = await council.post(`/children/${child}/why`, {});
    assert.equal(none.status, 422);
    assert.match(wordsOf(none.body), /There is a problem Select your reason/);
    const other = await council.post(`/children/${child}/why`, { purpose: 'other', return: `/children/${child}` });
    assert.equal(other.status, 422);
    assert.match(wordsOf(other.body), /Enter the reason in your own words/);
    assert.match(other.body, new RegExp(`name="return" value="/children/${child}"`));
    assert.equal((await council.post(`/children/${child}/why`, { purpose: 'curious' })).status, 422);
    assert.equal((await council.get(`/children/${child}`)).status, 303, 'nothing was opened by it');
    const given = await council.post(`/children/${child}/why`, { purpose: 'other', words: 'An inspection' });
    assert.equal(given.status, 303);
    assert.equal((await council.get(`/children/${child}`)).status, 200);
  });

  it('never leads anywhere but to a page of ours', async (t) => {
    const { council, child } = await aTown(t);
    for (const elsewhere of ['https://example.org/', '//example.org', '/\\example.org', 'javascript:alert(1)']) {
      const answered = await council.post(`/children/${child}/why`, { purpose: 'audit', return: elsewhere });
      assert.equal(answered.location, `/children/${child}`);
    }
  });

  it('is as absent as ever to an agency that is not involved, whatever it says', async (t) => {
    const { town, child } = await aTown(t);
    const neighbour = await town.visit('neighbour');
    for (const path of [`/children/${child}`, `/children/${child}/why`])
      assert.equal((await neighbour.get(path)).status, 404);
    assert.equal((await neighbour.post(`/children/${child}/why`, { purpose: 'audit' })).status, 404);
  });
});

describe('the record of a child in the caseload', () => {
  it('opens without a question: missing now, something due, or something recorded by the person lately', async (t) => {
    const { town, council } = await aTown(t);
    const missing = await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'N1', incidentRef: 'I1', occurredAt: at('2026-03-09T20:00Z') }),
    ]);
    assert.equal((await council.get(`/children/${missing}`)).status, 200);
    const returned = await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'N2', incidentRef: 'I2', occurredAt: at('2026-03-09T20:00Z') }),
      aNotification({ notificationRef: 'N3', incidentRef: 'I2', kind: 'found', occurredAt: at('2026-03-10T06:00Z') }),
    ]);
    assert.equal((await council.get(`/children/${returned}`)).status, 200, 'the interview is due from the council');
    assert.equal(
      (await (await town.visit('police')).get(`/children/${returned}`)).status,
      303,
      'nothing is due from the police',
    );
  });
});
