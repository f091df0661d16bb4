-- The audit is sealed: each entry gets a dense number and a digest chained to the one before, by one job, after it has
-- committed. Signed heads of the chain go outside. What was recorded cannot be changed, left out or put in unnoticed.

-- The number and the time of an entry are the database's word, never that of who serves.
revoke insert on homeward.audit_entry from homeward_request, homeward_job;
grant insert (user_id, agency_code, verb, act, outcome, role, route, child_ids, field_groups, about_user_id, terms_digests, detail, purpose, request_id)
  on homeward.audit_entry to homeward_request, homeward_job;

-- Identifiers commit out of order and some never do, so what is to be sealed is listed in the entry's own transaction.
create table homeward.audit_unsealed (
  audit_id bigint primary key,
  waiting_since timestamptz not null default now()
);
comment on table homeward.audit_unsealed is 'Entries of the audit that wait for their seal, some seconds at most.';
comment on column homeward.audit_unsealed.audit_id is 'The entry.';
comment on column homeward.audit_unsealed.waiting_since is 'When the transaction of the entry began.';
alter table homeward.audit_unsealed enable row level security;
alter table homeward.audit_unsealed force row level security;
create policy owner_keeps on homeward.audit_unsealed to homeward_owner using (true) with check (true);
create policy job_seals on homeward.audit_unsealed to homeward_job using (true);
grant select, delete on homeward.audit_unsealed to homeward_job;

create function homeward.list_for_sealing() returns trigger
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$ begin insert into homeward.audit_unsealed (audit_id) select audit_id from recorded; return null; end $$;
comment on function homeward.list_for_sealing() is 'Lists entries of the audit for their seal.';
revoke all on function homeward.list_for_sealing() from public;
create trigger list_for_sealing after insert on homeward.audit_entry
  referencing new table as recorded for each statement execute function homeward.list_for_sealing();
insert into homeward.audit_unsealed (audit_id) select audit_id from homeward.audit_entry;

-- No foreign key: it would lock and rewrite the entry that is sealed. Verifying finds a seal without its entry.
create table homeward.audit_seal (
  sequence bigint primary key check (sequence > 0),
  audit_id bigint not null unique,
  previous_hash bytea not null check (length(previous_hash) = 32),
  hash bytea not null check (length(hash) = 32)
);
comment on table homeward.audit_seal is 'The seals of the audit: a chain of digests, one an entry, without a gap. Only grows.';
comment on column homeward.audit_seal.sequence is 'Place in the chain: 1, 2, 3 and so on.';
comment on column homeward.audit_seal.audit_id is 'The entry that is sealed.';
comment on column homeward.audit_seal.previous_hash is 'Digest of the seal before; 32 zero bytes for the first.';
comment on column homeward.audit_seal.hash is 'SHA-256 over the digest before, the sequence and the whole entry, as src/db/audit/canonical.ts defines.';
alter table homeward.audit_seal enable row level security;
alter table homeward.audit_seal force row level security;
create policy owner_keeps on homeward.audit_seal to homeward_owner using (true) with check (true);
create policy job_seals on homeward.audit_seal to homeward_job using (true) with check (true);
grant select, insert on homeward.audit_seal to homeward_job;

create table homeward.audit_head (
  sequence bigint primary key check (sequence > 0),
  hash bytea not null check (length(hash) = 32),
  entries bigint not null,
  signed_at timestamptz not null,
  key_id text not null,
  signature bytea not null
);
comment on table homeward.audit_head is 'Signed heads of the chain of seals, as they were handed to places outside. Only grows; says nothing of a child or a person.';
comment on column homeward.audit_head.sequence is 'The seal that was the last one.';
comment on column homeward.audit_head.hash is 'Its digest.';
comment on column homeward.audit_head.entries is 'How many seals there were.';
comment on column homeward.audit_head.signed_at is 'When it was signed, to the millisecond.';
comment on column homeward.audit_head.key_id is 'Which key signed it: the beginning of the digest of its public half.';
comment on column homeward.audit_head.signature is 'Ed25519 signature with a key that the database does not hold.';
alter table homeward.audit_head enable row level security;
alter table homeward.audit_head force row level security;
create policy owner_keeps on homeward.audit_head to homeward_owner using (true) with check (true);
create policy job_signs on homeward.audit_head to homeward_job using (true) with check (true);
create policy agencies_pull on homeward.audit_head for select to homeward_request
  using ((select homeward.current_agency()) is not null);
grant select, insert on homeward.audit_head to homeward_job;
grant select on homeward.audit_head to homeward_request;

create table homeward.audit_place (
  place text primary key,
  tried_at timestamptz not null,
  failing_since timestamptz,
  reason text
);
comment on table homeward.audit_place is 'How handing on the heads stands: the signing itself, and each place outside.';
comment on column homeward.audit_place.place is 'signing, or the folder.';
comment on column homeward.audit_place.tried_at is 'When it was tried last.';
comment on column homeward.audit_place.failing_since is 'Since when it has failed; null while it works.';
comment on column homeward.audit_place.reason is 'What went wrong, as a short code.';
alter table homeward.audit_place enable row level security;
alter table homeward.audit_place force row level security;
create policy owner_keeps on homeward.audit_place to homeward_owner using (true) with check (true);
create policy job_tells on homeward.audit_place to homeward_job using (true) with check (true);
grant select, insert, update on homeward.audit_place to homeward_job;

-- Whether the audit is as it should be is for everybody to know; what waits in it is not.
create function homeward.audit_standing(out behind_seconds double precision, out failing bigint)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select coalesce(extract(epoch from clock_timestamp() - min(u.waiting_since)), 0)::double precision,
      (select count(*) from homeward.audit_place p where p.failing_since is not null)
    from homeward.audit_unsealed u
  $$;
comment on function homeward.audit_standing() is 'For how many seconds the oldest entry has waited for its seal, and how many places do not get the heads.';
revoke all on function homeward.audit_standing() from public;
grant execute on function homeward.audit_standing() to homeward_request, homeward_job;
