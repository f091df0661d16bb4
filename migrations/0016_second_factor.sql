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
