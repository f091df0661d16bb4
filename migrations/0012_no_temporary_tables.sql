-- run by: administrator
-- Requests make no tables, not even temporary ones; imports do.
do $$
begin
  execute format('revoke temporary on database %I from homeward_request', current_database());
end $$;
