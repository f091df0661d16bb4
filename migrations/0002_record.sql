-- The record of a child: the chronology, and the projections that follow from it.

create extension if not exists btree_gist with schema public;

create table homeward.agency (
  code text primary key,
  kind text not null check (kind in ('local-authority','police','interview-provider','placement-provider','health','education','charity','board')),
  name text not null
);
comment on table homeward.agency is 'The agencies of the partnership.';
comment on column homeward.agency.code is 'Short code by which feeds name the agency.';
comment on column homeward.agency.kind is 'Kind of agency: local-authority, police, interview-provider, placement-provider, health, education, charity or board.';
comment on column homeward.agency.name is 'Name as people know it.';

create sequence homeward.child_id_seq;
create table homeward.child (
  child_id bigint primary key default nextval('homeward.child_id_seq'),
  version integer not null default 0,
  child_ref text,
  police_ref text,
  forename text not null default '',
  surname text not null default '',
  name_key text not null default '',
  date_of_birth date,
  sex text not null default 'U' check (sex in ('M','F','U')),
  ethnicity text not null default 'NOBT',
  home_postcode text,
  responsible_authority text references homeward.agency (code),
  exploitation_screened_on date
);
alter sequence homeward.child_id_seq owned by homeward.child.child_id;
comment on table homeward.child is 'Projection: who each child is now, and the version of the chronology that this follows from.';
comment on column homeward.child.child_id is 'Identifier in Homeward; says nothing about the child.';
comment on column homeward.child.version is 'Number of entries in the chronology; a command that read another version is refused.';
comment on column homeward.child.child_ref is 'Reference on the authority''s children''s list.';
comment on column homeward.child.police_ref is 'Reference in the police''s missing persons system.';
comment on column homeward.child.forename is 'Forename or forenames.';
comment on column homeward.child.surname is 'Surname or surnames.';
comment on column homeward.child.name_key is 'Forename and surname without case, accents, hyphens and spaces, for search and matching.';
comment on column homeward.child.date_of_birth is 'Date of birth; null when not known.';
comment on column homeward.child.sex is 'M, F or U for not known.';
comment on column homeward.child.ethnicity is 'Code of the children''s social care returns; NOBT when not yet obtained.';
comment on column homeward.child.home_postcode is 'Postcode of the family home.';
comment on column homeward.child.responsible_authority is 'Local authority responsible for the child.';
comment on column homeward.child.exploitation_screened_on is 'Date of the first completed screening for child exploitation.';
create index child_date_of_birth on homeward.child (date_of_birth);
create index child_responsible_authority on homeward.child (responsible_authority);

create table homeward.child_identifier (
  kind text not null check (kind in ('child_ref','police_ref')),
  value text not null,
  child_id bigint not null references homeward.child (child_id),
  primary key (kind, value)
);
comment on table homeward.child_identifier is 'Every reference by which a child is or was known; one reference names one child.';
comment on column homeward.child_identifier.kind is 'child_ref (authority) or police_ref (police).';
comment on column homeward.child_identifier.value is 'The reference.';
comment on column homeward.child_identifier.child_id is 'The child it names.';
create index child_identifier_child on homeward.child_identifier (child_id);

create table homeward.chronology_entry (
  child_id bigint not null references homeward.child (child_id),
  version integer not null check (version > 0),
  kind text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text references homeward.agency (code),
  user_id bigint,
  source_key text,
  source_version integer not null default 1,
  payload jsonb not null,
  primary key (child_id, version)
);
create unique index chronology_entry_source on homeward.chronology_entry (source_key, source_version) where source_key is not null;
comment on table homeward.chronology_entry is 'The chronology: everything anybody told us or decided of a child. Only grows; no role that serves may change or delete it.';
comment on column homeward.chronology_entry.child_id is 'The child.';
comment on column homeward.chronology_entry.version is 'Position in this child''s chronology, from 1 without gaps.';
comment on column homeward.chronology_entry.kind is 'Kind of entry: child-recorded, status-recorded, notification-received, notification-corrected, notification-moved, interview-recorded, screening-recorded, review-recorded, recording-fault-settled.';
comment on column homeward.chronology_entry.occurred_at is 'When what it says happened. Statutory clocks use this.';
comment on column homeward.chronology_entry.recorded_at is 'When Homeward learnt it. Our own performance uses this.';
comment on column homeward.chronology_entry.recorded_by is 'Agency that told us; null for the operator''s own load.';
comment on column homeward.chronology_entry.user_id is 'Account of the person who told us; null for a feed.';
comment on column homeward.chronology_entry.source_key is 'Sender''s identity of the message, by which a redelivery is known; null for a person''s act.';
comment on column homeward.chronology_entry.source_version is '1 for the message as first delivered, 2 and up where its sender changed it.';
comment on column homeward.chronology_entry.payload is 'What it says, in the shape of its kind.';

create sequence homeward.episode_id_seq;
create table homeward.episode (
  episode_id bigint primary key default nextval('homeward.episode_id_seq'),
  child_id bigint not null references homeward.child (child_id),
  episode_key text not null,
  incident_refs text[] not null,
  notification_refs text[] not null,
  kind text not null check (kind in ('missing','absent','away')),
  started_at timestamptz not null,
  ended_at timestamptz,
  superseded_at timestamptz,
  reported_by_police boolean not null,
  reported_by text[] not null,
  responsible_authority text,
  missing_from text,
  missing_from_postcode text,
  missing_from_authority text,
  policing_area text,
  risk text,
  found_postcode text,
  distance_miles double precision,
  returned_by text,
  age_at_start smallint,
  status_at_start text not null,
  interview_offered boolean not null,
  interview_completed_at timestamptz,
  interview_ref text,
  offer_outcome text,
  reviewed_at timestamptz,
  learnt_at timestamptz not null,
  return_learnt_at timestamptz,
  because jsonb not null,
  check (ended_at >= started_at),
  constraint episode_no_overlap exclude using gist (
    child_id with =,
    tstzrange(started_at, coalesce(ended_at, superseded_at), '[)') with &&
  ) deferrable initially immediate
);
alter sequence homeward.episode_id_seq owned by homeward.episode.episode_id;
create unique index episode_of_child on homeward.episode (child_id, episode_key);
create unique index episode_open on homeward.episode (child_id) where ended_at is null and superseded_at is null;
create index episode_responsible on homeward.episode (responsible_authority, started_at);
create index episode_host on homeward.episode (missing_from_authority, started_at);
comment on table homeward.episode is 'Projection: one absence of a child, from last seen to found. Two episodes of one child never overlap.';
comment on column homeward.episode.episode_id is 'Identifier for addresses of pages.';
comment on column homeward.episode.child_id is 'The child.';
comment on column homeward.episode.episode_key is 'Stable identity among the child''s episodes: its first incident reference, else its first notification''s.';
comment on column homeward.episode.incident_refs is 'Every incident reference joined into it.';
comment on column homeward.episode.notification_refs is 'The notifications that make it, in the order they happened.';
comment on column homeward.episode.kind is 'missing, absent or away.';
comment on column homeward.episode.started_at is 'When it started: the police''s time where they reported it, else the earliest of everyone''s.';
comment on column homeward.episode.ended_at is 'When the child was found or came back: the police''s time where they reported it, else the latest of everyone''s.';
comment on column homeward.episode.superseded_at is 'Start of the child''s next episode where no return was recorded before it.';
comment on column homeward.episode.reported_by_police is 'Whether the police reported it.';
comment on column homeward.episode.reported_by is 'Agencies that reported it.';
comment on column homeward.episode.responsible_authority is 'Authority responsible for the child.';
comment on column homeward.episode.missing_from is 'home, foster, residential, school, hospital or other.';
comment on column homeward.episode.missing_from_postcode is 'Postcode the child went missing from.';
comment on column homeward.episode.missing_from_authority is 'Authority in whose area the child went missing.';
comment on column homeward.episode.policing_area is 'Policing area in which the child went missing.';
comment on column homeward.episode.risk is 'The police''s latest grade: no-apparent-risk, low, medium or high.';
comment on column homeward.episode.found_postcode is 'Postcode where the child was found.';
comment on column homeward.episode.distance_miles is 'Miles from where the child was missing from to where found.';
comment on column homeward.episode.returned_by is 'Who brought the child back, as reported.';
comment on column homeward.episode.age_at_start is 'Completed years on the day it started, Europe/London.';
comment on column homeward.episode.status_at_start is 'Social care status on the day it started: looked-after, child-protection, other-open or not-known.';
comment on column homeward.episode.interview_offered is 'Whether a return interview was offered for it.';
comment on column homeward.episode.interview_completed_at is 'Earliest completion of a return interview that covers it.';
comment on column homeward.episode.interview_ref is 'Reference of that interview, else of the latest offered.';
comment on column homeward.episode.offer_outcome is 'Outcome of the latest offer.';
comment on column homeward.episode.reviewed_at is 'Last review while open.';
comment on column homeward.episode.learnt_at is 'When Homeward first learnt of it.';
comment on column homeward.episode.return_learnt_at is 'When Homeward first learnt of the return.';
comment on column homeward.episode.because is 'How its times and kind were decided.';

create table homeward.status_period (
  child_id bigint not null references homeward.child (child_id),
  status text not null,
  from_on date not null,
  to_on date,
  primary key (child_id, status, from_on),
  check (to_on >= from_on)
);
comment on table homeward.status_period is 'Projection: a child''s statuses in social care.';
comment on column homeward.status_period.child_id is 'The child.';
comment on column homeward.status_period.status is 'looked-after, child-protection, child-in-need, early-help or other-open.';
comment on column homeward.status_period.from_on is 'First day.';
comment on column homeward.status_period.to_on is 'Last day, included; null while it lasts.';

create table homeward.interview (
  child_id bigint not null references homeward.child (child_id),
  interview_ref text not null,
  incident_refs text[] not null,
  offered_at timestamptz,
  offer_outcome text,
  allocated_to text references homeward.agency (code),
  completed_at timestamptz,
  independent boolean,
  shared_with_police_at timestamptz,
  reasons text[] not null,
  primary key (child_id, interview_ref)
);
comment on table homeward.interview is 'Projection: return interviews offered, and what came of them.';
comment on column homeward.interview.child_id is 'The child.';
comment on column homeward.interview.interview_ref is 'Reference of the interview.';
comment on column homeward.interview.incident_refs is 'References of the absences it covers.';
comment on column homeward.interview.offered_at is 'When it was offered.';
comment on column homeward.interview.offer_outcome is 'accepted, declined, no-response, unavailable or waiting.';
comment on column homeward.interview.allocated_to is 'Agency to which it is allocated.';
comment on column homeward.interview.completed_at is 'When it was completed.';
comment on column homeward.interview.independent is 'Whether the interviewer is independent of the child''s care; null when not said.';
comment on column homeward.interview.shared_with_police_at is 'When it was shared with the police.';
comment on column homeward.interview.reasons is 'Reasons the child gave, as codes.';

create table homeward.screening (
  child_id bigint not null references homeward.child (child_id),
  tool text not null,
  completed_on date not null,
  outcome text,
  primary key (child_id, tool, completed_on)
);
comment on table homeward.screening is 'Projection: screening tools completed for a child.';
comment on column homeward.screening.child_id is 'The child.';
comment on column homeward.screening.tool is 'Name of the tool.';
comment on column homeward.screening.completed_on is 'Date completed.';
comment on column homeward.screening.outcome is 'Outcome as sent.';

create table homeward.duty (
  duty_id bigint generated by default as identity primary key,
  child_id bigint not null references homeward.child (child_id),
  kind text not null check (kind in ('return-interview','episode-review','recording-fault')),
  subject_key text not null,
  episode_key text,
  owed_by text references homeward.agency (code),
  team text not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  settled_at timestamptz,
  because jsonb not null
);
create unique index duty_subject on homeward.duty (child_id, kind, subject_key);
create index duty_open on homeward.duty (owed_by, due_at) where settled_at is null;
create index duty_open_team on homeward.duty (owed_by, kind, team, due_at) where settled_at is null;
comment on table homeward.duty is 'Projection: what must be done, by which agency and team, by when.';
comment on column homeward.duty.duty_id is 'Identifier for addresses of pages.';
comment on column homeward.duty.child_id is 'The child.';
comment on column homeward.duty.kind is 'return-interview, episode-review or recording-fault.';
comment on column homeward.duty.subject_key is 'What it is about, unique for its kind within the child.';
comment on column homeward.duty.episode_key is 'The episode it concerns.';
comment on column homeward.duty.owed_by is 'Agency that owes it.';
comment on column homeward.duty.team is 'Team of that agency, as the protocol names it.';
comment on column homeward.duty.opened_at is 'When it arose.';
comment on column homeward.duty.due_at is 'When it is due.';
comment on column homeward.duty.settled_at is 'When it was met or settled; null while open.';
comment on column homeward.duty.because is 'Why it is owed, and why settled.';

create table homeward.child_agency (
  agency_code text not null references homeward.agency (code),
  child_id bigint not null references homeward.child (child_id),
  relationship text not null check (relationship in ('responsible-authority','host-authority','police','reporter','interview-provider')),
  primary key (child_id, agency_code, relationship)
);
create index child_agency_of on homeward.child_agency (agency_code, child_id);
comment on table homeward.child_agency is 'Projection: which agencies are involved with a child, and as what. Who may see a child follows from this.';
comment on column homeward.child_agency.agency_code is 'The agency.';
comment on column homeward.child_agency.child_id is 'The child.';
comment on column homeward.child_agency.relationship is 'responsible-authority, host-authority, police, reporter or interview-provider.';

create table homeward.fact_change (
  authority text not null references homeward.agency (code),
  transaction_id xid8 not null default pg_current_xact_id()
);
create index fact_change_of on homeward.fact_change (authority, transaction_id);
comment on table homeward.fact_change is 'One row per transaction and authority whose figures it may have changed: figures kept in memory are read again when a row is not visible in the snapshot they came from.';
comment on column homeward.fact_change.authority is 'The authority.';
comment on column homeward.fact_change.transaction_id is 'The transaction that changed a fact.';
