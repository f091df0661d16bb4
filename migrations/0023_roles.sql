-- A person's role, rank and team are changed by the administrator of their agency, who is shown beforehand what it opens and closes.

grant update (role, rank, team) on homeward.user_account to homeward_request;

-- Row-level security keeps the agency; who of the agency may, it cannot say for some columns alone.
create function homeward.keep_roles() returns trigger language plpgsql
  set search_path = pg_catalog
  as $$
    begin
      -- One step within the other: a job may not even ask in which role it acts.
      if current_user = 'homeward_request' and (new.role, new.rank, new.team) is distinct from (old.role, old.rank, old.team) then
        if old.user_id is not distinct from homeward.current_user_id() or new.role = 'agency-system'
          or not homeward.acts_as(array['agency-administrator']) then
          raise exception 'a role is changed by an administrator of the agency, and never one''s own' using errcode = '42501';
        end if;
      end if;
      return new;
    end
  $$;
comment on function homeward.keep_roles() is 'Refuses a change of role, rank or team by anybody but an administrator of the agency, and of one''s own.';
create trigger keep_roles before update on homeward.user_account for each row execute function homeward.keep_roles();

create function homeward.account_standing(of_user bigint)
  returns table (passkeys integer, has_app boolean, last_signed_in timestamptz)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select (select count(*)::integer from homeward.passkey p where p.user_id = u.user_id),
      exists (select from homeward.one_time_code c where c.user_id = u.user_id),
      (select a.at from homeward.audit_entry a
        where a.user_id = u.user_id and a.act = 'sign-in' and a.outcome = 'allowed' order by a.at desc limit 1)
    from homeward.user_account u
    where u.user_id = of_user and u.agency_code = homeward.current_agency()
      and homeward.acts_as(array['agency-administrator'])
  $$;
comment on function homeward.account_standing(bigint) is 'Whether a person of the agency has passkeys or an authenticator app, and when they last signed in: for its administrators.';

-- How many children, and none of their names: administrators see no child.
create function homeward.change_of_role(of_user bigint, from_role text, to_role text)
  returns table (before integer, after integer, gained integer, lost integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    with involved as (
      select ca.child_id,
        bool_or(ca.relationship in (select s.relationship from homeward.role_sight s where s.role = from_role)) as sees,
        bool_or(ca.relationship in (select s.relationship from homeward.role_sight s where s.role = to_role)) as will_see
      from homeward.child_agency ca
      where ca.agency_code = homeward.current_agency() and homeward.acts_as(array['agency-administrator'])
        and (ca.until_at is null or ca.until_at > homeward.present_instant())
        and not exists (select from homeward.child_access a where a.child_id = ca.child_id and a.restricted
          and not exists (select from homeward.child_person p where p.child_id = a.child_id and p.user_id = of_user and p.standing = 'named'))
        and not exists (select from homeward.child_person p where p.child_id = ca.child_id and p.user_id = of_user and p.standing = 'barred')
      group by ca.child_id)
    select count(*) filter (where sees)::integer, count(*) filter (where will_see)::integer,
      count(*) filter (where will_see and not sees)::integer, count(*) filter (where sees and not will_see)::integer
    from involved
  $$;
comment on function homeward.change_of_role(bigint, text, text) is 'How many children of the agency a person sees in one role and would in another, by relationship, restriction and bar: for its administrators. Records opened in an emergency are not counted.';

-- With which agencies children are shared: numbers alone.
create function homeward.agencies_shared_with(ending_before timestamptz)
  returns table (agency_code text, relationship text, children integer, ending integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select other.agency_code, other.relationship, count(*)::integer,
      count(*) filter (where other.until_at < ending_before)::integer
    from homeward.child_agency other
    where homeward.acts_as(array['agency-administrator', 'strategic-lead', 'information-governance'])
      and other.agency_code <> homeward.current_agency()
      and (other.until_at is null or other.until_at > homeward.present_instant())
      and exists (select from homeward.child_agency own
        where own.child_id = other.child_id and own.agency_code = homeward.current_agency()
          and (own.until_at is null or own.until_at > homeward.present_instant()))
    group by other.agency_code, other.relationship
  $$;
comment on function homeward.agencies_shared_with(timestamptz) is 'Other agencies involved with children of the current agency: how many children as what, and for how many of them it ends before an instant.';

create function homeward.restrictions_counted()
  returns table (agency_code text, children integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select a.restricted_by_agency, count(*)::integer
    from homeward.child_access a
    where a.restricted and homeward.acts_as(array['agency-administrator', 'strategic-lead', 'information-governance'])
      and exists (select from homeward.child_agency own
        where own.child_id = a.child_id and own.agency_code = homeward.current_agency()
          and (own.until_at is null or own.until_at > homeward.present_instant()))
    group by a.restricted_by_agency
  $$;
comment on function homeward.restrictions_counted() is 'How many children of the current agency have a restricted record, by the agency that restricted it.';

-- Sight that people agreed on and that still holds. The chronology keeps what has ended, too.
create index chronology_entry_agreed on homeward.chronology_entry (child_id) where kind in ('involvement-agreed', 'involvement-ended');
create function homeward.agreements_counted(ending_before timestamptz)
  returns table (agency_code text, relationship text, children integer, ending integer, next_end timestamptz)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select e.payload ->> 'agency', e.payload ->> 'relationship', count(distinct e.child_id)::integer,
      (count(distinct e.child_id) filter (where until_at < ending_before))::integer, min(until_at)
    from homeward.chronology_entry e
    cross join lateral (select to_timestamp((e.payload ->> 'untilAt')::float8 / 1000) as until_at) as agreed
    where homeward.acts_as(array['agency-administrator', 'strategic-lead', 'information-governance'])
      and e.kind = 'involvement-agreed'
      and (until_at is null or until_at > homeward.present_instant())
      and not exists (select from homeward.chronology_entry o
        where o.child_id = e.child_id and o.kind = 'involvement-ended' and o.payload ->> 'involvementRef' = e.payload ->> 'involvementRef')
      and exists (select from homeward.child_agency own
        where own.child_id = e.child_id and own.agency_code = homeward.current_agency()
          and (own.until_at is null or own.until_at > homeward.present_instant()))
    group by 1, 2
  $$;
comment on function homeward.agreements_counted(timestamptz) is 'Sight of children of the current agency that people agreed on and that holds: how many children, for how many it ends before an instant, and when it ends next.';

revoke all on function homeward.account_standing(bigint), homeward.change_of_role(bigint, text, text),
  homeward.agencies_shared_with(timestamptz), homeward.restrictions_counted(), homeward.agreements_counted(timestamptz) from public;
grant execute on function homeward.account_standing(bigint), homeward.change_of_role(bigint, text, text),
  homeward.agencies_shared_with(timestamptz), homeward.restrictions_counted(), homeward.agreements_counted(timestamptz) to homeward_request;
