import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportNamed } from './catalogue.ts';
import type { TableDefinition } from './definition.ts';
import { ANSWERING_REPORT, TEN_QUESTIONS } from './ten-questions.ts';

function shownColumns(table: TableDefinition | undefined): readonly string[] {
  const columns = table?.columns ?? [];
  return columns.filter((column) => column.kind !== 'count' || column.hidden !== true).map(({ id }) => id);
}

test('each of the ten questions is answered from tables and columns that the report has', () => {
  const report = reportNamed(ANSWERING_REPORT);
  assert.ok(report);
  assert.equal(TEN_QUESTIONS.length, 10);
  assert.equal(new Set(TEN_QUESTIONS.map(({ id }) => id)).size, 10);
  for (const { asks, answeredBy, saysNot } of TEN_QUESTIONS) {
    assert.match(asks, /\?$/);
    assert.ok(answeredBy.length > 0 && saysNot.length > 0, asks);
    for (const by of answeredBy) {
      const has = shownColumns(report.tables.find(({ id }) => id === by.table));
      assert.ok(has.length > 0, by.table);
      for (const column of by.columns ?? []) assert.ok(has.includes(column), `${by.table}.${column}`);
    }
  }
});
