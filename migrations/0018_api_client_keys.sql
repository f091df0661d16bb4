-- Systems prove who they are by a key or a certificate of their own; a token alone is for a time, and tells of nothing for the police.

alter table homeward.api_client alter column token_hash drop not null;
alter table homeward.api_client add column token_until timestamptz;
-- Tokens given before this version end within ninety days, so that each system is given a key meanwhile.
update homeward.api_client set token_until = now() + interval '90 days';
alter table homeward.api_client add constraint api_client_token_ends check ((token_hash is null) = (token_until is null));
comment on column homeward.api_client.token_hash is 'SHA-256 of its token; null where it proves who it is by a key or a certificate.';
comment on column homeward.api_client.token_until is 'When a token alone stops being enough; null where it has none.';

create table homeward.api_client_key (
  key_id bigint generated always as identity primary key,
  client_id bigint not null references homeward.api_client (client_id),
  kind text not null check (kind in ('key','certificate')),
  algorithm text check (algorithm in ('RS256','PS256','PS384','PS512','ES256','ES384','EdDSA')),
  thumbprint text not null check (thumbprint ~ '^[A-Za-z0-9_-]{43}$'),
  public_key jsonb check (jsonb_typeof(public_key) = 'object' and not public_key ?| array['d','p','q','dp','dq','qi','oth','k']),
  added_at timestamptz not null,
  added_by bigint references homeward.user_account (user_id),
  ended_at timestamptz,
  ended_by bigint references homeward.user_account (user_id),
  unique (client_id, thumbprint),
  check ((kind = 'key') = (public_key is not null and algorithm is not null))
);
comment on table homeward.api_client_key is 'Public keys and certificates by which systems of agencies prove who they are. Two may be in use at once, so that one replaces the other without a gap.';
comment on column homeward.api_client_key.key_id is 'Identifier.';
comment on column homeward.api_client_key.client_id is 'System whose it is.';
comment on column homeward.api_client_key.kind is 'key: a public key that signs; certificate: a client certificate that a proxy checks.';
comment on column homeward.api_client_key.algorithm is 'The one algorithm that the key signs with, as JWA names it; null for a certificate.';
comment on column homeward.api_client_key.thumbprint is 'Of a key its RFC 7638 thumbprint, of a certificate the SHA-256 of its bytes; base64url.';
comment on column homeward.api_client_key.public_key is 'The public key as a JWK; null for a certificate. Never a private one.';
comment on column homeward.api_client_key.added_at is 'When it was added.';
comment on column homeward.api_client_key.added_by is 'Administrator who added it.';
comment on column homeward.api_client_key.ended_at is 'When it was ended; null while it may be used. One that was ended never comes back.';
comment on column homeward.api_client_key.ended_by is 'Administrator who ended it.';
alter table homeward.api_client_key enable row level security;
alter table homeward.api_client_key force row level security;
create policy anyone_finds on homeward.api_client_key for select to homeward_request using (true);
create policy own_agency_adds on homeward.api_client_key for insert to homeward_request
  with check (exists (select from homeward.api_client c
    where c.client_id = api_client_key.client_id and c.agency_code = (select homeward.current_agency())));
create policy own_agency_ends on homeward.api_client_key for update to homeward_request
  using (exists (select from homeward.api_client c
    where c.client_id = api_client_key.client_id and c.agency_code = (select homeward.current_agency())));
create policy owner_keeps on homeward.api_client_key to homeward_owner using (true) with check (true);
grant select, insert on homeward.api_client_key to homeward_request;
grant update (ended_at, ended_by) on homeward.api_client_key to homeward_request;

create table homeward.api_token (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  client_id bigint not null references homeward.api_client (client_id),
  key_id bigint not null references homeward.api_client_key (key_id),
  bound_to text not null check (bound_to ~ '^[A-Za-z0-9_-]{43}$'),
  expires_at timestamptz not null
);
create index api_token_expires_at on homeward.api_token (expires_at);
comment on table homeward.api_token is 'Access tokens of systems, each worth nothing without the key or certificate that it is bound to. They live ten minutes.';
comment on column homeward.api_token.token_hash is 'SHA-256 of the token.';
comment on column homeward.api_token.client_id is 'System it was given to.';
comment on column homeward.api_token.key_id is 'Key or certificate by which the system proved who it is; when that ends, so does the token.';
comment on column homeward.api_token.bound_to is 'Thumbprint of the key that signs a proof with each request, or of the certificate that each request comes by.';
comment on column homeward.api_token.expires_at is 'When it stops working.';
alter table homeward.api_token enable row level security;
alter table homeward.api_token force row level security;
create policy anyone_finds on homeward.api_token for select to homeward_request using (true);
create policy own_agency_takes on homeward.api_token for insert to homeward_request
  with check (exists (select from homeward.api_client c
    where c.client_id = api_token.client_id and c.agency_code = (select homeward.current_agency())));
create policy expired_go on homeward.api_token for delete to homeward_request using (expires_at < now());
create policy owner_keeps on homeward.api_token to homeward_owner using (true) with check (true);
grant select, insert, delete on homeward.api_token to homeward_request;

create table homeward.proof_used (
  digest bytea primary key check (octet_length(digest) = 32),
  until timestamptz not null
);
create index proof_used_until on homeward.proof_used (until);
comment on table homeward.proof_used is 'Assertions, proofs and signed messages that came, so that none counts a second time. Kept for as long as its time would still let it in.';
comment on column homeward.proof_used.digest is 'SHA-256 of its kind, who sent it and its identifier.';
comment on column homeward.proof_used.until is 'From when it is refused as too old, and need not be remembered.';
alter table homeward.proof_used enable row level security;
alter table homeward.proof_used force row level security;
create policy anyone_uses on homeward.proof_used for insert to homeward_request with check (true);
create policy anyone_finds on homeward.proof_used for select to homeward_request using (true);
create policy expired_go on homeward.proof_used for delete to homeward_request using (until < now());
create policy owner_keeps on homeward.proof_used to homeward_owner using (true) with check (true);
grant select, insert, delete on homeward.proof_used to homeward_request;

create table homeward.quarantined_message (
  quarantine_id bigint generated always as identity primary key,
  agency_code text references homeward.agency (code) default homeward.current_agency(),
  client_id bigint references homeward.api_client (client_id),
  sender_digest bytea not null,
  reason text not null check (reason ~ '^[a-z-]{1,40}$'),
  route text not null,
  body_digest bytea,
  body_bytes bigint,
  received_at timestamptz not null,
  request_id text not null,
  times integer not null default 1 check (times > 0)
);
-- Who nobody knows can send without end: one row an hour for each of them, with how often.
create unique index quarantined_message_unknown on homeward.quarantined_message (sender_digest, reason, date_trunc('hour', received_at at time zone 'UTC')) where client_id is null;
create index quarantined_message_client on homeward.quarantined_message (client_id, received_at);
comment on table homeward.quarantined_message is 'Messages of systems that were refused because their sender was not proved: what they said is not kept, only that they came.';
comment on column homeward.quarantined_message.quarantine_id is 'Identifier.';
comment on column homeward.quarantined_message.agency_code is 'Agency of the system that sent it; null where the sender is not known.';
comment on column homeward.quarantined_message.client_id is 'System that sent it; null where the sender is not known.';
comment on column homeward.quarantined_message.sender_digest is 'SHA-256 of where it came from.';
comment on column homeward.quarantined_message.reason is 'Code of what was wrong.';
comment on column homeward.quarantined_message.route is 'Pattern of the address that was called.';
comment on column homeward.quarantined_message.body_digest is 'SHA-256 of the body; null where it was refused before the body was read.';
comment on column homeward.quarantined_message.body_bytes is 'Size of the body as received, or as announced where it was not read; null where neither.';
comment on column homeward.quarantined_message.received_at is 'When it came, or the first of several.';
comment on column homeward.quarantined_message.request_id is 'Request, as in the log.';
comment on column homeward.quarantined_message.times is 'How often, within the hour, where the sender is not known.';
alter table homeward.quarantined_message enable row level security;
alter table homeward.quarantined_message force row level security;
create policy own_agency_sees on homeward.quarantined_message for select to homeward_request
  using (agency_code is not distinct from (select homeward.current_agency()));
create policy sender_is_kept on homeward.quarantined_message for insert to homeward_request
  with check (agency_code is not distinct from (select homeward.current_agency()));
create policy again_is_counted on homeward.quarantined_message for update to homeward_request
  using (agency_code is null and (select homeward.current_agency()) is null);
create policy owner_keeps on homeward.quarantined_message to homeward_owner using (true) with check (true);
grant select, insert on homeward.quarantined_message to homeward_request;
grant update (times) on homeward.quarantined_message to homeward_request;
