import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { openFront } from '../../../test/support/front.ts';
import { aNotification, at } from '../../../test/support/notifications.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { programOf, systemOf } from '../../../test/support/programs.ts';
import { recordChild } from '../../../test/support/recording.ts';

const MARCH = 'authority=oxfordshire&from=2026-03-01&to=2026-03-31';

test('a system runs a report of its authority and opens a figure down to what it counts', async (t) => {
  const front = await openFront(t);
  const childId = await recordChild(front.database, front.now, {}, [
    aNotification({ notificationRef: 'P-1', incidentRef: 'I-1', occurredAt: at('2026-03-08T20:00Z') }),
  ]);
  const system = await systemOf(front, 'oxfordshire');
  const answer = await system.get(`/reports/rhi-monthly?${MARCH}`);
  assert.equal(answer.statusCode, 200, answer.body);
  const { tables, report } = answer.json();
  assert.equal(report, 'rhi-monthly');
  assert.equal(tables[0].rows[0].id, '2026-03');
  assert.equal(tables[0].rows[0].episodes, 1);
  assert.equal(tables[0].rows[0].offered_percent, 0);
  const opened = await system.get(`/reports/rhi-monthly/trace?${MARCH}&figure=rhi-monthly.2026-03.episodes`);
  assert.deepEqual(
    { count: opened.json().count, episodes: opened.json().episodes, children: opened.json().children },
    { count: 1, episodes: ['I-1'], children: ['OX1'] },
  );
  const looks = await front.database.read('job', OPERATOR, (tx) =>
    tx.query(
      sql`select verb from homeward.audit_entry where ${childId} = any (child_ids) and verb = 'disclosure' and route like '/reports/%'`,
    ),
  );
  assert.equal(looks.length, 1, 'opening a figure is a look');
  const analyst = await programOf(front, await front.addPerson('oxfordshire', 'analyst'));
  const counted = (await analyst.get(`/reports/rhi-monthly/trace?${MARCH}&figure=rhi-monthly.2026-03.episodes`)).json();
  assert.deepEqual(
    [counted.count, counted.episodes, counted.children],
    [1, [], []],
    'an analyst sees the count and no child',
  );
});

test('a report of another authority, an unknown one and a day that is none are refused by name', async (t) => {
  const front = await openFront(t);
  const swindon = await systemOf(front, 'swindon');
  assert.equal((await swindon.get(`/reports/rhi-monthly?${MARCH}`)).statusCode, 403);
  const own = await systemOf(front, 'oxfordshire');
  assert.equal((await own.get(`/reports/no-such-report?${MARCH}`)).statusCode, 404);
  const noDay = await own.get('/reports/rhi-monthly?authority=oxfordshire&from=2026-02-30&to=2026-03-31');
  assert.equal(noDay.statusCode, 400);
  assert.match(noDay.json().detail, /YYYY-MM-DD/);
  assert.equal((await own.get('/reports/rhi-monthly?authority=oxfordshire')).statusCode, 400);
  assert.equal((await own.get(`/reports/rhi-monthly?${MARCH}&extra=1`)).statusCode, 400);
  const reader = await programOf(front, await front.addPerson('oxfordshire', 'scrutiny-reader'));
  assert.equal((await reader.get(`/reports/rhi-monthly?${MARCH}`)).statusCode, 200);
  assert.equal(
    (await reader.get(`/reports/rhi-monthly/trace?${MARCH}&figure=rhi-monthly.2026-03.episodes`)).statusCode,
    403,
  );
});
