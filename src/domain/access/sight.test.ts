import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import { RELATIONSHIPS, type Relationship } from '../chronology/record.ts';
import { changeOfSight, seersOf, type Seer } from './seers.ts';
import { foldSight, whyNotDecided, type SightDecision } from './sight.ts';

const MADE = { why: 'a reason', at: at('2026-03-10T09:00Z'), byAgency: 'thames-valley-police' };
const name = (personId: number): SightDecision => ({ kind: 'person-named', personId, ...MADE });
const bar = (personId: number): SightDecision => ({ kind: 'person-barred', personId, ...MADE });
const restrict: SightDecision = { kind: 'restricted', grounds: 'forced-marriage', ...MADE };
const lift: SightDecision = { kind: 'restriction-lifted', ...MADE };

test('what holds follows from the decisions, in their order', () => {
  assert.deepEqual(foldSight([]), { restriction: null, named: [], barred: [], addressHidden: false });
  const state = foldSight([name(2), name(1), restrict, bar(3), { kind: 'address-hidden', ...MADE }]);
  assert.deepEqual([state.named, state.barred, state.addressHidden], [[1, 2], [3], true]);
  assert.equal(state.restriction?.byAgency, 'thames-valley-police');
  assert.equal(foldSight([name(1), restrict, lift]).restriction, null);
  const ended = foldSight([
    name(1),
    bar(3),
    { kind: 'person-unnamed', personId: 1, ...MADE },
    { kind: 'bar-lifted', personId: 3, ...MADE },
  ]);
  assert.deepEqual([ended.named, ended.barred], [[], []]);
});

test('decisions that would leave nobody, repeat, or be about oneself are refused with the way out', () => {
  const refusal = (before: readonly SightDecision[], decision: SightDecision): string | undefined =>
    whyNotDecided(foldSight(before), decision, 9)?.code;
  assert.equal(refusal([], lift), 'not-restricted');
  assert.equal(refusal([name(1), restrict], restrict), 'already');
  assert.equal(refusal([bar(1)], name(1)), 'barred');
  assert.equal(refusal([name(1), restrict], { kind: 'person-unnamed', personId: 1, ...MADE }), 'last');
  assert.equal(refusal([name(1), restrict], bar(1)), 'last');
  assert.equal(refusal([name(1), name(2), restrict], bar(1)), undefined);
  assert.equal(refusal([], bar(9)), 'oneself');
  assert.equal(refusal([bar(9)], { kind: 'bar-lifted', personId: 9, ...MADE }), 'oneself');
  assert.equal(refusal([], { kind: 'bar-lifted', personId: 1, ...MADE }), 'not-barred');
  assert.equal(refusal([], restrict), undefined);
});

test('what a decision opens and closes is known before it is made', () => {
  const people: Seer[] = [
    { userId: 1, actor: { agencyCode: 'oxfordshire', agencyKind: 'local-authority', role: 'social-worker' } },
    { userId: 2, actor: { agencyCode: 'oxfordshire', agencyKind: 'local-authority', role: 'analyst' } },
    { userId: 3, actor: { agencyCode: 'swindon', agencyKind: 'local-authority', role: 'social-worker' } },
  ];
  const relationships = new Map<string, readonly Relationship[]>([['oxfordshire', RELATIONSHIPS]]);
  const before = seersOf(people, relationships, foldSight([]));
  assert.deepEqual([...before], [1]);
  const restricted = seersOf(people, relationships, foldSight([name(3), restrict]));
  assert.deepEqual([...restricted], [], 'a name does not make up for an agency that is not involved');
  assert.deepEqual(changeOfSight(before, restricted), { opens: [], closes: [1] });
  const invited = seersOf(
    people,
    new Map<string, readonly Relationship[]>([...relationships, ['swindon', ['consulted']]]),
    foldSight([]),
  );
  assert.deepEqual(changeOfSight(before, invited), { opens: [3], closes: [] });
});
