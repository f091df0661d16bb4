-- What is typed and what is answered may name a child too: rows that are one person's or one agency's are theirs alone,
-- and whoever serves may change no more than its acts need.

-- A form that came after its session had ended holds whatever was typed.
alter table homeward.held_submission enable row level security;
alter table homeward.held_submission force row level security;
create policy own_held on homeward.held_submission to homeward_request
  using (user_id = (select homeward.current_user_id())) with check (user_id = (select homeward.current_user_id()));
create policy owner_keeps on homeward.held_submission to homeward_owner using (true) with check (true);
revoke all on homeward.held_submission from homeward_request, homeward_job;
grant select, insert, delete on homeward.held_submission to homeward_request;
create function homeward.forget_held_before(wanted timestamptz) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$ delete from homeward.held_submission h where h.held_at < wanted $$;
comment on function homeward.forget_held_before(timestamptz) is 'Throws away what was typed and held before an instant, whoever typed it.';
revoke all on function homeward.forget_held_before(timestamptz) from public;
grant execute on function homeward.forget_held_before(timestamptz) to homeward_request;

-- An answer kept with its key may name a child. Keys are short-lived and what they guard is known by its own reference
-- too, so those without an agency are let go.
delete from homeward.idempotency_key;
alter table homeward.idempotency_key add column agency_code text not null default homeward.current_agency() references homeward.agency (code);
comment on column homeward.idempotency_key.agency_code is 'Agency of the sender: no other sees the answer.';
alter table homeward.idempotency_key enable row level security;
alter table homeward.idempotency_key force row level security;
create policy own_keys on homeward.idempotency_key to homeward_request
  using (agency_code = (select homeward.current_agency())) with check (agency_code = (select homeward.current_agency()));
create policy owner_keeps on homeward.idempotency_key to homeward_owner using (true) with check (true);
revoke all on homeward.idempotency_key from homeward_request, homeward_job;
grant select, insert on homeward.idempotency_key to homeward_request;
grant update (status, response) on homeward.idempotency_key to homeward_request;

-- Accounts are found before it is known who asks, and opened and closed by an administrator of the same agency alone.
alter table homeward.user_account enable row level security;
alter table homeward.user_account force row level security;
create policy anyone_finds on homeward.user_account for select to homeward_request using (true);
create policy own_agency_opens on homeward.user_account for insert to homeward_request
  with check (agency_code = (select homeward.current_agency()) and not demonstration);
create policy own_agency_closes on homeward.user_account for update to homeward_request
  using (agency_code = (select homeward.current_agency())) with check (agency_code = (select homeward.current_agency()));
create policy owner_keeps on homeward.user_account to homeward_owner using (true) with check (true);
create policy job_records on homeward.user_account to homeward_job using (true) with check (true);
revoke update on homeward.user_account from homeward_request;
grant update (disabled_at) on homeward.user_account to homeward_request;

alter table homeward.api_client enable row level security;
alter table homeward.api_client force row level security;
create policy anyone_finds on homeward.api_client for select to homeward_request using (true);
create policy own_agency_lets_in on homeward.api_client for insert to homeward_request
  with check (agency_code = (select homeward.current_agency()));
create policy own_agency_withdraws on homeward.api_client for update to homeward_request
  using (agency_code = (select homeward.current_agency())) with check (agency_code = (select homeward.current_agency()));
create policy owner_keeps on homeward.api_client to homeward_owner using (true) with check (true);
revoke all on homeward.api_client from homeward_job;
revoke update on homeward.api_client from homeward_request;
grant update (ended_at) on homeward.api_client to homeward_request;

-- A run of an import is opened in the rights of who sends it; the rest of it is a job's.
revoke update on homeward.import_run from homeward_request;
-- Of a review item its sender may change what it told, and who decides the decision; never whose it is.
revoke update on homeward.review_item from homeward_request;
grant update (notification, named, because, decided_at, decided_by, decision, decided_child_id, decided_why) on homeward.review_item to homeward_request;
