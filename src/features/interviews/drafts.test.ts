import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { begin, filled, hiddenIn, openPlace, personOf, recordOf } from '../../../test/support/writing.ts';

describe('a draft', () => {
  it('is saved while it is typed, one window after another, and nothing is overwritten unseen', async (t) => {
    const place = await openPlace(t);
    const { worker } = place;
    const draft = await begin(place);
    const [one, two] = [
      hiddenIn((await worker.get(draft)).body).writer,
      hiddenIn((await worker.get(draft)).body).writer,
    ];
    const first = await worker.save(draft, { writer: one, step: 1, base: 0, changed: { where: 'The park' } });
    assert.deepEqual([first.status, first.json], [200, { version: 1, elsewhere: {}, beside: {} }]);
    const second = await worker.save(draft, {
      writer: two,
      step: 1,
      base: 0,
      changed: { where: 'The station', nonsense: 'x' },
    });
    assert.deepEqual(second.json['beside'], { where: [{ value: 'The park', when: '10 March 2026 at 9am' }] });
    assert.deepEqual(
      (await worker.save(draft, { writer: one, step: 2, base: 1, changed: { help: 'A bus\u0000\ud800' } })).json[
        'elsewhere'
      ],
      { where: 'The station' },
    );
    const page = await worker.get(draft);
    assert.match(wordsOf(page.body), /Another window of yours wrote, 10 March 2026 at 9am: The park/);
    assert.ok(page.body.includes('The station</textarea>') && page.body.includes('A bus\ufffd</textarea>'));
    assert.doesNotMatch(page.body, /nonsense/);
    const unsettled = await worker.post(draft, await filled(place, draft, { where: 'The station', help: 'A bus' }));
    assert.equal(unsettled.status, 422);
    assert.match(wordsOf(unsettled.body), /Two windows wrote .* choose which text is to stand/);
    const settled = await filled(place, draft, { where: 'The station', help: 'A bus', 'settle-where': 'both' });
    const sent = await worker.post(draft, settled);
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.ok((await worker.get(sent.location)).body.includes('The station\n\nThe park</blockquote>'));
  });

  it('keeps the text of a whole form that was opened before another window wrote', async (t) => {
    const place = await openPlace(t);
    const { worker } = place;
    const draft = await begin(place);
    const old = await filled(place, draft, { where: 'The bridge', later: 'yes' });
    await worker.save(draft, {
      writer: '01890a5d-ac96-774b-bcce-b302099a8057',
      step: 1,
      base: 0,
      changed: { where: 'The park' },
    });
    assert.equal((await worker.post(draft, old)).status, 303);
    const page = await worker.get(draft);
    assert.ok(page.body.includes('The bridge</textarea>'));
    assert.match(wordsOf(page.body), /Another window of yours wrote.*The park/);
  });

  it('is not sent where another window saved at the very moment of sending, and keeps what that wrote', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    const owner = (statement: ReturnType<typeof sql>) =>
      front.database.transaction('owner', OPERATOR, (tx) => tx.query(statement));
    await owner(sql`create function homeward.another_window() returns trigger language plpgsql as $$
      begin
        if (new.state ->> 'version')::int = 1 then
          update homeward.interview_draft set state = new.state || jsonb_build_object('version', 2,
            'answers', new.state -> 'answers' || '{"help": "A bus"}',
            'marks', new.state -> 'marks' || '{"help": {"version": 2, "writer": "two", "step": 1, "at": 0}}')
          where draft_id = new.draft_id;
        end if;
        return null;
      end $$`);
    await owner(sql`create constraint trigger another_window after update on homeward.interview_draft
      deferrable initially deferred for each row execute function homeward.another_window()`);
    const refused = await worker.post(draft, await filled(place, draft, {}));
    assert.equal(refused.status, 422);
    assert.match(wordsOf(refused.body), /Another window wrote the answer under .* at this very moment/);
    assert.ok(refused.body.includes('A bus</textarea>'));
    assert.deepEqual((await recordOf(place)).interviews, []);
    const sent = await worker.post(draft, await filled(place, draft, { help: 'A bus' }));
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(wordsOf((await worker.get(sent.location)).body), /A bus/);
  });

  it('is its author’s alone: nobody else finds it, by page, by script or in the database', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    await worker.save(draft, {
      writer: '01890a5d-ac96-774b-bcce-b302099a8057',
      step: 1,
      base: 0,
      changed: { where: 'The park' },
    });
    const other = await personOf(front, 'missing-team-worker');
    assert.equal((await other.get(draft)).status, 404);
    assert.equal((await other.get(`${draft}/save`)).status, 404);
    assert.equal((await other.save(draft, { writer: draft, step: 1, base: 0, changed: {} })).status, 404);
    assert.equal((await other.post(draft, { later: 'yes' })).status, 404);
    assert.equal((await other.post(`${draft}/discard`, { discard: 'yes' })).status, 404);
    assert.match(wordsOf((await other.get('/interviews')).body), /You are writing no interview/);
    assert.match(wordsOf((await worker.get('/interviews')).body), /Ada Marsh/);
    assert.notEqual(await begin(place, other), draft);
  });

  it('is closed to its author with the record of the child, and gone with it when it is thrown away', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId } = place;
    const draft = await begin(place);
    const bar = (statement: ReturnType<typeof sql>) =>
      front.database.transaction('owner', OPERATOR, (tx) => tx.query(statement));
    await bar(
      sql`insert into homeward.child_person (child_id, user_id, standing) values (${childId}, ${worker.userId}, 'barred')`,
    );
    assert.equal((await worker.get(draft)).status, 404);
    assert.equal((await worker.save(draft, { writer: draft, step: 1, base: 0, changed: {} })).status, 404);
    await bar(sql`delete from homeward.child_person where child_id = ${childId}`);
    assert.equal((await worker.get(draft)).status, 200);
    assert.equal((await worker.post(`${draft}/discard`, {})).status, 422);
    assert.equal((await worker.post(`${draft}/discard`, { discard: 'yes' })).status, 303);
    assert.equal((await worker.get(draft)).status, 404);
  });

  it('is not saved after the session ended; a form is held for its author alone and sent from where it stood', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    const form = await filled(place, draft, { where: 'The park' });
    front.now = at('2026-03-10T09:16Z');
    assert.equal((await worker.save(draft, { writer: draft, step: 1, base: 0, changed: {} })).status, 401);
    const held = await worker.post(draft, form);
    assert.match(held.location, /^\/sign-in\?return=/);
    const again = await front.signedIn(worker.userId);
    worker.browser.cookies.set('homeward', again.browser.cookies.get('homeward') ?? '');
    assert.match(wordsOf((await worker.get('/sign-in/held')).body), /The park/);
  });
});
