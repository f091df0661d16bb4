import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  aChild,
  aChronology,
  aCouncilNotification,
  aNotification,
  FOLD_RULES,
  received,
} from '../../../test/support/notifications.ts';
import type { EntryContent } from '../chronology/entry.ts';
import { fold } from '../chronology/fold.ts';
import { newlyInvolved } from './newly-involved.ts';

const child: EntryContent = { kind: 'child-recorded', details: aChild() };
const police = received(aNotification({ notificationRef: 'P1', incidentRef: 'I1' }));
const again = received(aNotification({ notificationRef: 'P2', incidentRef: 'I2' }));
const folded = (...contents: EntryContent[]) => fold(aChronology(contents), FOLD_RULES);
const words = (told: ReturnType<typeof newlyInvolved>) => told.map((one) => `${one.recipient}: ${one.agency}`);

test('an agency that becomes involved is told, and so is the authority that answers for the child', () => {
  assert.deepEqual(words(newlyInvolved(folded(child), folded(child, police))), [
    'thames-valley-police: thames-valley-police',
    'oxfordshire: thames-valley-police',
  ]);
});

test('who was involved already is no news, whatever it becomes as well', () => {
  assert.deepEqual(newlyInvolved(folded(child, police), folded(child, police, again)), []);
  const told = received(aCouncilNotification({ notificationRef: 'C1' }));
  assert.deepEqual(newlyInvolved(folded(child), folded(child, told)), []);
});

test('of a new child everybody is told, the authority about itself once', () => {
  assert.deepEqual(words(newlyInvolved(undefined, folded(child))), ['oxfordshire: oxfordshire']);
});

test('without a responsible authority only the agency itself is told', () => {
  const unknown: EntryContent = { kind: 'child-recorded', details: aChild({ responsibleAuthority: null }) };
  const swindon = received(
    aNotification({
      notificationRef: 'S1',
      reportedBy: 'swindon',
      reportedByKind: 'local-authority',
      missingFromAuthority: null,
    }),
  );
  assert.deepEqual(words(newlyInvolved(folded(unknown), folded(unknown, swindon))), ['swindon: swindon']);
});
