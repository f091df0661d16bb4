import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import {
  aChild,
  aChronology,
  aCouncilNotification,
  anInterview,
  at,
  received,
} from '../../../test/support/notifications.ts';
import { programFolder } from '../../config.ts';
import { loadProtocols } from '../../protocols.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import type { ChildRecord } from '../chronology/record.ts';
import { factsOf } from '../measures/example.ts';
import { reportNamed } from '../measures/catalogue.ts';
import { runReport, type Table } from '../measures/report.ts';
import { scopeOf } from '../measures/scope.ts';
import { plusHours, type Instant } from '../time/instant.ts';
import type { PlainDate } from '../time/plain-date.ts';
import { foldRules } from './fold-rules.ts';
import type { Protocol } from './protocol.ts';

/** As they come with Homeward, and one of Oxfordshire from 1 April 2026: 48 hours, also after an absence that was not missing. */
const protocols: readonly Protocol[] = (() => {
  const known = loadProtocols(path.join(programFolder, 'protocols'));
  const before = known.find(({ id }) => id === 'oxfordshire-2020');
  assert.ok(before);
  const duties = { ...before.duties, interviewWithinHours: 48, interviewAfter: ['missing', 'absent'] } as const;
  return [...known, { ...before, id: 'oxfordshire-2026', validFrom: '2026-04-01' as PlainDate, duties }];
})();

/** The last minute of 31 March in London, which is on summer time, and the first of 1 April. */
const LAST = at('2026-03-31T22:59Z');
const FIRST = at('2026-03-31T23:00Z');

function recordOf(returnedAt: Instant, kind: 'missing' | 'absent' = 'missing', heldAt?: Instant): ChildRecord {
  const went = aCouncilNotification({
    notificationRef: 'A1',
    incidentRef: 'I1',
    kind,
    occurredAt: at('2026-03-31T10:00Z'),
  });
  const interview = anInterview({ interviewRef: 'R1', incidentRefs: ['I1'], completedAt: heldAt ?? null });
  const told: EntryContent[] = [
    { kind: 'child-recorded', details: aChild() },
    received(went),
    received({ ...went, notificationRef: 'A2', kind: 'found', occurredAt: returnedAt }),
    ...(heldAt === undefined ? [] : [{ kind: 'interview-recorded', interview } as const]),
  ];
  return fold(aChronology(told), foldRules(protocols));
}

test('an interview is owed by the protocol of the London day of the return', () => {
  const due = (record: ChildRecord) => [
    record.returns.map(({ dueAt }) => dueAt),
    record.duties.filter(({ kind }) => kind === 'return-interview').map(({ dueAt }) => dueAt),
  ];
  assert.deepEqual(due(recordOf(LAST)), [[plusHours(LAST, 72)], [plusHours(LAST, 72)]]);
  assert.deepEqual(due(recordOf(FIRST)), [[plusHours(FIRST, 48)], [plusHours(FIRST, 48)]]);
  assert.deepEqual(due(recordOf(LAST, 'absent')), [[], []], 'a later protocol owes nothing for what was before it');
  assert.deepEqual(due(recordOf(FIRST, 'absent')), [[plusHours(FIRST, 48)], [plusHours(FIRST, 48)]]);
});

test('a report of months under two protocols finds in time what the duty finds in time', () => {
  const scope = scopeOf('oxfordshire', '2026-03-01' as PlainDate, '2026-04-30' as PlainDate, protocols);
  const report = reportNamed('rhi-ledger');
  assert.ok(scope.kind === 'scope' && report !== undefined);
  for (const returnedAt of [LAST, FIRST]) {
    for (const hours of [48, 48 + 1 / 60, 72, 72 + 1 / 60]) {
      const heldAt = plusHours(returnedAt, hours);
      const facts = factsOf([
        {
          child: 'Ada',
          responsibleAuthority: 'oxfordshire',
          missingFromAuthority: 'oxfordshire',
          startedAt: '2026-03-31T10:00Z',
          endedAt: iso(returnedAt),
          offered: true,
          completedAt: iso(heldAt),
          followUp: 'completed',
        },
      ]);
      const tables: readonly Table[] = runReport(report, facts, scope.scope).tables;
      const [followUp] = recordOf(returnedAt, 'missing', heldAt).returns;
      assert.ok(followUp);
      assert.equal(inTimeIn(tables[0]), heldAt <= followUp.dueAt ? 1 : 0, `${iso(returnedAt)} and ${hours} hours`);
    }
  }
});

/** The number of all months that were held in time. */
function inTimeIn(table: Table | undefined): number | null | undefined {
  const all = table?.rows.find(({ id }) => id === 'total');
  return all?.cells.find(({ column }) => column === 'within_72h')?.value;
}

function iso(when: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(when).toString();
}
