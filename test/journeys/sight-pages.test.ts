import { after, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';
import { openTown } from '../support/visit.ts';

const now = at('2026-03-10T20:00Z');
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

describe('the pages of who may see a record, at every size', () => {
  after(closeBrowser);

  it('are for everyone: a restriction with what it changes, a bar, an agency given sight, an emergency and its review', async (t) => {
    const town = await openTown(t, now);
    const childId = await recordChild(town.database, at('2026-03-10T09:00Z'), { surname: 'Okoro', childRef: 'OX-77' }, [
      aNotification({ notificationRef: 'P1', incidentRef: 'I1', occurredAt: at('2026-03-09T20:00Z') }),
    ]);
    const page = await signedIn(t, town, 'governance');
    await page.goto(`/children/${childId}`);
    await page.getByRole('link', { name: 'See who may see this record, and until when' }).click();
    await isRight(page, 'Who may see this record');
    await page.getByRole('link', { name: 'Restrict the record to named people' }).click();
    await isRight(page, 'Restrict the record to named people');
    await press(page, 'See what this changes');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Restrict the record to named people');
    await page.getByLabel('Forced marriage').check();
    await page.getByLabel('Why').fill('The family is looking for her.');
    await press(page, 'See what this changes');
    await isRight(page, 'What this changes');
    await press(page, 'Restrict the record');
    await page.getByText('Only the people named here may open it').waitFor();
    await isRight(page, 'Who may see this record');
    await page.goto(`/children/${childId}`);
    await page.getByText('This record is restricted').waitFor();

    const worker = await signedIn(t, town, 'worker');
    const denied = await worker.goto(`/children/${childId}`);
    assert.equal(denied?.status(), 404);
    await worker.goto('/break-glass');
    await isRight(worker, 'Open a record in an emergency');
    await press(worker, 'Open the record');
    await worker.getByText('There is a problem').waitFor();
    await isRight(worker, 'Open a record in an emergency');
    await worker.getByLabel('Reference').fill('OX-77');
    await worker.getByLabel('I am with a child who has been found').check();
    await worker.getByLabel('What has happened').fill('She is at our door.');
    await press(worker, 'Open the record');
    await worker.getByText('You opened this record in an emergency').waitFor();

    await page.goto('/break-glass/reviews');
    await isRight(page, 'Emergency openings to review');
    await page.locator('main table a').first().click();
    await isRight(page, 'Emergency opening');
    await press(page, 'Save the review');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Emergency opening');
    await page.getByLabel('Justified', { exact: true }).check();
    await page.getByLabel('What you found').fill('She was, and is safe.');
    await press(page, 'Save the review');
    await page.getByRole('heading', { name: 'Emergency openings to review' }).waitFor();
    assert.equal((await worker.goto(`/children/${childId}`))?.status(), 404, 'a review ends it');
  });
});
