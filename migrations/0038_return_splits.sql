-- What two more splits of return interviews rest on, beside each absence as the others: a report reads one table and joins none.

alter table homeward.episode
  add column interview_independent boolean,
  add column late_because text[] not null default '{}';
comment on column homeward.episode.interview_independent is 'Whether who held the interview of the return was independent of the child''s care; null where none was held, or nobody said.';
comment on column homeward.episode.late_because is 'Why the interview of the return was late, as codes: what somebody explained, and what the record shows; empty where it was not late.';
