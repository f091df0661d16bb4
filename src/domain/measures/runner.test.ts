import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { programFolder } from '../../config.ts';
import { loadProtocols } from '../../protocols.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { REPORTS, reportNamed } from './catalogue.ts';
import type { ReportDefinition, Scope } from './definition.ts';
import { EXAMPLE_AUTHORITY, factsOf, type ExampleEpisode } from './example.ts';
import { openFigure, type OpenedFigure } from './open-figure.ts';
import { runReport, type Table } from './report.ts';
import { scopeOf } from './scope.ts';

const protocols = loadProtocols(path.join(programFolder, 'protocols'));

function scope(from: string, to: string): Scope {
  const outcome = scopeOf(EXAMPLE_AUTHORITY, from as PlainDate, to as PlainDate, protocols);
  assert.equal(outcome.kind, 'scope');
  return outcome.scope;
}

function figures(tableId: string, episodes: ExampleEpisode[], from: string, to: string): Record<string, number | null> {
  const report = REPORTS.find((one) => one.tables.some(({ id }) => id === tableId)) as ReportDefinition;
  const table = runReport(report, factsOf(episodes), scope(from, to)).tables.find(
    ({ definition }) => definition.id === tableId,
  ) as Table;
  return Object.fromEntries(
    table.rows.flatMap((row) => row.cells.map((cell) => [`${row.id}.${cell.column}`, cell.value])),
  );
}

function opened(name: string, episodes: ExampleEpisode[], from: string, to: string): OpenedFigure {
  const report = REPORTS.find((one) => one.tables.some(({ id }) => name.startsWith(`${id}.`))) as ReportDefinition;
  const outcome = openFigure(report, factsOf(episodes), scope(from, to), name);
  assert.equal(outcome.kind, 'opened', outcome.kind === 'refused' ? outcome.sentence : '');
  return outcome.figure;
}

test('an episode that starts at 23:30 UTC on 31 March counts in April', () => {
  const episodes = [{ child: 'Ana', startedAt: '2017-03-31T23:30Z' }];
  assert.equal(figures('rhi-monthly', episodes, '2017-04-01', '2017-04-30')['2017-04.episodes'], 1);
  assert.equal(figures('rhi-monthly', episodes, '2017-03-01', '2017-03-31')['2017-03.episodes'], 0);
});

test('the first and the last minute of a period count, the minutes around them do not', () => {
  const episodes = ['2017-03-31T22:59Z', '2017-03-31T23:00Z', '2017-04-30T22:59Z', '2017-04-30T23:00Z'].map(
    (startedAt, index) => ({ child: `child ${index}`, startedAt }),
  );
  assert.equal(figures('rhi-monthly', episodes, '2017-04-01', '2017-04-30')['2017-04.children'], 2);
});

test('a month of the period without an episode still has its row', () => {
  const table = figures('rhi-monthly', [{ child: 'Ana', startedAt: '2017-03-01T12:00Z' }], '2016-12-15', '2017-03-31');
  assert.deepEqual(
    ['2016-12', '2017-01', '2017-02', '2017-03'].map((month) => table[`${month}.children`]),
    [0, 0, 0, 1],
  );
  assert.equal(table['2017-01.offered_percent'], null);
});

test('each edge of a band of duration belongs to the band above it', () => {
  const start = Temporal.Instant.from('2015-03-02T00:00Z');
  const hours = [0, 8, 16, 24, 48, 168];
  const episodes = hours.flatMap((edge, index) => [
    {
      child: `on ${index}`,
      startedAt: start.toString(),
      endedAt: start.add({ milliseconds: edge * 3_600_000 }).toString(),
    },
    ...(edge === 0
      ? []
      : [
          {
            child: `below ${index}`,
            startedAt: start.toString(),
            endedAt: start.add({ milliseconds: edge * 3_600_000 - 1 }).toString(),
          },
        ]),
  ]);
  const table = figures('duration', episodes, '2015-03-01', '2015-03-31');
  assert.deepEqual(
    ['0-8h', '8-16h', '16-24h', '24-48h', '2-7d', '7d+', 'not-known'].map((row) => table[`${row}.episodes`]),
    [2, 2, 2, 2, 2, 1, 0],
  );
});

test('each edge of a band of distance belongs to the band below it', () => {
  const miles = [0, 5, 5.01, 10, 10.01, 20, 20.01, 40, 40.01, 80, 80.01];
  const episodes = miles.map((distanceMiles, index) => ({
    child: `child ${index}`,
    startedAt: '2015-03-02T00:00Z',
    endedAt: '2015-03-02T05:00Z',
    distanceMiles,
  }));
  const table = figures('distance', episodes, '2015-03-01', '2015-03-31');
  assert.deepEqual(
    ['0-5mi', '5-10mi', '10-20mi', '20-40mi', '40-80mi', '80mi+', 'not-known'].map((row) => table[`${row}.episodes`]),
    [2, 2, 2, 2, 2, 1, 0],
  );
});

for (const [tableId, expected] of [
  ['frequency', { '1': [1], '2-4': [2, 4], '5-9': [5, 9], '10-14': [10, 14], '15-19': [15, 19], '20+': [20, 25] }],
  ['episodes-to-date', { '1-2': [1, 2], '3-5': [3, 5], '6-8': [6, 8], '9-19': [9, 19], '20+': [20, 25] }],
] as const) {
  test(`a child with as many episodes as either edge of a band of ${tableId} is in that band`, () => {
    for (const [row, numbers] of Object.entries(expected)) {
      for (const number of numbers as readonly number[]) {
        const episodes = Array.from({ length: number }, (_, index) => ({
          child: 'Ana',
          startedAt: `2015-03-${String(index + 1).padStart(2, '0')}T12:00Z`,
          endedAt: `2015-03-${String(index + 1).padStart(2, '0')}T13:00Z`,
        }));
        assert.equal(
          figures(tableId, episodes, '2015-03-01', '2015-03-31')[`${row}.children`],
          1,
          `${number} in ${row}`,
        );
      }
    }
  });
}

test('a child with nine missing episodes is in no row of missing and absent, and that is said', () => {
  const episodes = Array.from({ length: 9 }, (_, index) => ({
    child: 'Ana',
    startedAt: `2015-03-0${index + 1}T12:00Z`,
    endedAt: `2015-03-0${index + 1}T13:00Z`,
  }));
  const figure = opened('missing-and-absent.6-8.children', episodes, '2015-03-01', '2015-03-31');
  assert.equal(figure.cell.value, 0);
  assert.deepEqual(
    figure.leftOut.map(({ code, rows }) => [code, rows.length]),
    [['more-than-bands', 9]],
  );
  assert.equal(opened('missing-and-absent.6-8.children', episodes.slice(1), '2015-03-01', '2015-03-31').cell.value, 1);
});

test('an own child’s episode with no area recorded is in no row of responsibility and listed as left out', () => {
  const figure = opened(
    'responsibility.total.episodes',
    [{ child: 'Ana', startedAt: '2020-03-01T12:00Z', missingFromAuthority: null }],
    '2020-01-01',
    '2020-06-30',
  );
  assert.equal(figure.cell.value, 0);
  assert.deepEqual(
    figure.leftOut.map(({ code }) => code),
    ['area-not-known'],
  );
});

test('the repeat trigger counts a third start after exactly 90 times 24 hours, over a change of the clocks, and none later', () => {
  const first = Temporal.Instant.from('2015-01-20T12:00Z');
  const third = (minutes: number) =>
    figures(
      'repeat-missing-trigger',
      [first, first.add({ hours: 500 }), first.add({ minutes: 90 * 24 * 60 + minutes })].map((start) => ({
        child: 'Ana',
        startedAt: start.toString(),
        endedAt: start.add({ hours: 1 }).toString(),
      })),
      '2015-04-01',
      '2015-04-30',
    )['3-in-90-days.children'];
  assert.equal(third(0), 1);
  assert.equal(third(1), 0);
});

test('an absent episode is no start of the repeat trigger', () => {
  const starts = ['2015-03-01', '2015-03-02', '2015-03-03'].map((day) => ({
    child: 'Ana',
    startedAt: `${day}T12:00Z`,
    endedAt: `${day}T13:00Z`,
  }));
  const withAbsent = starts.map((episode, index) => (index === 1 ? { ...episode, kind: 'absent' as const } : episode));
  assert.equal(figures('repeat-missing-trigger', starts, '2015-03-01', '2015-03-31')['3-in-90-days.children'], 1);
  assert.equal(figures('repeat-missing-trigger', withAbsent, '2015-03-01', '2015-03-31')['3-in-90-days.children'], 0);
});

test('policing areas are sorted, and not known has a row only where an episode names no area', () => {
  const inArea = (child: string, policingArea: string | null) => ({
    child,
    startedAt: '2020-03-01T12:00Z',
    policingArea,
  });
  const rows = (episodes: ExampleEpisode[]) =>
    Object.keys(figures('policing-area', episodes, '2020-01-01', '2020-06-30')).filter((name) =>
      name.endsWith('.children'),
    );
  assert.deepEqual(rows([inArea('Ana', 'south'), inArea('Ben', 'city')]), ['city.children', 'south.children']);
  assert.deepEqual(rows([inArea('Ana', 'south'), inArea('Ben', null)]), ['not-known.children', 'south.children']);
});

test('a figure that is not there is refused with the names there are', () => {
  const facts = factsOf([]);
  const report = reportNamed('prevalence') as ReportDefinition;
  const refusal = (name: string) => {
    const outcome = openFigure(report, facts, scope('2020-01-01', '2020-06-30'), name);
    return outcome.kind === 'refused' ? outcome.sentence : '';
  };
  assert.match(refusal('duration.0-8h.episodes'), /no table .* prevalence.*responsibility, frequency/);
  assert.match(refusal('frequency.7.children'), /no row “7.children” in frequency.*1, 2-4/);
  assert.match(refusal('frequency.2-4.episodes'), /no column “episodes” in frequency.2-4.*children, percent/);
  assert.match(refusal('demography.boys.episodes'), /no column/);
});

const someEpisode: fc.Arbitrary<ExampleEpisode> = fc
  .record({
    child: fc.integer({ min: 1, max: 6 }),
    hour: fc.integer({ min: 0, max: 24 * 300 }),
    hours: fc.option(fc.integer({ min: 0, max: 200 })),
    kind: fc.constantFrom('missing', 'missing', 'missing', 'absent', 'away'),
    authority: fc.constantFrom(EXAMPLE_AUTHORITY, EXAMPLE_AUTHORITY, 'milltown', null),
    missingFrom: fc.constantFrom(EXAMPLE_AUTHORITY, EXAMPLE_AUTHORITY, 'milltown', null),
    policingArea: fc.constantFrom('city', 'south', null),
    distance: fc.option(fc.integer({ min: 0, max: 100 })),
    age: fc.integer({ min: 10, max: 18 }),
    status: fc.constantFrom('looked-after', 'child-protection', 'other-open', 'not-known'),
    offered: fc.boolean(),
    outcome: fc.option(fc.constantFrom('accepted', 'declined', 'no-response', 'unavailable', 'waiting')),
    done: fc.option(fc.integer({ min: -5, max: 200 }), { freq: 2 }),
    endsLater: fc.boolean(),
  })
  .map((given) => {
    const start = Temporal.Instant.from('2016-09-01T00:00Z').add({ hours: given.hour });
    const end = start.add({ hours: given.hours ?? 0 });
    return {
      child: `child ${given.child}`,
      startedAt: start.toString(),
      ...(given.hours === null ? {} : { endedAt: end.toString() }),
      kind: given.kind,
      responsibleAuthority: given.authority,
      missingFromAuthority: given.missingFrom,
      policingArea: given.policingArea,
      ...(given.distance === null ? {} : { distanceMiles: given.distance }),
      ageAtStart: given.age,
      sex: given.child % 2 === 0 ? 'M' : given.child === 5 ? 'U' : 'F',
      ethnicity: given.child < 4 ? 'WBRI' : 'MOTH',
      statusAtStart: given.status,
      offered: given.offered,
      ...(given.outcome === null ? {} : { offerOutcome: given.outcome }),
      ...(given.done === null ? {} : { completedAt: end.add({ hours: given.done }).toString() }),
      interviewEndsLater: given.endsLater,
    } satisfies ExampleEpisode;
  });
const someEpisodes = fc.array(someEpisode, { maxLength: 60 });
const period = scope('2016-12-10', '2017-05-20');

test('in every table, what is included and what is left out add up to what was considered', () => {
  fc.assert(
    fc.property(someEpisodes, (episodes) => {
      const facts = factsOf(episodes);
      for (const report of REPORTS) {
        for (const table of runReport(report, facts, period).tables) {
          const leftOut = table.leftOut.reduce((sum, reason) => sum + reason.episodes, 0);
          assert.equal(table.included + leftOut, table.considered, table.definition.id);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('where rows do not overlap, they add up to the table: its episodes, and the children who stand in one row only', () => {
  fc.assert(
    fc.property(someEpisodes, (episodes) => {
      const facts = factsOf(episodes);
      for (const report of REPORTS) {
        for (const { definition, rows, included } of runReport(report, facts, period).tables) {
          if (definition.rows.by === 'description') continue;
          const all = definition.columns.find(
            (column) => column.kind === 'count' && column.unit === 'episodes' && column.counts === undefined,
          );
          if (all === undefined) continue;
          const sum = rows
            .filter(({ id }) => id !== 'total')
            .reduce((total, row) => total + (row.cells.find(({ column }) => column === all.id)?.value ?? 0), 0);
          assert.equal(sum, included, definition.id);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('every return of the ledger has exactly one outcome', () => {
  fc.assert(
    fc.property(someEpisodes, (episodes) => {
      const [ledger] = runReport(reportNamed('rhi-ledger') as ReportDefinition, factsOf(episodes), period).tables;
      for (const row of ledger?.rows ?? []) {
        const [returns, ...outcomes] = row.cells
          .filter(({ column }) => column !== 'within_72h')
          .map(({ value }) => value ?? 0);
        assert.equal(
          outcomes.reduce((sum, value) => sum + value, 0),
          returns,
          row.id,
        );
      }
    }),
    { numRuns: 60 },
  );
});

test('every figure of every report opens, and what it lists is what it counts', () => {
  fc.assert(
    fc.property(someEpisodes, (episodes) => {
      const facts = factsOf(episodes);
      for (const report of REPORTS) {
        for (const { definition, rows } of runReport(report, facts, period).tables) {
          for (const row of rows) {
            for (const cell of row.cells) {
              const outcome = openFigure(report, facts, period, `${definition.id}.${row.id}.${cell.column}`);
              assert.equal(outcome.kind, 'opened');
              const { numerator, denominator, cell: again } = outcome.figure;
              assert.deepEqual(again, cell);
              assert.equal(
                numerator.unit === 'children' ? numerator.children.length : numerator.rows.length,
                cell.numerator,
              );
              if (denominator !== null)
                assert.equal(
                  denominator.unit === 'children' ? denominator.children.length : denominator.rows.length,
                  cell.denominator,
                );
            }
          }
        }
      }
    }),
    { numRuns: 25 },
  );
});
