import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AgencyKind } from '../child/agency.ts';
import { AGENCY_KINDS } from '../child/agency.ts';
import { RELATIONSHIPS, type Relationship } from '../chronology/record.ts';
import { decide, mayDecideReview, mayRunReport, maySeeChild, type Actor } from './decide.ts';
import { ACTS, POLICY, type Act, type Rule } from './policy.ts';
import { NO_STANDING, standingBy } from './standing.ts';
import { isRole, ROLE_NAMES, ROLES, rolesOf, type Role, type RoleMeaning } from './roles.ts';

const home: Partial<Record<Role, AgencyKind>> = { interviewer: 'interview-provider' };
function actor(
  role: Role,
  agencyKind: AgencyKind = home[role] ?? ROLES[role].agencies[0],
  agencyCode = 'oxfordshire',
): Actor {
  return { agencyCode, agencyKind, role, rank: 'inspector' };
}

/** The policy as a person reads it: per act, which roles may, in which relationship to the child ('-' where none is asked). */
const EXPECTED: Record<Act, Partial<Record<Role, string>>> = {
  'see-child': {
    'call-taker': 'RHLPOICMA',
    'duty-inspector': 'RHLPOICMA',
    'force-incident-manager': 'RHLPOICMA',
    'operations-superintendent': 'RHLPOICMA',
    'missing-person-coordinator': 'RHLPOICMA',
    'missing-team-worker': 'RHLPOICMA',
    'social-worker': 'RHLPOICMA',
    'team-manager': 'RHLPOICMA',
    'strategic-lead': 'RHLPOICMA',
    'independent-reviewing-officer': 'RHLPOICMA',
    interviewer: 'RHLPOICMA',
    'provider-manager': 'RHLPOICMA',
    'residential-worker': 'OCMA',
    'foster-carer': 'OCMA',
    'registered-manager': 'OCMA',
    'panel-chair': 'M',
    'information-governance': 'RHLPOICMA',
    'agency-system': 'RHLPOICMA',
  },
  'search-children': {
    'call-taker': '-',
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'independent-reviewing-officer': '-',
    interviewer: '-',
    'provider-manager': '-',
    'residential-worker': '-',
    'foster-carer': '-',
    'registered-manager': '-',
    'panel-chair': '-',
    'information-governance': '-',
    'agency-system': '-',
  },
  'see-worklist': {
    'call-taker': '-',
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'independent-reviewing-officer': '-',
    interviewer: '-',
    'provider-manager': '-',
    'residential-worker': '-',
    'foster-carer': '-',
    'registered-manager': '-',
    'agency-system': '-',
  },
  'tell-of-absence': {
    'call-taker': '-',
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'independent-reviewing-officer': '-',
    interviewer: '-',
    'provider-manager': '-',
    'residential-worker': '-',
    'foster-carer': '-',
    'registered-manager': '-',
    'agency-system': '-',
  },
  'record-risk-review': {
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'missing-person-coordinator': 'P',
    'agency-system': 'P',
  },
  'record-interview': {
    'missing-team-worker': 'R',
    'social-worker': 'R',
    'team-manager': 'R',
    interviewer: 'RI',
    'provider-manager': 'I',
    'agency-system': 'RI',
  },
  'correct-record': {
    'call-taker': 'P',
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'missing-person-coordinator': 'P',
    'missing-team-worker': 'RHO',
    'social-worker': 'RHO',
    'team-manager': 'RHO',
    'strategic-lead': 'RHO',
    interviewer: 'O',
    'provider-manager': 'O',
    'residential-worker': 'O',
    'foster-carer': 'O',
    'registered-manager': 'O',
    'agency-system': 'RHPO',
  },
  'settle-fault': {
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'missing-person-coordinator': 'P',
    'missing-team-worker': 'RHO',
    'social-worker': 'RHO',
    'team-manager': 'RHO',
    'strategic-lead': 'RHO',
  },
  'record-address': {
    'missing-team-worker': 'RH',
    'social-worker': 'RH',
    'team-manager': 'RH',
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'missing-person-coordinator': 'P',
  },
  'hide-address': {
    'social-worker': 'R',
    'team-manager': 'R',
    'information-governance': 'RP',
    'duty-inspector': 'P',
  },
  'reveal-address': {
    'missing-team-worker': 'RH',
    'social-worker': 'RH',
    'team-manager': 'RH',
    'strategic-lead': 'RH',
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'missing-person-coordinator': 'P',
  },
  'approve-address': { 'team-manager': 'R', 'strategic-lead': 'R', 'information-governance': 'R' },
  'unhide-address': { 'social-worker': 'R', 'team-manager': 'R', 'information-governance': 'R' },
  'decide-review': {
    'duty-inspector': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'team-manager': '-',
  },
  import: {
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'team-manager': '-',
    'provider-manager': '-',
    analyst: '-',
    'agency-system': '-',
  },
  'run-report': {
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'provider-manager': '-',
    analyst: '-',
    'scrutiny-reader': '-',
    'information-governance': '-',
    'agency-system': '-',
  },
  'open-figure': {
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'provider-manager': '-',
    analyst: '-',
    'information-governance': '-',
    'agency-system': '-',
  },
  'export-children': {
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'provider-manager': '-',
    analyst: '-',
    'information-governance': '-',
  },
  'decide-export': {
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'provider-manager': '-',
    'information-governance': '-',
  },
  'see-looks': { 'information-governance': '-' },
  'decide-alert': { 'information-governance': '-' },
  'make-subject-copy': { 'information-governance': 'RP' },
  'review-subject-copy': { 'information-governance': 'RP', 'team-manager': 'RP' },
  'see-disclosures': { 'information-governance': 'RP', 'team-manager': 'RP', 'social-worker': 'RP' },
  'see-looks-at-child': { 'information-governance': 'RP', 'team-manager': 'RP' },
  'see-access': {
    'call-taker': 'RHLPOICMA',
    'duty-inspector': 'RHLPOICMA',
    'force-incident-manager': 'RHLPOICMA',
    'operations-superintendent': 'RHLPOICMA',
    'missing-person-coordinator': 'RHLPOICMA',
    'missing-team-worker': 'RHLPOICMA',
    'social-worker': 'RHLPOICMA',
    'team-manager': 'RHLPOICMA',
    'strategic-lead': 'RHLPOICMA',
    'independent-reviewing-officer': 'RHLPOICMA',
    'information-governance': 'RHLPOICMA',
  },
  'agree-involvement': {
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'missing-person-coordinator': 'P',
    'missing-team-worker': 'RL',
    'social-worker': 'RL',
    'team-manager': 'RL',
    'independent-reviewing-officer': 'RL',
  },
  'restrict-record': {
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'information-governance': 'RHLPOICMA',
  },
  'bar-person': {
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'team-manager': 'R',
    'information-governance': 'RHLPOICMA',
  },
  'break-glass': {
    'call-taker': '-',
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'independent-reviewing-officer': '-',
    interviewer: '-',
    'provider-manager': '-',
    'residential-worker': '-',
    'foster-carer': '-',
    'registered-manager': '-',
    'information-governance': '-',
  },
  'review-broken-glass': {
    'duty-inspector': '-',
    'operations-superintendent': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'information-governance': '-',
  },
  'see-retention': { 'information-governance': '-', 'strategic-lead': '-' },
  'decide-retention': { 'information-governance': 'RHLPOICMA', 'strategic-lead': 'RHLPOICMA' },
  'hold-record': { 'information-governance': 'RHLPOICMA', 'strategic-lead': 'RHLPOICMA' },
  'see-audit-heads': { 'information-governance': '-', 'agency-system': '-' },
  'keep-accounts': { 'agency-administrator': '-' },
  'see-agencies': { 'agency-administrator': '-', 'strategic-lead': '-', 'information-governance': '-' },
  'confirm-recovery': { 'agency-administrator': '-', 'information-governance': '-' },
};
const LETTER: Record<Relationship, string> = {
  'responsible-authority': 'R',
  'host-authority': 'H',
  'placing-authority': 'L',
  police: 'P',
  reporter: 'O',
  'interview-provider': 'I',
  'placement-provider': 'C',
  'meeting-member': 'M',
  consulted: 'A',
};

for (const act of ACTS) {
  test(`every role in every relationship to the child may or may not, as the policy reads: ${POLICY[act].sentence.toLowerCase()}`, () => {
    const rule: Rule = POLICY[act];
    const ofChild = rule.grants.every((grant) => grant.as !== null);
    for (const role of ROLE_NAMES) {
      const expected = EXPECTED[act][role] ?? '';
      if (!ofChild) {
        assert.equal(decide(actor(role), act).allowed, expected === '-', role);
        continue;
      }
      assert.equal(decide(actor(role), act, NO_STANDING).allowed, false, `${role} without involvement`);
      for (const relationship of RELATIONSHIPS) {
        assert.equal(
          decide(actor(role), act, standingBy(relationship)).allowed,
          expected.includes(LETTER[relationship]),
          `${role} as ${relationship}`,
        );
      }
    }
  });
}

test('a role held in a kind of agency that does not have it may do nothing', () => {
  for (const role of ROLE_NAMES) {
    const meaning: RoleMeaning = ROLES[role];
    for (const kind of AGENCY_KINDS.filter((each) => !meaning.agencies.includes(each))) {
      for (const act of ACTS)
        assert.equal(decide(actor(role, kind), act, standingBy(...RELATIONSHIPS)).because.code, 'role-not-of-agency');
    }
  }
});

test('a refusal says whether the role or the involvement is wanting', () => {
  assert.equal(maySeeChild(actor('analyst'), standingBy('responsible-authority')).because.code, 'role-may-not');
  assert.equal(maySeeChild(actor('social-worker'), NO_STANDING).because.code, 'agency-not-involved');
  assert.equal(
    decide(actor('social-worker'), 'record-interview', standingBy('host-authority')).because.code,
    'not-in-this-relationship',
  );
  assert.equal(maySeeChild(actor('social-worker'), standingBy('host-authority')).because.code, 'allowed');
});

test('a council runs reports of its own only, whoever it shares children with', () => {
  assert.equal(mayRunReport(actor('analyst'), 'oxfordshire', []).allowed, true);
  assert.equal(mayRunReport(actor('analyst'), 'swindon', ['swindon']).because.code, 'not-this-authority');
});

test('the police run reports of the authorities they share children with, and of no other', () => {
  const police = actor('missing-person-coordinator', 'police', 'thames-valley-police');
  assert.equal(mayRunReport(police, 'oxfordshire', ['oxfordshire']).allowed, true);
  assert.equal(mayRunReport(police, 'croydon', ['oxfordshire']).because.code, 'not-this-authority');
  assert.equal(
    mayRunReport({ ...police, role: 'call-taker' }, 'oxfordshire', ['oxfordshire']).because.code,
    'role-may-not',
  );
});

test('a notification that does not concern the agency is not for it to decide', () => {
  assert.equal(mayDecideReview(actor('missing-team-worker'), ['oxfordshire', 'thames-valley-police']).allowed, true);
  assert.equal(mayDecideReview(actor('missing-team-worker'), ['croydon']).because.code, 'does-not-concern-agency');
  assert.equal(mayDecideReview(actor('strategic-lead'), ['oxfordshire']).because.code, 'role-may-not');
});

test('every kind of agency has an administrator and someone for information governance, and no person is a system', () => {
  for (const kind of AGENCY_KINDS) {
    assert.ok(rolesOf(kind).includes('agency-administrator'));
    assert.ok(rolesOf(kind).includes('information-governance'));
    assert.ok(!rolesOf(kind).includes('agency-system'));
  }
  assert.equal(isRole('duty-inspector'), true);
  assert.equal(isRole('toString'), false);
});
