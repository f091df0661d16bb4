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

create table homeward.export_limit (
  agency_code text primary key references homeward.agency (code),
  most integer not null check (most between 1 and 100000),
  set_at timestamptz not null,
  set_by bigint not null references homeward.user_account (user_id)
);
comment on table homeward.export_limit is 'How many children one person of an agency may take out in a file alone; agencies without a row have the usual limit.';
comment on column homeward.export_limit.agency_code is 'The agency.';
comment on column homeward.export_limit.most is 'Children; above it a second person decides.';
comment on column homeward.export_limit.set_at is 'When set.';
comment on column homeward.export_limit.set_by is 'By whom.';
alter table homeward.export_limit enable row level security;
alter table homeward.export_limit force row level security;
create policy own_limit on homeward.export_limit to homeward_request
  using (agency_code = (select homeward.current_agency())) with check (agency_code = (select homeward.current_agency()) and set_by = (select homeward.current_user_id()));
create policy owner_keeps on homeward.export_limit to homeward_owner using (true) with check (true);
grant select, insert, update on homeward.export_limit to homeward_request;

create table homeward.export (
  export_id bigint generated by default as identity primary key,
  agency_code text not null references homeward.agency (code),
  requested_by bigint not null references homeward.user_account (user_id),
  requested_at timestamptz not null,
  kind text not null,
  parameters jsonb not null check (jsonb_typeof(parameters) = 'object'),
  title text not null,
  purpose text not null,
  purpose_words text,
  row_count integer not null,
  size integer not null,
  needs_second boolean not null,
  decision text check (decision in ('approved','refused')),
  decided_by bigint references homeward.user_account (user_id),
  decided_at timestamptz,
  decision_words text,
  made_at timestamptz,
  expires_at timestamptz,
  digest bytea,
  downloads integer not null default 0,
  last_downloaded_at timestamptz,
  check (decided_by <> requested_by),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  check ((made_at is null) = (digest is null) and (made_at is null) = (expires_at is null)),
  check (made_at is null or not needs_second or decision = 'approved')
);
create index export_of_agency on homeward.export (agency_code, export_id);
comment on table homeward.export is 'Files of children''s rows: who asked, for what, who decided, what was made of it, and how often it was fetched.';
comment on column homeward.export.export_id is 'Identifier; each row of the file carries it.';
comment on column homeward.export.agency_code is 'Agency of whoever asked.';
comment on column homeward.export.requested_by is 'Who asked.';
comment on column homeward.export.requested_at is 'When.';
comment on column homeward.export.kind is 'What kind of file.';
comment on column homeward.export.parameters is 'Codes and numbers that name the rows; nothing of a child.';
comment on column homeward.export.title is 'What it is in words.';
comment on column homeward.export.purpose is 'What for, as a code.';
comment on column homeward.export.purpose_words is 'What for in their own words, where it is another purpose.';
comment on column homeward.export.row_count is 'Rows, counted when asked for and again when made.';
comment on column homeward.export.size is 'Distinct children, likewise; 0 where not known.';
comment on column homeward.export.needs_second is 'Whether a second person decides.';
comment on column homeward.export.decision is 'approved or refused; null while nobody decided.';
comment on column homeward.export.decided_by is 'The second person; never who asked.';
comment on column homeward.export.decided_at is 'When.';
comment on column homeward.export.decision_words is 'Reason given.';
comment on column homeward.export.made_at is 'When the file was made.';
comment on column homeward.export.expires_at is 'From when it cannot be fetched any more.';
comment on column homeward.export.digest is 'SHA-256 of the file.';
comment on column homeward.export.downloads is 'How often it was fetched.';
comment on column homeward.export.last_downloaded_at is 'When last.';
alter table homeward.export enable row level security;
alter table homeward.export force row level security;
create policy own_agency_sees on homeward.export for select to homeward_request
  using (agency_code = (select homeward.current_agency()));
create policy asks_oneself on homeward.export for insert to homeward_request
  with check (agency_code = (select homeward.current_agency()) and requested_by = (select homeward.current_user_id()));
-- Who asked makes and fetches; another person of the agency decides.
create policy own_agency_changes on homeward.export for update to homeward_request
  using (agency_code = (select homeward.current_agency()))
  with check (requested_by = (select homeward.current_user_id()) or decided_by = (select homeward.current_user_id()));
create policy owner_keeps on homeward.export to homeward_owner using (true) with check (true);
create policy job_tidies on homeward.export for select to homeward_job using (true);
grant select, insert on homeward.export to homeward_request;
grant update (row_count, size, needs_second, decision, decided_by, decided_at, decision_words, made_at, expires_at, digest, downloads, last_downloaded_at)
  on homeward.export to homeward_request;
grant select on homeward.export to homeward_job;

create table homeward.export_file (
  export_id bigint primary key references homeward.export (export_id),
  content text not null,
  child_ids bigint[] not null
);
comment on table homeward.export_file is 'The files themselves, until they expire.';
comment on column homeward.export_file.export_id is 'The export.';
comment on column homeward.export_file.content is 'The file.';
comment on column homeward.export_file.child_ids is 'The children in it: fetched again only while each may be seen.';
alter table homeward.export_file enable row level security;
alter table homeward.export_file force row level security;
create policy own_file on homeward.export_file for select to homeward_request
  using (exists (select from homeward.export e where e.export_id = export_file.export_id and e.requested_by = (select homeward.current_user_id())));
create policy made_when_decided on homeward.export_file for insert to homeward_request
  with check (exists (select from homeward.export e where e.export_id = export_file.export_id
    and e.requested_by = (select homeward.current_user_id()) and (not e.needs_second or e.decision = 'approved')));
create policy owner_keeps on homeward.export_file to homeward_owner using (true) with check (true);
create policy job_tidies on homeward.export_file to homeward_job using (true) with check (true);
grant select, insert on homeward.export_file to homeward_request;
grant select, delete on homeward.export_file to homeward_job;

-- What a policy cannot say, since it does not see the row as it was: a decision is signed by who makes it, is made once, and
-- the need for it never goes away.
create function homeward.keep_two_people() returns trigger
  language plpgsql
  set search_path = pg_catalog
  as $$
    begin
      if old.needs_second and not new.needs_second then
        raise exception 'an export that needs a second person goes on needing one' using errcode = '42501';
      end if;
      if (new.decision, new.decided_by, new.decided_at) is distinct from (old.decision, old.decided_by, old.decided_at)
        and (old.decision is not null or new.decided_by is distinct from homeward.current_user_id() or new.requested_by = homeward.current_user_id()) then
        raise exception 'an export is decided on once, by a second person who signs for it' using errcode = '42501';
      end if;
      return new;
    end
  $$;
comment on function homeward.keep_two_people() is 'Keeps an export to two people: whoever decides signs, once, and is not who asked.';
create trigger keep_two_people before update on homeward.export for each row execute function homeward.keep_two_people();
