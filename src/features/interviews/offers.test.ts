import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import {
  begin,
  filled,
  hiddenIn,
  offer,
  on,
  openPlace,
  personOf,
  recordOf,
  type Fields,
  type Place,
} from '../../../test/support/writing.ts';

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
