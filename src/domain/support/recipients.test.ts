/** Who a child may be referred to, who answers in Homeward, and what is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from '../../../test/support/notifications.ts';
import type { Agency } from '../child/agency.ts';
import type { Involvement } from '../chronology/record.ts';
import { REFERRALS } from './acts.ts';
import { mayAnswerReferral, recipientsOf, refusalOfReferral } from './recipients.ts';

const NOW = at('2026-03-10T12:00Z');
const agency = (code: string, kind: Agency['kind']): Agency => ({ code, kind, name: code });
const AGENCIES = [
  agency('clinic', 'health'),
  agency('oxfordshire', 'local-authority'),
  agency('police', 'police'),
  agency('school', 'education'),
  agency('streetwise', 'interview-provider'),
  agency('swindon', 'local-authority'),
  agency('panel', 'board'),
];
const involved = (code: string, relationship: Involvement['relationship'], untilAt: number | null = null) =>
  ({ agency: code, relationship, untilAt }) as Involvement;

test('whoever is involved answers in Homeward until its part ends; health, education and charities are named', () => {
  const involvements = [
    involved('oxfordshire', 'responsible-authority'),
    involved('police', 'police', NOW + 1),
    involved('streetwise', 'interview-provider', NOW),
    involved('swindon', 'host-authority'),
  ];
  const found = recipientsOf(AGENCIES, involvements, 'streetwise', NOW);
  assert.deepEqual(
    found.map(({ code, answersHere }) => [code, answersHere]),
    [
      ['oxfordshire', true],
      ['police', true],
      ['clinic', false],
      ['school', false],
    ],
  );
  assert.ok(!recipientsOf(AGENCIES, involvements, 'oxfordshire', NOW).some(({ code }) => code === 'streetwise'));
  assert.ok(!recipientsOf(AGENCIES, involvements, 'clinic', NOW).some(({ code }) => code === 'clinic'));
});

test('an agency is not referred to for what it does not see to, and somebody outside has a name', () => {
  const [clinic, council, police] = AGENCIES;
  assert.equal(refusalOfReferral('sexual-health', clinic ?? null, ''), null);
  assert.equal(refusalOfReferral('sexual-health', police ?? null, '')?.field, 'agency');
  assert.equal(refusalOfReferral('police-report', council ?? null, 'x')?.field, 'agency');
  for (const kind of REFERRALS) {
    assert.equal(refusalOfReferral(kind, null, ' ')?.code, 'nobody-named');
    assert.equal(refusalOfReferral(kind, null, 'Dr Rao'), null);
  }
  assert.equal(refusalOfReferral('other', police ?? null, ''), null);
});

test('whoever owes the answer gives it, and whoever reads the child’s referrals; nobody else', () => {
  const referral = { owedBy: 'police' };
  assert.equal(mayAnswerReferral(referral, { agency: 'police', readsSupport: false }), true);
  assert.equal(mayAnswerReferral(referral, { agency: 'oxfordshire', readsSupport: true }), true);
  assert.equal(mayAnswerReferral(referral, { agency: 'other', readsSupport: false }), false);
});
