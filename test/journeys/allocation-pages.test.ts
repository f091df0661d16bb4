import { after, describe, it } from 'node:test';
import { plusHours } from '../../src/domain/time/instant.ts';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';
import { openTown } from '../support/visit.ts';

describe('the pages of allocation, at every size', () => {
  after(closeBrowser);

  it('are for everyone: who interviews, open returns, giving one away, providers and the forecast', async (t) => {
    const town = await openTown(t, at('2026-03-10T09:00Z'));
    await recordChild(town.database, town.now, { policeRef: 'T-1' }, [
      aNotification({ notificationRef: 'N-1', incidentRef: 'I-1', occurredAt: plusHours(town.now, -30) }),
      aNotification({
        notificationRef: 'N-2',
        incidentRef: 'I-1',
        kind: 'found',
        occurredAt: plusHours(town.now, -14),
      }),
    ]);
    const page = await signedIn(t, town, 'council');
    await page.goto('/return-interviews/interviewers');
    await isRight(page, 'Who interviews');
    await page.getByRole('link', { name: 'Ewa Lis' }).click();
    await isRight(page, 'How they interview');
    await page.getByLabel('Working time on Tuesday').fill('mornings');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'How they interview');
    await page.getByLabel('Working time on Tuesday').fill('9am to 5pm');
    await page.getByRole('button', { name: 'Save' }).click();
    await isRight(page, 'Who interviews');
    await page.getByRole('link', { name: 'Add days' }).click();
    await isRight(page, 'Days away');
    await page.goto('/return-interviews/providers');
    await isRight(page, 'Approved providers');
    await page.getByLabel('Provider', { exact: true }).selectOption('Streetwise');
    await page.getByLabel('Price of one interview in pounds').fill('180');
    await page.getByLabel('Travel for one interview in pounds').fill('20');
    await page.getByRole('group', { name: 'Approved from' }).getByLabel('Day').fill('1');
    await page.getByRole('group', { name: 'Approved from' }).getByLabel('Month').fill('3');
    await page.getByRole('group', { name: 'Approved from' }).getByLabel('Year').fill('2026');
    await page.getByRole('button', { name: 'Approve the provider' }).click();
    await page.getByText('£180').waitFor();
    await isRight(page, 'Approved providers');
    await page.goto('/return-interviews/allocation');
    await isRight(page, 'Allocation of return interviews');
    await page.getByRole('link', { name: 'Ask a provider' }).click();
    await isRight(page, 'Ask a provider for the interview');
    await page.goBack();
    await page.getByRole('link', { name: 'Allocate the interview' }).click();
    await isRight(page, 'Who interviews the child?');
    await page.getByLabel('Ewa Lis').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Allocate the interview' }).press('Enter');
    await page.getByText('Nobody is waiting').waitFor();
    await isRight(page, 'Allocation of return interviews');
    await page.goto('/return-interviews/forecast');
    await isRight(page, 'What will be late');
    await page.goto('/return-interviews/our-work');
    await isRight(page, 'Our own figures');
  });

  it('let a provider accept what it is asked for, by keyboard, and see the child from then on', async (t) => {
    const town = await openTown(t, at('2026-03-10T09:00Z'));
    await recordChild(town.database, town.now, { policeRef: 'T-1' }, [
      aNotification({ notificationRef: 'N-1', incidentRef: 'I-1', occurredAt: plusHours(town.now, -30) }),
      aNotification({
        notificationRef: 'N-2',
        incidentRef: 'I-1',
        kind: 'found',
        occurredAt: plusHours(town.now, -14),
      }),
    ]);
    const council = await town.visit('council');
    const since = { 'fromOn-day': '1', 'fromOn-month': '3', 'fromOn-year': '2026' };
    await council.post('/return-interviews/providers', { provider: 'streetwise', price: '180', travel: '0', ...since });
    const { body } = await council.get('/return-interviews/allocation');
    const address = /href="([^"]+interview-request)"/.exec(body)?.[1] ?? '';
    const version = /name="version" value="(\d+)"/.exec((await council.get(address)).body)?.[1] ?? '';
    await council.post(address, { version, provider: 'streetwise', within: '4', why: 'Placed far away' });
    const page = await signedIn(t, town, 'provider');
    await page.goto('/return-interviews/requests');
    await isRight(page, 'Interviews that we are asked for');
    await page.getByRole('link', { name: 'Oxfordshire Council' }).press('Enter');
    await isRight(page, 'An interview that we are asked for');
    await page.getByRole('button', { name: 'Answer' }).press('Enter');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'An interview that we are asked for');
    await page.getByLabel('Yes, we take it').focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Answer' }).press('Enter');
    await page.getByText('Accepted').waitFor();
    await page.goto('/return-interviews/allocation');
    await page.getByRole('link', { name: 'Ada Marsh' }).first().waitFor();
    await isRight(page, 'Allocation of return interviews');
    await page.goto('/return-interviews/funding');
    await isRight(page, 'What pays for interviews');
    await page.getByLabel('Who pays').fill('A lottery grant');
    await page.getByLabel('Amount for the year in pounds').fill('1200');
    await page.getByRole('button', { name: 'Put it down' }).click();
    await page.getByText('£1,200').waitFor();
    await isRight(page, 'What pays for interviews');
    await page.goto('/return-interviews/our-work');
    await isRight(page, 'Our own figures');
  });
});
