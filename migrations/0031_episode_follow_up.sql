-- What figures of return interviews rest on, beside each absence: a report reads one table and joins none, however many returns there are.

alter table homeward.episode
  add column first_offered_at timestamptz,
  add column follow_up text check (follow_up in ('completed','covered','declined','attempts-exhausted','not-required','missing-again','passed',
    'not-offered','pass-asked','unreached','waiting','accepted')),
  add column triage_level text check (triage_level in ('red','amber','green')),
  add column interview_by text,
  add column interview_reasons text[] not null default '{}',
  add column passed_on smallint not null default 0;
comment on column homeward.episode.first_offered_at is 'When an interview was first offered after the return.';
comment on column homeward.episode.follow_up is 'What became of the return: its outcome, or the stage at which it is open; null where no interview is owed.';
comment on column homeward.episode.triage_level is 'red, amber or green, as the return was triaged; null where it was not.';
comment on column homeward.episode.interview_by is 'Agency that held the interview of the return, else that it is allocated to.';
comment on column homeward.episode.interview_reasons is 'Reasons for going that the interview names, as codes.';
comment on column homeward.episode.passed_on is 'What was passed on, as a sum: 1 reported by the police, 2 shared with the police, 4 received by the police, 8 referred, 16 reported to the police, 32 referred for exploitation.';
