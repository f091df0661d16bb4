/** The ledger, the report rhi-ledger and the absences themselves agree on whatever is imported. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../../../test/support/database.ts';
import { importFiles } from '../../../test/support/importing.ts';
import { at, FOLD_RULES } from '../../../test/support/notifications.ts';
import { OPERATOR, requesterOf } from '../../../test/support/people.ts';
import { filesOf, messy, SAMPLE_SETS, sampleSet, type Row } from '../../../test/support/sample-feeds.ts';
import { programFolder } from '../../config.ts';
import type { Database } from '../../db/transaction.ts';
import { checkOf, rowOf, type LedgerRow } from '../../domain/interview/ledger.ts';
import { loadProtocols } from '../../protocols.ts';
import { runReport } from '../reports/commands.ts';
import { countAbsencesEnded, countingEverybody, countReturns, type EndedKind } from './queries.ts';
import { monthAfter, startOfMonth } from '../../domain/time/month.ts';
import { monthsAsked } from './schemas.ts';

const NOW = at('2026-04-01T12:00Z');

type Offered = 'declined' | 'unavailable' | 'waiting' | 'accepted_not_done' | 'not_offered';

/** What the report counts of returns without an interview, told from the ledger and the latest offer. */
async function withoutInterview(
  database: Database,
  authority: string,
  month: string,
): Promise<Record<Offered, number>> {
  return database.read('job', OPERATOR, (tx) =>
    tx.one<Record<Offered, number>>(sql`
      select (count(*) filter (where e.offer_outcome = 'declined'))::int as declined,
        (count(*) filter (where e.offer_outcome in ('no-response', 'unavailable')))::int as unavailable,
        (count(*) filter (where e.offer_outcome = 'waiting' or (e.offer_outcome is null and r.first_offered_at is not null)))::int as waiting,
        (count(*) filter (where e.offer_outcome = 'accepted'))::int as accepted_not_done,
        (count(*) filter (where e.offer_outcome is null and r.first_offered_at is null))::int as not_offered
      from homeward.return_follow_up r
      join homeward.episode e on e.child_id = r.child_id and e.episode_key = r.episode_key
      where r.authority = ${authority} and r.outcome is distinct from 'completed' and r.outcome is distinct from 'covered'
        and to_char(r.returned_at at time zone 'Europe/London', 'YYYY-MM') = ${month}`),
  );
}

for (const name of SAMPLE_SETS) {
  for (const delivered of ['as it is', 'as a bad week delivers it'] as const) {
    test(`the ledger agrees with the report and with the absences: ${name}, ${delivered}`, async (t) => {
      const database = await withDatabase(t);
      const set = sampleSet(name);
      await importFiles(database, filesOf(delivered === 'as it is' ? set : messy(set).set), NOW, 1000);
      const { authority, from, to } = set.expected;
      const months = monthsAsked({ from: from.slice(0, 7), to: to.slice(0, 7) }, to.slice(0, 7));
      const chosen = {
        from: startOfMonth(months.from),
        until: startOfMonth(monthAfter(months.to, 1)),
        authority: null,
        team: null,
      };
      const requester = requesterOf(authority);
      const services = { database, protocols: loadProtocols(path.join(programFolder, 'protocols')), clock: () => NOW };
      const owes = (kind: EndedKind): boolean => FOLD_RULES.dutyRules(authority).interviewAfter.includes(kind);
      const { cells, recorded, run } = await database.transaction(
        'request',
        requester,
        async (tx) => ({
          cells: await countingEverybody(tx, () => countReturns(tx, { kind: 'authority', agency: authority }, chosen)),
          recorded: await countingEverybody(tx, () => countAbsencesEnded(tx, authority, chosen, owes)),
          run: await runReport(tx, requester, services, { report: 'rhi-ledger', authority, from, to }),
        }),
        { isolation: 'repeatable read' },
      );
      assert.ok(run.kind === 'report');
      const [table] = run.report.tables;
      assert.ok(table);
      let returns = 0;
      for (const month of months.list) {
        const row: LedgerRow = rowOf(
          month,
          cells.filter((cell) => cell.month === month),
        );
        const printed = table.rows.find(({ id }) => id === month);
        const figure = (column: string): number | null | undefined =>
          printed?.cells.find((cell) => cell.column === column)?.value;
        const check = checkOf(row, recorded.get(month) ?? 0);
        assert.ok(check.adds, `${month}: ${check.sentence}`);
        assert.deepEqual(
          {
            returns: figure('returns'),
            completed: figure('completed'),
            covered: figure('covered'),
            inTime: figure('within_72h'),
          },
          {
            returns: row.returns,
            completed: row.outcomes.completed,
            covered: row.outcomes.covered,
            inTime: row.inTime,
          },
          month,
        );
        const offers = await withoutInterview(database, authority, month);
        for (const [column, count] of Object.entries(offers)) assert.equal(figure(column), count, `${month} ${column}`);
        assert.equal(row.outcomes.declined, offers.declined, `${month} declined`);
        returns += row.returns;
      }
      assert.ok(returns > 0, 'no return was compared');
      assert.equal(
        table.rows.find(({ id }) => id === 'total')?.cells.find(({ column }) => column === 'returns')?.value,
        returns,
      );
    });
  }
}

test('an interview that names a missing absence and a later one that was not missing counts with the missing one', async (t) => {
  const database = await withDatabase(t);
  const about = { child_ref: 'C1', reported_by: 'P1', missing_from: 'home', missing_from_authority: 'A1' };
  const told = (incident_ref: string, kind: string, occurred_at: string): Row => ({
    notification_ref: `${incident_ref}-${kind}`,
    incident_ref,
    kind,
    occurred_at,
    ...about,
  });
  const feeds: Record<string, Row[]> = {
    agencies: [
      { code: 'A1', kind: 'local-authority', name: 'A1' },
      { code: 'P1', kind: 'police', name: 'P1' },
    ],
    children: [
      {
        child_ref: 'C1',
        forename: 'Ana',
        surname: 'Marsh',
        date_of_birth: '2011-01-01',
        sex: 'F',
        ethnicity: 'WBRI',
        responsible_authority: 'A1',
      },
    ],
    notifications: [
      told('M', 'missing', '2026-01-05T18:00Z'),
      told('M', 'found', '2026-01-06T08:00Z'),
      told('N', 'absent', '2026-01-07T18:00Z'),
      told('N', 'found', '2026-01-07T22:00Z'),
    ],
    interviews: [
      {
        interview_ref: 'V',
        child_ref: 'C1',
        incident_refs: 'M;N',
        offered_at: '2026-01-07T08:00Z',
        offer_outcome: 'accepted',
        allocated_to: 'A1',
        completed_at: '2026-01-08T08:00Z',
        independent: 'yes',
      },
    ],
  };
  await importFiles(
    database,
    filesOf({ name: 'one', feeds, expected: sampleSet(SAMPLE_SETS[0] ?? '').expected }),
    NOW,
    10,
  );
  const services = { database, protocols: loadProtocols(path.join(programFolder, 'protocols')), clock: () => NOW };
  const asked = { report: 'rhi-ledger', authority: 'A1', from: '2026-01-01', to: '2026-01-31' };
  const chosen = { from: at('2026-01-01T00:00Z'), until: at('2026-02-01T00:00Z'), authority: null, team: null };
  const { cells, run } = await database.transaction('request', requesterOf('A1'), async (tx) => ({
    cells: await countReturns(tx, { kind: 'authority', agency: 'A1' }, chosen),
    run: await runReport(tx, requesterOf('A1'), services, asked),
  }));
  assert.deepEqual(
    cells.map(({ outcome, returns }) => ({ outcome, returns })),
    [{ outcome: 'completed', returns: 1 }],
  );
  assert.ok(run.kind === 'report');
  const total = run.report.tables[0]?.rows.at(-1)?.cells ?? [];
  const figure = (column: string) => total.find((cell) => cell.column === column)?.value;
  assert.deepEqual([figure('returns'), figure('completed'), figure('covered')], [1, 1, 0]);
});
