-- How much is looked at outside the caseload, and why; and files that take children's rows out of Homeward.

create function homeward.current_asker() returns text language sql stable parallel safe
  set search_path = pg_catalog
  as $$ select case when homeward.current_user_id() is null then 'system:' || homeward.current_agency() else 'person:' || homeward.current_user_id() end $$;
comment on function homeward.current_asker() is 'By whom budgets are counted: the person served by this transaction, or else all systems of their agency together.';

create table homeward.look_outside (
  asker text not null,
  on_day date not null,
  child_id bigint not null,
  agency_code text not null references homeward.agency (code),
  looked_at timestamptz not null,
  purpose text,
  purpose_words text,
  primary key (asker, on_day, child_id)
);
create index look_outside_agency on homeward.look_outside (agency_code, on_day);
comment on table homeward.look_outside is 'Children outside the caseload who were shown, once for each asker and day: what budgets count, beside the audit. Only grows but for the purpose.';
comment on column homeward.look_outside.asker is 'person: and the account, or system: and the agency.';
comment on column homeward.look_outside.on_day is 'Day in London.';
comment on column homeward.look_outside.child_id is 'The child.';
comment on column homeward.look_outside.agency_code is 'Agency of the asker.';
comment on column homeward.look_outside.looked_at is 'When first shown that day.';
comment on column homeward.look_outside.purpose is 'Why the person opened the record, as a code; null where the child was only listed.';
comment on column homeward.look_outside.purpose_words is 'The reason in their own words, where they gave another one.';
alter table homeward.look_outside enable row level security;
alter table homeward.look_outside force row level security;
create policy agency_counts on homeward.look_outside for select to homeward_request
  using (agency_code = (select homeward.current_agency()));
create policy own_looks on homeward.look_outside for insert to homeward_request
  with check (agency_code = (select homeward.current_agency()) and asker = (select homeward.current_asker()));
create policy own_purpose on homeward.look_outside for update to homeward_request
  using (asker = (select homeward.current_asker())) with check (asker = (select homeward.current_asker()));
create policy owner_keeps on homeward.look_outside to homeward_owner using (true) with check (true);
create policy job_tidies on homeward.look_outside to homeward_job using (true) with check (true);
grant select, insert on homeward.look_outside to homeward_request;
grant update (purpose, purpose_words) on homeward.look_outside to homeward_request;
grant select, delete on homeward.look_outside to homeward_job;

create table homeward.search_made (
  search_id bigint generated always as identity primary key,
  asker text not null,
  agency_code text not null references homeward.agency (code),
  searched_at timestamptz not null
);
create index search_made_of on homeward.search_made (asker, searched_at);
comment on table homeward.search_made is 'When each asker searched among children, which budgets count. What was looked for is not here.';
comment on column homeward.search_made.search_id is 'Identifier.';
comment on column homeward.search_made.asker is 'person: and the account, or system: and the agency.';
comment on column homeward.search_made.agency_code is 'Agency of the asker.';
comment on column homeward.search_made.searched_at is 'When.';
alter table homeward.search_made enable row level security;
alter table homeward.search_made force row level security;
create policy own_searches on homeward.search_made to homeward_request
  using (asker = (select homeward.current_asker()))
  with check (agency_code = (select homeward.current_agency()) and asker = (select homeward.current_asker()));
create policy owner_keeps on homeward.search_made to homeward_owner using (true) with check (true);
create policy job_tidies on homeward.search_made to homeward_job using (true) with check (true);
grant select, insert on homeward.search_made to homeward_request;
grant select, delete on homeward.search_made to homeward_job;
