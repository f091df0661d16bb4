-- Glass that was broken opens a record to a role that may see a child at all: somebody who has since become an analyst, or an
-- administrator of accounts, sees no child through it. The policy of src/domain/access says the same.
create or replace function homeward.opened_to_me() returns setof bigint language sql stable security definer
  set search_path = pg_catalog
  as $$
    select g.child_id from homeward.broken_glass g
    where g.user_id = homeward.current_user_id() and g.ended_at is null
      and coalesce(current_setting('homeward.counting', true), '') <> 'yes'
      and g.opened_at <= homeward.present_instant() and g.until_at > homeward.present_instant()
      and exists (select from homeward.role_sight s where s.role = current_setting('homeward.role', true))
      and not exists (select from homeward.child_person p where p.child_id = g.child_id and p.user_id = g.user_id and p.standing = 'barred')
  $$;
