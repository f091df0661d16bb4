/** The weekly scrutiny as a deputy director does it: from the ledger to a late return, explained, and the list printed. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';
import { openTown } from '../support/visit.ts';

after(closeBrowser);

it('a deputy director opens the ledger, asks why a return is late, explains it and prints the list', async (t) => {
  const town = await openTown(t, at('2026-03-11T10:00Z'));
  for (const [forename, ref, from, to] of [
    ['Late', 'A1', '2026-03-06T20:00Z', '2026-03-07T09:00Z'],
    ['Risky', 'A2', '2026-03-08T20:00Z', '2026-03-09T09:00Z'],
  ] as const) {
    await recordChild(town.database, at(to), { forename, childRef: `OX-${ref}` }, [
      aNotification({ notificationRef: `${ref}-1`, incidentRef: ref, occurredAt: at(from) }),
      aNotification({ notificationRef: `${ref}-2`, incidentRef: ref, kind: 'found', occurredAt: at(to) }),
    ]);
  }
  const page = await signedIn(t, town, 'director');
  await page.goto('/return-interviews');
  await isRight(page, 'Return interviews');
  await page.getByRole('img', { name: /Returns by month/ }).waitFor();
  await page.getByRole('link', { name: /^2 Still open, March 2026/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Still open: 2' }).waitFor();
  await isRight(page, 'Still open: 2');
  await page.goto('/return-interviews');
  await page.getByRole('link', { name: /Weekly scrutiny/ }).click();
  await page.getByText('1 is late, 1 at risk').waitFor();
  await isRight(page, 'Weekly scrutiny of return interviews');

  // By keyboard: to the link that explains the late one, and through its form.
  const explain = page.getByRole('link', { name: 'Explain why that of Late Marsh is late' });
  await explain.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Explain why the interview is late' }).waitFor();
  await isRight(page, 'Explain why the interview is late');
  await page.getByRole('button', { name: 'Save the explanation' }).click();
  await page.getByText('There is a problem').waitFor();
  await isRight(page, 'Explain why the interview is late');
  await page.getByLabel('No interviewer was free').check();
  await page.getByLabel('What happened, and what is done about it?').fill('Both were ill; agreed for tomorrow');
  await page.getByRole('button', { name: 'Save the explanation' }).click();
  await page.getByText('No interviewer was free. Both were ill; agreed for tomorrow').waitFor();
  await isRight(page, /^Return of 7 March 2026/);
  await page.getByRole('button', { name: 'Close without an interview' }).click();
  await isRight(page, 'Close without an interview');

  await page.goto('/return-interviews/scrutiny');
  await page.getByText('No interviewer was free.').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.govuk-service-navigation').isVisible(), false);
  assert.equal(await page.getByRole('heading', { name: 'Weekly scrutiny of return interviews' }).isVisible(), true);
  assert.equal(await page.getByText('Offer it today.').first().isVisible(), true);
});
