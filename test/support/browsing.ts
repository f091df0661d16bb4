/** Somebody signed in, in the browser, on an application that really listens. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { isForEveryone, openBrowser, type Browsing } from './browser.ts';
import type { PEOPLE, Town } from './visit.ts';

/** A window of somebody signed in. */
export async function signedIn(
  t: TestContext,
  town: Town,
  who: keyof typeof PEOPLE,
  how: Browsing = {},
): Promise<Page> {
  const address = town.app.server.listening
    ? town.app.listeningOrigin
    : await town.app.listen({ port: 0, host: '127.0.0.1' });
  const context = await openBrowser(t, address, how);
  const { token } = await town.visit(who);
  await context.addCookies([{ name: 'homeward', value: token, url: address, httpOnly: true }]);
  return context.newPage();
}

/** Whether a page shows all it has without being moved sideways. */
export async function fitsAcross(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1');
}

/** Holds a page to what every page must be: its heading, for everyone, and all of it within a window at 400% zoom. */
export async function isRight(page: Page, heading: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await isForEveryone(page);
  await page.setViewportSize({ width: 320, height: 640 });
  assert.ok(await fitsAcross(page), `${new URL(page.url()).pathname} scrolls sideways at 400% zoom`);
  await isForEveryone(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}
