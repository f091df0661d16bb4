-- The audit says more than that somebody looked: in which role, what was refused, which groups of fields, about whom.

alter table homeward.look rename to audit_entry;
alter table homeward.audit_entry rename column look_id to audit_id;
alter sequence homeward.look_look_id_seq rename to audit_entry_audit_id_seq;
alter index homeward.look_pkey rename to audit_entry_pkey;
alter index homeward.look_child rename to audit_entry_child;
alter index homeward.look_user rename to audit_entry_user;
alter table homeward.audit_entry
  add column act text not null default 'look',
  add column outcome text not null default 'allowed' check (outcome in ('allowed','refused')),
  add column role text,
  add column field_groups text[] not null default '{}',
  add column about_user_id bigint,
  add column terms_digests bytea[] not null default '{}',
  add column detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object');
comment on table homeward.audit_entry is 'The audit: every look at a child, every change, every refusal, and every act on accounts and access, recorded before anything is shown. Only grows; holds no values.';
comment on column homeward.audit_entry.act is 'What was done: look, or the act of the access policy, or sign-in and its like.';
comment on column homeward.audit_entry.outcome is 'allowed or refused.';
comment on column homeward.audit_entry.role is 'Role in which the person acted, at that time.';
comment on column homeward.audit_entry.field_groups is 'Groups of fields that were shown or changed, as the access policy names them.';
comment on column homeward.audit_entry.about_user_id is 'The account that the act was about, where it was about one.';
comment on column homeward.audit_entry.terms_digests is 'Keyed digests of what was searched for; the words themselves are kept nowhere.';
comment on column homeward.audit_entry.detail is 'Further facts without any value of a record: counts, codes, identifiers.';
