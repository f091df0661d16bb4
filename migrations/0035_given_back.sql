-- A provider can give back an interview that it accepted, and sees its own requests beside their children while it has them;
-- sessions of support count in the year in which they were held.

alter table homeward.interview_request
  add column given_back_at timestamptz,
  add check (given_back_at is null or (accepted and withdrawn_at is null));
comment on column homeward.interview_request.given_back_at is 'When the provider that had accepted it gave it back; null while it has it, or never had.';

-- Once it accepted it sees the child, and may know which of its requests is about whom.
create policy receiver_sees on homeward.interview_request for select to homeward_request
  using (to_agency = (select homeward.current_agency()) and accepted and withdrawn_at is null and given_back_at is null and homeward.may_see(child_id));

drop function homeward.interview_requests_to_me();
create function homeward.interview_requests_to_me()
  returns table (request_ref text, from_agency text, age_band text, sex text, area text, languages text[], due_at timestamptz,
    price_pence integer, asked_at timestamptz, answer_by timestamptz, answered_at timestamptz, accepted boolean,
    cancel_pence integer, withdrawn_at timestamptz, withdrawn_for text, withdrawn_pence integer, given_back_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select r.request_ref, r.from_agency, r.age_band, r.sex, r.area, r.languages, r.due_at, r.price_pence, r.asked_at, r.answer_by, r.answered_at, r.accepted,
      r.cancel_pence, r.withdrawn_at, r.withdrawn_for, r.withdrawn_pence, r.given_back_at
    from homeward.interview_request r
    where r.to_agency = homeward.current_agency() and homeward.acts_as(array['interviewer','provider-manager'])
  $$;
comment on function homeward.interview_requests_to_me() is 'Interviews that the current agency was asked for, without the number of the child: for its interviewers and managers.';

create function homeward.give_back_interview_request(ref text) returns boolean
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    begin
      update homeward.interview_request r set given_back_at = homeward.present_instant()
      where r.request_ref = ref and r.to_agency = homeward.current_agency() and r.accepted and r.withdrawn_at is null and r.given_back_at is null
        and homeward.acts_as(array['interviewer','provider-manager'])
        and not exists (select from homeward.interview i
          where i.child_id = r.child_id and i.interview_ref = r.interview_ref and i.completed_at is not null);
      return found;
    end
  $$;
comment on function homeward.give_back_interview_request(text) is 'Gives back an interview that the current agency accepted and has not held; says whether there was such a request.';

create or replace function homeward.interviews_invoiced()
  returns table (provider text, month date, interviews integer, withdrawn integer, pence bigint)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    with mine as (
      select r.* from homeward.interview_request r
      where r.accepted and r.given_back_at is null
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

drop function homeward.interview_work_done();
create function homeward.interview_work_done()
  returns table (month date, offered integer, accepted integer, refused integer, given_back integer, held integer, in_time integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    with asked as (
      select date_trunc('month', r.asked_at at time zone 'Europe/London')::date as month, count(*) as offered,
        count(*) filter (where r.accepted and r.given_back_at is null) as accepted, count(*) filter (where not r.accepted) as refused,
        count(r.given_back_at) as given_back
      from homeward.interview_request r where r.to_agency = homeward.current_agency() and r.withdrawn_at is null group by 1),
    done as (
      select date_trunc('month', i.completed_at at time zone 'Europe/London')::date as month, count(*) as held,
        count(*) filter (where exists (select from homeward.return_follow_up f where f.child_id = i.child_id and f.interview_ref = i.interview_ref
          and f.outcome in ('completed','covered'))
          and not exists (select from homeward.return_follow_up f where f.child_id = i.child_id and f.interview_ref = i.interview_ref
          and f.outcome = 'completed' and f.outcome_at > f.due_at)) as in_time
      from homeward.interview i where i.held_by = homeward.current_agency() and i.completed_at is not null group by 1)
    select coalesce(a.month, d.month), coalesce(a.offered, 0)::integer, coalesce(a.accepted, 0)::integer, coalesce(a.refused, 0)::integer,
      coalesce(a.given_back, 0)::integer, coalesce(d.held, 0)::integer, coalesce(d.in_time, 0)::integer
    from asked a full join done d on d.month = a.month
    where homeward.acts_as(array['provider-manager','interviewer','strategic-lead','team-manager'])
  $$;
comment on function homeward.interview_work_done() is 'What the current agency was asked for, took, gave back and held, by month in London. Names no child.';

alter table homeward.support add column attended_on date[] not null default '{}';
comment on column homeward.support.attended_on is 'Days in London on which the child attended a session, one for each session.';

create or replace function homeward.support_sessions_done()
  returns table (financial_year integer, sessions integer)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select (extract(year from d.attended) - (extract(month from d.attended) < 4)::integer)::integer, count(*)::integer
    from homeward.support s cross join lateral unnest(s.attended_on) as d (attended)
    where s.agency = homeward.current_agency() and homeward.acts_as(array['provider-manager','strategic-lead'])
    group by 1
  $$;
comment on function homeward.support_sessions_done() is 'Sessions of support that the current agency gave, by the financial year in which each was held. Names no child.';

revoke all on function homeward.interview_requests_to_me(), homeward.give_back_interview_request(text), homeward.interview_work_done() from public;
grant execute on function homeward.interview_requests_to_me(), homeward.give_back_interview_request(text), homeward.interview_work_done() to homeward_request;
