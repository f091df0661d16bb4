import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgencyKind } from '../child/agency.ts';
import { RELATIONSHIPS } from '../chronology/record.ts';
import { decide, maySeeChild, type Actor } from './decide.ts';
import { ACTS, POLICY, type Rule } from './policy.ts';
import { ROLE_NAMES, ROLES, type Role } from './roles.ts';
import { NO_STANDING, standingBy, type Standing } from './standing.ts';

function actor(role: Role): Actor {
  const agencyKind: AgencyKind = ROLES[role].agencies[0];
  return { agencyCode: 'oxfordshire', agencyKind, role, rank: 'inspector' };
}

const SOCIAL_WORKER = actor('social-worker');
const INVOLVED: Standing = standingBy('responsible-authority');

test('a restricted record is for the people it names, whatever their relationship, and for no system', () => {
  assert.equal(maySeeChild(SOCIAL_WORKER, { ...INVOLVED, restricted: true }).because.code, 'not-named');
  assert.equal(maySeeChild(SOCIAL_WORKER, { ...INVOLVED, restricted: true, named: true }).allowed, true);
  assert.equal(maySeeChild(actor('agency-system'), { ...INVOLVED, restricted: true }).because.code, 'not-named');
  assert.equal(
    maySeeChild(SOCIAL_WORKER, { ...NO_STANDING, restricted: true, named: true }).because.code,
    'agency-not-involved',
  );
});

test('broken glass opens a record to who may break it, restricted or not, and lets nothing be changed', () => {
  const through: Standing = { ...NO_STANDING, restricted: true, glassBroken: true };
  assert.equal(maySeeChild(SOCIAL_WORKER, through).allowed, true);
  assert.equal(decide(SOCIAL_WORKER, 'correct-record', through).because.code, 'not-named');
  assert.equal(
    decide(SOCIAL_WORKER, 'correct-record', { ...through, restricted: false }).because.code,
    'agency-not-involved',
  );
  assert.equal(maySeeChild(actor('analyst'), through).because.code, 'role-may-not');
});

test('a bar beats relationship, name and broken glass, in every act of a child', () => {
  const everything: Standing = {
    ...standingBy(...RELATIONSHIPS),
    restricted: true,
    named: true,
    glassBroken: true,
    barred: true,
  };
  for (const act of ACTS) {
    const rule: Rule = POLICY[act];
    if (rule.grants.some(({ as }) => as === null)) continue;
    for (const role of ROLE_NAMES) assert.equal(decide(actor(role), act, everything).allowed, false, `${role} ${act}`);
  }
});

test('only an inspector or above of the police restricts a record', () => {
  const inspector = actor('duty-inspector');
  for (const rank of [null, 'constable', 'sergeant'] as const)
    assert.equal(decide({ ...inspector, rank }, 'restrict-record', standingBy('police')).because.code, 'rank-too-low');
  for (const rank of ['inspector', 'chief-inspector'] as const)
    assert.equal(decide({ ...inspector, rank }, 'restrict-record', standingBy('police')).allowed, true);
});

test('a carer is shown what a child needs cared for, and not what was said in an interview', () => {
  const carer = maySeeChild(actor('foster-carer'), standingBy('placement-provider'));
  assert.ok(carer.allowed && carer.shows.includes('episodes'));
  assert.ok(!carer.shows.includes('interviews') && !carer.shows.includes('screenings'));
  assert.ok(maySeeChild(SOCIAL_WORKER, INVOLVED).shows.includes('interviews'));
  assert.deepEqual(maySeeChild(SOCIAL_WORKER, NO_STANDING).shows, []);
});
