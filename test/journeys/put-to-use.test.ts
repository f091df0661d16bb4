/** What a child said is put to use: a fact, sharing that nobody acknowledges, support and a referral, each form with bad input first. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { interviewed } from '../support/interviewed.ts';
import { at } from '../support/notifications.ts';
import { openTown } from '../support/visit.ts';

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** Sends a form that is not as it should be: what is wrong is said and leads there, and the page is for everyone. */
async function refused(page: Page, send: string, heading: string, ...said: readonly string[]): Promise<void> {
  await press(page, send);
  await page.getByText('There is a problem').waitFor();
  for (const words of said) await page.getByRole('link', { name: words }).waitFor();
  await isRight(page, heading);
}

describe('the pages on which an interview is put to use, at every size', () => {
  after(closeBrowser);

  it('record, share, support and refer, lose nothing typed, and bring back what nobody acknowledged', async (t) => {
    const town = await openTown(t, at('2026-03-10T09:00Z'));
    const childId = await interviewed(town.database);
    let page = await signedIn(t, town, 'council');

    await page.goto(`/children/${childId}/facts`);
    await isRight(page, 'People, places and things around the child');
    await page.goto(`/children/${childId}/facts/new/V1`);
    assert.equal(
      await page.getByText('where it is one (optional)').count(),
      0,
      'what another answer asks for is not optional',
    );
    await page.getByLabel('Telephone', { exact: true }).check();
    await page.getByLabel('What is known of it').fill('Rings after ten at night');
    await refused(page, 'Save the fact', 'Record a fact', 'Enter the name, number or place');
    assert.equal(await page.getByLabel('What is known of it').inputValue(), 'Rings after ten at night');
    await page.getByLabel('The name, number or place itself').fill('07700 900123');
    await press(page, 'Save the fact');
    await isRight(page, 'People, places and things around the child');
    const widths = await page.evaluate<string[]>(
      '[...document.querySelectorAll("table")].map((one) => [...one.querySelectorAll("thead th")].map((cell) => Math.round(cell.getBoundingClientRect().width)).join(" "))',
    );
    assert.equal(widths.length, 2);
    assert.equal(widths[0], widths[1], 'the tables of one page have the same columns');
    await page.getByRole('link', { name: 'Withdraw 07700 900123' }).click();
    await refused(page, 'Withdraw it', 'Withdraw a fact', 'Enter why it no longer stands');

    await page.goto(`/children/${childId}/share/V1`);
    await page.getByLabel('Summary in your words').fill('');
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    await refused(page, 'Send it', 'Share a return interview', 'Enter a summary, or choose at least one fact');
    await page.getByLabel('Summary in your words').fill('At the bus station by night.');
    await press(page, 'Send it');
    await isRight(page, 'Interviews to share');
    await page.getByText('Sent, not received').waitFor();
    const police = await signedIn(t, town, 'police');
    await police.goto('/return-interviews/received');
    await police.getByRole('link', { name: 'Read it and say that it came' }).click();
    await police.getByRole('radio', { name: 'Send it back' }).check();
    await refused(police, 'Save', 'A return interview that was sent to you', 'Enter why you send it back');
    assert.equal(await police.getByRole('radio', { name: 'Send it back' }).isChecked(), true);
    // The receipt is due a day later; nobody gave it, and the session of the day before has ended.
    town.now = at('2026-03-11T09:02Z');
    page = await signedIn(t, town, 'council');
    await page.goto('/worklist?team=all&kind=interview-sharing');
    await page.getByText('2 minutes late').waitFor();

    await page.goto(`/children/${childId}/support/begin/V1`);
    assert.equal(await page.getByLabel('The interview of 9 March 2026').isChecked(), true);
    await page.getByLabel('Goal 2').fill('Sleep at night');
    await refused(
      page,
      'Begin the support',
      'Begin support',
      'Select the kind of support',
      'Enter what the child wants to reach',
    );
    assert.equal(await page.getByLabel('Goal 2').inputValue(), 'Sleep at night');
    await page.getByLabel('Counselling').check();
    await page.getByLabel('Oxfordshire Council').check();
    await page.getByLabel('What does the child want to reach?').fill('Get on with my mum');
    await press(page, 'Begin the support');
    await isRight(page, 'Support and referrals');
    await page.getByRole('link', { name: 'Record a session' }).click();
    await page.getByLabel('Day', { exact: true }).fill('31');
    await page.getByLabel('Month', { exact: true }).fill('2');
    await page.getByLabel('Year', { exact: true }).fill('2026');
    await page.getByLabel('What did the child say?').fill('Mum shouts less');
    await refused(page, 'Save the session', 'Record a session', 'Select yes if the child came');
    assert.equal(await page.getByLabel('What did the child say?').inputValue(), 'Mum shouts less');
    assert.equal(await page.getByLabel('Day', { exact: true }).inputValue(), '31');

    await page.goto(`/children/${childId}/referrals/new/V1`);
    await page.getByLabel('Child and adolescent mental health service').check();
    await page.getByLabel('Thames Valley Police').check();
    await page.getByLabel('Why do you refer the child?').fill('She does not sleep');
    await refused(page, 'Record the referral', 'Refer the child', 'Thames Valley Police does not see to');
    await page.getByRole('group', { name: 'Who is that in the partnership?' }).getByLabel('Somebody else').check();
    await refused(page, 'Record the referral', 'Refer the child', 'Enter who you refer the child to');
    assert.equal(await page.getByLabel('Why do you refer the child?').inputValue(), 'She does not sleep');
    await page.getByLabel('Name, where it is somebody else').fill('Single point of access');
    await press(page, 'Record the referral');
    await isRight(page, 'Support and referrals');
    await page.getByRole('link', { name: 'Record the answer' }).click();
    await page.getByLabel('What did they say?').fill('Seen in May');
    await refused(
      page,
      'Save the answer',
      'Record the answer to a referral',
      'Select yes if the referral was accepted',
    );
    assert.equal(await page.getByLabel('What did they say?').inputValue(), 'Seen in May');
    await page.getByLabel('Yes', { exact: true }).check();
    await press(page, 'Save the answer');
    await page.getByText('Seen in May').waitFor();
    await page.goto('/return-interviews/support?list=answered');
    await isRight(page, 'Support and referrals of your agency');
  });
});
