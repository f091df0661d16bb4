import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import sql from 'sql-template-tag';
import { findAllPatterns } from '../../src/features/alerts/commands.ts';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { OPERATOR } from '../support/people.ts';
import { recordChild } from '../support/recording.ts';
import { openTown, type Town } from '../support/visit.ts';

const now = at('2026-03-10T20:00Z');

async function aChildLookedAt(town: Town): Promise<number> {
  const childId = await recordChild(town.database, at('2026-03-10T09:00Z'), { surname: 'Okoro' }, [
    aNotification({
      notificationRef: 'P1',
      incidentRef: 'I1',
      occurredAt: at('2026-03-09T20:00Z'),
      circumstances: 'Left after a row with Uncle Tobias',
    }),
  ]);
  const worker = await town.visit('worker');
  await worker.get(`/children/${childId}`);
  await town.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`insert into homeward.audit_entry (at, user_id, agency_code, verb, outcome, route, child_ids, request_id)
      select timestamptz '2026-03-10 10:00+00', ${worker.userId}, 'oxfordshire', 'consultation', 'refused', '/children/:childId', array[${childId}::bigint], 'r' || n
      from generate_series(1, 60) n`),
  );
  return childId;
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

describe('the pages of who looked, at every size', () => {
  after(closeBrowser);

  it('are for everyone: looks at a child, what a person saw, alerts, notices and the ledger', async (t) => {
    const town = await openTown(t, now);
    const childId = await aChildLookedAt(town);
    assert.ok((await findAllPatterns(town.database, OPERATOR, now)) > 0);
    const page = await signedIn(t, town, 'governance');
    await page.goto(`/children/${childId}`);
    await page.getByRole('link', { name: 'See who looked at this child' }).click();
    await isRight(page, 'Who looked at this child');
    await page.getByRole('link', { name: 'Earlier looks' }).click();
    await isRight(page, 'Who looked at this child');
    await page.goto(`/children/${childId}/looks?from-day=31&from-month=2&from-year=2026`);
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Who looked at this child');
    await page.goto('/looks');
    await isRight(page, 'What people saw');
    await page.getByRole('link', { name: 'Ewa Lis' }).click();
    await isRight(page, 'What this person saw');
    await page.goto('/alerts');
    await isRight(page, 'Alerts');
    await page.getByRole('link', { name: 'Was refused many times' }).click();
    await isRight(page, 'Was refused many times');
    await press(page, 'Save the decision');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Was refused many times');
    await page.getByLabel('There is an explanation').check();
    await page.getByLabel('What you asked, and what you were told').fill('A wrong bookmark');
    await press(page, 'Save the decision');
    await page.getByText('Nothing waits for a decision').waitFor();
    await isRight(page, 'Alerts');
    await page.goto(`/children/${childId}/disclosures`);
    await isRight(page, 'Who was shown this record');
    await page.getByRole('link', { name: 'Show the version for the child and family' }).click();
    await page.getByText('Staff are named by their role').waitFor();
    await isRight(page, 'Who was shown this record');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('navigation', { name: 'Main' }).isVisible(), false);
    assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), true);
    const worker = await signedIn(t, town, 'worker');
    await worker.goto('/worklist');
    await worker.getByRole('link', { name: '1 new notice' }).click();
    await isRight(worker, 'Notices');
    await press(worker, 'Mark these as read');
    await worker.getByText('Ewa Lis,').first().waitFor();
    await isRight(worker, 'Notices');
  });

  it('are for everyone where a copy is made for the child, without script, and agreed by a second person', async (t) => {
    const town = await openTown(t, now);
    const childId = await aChildLookedAt(town);
    const page = await signedIn(t, town, 'governance', { javaScript: false });
    await page.goto(`/children/${childId}/subject-access`);
    await press(page, 'Gather the record');
    await page.getByText('There is a problem').waitFor();
    await page.getByLabel('The child, or the adult the child has become').check();
    for (const [part, value] of [
      ['Day', '2'],
      ['Month', '3'],
      ['Year', '2026'],
    ] as const)
      await page.getByLabel(part).fill(value);
    await press(page, 'Gather the record');
    await page.getByText('1 passage is still to be decided').waitFor();
    const copy = page.url();
    const second = await signedIn(t, town, 'council');
    const watching = await signedIn(t, town, 'governance');
    await watching.goto(`/children/${childId}/subject-access`);
    await isRight(watching, 'Copy of the record for the child');
    await watching.goto(copy);
    await isRight(watching, 'Copy of the record for the child');
    await page.getByLabel('Keep it as proposed').check();
    await page.getByLabel(/Why passage/).selectOption('another-person');
    await press(page, 'Save these decisions');
    await page.getByText('Every passage is decided').waitFor();
    await press(page, 'Send it to a second person');
    await page.getByText('You had a part in making this copy').waitFor();
    await second.goto(copy);
    await isRight(second, 'Copy of the record for the child');
    await second.getByLabel('Yes, finish it').check();
    await press(second, 'Save the review');
    await second.getByRole('button', { name: 'Open the copy to print' }).click();
    await isRight(second, 'What Oxfordshire Council has on record about you');
    await second.getByText('Left after a row with [another person]').waitFor();
  });
});
