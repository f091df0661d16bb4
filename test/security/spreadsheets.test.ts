/** No file that Homeward writes runs in a spreadsheet, and what was typed comes back from it exactly. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import papaparse from 'papaparse';
import { reportCsv } from '../../src/features/reports/formats.ts';
import type { RunReport } from '../../src/features/reports/commands.ts';
import { FEEDS } from '../../src/domain/feeds/catalogue.ts';
import { FEED_NAMES, type FeedName } from '../../src/domain/feeds/definition.ts';
import { originalCell } from '../../src/web/csv.ts';
import { fileName } from '../../src/web/download.ts';
import { FORMULAS, runs } from '../support/formulas.ts';
import { feedText } from '../support/importing.ts';
import { at } from '../support/notifications.ts';
import { takeOut } from '../support/taking-out.ts';
import { openTown, type Visitor } from '../support/visit.ts';

/** A NUL is refused where it enters, so that none can be on record. */
const PAYLOADS = FORMULAS.filter((formula) => !formula.includes('\0'));

/** Sends one file and waits until it has been read; the address of the run. */
async function sendFile(visitor: Visitor, name: string, text: string): Promise<string> {
  const token = /name="_csrf" value="([^"]+)"/.exec((await visitor.get('/imports')).body)?.[1] ?? '';
  const sent = await visitor.upload('/imports', token, { [name]: text });
  assert.equal(sent.status, 303);
  const page = sent.location ?? '';
  for (;;) {
    if (!/data-refresh-seconds/.test((await visitor.get(page)).body)) return page;
    await pause(20);
  }
}

function cellsOf(csv: string): string[][] {
  return papaparse.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter: ',', skipEmptyLines: true }).data;
}

/** Rows of which every column in turn holds every payload, and which are rejected for one date. */
function rowsOf(feed: FeedName): Record<string, string>[] {
  return Object.keys(FEEDS[feed].columns).flatMap((column) =>
    PAYLOADS.map((payload, index) => ({ [FEEDS[feed].reference]: `R${index}`, [column]: payload, notes: payload })),
  );
}

test('rejected rows of every feed open as text in every column, and come back as they were sent', async (t) => {
  const town = await openTown(t, at('2026-04-01T12:00Z'));
  const council = await town.visit('council');
  let compared = 0;
  for (const feed of FEED_NAMES) {
    const sent = rowsOf(feed);
    const text = feedText(feed, sent);
    const onLine = rowsByLine(text);
    const run = await sendFile(council, `${feed}.csv`, text);
    const file = await takeOut(council, { kind: 'rejected-rows', import: run.split('/').at(-1) ?? '', feed });
    if (file.status === 404) continue;
    const [header = [], ...rows] = cellsOf(file.body);
    assert.deepEqual(rows.flat().filter(runs), [], feed);
    const inColumn = new Map(header.map((name, index) => [name, index]));
    for (const row of rows) {
      const original = sent[onLine.get(Number(row[0])) ?? -1];
      assert.ok(original, `${feed} line ${row[0]}`);
      for (const [name, value] of Object.entries(original))
        assert.equal(originalCell(row[inColumn.get(name) ?? -1] ?? ''), value, `${feed} ${name}`);
    }
    compared += rows.length;
    // Sent again as it is, it is rejected again for the same reasons, cell by cell.
    const again = await sendFile(council, `${feed}.csv`, file.body);
    const second = await takeOut(council, { kind: 'rejected-rows', import: again.split('/').at(-1) ?? '', feed });
    const known = header.map((name, index) => ({ name, index })).filter(({ name }) => name !== 'line');
    const placeAgain = new Map((cellsOf(second.body)[0] ?? []).map((name, index) => [name, index]));
    for (const [index, row] of cellsOf(second.body).slice(1).entries())
      for (const { name, index: place } of known)
        if (!['reason', 'export', 'export_made_at'].includes(name))
          assert.equal(row[placeAgain.get(name) ?? -1], rows[index]?.[place], `${feed} ${name}`);
  }
  assert.ok(compared > 1000, `${compared} rows were rejected and compared`);
});

/** The place among the rows of a file of each row, by the line on which it starts. */
function rowsByLine(text: string): Map<number, number> {
  let line = 1;
  const found = new Map<number, number>();
  for (const [index, cells] of cellsOf(text).entries()) {
    found.set(line, index - 1);
    line += cells.join('').split(/\r\n|\r|\n/).length;
  }
  return found;
}

test('a report opens as text wherever it has any, and its figures stay numbers', () => {
  for (const payload of FORMULAS) {
    const run = {
      report: {
        definition: { id: payload },
        scope: { authority: payload, from: payload, to: payload, protocol: { id: payload } },
        tables: [
          {
            definition: { id: payload, title: payload },
            rows: [{ id: payload, cells: [{ column: payload, value: -4.5, numerator: 9, denominator: null }] }],
          },
        ],
      },
      asKnownAt: payload,
      authorityName: payload,
    } as unknown as RunReport;
    const [, row = []] = cellsOf(reportCsv(run));
    assert.deepEqual(row.slice(0, 9).filter(runs), []);
    assert.deepEqual(
      row.slice(0, 9).map(originalCell),
      Array.from({ length: 9 }, () => payload),
    );
    assert.deepEqual(row.slice(9), ['-4.5', '9', '']);
  }
});

test('the name of a file is no path, no device, no option and no header, whatever it was made of', () => {
  const names = [
    '../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/etc/passwd',
    'C:\\boot.ini',
    '%2e%2e%2fpasswd',
    '....//....//x',
    'a\0b',
    'a\r\nset-cookie: x=1',
    'a"; filename="b.exe',
    "a'; filename*=UTF-8''b.exe",
    '-rf',
    '--help',
    '.htaccess',
    '~root',
    'con',
    'LPT1',
    'aux.txt',
    '$(id)',
    '`id`',
    '|id',
    'a;b&c',
    '‮gpj.exe',
    '．．／x',
    'é',
    '',
    '.',
    '..',
    ' ',
    'x'.repeat(5000),
  ];
  for (const name of names) {
    const made = fileName(name, 'csv');
    assert.match(made, /^[A-Za-z0-9][A-Za-z0-9_-]{0,110}\.csv$/, name);
    assert.doesNotMatch(made, /^(?:con|prn|aux|nul|com\d|lpt\d)\./i, name);
  }
});
