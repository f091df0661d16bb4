-- By which version of the rules the projections were made: where it is not that of the program, every child is folded again.

create table homeward.projection_build (
  only_one boolean primary key default true check (only_one),
  built_as text not null default '',
  building_as text not null default '',
  done_to bigint not null default 0
);
comment on table homeward.projection_build is 'One row: how far the projections are those of a version of the rules, the columns and the protocols.';
comment on column homeward.projection_build.only_one is 'Always true: there is one row.';
comment on column homeward.projection_build.built_as is 'Version by which the whole record was last made; empty where none is known.';
comment on column homeward.projection_build.building_as is 'Version by which it is being made again; empty where none is.';
comment on column homeward.projection_build.done_to is 'The last child that was made again by that version; it goes on after it.';
insert into homeward.projection_build default values;
alter table homeward.projection_build enable row level security;
alter table homeward.projection_build force row level security;
create policy owner_keeps on homeward.projection_build to homeward_owner using (true) with check (true);
create policy job_builds on homeward.projection_build to homeward_job using (true) with check (true);
grant select, update on homeward.projection_build to homeward_job;
