import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import sql from 'sql-template-tag';
import { at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
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
  versionIn,
  type Person,
} from '../../../test/support/writing.ts';
import { programFolder } from '../../config.ts';
import { verifyRecord } from '../../db/verify.ts';
import { decide } from '../../domain/access/decide.ts';
import { ROLE_NAMES, rolesOf } from '../../domain/access/roles.ts';
import { NO_STANDING } from '../../domain/access/standing.ts';
import { foldRules } from '../../domain/protocol/fold-rules.ts';
import { loadProtocols } from '../../protocols.ts';

describe('writing an interview', () => {
  it('keeps what the child said as it was said, covers several returns, and is read, sent back, improved and signed off', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId, episodes } = place;
    await offer(place, {});
    const draft = await begin(place);
    assert.equal(await begin(place), draft, 'one draft of one interview');
    const took = { interviewMinutes: '45', travelMinutes: '0' };
    const sent = await worker.post(draft, await filled(place, draft, { covers: episodes.map(String), ...took }));
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.match(sent.location, new RegExp(`^/children/${childId}/interviews/\\d+\\?sent=`));
    assert.equal((await worker.get(draft)).status, 410, 'the draft is over');
    const record = await recordOf(place);
    const [interview] = record.interviews;
    assert.equal(interview?.completedAt, at('2026-03-09T16:00Z'));
    assert.deepEqual([interview?.interviewMinutes, interview?.travelMinutes], [45, 0]);
    assert.deepEqual(
      record.returns.map(({ outcome }) => outcome),
      ['covered', 'completed'],
    );
    const page = await worker.get(sent.location);
    assert.match(wordsOf(page.body), /Waits to be signed off/);
    assert.match(wordsOf(page.body), /How long 45 minutes The way there and back 0 minutes/);
    assert.ok(
      page.body.includes(
        '<blockquote class="homeward-quote homeward-as-typed">To the &quot;old&quot; mill, &lt;with Ash&gt;</blockquote>',
      ),
    );

    const address = sent.location.split('?')[0] ?? '';
    const manager = await personOf(front, 'team-manager');
    const settle = async (who: Person, decision: string, why: string) => {
      const version = versionIn((await who.get(`${address}/sign-off`)).body);
      return who.post(`${address}/sign-off`, { decision, why, version });
    };
    assert.equal((await worker.get(`${address}/sign-off`)).status, 403);
    const due = /<a class="govuk-link" href="([^"]+)">[^<]*sign/i.exec(
      (await manager.get('/worklist?team=all')).body,
    )?.[1];
    assert.equal(due, address, 'the worklist leads to what is to be signed off');
    assert.equal((await settle(manager, 'send-back', 'Say where the mill is')).status, 303);
    assert.match(wordsOf((await worker.get(address)).body), /Sent back to be improved.*Say where the mill is/);
    const improving = await worker.post(`${address}/write`, { begin: 'yes' });
    const again = await worker.get(improving.location);
    assert.match(wordsOf(again.body), /Say where the mill is/);
    assert.ok(
      again.body.includes('To the &quot;old&quot; mill, &lt;with Ash&gt;</textarea>'),
      'what was written is there',
    );
    assert.match(again.body, /name="interviewMinutes"[^>]*value="45"/);
    const better = await filled(place, improving.location, {
      covers: episodes.map(String),
      where: 'The old mill by the river',
    });
    assert.equal((await worker.post(improving.location, better)).status, 303);
    assert.equal((await settle(manager, 'sign-off', 'Good')).status, 303);
    const signed = (await recordOf(place)).interviews[0];
    assert.ok(signed?.signedOffAt);
    assert.match(wordsOf((await worker.get(address)).body), /Signed off.*The old mill by the river/);
    assert.doesNotMatch((await worker.get(address)).body, /Improve it|Write it again/);
    assert.equal((await settle(manager, 'send-back', 'Once more')).status, 422);
    const refused = await worker.post(`${address}/write`, { begin: 'yes' });
    assert.equal(refused.location, address, 'what is signed off is not written again');

    // What was signed off is opened again by who may sign off, with a reason, and signed off from the new writing.
    assert.match((await manager.get(address)).body, /Open it again/);
    assert.doesNotMatch((await worker.get(address)).body, /Open it again/);
    assert.equal((await worker.get(`${address}/reopen`)).status, 403);
    const reopen = async (why: string): Promise<number> => {
      const version = versionIn((await manager.get(`${address}/reopen`)).body);
      return (await manager.post(`${address}/reopen`, { why, version })).status;
    };
    assert.equal(await reopen(''), 422);
    assert.equal(await reopen('She told her teacher more'), 303);
    assert.equal(await reopen('Twice'), 422, 'it is open already');
    assert.match(wordsOf((await worker.get(address)).body), /Opened again .*: She told her teacher more/);
    assert.match(wordsOf((await worker.get(address)).body), /Opened again, to be improved/);
    assert.doesNotMatch(wordsOf((await worker.get(address)).body), /Sent back to be improved/);
    const worklist = wordsOf((await manager.get('/worklist?team=all')).body);
    assert.match(worklist, /Interviews to sign off or improve .*Interview to improve/);
    const third = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    assert.match(wordsOf((await worker.get(third)).body), /Opened again .* She told her teacher more/);
    assert.match(
      wordsOf((await manager.get(`${address}/sign-off`)).body),
      /Person \d+, Oxfordshire Council, is writing it again since .* not in what you read here/,
    );
    assert.equal((await settle(manager, 'sign-off', 'Good')).status, 422, 'it is not written again yet');
    assert.equal((await worker.post(third, await filled(place, third, { where: 'The weir' }))).status, 303);
    assert.doesNotMatch((await manager.get(`${address}/sign-off`)).body, /is writing it again/);
    assert.match(wordsOf((await manager.get('/worklist?team=all')).body), /Interview to sign off/);
    assert.equal((await settle(manager, 'sign-off', 'Good')).status, 303);
    assert.ok((await recordOf(place)).interviews[0]?.signedOffAt);
    const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
    assert.deepEqual((await verifyRecord(front.database, rules)).differences, []);
  });

  it('keeps words with a withheld address as they were written, adds to them, or replaces them, and loses none', async (t) => {
    const place = await openPlace(t);
    const { front, worker, childId } = place;
    const draft = await begin(place);
    const first = await filled(place, draft, {
      covers: place.episodes.map(String),
      where: 'At the Old Vicarage with Ash',
      harm: 'Shouted at in the Old Vicarage',
      feelings: 'Cold',
      independence: '',
    });
    const sent = await worker.post(draft, first);
    const address = sent.location.split('?')[0] ?? '';
    const social = await personOf(front, 'social-worker');
    const hiding = { kind: 'home', class: 'hidden', lines: 'The Old Vicarage', postcode: 'ox37ql' };
    assert.equal((await social.post(`/children/${childId}/address/new`, hiding)).status, 303);

    const improving = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    const { body } = await worker.get(improving);
    assert.match(wordsOf(body), /stays on the record: At \[address withheld\] with Ash/);
    assert.match(body, /name="keeps-where" type="radio" value="keep" checked/);
    assert.doesNotMatch(body, /withheld\][^<]*<\/textarea>|Vicarage/, 'what is shown is not typed back');
    assert.doesNotMatch(body, /name="keeps-feelings"/);
    assert.ok(body.includes('Cold</textarea>'));
    const { base, writer } = hiddenIn(body);
    const saved = await worker.save(improving, {
      writer,
      step: 1,
      base: Number(base),
      changed: { 'keeps-harm': 'replace' },
    });
    assert.equal(saved.status, 200);
    assert.match((await worker.get(improving)).body, /name="keeps-harm" type="radio" value="replace" checked/);
    const kept = { 'keeps-where': 'keep', 'keeps-harm': 'replace', feelings: 'Cold and tired' };
    const bare = await filled(place, improving, { ...kept, where: 'Until the morning', harm: '' });
    const refused = await worker.post(improving, bare);
    assert.equal(refused.status, 422);
    assert.match(wordsOf(refused.body), /Write what takes the place of what was written before, or keep that/);
    const again = await filled(place, improving, { ...kept, where: 'Until the morning', harm: 'Nobody hurt her' });
    const improved = await worker.post(improving, again);
    assert.equal(improved.status, 303, wordsOf(improved.body));
    const shown = wordsOf((await worker.get(address)).body);
    assert.match(shown, /At \[address withheld\] with Ash Until the morning/);
    assert.match(shown, /Nobody hurt her/);
    assert.doesNotMatch(shown, /Shouted/);

    const rules = foldRules(loadProtocols(path.join(programFolder, 'protocols')));
    assert.deepEqual((await verifyRecord(front.database, rules)).differences, []);

    // A draft begun while the address is hidden keeps what it could not read, whenever it is sent.
    const late = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    await front.database.transaction('owner', OPERATOR, (tx) =>
      tx.query(sql`update homeward.child_access set address_hidden = false where child_id = ${childId}`),
    );
    const open = wordsOf((await worker.get(address)).body);
    assert.match(open, /At the Old Vicarage with Ash Until the morning/, 'the true words were there all along');
    const last = await filled(place, late, { ...kept, 'keeps-where': 'keep', where: '', harm: 'Nobody hurt her' });
    const ended = await worker.post(late, last);
    assert.equal(ended.status, 303, wordsOf(ended.body));
    assert.match(wordsOf((await worker.get(address)).body), /At the Old Vicarage with Ash Until the morning/);
    const once = (await worker.post(`${address}/write`, { begin: 'yes' })).location;
    assert.ok((await worker.get(once)).body.includes('At the Old Vicarage with Ash\n\nUntil the morning</textarea>'));
  });

  it('may stay empty, and says everything that is wrong without losing a word', async (t) => {
    const place = await openPlace(t);
    const { worker } = place;
    const draft = await begin(place);
    const wrong = await worker.post(
      draft,
      await filled(place, draft, { ...on('heldAt', '8', '10pm'), feelings: 'Cold' }),
    );
    assert.equal(wrong.status, 422);
    assert.match(wordsOf(wrong.body), /The interview was held after the child came back/);
    assert.ok(wrong.body.includes('Cold</textarea>'));
    assert.ok((await worker.get(draft)).body.includes('Cold</textarea>'), 'and it is kept');
    const later = await worker.post(draft, await filled(place, draft, on('heldAt', '10', '9:01am')));
    assert.match(wordsOf(later.body), /must be in the past/);
    const both = { covers: place.episodes.map(String), ...on('heldAt', '8', '9am') };
    assert.match(
      wordsOf((await worker.post(draft, await filled(place, draft, both))).body),
      /only after the interview/,
    );
    const wrongly = async (name: string, minutes: string): Promise<string> =>
      wordsOf((await worker.post(draft, await filled(place, draft, { [name]: minutes }))).body);
    assert.match(await wrongly('interviewMinutes', '0'), /How long it took must be 1 or more/);
    assert.match(await wrongly('interviewMinutes', '721'), /How long it took must be 720 or less/);
    assert.match(await wrongly('interviewMinutes', '1.5'), /How long it took must be a whole number/);
    assert.match(await wrongly('travelMinutes', '-1'), /How long the way was must be 0 or more/);
    assert.match(await wrongly('travelMinutes', '1441'), /How long the way was must be 1440 or less/);
    const bare = await filled(place, draft, { where: '', feelings: '', reasons: [], chose: [] });
    assert.equal((await worker.post(draft, bare)).status, 303);
    const [interview] = (await recordOf(place)).interviews;
    assert.deepEqual(
      [interview?.participation, interview?.interviewMinutes, interview?.travelMinutes],
      ['part', null, null],
    );
  });

  it('keeps what carers said where the child refused, and counts it as no interview', async (t) => {
    const place = await openPlace(t);
    await offer(place, { outcome: 'declined' });
    const draft = await begin(place);
    const none = await place.worker.post(draft, await filled(place, draft, { participation: 'carer-only' }));
    assert.match(wordsOf(none.body), /Write what parents or carers said/);
    const told = await filled(place, draft, { participation: 'carer-only', carers: 'She was at the mill' });
    const sent = await place.worker.post(draft, told);
    assert.match(
      wordsOf((await place.worker.get(sent.location)).body),
      /Not held: parents or carers were asked.*She was at the mill/,
    );
    const record = await recordOf(place);
    assert.deepEqual([record.interviews[0]?.completedAt, record.returns.at(-1)?.outcome], [null, 'declined']);
  });

  it('warns a social worker of the child, who may go on only by saying how they are independent', async (t) => {
    const place = await openPlace(t);
    const social = await personOf(place.front, 'social-worker');
    const draft = await begin(place, social);
    assert.match(
      wordsOf((await social.get(draft)).body),
      /You are a social worker of the authority that is responsible/,
    );
    const refused = await social.post(draft, await filled(place, draft, {}, social));
    assert.match(wordsOf(refused.body), /Say how you are independent all the same/);
    const sent = await social.post(draft, await filled(place, draft, { independent: 'no' }, social));
    assert.equal(sent.status, 303);
    assert.equal((await recordOf(place)).interviews[0]?.independent, false);
    assert.doesNotMatch(
      wordsOf((await place.worker.get(await begin({ ...place, episodes: [0, place.episodes[0] ?? 0] }))).body),
      /social worker of the authority/,
    );
  });
});

describe('the words of an interview', () => {
  it('are for who may read them: of another agency involved nobody reads more than the policy opens', async (t) => {
    const place = await openPlace(t);
    const { front, worker } = place;
    const draft = await begin(place);
    const sent = await worker.post(draft, await filled(place, draft, { where: 'The old mill' }));
    const address = sent.location.split('?')[0] ?? '';
    for (const role of ROLE_NAMES.filter((one) => rolesOf('police').includes(one))) {
      const police = await personOf(front, role, 'thames-valley-police');
      const actor = { agencyCode: 'thames-valley-police', agencyKind: 'police', role, rank: null } as const;
      const { allowed, shows } = decide(actor, 'see-child', { ...NO_STANDING, relationships: ['police'] });
      await police.post(`/children/${place.childId}/why`, { purpose: 'strategy-meeting' });
      const { status, body } = await police.get(address);
      const opens = allowed && shows.includes('interviews');
      assert.equal(status === 200, opens, role);
      assert.equal(body.includes('The old mill'), opens && shows.includes('interview-words'), role);
    }
  });
});
