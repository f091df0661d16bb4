-- Whether the demonstration was put into this database: begun once, where it was empty, and gone on with if it was cut off.

create table homeward.demonstration_load (
  only_one boolean primary key default true check (only_one),
  started_at timestamptz not null,
  finished_at timestamptz
);
comment on table homeward.demonstration_load is 'One row where the demonstration was loaded into this database, which was empty before.';
comment on column homeward.demonstration_load.only_one is 'Always true: there is one row at most.';
comment on column homeward.demonstration_load.started_at is 'When it was begun.';
comment on column homeward.demonstration_load.finished_at is 'When it was whole; null while it is loading, or where it was cut off.';
grant select, insert, update on homeward.demonstration_load to homeward_job;
