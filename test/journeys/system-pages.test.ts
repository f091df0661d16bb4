/** The pages of systems: one is let in, given a key, and the key is ended, in a browser and for everyone. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser, isForEveryone, openBrowser } from '../support/browser.ts';
import { fitsAcross } from '../support/browsing.ts';
import { openFront } from '../support/front.ts';
import { makeKeyPair } from '../support/signing.ts';

async function isRight(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await fitsAcross(page), `${new URL(page.url()).pathname} scrolls sideways at ${width} px`);
    await isForEveryone(page);
  }
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

describe('the pages of systems', () => {
  after(closeBrowser);

  it('lets a system in, gives it a key and ends it', async (t) => {
    const front = await openFront(t);
    const { browser } = await front.signedIn(await front.addPerson('thames-valley-police', 'agency-administrator'));
    const address = await front.app.listen({ port: 0, host: '127.0.0.1' });
    const context = await openBrowser(t, address);
    const value = browser.cookies.get('homeward') ?? '';
    await context.addCookies([{ name: 'homeward', value, url: address, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto('/administration');
    await page.getByRole('button', { name: 'Let a system in' }).click();
    await isRight(page, 'Let a system in');
    await press(page, 'Let it in');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Let a system in');
    await page.getByLabel('Name of the system').fill('Command and control');
    await page.getByLabel('By a key or a certificate of its own').check();
    await press(page, 'Let it in');
    await isRight(page, 'Add a key or certificate to Command and control');
    await page.getByLabel('Public key or client certificate').fill('not a key');
    await press(page, 'Add it');
    await page.getByText('There is a problem').waitFor();
    assert.equal(await page.getByLabel('Public key or client certificate').inputValue(), 'not a key');
    const key = await makeKeyPair('ES256');
    await page.getByLabel('Public key or client certificate').fill(JSON.stringify(key.jwk));
    await press(page, 'Add it');
    await page.getByText(key.thumbprint, { exact: true }).first().waitFor();
    await isRight(page, 'Command and control');
    await page.getByRole('link', { name: /^End/ }).click();
    await isRight(page, 'End this key of Command and control');
    await press(page, 'End the key');
    await page.getByText(/^Ended/).waitFor();
    await isRight(page, 'Command and control');
    await page.goto('/administration');
    await page.getByText('None yet: it has no key').waitFor();
  });
});
