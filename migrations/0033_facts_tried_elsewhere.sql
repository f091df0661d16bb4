-- Facts that were tried for another child than the one on whose record they are: kept with the child who was missing, counted where the fact is.

create table homeward.fact_use (
  child_id bigint not null references homeward.child (child_id),
  fact_ref text not null,
  episode_key text not null,
  helped text not null check (helped in ('yes','no','not-tried')),
  used_at timestamptz not null,
  primary key (child_id, fact_ref, episode_key)
);
create index fact_use_fact on homeward.fact_use (fact_ref);
comment on table homeward.fact_use is 'Projection: facts of other children''s records that were tried while this child was missing, and whether each helped.';
comment on column homeward.fact_use.child_id is 'The child who was missing.';
comment on column homeward.fact_use.fact_ref is 'Reference of the fact, on the record of another child, who is not named here.';
comment on column homeward.fact_use.episode_key is 'The absence in which it was tried.';
comment on column homeward.fact_use.helped is 'yes, no or not-tried: the last answer of the absence.';
comment on column homeward.fact_use.used_at is 'When it was said.';

do $$
declare
  involved text := 'exists (select from homeward.child_agency ca where ca.child_id = fact_use.child_id and ca.agency_code = (select homeward.current_agency())
    and ca.relationship = any (array(select unnest(homeward.relationships_opening()))) and (ca.until_at is null or ca.until_at > (select homeward.present_instant())))';
begin
  alter table homeward.fact_use enable row level security;
  alter table homeward.fact_use force row level security;
  create policy owner_keeps on homeward.fact_use to homeward_owner using (true) with check (true);
  create policy job_records on homeward.fact_use to homeward_job using (true) with check (true);
  execute 'create policy involved_sees on homeward.fact_use for select to homeward_request using (' || involved || ')';
  create policy glass_opens on homeward.fact_use for select to homeward_request using (child_id = any (array(select homeward.opened_to_me())));
  create policy closed on homeward.fact_use as restrictive to homeward_request using (child_id not in (select homeward.closed_to_me()));
  execute 'create policy involved_adds on homeward.fact_use for insert to homeward_request with check (' || involved || ')';
  execute 'create policy involved_changes on homeward.fact_use for update to homeward_request using (' || involved || ') with check (' || involved || ')';
  execute 'create policy involved_removes on homeward.fact_use for delete to homeward_request using (' || involved || ')';
  grant select, insert, update, delete on homeward.fact_use to homeward_request, homeward_job;
end $$;

create function homeward.facts_tried_elsewhere(of_child bigint)
  returns table (fact_ref text, tried integer, helped integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select f.fact_ref, (count(*) filter (where u.helped <> 'not-tried'))::integer, (count(*) filter (where u.helped = 'yes'))::integer
    from homeward.known_fact f
    join homeward.fact_use u on u.fact_ref = f.fact_ref and u.child_id <> f.child_id
    where f.child_id = of_child and homeward.may_see(of_child)
      and not exists (select from homeward.child_access r where r.child_id = u.child_id and (r.address_hidden or r.restricted and not homeward.may_see(u.child_id)))
      and not exists (select from homeward.child_person p
        where p.child_id = u.child_id and p.user_id = homeward.current_user_id() and p.standing = 'barred')
    group by f.fact_ref
  $$;
comment on function homeward.facts_tried_elsewhere(bigint) is 'How often the facts of a child whom the person served may see were tried while other children were missing, and how often they helped; nothing of those children. Never of a child whose address is hidden, of one from whose record the person is barred, or of a restricted one whom the person may not see.';
revoke all on function homeward.facts_tried_elsewhere(bigint) from public;
grant execute on function homeward.facts_tried_elsewhere(bigint) to homeward_request;
