import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser } from '../support/browser.ts';
import { isRight, signedIn } from '../support/browsing.ts';
import { aNotification, anInterview, at } from '../support/notifications.ts';
import { record, recordChild, told } from '../support/recording.ts';
import { openTown, type Town } from '../support/visit.ts';

const now = at('2026-03-04T22:00Z');

/** One child away now and known to three agencies, one who came back, one whose return matches nothing. */
async function aPartnership(town: Town): Promise<{ away: number; back: number; fault: number }> {
  const { database } = town;
  const away = await recordChild(database, at('2026-03-04T12:30Z'), { policeRef: 'MP1' }, [
    aNotification({
      notificationRef: 'P1',
      incidentRef: 'I1',
      occurredAt: at('2026-03-04T12:00Z'),
      risk: 'high',
      circumstances: 'Left school at noon',
    }),
    aNotification({
      notificationRef: 'C1',
      occurredAt: at('2026-03-04T12:20Z'),
      reportedBy: 'oxfordshire',
      reportedByKind: 'local-authority',
    }),
  ]);
  const back = await recordChild(database, at('2026-02-20T09:00Z'), { forename: 'Tom', childRef: 'OX2' }, [
    aNotification({ notificationRef: 'P2', incidentRef: 'I2', occurredAt: at('2026-02-19T20:00Z'), kind: 'absent' }),
    aNotification({ notificationRef: 'P3', incidentRef: 'I2', occurredAt: at('2026-02-20T06:00Z'), kind: 'found' }),
    aNotification({ notificationRef: 'P4', incidentRef: 'I3', occurredAt: at('2026-02-27T20:00Z') }),
    aNotification({
      notificationRef: 'P5',
      incidentRef: 'I3',
      occurredAt: at('2026-02-28T06:00Z'),
      kind: 'found',
      distanceMiles: 12.4,
      returnedBy: 'Police',
    }),
  ]);
  const interview = anInterview({
    interviewRef: 'RHI1',
    incidentRefs: ['I3'],
    allocatedTo: 'streetwise',
    offeredAt: at('2026-03-01T09:00Z'),
    completedAt: at('2026-03-02T16:00Z'),
  });
  await record(
    database,
    'oxfordshire',
    back,
    [
      { occurredAt: at('2026-03-02T16:00Z'), sourceKey: null, content: { kind: 'interview-recorded', interview } },
      {
        occurredAt: now,
        sourceKey: null,
        content: {
          kind: 'status-recorded',
          period: { status: 'looked-after', fromOn: '2025-01-01' as never, toOn: null },
        },
      },
      {
        occurredAt: now,
        sourceKey: null,
        content: {
          kind: 'screening-recorded',
          screening: { tool: 'child-exploitation', completedOn: '2026-01-05' as never, outcome: 'medium' },
        },
      },
      {
        occurredAt: now,
        sourceKey: null,
        content: {
          kind: 'notification-corrected',
          notificationRef: 'P5',
          was: { distanceMiles: 12.4 },
          now: { distanceMiles: 21.4 },
          why: 'Two figures changed places',
        },
      },
    ],
    now,
  );
  const fault = await recordChild(database, now, { forename: 'Iris', childRef: 'OX3' }, [
    aNotification({
      notificationRef: 'C9',
      occurredAt: at('2026-03-03T06:00Z'),
      kind: 'found',
      reportedBy: 'oxfordshire',
      reportedByKind: 'local-authority',
    }),
  ]);
  return { away, back, fault };
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

describe('every page of the record, at every size', () => {
  after(closeBrowser);

  it('is for everyone where people look: worklist, missing now, search, child, absence', async (t) => {
    const town = await openTown(t, now);
    const { away, back } = await aPartnership(town);
    const page = await signedIn(t, town, 'council');
    await page.goto('/worklist');
    await isRight(page, 'Worklist');
    await page.getByLabel('Child’s name').fill('Nobody Atall');
    await press(page, 'Show');
    await page.getByText('Nothing of this kind is waiting for a child of this name').waitFor();
    await isRight(page, 'Worklist');
    await page.goto('/missing-now');
    await isRight(page, 'Missing now');
    await page.goto('/children');
    await isRight(page, 'Find a child');
    await press(page, 'Search');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Find a child');
    await page.getByLabel('Name, reference or date of birth').fill('Marsh');
    await press(page, 'Search');
    await isRight(page, 'Children found');
    await page.getByLabel('Name, reference or date of birth').fill('Xyzzy');
    await press(page, 'Search');
    await page.getByText('No child you can see fits').waitFor();
    await isRight(page, 'Children found');
    for (const childId of [away, back]) {
      await page.goto(`/children/${childId}`);
      if (childId === back) {
        await isRight(page, 'Why are you opening this record?');
        await press(page, 'Open the record');
        await page.getByText('There is a problem').waitFor();
        await isRight(page, 'Why are you opening this record?');
        await page.getByLabel('A colleague asked me to look').check();
        await press(page, 'Open the record');
      }
      await page.getByText('See the record as it was known on a day').click();
      await isRight(page, /Marsh/);
    }
    await page.goto(`/children/${away}?as-known-on=2026-03-04`);
    await isRight(page, 'Ada Marsh');
    await page.goto(`/children/${away}?as-known-on=2026-03-01`);
    await isRight(page, /Nothing was known/);
    await page.goto(`/children/${back}`);
    await page.getByRole('link', { name: '27 February 2026 at 8pm' }).first().click();
    await isRight(page, /Missing from 27 February/);
    await page.goto('/children/999999');
    await isRight(page, 'Page not found');
  });

  it('is for everyone where people put right: correct, move, settle, review, and what changed meanwhile', async (t) => {
    const town = await openTown(t, now);
    const { away, fault } = await aPartnership(town);
    const page = await signedIn(t, town, 'council');
    await page.goto(`/children/${away}/entries/3/correct`);
    await isRight(page, 'Correct what we were told');
    await press(page, 'Save the correction');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Correct what we were told');
    await record(
      town.database,
      'thames-valley-police',
      away,
      [told(aNotification({ notificationRef: 'P8', incidentRef: 'I1', occurredAt: at('2026-03-04T12:10Z') }))],
      now,
    );
    await page.getByLabel('Absent', { exact: true }).check();
    await page.getByLabel('Why are you correcting it?').fill('The school called');
    await press(page, 'Save the correction');
    await page.getByText('This record changed while you were working on it').waitFor();
    assert.equal(await page.getByLabel('Why are you correcting it?').inputValue(), 'The school called');
    await isRight(page, 'Correct what we were told');
    await press(page, 'Save the correction');
    await page.getByText('The school called').waitFor();
    await page.goto(`/children/${away}/entries/3/another-child`);
    await isRight(page, 'It was about another child');
    await page.getByLabel('Look for the child it was about').fill('Iris');
    await press(page, 'Look for the child');
    await isRight(page, 'Which child was it about?');
    await press(page, 'Move it to this child');
    await page.getByText('There is a problem').waitFor();
    await isRight(page, 'Which child was it about?');
    await page.goto(`/children/${fault}`);
    await page.getByRole('link', { name: 'Settle it with a reason' }).click();
    await isRight(page, 'Settle a recording fault');
    const police = await signedIn(t, town, 'police');
    await police.goto(`/children/${away}`);
    await police.getByRole('link', { name: 'Open this absence' }).click();
    await police.getByRole('button', { name: 'Record a review' }).click();
    await isRight(police, 'Record a review');
    await press(police, 'Save the review');
    await police.getByText('There is a problem').waitFor();
    await isRight(police, 'Record a review');
  });

  it('is for everyone where people tell us: likely matches, an open absence, a time that came twice, drafts, and a search for who came back', async (t) => {
    const town = await openTown(t, now);
    await aPartnership(town);
    const page = await signedIn(t, town, 'police');
    await page.goto('/tell-us/missing');
    await press(page, 'Start now');
    await page.getByLabel('First names').fill('Ada');
    await page.getByLabel('Last name').fill('Marsh');
    await press(page, 'Continue');
    await isRight(page, 'Is it one of these children?');
    await page.getByLabel(/Ada Marsh/).check();
    await press(page, 'Continue');
    await isRight(page, 'This child is already reported missing');
    await page.getByLabel('Add what I know to this absence').check();
    await press(page, 'Continue');
    await page.getByLabel('Missing', { exact: true }).check();
    await press(page, 'Continue');
    await page.getByLabel('Day').fill('26');
    await page.getByLabel('Month').fill('10');
    await page.getByLabel('Year').fill('2025');
    await page.getByLabel('Time').fill('1:30am');
    await press(page, 'Continue');
    await page.getByRole('group', { name: 'this time came twice' }).waitFor();
    await isRight(page, 'When was the child last seen?');
    await page.getByLabel(/The second time/).check();
    await press(page, 'Continue');
    await page.getByLabel('Family home').check();
    await press(page, 'Continue');
    await isRight(page, 'How have you graded the risk?');
    await press(page, 'Save and come back later');
    await isRight(page, 'Your drafts');
    await page.goto('/tell-us/returned');
    await press(page, 'Start now');
    await isRight(page, 'Which child has come back?');
    await page.getByLabel('Another child, or an absence of earlier').check();
    await press(page, 'Continue');
    await page.getByLabel('Which child has come back?').fill('Tom Marsh');
    await isRight(page, 'Which child has come back?');
    await press(page, 'Continue');
    await isRight(page, 'Which of these is it?');
  });
});
