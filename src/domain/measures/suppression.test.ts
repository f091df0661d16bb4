import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Column, PartsOfColumn } from './definition.ts';
import type { Signed } from './another-table.ts';
import { shownSafely } from './protect.ts';
import { Related } from './relations.ts';
import type { Counted, Shape } from './shape.ts';
import type { Cell } from './report.ts';
import { withoutSmall } from './suppression.ts';

type Shown = Counted & { readonly totalsWithheld?: true };

const WHOLE = {};

/** A table whose columns lie each within the one before, with a total, and the share of each column of the first. */
function aTable(
  counts: readonly (readonly number[])[],
  o: { withTotal?: boolean; leftOut?: readonly number[]; shares?: boolean; id?: string } = {},
): { shape: Shape; table: Shown } {
  const width = counts[0]?.length ?? 0;
  const ids = Array.from({ length: width }, (_, index) => `c${index}`);
  const about = { title: '', definition: '' };
  const shares = o.shares === true ? ids.slice(1) : [];
  const columns: Column[] = [
    ...ids.map((id, index): Column => ({
      ...about,
      id,
      kind: 'count',
      unit: 'episodes',
      ...(index === 0 ? {} : { counts: COUNTINGS[index - 1] as () => boolean }),
    })),
    ...shares.map((id): Column => ({
      ...about,
      id: `${id}%`,
      kind: 'percent',
      numerator: id,
      denominator: 'c0',
      of: 'row',
    })),
  ];
  const sums = ids.map((_, index) => counts.reduce((sum, row) => sum + (row[index] ?? 0), 0));
  const cellsOf = (row: readonly number[]): Cell[] => [
    ...row.map((value, index) => ({ column: `c${index}`, value, numerator: value, denominator: null })),
    ...shares.map((id) => ({
      column: `${id}%`,
      value: 1,
      numerator: row[ids.indexOf(id)] ?? 0,
      denominator: row[0] ?? 0,
    })),
  ];
  const leftOut = (o.leftOut ?? []).map((episodes, index) => ({
    code: `x${index}`,
    sentence: 'x',
    episodes,
    children: episodes,
  }));
  const included = sums[0] ?? 0;
  const table: Shown = {
    rows: [
      ...counts.map((row, index) => ({ id: `r${index}`, title: '', cells: cellsOf(row) })),
      ...(o.withTotal === false ? [] : [{ id: 'total', title: '', cells: cellsOf(sums) }]),
    ],
    included,
    considered: included + leftOut.reduce((sum, { episodes }) => sum + episodes, 0),
    leftOut,
  };
  const parts: PartsOfColumn[] = ids.slice(1).map((id, index) => ({ whole: `c${index}`, parts: [id] }));
  const shape: Shape = {
    id: o.id ?? 't',
    columns,
    parts,
    addsUp: 'episodes',
    known: {},
    whole: WHOLE,
    leavesOut: () => WHOLE,
    considered: o.leftOut === undefined ? null : 'ended in the period',
  };
  return { shape, table };
}
const COUNTINGS = [() => true, () => true, () => true];

/** What is shown of a table: numbers as they are, a dot for what is hidden. */
function shownOf(given: { shape: Shape; table: Shown }): string[] {
  const [table] = withoutSmall([given]);
  assert.ok(table);
  return table.rows.map(({ cells }) =>
    cells.map(({ value, withheld }) => (withheld === true ? '·' : String(value))).join(' '),
  );
}

test('a table without a small number is shown as it is', () => {
  const given = aTable([[5], [0], [80]], { leftOut: [0, 7] });
  assert.equal(withoutSmall([given])[0], given.table);
});

test('1 to 4 are hidden, 0 and 5 are shown', () => {
  for (const [count, shown] of [
    [0, true],
    [1, false],
    [4, false],
    [5, true],
  ] as const)
    assert.equal(shownOf(aTable([[count], [40], [50]]))[0] !== '·', shown, String(count));
});

test('one small number takes the smallest other with it, that the total may stay', () => {
  assert.deepEqual(shownOf(aTable([[3], [40], [9], [0]])), ['·', '40', '·', '0', '52']);
  // Two that are small together would be known to lie close: a third goes with them.
  assert.deepEqual(shownOf(aTable([[1], [1], [9], [30]])), ['·', '·', '·', '30', '41']);
});

test('where there is no other, the total goes, and a number that is nought stays', () => {
  assert.deepEqual(shownOf(aTable([[3], [0]])), ['·', '0', '·']);
  assert.deepEqual(shownOf(aTable([[3]])), ['·', '·']);
});

test('what is left of a count without its part is hidden where it is small, and its share with it', () => {
  // Ten returns of which nine were offered an interview would tell of the one that was not.
  assert.deepEqual(
    shownOf(
      aTable(
        [
          [10, 9],
          [40, 20],
        ],
        { shares: true },
      ),
    ),
    ['10 · ·', '40 · ·', '50 29 1'],
  );
  assert.deepEqual(
    shownOf(
      aTable(
        [
          [10, 10],
          [40, 20],
        ],
        { shares: true },
      ),
    ),
    ['10 10 1', '40 20 1', '50 30 1'],
  );
  assert.deepEqual(
    shownOf(
      aTable(
        [
          [10, 5],
          [40, 20],
        ],
        { shares: true },
      ),
    ),
    ['10 5 1', '40 20 1', '50 25 1'],
  );
});

test('what two counts leave over is hidden though neither is next to the other', () => {
  const shown = shownOf(
    aTable([
      [10, 9, 9],
      [40, 30, 20],
    ]),
  );
  assert.equal(shown[0], '10 · ·');
});

test('what is left out is hidden when one of its counts is small, or what was considered would tell it', () => {
  const [shown] = withoutSmall([aTable([[50], [60]], { leftOut: [2] })]);
  assert.equal(shown?.totalsWithheld, true);
  assert.deepEqual([shown.leftOut, shown.considered, shown.included], [[], 0, 0]);
});

test('what one table hides, another of the same whole does not tell', () => {
  const several = [
    aTable([[3], [40]], { id: 'a', withTotal: false }),
    aTable([[3], [20], [20]], { id: 'b', withTotal: false }),
    aTable([[21], [22]], { id: 'c' }),
  ];
  const [a, b, c] = withoutSmall(several);
  const values = (table: Shown | undefined): (number | null)[] =>
    (table?.rows ?? []).map(({ cells }) => cells[0]?.value ?? null);
  assert.deepEqual(values(c), [21, 22, 43]);
  assert.deepEqual(values(a), [null, null]);
  assert.equal(values(b).filter((value) => value === null).length, 2);
});

test('what is left of one count without another is hidden where both can only move together', () => {
  const shown = shownOf(
    aTable(
      [
        [6, 0],
        [5, 4],
        [2, 2],
      ],
      { shares: true },
    ),
  );
  // Were the 6 of the first row shown with 13 and 6 in all, one would be left over in one of the others.
  assert.deepEqual(shown, ['· 0 ·', '· · ·', '· · ·', '13 6 1']);
});

/** Every table of rows that is as what is shown says, told by trying: no number above `most`. */
function* tablesLike(
  truth: readonly (readonly number[])[],
  isShown: (row: number, column: number) => boolean,
  totals: readonly (number | null)[],
  most: number,
): Generator<number[][]> {
  const rowsLike = truth.map((row, at) => {
    let found: number[][] = [[]];
    for (const [column, value] of row.entries())
      found = found.flatMap((begun) => {
        const upper = begun.at(-1) ?? most;
        if (isShown(at, column)) return value <= upper ? [[...begun, value]] : [];
        // Only what is not nought is ever hidden.
        return Array.from({ length: upper }, (_, index) => [...begun, index + 1]);
      });
    return found;
  });
  const choose = function* (from: number, sums: readonly number[]): Generator<number[][]> {
    const rows = rowsLike[from];
    if (rows === undefined) {
      if (totals.every((total, column) => (total === null ? true : sums[column] === total))) yield [];
      return;
    }
    for (const row of rows) {
      const next = sums.map((sum, column) => sum + (row[column] ?? 0));
      if (next.some((sum, column) => sum > (totals[column] ?? Infinity))) continue;
      for (const rest of choose(from + 1, next)) yield [row, ...rest];
    }
  };
  yield* choose(
    0,
    totals.map(() => 0),
  );
}

test('no small number, nor what two counts leave over, lies in a range narrower than 5 for whoever tries every table', () => {
  let hidden = 0;
  const row = (width: number) =>
    fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 9 })), {
      minLength: width,
      maxLength: width,
    });
  const rows = fc.integer({ min: 1, max: 2 }).chain((width) => fc.array(row(width), { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(rows, fc.boolean(), (drawn, withTotal) => {
      // Each column lies within the one before.
      const truth = drawn.map((one) => one.toSorted((a, b) => b - a));
      const given = aTable(truth, { withTotal, shares: true });
      const [table] = withoutSmall([given]);
      assert.ok(table);
      const value = (at: number, column: number): Cell | undefined => table.rows[at]?.cells[column];
      for (const { cells } of table.rows)
        for (const cell of cells)
          for (const number of [cell.numerator, cell.denominator ?? 0])
            assert.ok(number === 0 || number >= 5, 'a small number is shown');
      const width = truth[0]?.length ?? 0;
      const totals = Array.from({ length: width }, (_, column) =>
        withTotal && value(truth.length, column)?.withheld !== true
          ? (value(truth.length, column)?.value ?? null)
          : null,
      );
      const seen = new Map<string, { least: number; most: number; truth: number }>();
      const note = (name: string, number: number, real: number): void => {
        const range = seen.get(name) ?? { least: number, most: number, truth: real };
        seen.set(name, { ...range, least: Math.min(range.least, number), most: Math.max(range.most, number) });
      };
      const most = Math.max(...truth.flat(), 0) + 5;
      for (const other of tablesLike(truth, (at, column) => value(at, column)?.withheld !== true, totals, most))
        for (const [at, cells] of other.entries())
          for (const [column, number] of cells.entries()) {
            const real = truth[at]?.[column] ?? 0;
            note(`${at}.${column}`, number, real);
            if (column > 0) note(`${at}.rest`, (cells[0] ?? 0) - number, (truth[at]?.[0] ?? 0) - real);
          }
      for (const [name, range] of seen) {
        if (range.truth === 0 || range.truth >= 5) continue;
        hidden++;
        assert.ok(
          range.most - range.least >= 4,
          `${name} is ${range.truth} and known from ${range.least} to ${range.most}`,
        );
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(hidden > 100, 'the tables have small numbers');
});

/** A reader who narrows every number by every relation until nothing moves. */
function narrowedBy(related: ReturnType<Related['all']>, shown: readonly boolean[]): { least: number; most: number }[] {
  const ranges = related.values.map((value, number) =>
    shown[number] === true ? { least: value, most: value } : { least: related.least[number] ?? 0, most: Infinity },
  );
  const range = ([number, sign]: Signed): { least: number; most: number } => {
    const { least, most } = ranges[number] as { least: number; most: number };
    return sign === 1 ? { least, most } : { least: -most, most: -least };
  };
  for (let moved = true; moved;) {
    moved = false;
    for (const { sum, exactly } of related.relations)
      for (const one of sum) {
        const others = sum.filter((other) => other !== one).map(range);
        const least = -others.reduce((all, other) => all + other.most, 0);
        const most = exactly ? -others.reduce((all, other) => all + other.least, 0) : Infinity;
        const known = ranges[one[0]] as { least: number; most: number };
        const tighter = one[1] === 1 ? { least, most } : { least: -most, most: -least };
        const next = { least: Math.max(known.least, tighter.least), most: Math.min(known.most, tighter.most) };
        if (next.least === known.least && next.most === known.most) continue;
        ranges[one[0]] = next;
        moved = true;
      }
  }
  return ranges;
}

test('no small number is narrowed by the relations between several tables of one whole', () => {
  const table = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(table, table, fc.boolean(), (first, second, withTotal) => {
      const sum = first.reduce((all, one) => all + one, 0);
      const rest = Math.max(0, sum - second.reduce((all, one) => all + one, 0));
      const [a, b] = [first, [...second, rest]].map((counts, index) =>
        aTable(
          counts.map((one) => [one, Math.floor(one / 2)]),
          { id: `t${index}`, withTotal },
        ),
      );
      if (a === undefined || b === undefined) return;
      const related = new Related();
      related.add(a.shape, a.table);
      if (second.reduce((all, one) => all + one, 0) <= sum) related.add(b.shape, b.table);
      const all = related.all();
      const shown = shownSafely(all, 5);
      const ranges = narrowedBy(all, shown);
      for (const [number, value] of all.values.entries()) {
        if (value === 0 || value >= 5) continue;
        const { least, most } = ranges[number] as { least: number; most: number };
        assert.ok(most - least >= 4, `${value} is known from ${least} to ${most}`);
      }
    }),
    { numRuns: 400 },
  );
});
