import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPEN_STAGES, type OpenStage, type ReturnOutcome } from './follow-up.ts';
import { ledgerForOutsiders } from './ledger-for-outsiders.ts';
import { checkOf, rowOf, type LedgerCell } from './ledger.ts';

function cell(month: string, became: ReturnOutcome | OpenStage, returns: number): LedgerCell {
  const stage = OPEN_STAGES.find((name) => name === became) ?? null;
  const outcome = stage === null ? (became as ReturnOutcome) : null;
  return { authority: 'a', month, team: 't', outcome, stage, returns, offered: returns, inTime: 0 };
}

/** Two of February are open, one at each of two stages; twenty of March are. */
const CELLS = [
  cell('2026-02', 'completed', 20),
  cell('2026-02', 'declined', 10),
  cell('2026-02', 'not-offered', 1),
  cell('2026-02', 'waiting', 1),
  cell('2026-03', 'completed', 20),
  cell('2026-03', 'declined', 10),
  cell('2026-03', 'not-offered', 10),
  cell('2026-03', 'waiting', 10),
];

function shownOf(months: readonly string[]): ReturnType<typeof ledgerForOutsiders> {
  const chosen = CELLS.filter(({ month }) => months.includes(month));
  const rows = months.map((month) =>
    rowOf(
      month,
      chosen.filter((one) => one.month === month),
    ),
  );
  return ledgerForOutsiders(rows, rowOf('total', chosen));
}

test('no stage is shown to an outside reader, whatever months it chooses', () => {
  for (const months of [['2026-02', '2026-03'], ['2026-02'], ['2026-03']]) {
    const { rows, total } = shownOf(months);
    for (const row of [...rows, total])
      for (const stage of OPEN_STAGES) {
        assert.ok(row.hidden.has(stage), `${months.join()} ${row.key} ${stage}`);
        assert.equal(row.stages[stage], 0, `${months.join()} ${row.key} ${stage}`);
      }
  }
});

test('how many are open of a month cannot be had by taking one period from another', () => {
  const both = shownOf(['2026-02', '2026-03']);
  const march = shownOf(['2026-03']);
  assert.equal(march.total.hidden.has('open'), false);
  assert.equal(march.total.open, 20);
  assert.ok(both.rows[0]?.hidden.has('open'));
  assert.ok(both.total.hidden.has('open'));
  assert.equal(both.total.open, 0);
});

test('a row whose numbers are all shown still adds up, without its stages', () => {
  const { rows, total } = shownOf(['2026-03']);
  for (const row of [...rows, total])
    assert.deepEqual(checkOf(row, null), { adds: true, sentence: '50 = 30 with an outcome + 20 still open.' });
});
