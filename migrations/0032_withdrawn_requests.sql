-- Requests to providers can be withdrawn: before the answer for nothing, after an acceptance for the price that was agreed for it.

alter table homeward.provider_terms add column cancel_pence integer check (cancel_pence between 0 and 10000000);
comment on column homeward.provider_terms.cancel_pence is 'Price of an interview that is withdrawn after it was accepted, in pence; null where none was agreed.';

alter table homeward.interview_request
  add column cancel_pence integer,
  add column withdrawn_at timestamptz,
  add column withdrawn_for text check (withdrawn_for in ('not-needed','given-elsewhere','child-asked','asked-by-mistake','other')),
  add column withdrawn_pence integer,
  add check ((withdrawn_at is null) = (withdrawn_for is null)),
  add check (withdrawn_at is null or accepted is distinct from false),
  add check (withdrawn_pence is null or (withdrawn_at is not null and accepted));
comment on column homeward.interview_request.cancel_pence is 'Price where it is withdrawn after it was accepted, as agreed when it was asked, in pence; null where none was.';
comment on column homeward.interview_request.withdrawn_at is 'When the sender withdrew it; null while it stands.';
comment on column homeward.interview_request.withdrawn_for is 'Why, as a code that says nothing of the child: not-needed, given-elsewhere, child-asked, asked-by-mistake or other.';
comment on column homeward.interview_request.withdrawn_pence is 'What is to be paid for the withdrawal, in pence; null where nothing is.';

create policy sender_withdraws on homeward.interview_request for update to homeward_request
  using (from_agency = (select homeward.current_agency()) and homeward.is_involved(child_id)
    and (select homeward.acts_as(array['missing-team-worker','team-manager'])))
  with check (from_agency = (select homeward.current_agency()));
grant update (withdrawn_at, withdrawn_for, withdrawn_pence) on homeward.interview_request to homeward_request;

drop function homeward.interview_requests_to_me();
create function homeward.interview_requests_to_me()
  returns table (request_ref text, from_agency text, age_band text, sex text, area text, languages text[], due_at timestamptz,
    price_pence integer, asked_at timestamptz, answer_by timestamptz, answered_at timestamptz, accepted boolean,
    cancel_pence integer, withdrawn_at timestamptz, withdrawn_for text, withdrawn_pence integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select r.request_ref, r.from_agency, r.age_band, r.sex, r.area, r.languages, r.due_at, r.price_pence, r.asked_at, r.answer_by, r.answered_at, r.accepted,
      r.cancel_pence, r.withdrawn_at, r.withdrawn_for, r.withdrawn_pence
    from homeward.interview_request r
    where r.to_agency = homeward.current_agency() and homeward.acts_as(array['interviewer','provider-manager'])
  $$;
comment on function homeward.interview_requests_to_me() is 'Interviews that the current agency was asked for, without the number of the child: for its interviewers and managers.';

create or replace function homeward.answer_interview_request(ref text, taken boolean) returns bigint
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    declare
      answered bigint;
    begin
      update homeward.interview_request r set answered_at = homeward.present_instant(), accepted = taken
      where r.request_ref = ref and r.to_agency = homeward.current_agency() and r.answered_at is null and r.withdrawn_at is null
        and r.answer_by > homeward.present_instant() and homeward.acts_as(array['interviewer','provider-manager'])
      returning r.child_id into answered;
      return answered;
    end
  $$;

drop function homeward.interviews_invoiced();
create function homeward.interviews_invoiced()
  returns table (provider text, month date, interviews integer, withdrawn integer, pence bigint)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    with mine as (
      select r.* from homeward.interview_request r
      where r.accepted
        and ((r.from_agency = homeward.current_agency() and homeward.acts_as(array['team-manager','strategic-lead']))
          or (r.to_agency = homeward.current_agency() and homeward.acts_as(array['provider-manager'])))),
    paid as (
      select r.to_agency, i.completed_at as at, 1 as held, 0 as withdrawn, r.price_pence as pence
      from mine r
      join homeward.interview i on i.child_id = r.child_id and i.interview_ref = r.interview_ref
      where r.withdrawn_at is null and i.completed_at is not null and coalesce(i.held_by, r.to_agency) = r.to_agency
      union all
      select r.to_agency, r.withdrawn_at, 0, 1, r.withdrawn_pence from mine r where r.withdrawn_at is not null)
    select p.to_agency, date_trunc('month', p.at at time zone 'Europe/London')::date, sum(p.held)::integer, sum(p.withdrawn)::integer,
      coalesce(sum(p.pence), 0)::bigint
    from paid p group by 1, 2
  $$;
comment on function homeward.interviews_invoiced() is 'Single interviews accepted and held, and those withdrawn after they were accepted, with what is paid for them, by provider and month in London: for the managers of who pays and who is paid. Names no child.';

create or replace function homeward.interview_work_done()
  returns table (month date, offered integer, accepted integer, refused integer, held integer, in_time integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    with asked as (
      select date_trunc('month', r.asked_at at time zone 'Europe/London')::date as month, count(*) as offered,
        count(*) filter (where r.accepted) as accepted, count(*) filter (where not r.accepted) as refused
      from homeward.interview_request r where r.to_agency = homeward.current_agency() and r.withdrawn_at is null group by 1),
    done as (
      select date_trunc('month', i.completed_at at time zone 'Europe/London')::date as month, count(*) as held,
        count(*) filter (where exists (select from homeward.return_follow_up f where f.child_id = i.child_id and f.interview_ref = i.interview_ref
          and f.outcome in ('completed','covered'))
          and not exists (select from homeward.return_follow_up f where f.child_id = i.child_id and f.interview_ref = i.interview_ref
          and f.outcome = 'completed' and f.outcome_at > f.due_at)) as in_time
      from homeward.interview i where i.held_by = homeward.current_agency() and i.completed_at is not null group by 1)
    select coalesce(a.month, d.month), coalesce(a.offered, 0)::integer, coalesce(a.accepted, 0)::integer, coalesce(a.refused, 0)::integer,
      coalesce(d.held, 0)::integer, coalesce(d.in_time, 0)::integer
    from asked a full join done d on d.month = a.month
    where homeward.acts_as(array['provider-manager','interviewer','strategic-lead','team-manager'])
  $$;

revoke all on function homeward.interview_requests_to_me(), homeward.interviews_invoiced() from public;
grant execute on function homeward.interview_requests_to_me(), homeward.interviews_invoiced() to homeward_request;
