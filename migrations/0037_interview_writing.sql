-- One interview written by several hands and devices: what a draft began from, who else writes, and what came after it was sent.

alter table homeward.interview_draft
  add column begun_from integer not null default 0,
  add column sent_at timestamptz,
  add column sent_version integer,
  add constraint interview_draft_sent check ((sent_at is null) = (sent_version is null));
comment on column homeward.interview_draft.begun_from is 'Version of the child''s record from which it was begun: what others wrote later its author has not read.';
comment on column homeward.interview_draft.sent_at is 'When it was sent; null while it is written. Kept for some days, for text of another device that comes later.';
comment on column homeward.interview_draft.sent_version is 'Version of the answers that was sent, or that its author has seen to since; what is newer came too late.';
comment on column homeward.interview_draft.device_key is 'Random key under which the author''s browser keeps what is not saved yet; gone with the draft.';
comment on table homeward.interview_draft is 'A return interview that is being written, or was sent some days ago; seen by its author alone, while the author may see the child.';
update homeward.interview_draft d set begun_from = coalesce((
  select max(e.version) from homeward.chronology_entry e where e.child_id = d.child_id and e.recorded_at <= d.started_at), 0);

alter table homeward.interview_draft drop constraint interview_draft_user_id_child_id_interview_ref_key;
create unique index interview_draft_open on homeward.interview_draft (user_id, child_id, interview_ref) where sent_at is null;

create function homeward.other_interview_drafts(of_child bigint)
  returns table (interview_ref text, episode_key text, name text, agency text, started_at timestamptz, saved_at timestamptz)
  language sql stable security definer
  set search_path = pg_catalog
  as $$
    select d.interview_ref, d.episode_key, u.display_name, a.name, d.started_at, d.saved_at
    from homeward.interview_draft d
    join homeward.user_account u on u.user_id = d.user_id
    join homeward.agency a on a.code = u.agency_code
    where d.child_id = of_child and d.sent_at is null and d.user_id <> homeward.current_user_id() and homeward.may_see(of_child)
    order by d.started_at, d.draft_id
  $$;
comment on function homeward.other_interview_drafts(bigint) is 'Who else is writing an interview of a child, and since when; nothing of what they write.';
revoke all on function homeward.other_interview_drafts(bigint) from public;
grant execute on function homeward.other_interview_drafts(bigint) to homeward_request;

create or replace function homeward.forget_short_lived(kind text, before timestamptz) returns integer
  language plpgsql volatile security definer
  set search_path = pg_catalog
  as $$
    declare
      gone integer;
    begin
      case kind
        when 'draft' then delete from homeward.draft d where d.saved_at < before;
        when 'interview-draft' then delete from homeward.interview_draft d where d.sent_at is null and d.saved_at < before;
        when 'sent-interview-draft' then delete from homeward.interview_draft d where greatest(d.sent_at, d.saved_at) < before and d.sent_at is not null;
        when 'held-submission' then delete from homeward.held_submission h where h.held_at < before;
        when 'session' then delete from homeward.session s where s.last_seen_at < before;
        when 'sign-in-attempt' then delete from homeward.sign_in_attempt a where a.at < before;
        when 'idempotency-key' then delete from homeward.idempotency_key k where k.created_at < before;
        when 'import-rejection' then delete from homeward.import_rejection j using homeward.import_run r
          where r.import_id = j.import_id and coalesce(r.finished_at, r.started_at) < before;
        when 'set-aside-notification' then delete from homeward.review_item i where i.decision = 'set-aside' and i.decided_at < before;
        else raise exception 'nothing of this kind is thrown away';
      end case;
      get diagnostics gone = row_count;
      return gone;
    end
  $$;
