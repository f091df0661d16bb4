-- How people signed in, when they last proved who they are, and the second factor of a local account.

alter table homeward.session
  add column session_id bigint generated always as identity unique,
  add column authenticated_at timestamptz,
  add column methods text[] not null default '{}',
  add column source text,
  add column device text;
update homeward.session set authenticated_at = created_at;
alter table homeward.session alter column authenticated_at set not null;
comment on column homeward.session.session_id is 'Names the session to its own person; opens nothing.';
comment on column homeward.session.authenticated_at is 'When the person last proved who they are; acts that matter most ask for it again after five minutes.';
comment on column homeward.session.methods is 'How they proved it: password, passkey, code, recovery, demonstration, or oidc and what the provider says of it.';
comment on column homeward.session.source is 'Network address they signed in from, for their own list of sessions.';
comment on column homeward.session.device is 'Browser and system in a few words, for their own list of sessions.';

-- What a person proves themselves with beside the password. Each row is its owner's alone.
create table homeward.passkey (
  credential_id text primary key,
  user_id bigint not null references homeward.user_account (user_id),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  relying_party text not null,
  name text not null,
  added_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_of_user on homeward.passkey (user_id);
comment on table homeward.passkey is 'Passkeys of local accounts: public keys, with which nobody can sign in.';
comment on column homeward.passkey.credential_id is 'Identifier that the authenticator gave it.';
comment on column homeward.passkey.user_id is 'Whose it is.';
comment on column homeward.passkey.public_key is 'Public key, as COSE.';
comment on column homeward.passkey.counter is 'Signatures that the authenticator says it made; one that goes back is a copy and refused.';
comment on column homeward.passkey.transports is 'How the browser reaches the authenticator.';
comment on column homeward.passkey.relying_party is 'Name of the host it belongs to.';
comment on column homeward.passkey.name is 'What its owner calls it.';
comment on column homeward.passkey.added_at is 'When added.';
comment on column homeward.passkey.last_used_at is 'When last used; null until then.';

create table homeward.one_time_code (
  user_id bigint primary key references homeward.user_account (user_id),
  sealed_key bytea not null,
  last_step bigint not null,
  added_at timestamptz not null,
  last_used_at timestamptz
);
comment on table homeward.one_time_code is 'Authenticator apps of local accounts, which show a code of six figures for half a minute each.';
comment on column homeward.one_time_code.user_id is 'Whose it is; one each.';
comment on column homeward.one_time_code.sealed_key is 'Key of the codes, encrypted with AES-256-GCM under a key that is not in the database.';
comment on column homeward.one_time_code.last_step is 'Half minute since 1970 of the latest code that was used: that one and those before it are refused.';
comment on column homeward.one_time_code.added_at is 'When added.';
comment on column homeward.one_time_code.last_used_at is 'When last used; null until then.';

create table homeward.known_device (
  user_id bigint not null references homeward.user_account (user_id),
  device_digest bytea not null,
  first_seen_at timestamptz not null,
  primary key (user_id, device_digest)
);
comment on table homeward.known_device is 'Devices from which a person has signed in, so that a new one is told to them and in the audit.';
comment on column homeward.known_device.user_id is 'Who.';
comment on column homeward.known_device.device_digest is 'SHA-256 of the account and of what the browser says of itself; names no device.';
comment on column homeward.known_device.first_seen_at is 'When first.';

do $$
declare
  name text;
begin
  foreach name in array array['passkey','one_time_code','known_device'] loop
    execute format('alter table homeward.%I enable row level security', name);
    execute format('alter table homeward.%I force row level security', name);
    execute format('create policy own_only on homeward.%I to homeward_request
      using (user_id = (select homeward.current_user_id())) with check (user_id = (select homeward.current_user_id()))', name);
    execute format('create policy owner_keeps on homeward.%I to homeward_owner using (true) with check (true)', name);
    execute format('grant select, insert, delete on homeward.%I to homeward_request', name);
  end loop;
end $$;
grant update (counter, last_used_at) on homeward.passkey to homeward_request;
grant update (sealed_key, last_step, added_at, last_used_at) on homeward.one_time_code to homeward_request;

-- A passkey alone says who somebody is, before it is known who asks.
create function homeward.owner_of_passkey(wanted text) returns bigint
  language sql stable security definer
  set search_path = pg_catalog
  as $$ select p.user_id from homeward.passkey p join homeward.user_account u on u.user_id = p.user_id and u.disabled_at is null where p.credential_id = wanted $$;
comment on function homeward.owner_of_passkey(text) is 'Open account that a passkey belongs to; null where there is none.';
revoke all on function homeward.owner_of_passkey(text) from public;
grant execute on function homeward.owner_of_passkey(text) to homeward_request;

create function homeward.change_own_password(wanted text) returns void
  language sql volatile security definer
  set search_path = pg_catalog
  as $$ update homeward.user_account u set password_hash = wanted where u.user_id = homeward.current_user_id() and u.disabled_at is null and not u.demonstration $$;
comment on function homeward.change_own_password(text) is 'Gives the person served by this transaction another password; nobody else''s can be changed.';
revoke all on function homeward.change_own_password(text) from public;
grant execute on function homeward.change_own_password(text) to homeward_request;

-- How far a browser has got on its way to a session, or to adding a factor.
create table homeward.sign_in_step (
  step_hash bytea primary key,
  user_id bigint references homeward.user_account (user_id),
  proof text check (proof in ('password','recovery','session')),
  challenge text,
  sealed_key bytea,
  return_to text not null default '/',
  begun_at timestamptz not null
);
create index sign_in_step_begun on homeward.sign_in_step (begun_at);
comment on table homeward.sign_in_step is 'How far a browser has got on its way to a session, or to adding a factor; forgotten after a quarter of an hour.';
comment on column homeward.sign_in_step.step_hash is 'SHA-256 of the token in the cookie.';
comment on column homeward.sign_in_step.user_id is 'Who, once they have proved it by one factor; null before.';
comment on column homeward.sign_in_step.proof is 'What they proved it by: the password, a recovery by two people, or a session.';
comment on column homeward.sign_in_step.challenge is 'What a passkey must sign; taken away by the first answer.';
comment on column homeward.sign_in_step.sealed_key is 'Key of one-time codes that is offered and not yet taken, encrypted like those in use.';
comment on column homeward.sign_in_step.return_to is 'Page to go to afterwards.';
comment on column homeward.sign_in_step.begun_at is 'When begun.';
grant select, insert, update, delete on homeward.sign_in_step to homeward_request;

-- A way back for who lost their factors: one person starts it, a second confirms it.
create table homeward.account_recovery (
  recovery_id bigint generated always as identity primary key,
  user_id bigint not null references homeward.user_account (user_id),
  agency_code text not null references homeward.agency (code),
  started_by bigint references homeward.user_account (user_id),
  started_at timestamptz not null,
  confirmed_by bigint references homeward.user_account (user_id),
  confirmed_at timestamptz,
  code_digest bytea,
  used_at timestamptz,
  withdrawn_at timestamptz,
  constraint never_the_same_person check (started_by <> user_id and confirmed_by <> user_id and confirmed_by <> started_by),
  constraint code_comes_with_confirmation check ((confirmed_at is null) = (code_digest is null))
);
create unique index account_recovery_open on homeward.account_recovery (user_id) where used_at is null and withdrawn_at is null;
comment on table homeward.account_recovery is 'Recoveries of accounts whose person lost their factors: started by one person, confirmed by a second, used once within an hour.';
comment on column homeward.account_recovery.recovery_id is 'Identifier.';
comment on column homeward.account_recovery.user_id is 'Whose account.';
comment on column homeward.account_recovery.agency_code is 'Their agency.';
comment on column homeward.account_recovery.started_by is 'Administrator who started it; null for the operator.';
comment on column homeward.account_recovery.started_at is 'When.';
comment on column homeward.account_recovery.confirmed_by is 'Second person, who confirmed it; null before, and for the operator.';
comment on column homeward.account_recovery.confirmed_at is 'When confirmed; the code is valid for an hour from then.';
comment on column homeward.account_recovery.code_digest is 'SHA-256 of the recovery code, which is shown once and kept nowhere.';
comment on column homeward.account_recovery.used_at is 'When the code was used.';
comment on column homeward.account_recovery.withdrawn_at is 'When it was withdrawn, or replaced by another.';
alter table homeward.account_recovery enable row level security;
alter table homeward.account_recovery force row level security;
create policy own_agency on homeward.account_recovery to homeward_request
  using (agency_code = (select homeward.current_agency())) with check (agency_code = (select homeward.current_agency()));
create policy starts_as_oneself on homeward.account_recovery as restrictive for insert to homeward_request
  with check (started_by = (select homeward.current_user_id()) and confirmed_at is null);
create policy owner_keeps on homeward.account_recovery to homeward_owner using (true) with check (true);
create policy job_records on homeward.account_recovery to homeward_job using (true) with check (true);
grant select, insert on homeward.account_recovery to homeward_request;
grant update (confirmed_by, confirmed_at, code_digest, used_at, withdrawn_at) on homeward.account_recovery to homeward_request;
grant select, insert, update on homeward.account_recovery to homeward_job;
