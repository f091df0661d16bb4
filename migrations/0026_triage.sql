-- When a worker decided how a return is triaged: the share overruled is of what was decided.

alter table homeward.return_follow_up add column triage_decided_at timestamptz;
comment on column homeward.return_follow_up.triage_decided_at is 'When a worker last decided its triage; null where it stands as proposed.';
