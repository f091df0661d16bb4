/** One interview written by several people, on several devices, and once an address is hidden. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { at } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { begin, filled, offer, openPlace, personOf, recordOf } from '../../../test/support/writing.ts';

describe('an interview of several hands', () => {
  it('takes the place of what another sent meanwhile only by who has read both and says why', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId } = place;
    await offer(place, {});
    const other = await personOf(front, 'missing-team-worker');
    const [hers, his] = [await begin(place), await begin(place, other)];
    assert.match(
      wordsOf((await other.get(his)).body),
      /Person \d+, Oxfordshire Council, is writing this interview too/,
    );
    assert.doesNotMatch((await other.get(hers)).body, /is writing this interview too/, 'nobody else’s draft is open');
    const police = await personOf(front, 'missing-person-coordinator', 'swindon');
    const told = await front.database.read('request', requesterOf('swindon', police.userId), (tx) =>
      tx.query(sql`select name from homeward.other_interview_drafts(${childId})`),
    );
    assert.deepEqual(told, [], 'who may not see the child is told of nobody');

    const sent = await worker.post(hers, await filled(place, hers, { where: 'The mill', help: 'A bus' }));
    const address = sent.location.split('?')[0] ?? '';
    const seenIn = (body: string): string => /name="seen" value="(\d+)"/.exec(body)?.[1] ?? '';
    const blind = await other.post(his, await filled(place, his, { where: 'The canal', help: 'A bus' }, other));
    assert.equal(blind.status, 422);
    const shown = wordsOf(blind.body);
    assert.match(shown, /Person \d+ sent this interview 10 March 2026 at 9am, after you began: read both texts/);
    assert.match(shown, /Where did you go\? The mill The canal/);
    assert.doesNotMatch(shown, /What would help you[^?]*\? A bus A bus/);
    assert.doesNotMatch(shown, /is writing this interview too/, 'what is sent is not being written');
    assert.ok(blind.body.includes('The canal</textarea>'), 'nothing typed is lost');
    assert.match(wordsOf((await worker.get(address)).body), /The mill/);

    const seen = seenIn((await other.get(his)).body);
    const left = await other.post(his, await filled(place, his, { where: 'The canal', seen, onTop: 'no' }, other));
    assert.equal(left.location, address, 'who leaves it is led to what was sent');
    assert.ok((await other.get(his)).body.includes('The canal</textarea>'));
    const on = { where: 'The canal', onTop: 'yes', onTopWhy: '' };
    assert.match(
      wordsOf((await other.post(his, await filled(place, his, { ...on, seen }, other))).body),
      /Enter why yours takes the place of what Person \d+ sent/,
    );
    const why = { ...on, onTopWhy: 'She told me more on the way home' };
    // The first writes again: what the second was shown is not what would be replaced.
    const again = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    assert.equal((await worker.post(again, await filled(place, again, { where: 'The old mill' }))).status, 303);
    const stale = await other.post(his, await filled(place, his, { ...why, seen }, other));
    assert.equal(stale.status, 422);
    assert.match(wordsOf(stale.body), /The old mill The canal/);
    const knowing = await filled(place, his, { ...why, seen: seenIn(stale.body) }, other);
    assert.equal((await other.post(his, knowing)).location.split('?')[0], address);
    const { interviews } = await recordOf(place);
    assert.equal(interviews.length, 1);
    assert.match(wordsOf((await worker.get(address)).body), /The canal/);
    const chronology = wordsOf((await worker.get(`/children/${childId}`)).body);
    assert.match(chronology, /She told me more on the way home/);
  });

  it('goes on with what another sent for the same return, where nothing had been offered', async (t) => {
    const place = await openPlace(t);
    const other = await personOf(place.front, 'missing-team-worker');
    const [hers, his] = [await begin(place), await begin(place, other)];
    assert.match(wordsOf((await other.get(his)).body), /is writing this interview too/);
    await place.worker.post(hers, await filled(place, hers, { covers: place.episodes.map(String) }));
    const { body } = await other.get(his);
    const seen = /name="seen" value="(\d+)"/.exec(body)?.[1] ?? '';
    const on = { seen, onTop: 'yes', onTopWhy: 'She told me more', covers: place.episodes.map(String) };
    assert.equal((await other.post(his, await filled(place, his, on, other))).status, 303);
    const { interviews, returns } = await recordOf(place);
    assert.equal(interviews.length, 1, 'one interview, not two');
    assert.deepEqual(
      returns.map(({ outcome }) => outcome),
      ['covered', 'completed'],
    );
  });

  it('that was sent keeps what another device wrote, shows it, and adds it where its author says so', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    const late = { writer: '01890a5d-ac96-774b-bcce-b302099a8057', step: 1, base: 0 };
    const old = await filled(place, draft, { where: 'The canal', harm: 'She fell' });
    const sent = await worker.post(draft, await filled(place, draft, { where: 'The mill', help: '' }));
    const address = sent.location.split('?')[0] ?? '';
    assert.match(wordsOf((await worker.get(draft)).body), /Everything that you wrote is in it/);
    assert.match(wordsOf((await worker.get('/interviews')).body), /You are writing no interview/);
    assert.equal((await worker.get(`${draft}/save`)).status, 410);
    front.now = at('2026-03-10T09:01Z');
    const taken = await worker.save(draft, { ...late, changed: { help: 'A bus' } });
    assert.deepEqual([taken.status, taken.json['kept']], [410, true]);
    const whole = await worker.post(draft, old);
    assert.equal(whole.status, 410);
    const shown = wordsOf(whole.body);
    assert.match(shown, /Not in it .*The canal/);
    assert.match(shown, /She fell/);
    assert.match(shown, /A bus/);
    assert.doesNotMatch(shown, /The mill/, 'what was sent is in it');
    assert.match(wordsOf((await worker.get('/interviews')).body), /Ada Marsh .*Sent; this came after it/);
    const other = await personOf(front, 'missing-team-worker');
    assert.equal((await other.get(draft)).status, 404);
    assert.equal((await other.post(`${draft}/add`, { add: 'yes' })).status, 404);
    assert.equal((await worker.post(`${draft}/add`)).status, 422);

    const adding = await worker.post(`${draft}/add`, { add: 'yes' });
    assert.match(adding.location, /^\/interviews\//);
    assert.notEqual(adding.location, draft);
    const both = await worker.get(adding.location);
    assert.match(wordsOf(both.body), /Another window of yours wrote, 10 March 2026 at 9:01am: The canal/);
    assert.ok(both.body.includes('The mill</textarea>') && both.body.includes('A bus</textarea>'));
    const settled = { where: 'The mill', help: 'A bus', harm: 'She fell', 'settle-where': 'both' };
    const fine = await worker.post(adding.location, await filled(place, adding.location, settled));
    assert.equal(fine.status, 303, wordsOf(fine.body));
    assert.ok((await worker.get(address)).body.includes('The mill\n\nThe canal</blockquote>'));
    assert.match(wordsOf((await worker.get(draft)).body), /Everything that you wrote is in it/, 'it is seen to');

    await worker.save(draft, { ...late, step: 2, changed: { help: 'A taxi' } });
    assert.match(wordsOf((await worker.get(draft)).body), /A taxi/);
    assert.equal((await worker.post(`${draft}/discard`, { discard: 'yes' })).status, 303);
    assert.match(wordsOf((await worker.get(draft)).body), /Everything that you wrote is in it/);

    const listed = /Ada Marsh 10 March 2026 at 9:01am Sent; this came after it/;
    await worker.save(draft, { ...late, step: 3, changed: { help: 'A train' } });
    assert.match(wordsOf((await worker.get('/interviews')).body), listed);
    assert.doesNotMatch(wordsOf((await worker.get(draft)).body), /A taxi/, 'what was thrown away stays so');
    await worker.save(draft, { ...late, step: 4, changed: { help: '' } });
    assert.match(wordsOf((await worker.get(draft)).body), /Everything that you wrote is in it/);
    assert.doesNotMatch(wordsOf((await worker.get('/interviews')).body), listed, 'a row of the list leads to text');

    const forget = (kind: string, before: string): Promise<{ gone: number }> =>
      front.database.transaction('job', OPERATOR, (tx) =>
        tx.one<{ gone: number }>(sql`select homeward.forget_short_lived(${kind}, ${before}) as gone`),
      );
    assert.deepEqual(await forget('interview-draft', '2026-03-10T10:00Z'), { gone: 0 }, 'it is no open draft');
    assert.deepEqual(await forget('sent-interview-draft', '2026-03-10T09:01Z'), { gone: 0 });
    assert.deepEqual(await forget('sent-interview-draft', '2026-03-10T09:01:00.001Z'), { gone: 2 });
    assert.equal((await worker.get(draft)).status, 404);
  });

  it('shows its author what they typed, and no more what it took from the record, once an address is hidden', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId } = place;
    const first = await begin(place);
    const sent = await worker.post(first, await filled(place, first, { where: 'The Old Vicarage', harm: 'No' }));
    const address = sent.location.split('?')[0] ?? '';
    const draft = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    const changed = { help: 'Not at The Old Vicarage' };
    await worker.save(draft, { writer: '01890a5d-ac96-774b-bcce-b302099a8057', step: 1, base: 0, changed });
    assert.ok((await worker.get(draft)).body.includes('The Old Vicarage</textarea>'));
    const social = await personOf(front, 'social-worker');
    const hiding = { kind: 'home', class: 'hidden', lines: 'The Old Vicarage', postcode: 'ox37ql' };
    assert.equal((await social.post(`/children/${childId}/address/new`, hiding)).status, 303);
    const { body } = await worker.get(draft);
    assert.ok(body.includes('Not at The Old Vicarage</textarea>'), 'the author’s own words stay the author’s');
    assert.equal(body.split('Vicarage').length, 2, 'and nothing else of it is shown');
    assert.match(wordsOf(body), /stays on the record: \[address withheld\]/);
    const form = { where: 'By the river', help: 'Not at The Old Vicarage', harm: 'No' };
    const undecided = await worker.post(draft, await filled(place, draft, form));
    assert.equal(undecided.status, 422);
    assert.match(wordsOf(undecided.body), /Choose what is to become of what was written before/);
    const decided = await filled(place, draft, { ...form, 'keeps-where': 'keep' });
    assert.equal((await worker.post(draft, decided)).status, 303);
    const read = wordsOf((await worker.get(address)).body);
    assert.match(read, /\[address withheld\] By the river/);
    assert.doesNotMatch(read, /Vicarage/, 'what the author typed is withheld from everybody once it is on record');
  });
});
