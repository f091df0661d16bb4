import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  countedIn,
  forOutsideReaders,
  TRIAGE_COLUMNS,
  triageTables,
  type AlikeReturns,
  type TriageTable,
} from './figures.ts';

const alike = (changes: Partial<AlikeReturns>): AlikeReturns => ({
  sex: 'F',
  ethnicity: 'WBRI',
  status: 'not-known',
  missingFrom: 'home',
  inArea: true,
  own: true,
  level: 'red',
  proposed: 'red',
  decided: true,
  returns: 10,
  ...changes,
});
const ALL = [
  alike({}),
  alike({ level: 'amber', proposed: 'red', returns: 5 }),
  alike({ sex: 'M', level: 'amber', proposed: 'amber', decided: false, returns: 20 }),
  alike({
    sex: 'M',
    level: 'red',
    proposed: 'amber',
    returns: 6,
    missingFrom: null,
    inArea: false,
    own: null,
    ethnicity: 'CHNE',
  }),
];

function row(tables: readonly TriageTable[], by: string, title: string): unknown {
  const found = tables.find((table) => table.by === by)?.rows.find((one) => one.title === title);
  return (
    found && Object.fromEntries(found.cells.map(({ column, value, withheld }) => [column, withheld ? '—' : value]))
  );
}

describe('triage as numbers', () => {
  it('counts levels, what was decided and what was overruled, up and down, in each group', () => {
    const tables = triageTables(ALL);
    assert.deepEqual(row(tables, 'sex', 'Female'), {
      returns: 15,
      red: 10,
      amber: 5,
      green: 0,
      'red-share': 66.67,
      decided: 15,
      overruled: 5,
      'overruled-share': 33.33,
      raised: 0,
      lowered: 5,
    });
    assert.deepEqual(row(tables, 'sex', 'Male'), {
      returns: 26,
      red: 6,
      amber: 20,
      green: 0,
      'red-share': 23.08,
      decided: 6,
      overruled: 6,
      'overruled-share': 100,
      raised: 6,
      lowered: 0,
    });
  });

  it('counts each return once in every table', () => {
    for (const table of triageTables(ALL)) {
      const counts = table.rows.map(({ id, cells }) => [id, cells[0]?.value ?? 0] as const);
      const total = counts.find(([id]) => id === 'total')?.[1];
      assert.equal(
        counts.filter(([id]) => id !== 'total').reduce((sum, [, count]) => sum + count, 0),
        41,
        table.by,
      );
      assert.equal(total, 41);
    }
  });

  it('tells in area from out of area, own children from others, and groups ethnicity as the reports do', () => {
    const tables = triageTables(ALL);
    const rows = (by: string) =>
      tables.find((table) => table.by === by)?.rows.map(({ title, cells }) => [title, cells[0]?.value]);
    assert.deepEqual(rows('area'), [
      ['In the authority’s area', 35],
      ['Outside it', 6],
      ['All returns', 41],
    ]);
    assert.deepEqual(rows('responsibility'), [
      ['The authority that answers for the return', 35],
      ['Not said', 6],
      ['All returns', 41],
    ]);
    assert.deepEqual(rows('ethnicity'), [
      ['White', 35],
      ['Asian or Asian British', 6],
      ['All returns', 41],
    ]);
  });

  it('opens each number to the returns that it counts, and a share to those that it is the share of', () => {
    let opened = 0;
    for (const { by, rows } of triageTables(ALL))
      for (const { id, cells } of rows)
        for (const column of TRIAGE_COLUMNS) {
          const found = countedIn(ALL, { by, row: id, column }).reduce((sum, { returns }) => sum + returns, 0);
          assert.equal(found, cells.find((cell) => cell.column === column)?.numerator, `${by} ${id} ${column}`);
          opened += found > 0 ? 1 : 0;
        }
    assert.ok(opened > 60, `${opened}`);
    assert.deepEqual(
      countedIn(ALL, { by: 'sex', row: 'Male', column: 'overruled-share' }).map(({ returns }) => returns),
      [6],
    );
    assert.deepEqual(countedIn(ALL, { by: 'sex', row: 'Nobody', column: 'returns' }), []);
  });

  it('hides small numbers from readers who may not open figures, and others so that none can be told', () => {
    const tables = forOutsideReaders(triageTables([...ALL, alike({ sex: 'U', returns: 4 })]));
    const returns = tables
      .find(({ by }) => by === 'sex')
      ?.rows.map(({ title, cells }) => `${title} ${cells[0]?.withheld === true ? 'hidden' : cells[0]?.value}`);
    assert.deepEqual(returns, ['Male 26', 'Female hidden', 'Not known hidden', 'All returns 45']);
  });
});
