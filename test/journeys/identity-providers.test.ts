import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { instant } from '../../src/domain/time/instant.ts';
import { closeBrowser, openBrowser } from '../support/browser.ts';
import { isRight } from '../support/browsing.ts';
import { evilProviders, json, metadataOf, publishedKeys } from '../support/evil-provider.ts';
import { openFront } from '../support/front.ts';
import { secureServer } from '../support/secure-server.ts';

describe('an agency’s identity provider, in a browser', () => {
  after(closeBrowser);

  it('is added and closed by an administrator, and offered to the person who is invited', async (t) => {
    const server = await secureServer(t);
    const front = await openFront(t, server.settings);
    front.now = instant(Temporal.Now.instant().epochMilliseconds);
    const issuer = `${server.origin}/council`;
    evilProviders(server).at(issuer, {
      discovery: () => json(metadataOf(issuer)),
      jwks: () => json(publishedKeys()),
      token: () => json({}, 500),
    });
    const address = await front.app.listen({ port: 0, host: '127.0.0.1' });
    const context = await openBrowser(t, address);
    const { browser } = await front.signedIn(await front.addPerson('oxfordshire', 'agency-administrator'));
    const session = browser.cookies.get('homeward') ?? '';
    await context.addCookies([{ name: 'homeward', value: session, url: address, httpOnly: true }]);
    const page = await context.newPage();
    await page.goto('/administration');
    await page.getByRole('link', { name: 'Let people sign in with the account of the agency' }).click();
    await isRight(page, 'Identity providers');
    await page.getByRole('button', { name: 'Add a provider' }).click();
    await page.getByLabel('Client ID').fill('homeward');
    await page.getByRole('button', { name: 'Add the provider' }).click();
    await page.getByRole('link', { name: 'Enter the issuer' }).waitFor();
    await isRight(page, 'Add an identity provider');
    assert.equal(await page.getByLabel('Client ID').inputValue(), 'homeward', 'what was typed is there');
    await page.getByLabel('Name on the sign-in page').fill('the Oxfordshire account');
    await page.getByLabel('Another provider of a council').check();
    await page.getByLabel('Issuer').fill(issuer);
    await page.getByLabel('Methods of sign-in').fill('mfa');
    await page.getByLabel('How long ago').fill('60');
    await page.getByLabel('With a private key').check();
    await page.getByRole('button', { name: 'Add the provider' }).click();
    await isRight(page, 'the Oxfordshire account');
    await page.getByText('provider-1.pem').waitFor();
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await isRight(page, 'Invite a person who signs in with the Oxfordshire account');
    await page.getByLabel('Name', { exact: true }).fill('Noor Ellis');
    await page.getByLabel('Email address').fill('noor@example.org');
    await page.getByLabel('Social worker').check();
    await page.getByRole('button', { name: 'Open the account and make a code' }).click();
    await isRight(page, 'The invitation is ready');
    const code = await page.locator('code').innerText();
    await page.getByRole('button', { name: 'Back to the provider' }).click();
    await page.getByRole('link', { name: /Invite again.*Noor Ellis/ }).click();
    await isRight(page, 'Invite Noor Ellis again');

    const visitor = await (await openBrowser(t, address)).newPage();
    await visitor.goto('/sign-in');
    await visitor.getByRole('button', { name: 'Sign in with the Oxfordshire account' }).waitFor();
    await isRight(visitor, 'Sign in');
    await visitor.getByRole('link', { name: 'Use an invitation' }).click();
    await visitor.getByLabel('Invitation code').fill('not this one');
    await visitor.getByRole('button', { name: 'Continue' }).click();
    await visitor.getByRole('link', { name: 'Enter the invitation code as it was given to you' }).waitFor();
    await isRight(visitor, 'Use an invitation');
    await visitor.getByLabel('Invitation code').fill(code);
    await visitor.getByRole('button', { name: 'Continue' }).click();
    // The key of Homeward is not in its place yet: that is said, and the invitation is not spent.
    await isRight(visitor, 'You are not signed in');
    await visitor.getByText('not set up yet').waitFor();

    await page.goto('/administration/providers');
    await page.getByRole('link', { name: 'the Oxfordshire account' }).click();
    await page.getByRole('link', { name: 'Close this provider' }).click();
    await isRight(page, 'Close the Oxfordshire account');
    await page.getByRole('button', { name: 'Close this provider' }).click();
    await page.getByText('Closed', { exact: false }).waitFor();
    await isRight(page, 'Identity providers');
    await visitor.goto('/sign-in');
    assert.equal(await visitor.getByRole('button', { name: 'Sign in with the Oxfordshire account' }).count(), 0);
  });
});
