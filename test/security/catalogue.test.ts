/** What the roles that serve may do, asked of the system catalogue: a table or function that nobody thought about fails here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import sql from 'sql-template-tag';
import { withDatabase } from '../support/database.ts';
import { OPERATOR } from '../support/people.ts';

/** Tables without row-level security, each with why it needs none. */
const UNGUARDED: Readonly<Record<string, string>> = {
  agency: 'names agencies and no person',
  demonstration_load: 'says only when the demonstration was loaded',
  fact_change: 'names authorities and transactions, and no child',
  import_child: 'only jobs reach it; COPY does not go into a guarded table',
  import_match: 'only jobs reach it; COPY does not go into a guarded table',
  import_reference: 'only jobs reach it; COPY does not go into a guarded table',
  import_resolved: 'only jobs reach it; COPY does not go into a guarded table',
  import_staged: 'only jobs reach it; COPY does not go into a guarded table',
  role_sight: 'says which roles see children by which relationship, and names nobody',
  provider_session: 'joins a session to a provider by the digest of its token; says nothing of a child',
  provider_sign_in: 'read by the digest of a cookie before it is known who asks; says nothing of a child',
  session: 'read by the digest of a token before it is known who asks; says nothing of a child',
  sign_in_attempt: 'holds digests that name nobody',
  sign_in_step: 'read by the digest of a token before it is known who asks; says nothing of a child',
};

/** Every function that acts in its owner's rights, and who may call it. */
const PRIVILEGED: Readonly<Record<string, readonly string[]>> = {
  audit_standing: ['homeward_job', 'homeward_request'],
  list_for_sealing: [],
  account_standing: ['homeward_request'],
  acts_as: ['homeward_request'],
  agencies_shared_with: ['homeward_request'],
  agreements_counted: ['homeward_request'],
  answer_interview_request: ['homeward_request'],
  give_back_interview_request: ['homeward_request'],
  interview_requests_to_me: ['homeward_request'],
  other_interview_drafts: ['homeward_request'],
  interview_work_done: ['homeward_request'],
  interviews_invoiced: ['homeward_request'],
  support_sessions_done: ['homeward_request'],
  change_of_role: ['homeward_request'],
  change_own_password: ['homeward_request'],
  children_to_match: ['homeward_job', 'homeward_request'],
  decide_address_request: ['homeward_request'],
  disclosures_of_child: ['homeward_request'],
  erase_child: ['homeward_job'],
  facts_elsewhere: ['homeward_request'],
  facts_tried_elsewhere: ['homeward_request'],
  break_glass: ['homeward_request'],
  closed_among: ['homeward_request'],
  closed_to_me: ['homeward_request'],
  count_everybody: ['homeward_job', 'homeward_request'],
  forget_held_before: ['homeward_request'],
  forget_short_lived: ['homeward_job'],
  has_recorded: ['homeward_job', 'homeward_request'],
  hidden_among: ['homeward_job', 'homeward_request'],
  hide_address: ['homeward_request'],
  is_address_hidden: ['homeward_job', 'homeward_request'],
  is_involved: ['homeward_job', 'homeward_request'],
  keep_review_places: ['homeward_job', 'homeward_request'],
  known_elsewhere: ['homeward_request'],
  lock_child: ['homeward_job', 'homeward_request'],
  looks_at_child: ['homeward_request'],
  owns_child: ['homeward_request'],
  passages_of_copy: ['homeward_request'],
  owner_of_passkey: ['homeward_request'],
  may_see: ['homeward_request'],
  opened_to_me: ['homeward_request'],
  relationships_opening: ['homeward_request'],
  restrictions_counted: ['homeward_request'],
  search_children_by_name: ['homeward_request'],
  search_children_by_reference: ['homeward_request'],
  sight_of_me: ['homeward_job', 'homeward_request'],
  standing_towards: ['homeward_request'],
  place_reviewed: ['homeward_request'],
  record_address: ['homeward_request'],
  repeat_places: ['homeward_job', 'homeward_request'],
  reveal_address: ['homeward_request'],
  review_places: ['homeward_request'],
  withhold_places: ['homeward_job', 'homeward_request'],
  withhold_rejected: ['homeward_job'],
  words_shown: ['homeward_job', 'homeward_request'],
};

test('every table is guarded by forced row-level security with a policy, or is on the list with a reason', async (t) => {
  const database = await withDatabase(t);
  const tables = await database.read('owner', OPERATOR, (tx) =>
    tx.query<{ name: string; guarded: boolean; policies: number }>(sql`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as guarded,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
      from pg_class c where c.relnamespace = 'homeward'::regnamespace and c.relkind in ('r', 'p') order by 1`),
  );
  const unguarded = tables.filter(({ guarded }) => !guarded).map(({ name }) => name);
  assert.deepEqual(unguarded, Object.keys(UNGUARDED).toSorted());
  assert.deepEqual(
    tables.filter(({ guarded, policies }) => guarded && policies === 0),
    [],
  );
});

test('no request reaches what an import lays down, or empties, temporarily makes or owns anything', async (t) => {
  const database = await withDatabase(t);
  await database.read('owner', OPERATOR, async (tx) => {
    const reached = await tx.query<{ name: string }>(sql`
      select c.relname as name from pg_class c
      where c.relnamespace = 'homeward'::regnamespace and c.relkind = 'r' and c.relname like 'import\_%'
        and has_table_privilege('homeward_request', c.oid, 'select, insert, update, delete') order by 1`);
    assert.deepEqual(
      reached.map(({ name }) => name),
      ['import_rejection', 'import_run'],
    );
    const emptied = await tx.query(sql`
      select c.relname from pg_class c
      where c.relnamespace = 'homeward'::regnamespace and c.relkind = 'r'
        and has_table_privilege('homeward_request', c.oid, 'truncate, references, trigger')`);
    assert.deepEqual(emptied, []);
    // A copy of a database does not take over who may make temporary tables in it: the template says.
    const temporary = await tx.query<{ request: boolean; job: boolean }>(sql`
      select has_database_privilege('homeward_request', d.oid, 'temporary') as request,
        has_database_privilege('homeward_job', d.oid, 'temporary') as job
      from pg_database d
      where d.datname ~ '^homeward_template_[0-9a-f]{12}$' order by d.oid desc limit 1`);
    assert.deepEqual(temporary, [{ request: false, job: true }]);
  });
});

test('every function that acts in its owner’s rights is on the list, with a fixed search path and its callers named', async (t) => {
  const database = await withDatabase(t);
  const functions = await database.read('owner', OPERATOR, (tx) =>
    tx.query<{ name: string; fixed: boolean; callers: string[] }>(sql`
      select p.proname as name, exists (select from unnest(p.proconfig) as s where s like 'search_path=pg_catalog%') as fixed,
        array(select case when a.grantee = 0 then 'public' else a.grantee::regrole::text end
          from aclexplode(p.proacl) a where a.grantee <> p.proowner and a.privilege_type = 'EXECUTE' order by 1) as callers
      from pg_proc p where p.pronamespace = 'homeward'::regnamespace and p.prosecdef order by 1`),
  );
  assert.deepEqual(Object.fromEntries(functions.map(({ name, callers }) => [name, callers])), PRIVILEGED);
  assert.deepEqual(
    functions.filter(({ fixed }) => !fixed),
    [],
  );
});

test('whatever names a child, or hangs on what does, is found by the one function that erases', async (t) => {
  const database = await withDatabase(t);
  await database.read('owner', OPERATOR, async (tx) => {
    // By these names it is found in every table; by any other it has to be written into the function by hand.
    const otherwise = await tx.query<{ place: string }>(sql`
      select c.relname || '.' || a.attname as place
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'homeward'::regnamespace and c.relkind in ('r', 'p')
        and a.attname ~ 'child' and a.attname not in ('child_id', 'child_ids', 'child_ref') order by 1`);
    assert.deepEqual(
      otherwise.map(({ place }) => place),
      ['review_item.decided_child_id'],
    );
    const hanging = await tx.query<{ place: string }>(sql`
      with naming as (
        select a.attrelid as oid from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'homeward'::regnamespace and a.attname in ('child_id', 'child_ids') and not a.attisdropped)
      select f.conrelid::regclass::text as place from pg_constraint f
      where f.contype = 'f' and f.confdeltype <> 'c' and f.confrelid in (select oid from naming)
        and f.conrelid not in (select oid from naming) and f.conrelid <> 'homeward.review_item'::regclass order by 1`);
    assert.deepEqual(hanging, []);
  });
});
