/** Signing in with a real browser: passkeys by an authenticator of the browser's own, codes without script, and proving it again. */
import assert from 'node:assert/strict';
import { after, describe, it, type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { plusHours, type Instant } from '../../src/domain/time/instant.ts';
import { hashPassword } from '../../src/password.ts';
import { codeOf, keyOn } from '../support/authenticator.ts';
import { type Browsing, closeBrowser, isForEveryone, openBrowser } from '../support/browser.ts';
import { isRight } from '../support/browsing.ts';
import { openFront, type Front } from '../support/front.ts';

const PASSWORD = 'marmalade on Tuesdays';

async function aWindow(t: TestContext, front: Front, how: Browsing = {}): Promise<BrowserContext> {
  if (!front.app.server.listening) await front.app.listen({ port: 0, host: '127.0.0.1' });
  // Passkeys belong to a name: the browser makes none for an address of figures.
  const address = front.app.listeningOrigin.replace('127.0.0.1', 'localhost');
  return openBrowser(t, address, how);
}

/** The browser behaves as if it had an authenticator that verifies its owner. */
async function withAuthenticator(context: BrowserContext, page: Page, verifies = true): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verifies,
      automaticPresenceSimulation: true,
    },
  });
}

async function typePassword(page: Page): Promise<void> {
  await page.goto('/sign-in?return=/worklist');
  await page.getByLabel('Email address').fill('ada@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

async function withAda(t: TestContext): Promise<{ front: Front; ada: number }> {
  const front = await openFront(t);
  const passwordHash = await hashPassword(PASSWORD);
  const ada = await front.addPerson('oxfordshire', 'team-manager', { email: 'ada@example.org', passwordHash });
  return { front, ada };
}

describe('signing in', () => {
  after(closeBrowser);

  it('sets up a passkey first, and from then on needs nothing else', async (t) => {
    const { front } = await withAda(t);
    const context = await aWindow(t, front);
    const page = await context.newPage();
    await withAuthenticator(context, page);
    await typePassword(page);
    await isRight(page, 'Protect your account');
    assert.match(await page.getByLabel('What will you call it?').inputValue(), /on Linux/);
    await press(page, 'Make a passkey');
    await page.getByRole('heading', { level: 1, name: 'Worklist' }).waitFor();
    await press(page, 'Sign out');
    await page.getByRole('link', { name: 'sign in with a passkey' }).click();
    await isRight(page, 'Sign in with a passkey');
    await press(page, 'Use a passkey');
    await page.waitForURL('**/worklist');
    await press(page, 'Sign out');
    await typePassword(page);
    await isRight(page, 'Confirm that it is you');
    await press(page, 'Use a passkey');
    await page.getByRole('heading', { level: 1, name: 'Worklist' }).waitFor();
    front.now = plusHours(front.now, 0.2);
    await page.goto('/sign-in/confirm?return=/reports');
    await isRight(page, 'Confirm that it is you');
    await press(page, 'Use a passkey');
    await page.waitForURL('**/reports');
  });

  it('takes no passkey of an authenticator that does not verify its owner', async (t) => {
    const { front } = await withAda(t);
    const context = await aWindow(t, front);
    const page = await context.newPage();
    await withAuthenticator(context, page, false);
    await typePassword(page);
    await press(page, 'Make a passkey');
    await page.getByText('Nothing was sent').waitFor();
    await page.getByLabel('Code that the app shows').fill('000000');
    await press(page, 'Use this app');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Protect your account');
  });

  it('works by codes without script', async (t) => {
    const { front } = await withAda(t);
    const page = await (await aWindow(t, front, { javaScript: false })).newPage();
    await typePassword(page);
    await isVisible(page, 'An authenticator app');
    const key = keyOn(await page.content());
    assert.equal(await page.getByRole('button', { name: 'Make a passkey' }).isVisible(), false);
    await page.getByLabel('Code that the app shows').fill(codeOf(key, front.now));
    await press(page, 'Use this app');
    await page.getByRole('heading', { level: 1, name: 'Worklist' }).waitFor();
    await press(page, 'Sign out');
    await typePassword(page);
    front.now = (front.now + 30_000) as Instant;
    await page.getByLabel('Code from your authenticator app').fill(codeOf(key, front.now));
    await press(page, 'Continue');
    await page.getByRole('heading', { level: 1, name: 'Worklist' }).waitFor();
  });

  it('again in another tab, when the session ended while somebody typed, loses nothing', async (t) => {
    const front = await openFront(t);
    const passwordHash = await hashPassword(PASSWORD);
    const administrator = { email: 'ada@example.org', passwordHash };
    const ada = await front.addPerson('oxfordshire', 'agency-administrator', administrator);
    const showsCode = await front.giveApp(ada);
    const context = await aWindow(t, front);
    const page = await context.newPage();
    await page.clock.install();
    await signedInAs(front, context, ada);
    await page.goto('/administration/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('Noor Ellis');
    await page.getByLabel('Email address').fill('noor@example.org');
    await page.getByLabel('Social worker').check();
    front.now = plusHours(front.now, 0.5);
    await page.clock.fastForward('30:00');
    await press(page, 'Open the account');
    await page.getByRole('heading', { name: 'You have been signed out' }).waitFor();
    await isForEveryone(page);
    await press(page, 'I have signed in: send it');
    await page.getByText('You are not signed in yet').waitFor();
    const [tab] = await Promise.all([context.waitForEvent('page'), page.getByText('Sign in again (opens').click()]);
    await tab.getByLabel('Email address').fill('ada@example.org');
    await tab.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await press(tab, 'Sign in');
    await tab.getByLabel('Code from your authenticator app').fill(showsCode());
    await press(tab, 'Continue');
    await isRight(tab, 'You are signed in again');
    await tab.close();
    await press(page, 'I have signed in: send it');
    await page.getByRole('heading', { level: 1, name: 'The account is open' }).waitFor();
    assert.match((await page.textContent('main')) ?? '', /Noor Ellis/);
  });

  it('is kept by its owner: factors, password, sessions and recoveries are for everyone', async (t) => {
    const front = await openFront(t);
    const passwordHash = await hashPassword(PASSWORD);
    const ada = await front.addPerson('oxfordshire', 'agency-administrator', {
      email: 'ada@example.org',
      passwordHash,
    });
    const ben = await front.addPerson('oxfordshire', 'social-worker', { displayName: 'Ben Okoro', passwordHash });
    await front.giveApp(ada);
    const context = await aWindow(t, front);
    const page = await context.newPage();
    await withAuthenticator(context, page);
    await front.signedIn(ada);
    await signedInAs(front, context, ada);
    await page.goto('/account');
    await isRight(page, 'Your account');
    await page.getByRole('button', { name: 'Add another' }).click();
    await isRight(page, 'Add a way to confirm');
    await page.getByLabel('What will you call it?').fill('The desk');
    await press(page, 'Make a passkey');
    await page.getByText('There is a new way to confirm').waitFor();
    await page.getByText('Passkey: The desk').waitFor();
    await isRight(page, 'Your account');
    await page.getByRole('button', { name: 'Change your password' }).click();
    await isRight(page, 'Change your password');
    front.now = plusHours(front.now, 0.2);
    await page.goto(`/administration/accounts/${ben}/recover`);
    await isRight(page, 'Confirm that it is you');
    await press(page, 'Use a passkey');
    await isRight(page, 'Start a recovery for Ben Okoro');
    await press(page, 'Start the recovery');
    await isRight(page, 'Recoveries');
    await page.getByText('You started this recovery').waitFor();
    const second = await front.addPerson('oxfordshire', 'information-governance');
    const other = await aWindow(t, front);
    await signedInAs(front, other, second);
    const confirming = await other.newPage();
    await confirming.goto('/recoveries');
    await confirming.getByRole('button', { name: 'Confirm' }).click();
    await isRight(confirming, 'Confirm the recovery of Ben Okoro');
    await press(confirming, 'Confirm and show the code');
    await isRight(confirming, 'The recovery is confirmed');
    await confirming.goto('/sign-in');
    const nobody = await (await aWindow(t, front)).newPage();
    await nobody.goto('/sign-in/recover');
    await isRight(nobody, 'Get back into your account');
  });
});

/** The cookie of a session, as if they had just signed in. */
async function signedInAs(front: Front, context: BrowserContext, userId: number): Promise<void> {
  const { browser } = await front.signedIn(userId);
  const url = front.app.listeningOrigin.replace('127.0.0.1', 'localhost');
  await context.addCookies([{ name: 'homeward', value: browser.cookies.get('homeward') ?? '', url, httpOnly: true }]);
}

async function isVisible(page: Page, heading: string): Promise<void> {
  await page.getByRole('heading', { name: heading }).waitFor();
}
