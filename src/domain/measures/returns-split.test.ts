import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { programFolder } from '../../config.ts';
import { loadProtocols } from '../../protocols.ts';
import { OFFER_OUTCOMES } from '../interview/told.ts';
import { TRIAGE_LEVELS } from '../triage/acts.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { reportNamed, REPORTS } from './catalogue.ts';
import type { PartsOfColumn, ReportDefinition, Scope } from './definition.ts';
import { EXAMPLE_AUTHORITY, factsOf, type ExampleEpisode } from './example.ts';
import { runReport, type Table } from './report.ts';
import { scopeOf } from './scope.ts';
import { withoutSmallNumbers } from './suppression.ts';

const report = reportNamed('return-interviews') as ReportDefinition;
const ledger = reportNamed('rhi-ledger') as ReportDefinition;
const scope = ((): Scope => {
  const outcome = scopeOf(
    EXAMPLE_AUTHORITY,
    '2024-04-01' as PlainDate,
    '2024-09-30' as PlainDate,
    loadProtocols(path.join(programFolder, 'protocols')),
  );
  assert.equal(outcome.kind, 'scope');
  return outcome.scope;
})();

const HOUR = 3_600_000;
const someReturn = fc
  .record({
    child: fc.integer({ min: 1, max: 12 }),
    hour: fc.integer({ min: 0, max: 24 * 182 }),
    held: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
    endsLater: fc.boolean(),
    outcome: fc.option(fc.constantFrom(...OFFER_OUTCOMES), { nil: null }),
    sex: fc.constantFrom('F' as const, 'M' as const, 'U' as const),
    age: fc.integer({ min: -1, max: 19 }),
    ethnicity: fc.constantFrom('WBRI', 'BAFR', 'APKN', 'NOBT', 'XXXX'),
    level: fc.option(fc.constantFrom(...TRIAGE_LEVELS), { nil: null }),
    from: fc.constantFrom('home' as const, 'foster' as const, 'residential' as const),
    authority: fc.constantFrom('harbourton', 'milltown', null),
    risk: fc.constantFrom('high' as const, 'low' as const, undefined),
    independent: fc.constantFrom('yes' as const, 'no' as const, undefined),
    provider: fc.constantFrom('streetwise', 'harbourton', undefined),
    reasons: fc.uniqueArray(fc.constantFrom('wanting-space', 'grooming', 'social-networks'), { maxLength: 3 }),
  })
  .map((given): ExampleEpisode => {
    const started = Date.UTC(2024, 3, 1) + given.hour * HOUR;
    const ended = started + 5 * HOUR;
    const iso = (at: number): string => new Date(at).toISOString();
    return {
      child: String(given.child),
      startedAt: iso(started),
      endedAt: iso(ended),
      sex: given.sex,
      ageAtStart: given.age,
      ethnicity: given.ethnicity,
      missingFrom: given.from,
      missingFromAuthority: given.authority,
      offered: given.outcome !== null,
      ...(given.outcome === null ? {} : { offerOutcome: given.outcome }),
      ...(given.level === null ? {} : { triageLevel: given.level }),
      ...(given.provider === undefined ? {} : { provider: given.provider }),
      ...(given.risk === undefined ? {} : { policeRisk: given.risk }),
      ...(given.independent === undefined ? {} : { independent: given.independent }),
      ...(given.held === null
        ? {}
        : { completedAt: iso(ended + given.held * HOUR), interviewEndsLater: given.endsLater, reasons: given.reasons }),
    };
  });

function sumOf(table: Table, column: string): number {
  return table.rows
    .filter(({ id }) => id !== 'total')
    .reduce((sum, row) => sum + (row.cells.find((cell) => cell.column === column)?.numerator ?? 0), 0);
}

test('every split gives the same returns, offers, answers and interviews, and the ledger agrees with them', () => {
  fc.assert(
    fc.property(fc.array(someReturn, { maxLength: 80 }), (episodes) => {
      const facts = factsOf(episodes);
      const tables = runReport(report, facts, scope).tables;
      const [theirs] = runReport(ledger, facts, scope).tables as [Table];
      const expected = {
        returns: sumOf(theirs, 'returns'),
        completed: sumOf(theirs, 'completed') + sumOf(theirs, 'covered'),
        in_time: sumOf(theirs, 'within_72h'),
        declined: sumOf(theirs, 'declined'),
      };
      const splits = tables.filter(({ definition }) => definition.id.startsWith('returns-by-'));
      assert.equal(splits.length, 14);
      for (const table of splits) {
        if (table.definition.id === 'returns-by-responsibility') continue;
        for (const [column, value] of Object.entries(expected))
          assert.equal(sumOf(table, column), value, `${table.definition.id}.${column}`);
      }
    }),
    { numRuns: 60 },
  );
});

test('what was in time was completed, what was completed was accepted, what was accepted was offered', () => {
  fc.assert(
    fc.property(fc.array(someReturn, { maxLength: 60 }), (episodes) => {
      for (const { definition, rows } of runReport(report, factsOf(episodes), scope).tables) {
        if (!definition.id.startsWith('returns-by-')) continue;
        for (const row of rows) {
          const value = (id: string): number => row.cells.find(({ column }) => column === id)?.numerator ?? 0;
          const least = ['in_time', 'completed', 'accepted', 'offered', 'returns'].map(value);
          assert.deepEqual(
            least,
            [...least].sort((a, b) => a - b),
            `${definition.id}.${row.id}`,
          );
          assert.ok(value('accepted') + value('declined') <= value('offered'));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('no outside reader is shown a number below 5 in any table, nor the total beside one hidden row', () => {
  let withheld = 0;
  fc.assert(
    fc.property(fc.array(someReturn, { minLength: 40, maxLength: 160 }), (episodes) => {
      const facts = factsOf(episodes);
      const tables = REPORTS.flatMap((one) => runReport(one, facts, scope).tables);
      for (const table of withoutSmallNumbers({ definition: report, scope, tables }).tables) {
        const { columns, rows: by } = table.definition;
        for (const { id, cells } of table.rows)
          for (const { column, numerator, denominator } of cells)
            for (const number of [numerator, denominator ?? 0])
              assert.ok(number === 0 || number >= 5, `${table.definition.id}.${id}.${column} shows ${number}`);
        for (const { id } of columns.filter((column) => column.kind === 'count' && column.unit === 'episodes')) {
          const cells = table.rows.map((row) => row.cells.find(({ column }) => column === id));
          const hidden = cells.slice(0, -1).filter((cell) => cell?.withheld === true).length;
          withheld += hidden;
          if (table.definition.withTotal === true && by.by === 'episode' && cells.at(-1)?.withheld !== true)
            assert.notEqual(hidden, 1, `${table.definition.id}.${id}`);
        }
      }
    }),
    { numRuns: 6 },
  );
  assert.ok(withheld > 0, 'the histories have small numbers');
});

/** Columns within which a column lies by the definition, directly or through another. */
function declaredWholes(parts: readonly PartsOfColumn[], column: string): Set<string> {
  const direct = parts.filter((one) => one.parts.includes(column)).map(({ whole }) => whole);
  return new Set(direct.flatMap((whole) => [whole, ...declaredWholes(parts, whole)]));
}

test('every column that never counts a return unless another does is declared as a part of it', () => {
  const implied = new Map<string, boolean>();
  const counts = REPORTS.flatMap(({ tables }) => tables).map((table) => ({
    table,
    columns: table.columns.filter((column) => column.kind === 'count').filter(({ unit }) => unit === 'episodes'),
  }));
  for (const episode of fc.sample(someReturn, { numRuns: 400, seed: 1 })) {
    const facts = factsOf([episode]);
    const shown = new Map(
      REPORTS.flatMap((one) => runReport(one, facts, scope).tables).map((table) => [table.definition.id, table.rows]),
    );
    for (const { table, columns } of counts)
      for (const { cells } of shown.get(table.id) ?? [])
        for (const part of columns)
          for (const whole of columns) {
            const at = (id: string): number => cells.find(({ column }) => column === id)?.numerator ?? 0;
            if (part === whole || at(part.id) === 0) continue;
            const name = `${table.id}: ${part.id} in ${whole.id}`;
            implied.set(name, (implied.get(name) ?? true) && at(whole.id) === 1);
          }
  }
  const missing = counts.flatMap(({ table, columns }) =>
    columns.flatMap((part) => {
      // Rows that hold none but those interviewed say so of themselves.
      if (part.counts === undefined && table.rows.known?.each !== undefined) return [];
      const declared = declaredWholes(table.parts ?? [], part.id);
      return columns.flatMap((whole) => {
        const name = `${table.id}: ${part.id} in ${whole.id}`;
        return implied.get(name) === true && !declared.has(whole.id) ? [name] : [];
      });
    }),
  );
  assert.ok(implied.size > 100);
  assert.deepEqual(missing, []);
});
