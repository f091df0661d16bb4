import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { FORMULAS, runs } from '../../test/support/formulas.ts';
import { csvLine, neutralCell, originalCell } from './csv.ts';

test('every formula we know of is kept from running, and read back as it was', () => {
  assert.ok(FORMULAS.length >= 60, `${FORMULAS.length} payloads`);
  for (const formula of FORMULAS) {
    assert.ok(runs(formula), `a payload that runs: ${JSON.stringify(formula)}`);
    assert.ok(!runs(neutralCell(formula)), JSON.stringify(formula));
    assert.equal(originalCell(neutralCell(formula)), formula);
  }
});

test('ordinary text is left as it is', () => {
  for (const plain of ['', 'Ana', "'quoted", "O'Neil", '5-6', 'a=b', 'Zoë-Anne', '2026-03-04', '(=)', '’=1'])
    assert.equal(neutralCell(plain), plain);
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\0', '\n', ' ', 'a', '＝', '"', ',', ';'),
    maxLength: 8,
  }),
);

test('any text whatever comes back exactly, and a cell written for it never runs', () => {
  fc.assert(
    fc.property(text, (original) => {
      assert.equal(originalCell(neutralCell(original)), original);
      assert.ok(!runs(neutralCell(original)));
    }),
    { numRuns: 5000 },
  );
});

test('a line is read by another program as the cells that were written, and a number stays a number', () => {
  assert.equal(csvLine(['a', -5, null, '-5', 1.5]), "a,-5,,'-5,1.5\r\n");
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (cells) => {
      const { data } = papaparse.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' });
      assert.deepEqual(data[0]?.map(originalCell), cells);
    }),
  );
});
