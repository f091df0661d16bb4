/** Somebody signed in, in the browser, on an application that really listens. */
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { openBrowser, type Browsing } from './browser.ts';
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
