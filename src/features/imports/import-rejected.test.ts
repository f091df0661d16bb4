import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../../test/support/database.ts';
import {
  aChildRow,
  aTellingRow,
  FOUND,
  importFeeds,
  INTERVIEW,
  lines,
  PARTNERSHIP,
} from '../../../test/support/importing.ts';
import { countOf } from '../../../test/support/whole-record.ts';

test('exactly the rows that say what cannot be are rejected, each with its line', async (t) => {
  const database = await withDatabase(t);
  const printed = await importFeeds(database, {
    agencies: [...PARTNERSHIP, { code: 'x', kind: 'scouts', name: 'Scouts' }],
    children: [
      aChildRow(),
      aChildRow({ child_ref: 'L2', police_ref: '', date_of_birth: '2026-04-02' }),
      aChildRow({ child_ref: 'L3', police_ref: '', responsible_authority: 'nowhere' }),
      aChildRow({ child_ref: 'L4', police_ref: '', forename: '' }),
      aChildRow({ child_ref: 'L5', police_ref: 'P1' }),
      aChildRow({ child_ref: 'L6', police_ref: '', ethnicity: 'WHITE' }),
    ],
    statuses: [
      { child_ref: 'L1', status: 'looked-after', from: '2020-01-01', to: '2030-01-01' },
      { child_ref: 'L1', status: 'early-help', from: '2020-01-02', to: '2020-01-01' },
      { child_ref: 'L9', status: 'early-help', from: '2020-01-02' },
      { child_ref: 'L1', status: 'early-help', from: '2026-04-02' },
    ],
    notifications: [
      aTellingRow(),
      FOUND,
      aTellingRow({ notification_ref: 'N3', occurred_at: '2026-04-01T13:00+01:01', reported_at: '' }),
      aTellingRow({ notification_ref: 'N4', occurred_at: '2026-04-01T13:01', reported_at: '' }),
      aTellingRow({ notification_ref: 'N5', kind: 'found', occurred_at: '2026-03-01T19:59', reported_at: '' }),
      aTellingRow({ notification_ref: 'N6', reported_at: '2026-03-01T19:59' }),
      aTellingRow({ notification_ref: 'N7', child_ref: 'L99', police_ref: 'P1' }),
      aTellingRow({ notification_ref: 'N8', reported_by: 'nobody' }),
      aTellingRow({ notification_ref: 'N9', distance_miles: '-1' }),
      aTellingRow({ notification_ref: 'N10', date_of_birth: '2026-03-02' }),
      aTellingRow({ notification_ref: 'N11', occurred_at: '2026-03-29T01:30', reported_at: '' }),
      aTellingRow({ notification_ref: 'N12', child_ref: '' }),
      aTellingRow({ notification_ref: '', kind: 'lost' }),
    ],
    interviews: [
      INTERVIEW,
      { ...INTERVIEW, interview_ref: 'V2', incident_refs: 'I1;I77' },
      { ...INTERVIEW, interview_ref: 'V3', offered_at: '', completed_at: '2026-03-01T19:59' },
      { ...INTERVIEW, interview_ref: 'V4', completed_at: '2026-03-02T09:59' },
      { ...INTERVIEW, interview_ref: 'V5', shared_with_police_at: '2026-03-03T09:59' },
      { ...INTERVIEW, interview_ref: 'V6', child_ref: 'L98' },
      { ...INTERVIEW, interview_ref: 'V7', allocated_to: 'nobody' },
      { ...INTERVIEW, interview_ref: 'V8', incident_refs: '' },
    ],
    screenings: [
      { child_ref: 'L1', tool: 'child-exploitation', completed_on: '2026-04-01' },
      { child_ref: 'L1', tool: 'child-exploitation', completed_on: '2026-04-02' },
    ],
  });
  assert.deepEqual(lines(printed), [
    'agencies 5 x',
    'children 3 L2',
    'children 4 L3',
    'children 5 L4',
    'children 6 L5',
    'children 7 L6',
    'statuses 3 L1',
    'statuses 4 L9',
    'statuses 5 L1',
    'notifications 5 N4',
    'notifications 6 N5',
    'notifications 7 N6',
    'notifications 8 N7',
    'notifications 9 N8',
    'notifications 10 N9',
    'notifications 11 N10',
    'notifications 12 N11',
    'notifications 13 N12',
    'notifications 14 null',
    'interviews 3 V2',
    'interviews 4 V3',
    'interviews 5 V4',
    'interviews 6 V5',
    'interviews 7 V6',
    'interviews 8 V7',
    'interviews 9 V8',
    'screenings 3 L1',
  ]);
  for (const { reason } of printed.rejected) assert.match(reason, /[;,.] .*\.$/, reason);
  assert.equal(printed.accepted.notifications, 3);
  assert.equal(await countOf(database, 'child'), 1);
});

test('an impossible return is rejected whichever of the two rows came first, and a return at the very start is not', async (t) => {
  const database = await withDatabase(t);
  const early = aTellingRow({
    notification_ref: 'N0',
    kind: 'found',
    occurred_at: '2026-03-01T19:59',
    reported_at: '',
  });
  const printed = await importFeeds(database, {
    agencies: PARTNERSHIP,
    children: [aChildRow()],
    notifications: [
      early,
      aTellingRow({ notification_ref: 'N3', kind: 'found', occurred_at: '2026-03-01T20:00', reported_at: '' }),
      aTellingRow(),
    ],
  });
  assert.deepEqual(lines(printed), ['notifications 2 N0']);
});

test('a row of an agency, child or incident that comes later in the run, or came in an earlier one, is known', async (t) => {
  const database = await withDatabase(t);
  await importFeeds(database, { agencies: PARTNERSHIP, children: [aChildRow()] });
  const printed = await importFeeds(database, {
    notifications: [FOUND, aTellingRow()],
    interviews: [INTERVIEW],
    children: [aChildRow({ child_ref: 'L2', police_ref: 'P2', forename: 'Ivo', responsible_authority: 'newshire' })],
    agencies: [{ code: 'newshire', kind: 'local-authority', name: 'Newshire' }],
  });
  assert.deepEqual(printed.rejected, []);
});
