import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { programFolder } from '../../config.ts';
import { loadProtocols } from '../../protocols.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { REPORTS } from './catalogue.ts';
import { EXAMPLE_AUTHORITY, factsOf } from './example.ts';
import { runReport } from './report.ts';
import { scopeOf } from './scope.ts';

const protocols = loadProtocols(path.join(programFolder, 'protocols'));

for (const report of REPORTS) {
  for (const table of report.tables) {
    test(`the worked example of ${table.id} gives its figures`, () => {
      const { from, to, episodes, expect } = table.example;
      const outcome = scopeOf(EXAMPLE_AUTHORITY, from as PlainDate, to as PlainDate, protocols);
      assert.equal(outcome.kind, 'scope');
      const [run] = runReport({ ...report, tables: [table] }, factsOf(episodes), outcome.scope).tables;
      const figures: Record<string, number | null> = {};
      for (const row of run?.rows ?? []) for (const cell of row.cells) figures[`${row.id}.${cell.column}`] = cell.value;
      assert.ok(Object.keys(expect).length > 0);
      assert.deepEqual(Object.fromEntries(Object.keys(expect).map((name) => [name, figures[name]])), expect);
    });

    test(`${table.id} says what it asks, where it comes from, whom it counts and what it leaves out`, () => {
      for (const text of [
        table.question,
        table.source,
        table.population.sentence,
        table.example.sentence,
        ...table.columns.map((column) => column.definition),
      ]) {
        assert.ok(text.length > 10, text);
      }
      assert.match(table.question, /\?$/);
      assert.ok(table.population.leftOut.length > 0);
      const codes = [...table.population.leftOut, ...table.rows.noRow].map(({ code }) => code);
      assert.equal(new Set(codes).size, codes.length);
      const ids = table.columns.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      const counts = table.columns.filter((column) => column.kind === 'count').map(({ id }) => id);
      for (const column of table.columns) {
        if (column.kind === 'count') continue;
        assert.ok(counts.includes(column.numerator), `${column.id} divides ${column.numerator}`);
        assert.ok(counts.includes(column.denominator), `${column.id} divides by ${column.denominator}`);
      }
    });
  }
}

test('no table stands in two reports under one name, and none has a dot in it', () => {
  const ids = REPORTS.flatMap((report) => report.tables.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id) => !id.includes('.')));
});
