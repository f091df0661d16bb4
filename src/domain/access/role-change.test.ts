import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from './decide.ts';
import { actsOf, changeOfRole, rankWords, whyRoleNotChanged, type RoleFacts } from './role-change.ts';
import type { Role } from './roles.ts';

const council = (role: Role): Actor => ({ agencyCode: 'oxfordshire', agencyKind: 'local-authority', role });
const officer = (rank: Actor['rank'], role: Role = 'duty-inspector'): Actor => ({
  agencyCode: 'thames-valley-police',
  agencyKind: 'police',
  role,
  rank: rank ?? null,
});
const codes = (acts: readonly { readonly act: string }[]): string[] => acts.map(({ act }) => act);

test('a scrutiny reader made a social worker gains sight of children, and loses nothing', () => {
  const change = changeOfRole(council('scrutiny-reader'), council('social-worker'));
  assert.ok(codes(change.gains).includes('see-child'));
  assert.ok(codes(change.gains).includes('tell-of-absence'));
  assert.deepEqual(change.loses, []);
  const back = changeOfRole(council('social-worker'), council('scrutiny-reader'));
  assert.deepEqual(codes(back.loses), codes(change.gains));
  assert.deepEqual(back.gains, []);
});

test('a rank below that which an act needs loses the act, and the needed rank itself has it', () => {
  const demoted = changeOfRole(officer('inspector'), officer('sergeant'));
  assert.deepEqual(codes(demoted.loses), ['restrict-record', 'bar-person']);
  assert.deepEqual(codes(changeOfRole(officer('sergeant'), officer('inspector')).gains), codes(demoted.loses));
  assert.deepEqual(changeOfRole(officer('inspector'), officer('chief-constable')), {
    gains: [],
    loses: [],
    widens: [],
    narrows: [],
  });
});

test('an act that reaches more children or shows more of them is said to widen, not to be gained', () => {
  const change = changeOfRole(council('panel-chair'), council('social-worker'));
  assert.ok(codes(change.widens).includes('see-child'));
  assert.ok(!codes(change.gains).includes('see-child'));
  const back = changeOfRole(council('social-worker'), council('panel-chair'));
  assert.ok(codes(back.narrows).includes('see-child'));
  assert.ok(!codes(back.widens).includes('see-child'));
});

test('who has an account closed loses every act, and who had a role that is not known gains them', () => {
  const all = codes(actsOf(council('team-manager')));
  assert.deepEqual(codes(changeOfRole(council('team-manager'), null).loses), all);
  assert.deepEqual(codes(changeOfRole(null, council('team-manager')).gains), all);
});

test('the same role changes nothing, and a role that the agency does not have may do nothing', () => {
  assert.deepEqual(changeOfRole(council('analyst'), council('analyst')), {
    gains: [],
    loses: [],
    widens: [],
    narrows: [],
  });
  assert.deepEqual(actsOf(council('duty-inspector')), []);
  assert.deepEqual(codes(actsOf(council('agency-administrator'))), [
    'keep-accounts',
    'see-agencies',
    'confirm-recovery',
  ]);
  assert.ok(actsOf(council('agency-system')).every(({ sentence }) => sentence !== ''));
});

const facts: RoleFacts = {
  userId: 2,
  role: 'social-worker',
  rank: null,
  team: null,
  agencyKind: 'local-authority',
  changedBy: 1,
  administrators: [1],
};
const wanted = { role: 'team-manager', rank: null, team: null } as const;

test('a role is not changed by oneself, by who is no administrator any more, or to what is not there', () => {
  const why = (changes: Partial<RoleFacts>, to: Parameters<typeof whyRoleNotChanged>[1] = wanted) =>
    whyRoleNotChanged({ ...facts, ...changes }, to)?.code;
  assert.equal(why({}), undefined);
  assert.equal(why({ userId: 1, role: 'agency-administrator' }), 'oneself');
  assert.equal(why({ administrators: [3] }), 'not-administrator');
  assert.equal(why({}, { ...wanted, role: 'duty-inspector' }), 'role-not-of-agency');
  assert.equal(why({}, { ...wanted, role: 'agency-system' }), 'role-not-of-agency');
  assert.equal(why({}, { ...wanted, rank: 'inspector' }), 'rank-not-of-agency');
  assert.equal(
    why({ agencyKind: 'police', role: 'call-taker' }, { ...wanted, role: 'duty-inspector', rank: 'inspector' }),
    undefined,
  );
  assert.equal(why({}, { role: 'social-worker', rank: null, team: null }), 'nothing-changes');
  assert.equal(why({}, { role: 'social-worker', rank: null, team: 'East' }), undefined);
});

test('a rank is written as people write it', () => {
  assert.equal(rankWords('assistant-chief-constable'), 'Assistant chief constable');
});
