import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser, isForEveryone } from '../support/browser.ts';
import { fitsAcross, signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';
import { openTown } from '../support/visit.ts';

const now = at('2026-03-04T22:00Z');

/** Answers the question that is shown, checking that it and its first error are for everyone. */
async function next(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await isForEveryone(page);
}

async function fillWho(page: Page): Promise<void> {
  await page.getByLabel('First names').fill('Mira');
  await page.getByLabel('Last name').fill('Quill');
  await page.getByLabel('Day').fill('9');
  await page.getByLabel('Month').fill('May');
  await page.getByLabel('Year').fill('2011');
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function tellMissing(page: Page): Promise<void> {
  await page.goto('/missing-now');
  await page.getByRole('button', { name: 'Tell us a child is missing' }).click();
  await next(page, 'Tell us a child is missing');
  await page.getByRole('button', { name: 'Start now' }).click();
  await next(page, 'Who is missing?');
  await goOn(page);
  await page.getByRole('link', { name: 'Enter the child’s first names' }).waitFor();
  await isForEveryone(page);
  await fillWho(page);
  await goOn(page);
  await next(page, 'About the child');
  await page.getByLabel('Female').check();
  await goOn(page);
  await next(page, 'What has happened?');
  await page.getByLabel('Missing', { exact: true }).check();
  await goOn(page);
  await next(page, 'When was the child last seen?');
  await page.getByLabel('Day').fill('4');
  await page.getByLabel('Month').fill('3');
  await page.getByLabel('Year').fill('2026');
  await page.getByLabel('Time').fill('6:30pm');
  await goOn(page);
  await next(page, 'Where is the child missing from?');
  await page.getByLabel('Family home').check();
  await goOn(page);
  await next(page, 'What else do you know?');
  await page.getByLabel('What do you know about the circumstances?').fill('Red coat');
  await goOn(page);
  await next(page, 'Check your answers');
  await page.getByRole('button', { name: 'Send' }).click();
  await next(page, 'We have your report');
}

async function tellReturned(page: Page): Promise<void> {
  await page.goto('/missing-now');
  await page.getByRole('link', { name: 'Has come back' }).first().click();
  await next(page, 'A child has come back');
  await page.getByRole('button', { name: 'Start now' }).click();
  await next(page, /When did the child come back/);
  await page.getByLabel('Day').fill('4');
  await page.getByLabel('Month').fill('3');
  await page.getByLabel('Year').fill('2026');
  await page.getByLabel('Time').fill('9:45pm');
  await goOn(page);
  await next(page, 'How did the child come back?');
  await page.getByLabel('Police').check();
  await goOn(page);
  await next(page, 'Where was the child found?');
  await goOn(page);
  await next(page, 'Is the child safe and well?');
  await page.getByLabel('Is the child safe and well?').fill('Cold, no injury');
  await goOn(page);
  await next(page, 'Check your answers');
  await page.getByRole('button', { name: 'Send' }).click();
  await next(page, 'The return is on record');
}

describe('the whole way, in a browser', () => {
  after(closeBrowser);

  it('is gone with script, and every page on it is for everyone', async (t) => {
    const town = await openTown(t, now);
    const page = await signedIn(t, town, 'council');
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await tellMissing(page);
    await page.goto('/missing-now');
    await next(page, 'Missing now');
    await page.getByRole('link', { name: 'Mira Quill', exact: true }).click();
    await next(page, 'Mira Quill');
    await tellReturned(page);
    await page.goto('/worklist');
    await next(page, 'Worklist');
    assert.match(await page.locator('main').innerText(), /Due 7 March 2026\s+7 March 2026 at 9:45pm/);
    // A form sent back with its errors is answered 422, which the browser reports.
    assert.deepEqual(
      faults.filter((fault) => !fault.includes('422')),
      [],
    );
  });

  it('saves what is typed as it is typed, and says when, so that nothing is lost when the window is closed', async (t) => {
    const town = await openTown(t, now);
    const page = await signedIn(t, town, 'council');
    await page.goto('/tell-us/missing');
    await page.getByRole('button', { name: 'Start now' }).click();
    await page.getByLabel('First names').fill('Mira');
    await page.getByText(/^Saved at \d\d:\d\d:\d\d$/).waitFor();
    await page.close();
    const other = await signedIn(t, town, 'council');
    await other.goto('/tell-us/drafts');
    await other.getByRole('link', { name: 'Go on' }).click();
    assert.equal(await other.getByLabel('First names').inputValue(), 'Mira');
  });

  it('is gone without script, on a telephone', async (t) => {
    const town = await openTown(t, now);
    const page = await signedIn(t, town, 'council', { javaScript: false, viewport: { width: 320, height: 640 } });
    await page.goto('/tell-us/missing');
    await page.getByRole('button', { name: 'Start now' }).click();
    await fillWho(page);
    for (const [label, heading] of [
      ['Female', 'About the child'],
      ['Missing', 'What has happened?'],
    ] as const) {
      await goOn(page);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.getByLabel(label, { exact: true }).check();
    }
    await goOn(page);
    await page.getByLabel('Day').fill('4');
    await page.getByLabel('Month').fill('March');
    await page.getByLabel('Year').fill('2026');
    await page.getByLabel('Time').fill('1830');
    await goOn(page);
    await page.getByLabel('Family home').check();
    await goOn(page);
    await page.getByRole('button', { name: 'Save and come back later' }).click();
    await page.getByRole('link', { name: 'Go on' }).click();
    await goOn(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { level: 1, name: 'We have your report' }).waitFor();
    for (const address of ['/missing-now', '/worklist', '/children']) {
      await page.goto(address);
      assert.ok(await fitsAcross(page), `${address} scrolls sideways`);
    }
  });

  it('is gone by keyboard alone', async (t) => {
    const town = await openTown(t, now);
    await recordChild(town.database, now, {}, [
      aNotification({ notificationRef: 'P1', occurredAt: at('2026-03-04T12:00Z') }),
    ]);
    const page = await signedIn(t, town, 'council');
    await page.goto('/missing-now');
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'Skip to main content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Has come back');
    await enter(page);
    await tabTo(page, 'Start now');
    await enter(page);
    for (const [name, text] of [
      ['Day', '4'],
      ['Month', '3'],
      ['Year', '2026'],
      ['Time', '9pm'],
    ] as const) {
      await tabTo(page, name);
      await page.keyboard.type(text);
    }
    await enter(page);
    await tabTo(page, 'Came back alone');
    await page.keyboard.press('Space');
    await enter(page);
    await tabTo(page, 'Postcode of the place');
    await enter(page);
    await tabTo(page, 'Is the child safe and well?');
    await page.keyboard.type('Well');
    await tabTo(page, 'Continue');
    await enter(page);
    await tabTo(page, 'Send');
    await enter(page);
    await page.getByRole('heading', { level: 1, name: 'The return is on record' }).waitFor();
  });
});

/** Presses Enter where it leads to another page, and waits for that page. */
async function enter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
}

/** The name of what has the focus, as its label or its text says. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const at = document.activeElement;
    return ((at.labels && at.labels[0] ? at.labels[0] : at).textContent || '').replace(/\\s+/g, ' ').trim();
  })()`);
}

/** Presses Tab until what is named has the focus; it must come within a page's worth of stops. */
async function tabTo(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('load');
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).startsWith(name)) return;
  }
  assert.fail(`${name} is not reached by keyboard on ${new URL(page.url()).pathname}`);
}
