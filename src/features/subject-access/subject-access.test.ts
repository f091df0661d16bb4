import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';

type Signed = Awaited<ReturnType<Front['signedIn']>>;

async function aCopy(t: Parameters<typeof openFront>[0]) {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, { surname: 'Quillfeather', homePostcode: 'OX4 2LP' }, [
    aNotification({
      notificationRef: 'P1',
      incidentRef: 'I1',
      occurredAt: at('2026-03-09T20:00Z'),
      missingFromPostcode: 'OX4 2LP',
      circumstances: 'Left after a row with Uncle Tobias',
    }),
  ]);
  const maker = await front.addPerson('oxfordshire', 'information-governance', { displayName: 'Ivy Grant' });
  const second = await front.addPerson('oxfordshire', 'team-manager', { displayName: 'Asha Field' });
  const [making, reviewing] = [await front.signedIn(maker), await front.signedIn(second)];
  const started = await making.browser.post(
    `/children/${childId}/subject-access`,
    { askedBy: 'child', 'askedOn-day': '2', 'askedOn-month': '3', 'askedOn-year': '2026' },
    { token: making.token },
  );
  const address = String(started.headers.location);
  assert.match(address, /^\/subject-access\/\d+$/);
  return { front, childId, maker, second, making, reviewing, address };
}

const post = ({ browser, token }: Signed, url: string, fields: Record<string, string> = {}) =>
  browser.post(url, fields, { token });
const positionIn = (body: string): string => /id="decision-(\d+)"/.exec(body)?.[1] ?? '';

test('a copy is gathered, decided passage by passage, agreed by a second person, and printed', async (t) => {
  const { front, childId, maker, making, reviewing, address } = await aCopy(t);
  const page = await making.browser.get(address);
  assert.match(wordsOf(page.body), /The answer is due by 1 April 2026.*1 passage is still to be decided/);
  assert.match(
    wordsOf(page.body),
    /Left after a row with Uncle Tobias Proposed instead: Left after a row with \[another person\]/,
  );
  const position = positionIn(page.body);
  await post(making, `${address}/send`);
  assert.match(wordsOf((await making.browser.get(address)).body), /still to be decided/, 'nothing undecided is sent');
  const without = await post(making, address, { [`decision-${position}`]: 'as-proposed' });
  assert.equal(without.statusCode, 422);
  assert.match(without.body, new RegExp(`href="#reason-${position}"`));
  assert.match(without.body, /value="as-proposed" checked/);
  const decided = { [`decision-${position}`]: 'as-proposed', [`reason-${position}`]: 'another-person' };
  assert.equal((await post(making, address, decided)).statusCode, 303);
  await post(making, `${address}/send`);
  assert.match(wordsOf((await making.browser.get(address)).body), /You had a part in making this copy/);
  assert.equal((await post(making, `${address}/review`, { review: 'agree' })).statusCode, 403);
  assert.equal(
    (await reviewing.browser.get(`${address}/document`)).statusCode,
    404,
    'nothing is printed before it is agreed',
  );
  assert.equal((await post(reviewing, `${address}/review`, { review: 'return' })).statusCode, 422);
  await post(reviewing, `${address}/review`, { review: 'return', why: 'Look again at the row' });
  assert.match(wordsOf((await making.browser.get(address)).body), /Sent back: Look again at the row/);
  await post(making, `${address}/send`);
  assert.match(wordsOf((await reviewing.browser.get(address)).body), /Left after a row with \[another person\]/);
  assert.equal((await post(reviewing, `${address}/review`, { review: 'agree' })).statusCode, 303);
  const document = await reviewing.browser.get(`${address}/document`);
  assert.match(
    wordsOf(document.body),
    /What Oxfordshire Council has on record about you.*Ada Quillfeather.*Left after a row with \[another person\]/,
  );
  assert.doesNotMatch(wordsOf(document.body), /Tobias|OX4|Ivy|Grant/);
  const audit = await front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select verb, child_ids from homeward.audit_entry where route = '/subject-access/:copyId/document' and outcome = 'allowed'`,
    ),
  );
  assert.deepEqual(audit, [{ verb: 'disclosure', child_ids: [childId] }]);
  // It is closed for good, to whoever holds the role, by page and by statement.
  assert.equal((await post(making, address, { [`decision-${position}`]: 'whole' })).statusCode, 409);
  const changed = await front.database.transaction(
    'request',
    { ...requesterOf('oxfordshire', maker), role: 'information-governance' },
    async (tx) => [
      ...(await tx.query(
        sql`update homeward.subject_access_passage set decision = 'whole', reason = null, decided_by = ${maker} returning position`,
      )),
      ...(await tx.query(sql`update homeward.subject_access_copy set state = 'deciding' returning copy_id`)),
    ],
  );
  assert.deepEqual(changed, []);
});

test('a fact in codes is kept until somebody takes it out', async (t) => {
  const { making, address } = await aCopy(t);
  const all = await making.browser.get(`${address}?all=yes`);
  assert.match(wordsOf(all.body), /Who you are/);
  const position = positionIn(all.body);
  const url = `${address}?all=yes`;
  await post(making, url, { [`decision-${position}`]: 'taken-out', [`reason-${position}`]: 'serious-harm' });
  assert.match((await making.browser.get(url)).body, /value="taken-out" checked/);
});

test('only those who answer for the record make or see a copy', async (t) => {
  const { front, childId, address } = await aCopy(t);
  for (const [agency, role, list, copy] of [
    ['oxfordshire', 'social-worker', 403, 404],
    ['swindon', 'information-governance', 404, 404],
    ['thames-valley-police', 'information-governance', 200, 404],
    ['oxfordshire', 'team-manager', 200, 200],
  ] as const) {
    const visitor = await front.signedIn(await front.addPerson(agency, role));
    assert.equal(
      (await visitor.browser.get(`/children/${childId}/subject-access`)).statusCode,
      list,
      `${agency} ${role}`,
    );
    assert.equal((await visitor.browser.get(address)).statusCode, copy, `${agency} ${role}`);
  }
  const manager = await front.signedIn(await front.addPerson('oxfordshire', 'team-manager'));
  const fields = { askedBy: 'child', 'askedOn-day': '2', 'askedOn-month': '3', 'askedOn-year': '2026' };
  assert.equal((await post(manager, `/children/${childId}/subject-access`, fields)).statusCode, 403);
});

test('an address that is hidden after the record was gathered is in no passage, by page or by statement', async (t) => {
  const { front, childId, maker, making, address } = await aCopy(t);
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    await tx.query(sql`insert into homeward.child_access (child_id, address_hidden) values (${childId}, true)`);
    await tx.query(
      sql`insert into homeward.address_pattern (child_id, patterns) values (${childId}, array['Uncle Tobias'])`,
    );
  });
  const page = await making.browser.get(address);
  assert.match(page.body, /Left after a row with \[address withheld\]/);
  assert.doesNotMatch(page.body, /Tobias/);
  const governance = { ...requesterOf('oxfordshire', maker), role: 'information-governance' };
  await assert.rejects(
    front.database.read('request', governance, (tx) => tx.query(sql`select text from homeward.subject_access_passage`)),
    /permission denied/,
  );
});
