-- Returns and what became of them; facts around a child; what was sent and received; support and referrals.
-- All of it follows from the chronology, as src/db/chronology/projections.ts says.

alter table homeward.child_agency drop constraint child_agency_relationship_check;
alter table homeward.child_agency add constraint child_agency_relationship_check check (relationship in
  ('responsible-authority','host-authority','placing-authority','police','reporter','interview-provider','placement-provider','meeting-member','consulted','interviewing-authority'));
comment on column homeward.child_agency.relationship is 'responsible-authority, host-authority, placing-authority, police, reporter, interview-provider, placement-provider, meeting-member, consulted or interviewing-authority.';
insert into homeward.role_sight (role, relationship)
select distinct role, 'interviewing-authority' from homeward.role_sight where relationship = 'responsible-authority';

alter table homeward.duty drop constraint duty_kind_check;
alter table homeward.duty add constraint duty_kind_check check (kind in
  ('return-interview','interview-given','episode-review','recording-fault','information-request','interview-sign-off','interview-sharing','interview-receipt','pass-answer','referral-answer'));
comment on column homeward.duty.kind is 'return-interview, interview-given, episode-review, recording-fault, information-request, interview-sign-off, interview-sharing, interview-receipt, pass-answer or referral-answer.';

alter table homeward.interview
  add column first_offered_at timestamptz,
  add column attempts smallint not null default 0,
  add column interviewer_id bigint references homeward.user_account (user_id),
  add column held_by text references homeward.agency (code),
  add column participation text check (participation in ('whole','part')),
  add column signed_off_at timestamptz,
  add column sent_back_at timestamptz;
create index interview_of_person on homeward.interview (interviewer_id) where interviewer_id is not null;
comment on column homeward.interview.first_offered_at is 'When it was first offered.';
comment on column homeward.interview.attempts is 'Attempts to offer it that are on record one by one.';
comment on column homeward.interview.interviewer_id is 'Account of the interviewer; null where nobody is named.';
comment on column homeward.interview.held_by is 'Agency that held it.';
comment on column homeward.interview.participation is 'whole or part: how much the child answered; null where not said.';
comment on column homeward.interview.signed_off_at is 'When it was read and signed off.';
comment on column homeward.interview.sent_back_at is 'When it was sent back to be improved; null once it was written again.';

create table homeward.return_follow_up (
  child_id bigint not null references homeward.child (child_id),
  episode_key text not null,
  authority_key text not null,
  authority text references homeward.agency (code),
  taken_over_from text references homeward.agency (code),
  returned_at timestamptz not null,
  due_at timestamptz not null,
  team text not null,
  triage_level text check (triage_level in ('red','amber','green')),
  triage_proposed text check (triage_proposed in ('red','amber','green')),
  first_offered_at timestamptz,
  attempts integer not null,
  interview_ref text,
  allocated_to text references homeward.agency (code),
  interviewer_id bigint references homeward.user_account (user_id),
  outcome text check (outcome in ('completed','covered','declined','attempts-exhausted','not-required','missing-again','passed')),
  outcome_at timestamptz,
  stage text check (stage in ('not-offered','pass-asked','unreached','waiting','accepted')),
  late_cause text,
  because jsonb not null,
  primary key (child_id, episode_key, authority_key),
  check ((outcome is null) = (stage is not null))
);
create index return_follow_up_open on homeward.return_follow_up (authority, due_at) where outcome is null;
create index return_follow_up_of_authority on homeward.return_follow_up (authority, returned_at);
create index return_follow_up_of_provider on homeward.return_follow_up (allocated_to, returned_at) where allocated_to is not null;
comment on table homeward.return_follow_up is 'Projection: what became of each return, for each authority that answers for it. Every return has one outcome, or a stage while it is open.';
comment on column homeward.return_follow_up.child_id is 'The child.';
comment on column homeward.return_follow_up.episode_key is 'The absence that ended.';
comment on column homeward.return_follow_up.authority_key is 'Code of the authority that answers for it; empty where none is known.';
comment on column homeward.return_follow_up.authority is 'Authority that answers for it; null where none is known.';
comment on column homeward.return_follow_up.taken_over_from is 'Authority that passed it on, where this one accepted it.';
comment on column homeward.return_follow_up.returned_at is 'When the child came back.';
comment on column homeward.return_follow_up.due_at is 'By when the interview is owed: elapsed hours of the protocol after the return.';
comment on column homeward.return_follow_up.team is 'Team that owes it, as the protocol names it.';
comment on column homeward.return_follow_up.triage_level is 'red, amber or green, as it stands: what a worker decided, else what the protocol proposes.';
comment on column homeward.return_follow_up.triage_proposed is 'red, amber or green, as the protocol proposed when a worker decided, else as it proposes on what is known.';
comment on column homeward.return_follow_up.first_offered_at is 'When an interview was first offered.';
comment on column homeward.return_follow_up.attempts is 'Attempts to offer it that are on record one by one.';
comment on column homeward.return_follow_up.interview_ref is 'The interview that covers it, else the latest offered.';
comment on column homeward.return_follow_up.allocated_to is 'Agency to which that interview is allocated.';
comment on column homeward.return_follow_up.interviewer_id is 'Account of the interviewer.';
comment on column homeward.return_follow_up.outcome is 'completed, covered, declined, attempts-exhausted, not-required, missing-again or passed; null while open.';
comment on column homeward.return_follow_up.outcome_at is 'When it had that outcome: of an interview, when it was held.';
comment on column homeward.return_follow_up.stage is 'not-offered, pass-asked, unreached, waiting or accepted; null where there is an outcome.';
comment on column homeward.return_follow_up.late_cause is 'Why it is late, as a code; null where nobody explained.';
comment on column homeward.return_follow_up.because is 'Reasons of the outcome or the stage.';

create table homeward.transmission (
  child_id bigint not null references homeward.child (child_id),
  transmission_ref text not null,
  interview_ref text not null,
  purpose text not null check (purpose in ('police-intelligence','child-record')),
  from_agency text references homeward.agency (code),
  to_agency text not null references homeward.agency (code),
  sent_at timestamptz not null,
  received_at timestamptz,
  recorded_at timestamptz,
  refused_at timestamptz,
  primary key (child_id, transmission_ref)
);
create index transmission_to on homeward.transmission (to_agency, sent_at);
create index transmission_from on homeward.transmission (from_agency, sent_at);
comment on table homeward.transmission is 'Projection: interviews sent to the police or to the child''s record, and the receipts.';
comment on column homeward.transmission.child_id is 'The child.';
comment on column homeward.transmission.transmission_ref is 'Reference of the sending.';
comment on column homeward.transmission.interview_ref is 'The interview sent.';
comment on column homeward.transmission.purpose is 'police-intelligence or child-record.';
comment on column homeward.transmission.from_agency is 'Agency that sent it.';
comment on column homeward.transmission.to_agency is 'Agency to which it was sent.';
comment on column homeward.transmission.sent_at is 'When it was sent.';
comment on column homeward.transmission.received_at is 'When the receiver said that it came.';
comment on column homeward.transmission.recorded_at is 'When the receiver said that it is on their record.';
comment on column homeward.transmission.refused_at is 'When the receiver sent it back.';

create table homeward.known_fact (
  child_id bigint not null references homeward.child (child_id),
  fact_ref text not null,
  kind text not null check (kind in ('person','place','phone','vehicle','online-name','reason')),
  value text not null,
  match_key text,
  grade text not null,
  interview_ref text,
  learnt_at timestamptz not null,
  learnt_from text references homeward.agency (code),
  tried smallint not null,
  helped smallint not null,
  primary key (child_id, fact_ref)
);
create index known_fact_match on homeward.known_fact (kind, match_key) where match_key is not null;
comment on table homeward.known_fact is 'Projection: people, places and things around a child that stand, graded as the police grade intelligence.';
comment on column homeward.known_fact.child_id is 'The child.';
comment on column homeward.known_fact.fact_ref is 'Reference of the fact.';
comment on column homeward.known_fact.kind is 'person, place, phone, vehicle, online-name or reason.';
comment on column homeward.known_fact.value is 'The name, number, place or reason as it was written.';
comment on column homeward.known_fact.match_key is 'By which the same thing is known again among children; null where it is too little.';
comment on column homeward.known_fact.grade is 'Source, assessment and handling, as 1AP.';
comment on column homeward.known_fact.interview_ref is 'Interview in which it was said.';
comment on column homeward.known_fact.learnt_at is 'When Homeward learnt it.';
comment on column homeward.known_fact.learnt_from is 'Agency that told it.';
comment on column homeward.known_fact.tried is 'How often it was tried when the child was missing.';
comment on column homeward.known_fact.helped is 'How often it helped.';

create table homeward.support (
  child_id bigint not null references homeward.child (child_id),
  support_ref text not null,
  programme text not null,
  agency text not null references homeward.agency (code),
  interview_ref text,
  started_at timestamptz not null,
  sessions smallint not null,
  minutes integer not null,
  ended_at timestamptz,
  ended_as text,
  primary key (child_id, support_ref)
);
create index support_of_agency on homeward.support (agency, started_at);
comment on table homeward.support is 'Projection: programmes of support given to a child.';
comment on column homeward.support.child_id is 'The child.';
comment on column homeward.support.support_ref is 'Reference of the programme given.';
comment on column homeward.support.programme is 'Programme, as a code.';
comment on column homeward.support.agency is 'Agency that gives it.';
comment on column homeward.support.interview_ref is 'Interview out of which it came.';
comment on column homeward.support.started_at is 'When it began.';
comment on column homeward.support.sessions is 'Sessions that the child attended.';
comment on column homeward.support.minutes is 'Minutes of those sessions together.';
comment on column homeward.support.ended_at is 'When it ended; null while it lasts.';
comment on column homeward.support.ended_as is 'How it ended, as a code.';

create table homeward.referral (
  child_id bigint not null references homeward.child (child_id),
  referral_ref text not null,
  referred_to text not null,
  agency text references homeward.agency (code),
  interview_ref text,
  made_at timestamptz not null,
  made_by text references homeward.agency (code),
  answered_at timestamptz,
  accepted boolean,
  primary key (child_id, referral_ref)
);
create index referral_by on homeward.referral (made_by, made_at);
comment on table homeward.referral is 'Projection: referrals of a child, and their answers.';
comment on column homeward.referral.child_id is 'The child.';
comment on column homeward.referral.referral_ref is 'Reference of the referral.';
comment on column homeward.referral.referred_to is 'To what the child is referred, as a code.';
comment on column homeward.referral.agency is 'Agency it goes to; null where none on record.';
comment on column homeward.referral.interview_ref is 'Interview out of which it came.';
comment on column homeward.referral.made_at is 'When it was made.';
comment on column homeward.referral.made_by is 'Agency that made it.';
comment on column homeward.referral.answered_at is 'When it was answered.';
comment on column homeward.referral.accepted is 'Whether it was accepted; null until answered.';

do $$
declare
  name text;
  involved text := 'exists (select from homeward.child_agency ca where ca.child_id = %1$I.child_id and ca.agency_code = (select homeward.current_agency())
    and ca.relationship = any (array(select unnest(homeward.relationships_opening()))) and (ca.until_at is null or ca.until_at > (select homeward.present_instant())))';
begin
  foreach name in array array['return_follow_up','transmission','known_fact','support','referral'] loop
    execute format('alter table homeward.%I enable row level security', name);
    execute format('alter table homeward.%I force row level security', name);
    execute format('create policy owner_keeps on homeward.%I to homeward_owner using (true) with check (true)', name);
    execute format('create policy job_records on homeward.%I to homeward_job using (true) with check (true)', name);
    execute format('create policy involved_sees on homeward.%1$I for select to homeward_request using (' || involved || ')', name);
    execute format('create policy glass_opens on homeward.%1$I for select to homeward_request using (%1$I.child_id = any (array(select homeward.opened_to_me())))', name);
    execute format('create policy closed on homeward.%1$I as restrictive to homeward_request using (%1$I.child_id not in (select homeward.closed_to_me()))', name);
    execute format('create policy involved_adds on homeward.%1$I for insert to homeward_request with check (' || involved || ')', name);
    execute format('create policy involved_changes on homeward.%1$I for update to homeward_request using (' || involved || ') with check (' || involved || ')', name);
    execute format('create policy involved_removes on homeward.%1$I for delete to homeward_request using (' || involved || ')', name);
    execute format('grant select, insert, update, delete on homeward.%I to homeward_request, homeward_job', name);
  end loop;
end $$;
