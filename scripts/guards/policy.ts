/** Guards of the rules: who may do what, how often, and with whom. */
import type { CodeGuard } from './guard.ts';

const DECIDE = 'src/domain/access/decide.ts';
const TOKEN = 'src/domain/access/identity-token.ts';
const PROOF = 'src/domain/access/system-proof.ts';
const DECIDE_TESTS = ['src/domain/access/decide.test.ts', 'src/domain/access/standing.test.ts'];
const TOKEN_TESTS = ['src/domain/access/identity-token.test.ts'];
const PROOF_TESTS = ['src/domain/access/system-proof.test.ts'];

/** @returns the guards of `src/domain/access` */
export const POLICY_GUARDS: readonly CodeGuard[] = [
  { guard: 'a role counts only in a kind of agency that has it', file: DECIDE, find: 'if (!meaning.agencies.includes(actor.agencyKind)) {', put: 'if (false as boolean) {', tests: DECIDE_TESTS },
  { guard: 'an act is for the roles that it names', file: DECIDE, find: 'rule.grants.filter((grant) => grant.roles.includes(actor.role))', put: '[...rule.grants]', tests: DECIDE_TESTS },
  { guard: 'an act that needs a rank needs it', file: DECIDE, find: 'rank === undefined || isAtLeast(actor.rank ?? null, rank)', put: 'rank === undefined || isAtLeast(rank, rank)', tests: DECIDE_TESTS },
  { guard: 'a barred person is refused', file: DECIDE, find: 'if (standing.barred) return', put: 'if (standing.barred && false) return', tests: DECIDE_TESTS },
  { guard: 'a restricted record is for those it names', file: DECIDE, find: 'if (standing.restricted && !standing.named && glass === undefined)', put: 'if (standing.restricted && !standing.named && glass === undefined && false)', tests: DECIDE_TESTS },
  { guard: 'an act of a child needs a relationship of the agency', file: DECIDE, find: 'as?.some((relationship) => standing.relationships.includes(relationship))', put: 'as !== undefined', tests: DECIDE_TESTS },
  { guard: 'a notification is decided by an agency that it concerns', file: DECIDE, find: 'if (!decision.allowed || concerns.includes(actor.agencyCode)) return decision;', put: 'if (!decision.allowed || concerns !== undefined) return decision;', tests: DECIDE_TESTS },
  { guard: 'a council reads no other council’s figures', file: DECIDE, find: "actor.agencyKind !== 'local-authority' && worksWith", put: 'worksWith', tests: DECIDE_TESTS },
  { guard: 'the police read figures only of authorities they work with', file: DECIDE, find: '&& worksWith.includes(authority)) return decision;', put: ') return decision;', tests: DECIDE_TESTS },
  { guard: 'a panel chair sees only children on the agenda', file: 'src/domain/access/policy/record.ts', find: "{ roles: ['panel-chair'], as: ['meeting-member'], shows: WHOLE_RECORD },", put: "{ roles: ['panel-chair'], as: INVOLVED, shows: WHOLE_RECORD },", tests: ['src/db/who-may-see.test.ts'] },
  { guard: 'a carer is shown no interview', file: 'src/domain/access/policy/record.ts', find: '{ roles: CARERS, as: CARING, shows: CARE_RECORD },', put: '{ roles: CARERS, as: CARING, shows: WHOLE_RECORD },', tests: DECIDE_TESTS },
  { guard: 'only an inspector of the police restricts a record', file: 'src/domain/access/policy/sight.ts', find: "rank: 'inspector',\n        as: ['police'],\n      },\n      { roles: ['information-governance'], as: INVOLVED },\n    ],\n    source:\n      'West", put: "as: ['police'],\n      },\n      { roles: ['information-governance'], as: INVOLVED },\n    ],\n    source:\n      'West", tests: DECIDE_TESTS },
  { guard: 'the children of a day are limited', file: 'src/domain/access/budgets.ts', find: 'if (own > most) {', put: 'if (own > most * 100) {', tests: ['src/domain/access/budgets.test.ts'] },
  { guard: 'the children of a day of an agency are limited', file: 'src/domain/access/budgets.ts', find: 'if (spending.childrenOfAgency + spending.newChildren > budgets.childrenADayOfAgency) {', put: 'if (false as boolean) {', tests: ['src/domain/access/budgets.test.ts'] },
  { guard: 'the searches of an hour are limited', file: 'src/domain/access/budgets.ts', find: 'if (lastHour >= ofHour) {', put: 'if (lastHour >= ofHour * 100) {', tests: ['src/domain/access/budgets.test.ts'] },
  { guard: 'the searches of 24 hours are limited', file: 'src/domain/access/budgets.ts', find: 'if (lastDay >= ofDay) {', put: 'if (lastDay >= ofDay * 100) {', tests: ['src/domain/access/budgets.test.ts'] },
  { guard: 'a large file needs a second person', file: 'src/domain/access/exports.ts', find: 'return file.size > file.limit', put: 'return file.size > file.limit * 100', tests: ['src/domain/access/exports.test.ts'] },
  { guard: 'who asked for a file does not decide on it', file: 'src/domain/access/exports.ts', find: 'return decider !== null && decider !== requestedBy;', put: 'return decider !== null && requestedBy > 0;', tests: ['src/domain/access/exports.test.ts'] },
  { guard: 'a file is fetched for 24 hours', file: 'src/domain/access/exports.ts', find: 'now - facts.madeAt < FILE_LASTS', put: 'now >= facts.madeAt', tests: ['src/domain/access/exports.test.ts'] },
  { guard: 'who asked to see an address does not decide', file: 'src/domain/access/hidden-address.ts', find: 'if (request.decider === request.askedBy)', put: 'if (request.decider === -request.askedBy)', tests: ['src/domain/access/hidden-address.test.ts'] },
  { guard: 'sight of a hidden address ends', file: 'src/domain/access/hidden-address.ts', find: 'return untilAt !== null && now < untilAt;', put: 'return untilAt !== null && now > 0;', tests: ['src/domain/access/hidden-address.test.ts'] },
  { guard: 'nobody confirms the recovery of their own account', file: 'src/domain/access/recovery.ts', find: 'if (confirmer === recovery.userId) {', put: 'if (confirmer === -recovery.userId) {', tests: ['src/domain/access/recovery.test.ts'] },
  { guard: 'who started a recovery does not confirm it', file: 'src/domain/access/recovery.ts', find: 'if (confirmer === recovery.startedBy) {', put: 'if (confirmer === -1 && recovery.startedBy === -2) {', tests: ['src/domain/access/recovery.test.ts'] },
  { guard: 'guesses of a password are limited', file: 'src/domain/access/sign-in-limits.ts', find: 'return before.here < limits.here && before.fromSource < limits.fromSource && before.forAccount < limits.forAccount;', put: 'return before.here < limits.here * 100;', tests: ['src/features/sign-in/sign-in.test.ts'] },
  { guard: 'a token is signed by an algorithm on the list', file: TOKEN, find: 'if (!(SIGNATURE_ALGORITHMS as readonly unknown[]).includes(alg))', put: 'if (alg === undefined)', tests: TOKEN_TESTS },
  { guard: 'a token brings no key of its own', file: TOKEN, find: 'if (Object.keys(header).some((name) => !HEADER_NAMES.includes(name)))', put: 'if (HEADER_NAMES.length === 0)', tests: TOKEN_TESTS },
  { guard: 'a token is of its kind', file: TOKEN, find: "if (type !== undefined && (typeof type !== 'string' || !types.includes(type.toLowerCase())))", put: "if (type !== undefined && (typeof type !== 'string' || types.length === 0))", tests: TOKEN_TESTS },
  { guard: 'a token is of the issuer that was agreed', file: TOKEN, find: "if (claims['iss'] !== issuer) return", put: "if (claims['iss'] === undefined && issuer !== '') return", tests: TOKEN_TESTS },
  { guard: 'a token is meant for us', file: TOKEN, find: 'if (only !== clientId) return', put: 'if (only === undefined && clientId !== null) return', tests: TOKEN_TESTS },
  { guard: 'a token expires', file: TOKEN, find: 'if (expires <= now - CLOCK_TOLERANCE) return', put: 'if (expires <= 0) return', tests: TOKEN_TESTS },
  { guard: 'a token answers this very request to sign in', file: TOKEN, find: "(claims['nonce'] === asked.nonce\n", put: "(claims['nonce'] !== undefined || asked.nonce === ''\n", tests: TOKEN_TESTS },
  { guard: 'a person is of a tenant that was agreed', file: TOKEN, find: 'if (tenant === null || !tenants.includes(tenant))', put: 'if (tenant === null || tenants.length < 0)', tests: TOKEN_TESTS },
  { guard: 'a sign-in is of the level that was agreed', file: TOKEN, find: 'if (terms.acrValues.length > 0 && !levels', put: 'if (terms.acrValues.length > 99 && !levels', tests: TOKEN_TESTS },
  { guard: 'a sign-in has the methods that were agreed', file: TOKEN, find: 'if (!terms.amrValues.every((method) => methods.includes(method)))', put: 'if (!terms.amrValues.every((method) => method.length + methods.length > 0))', tests: TOKEN_TESTS },
  { guard: 'a sign-in is not long ago', file: TOKEN, find: 'if (at < now - terms.maxAgeSeconds * 1000 - CLOCK_TOLERANCE)', put: 'if (at < 0)', tests: TOKEN_TESTS },
  { guard: 'who is to be asked again was asked again', file: TOKEN, find: 'if (asked.afresh && at < asked.askedAt - CLOCK_TOLERANCE)', put: 'if (asked.afresh && at < 0)', tests: TOKEN_TESTS },
  { guard: 'an assertion is meant for us alone', file: PROOF, find: "if (typeof audience !== 'string' || !expected.audiences.includes(audience))", put: "if (typeof audience !== 'string' || expected.audiences.length === 0)", tests: PROOF_TESTS },
  { guard: 'an assertion expires', file: PROOF, find: "if (expires <= now) return refused('too-old'", put: "if (expires <= 0) return refused('too-old'", tests: PROOF_TESTS },
  { guard: 'a proof is for this address', file: PROOF, find: "if (claims['htu'] !== asked.address)", put: "if (claims['htu'] === undefined)", tests: PROOF_TESTS },
  { guard: 'a proof is for this method', file: PROOF, find: "if (claims['htm'] !== asked.method) return", put: "if (claims['htm'] === undefined) return", tests: PROOF_TESTS },
  { guard: 'a proof is for this token', file: PROOF, find: "if (asked.tokenDigest !== null && claims['ath'] !== asked.tokenDigest)", put: "if (asked.tokenDigest !== null && claims['ath'] === undefined)", tests: PROOF_TESTS },
  { guard: 'a signature covers what matters', file: PROOF, find: 'if (missing.length > 0) return', put: 'if (missing.length > 99) return', tests: PROOF_TESTS },
  { guard: 'a proof is new', file: PROOF, find: 'if (made < now - PROOF_WINDOW) return', put: 'if (made < 0) return', tests: PROOF_TESTS },
];
