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
    'call-taker': 'RHLPOICMAV',
    'duty-inspector': 'RHLPOICMAV',
    'force-incident-manager': 'RHLPOICMAV',
    'operations-superintendent': 'RHLPOICMAV',
    'missing-person-coordinator': 'RHLPOICMAV',
    'missing-team-worker': 'RHLPOICMAV',
    'social-worker': 'RHLPOICMAV',
    'team-manager': 'RHLPOICMAV',
    'strategic-lead': 'RHLPOICMAV',
    'independent-reviewing-officer': 'RHLPOICMAV',
    interviewer: 'RHLPOICMAV',
    'provider-manager': 'RHLPOICMAV',
    'residential-worker': 'OCMA',
    'foster-carer': 'OCMA',
    'registered-manager': 'OCMA',
    'panel-chair': 'M',
    'information-governance': 'RHLPOICMAV',
    'agency-system': 'RHLPOICMAV',
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
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'RVI',
    'provider-manager': 'I',
    'agency-system': 'RVI',
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
    'call-taker': 'RHLPOICMAV',
    'duty-inspector': 'RHLPOICMAV',
    'force-incident-manager': 'RHLPOICMAV',
    'operations-superintendent': 'RHLPOICMAV',
    'missing-person-coordinator': 'RHLPOICMAV',
    'missing-team-worker': 'RHLPOICMAV',
    'social-worker': 'RHLPOICMAV',
    'team-manager': 'RHLPOICMAV',
    'strategic-lead': 'RHLPOICMAV',
    'independent-reviewing-officer': 'RHLPOICMAV',
    'information-governance': 'RHLPOICMAV',
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
    'information-governance': 'RHLPOICMAV',
  },
  'bar-person': {
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'team-manager': 'R',
    'information-governance': 'RHLPOICMAV',
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
  'decide-retention': { 'information-governance': 'RHLPOICMAV', 'strategic-lead': 'RHLPOICMAV' },
  'hold-record': { 'information-governance': 'RHLPOICMAV', 'strategic-lead': 'RHLPOICMAV' },
  'see-audit-heads': { 'information-governance': '-', 'agency-system': '-' },
  'keep-accounts': { 'agency-administrator': '-' },
  'see-agencies': { 'agency-administrator': '-', 'strategic-lead': '-', 'information-governance': '-' },
  'confirm-recovery': { 'agency-administrator': '-', 'information-governance': '-' },
  'triage-return': {
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'I',
    'provider-manager': 'I',
  },
  'give-information': {
    'call-taker': 'RHLPOICMAV',
    'duty-inspector': 'RHLPOICMAV',
    'force-incident-manager': 'RHLPOICMAV',
    'operations-superintendent': 'RHLPOICMAV',
    'missing-person-coordinator': 'RHLPOICMAV',
    'missing-team-worker': 'RHLPOICMAV',
    'social-worker': 'RHLPOICMAV',
    'team-manager': 'RHLPOICMAV',
    'strategic-lead': 'RHLPOICMAV',
    'independent-reviewing-officer': 'RHLPOICMAV',
    interviewer: 'RHLPOICMAV',
    'provider-manager': 'RHLPOICMAV',
    'residential-worker': 'RHLPOICMAV',
    'foster-carer': 'RHLPOICMAV',
    'registered-manager': 'RHLPOICMAV',
  },
  'hold-interview': {
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'RVI',
    'provider-manager': 'I',
  },
  'sign-off-interview': {
    'team-manager': 'RV',
    'strategic-lead': 'RV',
  },
  'close-return': {
    'team-manager': 'RV',
    'strategic-lead': 'RV',
  },
  'pass-return': {
    'missing-team-worker': 'R',
    'team-manager': 'R',
  },
  'answer-pass': {
    'missing-team-worker': 'A',
    'team-manager': 'A',
  },
  'allocate-interview': {
    'missing-team-worker': 'RV',
    'team-manager': 'RV',
    'provider-manager': 'I',
  },
  'share-interview': {
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'RVI',
    'provider-manager': 'I',
  },
  'acknowledge-interview': {
    'missing-person-coordinator': 'P',
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'missing-team-worker': 'R',
    'social-worker': 'R',
    'team-manager': 'R',
    'agency-system': 'RP',
  },
  'record-fact': {
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'RVI',
    'provider-manager': 'I',
    'call-taker': 'P',
    'duty-inspector': 'P',
    'force-incident-manager': 'P',
    'operations-superintendent': 'P',
    'missing-person-coordinator': 'P',
  },
  'use-fact': {
    'call-taker': 'RHLPOICMAV',
    'duty-inspector': 'RHLPOICMAV',
    'force-incident-manager': 'RHLPOICMAV',
    'operations-superintendent': 'RHLPOICMAV',
    'missing-person-coordinator': 'RHLPOICMAV',
    'missing-team-worker': 'RHLPOICMAV',
    'social-worker': 'RHLPOICMAV',
    'team-manager': 'RHLPOICMAV',
    'strategic-lead': 'RHLPOICMAV',
  },
  'see-networks': {
    'call-taker': '-',
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'operations-superintendent': '-',
    'missing-person-coordinator': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
  },
  'see-sent-interviews': {
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    interviewer: '-',
    'provider-manager': '-',
  },
  'see-received-interviews': {
    'missing-person-coordinator': '-',
    'duty-inspector': '-',
    'force-incident-manager': '-',
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'agency-system': '-',
  },
  'give-support': {
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'I',
    'provider-manager': 'I',
  },
  'refer-child': {
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'I',
    'provider-manager': 'I',
  },
  'answer-referral': {
    'missing-team-worker': 'RV',
    'social-worker': 'RV',
    'team-manager': 'RV',
    interviewer: 'I',
    'provider-manager': 'I',
    'missing-person-coordinator': 'P',
    'duty-inspector': 'P',
  },
  'see-support-given': {
    'missing-team-worker': '-',
    'social-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    interviewer: '-',
    'provider-manager': '-',
  },
  'see-interview-ledger': {
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
    analyst: '-',
    'information-governance': '-',
    'scrutiny-reader': '-',
    'panel-chair': '-',
  },
  'scrutinise-interviews': {
    'team-manager': '-',
    'strategic-lead': '-',
    'missing-team-worker': '-',
  },
  'keep-interviewers': {
    'team-manager': '-',
    'provider-manager': '-',
  },
  'see-interview-capacity': {
    'missing-team-worker': '-',
    'team-manager': '-',
    'strategic-lead': '-',
    'provider-manager': '-',
    interviewer: '-',
  },
  'keep-provider-terms': {
    'team-manager': '-',
    'strategic-lead': '-',
  },
  'answer-interview-request': {
    interviewer: '-',
    'provider-manager': '-',
  },
  'keep-funding': {
    'provider-manager': '-',
    'strategic-lead': '-',
  },
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
  'interviewing-authority': 'V',
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

test('a system reads of a child no more than the people of its agency do', () => {
  const shows = (role: Role, kind: AgencyKind, ...relationships: Relationship[]) =>
    decide(actor(role, kind), 'see-child', standingBy(...relationships)).shows;
  const alike = (role: Role, kind: AgencyKind, ...relationships: Relationship[]) =>
    assert.deepEqual(
      shows('agency-system', kind, ...relationships),
      shows(role, kind, ...relationships),
      `${role} as ${relationships.join(', ')}`,
    );
  alike('missing-person-coordinator', 'police', 'police');
  alike('missing-person-coordinator', 'police', 'police', 'meeting-member');
  for (const relationship of ['reporter', 'placement-provider', 'meeting-member', 'consulted'] as const)
    alike('residential-worker', 'placement-provider', relationship);
  alike('team-manager', 'local-authority', 'responsible-authority', 'reporter');
  alike('provider-manager', 'interview-provider', 'interview-provider');
  assert.ok(!shows('agency-system', 'police', 'police').includes('interview-words'));
  assert.ok(!shows('agency-system', 'placement-provider', 'reporter').includes('interviews'));
});

test('who may do something as the provider of an interview alone may do it of what was given alone', () => {
  const bounded = ['triage-return', 'hold-interview', 'allocate-interview', 'share-interview', 'record-fact'] as const;
  for (const act of bounded) {
    const provider = actor('provider-manager');
    assert.equal(decide(provider, act, standingBy('interview-provider')).onlyGiven, true, act);
    assert.equal(decide(provider, act, standingBy('interview-provider', 'reporter')).onlyGiven, true, act);
    const council = actor('team-manager');
    assert.equal(decide(council, act, standingBy('responsible-authority')).onlyGiven, false, act);
    assert.equal(decide(council, act, standingBy('interviewing-authority')).onlyGiven, false, act);
  }
  const interviewer = actor('interviewer', 'local-authority');
  assert.equal(
    decide(interviewer, 'hold-interview', standingBy('interview-provider', 'interviewing-authority')).onlyGiven,
    false,
  );
});

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
