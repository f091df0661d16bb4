/** Text that would run in a page, in everything that people type, on every page that shows it, in a real browser: nothing runs, nothing is reported. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sql, { raw } from 'sql-template-tag';
import { closeBrowser } from '../support/browser.ts';
import { signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';
import { routesOf } from '../support/router.ts';
import { openTown } from '../support/visit.ts';
import { markupTexts } from './corpora/markup.ts';

const TEXTS = markupTexts(200, 20_260_311);
const now = at('2026-03-10T09:00Z');

/** Columns that hold what somebody typed and that a statement may change: filled whatever wrote them. */
const FILLED = [
  'agency.name',
  'user_account.display_name',
  'user_account.team',
  'child.forename',
  'child.surname',
  'child.child_ref',
  'child.police_ref',
  'child.ethnicity',
  'child_identifier.value',
  'interview.interview_ref',
  'screening.outcome',
  'api_client.name',
  'identity_provider.name',
  'export.title',
  'export.purpose_words',
  'notice.relationship',
];

after(closeBrowser);

test('two hundred texts that would run do not, on any page', { timeout: 290_000 }, async (t) => {
  const town = await openTown(t, now);
  const children: number[] = [];
  for (let index = 0; index < 20; index++) {
    const text = (place: number): string => TEXTS[(index * 10 + place) % TEXTS.length] ?? '';
    children.push(
      await recordChild(
        town.database,
        now,
        { childRef: text(0), policeRef: text(1), forename: text(2), surname: text(3), ethnicity: text(4) },
        [
          aNotification({
            notificationRef: `X-${index} ${text(5)}`,
            incidentRef: `XI-${index} ${text(6)}`,
            occurredAt: at('2026-03-09T20:00Z'),
            circumstances: text(7),
            missingFromPostcode: text(8),
          }),
          aNotification({
            notificationRef: `Y-${index}`,
            kind: 'found',
            incidentRef: `XI-${index + 1} ${text(9)}`,
            occurredAt: at('2026-03-05T08:00Z'),
            returnedBy: text(9),
          }),
        ],
      ),
    );
  }
  const council = await town.visit('council');
  const governance = await town.visit('governance');
  await town.database.transaction('owner', OPERATOR, async (tx) => {
    for (const [index, place] of FILLED.entries()) {
      const [table, column] = place.split('.');
      // Each row another text, and different from the others of its column.
      await tx.query(
        sql`update homeward.${raw(`${table} set ${column}`)} = (${TEXTS}::text[])[1 + (hashtext(ctid::text || ${index}) & 65535) % 200] || right(ctid::text, 4)`,
      );
    }
  });
  const filled = await town.database.read('owner', OPERATOR, (tx) =>
    tx.one<{ marked: number }>(sql`select count(*) as marked from homeward.child where forename ~ '[<&{(:]'`),
  );
  assert.equal(filled.marked, 20);
  const ran: string[] = [];
  const reported: string[] = [];
  const asked: string[] = [];
  let shown = 0;
  for (const who of ['council', 'governance', 'police'] as const) {
    const page = await signedIn(t, town, who);
    await page.exposeFunction('ran', () => void ran.push(page.url()));
    page.on('dialog', (dialog) => {
      ran.push(`${page.url()} dialog`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text()))
        reported.push(`${page.url()} ${message.text().slice(0, 200)}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(town.app.listeningOrigin)) asked.push(request.url());
    });
    if (who === 'council') {
      // What is watched for is seen where it happens: on a page that is not ours.
      await page.setContent('<img src=x onerror=ran()>');
      for (let wait = 0; wait < 100 && ran.length === 0; wait++) await page.waitForTimeout(50);
      assert.equal(ran.splice(0).length, 1);
    }
    const addresses = routesOf(town.app)
      .filter(
        ({ method, pattern }) => method === 'GET' && !/^\/(assets|api)|download|document|sign-in|^\/$/.test(pattern),
      )
      .flatMap(({ pattern }) => {
        const of = /:childId/.test(pattern)
          ? pattern === '/children/:childId' && who === 'council'
            ? children
            : children.slice(0, 2)
          : [1];
        return of.map((child, index) =>
          pattern
            .replace(':childId', String(child))
            .replace(':version', '2')
            .replace(/:draftId/, '00000000-0000-4000-8000-000000000000')
            .replace(':userId', String(who === 'governance' ? council.userId : governance.userId))
            .replace(/:\w+/g, String(index + 1)),
        );
      });
    for (const address of addresses) {
      const answer = await page.goto(address, { waitUntil: 'load' });
      if (answer?.status() === 200) shown += 1;
    }
    if (who === 'council') {
      // What was typed comes back into its field, with what is wrong beside it.
      for (const text of TEXTS.filter((_, index) => index % 20 === 0)) {
        await page.goto('/children');
        await page.locator('input[name="q"]').fill(text);
        await page.locator('main form button').first().click();
        await page.waitForLoadState('load');
        shown += 1;
      }
    }
    await page.close();
  }
  assert.ok(shown > 60, `${shown} pages were shown`);
  assert.deepEqual(ran, []);
  assert.deepEqual(reported, []);
  assert.deepEqual(asked, []);
});
