/** The pages of the office: a file sent and corrected, what no child is certain for, and figures that open. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { closeBrowser, isForEveryone } from '../support/browser.ts';
import { fitsAcross, signedIn } from '../support/browsing.ts';
import { aNotification, at } from '../support/notifications.ts';
import { recordChild } from '../support/recording.ts';
import { openTown, type Town } from '../support/visit.ts';

const now = at('2026-03-04T22:00Z');
const HEADER =
  'notification_ref,kind,child_ref,forename,surname,date_of_birth,occurred_at,reported_by,missing_from_authority';

async function isRight(page: Page): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await fitsAcross(page), `${new URL(page.url()).pathname} scrolls sideways at ${width} px`);
    await isForEveryone(page);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

async function send(page: Page, name: string, lines: readonly string[] | Buffer): Promise<void> {
  await page.goto('/imports');
  const buffer = Buffer.isBuffer(lines) ? lines : Buffer.from(`${lines.join('\r\n')}\r\n`);
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.locator('main form button').first().click();
}

/** Looks again at a file that is being read, until it was; the page by itself looks again only every ten seconds. */
async function untilRead(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  while ((await page.locator('#import-run[data-refresh-seconds]').count()) > 0) await page.reload();
}

async function aTown(t: Parameters<typeof openTown>[0]): Promise<Town> {
  const town = await openTown(t, now);
  for (const [forename, childRef] of [
    ['Jack', 'OX1'],
    ['Zack', 'OX2'],
  ] as const) {
    await recordChild(town.database, at('2026-02-01T09:00Z'), { forename, surname: 'Marsh', childRef }, [
      aNotification({
        notificationRef: `P-${childRef}`,
        incidentRef: `I-${childRef}`,
        occurredAt: at('2026-02-01T08:00Z'),
      }),
      aNotification({
        notificationRef: `F-${childRef}`,
        incidentRef: `I-${childRef}`,
        kind: 'found',
        occurredAt: at('2026-02-01T20:00Z'),
      }),
    ]);
  }
  return town;
}

describe('the pages of the office', () => {
  after(closeBrowser);

  it('a file is sent, its rejected rows are shown with the way out, and what is uncertain waits for a person', async (t) => {
    const town = await aTown(t);
    const page = await signedIn(t, town, 'council');
    await page.goto('/imports');
    await isRight(page);
    await send(page, 'notifications.csv', [
      HEADER,
      'C-1,missing,OX1,,,,2026-03-03T20:00,oxfordshire,oxfordshire',
      'C-2,missing,OX1,,,,2031-03-03T20:00,oxfordshire,oxfordshire',
      'C-3,missing,,Jack,Marsh,2012-06-15,2026-03-02T20:00,oxfordshire,oxfordshire',
    ]);
    await page
      .getByText(/is in the future/)
      .first()
      .waitFor();
    await isRight(page);
    await page.goto('/review-queue');
    await isRight(page);
    await page.locator('main table a').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await isRight(page);
    await page.locator('main form button').last().click();
    await page.getByText('There is a problem').waitFor();
    await isRight(page);
  });

  it('a file that is no feed is refused with what is wrong', async (t) => {
    const town = await aTown(t);
    const page = await signedIn(t, town, 'council');
    for (const [name, lines] of [
      ['notifications.csv', ['notification_ref,occurred_at', 'C-1,2026-03-03T20:00']],
      ['picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
      ['utf16.csv', Buffer.from(`\uFEFF${HEADER}\r\n`, 'utf16le')],
    ] as const) {
      await send(page, name, lines);
      await untilRead(page);
      await page
        .getByText(/There is a problem|refused/i)
        .first()
        .waitFor();
      await isRight(page);
    }
  });

  it('reports are chosen, shown with bars, and every figure opens', async (t) => {
    const town = await aTown(t);
    const page = await signedIn(t, town, 'council');
    await page.goto('/reports');
    await isRight(page);
    for (const report of ['rhi-monthly', 'prevalence', 'persistence', 'rhi-ledger', 'return-interviews']) {
      await page.goto(`/reports/${report}?authority=oxfordshire&from=2026-02-01&to=2026-03-31`);
      await isRight(page);
      await page.locator('main table a').first().click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await isRight(page);
    }
    await page.goto('/return-interviews/questions?authority=oxfordshire&from=2026-02-01&to=2026-03-31');
    await isRight(page);
    await page.getByText('Answer 1 as text to paste').click();
    await isRight(page);
    await page.goto(
      '/reports/rhi-monthly/figure?authority=oxfordshire&from=2026-02-01&to=2026-02-28&cell=rhi-monthly.2026-02.children',
    );
    await page.getByText('Take these episodes out as a file').click();
    await isRight(page);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('There is a problem').waitFor();
    await isRight(page);
    await page.getByLabel('For a meeting about these children').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Can be downloaded').waitFor();
    await isRight(page);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the file (CSV)' }).click(),
    ]);
    assert.match(file.suggestedFilename(), /^rhi-monthly-2026-02-children-oxfordshire-.*\.csv$/);
    await page.goto('/exports');
    await isRight(page);
    await page.goto('/reports/prevalence?authority=oxfordshire&from=2026-03-31&to=2026-02-01');
    await page.getByText('is before the first').waitFor();
    await isRight(page);
  });
});
