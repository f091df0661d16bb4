-- Where an import lays its rows down before any of them is recorded. Unlogged: after a crash they are read again from the
-- file. One import at a time uses them. Only jobs may see them.

create unlogged table homeward.import_staged (
  feed text not null,
  line integer not null,
  ref text,
  source_key text,
  child_ref text,
  police_ref text,
  forename text,
  surname text,
  born_on date,
  content text,
  cells text not null,
  reason text,
  primary key (feed, line)
);
comment on table homeward.import_staged is 'Rows of the import that is running, as read from its files.';
comment on column homeward.import_staged.feed is 'The feed.';
comment on column homeward.import_staged.line is 'Line of the file on which the row starts.';
comment on column homeward.import_staged.ref is 'The row''s own reference.';
comment on column homeward.import_staged.source_key is 'Sender''s identity of the message.';
comment on column homeward.import_staged.child_ref is 'Authority''s reference of the child named.';
comment on column homeward.import_staged.police_ref is 'Police''s reference of the child named.';
comment on column homeward.import_staged.forename is 'Forename given.';
comment on column homeward.import_staged.surname is 'Surname given.';
comment on column homeward.import_staged.born_on is 'Date of birth given.';
comment on column homeward.import_staged.content is 'What the row says, as JSON; null where it was not understood.';
comment on column homeward.import_staged.cells is 'The cells as sent, as a JSON list in the order of the header.';
comment on column homeward.import_staged.reason is 'Why the row is rejected; null while it is not.';

create unlogged table homeward.import_child (
  child_ref text primary key,
  child_id bigint not null,
  is_new boolean not null
);
comment on table homeward.import_child is 'Children that the children''s list of the running import names.';
comment on column homeward.import_child.child_ref is 'Authority''s reference.';
comment on column homeward.import_child.child_id is 'Identifier in Homeward, reserved where the child is new.';
comment on column homeward.import_child.is_new is 'Whether the child is not on record yet.';

create unlogged table homeward.import_reference (
  kind text not null,
  value text not null,
  child_id bigint not null,
  primary key (kind, value)
);
comment on table homeward.import_reference is 'References that the running import gives to children.';
comment on column homeward.import_reference.kind is 'child_ref or police_ref.';
comment on column homeward.import_reference.value is 'The reference.';
comment on column homeward.import_reference.child_id is 'The child it names.';

create unlogged table homeward.import_match (
  born_on date not null,
  forename text not null,
  surname text not null,
  child_id bigint,
  because jsonb not null,
  primary key (born_on, forename, surname)
);
comment on table homeward.import_match is 'Children found by date of birth and name for the running import.';
comment on column homeward.import_match.born_on is 'Date of birth given.';
comment on column homeward.import_match.forename is 'Forename given; empty where none was.';
comment on column homeward.import_match.surname is 'Surname given; empty where none was.';
comment on column homeward.import_match.child_id is 'The child; null where a person must decide.';
comment on column homeward.import_match.because is 'Why.';

create unlogged table homeward.import_resolved (
  child_id bigint not null,
  feed text not null,
  line integer not null,
  found_by text not null
);
create index import_resolved_child on homeward.import_resolved (child_id);
comment on table homeward.import_resolved is 'Which child each row of the running import is about.';
comment on column homeward.import_resolved.child_id is 'The child.';
comment on column homeward.import_resolved.feed is 'The feed.';
comment on column homeward.import_resolved.line is 'Line of the file.';
comment on column homeward.import_resolved.found_by is 'child_ref, police_ref or name.';

grant select, insert, update, delete, truncate on
  homeward.import_staged, homeward.import_child, homeward.import_reference, homeward.import_match, homeward.import_resolved
  to homeward_job;
