import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EVERY_ACT } from '../../../test/support/every-act.ts';
import { aChild, aNotification } from '../../../test/support/notifications.ts';
import { joinParts, postcodesIn, takeApart, withoutPlaces } from './apart.ts';
import type { EntryContent } from './entry.ts';

const FOUND = aNotification({
  notificationRef: 'N2',
  kind: 'found',
  missingFromPostcode: 'OX1 2AB',
  foundPostcode: 'SN1 1AA',
  distanceMiles: 30.5,
  circumstances: 'Came back to 14 Larch Close, OX1 2AB.',
  returnedBy: 'a neighbour',
});

const CONTENTS: readonly EntryContent[] = [
  {
    kind: 'child-recorded',
    details: aChild({ childRef: 'C1', homePostcode: 'OX1 2AB' }),
    otherColumns: { home_address: '14 Larch Close' },
  },
  { kind: 'child-recorded', details: aChild({ childRef: 'C1' }) },
  { kind: 'notification-received', notification: FOUND },
  { kind: 'notification-received', notification: aNotification({ notificationRef: 'N1' }) },
  {
    kind: 'notification-corrected',
    notificationRef: 'N2',
    was: { foundPostcode: 'SN1 1AA', returnedBy: null, risk: null },
    now: { foundPostcode: null, returnedBy: 'police', risk: 'high' },
    why: 'The street was SN1 1AB',
  },
  { kind: 'notification-moved', notificationRef: 'N2', toChildId: 7, why: 'Another child' },
  { kind: 'review-recorded', episodeKey: 'I1', risk: 'high', rationale: 'Seen near OX1 2AB' },
  { kind: 'recording-fault-settled', faultKey: 'I1', why: 'Nothing more is known' },
  {
    kind: 'screening-recorded',
    screening: { tool: 'child-exploitation', completedOn: '2026-02-01' as never, outcome: 'low' },
  },
  {
    kind: 'screening-recorded',
    screening: { tool: 'child-exploitation', completedOn: '2026-02-01' as never, outcome: null },
  },
  { kind: 'status-recorded', period: { status: 'looked-after', fromOn: '2020-01-01' as never, toOn: null } },
  ...EVERY_ACT,
];

test('what is taken apart is joined again as it was, and the part that stays says nothing of places or in words', () => {
  for (const content of CONTENTS) {
    const parted = takeApart(content);
    assert.deepEqual(joinParts(content.kind, parted), content);
    const overWire = JSON.parse(JSON.stringify(parted)) as typeof parted;
    assert.deepEqual(joinParts(content.kind, overWire), content);
    assert.doesNotMatch(JSON.stringify(parted.kept), /OX1|SN1|Larch|neighbour|30\.5|Nothing|street\b/, content.kind);
  }
});

test('without its places an entry says the same whatever they were', () => {
  const elsewhere = {
    ...FOUND,
    missingFromPostcode: 'RG4 7ZZ',
    foundPostcode: null,
    distanceMiles: 2,
    circumstances: 'Came back to 3 Elm Road, RG4 7ZZ.',
  };
  const one = withoutPlaces({ kind: 'notification-received', notification: FOUND });
  const other = withoutPlaces({ kind: 'notification-received', notification: elsewhere });
  assert.deepEqual(one, other);
  assert.ok(one.kind === 'notification-received');
  assert.equal(one.notification.missingFromPostcode, null);
  assert.equal(one.notification.circumstances, 'Came back to [address withheld], [address withheld].');
});

test('a correction says that no place was corrected, where places are withheld', () => {
  const shown = withoutPlaces(CONTENTS[4] as EntryContent);
  assert.ok(shown.kind === 'notification-corrected');
  assert.deepEqual(
    [shown.was, shown.now],
    [
      { returnedBy: null, risk: null },
      { returnedBy: 'police', risk: 'high' },
    ],
  );
  assert.equal(shown.why, 'The street was [address withheld]');
});

test('the postcodes that entries name are known, so that they are looked for in words', () => {
  assert.deepEqual(CONTENTS.flatMap(postcodesIn), ['OX1 2AB', 'OX1 2AB', 'SN1 1AA', 'SN1 1AA']);
});
