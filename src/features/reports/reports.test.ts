import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import sql from 'sql-template-tag';
import { aChild, anInterview, aNotification, at, received } from '../../../test/support/notifications.ts';
import { openTown, wordsOf, type Town } from '../../../test/support/visit.ts';
import { OPERATOR } from '../../../test/support/people.ts';
import { openFront } from '../../../test/support/front.ts';
import { recordChild } from '../../../test/support/recording.ts';
import { appendEntries, reserveChildId, type NewEntry } from '../../db/chronology/store.ts';
import type { ChildDetails, EntryContent, Notification } from '../../domain/chronology/entry.ts';
import { traceFigure, runReport, type Trace } from './commands.ts';
import { reportCsv, reportJson } from './formats.ts';
import { printedReport } from './printed.ts';

const APRIL = { authority: 'oxfordshire', from: '2026-04-01', to: '2026-04-30' };
const address = (name: string, more = '') =>
  `/reports/${name}?authority=oxfordshire&from=2026-04-01&to=2026-04-30${more}`;

async function record(town: Town, details: Partial<ChildDetails>, contents: readonly EntryContent[]): Promise<number> {
  return town.database.transaction('job', OPERATOR, async (tx) => {
    const childId = await reserveChildId(tx);
    const entries: NewEntry[] = [{ kind: 'child-recorded' as const, details: aChild(details) }, ...contents].map(
      (content) => ({
        occurredAt: content.kind === 'notification-received' ? content.notification.occurredAt : town.now,
        sourceKey: null,
        content,
      }),
    );
    await appendEntries(tx, OPERATOR, town.services.rules, { childId, expectedVersion: 0, entries, now: town.now });
    return childId;
  });
}

function absence(ref: string, from: string, to: string | null, changes: Partial<Notification> = {}): EntryContent[] {
  const start = aNotification({ notificationRef: `${ref}-1`, incidentRef: ref, occurredAt: at(from), ...changes });
  if (to === null) return [received(start)];
  return [received(start), received({ ...start, notificationRef: `${ref}-2`, kind: 'found', occurredAt: at(to) })];
}

/** Ana, looked after by nobody, goes missing twice; one interview covers both. A child of Swindon goes missing in Oxfordshire's area. */
async function aTownInApril(t: TestContext): Promise<Town> {
  const town = await openTown(t, at('2026-05-02T09:00Z'));
  await record(town, { childRef: 'OX1', forename: 'Ana', surname: 'Marsh' }, [
    ...absence('I1', '2026-03-31T23:30Z', '2026-04-01T08:00Z'),
    ...absence('I2', '2026-04-10T18:00Z', '2026-04-11T08:00Z'),
    {
      kind: 'interview-recorded',
      interview: anInterview({
        interviewRef: 'R1',
        incidentRefs: ['I1', 'I2'],
        offeredAt: at('2026-04-11T09:00Z'),
        completedAt: at('2026-04-14T08:00Z'),
      }),
    },
  ]);
  await record(town, { childRef: 'OX2', forename: 'Ben', surname: 'Okoye' }, absence('I3', '2026-04-12T18:00Z', null));
  await record(
    town,
    { childRef: 'SW1', forename: 'Cara', surname: 'Stone', responsibleAuthority: 'swindon' },
    absence('I4', '2026-04-15T18:00Z', '2026-04-16T08:00Z'),
  );
  return town;
}

async function run(town: Town, report: string) {
  const outcome = await town.database.transaction(
    'job',
    OPERATOR,
    (tx) => runReport(tx, OPERATOR, town.services, { report, ...APRIL }),
    { isolation: 'repeatable read' },
  );
  assert.equal(outcome.kind, 'report');
  return outcome;
}

async function trace(town: Town, report: string, figure: string): Promise<Trace> {
  const outcome = await town.database.transaction(
    'job',
    OPERATOR,
    (tx) => traceFigure(tx, OPERATOR, town.services, { report, figure, ...APRIL }),
    { isolation: 'repeatable read' },
  );
  assert.equal(outcome.kind, 'traced');
  return outcome.trace;
}

test('a report is counted from the record, by London’s calendar', async (t) => {
  const town = await aTownInApril(t);
  const json = reportJson(await run(town, 'rhi-monthly'));
  assert.deepEqual(Object.keys(json), ['report', 'authority', 'from', 'to', 'protocol', 'as_known_at', 'tables']);
  assert.equal(json.protocol, 'oxfordshire-2020');
  assert.equal(json.as_known_at, '2026-05-02T09:00:00Z');
  assert.deepEqual(json.tables[0]?.rows, [
    {
      id: '2026-04',
      children: 2,
      children_offered: 1,
      children_done: 1,
      episodes: 3,
      episodes_done: 2,
      offered_percent: 50,
      episodes_done_percent: 66.67,
      looked_after_episodes_done_percent: null,
    },
  ]);
});

test('an interview that covers two returns is counted with the last of them', async (t) => {
  const town = await aTownInApril(t);
  const [, total] = reportJson(await run(town, 'rhi-ledger')).tables[0]?.rows ?? [];
  assert.deepEqual(total, {
    id: 'total',
    returns: 2,
    completed: 1,
    covered: 1,
    declined: 0,
    unavailable: 0,
    waiting: 0,
    accepted_not_done: 0,
    not_offered: 0,
    within_72h: 1,
  });
  assert.deepEqual((await trace(town, 'rhi-ledger', 'rhi-ledger.total.covered')).episodes, ['I1']);
});

test('a figure is traced to its episodes and children, a percentage to both of its parts', async (t) => {
  const town = await aTownInApril(t);
  const count = await trace(town, 'rhi-monthly', 'rhi-monthly.2026-04.children');
  assert.deepEqual([count.count, count.children, count.episodes], [2, ['OX1', 'OX2'], ['I1', 'I2', 'I3']]);
  assert.match(count.definition, /Distinct children/);
  assert.deepEqual(count.left_out, [{ reason: count.left_out[0]?.reason, episodes: 1 }]);
  const percent = await trace(town, 'rhi-monthly', 'rhi-monthly.2026-04.episodes_done_percent');
  assert.deepEqual([percent.count, percent.numerator, percent.denominator], [66.67, 2, 3]);
  assert.deepEqual(
    [percent.episodes, percent.denominator_episodes],
    [
      ['I1', 'I2'],
      ['I1', 'I2', 'I3'],
    ],
  );
});

test('figures kept in memory are counted again when a fact has changed, and only then', async (t) => {
  const town = await aTownInApril(t);
  const { report } = await run(town, 'rhi-monthly');
  assert.equal(report.tables[0]?.included, 3);
  await town.database.transaction('owner', OPERATOR, (tx) =>
    tx.query(sql`update homeward.episode set kind = 'away' where episode_key = 'I3'`),
  );
  assert.equal((await run(town, 'rhi-monthly')).report.tables[0]?.included, 3, 'nothing said that a fact changed');
  await record(town, { childRef: 'OX3' }, absence('I5', '2026-04-20T18:00Z', null));
  assert.equal((await run(town, 'rhi-monthly')).report.tables[0]?.included, 3, 'one came and one went');
  assert.deepEqual((await trace(town, 'rhi-monthly', 'rhi-monthly.2026-04.episodes')).episodes, ['I1', 'I2', 'I5']);
});

test('a report is written as CSV, a line a figure, and as a page that needs nothing else', async (t) => {
  const town = await aTownInApril(t);
  const outcome = await run(town, 'prevalence');
  const lines = reportCsv(outcome).split('\r\n');
  assert.equal(lines[0], 'report,authority,from,to,protocol,as_known_at,table,row,column,value,numerator,denominator');
  assert.ok(
    lines.includes(
      'prevalence,oxfordshire,2026-04-01,2026-04-30,oxfordshire-2020,2026-05-02T09:00:00Z,frequency,1,percent,50,1,2',
    ),
    lines.join('\n'),
  );
  const page = printedReport(outcome);
  assert.match(page, /Oxfordshire Council/);
  assert.doesNotMatch(page, /<script|<link|src="|https?:\/\/(?!www\.w3\.org)/);
  assert.doesNotMatch(page, /Ana|Marsh|OX1/);
});

test('a council reads its report, opens a figure and finds the child; the look is recorded first', async (t) => {
  const town = await aTownInApril(t);
  const council = await town.visit('council');
  const report = await council.get(address('rhi-monthly'));
  assert.equal(report.status, 200);
  assert.match(wordsOf(report.body), /April 2026 2 .*66\.67%/);
  const figure = /href="([^"]*cell=rhi-monthly\.2026-04\.children)"/.exec(report.body)?.[1]?.replaceAll('&amp;', '&');
  assert.ok(figure);
  const opened = await council.get(figure);
  assert.equal(opened.status, 200);
  assert.match(wordsOf(opened.body), /2 children, who had 3 episodes/);
  assert.match(wordsOf(opened.body), /Ana Marsh I1 1 April 2026 at 12:30am/);
  const [look] = await town.database.transaction('job', OPERATOR, (tx) =>
    tx.query<{ children: number }>(
      sql`select cardinality(child_ids) as children from homeward.audit_entry where route = '/reports/:name/figure' and user_id = ${council.userId}`,
    ),
  );
  assert.equal(look?.children, 2);
});

test('an analyst opens a figure without seeing a child', async (t) => {
  const town = await aTownInApril(t);
  const opened = await (
    await town.visit('analyst')
  ).get(address('rhi-monthly/figure', '&cell=rhi-monthly.2026-04.children'));
  assert.equal(opened.status, 200);
  assert.match(wordsOf(opened.body), /2 children, who had 3 episodes/);
  assert.match(wordsOf(opened.body), /3 of the episodes on this page are not shown to you/);
  assert.doesNotMatch(opened.body, /Ana|Marsh|I1</);
});

test('a council does not read another council’s figures, and the police read those of councils they work with', async (t) => {
  const town = await aTownInApril(t);
  assert.equal((await (await town.visit('neighbour')).get(address('rhi-monthly'))).status, 403);
  const police = await (await town.visit('police')).get(address('rhi-monthly'));
  assert.equal(police.status, 200);
  assert.match(wordsOf(police.body), /children whom your agency may see/);
});

test('a report is chosen by name, authority and period', async (t) => {
  const town = await aTownInApril(t);
  const council = await town.visit('council');
  const page = await council.get('/reports');
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.body, /Swindon Council/);
  const chosen = await council.get('/reports?show=yes&report=prevalence&authority=oxfordshire&period=last-month');
  assert.equal(chosen.location, '/reports/prevalence?authority=oxfordshire&from=2026-04-01&to=2026-04-30');
  const dates = 'from-day=5&from-month=4&from-year=2026&to-day=4&to-month=4&to-year=2026';
  const wrong = await council.get(`/reports?show=yes&report=prevalence&authority=oxfordshire&period=dates&${dates}`);
  assert.equal(wrong.status, 422);
  assert.match(wordsOf(wrong.body), /The last day must be the same as or after the first day/);
});

test('a report downloads in each format, and a report or figure that is not there is refused with what there is', async (t) => {
  const town = await aTownInApril(t);
  const council = await town.visit('council');
  for (const format of ['csv', 'json', 'html']) {
    const file = await council.get(address('persistence/download', `&format=${format}`));
    assert.equal(file.status, 200, format);
    assert.match(file.body, /episodes-to-date|Children by all their episodes/);
  }
  assert.equal((await council.get(address('no-such'))).status, 404);
  const figure = await council.get(address('rhi-monthly/figure', '&cell=rhi-monthly.2026-05.children'));
  assert.equal(figure.status, 400);
  assert.match(wordsOf(figure.body), /It has: 2026-04/);
});

test('a reader who may open no figure sees no small number, on the page, in a file or by the API', async (t) => {
  const front = await openFront(t);
  await recordChild(front.database, front.now, {}, [
    aNotification({ notificationRef: 'N1', incidentRef: 'I1', occurredAt: at('2026-03-01T08:00Z') }),
  ]);
  const query = 'authority=oxfordshire&from=2026-03-01&to=2026-03-31';
  const lookAs = async (role: 'scrutiny-reader' | 'team-manager') => {
    const { browser } = await front.signedIn(await front.addPerson('oxfordshire', role));
    const page = wordsOf((await browser.get(`/reports/rhi-monthly?${query}`)).body);
    const csv = (await browser.get(`/reports/rhi-monthly/download?${query}&format=csv`)).body;
    const json = (await browser.get(`/api/v1/reports/rhi-monthly?${query}`)).json();
    return { page, csv, json };
  };
  const reader = await lookAs('scrutiny-reader');
  assert.match(reader.page, /not shown/);
  assert.match(reader.csv, /,2026-03,children,,,\r\n/);
  assert.equal(reader.json.tables[0].rows[0].children, null);
  const manager = await lookAs('team-manager');
  assert.doesNotMatch(manager.page, /not shown/);
  assert.match(manager.csv, /,2026-03,children,1,1,\r\n/);
  assert.equal(manager.json.tables[0].rows[0].children, 1);
});
