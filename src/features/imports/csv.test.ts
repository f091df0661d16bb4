import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvLine, originalCell } from '../../web/csv.ts';
import { CsvFault, CsvReader } from './csv.ts';

/** Rows of a text that arrives in pieces of a length. */
function read(text: string, pieceLength = text.length || 1): { line: number; cells: readonly string[] }[] {
  const reader = new CsvReader();
  const rows = [];
  for (let from = 0; from < text.length; from += pieceLength)
    rows.push(...reader.push(text.slice(from, from + pieceLength)));
  rows.push(...reader.end());
  return rows;
}

test('rows carry the line on which they start, after cells that hold line breaks and lines that are empty', () => {
  assert.deepEqual(read('a,b\n"one\ntwo\r\nthree",x\n\ny,"z"\n'), [
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['one\ntwo\r\nthree', 'x'] },
    { line: 6, cells: ['y', 'z'] },
  ]);
});

test('every kind of line end ends a row, also the last one without any', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    assert.deepEqual(
      read(`a,b${end}c,d`).map(({ line, cells }) => [line, ...cells]),
      [
        [1, 'a', 'b'],
        [2, 'c', 'd'],
      ],
    );
    assert.deepEqual(read(`a,b${end}c,d${end}`).length, 2);
  }
});

test('quotation marks hold commas and themselves, and empty cells are kept', () => {
  assert.deepEqual(read('"a,b","said ""no""","",,\n')[0]?.cells, ['a,b', 'said "no"', '', '', '']);
  assert.deepEqual(read('O"Neil,5" x,"a"b\n')[0]?.cells, ['O"Neil', '5" x', 'ab']);
});

test('a quotation mark that is never closed is refused with the line of its row', () => {
  assert.throws(
    () => read('a\nb\n"c,d\ne\n'),
    (error) => error instanceof CsvFault && error.line === 3,
  );
  assert.throws(
    () => read(`a\n"${'x'.repeat(1_000_001)}\n`, 5000),
    (error) => error instanceof CsvFault && error.line === 2,
  );
});

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('', '"', ',', '\r\n', '\n', 'a"b', '""', 'x\ny', ' z '),
);

test('any rows, written and read in pieces of any length, are the same rows on the same lines', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 7 }),
      (rows, pieceLength) => {
        const text = rows.map(csvLine).join('');
        const found = read(text, pieceLength);
        assert.deepEqual(
          found.map(({ cells }) => cells.map(originalCell)),
          rows,
        );
        assert.deepEqual(found, read(text));
      },
    ),
  );
});
