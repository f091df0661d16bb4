import assert from 'node:assert/strict';
import { after, describe, it, type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { closeBrowser, isForEveryone, openBrowser } from '../support/browser.ts';
import { fitsAcross, isRight } from '../support/browsing.ts';
import { openFront, type Front } from '../support/front.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';

const PHONE = { width: 375, height: 667 };

/** Somebody signs in, in a browser that may have had somebody else. */
async function signIn(front: Front, context: BrowserContext, userId: number): Promise<void> {
  const { browser } = await front.signedIn(userId);
  const value = browser.cookies.get('homeward') ?? '';
  await context.addCookies([{ name: 'homeward', value, url: front.app.listeningOrigin, httpOnly: true }]);
}

async function endSessions(front: Front): Promise<void> {
  await front.database.transaction('owner', OPERATOR, (tx) => tx.query(sql`delete from homeward.session`));
}

async function openPhone(
  t: TestContext,
): Promise<{ front: Front; context: BrowserContext; address: string; worker: number; childId: number }> {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, { forename: 'Mira', surname: 'Quill' }, [
    aNotification({ notificationRef: 'M1', incidentRef: 'I1', occurredAt: at('2026-03-08T20:00Z') }),
    aNotification({ notificationRef: 'F1', incidentRef: 'I1', kind: 'found', occurredAt: at('2026-03-08T23:00Z') }),
  ]);
  const { episodeId } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ episodeId: number }>(
      sql`select episode_id as "episodeId" from homeward.episode where child_id = ${childId}`,
    ),
  );
  const worker = await front.addPerson('oxfordshire', 'social-worker');
  const context = await openBrowser(t, await front.app.listen({ port: 0, host: '127.0.0.1' }), { viewport: PHONE });
  await signIn(front, context, worker);
  return { front, context, worker, childId, address: `/children/${childId}/episodes/${episodeId}` };
}

const saved = (page: Page): Promise<void> => page.locator('#draft-status', { hasText: /^Saved \d\d:\d\d$/ }).waitFor();
/** Waits until a question holds a text: what was kept is put in once the page has asked for it. */
async function holds(page: Page, id: string, words: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await page.locator(`#${id}`).inputValue()) === words) return;
    await page.waitForTimeout(100);
  }
  assert.equal(await page.locator(`#${id}`).inputValue(), words);
}

const keptHere = (page: Page): Promise<string> => page.evaluate('JSON.stringify({ ...localStorage })');
const valueOf = (page: Page, label: string): Promise<string> => page.getByLabel(label).inputValue();

describe('an interview on a telephone', () => {
  after(closeBrowser);

  it('loses no word to a lost connection, a closed window, an ended session or a second person, and is sent and signed off', async (t) => {
    const { front, context, worker, childId, address } = await openPhone(t);
    let page = await context.newPage();
    await page.goto(address);
    await page.getByRole('button', { name: 'Return interview: offer it or write it' }).click();
    await isRight(page, 'Return interview');
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: 'Write the interview' }).click();
    await isRight(page, 'Return interview');
    await page.setViewportSize(PHONE);
    const draft = new URL(page.url()).pathname;

    await page.getByLabel('Where did you go?').fill('The old mill');
    await saved(page);
    assert.equal(await keptHere(page), '{}', 'what is saved is not kept here');

    // A minute without a connection, and the window is closed before it comes back.
    await page.clock.install();
    await context.setOffline(true);
    await page.getByLabel('Who were you with?').fill('Ash and Mo');
    await page.clock.runFor(60_000);
    await page.getByText('Not saved: no connection. Keep this page open; we go on trying').first().waitFor();
    assert.ok(await fitsAcross(page));
    assert.match(await keptHere(page), /homeward-interview:/);
    assert.doesNotMatch(await keptHere(page), /Ash|mill/, 'nobody else can read it');
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(draft);
    await holds(page, 'whom', 'Ash and Mo');
    assert.equal(await valueOf(page, 'Where did you go?'), 'The old mill');

    // The session ends; somebody else signs in on the same telephone.
    await page.locator('form[data-interview-draft]:not([inert])').waitFor();
    await endSessions(front);
    await page.getByLabel('How do you feel about it now?').fill('Cold and tired');
    await page.getByRole('heading', { name: 'You have been signed out' }).waitFor();
    await isForEveryone(page);
    await signIn(front, context, await front.addPerson('oxfordshire', 'social-worker'));
    await page.getByRole('button', { name: 'I have signed in: go on' }).click();
    await page.getByRole('heading', { name: 'This interview is not open here any more' }).waitFor();
    assert.doesNotMatch(await page.content(), /Cold and tired|old mill|Mira/);
    assert.equal((await page.goto(draft))?.status(), 404);
    assert.doesNotMatch(await page.content(), /Cold and tired|old mill|Mira/);
    assert.doesNotMatch(await keptHere(page), /Cold|mill/);

    // The author comes back to the same step, with everything there.
    await endSessions(front);
    await signIn(front, context, worker);
    await page.goto(draft);
    await holds(page, 'feelings', 'Cold and tired');
    assert.equal(await valueOf(page, 'Who were you with?'), 'Ash and Mo');

    // The session ends again; this time the author signs in and goes on.
    await page.locator('form[data-interview-draft]:not([inert])').waitFor();
    await endSessions(front);
    await page.getByLabel('What would help you').fill('A bus');
    await page.getByRole('heading', { name: 'You have been signed out' }).waitFor();
    await signIn(front, context, worker);
    await page.getByRole('button', { name: 'I have signed in: go on' }).click();
    await saved(page);

    // A second window writes the same question: both texts are shown.
    const second = await context.newPage();
    await second.goto(draft);
    await holds(second, 'help', 'A bus');
    const taken = page.waitForResponse(
      (answer) => answer.url().endsWith('/save') && answer.request().method() === 'POST',
    );
    await page.getByLabel('How did you come back?').fill('By myself');
    assert.equal((await taken).status(), 200);
    await second.getByLabel('How did you come back?').fill('With Mo');
    await second.getByText('By myself').waitFor();
    await isForEveryone(second);
    await second.getByLabel('Both, one after the other').check();
    await second.getByLabel('Day', { exact: true }).fill('9');
    await second.getByLabel('Month', { exact: true }).fill('3');
    await second.getByLabel('Year', { exact: true }).fill('2026');
    await second.getByLabel('Time', { exact: true }).fill('4pm');
    await second.getByRole('button', { name: 'Send the interview' }).click();
    await second.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await isRight(second, 'Return interview');
    await second.getByLabel('The child answered part of it').check();
    await second.getByLabel('At school or college').check();
    await second.getByLabel('No', { exact: true }).check();
    // A second device has it open, and loses its connection before the first one sends it.
    const device = await openBrowser(t, front.app.listeningOrigin, { viewport: PHONE });
    await signIn(front, device, worker);
    const tablet = await device.newPage();
    await tablet.goto(draft);
    await holds(tablet, 'whom', 'Ash and Mo');
    await tablet.locator('form[data-interview-draft]:not([inert])').waitFor();
    await device.setOffline(true);
    await tablet.getByLabel('Who were you with?').fill('Ash, Mo and Kit');
    await tablet.getByText('Not saved: no connection. Keep this page open; we go on trying').first().waitFor();

    await second.getByRole('button', { name: 'Send the interview' }).click();
    await second.getByText('The interview is on the child’s record').waitFor();
    await isRight(second, 'Return interview');
    for (const words of ['The old mill', 'Ash and Mo', 'Cold and tired', 'A bus'])
      await second.getByText(words, { exact: true }).waitFor();
    assert.match(await second.locator('blockquote', { hasText: 'With Mo' }).innerText(), /With Mo\n\nBy myself/);
    assert.equal(await keptHere(second), '{}', 'nothing is kept of what was sent');

    // What the second device wrote is not lost: it is shown, and may be added.
    await device.setOffline(false);
    await tablet.getByRole('heading', { name: 'This interview was sent' }).waitFor();
    await tablet.getByText('Ash, Mo and Kit', { exact: true }).waitFor();
    await isRight(tablet, 'This interview was sent');
    assert.equal(await keptHere(tablet), '{}', 'the server has it');
    await tablet.setViewportSize(PHONE);
    await tablet.getByRole('button', { name: 'Add it to the interview' }).click();
    await tablet.getByText('Another window of yours wrote').waitFor();
    assert.equal(await valueOf(tablet, 'Who were you with?'), 'Ash and Mo');
    await isRight(tablet, 'Return interview');

    await signIn(front, context, await front.addPerson('oxfordshire', 'team-manager'));
    await second.goto(`/children/${childId}`);
    await second.getByRole('link', { name: 'Waits to be signed off' }).click();
    await second.getByRole('button', { name: 'Sign it off, or send it back' }).click();
    await isRight(second, 'Sign off a return interview');
    await second.getByLabel('Sign it off').check();
    await second.getByLabel('Why?').fill('Clear, and in her own words.');
    await second.getByRole('button', { name: 'Save the decision' }).click();
    await second.getByText('Signed off', { exact: true }).waitFor();
  });
});
