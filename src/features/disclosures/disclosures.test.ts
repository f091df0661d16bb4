import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { requesterOf } from '../../../test/support/people.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { shownOf } from '../../db/disclosures.ts';

async function aTold(front: Front): Promise<number> {
  const told = aNotification({
    notificationRef: 'P1',
    incidentRef: 'I1',
    occurredAt: at('2026-03-09T20:00Z'),
    circumstances: 'Argued with Uncle Tobias',
  });
  return recordChild(front.database, front.now, { surname: 'Quillfeather' }, [told]);
}

test('the ledger says who was shown what, for what and on what basis, and names no member of staff', async (t) => {
  const front = await openFront(t);
  const childId = await aTold(front);
  const officer = await front.signedIn(
    await front.addPerson('thames-valley-police', 'call-taker', { displayName: 'Carol Hughes' }),
  );
  await officer.browser.get(`/children/${childId}`);
  await officer.browser.get(`/children/${childId}`);
  const worker = await front.signedIn(
    await front.addPerson('oxfordshire', 'social-worker', { displayName: 'Ewa Lis' }),
  );
  assert.match(
    (await worker.browser.get(`/children/${childId}`)).body,
    new RegExp(`/children/${childId}/disclosures"`),
  );
  for (const version of ['professional', 'subject']) {
    const page = await worker.browser.get(`/children/${childId}/disclosures?version=${version}`);
    const words = wordsOf(page.body);
    assert.match(
      words,
      /2 times.*Thames Valley Police Call taker To read the child’s record Looked The police must find and protect/,
    );
    assert.match(words, /Thames Valley Police A computer system To let the agency see the record/);
    assert.match(words, /Thames Valley Police \(police who recorded it\)/);
    assert.match(words, /Thames Valley Police told us, reported missing/);
    assert.doesNotMatch(words, /Carol|Hughes|Tobias/, version);
    assert.doesNotMatch(page.body, /<title>[^<]*Quillfeather/);
  }
});

test('nobody but those who answer for the record is shown the ledger, by page or by statement', async (t) => {
  const front = await openFront(t);
  const childId = await aTold(front);
  const at403 = await front.addPerson('oxfordshire', 'missing-team-worker');
  const at404 = await front.addPerson('swindon', 'information-governance');
  const allowed = await front.addPerson('thames-valley-police', 'information-governance');
  for (const [userId, status] of [
    [at403, 403],
    [at404, 404],
    [allowed, 200],
  ] as const) {
    const answer = await (await front.signedIn(userId)).browser.get(`/children/${childId}/disclosures`);
    assert.equal(answer.statusCode, status);
  }
  for (const [agency, userId, some] of [
    ['oxfordshire', at403, false],
    ['swindon', at404, false],
    ['thames-valley-police', allowed, true],
  ] as const) {
    const rows = await front.database.read('request', requesterOf(agency, userId), (tx) => shownOf(tx, childId));
    assert.equal(rows.length > 0, some, agency);
  }
});
