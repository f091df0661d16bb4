import { after, describe, it } from 'node:test';
import { listWhatIsDue } from '../../src/jobs/retention/list-due.ts';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { at } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';
import { openTown } from '../support/visit.ts';
import type { PlainDate } from '../../src/domain/time/plain-date.ts';

describe('the pages of retention, at every size', () => {
  after(closeBrowser);

  it('are for everyone: the list, a review, a child’s clocks and holds, and their forms', async (t) => {
    const town = await openTown(t, at('2060-03-10T09:00Z'));
    const born = { dateOfBirth: '1990-02-28' as PlainDate };
    const child = await recordChild(town.database, at('2000-03-10T09:00Z'), born);
    await listWhatIsDue(town.services, town.now);
    const page = await signedIn(t, town, 'governance');
    await page.goto('/retention');
    await isRight(page, 'Retention');
    await page.getByRole('link', { name: 'Ada Marsh' }).click();
    await isRight(page, 'Is this record to be kept?');
    await page.getByRole('button', { name: 'Save the decision' }).click();
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Is this record to be kept?');
    await page.goto(`/retention/children/${child}/hold`);
    await isRight(page, 'Hold the record');
    await page.getByLabel('A public or statutory inquiry').check();
    await page.getByLabel('What is it about?').fill('Letter 7');
    await page.getByRole('button', { name: 'Hold the record' }).click();
    await isRight(page, 'How long the record is kept');
    await page.getByRole('link', { name: 'Lift the hold' }).click();
    await isRight(page, 'Lift the hold');
    await page.goto(`/retention/children/${child}/ask-erasure`);
    await isRight(page, 'Record that erasure is asked for');
  });
});
