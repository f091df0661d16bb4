-- run by: administrator
-- Who PostgreSQL knows: one role owns the tables and never serves, one serves people, one runs jobs.
-- None is a superuser, none passes by row-level security, and the two that serve own nothing.

do $$
declare
  name text;
begin
  foreach name in array array['homeward_owner', 'homeward_request', 'homeward_job'] loop
    begin
      if not exists (select from pg_roles where rolname = name) then
        execute format('create role %I nologin', name);
      end if;
    exception when duplicate_object or unique_violation then
      null; -- Another database of the same server has just made it.
    end;
    if exists (select from pg_roles where rolname = name and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)) then
      raise exception 'role % may do more than Homeward allows it: take superuser, bypassrls, createrole, createdb and replication from it', name;
    end if;
    -- Whoever installs takes on each role by SET ROLE.
    if not pg_has_role(current_user, name, 'SET') then
      execute format('grant %I to current_user with set true, inherit false', name);
    end if;
  end loop;
  -- Reaching the database is for these three, and making a schema or an extension for the owner.
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, temporary on database %I to homeward_request, homeward_job', current_database());
  execute format('grant connect, create, temporary on database %I to homeward_owner', current_database());
end $$;

revoke all on schema public from public;
grant usage on schema public to homeward_owner, homeward_request, homeward_job;
grant create on schema public to homeward_owner;

create schema homeward authorization homeward_owner;

comment on schema homeward_migrations is 'Which steps of the schema this database has had.';
comment on table homeward_migrations.applied is 'The migrations applied, in the order of their names.';
comment on column homeward_migrations.applied.name is 'File in migrations/.';
comment on column homeward_migrations.applied.checksum is 'SHA-256 of the file as it was applied; a file that has changed since is refused.';
comment on column homeward_migrations.applied.applied_at is 'When.';

-- What is the owner's, the owner arranges: whoever installs need not be able to do more than make roles.
set local role homeward_owner;
comment on schema homeward is 'The shared record of children who go missing: everything that Homeward keeps.';
grant usage on schema homeward to homeward_request, homeward_job;

-- A new table gives nothing to anyone until its migration says so.
alter default privileges for role homeward_owner revoke all on tables from public;
alter default privileges for role homeward_owner revoke all on sequences from public;
