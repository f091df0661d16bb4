/** Administration in a browser: a person's role is changed, an account is closed and the agencies are seen, with script and without. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser, isForEveryone, openBrowser } from '../support/browser.ts';
import { fitsAcross } from '../support/browsing.ts';
import { openFront } from '../support/front.ts';
import { aNotification } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';

async function isRight(page: Page, heading: string | RegExp, javaScript: boolean): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(
      !javaScript || (await fitsAcross(page)),
      `${new URL(page.url()).pathname} scrolls sideways at ${width} px`,
    );
    if (javaScript) await isForEveryone(page);
  }
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

describe('administration', () => {
  after(closeBrowser);

  for (const javaScript of [true, false]) {
    it(`changes what a person may do, and says first what that opens and closes, ${javaScript ? 'with' : 'without'} script`, async (t) => {
      const front = await openFront(t);
      await front.addPerson('thames-valley-police', 'duty-inspector', {
        displayName: 'Carol Hughes',
        rank: 'sergeant',
      });
      await recordChild(front.database, front.now, {}, [
        aNotification({ reportedBy: 'thames-valley-police', notificationRef: 'N-1' }),
      ]);
      const { browser } = await front.signedIn(await front.addPerson('thames-valley-police', 'agency-administrator'));
      const address = await front.app.listen({ port: 0, host: '127.0.0.1' });
      const context = await openBrowser(t, address, { javaScript });
      const value = browser.cookies.get('homeward') ?? '';
      await context.addCookies([{ name: 'homeward', value, url: address, httpOnly: true }]);
      const page = await context.newPage();
      await page.goto('/administration');
      await page.getByRole('link', { name: 'Carol Hughes', exact: true }).click();
      await isRight(page, 'Carol Hughes', javaScript);
      await page.getByRole('button', { name: 'Change what they may do' }).click();
      await isRight(page, 'Change what Carol Hughes may do', javaScript);
      await page.getByLabel('Team').fill('Response');
      await page.getByLabel('Rank').selectOption({ label: 'Choose one' });
      await press(page, 'See what this changes');
      await page.getByText('There is a problem').waitFor();
      await isRight(page, 'Change what Carol Hughes may do', javaScript);
      assert.equal(await page.getByLabel('Team').inputValue(), 'Response');
      await page.getByLabel('Rank').selectOption({ label: 'Inspector' });
      await page.getByLabel('Force incident manager').check();
      await press(page, 'See what this changes');
      await isRight(page, 'What this changes', javaScript);
      await page.getByText('Close a record to all but named people').waitFor();
      await page.getByText('They see 1 child of the agency').waitFor();
      await press(page, 'Make this change');
      await isRight(page, 'Carol Hughes', javaScript);
      await page.getByText('Force incident manager').waitFor();
      await page.getByText('Inspector', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Close the account' }).click();
      await isRight(page, 'Close the account of Carol Hughes', javaScript);
      await page.getByText('sight of 1 child').waitFor();
      await press(page, 'Close the account');
      await page.getByText(/^Closed/).waitFor();
      await page.goto('/agencies');
      await page.getByRole('rowheader', { name: 'Oxfordshire Council' }).waitFor();
      await isRight(page, 'Agencies we work with', javaScript);
      await page.goto('/administration/systems/new');
      await page.getByText('It will see 1 child of the agency today').waitFor();
      await isRight(page, 'Let a system in', javaScript);
    });
  }
});
