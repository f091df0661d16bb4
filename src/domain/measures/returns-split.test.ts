import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { programFolder } from '../../config.ts';
import { loadProtocols } from '../../protocols.ts';
import { OFFER_OUTCOMES } from '../interview/told.ts';
import { TRIAGE_LEVELS } from '../triage/acts.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { reportNamed } from './catalogue.ts';
import type { ReportDefinition, Scope } from './definition.ts';
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
    outcome: fc.option(fc.constantFrom(...OFFER_OUTCOMES), { nil: null }),
    sex: fc.constantFrom('F' as const, 'M' as const, 'U' as const),
    age: fc.integer({ min: -1, max: 19 }),
    ethnicity: fc.constantFrom('WBRI', 'BAFR', 'APKN', 'NOBT', 'XXXX'),
    level: fc.option(fc.constantFrom(...TRIAGE_LEVELS), { nil: null }),
    from: fc.constantFrom('home' as const, 'foster' as const, 'residential' as const),
    authority: fc.constantFrom('harbourton', 'milltown', null),
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
      ...(given.held === null ? {} : { completedAt: iso(ended + given.held * HOUR), reasons: given.reasons }),
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
      assert.equal(splits.length, 11);
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

test('no outside reader is shown a number below 5 in any of its tables, nor a total that would tell one', () => {
  let withheld = 0;
  fc.assert(
    fc.property(fc.array(someReturn, { minLength: 20, maxLength: 120 }), (episodes) => {
      for (const table of withoutSmallNumbers(runReport(report, factsOf(episodes), scope)).tables) {
        const hidden = table.rows.filter(({ id, cells }) => id !== 'total' && cells.some((cell) => cell.withheld));
        withheld += hidden.length;
        for (const { id, cells } of table.rows)
          for (const { column, numerator, denominator } of cells)
            for (const number of [numerator, denominator ?? 0])
              assert.ok(number === 0 || number >= 5, `${table.definition.id}.${id}.${column} shows ${number}`);
        const whole = table.rows.find(({ id }) => id === 'total')?.cells[0];
        if (whole !== undefined && !whole.withheld) assert.notEqual(hidden.length, 1, table.definition.id);
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(withheld > 0, 'the histories have small numbers');
});
