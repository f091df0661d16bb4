-- What the pages ask that the tables of the record do not answer quickly, or may not answer by themselves.

-- Worklists page by due time and then identifier: a load makes thousands of faults due at one instant.
drop index homeward.duty_open;
drop index homeward.duty_open_team;
create index duty_open on homeward.duty (owed_by, due_at, duty_id) where settled_at is null;
create index duty_open_kind on homeward.duty (owed_by, kind, due_at, duty_id) where settled_at is null;
create index duty_open_team on homeward.duty (owed_by, team, kind, due_at, duty_id) where settled_at is null;

-- Any incident reference of an episode finds it; nearly every episode has at most one.
create index episode_first_incident on homeward.episode ((incident_refs[1]));
create index episode_joined_incidents on homeward.episode using gin (incident_refs) where cardinality(incident_refs) > 1;

create function homeward.search_children_by_reference(wanted text, at_most integer)
  returns table (child_id bigint)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select found.child_id
    from (
      select i.child_id from homeward.child_identifier i where i.value = wanted and i.kind in ('child_ref', 'police_ref')
      union
      select e.child_id from homeward.episode e where e.incident_refs[1] = wanted
      union
      select e.child_id from homeward.episode e where cardinality(e.incident_refs) > 1 and e.incident_refs @> array[wanted]
      union
      select n.child_id from homeward.chronology_entry n where n.source_key = 'notification:' || wanted
    ) found
    where exists (select from homeward.child_agency ca where ca.child_id = found.child_id and ca.agency_code = homeward.current_agency())
    order by found.child_id
    limit at_most
  $$;
comment on function homeward.search_children_by_reference(text, integer) is 'Children visible to the current agency who have the reference: of the child, of the police, of an incident or of a notification.';
revoke all on function homeward.search_children_by_reference(text, integer) from public;
grant execute on function homeward.search_children_by_reference(text, integer) to homeward_request;

-- Somebody who reports a child must be told that the child is known elsewhere, and where to ask; nothing more of a child
-- whom their agency may not see. Without the date of birth it answers nothing.
create function homeward.known_elsewhere(wanted bigint[], born_on date)
  returns table (child_id bigint, known_to text)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select c.child_id, a.name
    from homeward.child c
    left join homeward.agency a on a.code = c.responsible_authority
    where c.child_id = any (wanted) and c.date_of_birth = born_on
  $$;
comment on function homeward.known_elsewhere(bigint[], date) is 'Name of the authority responsible for children born on a date, so that a reporter not involved with them knows whom to ask.';
revoke all on function homeward.known_elsewhere(bigint[], date) from public;
grant execute on function homeward.known_elsewhere(bigint[], date) to homeward_request;

-- A last name alone must find a child with a long first name: one word is looked for among the words of names. A whole
-- name is looked for closely first, and further afield only where few are close: that reads far more of the index.
-- `offset 0` has involvement asked of each child found, never of all children of the agency.
create or replace function homeward.search_children_by_name(wanted text, at_most integer)
  returns table (child_id bigint, likeness real)
  language plpgsql volatile security definer
  set search_path = pg_catalog, public
  set pg_trgm.similarity_threshold = 0.5
  set pg_trgm.word_similarity_threshold = 0.6
  set work_mem = '32MB'
  as $$
    declare
      close integer;
    begin
      if position(' ' in wanted) = 0 then
        return query
          select c.child_id, similarity(c.name_key, wanted) from homeward.child c
          where wanted <% c.name_key
            and exists (select from homeward.child_agency ca where ca.child_id = c.child_id and ca.agency_code = homeward.current_agency() offset 0)
          order by similarity(c.name_key, wanted) desc, c.child_id limit at_most;
        return;
      end if;
      return query
        select c.child_id, similarity(c.name_key, wanted) from homeward.child c
        where c.name_key % wanted
          and exists (select from homeward.child_agency ca where ca.child_id = c.child_id and ca.agency_code = homeward.current_agency() offset 0)
        order by similarity(c.name_key, wanted) desc, c.child_id limit at_most;
      get diagnostics close = row_count;
      if close < least(10, at_most) then
        perform set_config('pg_trgm.similarity_threshold', '0.3', true);
        return query
          select c.child_id, similarity(c.name_key, wanted) from homeward.child c
          where c.name_key % wanted and similarity(c.name_key, wanted) < 0.5
            and exists (select from homeward.child_agency ca where ca.child_id = c.child_id and ca.agency_code = homeward.current_agency() offset 0)
          order by similarity(c.name_key, wanted) desc, c.child_id limit at_most - close;
      end if;
    end
  $$;

-- The same answer as before, by the indexes: with `or` every child was read.
create or replace function homeward.children_to_match(references_named jsonb, born_on date)
  returns table (child_id bigint, child_ref text, police_ref text, forename text, surname text, date_of_birth date)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select c.child_id, c.child_ref, c.police_ref, c.forename, c.surname, c.date_of_birth
    from homeward.child c
    where c.child_id in (
      select b.child_id from homeward.child b where b.date_of_birth = born_on
      union
      select i.child_id from jsonb_to_recordset(references_named) as r (kind text, value text)
      join homeward.child_identifier i on i.kind = r.kind and i.value = r.value)
  $$;
