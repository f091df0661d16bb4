import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Report, Table } from './report.ts';
import { withoutSmallNumbers } from './suppression.ts';

/** A table of counts by row and column, with or without a total, and a share of the table in each row. */
function aTable(counts: readonly (readonly number[])[], withTotal: boolean, leftOut: readonly number[] = []): Table {
  const columns = (counts[0] ?? []).map((_, index) => ({ id: `c${index}`, kind: 'count', unit: 'episodes' }));
  const sums = columns.map((_, index) => counts.reduce((sum, row) => sum + (row[index] ?? 0), 0));
  const share = { id: 'share', kind: 'percent', of: 'table', numerator: 'c0', denominator: 'c0' };
  const cellsOf = (row: readonly number[]) => [
    ...row.map((value, index) => ({ column: `c${index}`, value, numerator: value, denominator: null })),
    { column: 'share', value: sums[0] ? 1 : null, numerator: row[0] ?? 0, denominator: sums[0] ?? 0 },
  ];
  const included = sums[0] ?? 0;
  return {
    definition: { id: 't', columns: [...columns, share] },
    rows: [
      ...counts.map((row, index) => ({ id: `r${index}`, title: '', cells: cellsOf(row) })),
      ...(withTotal ? [{ id: 'total', title: '', cells: cellsOf(sums) }] : []),
    ],
    included,
    considered: included + leftOut.reduce((sum, one) => sum + one, 0),
    leftOut: leftOut.map((episodes) => ({ code: 'x', sentence: 'x', episodes, children: episodes })),
  } as unknown as Table;
}

function shownOf(table: Table): Table {
  const [shown] = withoutSmallNumbers({ tables: [table] } as unknown as Report).tables;
  assert.ok(shown);
  return shown;
}

const withheldRows = (table: Table): string[] =>
  table.rows.filter(({ cells }) => cells.every(({ withheld }) => withheld)).map(({ id }) => id);

test('a table without a small number is shown as it is', () => {
  const table = aTable([[5], [0], [80]], true, [0, 7]);
  assert.equal(shownOf(table), table);
});

test('1 to 4 are withheld, 0 and 5 are shown', () => {
  for (const [count, shown] of [
    [0, true],
    [1, false],
    [4, false],
    [5, true],
  ] as const)
    assert.equal(withheldRows(shownOf(aTable([[count], [40], [50]], true))).includes('r0'), !shown, String(count));
});

test('one small row takes the smallest other with it, and a small total goes too', () => {
  assert.deepEqual(withheldRows(shownOf(aTable([[3], [40], [9], [0]], true))), ['r0', 'r2']);
  assert.deepEqual(withheldRows(shownOf(aTable([[3]], true))), ['r0', 'total']);
  assert.deepEqual(withheldRows(shownOf(aTable([[3], [0]], true))), ['r0', 'r1', 'total']);
});

test('what is left out is withheld when one of its counts is small', () => {
  const shown = shownOf(aTable([[50], [60]], true, [2]));
  assert.equal(shown.totalsWithheld, true);
  assert.deepEqual([shown.leftOut, shown.considered, shown.included], [[], 0, 0]);
});

test('no withheld number can be worked out from what is shown of its table', () => {
  const counts = fc.integer({ min: 1, max: 3 }).chain((width) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 400 })), {
        minLength: width,
        maxLength: width,
      }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  );
  fc.assert(
    fc.property(
      counts,
      fc.boolean(),
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 2 }),
      (rows, withTotal, leftOut) => {
        const shown = shownOf(aTable(rows, withTotal, leftOut));
        for (const row of shown.rows)
          for (const cell of row.cells) {
            const numbers = [
              cell.numerator,
              cell.denominator ?? 0,
              ...(cell.column === 'share' ? [] : [cell.value ?? 0]),
            ];
            assert.ok(
              numbers.every((number) => number === 0 || number >= 5),
              'a small number is shown',
            );
          }
        const hidden = new Set(withheldRows(shown));
        const totalTold =
          (withTotal && !hidden.has('total')) ||
          !shown.totalsWithheld ||
          shown.rows.some((row) => row.cells.some((cell) => cell.column === 'share' && !cell.withheld));
        for (const [column] of (rows[0] ?? []).entries()) {
          const unknown = rows.filter((_, index) => hidden.has(`r${index}`)).map((row) => row[column] ?? 0);
          // With the total told, a second row must be able to have had what this one has.
          if (unknown.some((count) => count > 0 && count < 5) && totalTold) assert.ok(unknown.length >= 2);
        }
        assert.ok(shown.leftOut.every(({ episodes }) => episodes === 0 || episodes >= 5));
      },
    ),
    { numRuns: 2000 },
  );
});
