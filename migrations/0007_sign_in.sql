-- Attempts to sign in, so that guessing is slowed without locking anybody out. Names no person: only digests.

create table homeward.sign_in_attempt (
  attempt_id bigint generated always as identity primary key,
  account_digest bytea not null,
  source_digest bytea not null,
  at timestamptz not null
);
create index sign_in_attempt_account on homeward.sign_in_attempt (account_digest, at);
create index sign_in_attempt_source on homeward.sign_in_attempt (source_digest, at);
create index sign_in_attempt_at on homeward.sign_in_attempt (at);
comment on table homeward.sign_in_attempt is 'Attempts to sign in by password that have not succeeded, kept for a day.';
comment on column homeward.sign_in_attempt.attempt_id is 'Identifier.';
comment on column homeward.sign_in_attempt.account_digest is 'SHA-256 of the address typed, whether or not there is such an account.';
comment on column homeward.sign_in_attempt.source_digest is 'SHA-256 of where the attempt came from.';
comment on column homeward.sign_in_attempt.at is 'When.';

grant select, insert, delete on homeward.sign_in_attempt to homeward_request;
grant usage on sequence homeward.sign_in_attempt_attempt_id_seq to homeward_request;

-- Sessions and held forms past their time are thrown away by when they were last used.
create index session_last_seen on homeward.session (last_seen_at);
create index held_submission_held_at on homeward.held_submission (held_at);
