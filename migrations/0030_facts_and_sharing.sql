-- Facts across children: that a child whom the reader may not see has the same fact, and whom to ask, and nothing else of that child.

create function homeward.facts_elsewhere(of_child bigint)
  returns table (kind text, match_key text, children integer, agencies text[])
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    with own as (
      -- Asked only of what stands on the record of a child who is away now, so that nobody can ask of what they like.
      select f.kind, f.match_key from homeward.known_fact f
      where f.child_id = of_child and f.match_key is not null and homeward.may_see(of_child)
        and exists (select from homeward.episode e where e.child_id = of_child and e.ended_at is null and e.superseded_at is null)
      group by f.kind, f.match_key order by max(f.learnt_at) desc, f.kind, f.match_key limit 50)
    select own.kind, own.match_key, least(count(distinct o.child_id), 5)::integer,
      coalesce(array_agg(distinct a.name order by a.name) filter (where a.name is not null), '{}')
    from own
    join homeward.known_fact o on o.kind = own.kind and o.match_key = own.match_key and o.child_id <> of_child
    join homeward.child c on c.child_id = o.child_id
    left join homeward.agency a on a.code = coalesce(c.responsible_authority, o.learnt_from)
    where right(o.grade, 1) = 'P'
      and not homeward.may_see(o.child_id)
      and not exists (select from homeward.child_access r where r.child_id = o.child_id and (r.restricted or r.address_hidden))
      and not exists (select from homeward.child_person p
        where p.child_id = o.child_id and p.user_id = homeward.current_user_id() and p.standing = 'barred')
    group by own.kind, own.match_key
  $$;
comment on function homeward.facts_elsewhere(bigint) is 'Which facts of a child who is missing now are on record of children whom the person served may not see: of how many, at most five, and whom to ask. Never of a restricted child, of one whose address is hidden, of one from whose record the person is barred, or of a fact with conditions of handling.';
revoke all on function homeward.facts_elsewhere(bigint) from public;
grant execute on function homeward.facts_elsewhere(bigint) to homeward_request;
