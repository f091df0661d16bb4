/** Guards of the database: policies, constraints and what functions ask before they act. */
import type { DatabaseGuard } from './guard.ts';

const SEE = ['src/db/who-may-see.test.ts'];

const ADDRESS = ['test/security/hidden-address.test.ts', 'src/features/addresses/addresses.test.ts'];
const ROWS = ['test/security/rows.test.ts'];
const CATALOGUE = ['test/security/catalogue.test.ts'];
const ERASE = ['src/db/retention/erase.test.ts'];
const SPOT = ['src/features/spot-purchase/own-agency.test.ts'];
const ACROSS = ['src/features/facts/across-children.test.ts'];
const EXPORTS = ['src/features/exports/exports.test.ts', ...ROWS];

/** Everything on the tables of children opens. */
const open = (table: string, policy = 'involved_sees'): string =>
  `alter policy ${policy} on homeward.${table} using (true);`;

/** Asserts in a test's own words what a function says without one of its conditions. */
const without = (name: string, condition: string, instead = ''): string => `do $guard$
declare body text := pg_get_functiondef('homeward.${name}'::regproc);
begin
  if position($find$${condition}$find$ in body) = 0 then raise exception 'the guard is not where the list says'; end if;
  execute replace(body, $find$${condition}$find$, $put$${instead}$put$);
end $guard$;`;

/** Tables whose rows are of one child, under the same policies. */
const OF_A_CHILD = [
  'child',
  'child_identifier',
  'chronology_entry',
  'episode',
  'status_period',
  'interview',
  'screening',
  'duty',
  'return_follow_up',
  'transmission',
  'known_fact',
  'fact_use',
  'support',
  'referral',
];

/** @returns the guards of the database */
export const DATABASE_GUARDS: readonly DatabaseGuard[] = [
  ...OF_A_CHILD.map((table) => ({ guard: `rows of ${table} are for agencies involved`, sql: open(table), tests: SEE })),
  ...[...OF_A_CHILD, 'child_agency'].map((table) => ({
    guard: `rows of ${table} are closed by a restriction and a bar`,
    sql: `drop policy closed on homeward.${table};`,
    tests: ROWS,
  })),
  {
    guard: 'an agency cannot involve itself',
    sql: 'alter policy involve on homeward.child_agency with check (true);',
    tests: SEE,
  },
  {
    guard: 'an entry is signed by its own agency and person',
    sql: 'alter policy sign_as_oneself on homeward.chronology_entry with check (true);',
    tests: SEE,
  },
  {
    guard: 'a decision on sight is signed by who makes it',
    sql: 'alter policy sign_as_oneself on homeward.access_decision with check (true);',
    tests: ROWS,
  },
  {
    guard: 'a draft is its author’s',
    sql: 'alter policy own_draft on homeward.draft using (true);',
    tests: ['src/features/telling/telling.test.ts', ...ROWS],
  },
  {
    guard: 'an interview that is being written is its author’s',
    sql: 'alter policy own_draft on homeward.interview_draft using (true);',
    tests: ['src/features/interviews/drafts.test.ts', ...ROWS],
  },
  {
    guard: 'who writes an interview is told to who may see the child alone',
    sql: without('other_interview_drafts', ' and homeward.may_see(of_child)'),
    tests: ['src/features/interviews/several-hands.test.ts'],
  },
  {
    guard: 'what was typed is its author’s',
    sql: 'alter policy own_held on homeward.held_submission using (true);',
    tests: ROWS,
  },
  {
    guard: 'a notification to review is for agencies that it concerns',
    sql: 'alter policy concerned on homeward.review_item using (true);',
    tests: ['src/features/review-queue/review-queue.test.ts', ...ROWS],
  },
  {
    guard: 'an import is its agency’s',
    sql: 'alter policy own_import on homeward.import_run using (true);',
    tests: ['src/features/imports/pages.test.ts', ...ROWS],
  },
  {
    guard: 'rejected rows are their agency’s',
    sql: 'alter policy own_import on homeward.import_rejection using (true);',
    tests: ROWS,
  },
  {
    guard: 'accounts are opened in one’s own agency',
    sql: 'alter policy own_agency_opens on homeward.user_account with check (true);',
    tests: ROWS,
  },
  {
    guard: 'systems are let in by their own agency',
    sql: 'alter policy own_agency_lets_in on homeward.api_client with check (true);',
    tests: ROWS,
  },
  {
    guard: 'a second factor is its owner’s',
    sql: 'alter policy own_only on homeward.passkey using (true); alter policy own_only on homeward.one_time_code using (true);',
    tests: ROWS,
  },
  {
    guard: 'a recovery is its agency’s',
    sql: 'alter policy own_agency on homeward.account_recovery using (true);',
    tests: ['src/features/recoveries/recoveries.test.ts', ...ROWS],
  },
  {
    guard: 'a recovery is started in one’s own name, unconfirmed',
    sql: 'drop policy starts_as_oneself on homeward.account_recovery;',
    tests: ROWS,
  },
  {
    guard: 'a recovery takes different people',
    sql: 'alter table homeward.account_recovery drop constraint never_the_same_person;',
    tests: ROWS,
  },
  {
    guard: 'a hidden address is in no row of addresses',
    sql: 'drop policy withheld on homeward.child_address;',
    tests: ['src/features/addresses/addresses.test.ts'],
  },
  {
    guard: 'a hidden address is in no row of places',
    sql: 'drop policy withheld on homeward.chronology_place;',
    tests: ADDRESS,
  },
  {
    guard: 'an address in two hands is for two agencies',
    sql: "alter policy restricted_to_two on homeward.child_address using (class = 'restricted' and homeward.may_see(child_id));",
    tests: ['src/features/addresses/addresses.test.ts', ...ROWS],
  },
  {
    guard: 'who asked to see an address cannot decide it, in the database',
    sql: 'alter table homeward.address_request drop constraint address_request_check;',
    tests: ROWS,
  },
  {
    guard: 'an address is revealed where somebody approved',
    sql: without('reveal_address', 'and r.approved'),
    tests: ['src/features/addresses/addresses.test.ts', ...ROWS],
  },
  {
    guard: 'a look at a restricted record by broken glass ends',
    sql: without('opened_to_me', 'and g.until_at > homeward.present_instant()'),
    tests: ROWS,
  },
  {
    guard: 'a bar beats broken glass',
    sql: without(
      'opened_to_me',
      "and not exists (select from homeward.child_person p where p.child_id = g.child_id and p.user_id = g.user_id and p.standing = 'barred')",
    ),
    tests: ROWS,
  },
  {
    guard: 'an involvement that has ended opens nothing',
    sql: without('is_involved', 'and (ca.until_at is null or ca.until_at > homeward.present_instant())'),
    tests: ROWS,
  },
  {
    guard: 'glass is reviewed by somebody else',
    sql: 'alter table homeward.broken_glass drop constraint broken_glass_check1;',
    tests: ROWS,
  },
  {
    guard: 'glass is reviewed by the agency that answers',
    sql: 'alter policy owner_reviews on homeward.broken_glass using (true);',
    tests: ROWS,
  },
  {
    guard: 'a file is asked for in one’s own name',
    sql: 'alter policy asks_oneself on homeward.export with check (true);',
    tests: EXPORTS,
  },
  {
    guard: 'a file is its author’s, in the database',
    sql: 'alter policy own_file on homeward.export_file using (true);',
    tests: EXPORTS,
  },
  {
    guard: 'a file is made when it was decided',
    sql: 'alter policy made_when_decided on homeward.export_file with check (true);',
    tests: EXPORTS,
  },
  {
    guard: 'a file is decided on once, by a second person',
    sql: 'drop trigger keep_two_people on homeward.export;',
    tests: EXPORTS,
  },
  {
    guard: 'erasure takes an open review',
    sql: without('erase_child', 'and r.closed_at is null for update', 'for update'),
    tests: ERASE,
  },
  {
    guard: 'erasure takes two people',
    sql: without('erase_child', "and c.kind = 'confirm' and c.user_id <> d.user_id"),
    tests: ERASE,
  },
  {
    guard: 'erasure takes a day',
    sql: without('erase_child', "and c.decided_at + interval '24 hours' <= at"),
    tests: ERASE,
  },
  {
    guard: 'a record that is held never goes',
    sql: without(
      'erase_child',
      'and (h.lifted_at is null or h.lifted_at > at) and (h.until_at is null or h.until_at > at)',
      'and false',
    ),
    tests: ERASE,
  },
  {
    guard: 'two people decide that a record goes',
    sql: 'alter table homeward.retention_decision drop constraint second_person;',
    tests: [...ERASE, ...ROWS],
  },
  {
    guard: 'a hold is placed in one’s own name',
    sql: 'alter policy own_agency_holds on homeward.retention_hold with check (true);',
    tests: ROWS,
  },
  {
    guard: 'a notice is for whom it tells',
    sql: 'alter policy told_sees on homeward.notice using (true);',
    tests: ['src/features/notices/notices.test.ts', ...ROWS],
  },
  {
    guard: 'an alert is for information governance',
    sql: 'alter policy governance_sees on homeward.alert using (true);',
    tests: ['src/features/alerts/alerts.test.ts'],
  },
  {
    guard: 'a copy for a child is for those who answer',
    sql: 'alter policy answering_sees on homeward.subject_access_copy using (true);',
    tests: ['src/features/subject-access/subject-access.test.ts', ...ROWS],
  },
  {
    guard: 'quarantined messages are their agency’s',
    sql: 'alter policy own_agency_sees on homeward.quarantined_message using (true);',
    tests: ROWS,
  },
  {
    guard: 'keys of systems are added by their own agency',
    sql: 'alter policy own_agency_adds on homeward.api_client_key with check (true);',
    tests: ROWS,
  },
  {
    guard: 'a provider is added by its own agency',
    sql: 'alter policy own_agency_adds on homeward.identity_provider with check (true);',
    tests: ROWS,
  },
  {
    guard: 'an identity is of one’s own agency',
    sql: 'alter policy own_agency on homeward.identity using (true);',
    tests: ROWS,
  },
  ...(['interviewer', 'interviewer_leave'] as const).map((table) => ({
    guard: `rows of ${table} are their own agency’s`,
    sql: open(table, 'own_agency_sees'),
    tests: SPOT,
  })),
  {
    guard: 'terms are for who pays and who is paid',
    sql: open('provider_terms', 'parties_see'),
    tests: SPOT,
  },
  {
    guard: 'money is its own agency’s',
    sql: open('funding', 'keeper_sees'),
    tests: SPOT,
  },
  {
    guard: 'a request for an interview is seen by who asks, and by who has the interview',
    sql: open('interview_request', 'sender_sees'),
    tests: SPOT,
  },
  {
    guard: 'a request for an interview is withdrawn by the team of who asks alone',
    sql: open('interview_request', 'sender_withdraws'),
    tests: ['src/features/spot-purchase/withdraw.test.ts'],
  },
  {
    guard: 'a provider sees of which child a request is only once it has accepted',
    sql: 'alter policy receiver_sees on homeward.interview_request using (to_agency = (select homeward.current_agency()));',
    tests: SPOT,
  },
  {
    guard: 'a request for an interview is closed by a restriction',
    sql: 'drop policy closed on homeward.interview_request;\nalter policy sender_sees on homeward.interview_request using (from_agency = (select homeward.current_agency()));',
    tests: SPOT,
  },
  {
    guard: 'a request for an interview is answered within its limit',
    sql: without('answer_interview_request', 'and r.answer_by > homeward.present_instant()'),
    tests: ['src/features/spot-purchase/answer.test.ts'],
  },
  {
    guard: 'no two absences of a child overlap',
    sql: 'alter table homeward.episode drop constraint episode_no_overlap;',
    tests: ['src/db/chronology/store.test.ts'],
  },
  {
    guard: 'the audit only grows',
    sql: 'grant update, delete on homeward.audit_entry to homeward_job;',
    tests: ['src/db/audit/audit.test.ts', ...SEE],
  },
  {
    guard: 'the chronology only grows',
    sql: 'grant update, delete on homeward.chronology_entry to homeward_request;',
    tests: SEE,
  },
  {
    guard: 'every entry of the audit waits for its seal',
    sql: 'drop trigger list_for_sealing on homeward.audit_entry;',
    tests: ['src/db/audit/audit.test.ts'],
  },
  {
    guard: 'no table is without its guard',
    sql: 'alter table homeward.episode no force row level security;',
    tests: CATALOGUE,
  },
  {
    guard: 'no function acts in its owner’s rights for anybody',
    sql: 'grant execute on function homeward.erase_child(bigint, bigint, timestamptz, text[]) to homeward_request;',
    tests: CATALOGUE,
  },
  {
    guard: 'a request reaches nothing that an import lays down',
    sql: 'grant select on homeward.import_staged to homeward_request;',
    tests: CATALOGUE,
  },
  ...(
    [
      ['only while the child is missing', 'and e.ended_at is null and e.superseded_at is null', 'or true'],
      ['for a child whom one may see', 'and homeward.may_see(of_child)', ''],
      ['only without conditions of handling', "where right(o.grade, 1) = 'P'", 'where true'],
      ['never of a restricted child', 'r.restricted or r.address_hidden', 'r.address_hidden'],
      ['never of a child with a hidden address', 'r.restricted or r.address_hidden', 'r.restricted'],
      ['never of a child from whom one is barred', "and p.standing = 'barred'", 'and false'],
    ] as const
  ).map(([when, condition, instead]) => ({
    guard: `facts elsewhere are told ${when}`,
    sql: without('facts_elsewhere', condition, instead),
    tests: ACROSS,
  })),
  ...(
    [
      ['of a child whom one may see', 'and homeward.may_see(of_child)', '', ACROSS],
      ['never for a restricted child', 'or r.restricted and not homeward.may_see(u.child_id)', '', ACROSS],
      ['never for a child with a hidden address', 'r.address_hidden or', '', ACROSS],
      ['never for a child from whom one is barred', "and p.standing = 'barred'", 'and false', ACROSS],
    ] as const
  ).map(([when, condition, instead, tests]) => ({
    guard: `that a fact was tried is told ${when}`,
    sql: without('facts_tried_elsewhere', condition, instead),
    tests,
  })),
];
