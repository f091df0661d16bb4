import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { aChildRow, aTellingRow, feedText, importFeeds } from '../../../test/support/importing.ts';
import { at } from '../../../test/support/notifications.ts';
import { countOf } from '../../../test/support/whole-record.ts';
import { takeOut } from '../../../test/support/taking-out.ts';
import { openTown, wordsOf, type Town, type Visitor } from '../../../test/support/visit.ts';

const now = at('2026-04-01T12:00Z');
const child = aChildRow({ responsible_authority: 'oxfordshire' });
const told = aTellingRow({ reported_by: 'oxfordshire', missing_from_authority: '' });

/** Sends files as a browser does, the form token first, and waits until the run has ended. */
async function upload(
  town: Town,
  visitor: Visitor,
  files: Readonly<Record<string, string>>,
): Promise<{ at: string; body: string }> {
  const form = await visitor.get('/imports');
  const token = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  const sent = await visitor.upload('/imports', token, files);
  assert.equal(sent.status, 303);
  const page = sent.location ?? '';
  for (;;) {
    const { body } = await visitor.get(page);
    if (!/data-refresh-seconds/.test(body)) return { at: page, body };
    await pause(20);
  }
}

describe('the pages of imports', () => {
  it('take files, show what came of them, and give the rejected rows back to be corrected and sent again', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const wrong = {
      ...told,
      notification_ref: '=N9',
      incident_ref: 'I2',
      occurred_at: '01/03/2026',
      circumstances: 'Said "back, by nine"\nand left',
    };
    const run = await upload(town, council, {
      'a.csv': feedText('children', [child]),
      'b.csv': feedText('notifications', [told, wrong]),
    });
    const words = wordsOf(run.body);
    assert.match(words, /Finished .* Children 1 0 0 Notifications 1 0 1/);
    assert.match(words, /Notifications 3 =N9 occurred_at has day, month and year in the order of a spreadsheet/);
    const download = await takeOut(council, {
      kind: 'rejected-rows',
      import: run.at.split('/').at(-1) ?? '',
      feed: 'notifications',
    });
    assert.match(download.body, /^\uFEFFline,reason,notification_ref,/);
    assert.ok(download.body.includes('\r\n3,'));
    assert.ok(download.body.includes(",'=N9,"), 'a formula is kept from running');
    const corrected = download.body.replace('01/03/2026', '2026-03-05T20:00').replace('2026-03-01T21:00', '');
    const again = await upload(town, council, { 'corrected.csv': corrected });
    assert.match(wordsOf(again.body), /Notifications 1 0 0 No row was rejected/);
    assert.equal(await countOf(town.database, 'episode'), 2);
  });

  it('refuse a file that cannot be read, and say what to do', async (t) => {
    const town = await openTown(t, now);
    const run = await upload(town, await town.visit('council'), { 'list.csv': 'name;born\nWren;2011\n' });
    assert.match(
      wordsOf(run.body),
      /File refused list\.csv separates its columns by semicolons.*Nothing of this import was recorded/,
    );
  });

  it('ask for a file where none was chosen', async (t) => {
    const town = await openTown(t, now);
    const council = await town.visit('council');
    const form = await council.get('/imports');
    const token = /name="_csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const sent = await council.upload('/imports', token, {});
    assert.equal(sent.status, 422);
    assert.match(wordsOf(sent.body), /There is a problem Select a CSV file/);
  });

  it('take from an agency only what is its own to say', async (t) => {
    const town = await openTown(t, now);
    await importFeeds(town.database, {
      children: [child],
      notifications: [{ ...told, reported_by: 'thames-valley-police' }],
    });
    const police = await town.visit('police');
    const run = await upload(town, police, {
      'agencies.csv': feedText('agencies', [{ code: 'oxfordshire', kind: 'police', name: 'Mine now' }]),
      'children.csv': feedText('children', [{ ...child, responsible_authority: 'thames-valley-police' }]),
      'notifications.csv': feedText('notifications', [{ ...told, notification_ref: 'N7' }]),
      'statuses.csv': feedText('statuses', [{ child_ref: 'L1', status: 'early-help', from: '2026-01-01' }]),
    });
    assert.match(wordsOf(run.body), /Agencies 0 0 1 Children 0 0 1 Statuses 1 0 0 Notifications 0 0 1/);
  });

  it('show an agency its own imports only, and nothing to who may not import', async (t) => {
    const town = await openTown(t, now);
    const run = await upload(town, await town.visit('council'), { 'a.csv': feedText('children', [child]) });
    const police = await town.visit('police');
    assert.equal((await police.get(run.at)).status, 404);
    assert.equal(
      (await takeOut(police, { kind: 'rejected-rows', import: run.at.split('/').at(-1) ?? '', feed: 'children' }))
        .status,
      404,
    );
    assert.equal((await (await town.visit('neighbour')).get('/imports')).status, 403);
  });
});
