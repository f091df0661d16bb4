import { after, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { RISK_FACTORS } from '../../src/domain/triage/acts.ts';
import { FACTOR_WORDS } from '../../src/domain/triage/words.ts';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';
import { openTown } from '../support/visit.ts';

const now = at('2026-03-10T20:00Z');
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

describe('the pages of triage, at every size', () => {
  after(closeBrowser);

  it('are for everyone: amber asks the police, who answer from their worklist; green prints the letters alone', async (t) => {
    const town = await openTown(t, now);
    const gone = aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-10T15:00Z') });
    const back = { ...gone, notificationRef: 'P2', kind: 'found' as const, occurredAt: at('2026-03-10T17:00Z') };
    const childId = await recordChild(town.database, at('2026-03-10T18:00Z'), { surname: 'Okoro' }, [gone, back]);
    const page = await signedIn(t, town, 'council');
    await page.goto(`/children/${childId}`);
    await page.getByRole('link', { name: 'Triage this return' }).click();
    await isRight(page, 'Triage of the return of 10 March 2026 at 5pm');

    await page.getByRole('button', { name: 'Ask an agency' }).click();
    await isRight(page, 'Ask an agency about this return');
    await press(page, 'Ask');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Ask an agency about this return');
    await page.getByLabel('Thames Valley Police').check();
    await page.getByLabel('What do you need to know, and why?').fill('Is anything on record of these?');
    await press(page, 'Ask');
    await page.getByText('Not yet; due').waitFor();

    const police = await signedIn(t, town, 'police');
    await police.goto('/worklist');
    await police.getByRole('link', { name: /Okoro/ }).and(police.locator('[href*="/questions/"]')).click();
    await isRight(police, 'What do you know?');
    for (const factor of RISK_FACTORS) {
      const group = police.getByRole('group', { name: FACTOR_WORDS[factor] });
      await group.getByLabel(factor === 'family' ? 'Not known' : 'No', { exact: true }).check();
    }
    await police.getByLabel('What does this rest on?').fill('Nothing in our records.');
    await press(police, 'Send the answer');
    await police.getByRole('heading', { name: 'Worklist' }).waitFor();

    await page.reload();
    await page.getByText('Not known, and not known is never no: trouble in the family.').waitFor();
    await page.getByRole('button', { name: 'Record what is known' }).click();
    await isRight(page, 'Record what is known of the risks');
    await page.getByRole('group', { name: FACTOR_WORDS.family }).getByLabel('No', { exact: true }).check();
    await page.getByLabel('What does this rest on?').fill('Asked at the visit.');
    await press(page, 'Save what is known');
    await page.getByRole('button', { name: 'Decide the level' }).click();
    await isRight(page, 'Decide the level of this return');
    await press(page, 'Save the decision');
    await isRight(page, 'Triage of the return of 10 March 2026 at 5pm');

    await page.getByRole('link', { name: 'Read and send the letter to the young person, easy read' }).click();
    await isRight(page, 'Letter to the young person, easy read');
    await page.emulateMedia({ media: 'print' });
    for (const name of ['Mark as sent', 'Sign out'])
      assert.equal(await page.getByRole('button', { name }).isVisible(), false, name);
    assert.equal(await page.locator('header, footer').first().isVisible(), false);
    assert.equal(await page.locator('.homeward-letter').isVisible(), true);
    const size = await page.evaluate('getComputedStyle(document.querySelector(".homeward-letter p")).fontSize');
    assert.ok(Number.parseFloat(String(size)) >= 24, 'large print is 18 points at least');
    await page.emulateMedia({ media: 'screen' });
    await page.getByLabel('By post').check();
    await press(page, 'Mark as sent');
    await page.getByText('Young person, easy read: sent to the young person, 10 March 2026 at 8pm, by post').waitFor();
    await page.getByRole('link', { name: /Open it as sent/ }).click();
    await isRight(page, 'Letter to the young person, easy read, as sent');

    await page.goto('/return-interviews/triage');
    await isRight(page, 'Triage of returns');
  });
});
