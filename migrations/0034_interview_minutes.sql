-- How long an interview took and the way there and back, where its writer says so: what is planned is learnt from it.

alter table homeward.interview
  add column interview_minutes smallint check (interview_minutes between 1 and 720),
  add column travel_minutes smallint check (travel_minutes between 0 and 1440);
comment on column homeward.interview.interview_minutes is 'Whole minutes that it took; null where not said.';
comment on column homeward.interview.travel_minutes is 'Whole minutes of the way there and back; null where not said.';
