-- What was sent of an interview that was written again since.
alter table homeward.transmission add column rewritten_at timestamptz;
comment on column homeward.transmission.rewritten_at is 'When the interview was written again so that it says something else than what was sent; null where it does not.';
