-- People of the demonstration: invented, without a password, and signed in by one click where the demonstration is offered.

alter table homeward.user_account add column demonstration boolean not null default false;
alter table homeward.user_account add constraint demonstration_has_no_password check (not demonstration or password_hash is null);
comment on column homeward.user_account.demonstration is 'Whether this is an invented person of the demonstration, who signs in by one click and never by password.';
