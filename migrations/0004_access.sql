-- Who may see what, the second time: forced row-level security under roles that cannot bypass it.
-- The rule itself is written in src/domain/access and is the same: an agency sees a child with whom it is involved.

create extension if not exists pg_trgm with schema public;

create function homeward.current_agency() returns text language sql stable parallel safe
  set search_path = pg_catalog
  as $$ select nullif(current_setting('homeward.agency', true), '') $$;
comment on function homeward.current_agency() is 'Agency of the person or system served by this transaction; null when none is set, and then nothing is visible.';

create function homeward.current_user_id() returns bigint language sql stable parallel safe
  set search_path = pg_catalog
  as $$ select nullif(current_setting('homeward.user_id', true), '')::bigint $$;
comment on function homeward.current_user_id() is 'Account of the person served by this transaction.';

do $$
declare
  name text;
  involved text := 'exists (select from homeward.child_agency ca where ca.child_id = %1$I.child_id and ca.agency_code = (select homeward.current_agency()))';
begin
  -- Projections and the chronology: the same predicate on each.
  foreach name in array array['child','child_identifier','chronology_entry','episode','status_period','interview','screening','duty'] loop
    execute format('alter table homeward.%I enable row level security', name);
    execute format('alter table homeward.%I force row level security', name);
    execute format('create policy involved_sees on homeward.%1$I for select to homeward_request using (' || involved || ')', name);
    execute format('create policy owner_keeps on homeward.%I to homeward_owner using (true) with check (true)', name);
    execute format('create policy job_records on homeward.%I to homeward_job using (true) with check (true)', name);
  end loop;
  -- What a person's act changes: rows of children with whom their agency is involved.
  foreach name in array array['child_identifier','episode','status_period','interview','screening','duty'] loop
    execute format('create policy involved_adds on homeward.%1$I for insert to homeward_request with check (' || involved || ')', name);
    execute format('create policy involved_changes on homeward.%1$I for update to homeward_request using (' || involved || ') with check (' || involved || ')', name);
    execute format('create policy involved_removes on homeward.%1$I for delete to homeward_request using (' || involved || ')', name);
    execute format('grant select, insert, update, delete on homeward.%I to homeward_request, homeward_job', name);
  end loop;
end $$;

-- A child nobody knows may be recorded by anyone; seeing it afterwards needs an involvement.
create policy anyone_records on homeward.child for insert to homeward_request with check (true);
create policy involved_changes on homeward.child for update to homeward_request
  using (exists (select from homeward.child_agency ca where ca.child_id = child.child_id and ca.agency_code = (select homeward.current_agency())))
  with check (true);
grant select, insert, update on homeward.child to homeward_request, homeward_job;

-- The chronology only grows, and everyone signs with their own agency.
create policy own_entries on homeward.chronology_entry for select to homeward_request
  using (recorded_by = (select homeward.current_agency()));
create policy sign_as_oneself on homeward.chronology_entry for insert to homeward_request
  with check (recorded_by = (select homeward.current_agency()) and user_id is not distinct from (select homeward.current_user_id()));
grant select, insert on homeward.chronology_entry to homeward_request, homeward_job;

-- An agency becomes involved by what it put on record, or is made so by one that is involved already.
alter table homeward.child_agency enable row level security;
alter table homeward.child_agency force row level security;
create function homeward.is_involved(of_child bigint) returns boolean
  language sql stable security definer
  set search_path = pg_catalog
  as $$ select exists (select from homeward.child_agency ca where ca.child_id = of_child and ca.agency_code = homeward.current_agency()) $$;
comment on function homeward.is_involved(bigint) is 'Whether the current agency is involved with a child; asked by the policies of child_agency, which cannot ask their own table.';
create function homeward.has_recorded(of_child bigint) returns boolean
  language sql stable security definer
  set search_path = pg_catalog
  as $$ select exists (select from homeward.chronology_entry e where e.child_id = of_child and e.recorded_by = homeward.current_agency()) $$;
comment on function homeward.has_recorded(bigint) is 'Whether the current agency has put anything on record about a child.';
revoke all on function homeward.is_involved(bigint), homeward.has_recorded(bigint) from public;
grant execute on function homeward.is_involved(bigint), homeward.has_recorded(bigint) to homeward_request, homeward_job;
create policy involvements_seen on homeward.child_agency for select to homeward_request
  using (agency_code = (select homeward.current_agency()) or homeward.is_involved(child_id));
create policy involve on homeward.child_agency for insert to homeward_request with check (
  homeward.is_involved(child_id)
  or (agency_code = (select homeward.current_agency()) and homeward.has_recorded(child_id))
);
create policy leave on homeward.child_agency for delete to homeward_request using (homeward.is_involved(child_id));
create policy owner_keeps on homeward.child_agency to homeward_owner using (true) with check (true);
create policy job_records on homeward.child_agency to homeward_job using (true) with check (true);
grant select, insert, delete on homeward.child_agency to homeward_request, homeward_job;

grant select on homeward.agency to homeward_request;
grant select, insert, update on homeward.agency to homeward_job;
grant select, insert on homeward.fact_change to homeward_request;
grant select, insert, delete on homeward.fact_change to homeward_job;

-- Accounts and sessions hold no case data.
grant select, insert, update on homeward.user_account to homeward_request, homeward_job;
grant select, insert, update, delete on homeward.session, homeward.held_submission to homeward_request, homeward_job;
grant select, insert, update on homeward.api_client to homeward_request, homeward_job;
grant select, insert, update, delete on homeward.idempotency_key to homeward_request, homeward_job;

-- A draft is its author's alone.
alter table homeward.draft enable row level security;
alter table homeward.draft force row level security;
create policy own_draft on homeward.draft to homeward_request
  using (user_id = (select homeward.current_user_id())) with check (user_id = (select homeward.current_user_id()));
create policy owner_keeps on homeward.draft to homeward_owner using (true) with check (true);
grant select, insert, update, delete on homeward.draft to homeward_request;

-- A review item is for the agencies it concerns.
alter table homeward.review_item enable row level security;
alter table homeward.review_item force row level security;
create policy concerned on homeward.review_item to homeward_request
  using ((select homeward.current_agency()) = any (concerns)) with check ((select homeward.current_agency()) = any (concerns));
create policy owner_keeps on homeward.review_item to homeward_owner using (true) with check (true);
create policy job_records on homeward.review_item to homeward_job using (true) with check (true);
grant select, insert, update on homeward.review_item to homeward_request, homeward_job;

-- Imports belong to the agency that sent them.
alter table homeward.import_run enable row level security;
alter table homeward.import_run force row level security;
create policy own_import on homeward.import_run to homeward_request
  using (agency_code = (select homeward.current_agency())) with check (agency_code = (select homeward.current_agency()));
create policy owner_keeps on homeward.import_run to homeward_owner using (true) with check (true);
create policy job_records on homeward.import_run to homeward_job using (true) with check (true);
grant select, insert, update on homeward.import_run to homeward_request, homeward_job;
alter table homeward.import_rejection enable row level security;
alter table homeward.import_rejection force row level security;
create policy own_import on homeward.import_rejection for select to homeward_request
  using (exists (select from homeward.import_run r where r.import_id = import_rejection.import_id));
create policy owner_keeps on homeward.import_rejection to homeward_owner using (true) with check (true);
create policy job_records on homeward.import_rejection to homeward_job using (true) with check (true);
grant select on homeward.import_rejection to homeward_request;
grant select, insert, delete on homeward.import_rejection to homeward_job;

-- Looks only grow. Who looked at a child is for the agencies involved with it.
alter table homeward.look enable row level security;
alter table homeward.look force row level security;
create policy own_looks on homeward.look for select to homeward_request using (agency_code = (select homeward.current_agency()));
create policy record_own on homeward.look for insert to homeward_request
  with check (agency_code is not distinct from (select homeward.current_agency()) and user_id is not distinct from (select homeward.current_user_id()));
create policy owner_keeps on homeward.look to homeward_owner using (true) with check (true);
create policy job_records on homeward.look to homeward_job using (true) with check (true);
grant select, insert on homeward.look to homeward_request, homeward_job;

grant usage on all sequences in schema homeward to homeward_request, homeward_job;

-- Who records about a child must take its turn and know the version, before being involved with the child.
create function homeward.lock_child(wanted bigint) returns integer
  language sql volatile security definer
  set search_path = pg_catalog
  as $$ select c.version from homeward.child c where c.child_id = wanted for update $$;
comment on function homeward.lock_child(bigint) is 'Locks a child''s chronology for this transaction and returns its version; null where there is no such child.';
revoke all on function homeward.lock_child(bigint) from public;
grant execute on function homeward.lock_child(bigint) to homeward_request, homeward_job;

-- Search that forgives a slip. Trigram operators are not leakproof, so under row-level security their index would
-- never be used: the function applies the same rule itself and returns identifiers only.
create index child_name_trigrams on homeward.child using gin (name_key public.gin_trgm_ops);
create function homeward.search_children_by_name(wanted text, at_most integer)
  returns table (child_id bigint, likeness real)
  language sql stable security definer
  set search_path = pg_catalog, public
  set pg_trgm.similarity_threshold = 0.3
  as $$
    select c.child_id, similarity(c.name_key, wanted)
    from homeward.child c
    where c.name_key % wanted
      and exists (select from homeward.child_agency ca where ca.child_id = c.child_id and ca.agency_code = homeward.current_agency())
    order by similarity(c.name_key, wanted) desc, c.child_id
    limit at_most
  $$;
comment on function homeward.search_children_by_name(text, integer) is 'Children visible to the current agency whose name is like the wanted one.';
revoke all on function homeward.search_children_by_name(text, integer) from public;
grant execute on function homeward.search_children_by_name(text, integer) to homeward_request;

-- Matching a notification must see children with whom the reporter is not involved yet; it needs the exact date of
-- birth or a reference, and what it returns is compared and never shown unless it matches.
create function homeward.children_to_match(references_named jsonb, born_on date)
  returns table (child_id bigint, child_ref text, police_ref text, forename text, surname text, date_of_birth date)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select c.child_id, c.child_ref, c.police_ref, c.forename, c.surname, c.date_of_birth
    from homeward.child c
    where c.date_of_birth = born_on
       or c.child_id in (
         select i.child_id from homeward.child_identifier i
         where (i.kind, i.value) in (select r.kind, r.value from jsonb_to_recordset(references_named) as r (kind text, value text)))
  $$;
comment on function homeward.children_to_match(jsonb, date) is 'Children who may be the one a notification names: those with a reference it gives, or the date of birth it gives.';
revoke all on function homeward.children_to_match(jsonb, date) from public;
grant execute on function homeward.children_to_match(jsonb, date) to homeward_request, homeward_job;
