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
