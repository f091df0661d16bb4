/** Facts of children whom the reader may not see: that there are some and whom to ask, and of a closed child nothing at all. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { openFront, type Front } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { record, recordChild } from '../../../test/support/recording.ts';
import { wordsOf } from '../../../test/support/visit.ts';
import { factsElsewhere } from '../../db/facts-across.ts';
import type { Handling } from '../../domain/intelligence/grading.ts';

/** How the other child, of Swindon alone, stands to a social worker of Oxfordshire. */
type Other = 'absent' | 'plain' | 'restricted' | 'hidden' | 'barred' | 'with conditions' | 'withdrawn';

const ASKING = /Another child’s record, which is not open to you, has the same person\. Ask Swindon Council\./;

async function addFact(front: Front, agency: string, childId: number, handling: Handling): Promise<void> {
  const words = { value: agency === 'swindon' ? 'ash grove' : 'Ash Grove', conditions: 'Nobody learns who said it' };
  await record(
    front.database,
    agency,
    childId,
    [
      {
        occurredAt: front.now,
        sourceKey: null,
        content: {
          kind: 'fact-recorded',
          factRef: `fact-${childId}`,
          factKind: 'person',
          grading: { source: '2', assessment: 'A', handling },
          interviewRef: null,
          words,
        },
      },
    ],
    front.now,
  );
}

/** The pages of the child who is missing, as the social worker sees them. */
async function pagesIn(
  t: TestContext,
  other: Other,
  missing = true,
): Promise<{ pages: readonly string[]; front: Front; userId: number; ada: number }> {
  const front = await openFront(t);
  const userId = await front.addPerson('oxfordshire', 'social-worker');
  const ada = await recordChild(front.database, front.now, {}, [
    aNotification({ notificationRef: 'A', incidentRef: 'IA', occurredAt: at('2026-03-10T02:00Z') }),
    ...(missing
      ? []
      : [
          aNotification({
            notificationRef: 'B',
            kind: 'found',
            incidentRef: 'IA',
            occurredAt: at('2026-03-10T08:00Z'),
          }),
        ]),
  ]);
  await addFact(front, 'oxfordshire', ada, 'P');
  if (other !== 'absent') {
    const details = {
      forename: 'Wilhelmina',
      surname: 'Quillfeather',
      childRef: 'SW1',
      responsibleAuthority: 'swindon',
    };
    const childId = await recordChild(front.database, front.now, details, [], 'swindon');
    await addFact(front, 'swindon', childId, other === 'with conditions' ? 'C' : 'P');
    await front.database.transaction('owner', OPERATOR, async (tx) => {
      if (other === 'restricted')
        await tx.query(
          sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency) values (${childId}, true, 'other-risk', 'swindon')`,
        );
      if (other === 'hidden')
        await tx.query(sql`insert into homeward.child_access (child_id, address_hidden) values (${childId}, true)`);
      if (other === 'barred')
        await tx.query(
          sql`insert into homeward.child_person (child_id, user_id, standing) values (${childId}, ${userId}, 'barred')`,
        );
    });
    if (other === 'withdrawn')
      await record(
        front.database,
        'swindon',
        childId,
        [
          {
            occurredAt: front.now,
            sourceKey: null,
            content: { kind: 'fact-withdrawn', factRef: `fact-${childId}`, why: 'Another Ash' },
          },
        ],
        front.now,
      );
  }
  const { browser } = await front.signedIn(userId);
  const list = (await browser.get('/missing-now')).body;
  const episode = /href="(\/children\/\d+\/episodes\/\d+)"/.exec(list)?.[1];
  const urls = ['/missing-now', `/children/${ada}/facts`, '/networks', ...(episode === undefined ? [] : [episode])];
  const pages: string[] = [];
  for (const url of urls) pages.push(wordsOf((await browser.get(url)).body));
  return { pages, front, userId, ada };
}

test('that another child has the same is said to who may not see that child, with whom to ask and nothing else', async (t) => {
  const { pages, front, userId } = await pagesIn(t, 'plain');
  assert.match(pages[1] ?? '', ASKING);
  assert.match(pages[3] ?? '', ASKING);
  assert.doesNotMatch(pages.join(), /Quillfeather|Wilhelmina|ash grove/);
  const kept = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ verb: string; act: string; detail: object }>(
      sql`select verb, act, detail from homeward.audit_entry where user_id = ${userId} and verb = 'combination' and act = 'search' order by audit_id`,
    ),
  );
  assert.deepEqual(kept, [
    { verb: 'combination', act: 'search', detail: { others: 0, elsewhere: 1 } },
    { verb: 'combination', act: 'search', detail: { others: 0, elsewhere: 1 } },
  ]);
});

for (const other of ['restricted', 'hidden', 'barred', 'with conditions', 'withdrawn'] as const)
  test(`of a child whose record is ${other}, pages are word for word those where there is no such child`, async (t) => {
    assert.deepEqual((await pagesIn(t, other)).pages, (await pagesIn(t, 'absent')).pages);
  });

test('nothing is asked of other children while this child is not missing, nor of a child who may not be seen', async (t) => {
  const { pages, front, ada } = await pagesIn(t, 'plain', false);
  assert.doesNotMatch(pages.join(), /not open to you/);
  const missing = await pagesIn(t, 'plain');
  const as = (agency: string, role: string) => ({ ...requesterOf(agency), role, at: front.now });
  const asked = (who: ReturnType<typeof as>) =>
    missing.front.database.read('request', who, (tx) => factsElsewhere(tx, missing.ada));
  assert.equal((await asked(as('oxfordshire', 'social-worker'))).length, 1);
  assert.deepEqual(await asked(as('swindon', 'social-worker')), []);
  assert.deepEqual(await asked(as('oxfordshire', 'analyst')), []);
  const notMissing = await front.database.read('request', as('oxfordshire', 'social-worker'), (tx) =>
    factsElsewhere(tx, ada),
  );
  assert.deepEqual(notMissing, []);
});

/** A missing child of Oxfordshire for whom a fact of a child of both councils was tried, and the pages of that child as Swindon sees them. */
async function triedIn(t: TestContext, away: 'plain' | 'restricted' | 'hidden' | 'barred', tried = true) {
  const front = await openFront(t);
  const swindon = await front.addPerson('swindon', 'social-worker');
  const bea = await recordChild(
    front.database,
    front.now,
    { forename: 'Bea', childRef: 'SW1', responsibleAuthority: 'swindon' },
    [
      aNotification({
        notificationRef: 'B1',
        incidentRef: 'IB',
        missingFromAuthority: 'oxfordshire',
        occurredAt: at('2026-03-09T02:00Z'),
      }),
    ],
    'swindon',
  );
  await addFact(front, 'swindon', bea, 'P');
  const details = { forename: 'Wilhelmina', surname: 'Quillfeather' };
  const ada = await recordChild(front.database, front.now, details, [
    aNotification({ notificationRef: 'A1', incidentRef: 'IA', occurredAt: at('2026-03-10T02:00Z') }),
  ]);
  await addFact(front, 'oxfordshire', ada, 'P');
  if (tried) {
    const { browser, token } = await front.signedIn(await front.addPerson('oxfordshire', 'social-worker'));
    const list = (await browser.get('/missing-now')).body;
    const episode = new RegExp(`href="(/children/${ada}/episodes/\\d+)"`).exec(list)?.[1] ?? '';
    const form = (await browser.get(`${episode}/facts`)).body;
    assert.match(wordsOf(form), /On the record of Bea/);
    const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? '';
    const said = { version, [`helped-fact-${bea}`]: 'yes', said: 'She was with Ash' };
    assert.equal((await browser.post(`${episode}/facts`, said, { token })).statusCode, 303);
  }
  await front.database.transaction('owner', OPERATOR, async (tx) => {
    if (away === 'restricted')
      await tx.query(
        sql`insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency) values (${ada}, true, 'other-risk', 'oxfordshire')`,
      );
    if (away === 'hidden')
      await tx.query(sql`insert into homeward.child_access (child_id, address_hidden) values (${ada}, true)`);
    if (away === 'barred')
      await tx.query(
        sql`insert into homeward.child_person (child_id, user_id, standing) values (${ada}, ${swindon}, 'barred')`,
      );
  });
  const { browser } = await front.signedIn(swindon);
  const pages: string[] = [];
  for (const url of [`/children/${bea}/facts`, `/children/${bea}`, '/networks', '/missing-now'])
    pages.push((await browser.get(url)).body);
  const told = await front.database.read('job', OPERATOR, (tx) =>
    tx.query<{ child_id: number }>(sql`select child_id from homeward.chronology_entry where kind = 'fact-used'`),
  );
  return { pages, words: pages.map(wordsOf), ada, told, bea, front };
}

test('a fact that helped to find another child counts where it is, and names that child to nobody who may not see them', async (t) => {
  const { pages, words, ada, told, bea, front } = await triedIn(t, 'plain');
  assert.match(words[0] ?? '', /Learnt just now.*When another child was missing, tried once, and it helped once/);
  assert.doesNotMatch(pages.join(), /Quillfeather|Wilhelmina|was with Ash|IA\b/);
  const asked = (agency: string) =>
    front.database.read('request', { ...requesterOf(agency), role: 'social-worker', at: front.now }, (tx) =>
      tx.query(sql`select * from homeward.facts_tried_elsewhere(${bea})`),
    );
  assert.deepEqual(await asked('swindon'), [{ fact_ref: `fact-${bea}`, tried: 1, helped: 1 }]);
  assert.deepEqual(await asked('streetwise'), [], 'who may not see the child of the fact learns nothing of it');
  assert.deepEqual(told, [{ child_id: ada }], 'nothing is written on the record of the child whose fact it is');
});

for (const away of ['restricted', 'hidden', 'barred'] as const)
  test(`a fact that was tried for a child whose record is ${away} says so word for word as if it was never tried`, async (t) => {
    assert.deepEqual((await triedIn(t, away)).words, (await triedIn(t, away, false)).words);
  });
