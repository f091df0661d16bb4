/** The sample sets through the whole product: feeds in, published figures out, every figure opened. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { programFolder } from '../src/config.ts';
import type { Database } from '../src/db/transaction.ts';
import { REPORTS } from '../src/domain/measures/catalogue.ts';
import { runReport, traceFigure, type ReportServices } from '../src/features/reports/commands.ts';
import { reportJson } from '../src/features/reports/formats.ts';
import { loadProtocols } from '../src/protocols.ts';
import { withDatabase } from './support/database.ts';
import { importFiles, NOW, OPERATOR } from './support/importing.ts';
import { filesOf, messy, SAMPLE_SETS, sampleSet, type SampleSet } from './support/sample-feeds.ts';

const protocols = loadProtocols(path.join(programFolder, 'protocols'));
const ROWS_IN_PART = 200;

async function tablesOf(database: Database, { expected }: SampleSet) {
  const { report, authority, from, to } = expected;
  const services: ReportServices = { database, protocols, clock: () => NOW };
  const outcome = await database.transaction(
    'job',
    OPERATOR,
    (tx) => runReport(tx, OPERATOR, services, { report, authority, from, to }),
    { isolation: 'repeatable read' },
  );
  assert.equal(outcome.kind, 'report', outcome.kind === 'refused' ? outcome.sentence : '');
  return Object.fromEntries(reportJson(outcome).tables.map(({ id, rows }) => [id, rows]));
}

function published({ expected }: SampleSet) {
  return Object.fromEntries(expected.tables.map(({ id, rows }) => [id, rows]));
}

async function imported(t: TestContext, set: SampleSet) {
  const database = await withDatabase(t);
  return { database, result: await importFiles(database, filesOf(set), NOW, ROWS_IN_PART) };
}

for (const name of SAMPLE_SETS) {
  test(`${name}: every published figure comes out of the feeds`, async (t) => {
    const set = sampleSet(name);
    const { database, result } = await imported(t, set);
    assert.deepEqual(result.rejected, []);
    assert.deepEqual(await tablesOf(database, set), published(set));
  });

  test(`${name}: delivered twice, shuffled, misspelt, by two agencies and with rows that cannot be, the figures are the same`, async (t) => {
    const { set, impossible } = messy(sampleSet(name));
    const { database, result } = await imported(t, set);
    assert.deepEqual(
      result.rejected.map(({ ref }) => ref).toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1)),
      impossible.toSorted((a, b) => (a < b ? -1 : 1)),
      JSON.stringify(result.rejected.slice(0, 12)),
    );
    assert.ok(result.matched > 0, 'some children were matched by name and date of birth');
    assert.equal(result.review, 0);
    assert.deepEqual(await tablesOf(database, set), published(set));
    const again = await importFiles(database, filesOf(set), NOW, ROWS_IN_PART);
    assert.equal(again.accepted['notifications'], 0, 'the second delivery brings nothing new');
    assert.deepEqual(await tablesOf(database, set), published(set));
  });

  test(`${name}: every figure of every report opens, and what it lists is what it counts`, async (t) => {
    const set = sampleSet(name);
    const { database } = await imported(t, set);
    const services: ReportServices = { database, protocols, clock: () => NOW };
    const { authority, from, to } = set.expected;
    await database.transaction(
      'job',
      OPERATOR,
      async (tx) => {
        for (const { id: report } of REPORTS) {
          const run = await runReport(tx, OPERATOR, services, { report, authority, from, to });
          assert.equal(run.kind, 'report');
          for (const table of run.report.tables) {
            for (const row of table.rows) {
              for (const cell of row.cells) {
                const figure = `${table.definition.id}.${row.id}.${cell.column}`;
                const outcome = await traceFigure(tx, OPERATOR, services, { report, authority, from, to, figure });
                assert.equal(outcome.kind, 'traced', figure);
                const { trace } = outcome;
                assert.equal(trace.count, cell.value, figure);
                const column = table.definition.columns.find(({ id }) => id === cell.column);
                if (column?.kind === 'count')
                  assert.equal(
                    (column.unit === 'children' ? trace.children : trace.episodes).length,
                    cell.value,
                    figure,
                  );
                else assert.deepEqual([trace.numerator, trace.denominator], [cell.numerator, cell.denominator], figure);
                assert.equal(new Set(trace.episodes).size, trace.episodes.length, figure);
              }
            }
          }
        }
      },
      { isolation: 'repeatable read', statementTimeoutMs: 0 },
    );
  });
}
